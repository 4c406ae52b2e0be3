//! Signing in and out, language and light; getting back in, and the pages about oneself.

pub mod email;
pub mod link;
mod mails;
pub mod me;
pub mod paper;
pub mod password;
pub mod persons;
pub mod reset;
pub mod sessions;
pub mod signed_out;
pub mod store;

use app::paths::query::NextQuery;
use app::sign_in::SignInForm;
use app::sign_in::forms::own_path;
use app::sign_in::kept::handed_back;
use app::sign_in::me::landing;
use app::sign_in::pages::{go_on_page, sign_in_page};
use app::ui::{FieldError, Flash, Theme};
use app::words::Language;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use tower_sessions::Session;

use crate::db::DbError;
use crate::http::actor::{Asker, Visitor};
use crate::http::address::Address;
use crate::http::answer::{Error, preference, with_flash};
use crate::http::form::{Form, Sent, made_for_another};
use crate::http::query::Query;
use crate::http::session::{Door, trouble};
use crate::mail;
use crate::site::Site;
use crate::throttle::{self, By, Limit};

/// Wrong passwords for one e-mail from one address, in a quarter of an hour.
const TRIES_OF_ACCOUNT: i64 = 10;
/// Wrong passwords from one address, in a quarter of an hour.
const TRIES_OF_ADDRESS: i64 = 100;
/// The window of both, in seconds.
const WINDOW: i64 = 900;

/// `GET /sign-in?next=`
pub async fn form(visitor: Visitor, State(site): State<Site>, Query(query): Query<NextQuery>) -> Response {
    let next = own_path(&query.next);
    if visitor.person.is_some() {
        return Redirect::to(&next).into_response();
    }
    let form = SignInForm { next, ..SignInForm::default() };
    Html(sign_in_page(&visitor.chrome, &form, &[], &site.people)).into_response()
}

/// The largest sign-in page that can be sent: it may carry a form that was sent too late, each letter of it written as three.
pub const BODY: usize = 256 * 1024;

/// `POST /sign-in`. The same answer, and the same work, whether or not the person exists.
pub async fn sign_in(
    visitor: Visitor,
    State(site): State<Site>,
    door: Door,
    address: Address,
    Form(form): Form<SignInForm>,
) -> Result<Response, Error> {
    let now = site.clock.now();
    let form = looking(&site, form);
    let known_by = form.known_by();
    let of_account = Limit::new("sign-in", By::EmailFrom(address, known_by.as_str()), (TRIES_OF_ACCOUNT, WINDOW));
    let of_address = Limit::new("sign-in", By::Address(address), (TRIES_OF_ADDRESS, WINDOW));
    // Who is sent away, for guessing too often or because too many wait, has not tried: nothing is written of it.
    let limits = [&of_account, &of_address];
    site.passwords.look()?;
    throttle::look(&site.db, &limits, now).await?;
    let place = site.passwords.place(Some(&of_account))?;
    // Counted before it is tried, so that guesses made at once do not all count from the same number.
    for limit in limits {
        throttle::admit(&site.db, limit, now).await?;
    }
    let found = store::credentials(&site.db, &known_by).await?;
    let hashes = found.iter().map(|found| found.password_hash.clone()).collect();
    let right = place.verify_any(form.password.clone(), hashes).await?;
    let Some(found) = right.and_then(|nth| found.get(nth)) else {
        let errors = [FieldError { field: "email", message: visitor.chrome.words().sign_in_wrong() }];
        let form = SignInForm { next: own_path(&form.next), ..form };
        let page = sign_in_page(&visitor.chrome, &form, &errors, &site.people);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
    };
    throttle::forgive(&site.db, &limits).await?;
    door.let_in(found.person_id).await?;
    let next = own_path(&form.next);
    let carries = !handed_back(&form.carried).is_empty();
    if !carries && next != "/" {
        return Ok(Redirect::to(&next).into_response());
    }
    let visitor = visitor.signed_in(&door, &site).await?;
    if !carries {
        return Ok(Redirect::to(&landing(&visitor.chrome)).into_response());
    }
    Ok(Html(go_on_page(&visitor.chrome, &form)).into_response())
}

/// In a demo whoever pressed somebody's button signs in as them, by the same way as everybody.
fn looking(site: &Site, form: SignInForm) -> SignInForm {
    match site.people.iter().find(|one| one.email == form.look_as) {
        Some(one) => SignInForm { email: one.email.clone(), password: one.password.to_owned(), ..form },
        None => form,
    }
}

/// `POST /sign-out`
pub async fn sign_out(session: Session, State(site): State<Site>) -> Result<Response, Error> {
    session.flush().await.map_err(trouble)?;
    Ok(with_flash(&site, "/", Flash::SignedOut))
}

/// Language, light, and where one was.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Preferences {
    language: String,
    theme: String,
    next: String,
}

/// `POST /preferences`
pub async fn preferences(
    visitor: Visitor,
    State(site): State<Site>,
    Sent { mark, form }: Sent<Preferences>,
) -> Result<Response, Error> {
    const YEAR: i64 = 31_536_000;
    // Without a session nothing but this browser changes; pages of problems know nobody, so their forms are of whoever looks at them.
    if visitor.person.is_some() && !mark.is_nobodys() && !mark.is_of(&visitor.chrome) {
        return made_for_another(&site, &Asker::of(&visitor), &mark).await;
    }
    let mut response = Redirect::to(&own_path(&form.next)).into_response();
    if let Some(language) = Language::of_tag(&form.language).filter(|l| site.development || *l != Language::Mirrored) {
        response.headers_mut().append(header::SET_COOKIE, preference(&site, "language", language.tag(), YEAR));
        if let Some(person) = visitor.person.filter(|_| language != Language::Mirrored) {
            store::save_profile(&site.db, person.id, person.name, language).await?;
        }
    }
    if !form.theme.is_empty() {
        let theme = Theme::of_tag(&form.theme);
        response.headers_mut().append(header::SET_COOKIE, preference(&site, "theme", theme.tag(), YEAR));
    }
    Ok(response)
}

/// Clears away what is over: sessions, links with the mails that carry them, counts of tries.
pub async fn sweep(site: &Site) -> Result<(), DbError> {
    let now = site.clock.now();
    mail::store::blank(&site.db, now).await?;
    store::sweep(&site.db, now).await?;
    paper::sweep(site).await?;
    throttle::sweep(&site.db, now).await
}
