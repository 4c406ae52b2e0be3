//! Changing one's e-mail address: the password says that it is oneself, a link in a mail to the new address that it is one's
//! own, and the old address hears of both steps. Nobody learns from it whose address is known here.

use app::ids::PersonId;
use app::paths::installation::MyEmailWith;
use app::sign_in::EmailForm;
use app::sign_in::email::{email_confirm_page, email_over_page, email_page, email_sent_page};
use app::sign_in::mails::SignInMail;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::link::{self, HOUR};
use super::mails::{password_url, reset_url, tell};
use super::me::is_password;
use super::store::{self, NewLink, OpenedLink, Purpose};
use crate::db::{DbError, Tx};
use crate::http::actor::{Signed, Visitor};
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::Form;
use crate::mail::{self, Mail, MailKey};
use crate::site::Site;
use crate::throttle::{self, By, Limit};

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
    throttle::admit(&site.db, &Limit::new("email", By::Person(person.id), (MOST, HOUR)), now).await?;
    let token = link::token();
    let new = NewLink {
        hash: link::hash(&token),
        purpose: Purpose::Email,
        person: person.id,
        address: address.clone(),
        from: now,
        until: now.plus_seconds(HOUR),
    };
    let mails = ChangeMails {
        keys: [MailKey::fresh(), MailKey::fresh()],
        confirm: SignInMail::Confirm(format!("{}{}", site.config.public_url, MyEmailWith { token })),
        taken: SignInMail::Taken(reset_url(&site)),
        asked: SignInMail::Asked(password_url(&site)),
    };
    site.db.write((new, mails), async |tx, (new, mails)| send(tx, new, mails).await).await?;
    site.mail_waits.notify_one();
    Ok(Html(email_sent_page(&signed.chrome, &address)).into_response())
}

/// The mails of one wish to change an address: one to the new address, one to the old.
struct ChangeMails {
    keys: [MailKey; 2],
    confirm: SignInMail,
    taken: SignInMail,
    asked: SignInMail,
}

/// The link and both mails. Whoever has the new address already gets a mail that says so, and nothing is left for them to open.
async fn send(tx: &mut Tx, new: &NewLink, mails: &ChangeMails) -> Result<(), DbError> {
    let asker = store::person_of(tx, new.person).await?;
    let [to_new, to_old] = mails.keys;
    match store::person(tx, &new.address).await? {
        Some(known) => tell(tx, &known, (to_new, mails.taken.clone()), new.from).await?,
        None => {
            store::leave_link(tx, new).await?;
            // Whose address it is, is what the link is to show: nobody is named to a stranger.
            let letter = mails.confirm.clone().letter(None, asker.language);
            let mail = Mail { key: to_new, to: new.address.clone(), letter, until: Some(new.until) };
            mail::store::enqueue(tx, &[mail], new.from).await?;
        }
    }
    tell(tx, &asker, (to_old, mails.asked.clone()), new.from).await
}

fn opened(site: &Site, path: &MyEmailWith) -> OpenedLink {
    OpenedLink { hash: link::hash(&path.token), purpose: Purpose::Email, at: site.clock.now() }
}

fn over(visitor: &Visitor) -> Response {
    (StatusCode::NOT_FOUND, Html(email_over_page(&visitor.chrome))).into_response()
}

/// `GET /me/email/{token}`
pub async fn confirm_form(path: MyEmailWith, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    let Some(owner) = store::link(&site.db, &opened(&site, &path)).await? else { return Ok(over(&visitor)) };
    let name = store::name(&site.db, owner.person_id).await?;
    Ok(Html(email_confirm_page(&visitor.chrome, &path.token, &name, &owner.address)).into_response())
}

/// `POST /me/email/{token}`: uses the link up, changes the address and says so to the old one.
pub async fn confirm(path: MyEmailWith, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    let input = (opened(&site, &path), MailKey::fresh());
    let changed = site.db.write(input, async |tx, (link, key)| change(tx, link, *key).await);
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
async fn change(tx: &mut Tx, link: &OpenedLink, key: MailKey) -> Result<Option<PersonId>, DbError> {
    let Some(owner) = store::use_link(tx, link).await? else { return Ok(None) };
    let before = store::person_of(tx, owner.person_id).await?;
    if store::person(tx, &owner.address).await?.is_some() {
        return Ok(None);
    }
    store::set_email(tx, owner.person_id, owner.address, link.at).await?;
    tell(tx, &before, (key, SignInMail::Gone), link.at).await?;
    Ok(Some(before.id))
}
