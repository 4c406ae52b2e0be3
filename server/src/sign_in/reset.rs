//! Getting back in with a link: 256 random bits, kept as their hash, good once and for an hour. Whoever asks gets the same
//! answer, and the work that differs is the mail's.

use app::ids::PersonId;
use app::paths::installation::ResetPasswordWith;
use app::sign_in::forms::password_trouble;
use app::sign_in::phrase::phrase;
use app::sign_in::reset::{AskForm, SetForm, ask_page, over_page, sent_page, set_page};
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::link::{self, HOUR};
use super::notices::{Links, News, tell};
use super::store::{self, NewLink, Purpose};
use super::{Address, password};
use crate::clock::random;
use crate::db::DbError;
use crate::http::actor::Visitor;
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::Form;
use crate::http::session::Door;
use crate::mail::{self, Mail};
use crate::site::Site;

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
    let email = match form.parse(visitor.chrome.language) {
        Ok(email) => email,
        Err(errors) => {
            let page = ask_page(&visitor.chrome, &form, &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
        }
    };
    let now = site.clock.now();
    let of_email = store::count(&site.db, &format!("reset:{email}"), now, HOUR).await?;
    if store::count(&site.db, &format!("reset:{}", address.0), now, HOUR).await? > MOST[1] {
        return Err(Error::TooMany(HOUR));
    }
    // Too many for one person is not said: it would tell that they are known.
    if of_email <= MOST[0] {
        send_link(&site, email).await?;
    }
    Ok(Html(sent_page(&visitor.chrome)).into_response())
}

async fn send_link(site: &Site, email: String) -> Result<(), Error> {
    let now = site.clock.now();
    let (token, until) = (link::token(), now.plus_seconds(HOUR));
    let hash = link::hash(&token);
    let link = format!("{}{}", site.config.public_url, ResetPasswordWith { token });
    site.db
        .write_boxed(move |tx| {
            let (email, link, hash) = (email.clone(), link.clone(), hash.clone());
            Box::pin(async move {
                let Some(person) = store::person(tx, &email).await? else { return Ok(()) };
                let (purpose, address) = (Purpose::Password, String::new());
                let new = NewLink { hash, purpose, person: person.id, address, from: now, until };
                store::leave_link(tx, &new).await?;
                let words = person.language.words();
                let mail = Mail { to: email, subject: words.reset_mail_subject(), body: words.reset_mail_body(&link) };
                mail::store::enqueue_until(tx, &mail, (now, until)).await?;
                Ok::<(), DbError>(())
            })
        })
        .await?;
    site.mail_waits.notify_one();
    Ok(())
}

/// Whose a link is; none if it is not good.
async fn owner(site: &Site, path: &ResetPasswordWith) -> Result<Option<PersonId>, Error> {
    let found = store::link(&site.db, link::hash(&path.token), Purpose::Password, site.clock.now()).await?;
    Ok(found.map(|(person, _)| person))
}

fn over(visitor: &Visitor) -> Response {
    (StatusCode::NOT_FOUND, Html(over_page(&visitor.chrome))).into_response()
}

fn form_again(visitor: &Visitor, path: &ResetPasswordWith, errors: &[FieldError]) -> Html<String> {
    let chrome = &visitor.chrome;
    Html(set_page(chrome, &path.token, phrase(chrome.language, random()), errors))
}

/// `GET /reset-password/{token}`
pub async fn set_form(path: ResetPasswordWith, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    Ok(match owner(&site, &path).await? {
        Some(_) => form_again(&visitor, &path, &[]).into_response(),
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
    let about = store::about(&site.db, owner).await?;
    if let Some(message) = password_trouble(&form.new, &about, visitor.chrome.words()) {
        let page = form_again(&visitor, &path, &[FieldError { field: "new", message }]);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let (new, links, now) = (password::hash(form.new).await?, Links::of(&site), site.clock.now());
    let hash = link::hash(&path.token);
    let used = site.db.write_boxed(move |tx| {
        let (hash, new, links) = (hash.clone(), new.clone(), links.clone());
        Box::pin(async move {
            let used = store::use_link(tx, hash, Purpose::Password, now).await?;
            let Some((person, _)) = used else { return Ok(None) };
            store::set_password(tx, person, (new, String::new()), now).await?;
            let contact = store::person_of(tx, person).await?;
            tell(tx, (&contact, News::PasswordChanged), &links, now).await?;
            Ok::<_, DbError>(Some(person))
        })
    });
    let Some(person) = used.await? else { return Ok(over(&visitor)) };
    site.mail_waits.notify_one();
    door.let_in(person).await?;
    Ok(with_flash(&site, "/", Flash::PasswordSet))
}
