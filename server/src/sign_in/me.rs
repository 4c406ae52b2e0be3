//! The page about oneself, and changing the password.

use app::sign_in::forms::password_trouble;
use app::sign_in::mails::SignInMail;
use app::sign_in::me::{SigningIn, me_page, password_page};
use app::sign_in::phrase::{offered_again, phrase};
use app::sign_in::{PasswordForm, ProfileForm};
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::mails::{reset_url, tell};
use super::persons::mailbox;
use super::store::NewPassword;
use super::{TRIES_OF_ACCOUNT, WINDOW, store};
use crate::clock::random;
use crate::db::DbError;
use crate::http::actor::{Person, Signed};
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::Form;
use crate::http::session::{self, Door};
use crate::mail::MailKey;
use crate::site::Site;
use crate::throttle::{self, By, Limit};

/// `GET /me`
pub async fn me(signed: Signed, State(site): State<Site>) -> Result<Response, Error> {
    let form = ProfileForm { name: signed.person.name.clone(), language: signed.chrome.language.tag().to_owned() };
    show(&signed, &site, &form, &[]).await
}

/// The page; 422 with errors.
async fn show(signed: &Signed, site: &Site, form: &ProfileForm, errors: &[FieldError]) -> Result<Response, Error> {
    let held = session::of_person(&site.db, signed.person.id, site.clock.now()).await?;
    let mut conn = site.db.read().await?;
    let balances = store::own_balances(&mut conn, signed.person.id).await?;
    let mailbox = mailbox(&mut conn, signed.person.id).await?;
    drop(conn);
    let how = SigningIn { email: signed.person.email.clone(), mailbox, sessions: held.len() };
    let who = signed.chrome.signed.as_ref().ok_or(Error::NotFound)?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(me_page(&signed.chrome, (who, &how, &balances), form, errors))).into_response())
}

/// `POST /me`: name and language.
pub async fn save(signed: Signed, State(site): State<Site>, Form(form): Form<ProfileForm>) -> Result<Response, Error> {
    match form.parse(signed.chrome.language) {
        Ok((name, language)) => {
            store::save_profile(&site.db, signed.person.id, name, language).await?;
            Ok(with_flash(&site, "/me", Flash::Saved))
        }
        Err(errors) => show(&signed, &site, &form, &errors).await,
    }
}

/// Whether it is this person's password; after so many wrong ones, whoever found an open session has to wait.
pub async fn is_password(site: &Site, person: &Person, typed: String) -> Result<bool, Error> {
    let limit = Limit::new("password", By::Person(person.id), (TRIES_OF_ACCOUNT, WINDOW));
    throttle::look(&site.db, &[&limit], site.clock.now()).await?;
    let place = site.passwords.place(Some(&limit))?;
    throttle::admit(&site.db, &limit, site.clock.now()).await?;
    let hash = store::hash(&site.db, person.id).await?;
    let right = place.verify(typed, hash).await?;
    if right {
        throttle::forgive(&site.db, &[&limit]).await?;
    }
    Ok(right)
}

/// `GET /me/password`
pub async fn password_form(signed: Signed) -> Html<String> {
    let chrome = &signed.chrome;
    Html(password_page(chrome, phrase(chrome.language, random()), &[]))
}

/// `POST /me/password`: ends every other session, and says so to the person's address.
pub async fn change_password(
    signed: Signed,
    State(site): State<Site>,
    door: Door,
    Form(form): Form<PasswordForm>,
) -> Result<Response, Error> {
    let words = signed.chrome.words();
    let person = signed.person.id;
    let mut errors = Vec::new();
    if !is_password(&site, &signed.person, form.password).await? {
        errors.push(FieldError { field: "password", message: words.me_password_wrong() });
    }
    let about = {
        let mut conn = site.db.read().await?;
        store::about(&mut conn, person).await?
    };
    if let Some(message) = password_trouble(&form.new, &about, words) {
        errors.push(FieldError { field: "new", message });
    }
    if !errors.is_empty() {
        let phrase = offered_again(&form.offered, signed.chrome.language, random());
        let page = password_page(&signed.chrome, phrase, &errors);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
    }
    let new = NewPassword { hash: site.passwords.place(None)?.hash(form.new).await?, keep: door.stored_id() };
    let mail = (MailKey::fresh(), SignInMail::PasswordChanged(reset_url(&site)));
    let input = (person, new, mail, site.clock.now());
    let changed = site.db.write(input, async |tx, (person, new, mail, now)| {
        store::set_password(tx, *person, new, *now).await?;
        let contact = store::person_of(tx, *person).await?;
        tell(tx, &contact, mail.clone(), *now).await?;
        Ok::<(), DbError>(())
    });
    changed.await?;
    site.mail_waits.notify_one();
    Ok(with_flash(&site, "/me", Flash::PasswordChanged))
}
