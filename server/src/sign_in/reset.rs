//! Getting back in with a link: 256 random bits, kept as their hash, good once and for an hour. Whoever asks gets the same
//! answer, and the work that differs is the mail's.

use app::paths::installation::ResetPasswordWith;
use app::sign_in::forms::password_trouble;
use app::sign_in::reset::{AskForm, SetForm, ask_page, over_page, sent_page, set_page};
use app::ui::{FieldError, Flash};
use app::words::Language;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::{Address, password, store, with_flash};
use crate::actor::Visitor;
use crate::clock::random;
use crate::db::DbError;
use crate::error::Error;
use crate::form::Form;
use crate::mail::{self, Mail};
use crate::session::Door;
use crate::site::Site;

/// Links for one person, and asked for from one address, in an hour.
const MOST: [i64; 2] = [3, 30];
/// The window of both, and how long a link is good, in seconds.
const HOUR: i64 = 3600;

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
    let email = form.email.trim().to_lowercase();
    if email.is_empty() {
        let message = visitor.chrome.words().reset_email_empty();
        let page = ask_page(&visitor.chrome, &form, &[FieldError { field: "email", message }]);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
    }
    let now = site.clock.now();
    let keys = [format!("reset:{email}"), format!("reset:{}", address.0)];
    let mut tried = Vec::new();
    for key in &keys {
        tried.push(store::attempts(&site.db, key, now, HOUR).await?);
        store::count_attempt(&site.db, key.clone(), now, HOUR).await?;
    }
    let [of_email, of_address] = tried[..] else { return Err(Error::Fault("two counts were asked for".into())) };
    if of_address >= MOST[1] {
        return Err(Error::TooMany(HOUR));
    }
    // Too many for one person is not said: it would tell that they are known.
    if of_email < MOST[0] {
        send_link(&site, email).await?;
    }
    Ok(Html(sent_page(&visitor.chrome)).into_response())
}

async fn send_link(site: &Site, email: String) -> Result<(), Error> {
    let now = site.clock.now();
    let token: String = random::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
    let link = format!("{}{}", site.config.public_url, ResetPasswordWith { token: token.clone() });
    let hash = hash(&token);
    site.db
        .write(move |tx| {
            let (email, link, hash) = (email.clone(), link.clone(), hash.clone());
            Box::pin(async move {
                let Some((person, language)) = store::person(tx, &email).await? else { return Ok(()) };
                store::leave_link(tx, hash, person, (now, now.plus_seconds(HOUR))).await?;
                let words = Language::of_tag(&language).unwrap_or(Language::English).words();
                let mail = Mail { to: email, subject: words.reset_mail_subject(), body: words.reset_mail_body(&link) };
                mail::store::enqueue(tx, &mail, now).await?;
                Ok::<(), DbError>(())
            })
        })
        .await?;
    site.mail_waits.notify_one();
    Ok(())
}

/// What the table knows a link by.
fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// `GET /reset-password/{token}`
pub async fn set_form(path: ResetPasswordWith, visitor: Visitor, State(site): State<Site>) -> Result<Response, Error> {
    let good = store::link_is_good(&site.db, hash(&path.token), site.clock.now()).await?;
    if !good {
        return Ok((StatusCode::NOT_FOUND, Html(over_page(&visitor.chrome))).into_response());
    }
    Ok(Html(set_page(&visitor.chrome, &path.token, &[])).into_response())
}

/// `POST /reset-password/{token}`: uses the link up, sets the password, ends every session of the person and begins one here.
pub async fn set(
    path: ResetPasswordWith,
    visitor: Visitor,
    State(site): State<Site>,
    door: Door,
    Form(form): Form<SetForm>,
) -> Result<Response, Error> {
    let now = site.clock.now();
    let over = || (StatusCode::NOT_FOUND, Html(over_page(&visitor.chrome))).into_response();
    if !store::link_is_good(&site.db, hash(&path.token), now).await? {
        return Ok(over());
    }
    if let Some(message) = password_trouble(&form.new, "", visitor.chrome.words()) {
        let page = set_page(&visitor.chrome, &path.token, &[FieldError { field: "new", message }]);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
    }
    let new = password::hash(form.new).await?;
    let Some(person) = store::use_link(&site.db, hash(&path.token), new, now).await? else { return Ok(over()) };
    door.let_in(person).await?;
    Ok(with_flash(&site, "/", Flash::PasswordSet))
}
