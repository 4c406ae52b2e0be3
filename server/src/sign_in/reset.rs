//! Getting back in with a link: 256 random bits, kept as their hash, good once and for an hour. Whoever asks gets the same
//! answer, and the work that differs is the mail's.

use app::ids::PersonId;
use app::paths::installation::ResetPasswordWith;
use app::sign_in::KnownBy;
use app::sign_in::forms::password_trouble;
use app::sign_in::mails::SignInMail;
use app::sign_in::me::landing;
use app::sign_in::phrase::offered_again;
use app::sign_in::reset::{AskForm, SetForm, ask_page, over_page, sent_page, set_page};
use app::time::Instant;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::link::{self, HOUR};
use super::mails::{reset_url, tell};
use super::store::{self, NewLink, NewPassword, OpenedLink, Purpose};
use crate::clock::random;
use crate::db::{DbError, Tx};
use crate::http::actor::Visitor;
use crate::http::address::Address;
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::Form;
use crate::http::session::Door;
use crate::mail::{self, Mail, MailKey};
use crate::site::Site;
use crate::throttle::{self, By, Limit};

/// Links for one person, and asked for from one address, in an hour.
const MOST: [i64; 2] = [3, 30];

/// `GET /reset-password`
pub async fn form(visitor: Visitor) -> Html<String> {
    Html(ask_page(&visitor.chrome, &AskForm::default(), &[]))
}

/// `POST /reset-password`: tells nobody who is known here.
pub async fn ask(
    visitor: Visitor,
    State(site): State<Site>,
    address: Address,
    Form(form): Form<AskForm>,
) -> Result<Response, Error> {
    let known_by = match form.parse(visitor.chrome.language) {
        Ok(known_by) => known_by,
        Err(errors) => {
            let page = ask_page(&visitor.chrome, &form, &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
        }
    };
    let now = site.clock.now();
    let of_email = Limit::new("reset", By::Email(known_by.as_str()), (MOST[0], HOUR));
    let fits = throttle::allows(&site.db, &of_email, now).await?;
    let of_address = Limit::new("reset", By::Address(address), (MOST[1], HOUR));
    throttle::admit(&site.db, &of_address, now).await?;
    // Too many for one person is not said: it would tell that they are known.
    if fits {
        send_links(&site, known_by).await?;
    }
    Ok(Html(sent_page(&visitor.chrome)).into_response())
}

/// What is written when somebody asked for a link.
struct AskedLinks {
    known_by: KnownBy,
    /// One for each who may be meant: its hash, and the mail with it.
    links: [(Vec<u8>, MailKey, SignInMail); 3],
    from: Instant,
    until: Instant,
}

async fn send_links(site: &Site, known_by: KnownBy) -> Result<(), Error> {
    let from = site.clock.now();
    let made = |token: String| {
        let hash = link::hash(&token);
        let mail = SignInMail::Reset(format!("{}{}", site.config.public_url, ResetPasswordWith { token }));
        (hash, MailKey::fresh(), mail)
    };
    let links = [(); 3].map(|()| made(link::token()));
    let asked = AskedLinks { known_by, links, from, until: from.plus_seconds(HOUR) };
    site.db.write(asked, write_links).await?;
    site.mail_waits.notify_one();
    Ok(())
}

async fn write_links(tx: &mut Tx, asked: &AskedLinks) -> Result<(), DbError> {
    let (from, until) = (asked.from, asked.until);
    let persons = store::persons(tx, &asked.known_by).await?;
    for (person, (hash, key, mail)) in persons.into_iter().zip(&asked.links) {
        let Some(to) = person.email else { continue };
        let (purpose, address) = (Purpose::Password, String::new());
        let new = NewLink { hash: hash.clone(), purpose, person: person.id, address, from, until };
        store::leave_link(tx, &new).await?;
        let letter = mail.clone().letter(Some(person.name), person.language);
        mail::store::enqueue(tx, &[Mail { key: *key, to, letter, until: Some(until) }], from).await?;
    }
    Ok(())
}

/// Whose a link is; none if it is not good.
async fn owner(site: &Site, path: &ResetPasswordWith) -> Result<Option<PersonId>, Error> {
    let found = store::link(&site.db, &opened(site, path)).await?;
    Ok(found.map(|owner| owner.person_id))
}

fn opened(site: &Site, path: &ResetPasswordWith) -> OpenedLink {
    OpenedLink { hash: link::hash(&path.token), purpose: Purpose::Password, at: site.clock.now() }
}

fn over(visitor: &Visitor) -> Response {
    (StatusCode::NOT_FOUND, Html(over_page(&visitor.chrome))).into_response()
}

fn form_again(visitor: &Visitor, path: &ResetPasswordWith, offered: &str, errors: &[FieldError]) -> Html<String> {
    let chrome = &visitor.chrome;
    Html(set_page(chrome, &path.token, offered_again(offered, chrome.language, random()), errors))
}

/// `GET /reset-password/{token}`
pub async fn set_form(path: ResetPasswordWith, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    Ok(match owner(&site, &path).await? {
        Some(_) => form_again(&visitor, &path, "", &[]).into_response(),
        None => over(&visitor),
    })
}

/// `POST /reset-password/{token}`: uses the link up, sets the password, ends every session of the person and begins one here.
pub async fn set(
    path: ResetPasswordWith,
    visitor: Visitor,
    State(site): State<Site>,
    door: Door,
    Form(form): Form<SetForm>,
) -> Result<Response, Error> {
    let Some(owner) = owner(&site, &path).await? else { return Ok(over(&visitor)) };
    let about = {
        let mut conn = site.db.read().await?;
        store::about(&mut conn, owner).await?
    };
    if let Some(message) = password_trouble(&form.new, &about, visitor.chrome.words()) {
        let page = form_again(&visitor, &path, &form.offered, &[FieldError { field: "new", message }]);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let new = NewPassword { hash: site.passwords.place(None)?.hash(form.new).await?, keep: String::new() };
    let mail = (MailKey::fresh(), SignInMail::PasswordChanged(reset_url(&site)));
    let used = site.db.write((opened(&site, &path), new, mail), async |tx, (link, new, mail)| {
        let Some(owner) = store::use_link(tx, link).await? else { return Ok(None) };
        let had_one = store::has_password(tx, owner.person_id).await?;
        store::set_password(tx, owner.person_id, new, link.at).await?;
        let contact = store::person_of(tx, owner.person_id).await?;
        // Whoever sets their first one has changed none.
        if had_one {
            tell(tx, &contact, mail.clone(), link.at).await?;
        }
        Ok::<_, DbError>(Some(owner.person_id))
    });
    let Some(person) = used.await? else { return Ok(over(&visitor)) };
    site.mail_waits.notify_one();
    door.let_in(person).await?;
    let visitor = visitor.signed_in(&door, &site).await?;
    Ok(with_flash(&site, &landing(&visitor.chrome), Flash::PasswordSet))
}
