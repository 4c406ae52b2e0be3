//! Changing one's e-mail address: the password says that it is oneself, a link in a mail to the new address that it is one's
//! own, and the old address hears of both steps. Nobody learns from it whose address is known here.

use app::ids::PersonId;
use app::paths::installation::MyEmailWith;
use app::sign_in::EmailForm;
use app::sign_in::email::{email_confirm_page, email_over_page, email_page, email_sent_page};
use app::time::Instant;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::link::{self, HOUR};
use super::me::is_password;
use super::notices::{Links, News, tell};
use super::store::{self, NewLink, Purpose};
use crate::db::{DbError, Tx};
use crate::http::actor::{Signed, Visitor};
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::Form;
use crate::mail::{self, Mail};
use crate::site::Site;

/// Mails that one person may cause in an hour.
const MOST: i64 = 3;

/// `GET /me/email`
pub async fn form(signed: Signed) -> Response {
    show(&signed, &EmailForm::default(), &[])
}

/// The page; 422 with errors.
fn show(signed: &Signed, form: &EmailForm, errors: &[FieldError]) -> Response {
    let now = signed.person.email.clone().unwrap_or_else(|| signed.chrome.words().me_email_none());
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, Html(email_page(&signed.chrome, &now, form, errors))).into_response()
}

/// `POST /me/email`: a link to the new address, a word to the old one. The same answer if the new one is somebody's already.
pub async fn ask(signed: Signed, State(site): State<Site>, Form(form): Form<EmailForm>) -> Result<Response, Error> {
    let (words, person) = (signed.chrome.words(), &signed.person);
    let read = form.parse(person.email.as_deref().unwrap_or_default(), signed.chrome.language);
    let right = is_password(&site, person, form.password.clone()).await?;
    let address = match (read, right) {
        (Ok(address), true) => address,
        (read, right) => {
            let mut errors = read.err().unwrap_or_default();
            if !right {
                errors.push(FieldError { field: "password", message: words.me_password_wrong() });
            }
            return Ok(show(&signed, &form, &errors));
        }
    };
    let now = site.clock.now();
    if store::count(&site.db, &format!("email:{}", person.id.0), now, HOUR).await? > MOST {
        return Err(Error::TooMany(HOUR));
    }
    let token = link::token();
    let new = NewLink {
        hash: link::hash(&token),
        purpose: Purpose::Email,
        person: person.id,
        address: address.clone(),
        from: now,
        until: now.plus_seconds(HOUR),
    };
    let (link, links) = (format!("{}{}", site.config.public_url, MyEmailWith { token }), Links::of(&site));
    let sent = site.db.write_boxed(move |tx| {
        let (new, link, links) = (new.clone(), link.clone(), links.clone());
        Box::pin(async move { send(tx, &new, (&link, &links)).await })
    });
    sent.await?;
    site.mail_waits.notify_one();
    Ok(Html(email_sent_page(&signed.chrome, &address)).into_response())
}

/// The link and both mails. Whoever has the new address already gets a mail that says so, and nothing is left for them to open.
async fn send(tx: &mut Tx, new: &NewLink, (link, links): (&str, &Links)) -> Result<(), DbError> {
    let asker = store::person_of(tx, new.person).await?;
    match store::person(tx, &new.address).await? {
        Some(known) => tell(tx, (&known, News::AddressTaken), links, new.from).await?,
        None => {
            store::leave_link(tx, new).await?;
            let words = asker.language.words();
            let (subject, body) = (words.email_mail_subject(), words.email_mail_body(link));
            let mail = Mail { to: new.address.clone(), subject, body };
            mail::store::enqueue_until(tx, &mail, (new.from, new.until)).await?;
        }
    }
    tell(tx, (&asker, News::ChangeAsked), links, new.from).await
}

fn over(visitor: &Visitor) -> Response {
    (StatusCode::NOT_FOUND, Html(email_over_page(&visitor.chrome))).into_response()
}

/// `GET /me/email/{token}`
pub async fn confirm_form(path: MyEmailWith, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    let found = store::link(&site.db, link::hash(&path.token), Purpose::Email, site.clock.now()).await?;
    let Some((person, address)) = found else { return Ok(over(&visitor)) };
    let name = store::name(&site.db, person).await?;
    Ok(Html(email_confirm_page(&visitor.chrome, &path.token, &name, &address)).into_response())
}

/// `POST /me/email/{token}`: uses the link up, changes the address and says so to the old one.
pub async fn confirm(path: MyEmailWith, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    let (hash, now, links) = (link::hash(&path.token), site.clock.now(), Links::of(&site));
    let changed = site.db.write_boxed(move |tx| {
        let (hash, links) = (hash.clone(), links.clone());
        Box::pin(async move { change(tx, hash, (&links, now)).await })
    });
    match changed.await {
        Ok(Some(person)) => {
            site.mail_waits.notify_one();
            let mine = visitor.person.is_some_and(|one| one.id == person);
            Ok(with_flash(&site, if mine { "/me" } else { "/sign-in" }, Flash::EmailChanged))
        }
        // Somebody else has it by now, or was faster.
        Ok(None) | Err(DbError::Exists) => Ok(over(&visitor)),
        Err(error) => Err(error.into()),
    }
}

/// Whose address was changed; nobody's if the link is not good, or somebody else has the address by now.
async fn change(tx: &mut Tx, hash: Vec<u8>, (links, now): (&Links, Instant)) -> Result<Option<PersonId>, DbError> {
    let Some((person, address)) = store::use_link(tx, hash, Purpose::Email, now).await? else { return Ok(None) };
    let before = store::person_of(tx, person).await?;
    if store::person(tx, &address).await?.is_some() {
        return Ok(None);
    }
    store::set_email(tx, person, address, now).await?;
    tell(tx, (&before, News::AddressGone), links, now).await?;
    Ok(Some(person))
}
