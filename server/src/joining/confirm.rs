//! Showing that an address is one's own, by the link or the code of its mail: makes the person, the application and a session.

use app::forms::FieldError;
use app::ids::PersonId;
use app::joining::forms::{CodeForm, JoinLinkForm};
use app::joining::pages::{CodeNews, code_page, link_over_page, link_page};
use app::paths::exchange::{ConfirmJoin, ConfirmJoinWith, Home, JoinOffers};
use app::paths::query::JoinQuery;
use app::sign_in::code::TRIES;
use app::time::Instant;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::routing::TypedPath as _;

use super::invitations::store as invitations;
use super::mails::{Letters, Told};
use super::own::file;
use super::store::{self, JoiningKey, NewApplication};
use super::{MOST, secret_number};
use crate::clock::fresh_key;
use crate::db::{DbError, Tx};
use crate::http::actor::Visitor;
use crate::http::address::Address;
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::http::query::Query;
use crate::http::session::Door;
use crate::http::tenant::Exchange;
use crate::mail;
use crate::sign_in::link::{self, HOUR};
use crate::sign_in::persons::{NewPerson, create_person};
use crate::sign_in::store as persons;
use crate::site::Site;
use crate::throttle::{self, By, Limit};

/// Codes tried from one place in an hour, whosever they are.
const TRIES_OF_ADDRESS: i64 = 100;
/// Passwords tried behind a link in an hour.
const TRIES_OF_LINK: i64 = 10;

/// In the address: another mail is on its way.
const AGAIN: &str = "again";

/// What came of a code or a link.
enum Confirmed {
    /// They have applied.
    Yes(PersonId),
    /// Not the code.
    Wrong,
    /// Good no longer, or somebody has the address by now.
    Over,
}

/// What confirming needs and is made before the transaction.
struct Confirming {
    key: JoiningKey,
    person: PersonId,
    at: Instant,
    told: Told,
}

impl Confirming {
    fn new(site: &Site, exchange: &Exchange, joining: i64) -> Self {
        let (key, person) = ((exchange.id, joining), PersonId(fresh_key()));
        Self { key, person, at: site.clock.now(), told: Told::new(site, exchange, joining) }
    }
}

/// To the page on which the code of the mail is typed.
pub(super) fn to_code(visitor: &Visitor, id: i64, news: CodeNews) -> Response {
    let news = if news == CodeNews::SentAgain { AGAIN } else { "" };
    let query = JoinQuery { joining: id.to_string(), news: news.to_owned() };
    Redirect::to(&visitor.chrome.href(&ConfirmJoin.with_query_params(query))).into_response()
}

/// `GET /join/confirm?joining=`: the same for every number, whether or not anything was left under it.
pub async fn confirm_form(
    visitor: Visitor,
    _: Exchange,
    Query(query): Query<JoinQuery>,
) -> Result<Html<String>, Error> {
    let id = query.joining.parse::<i64>().ok().filter(|id| *id > 0).ok_or(Error::NotFound)?;
    let form = CodeForm { joining: id.to_string(), ..CodeForm::default() };
    let news = if query.news == AGAIN { CodeNews::SentAgain } else { CodeNews::Sent };
    Ok(Html(code_page(&visitor.chrome, news, &form, &[])))
}

/// `POST /join/confirm`: the code of the mail.
pub async fn confirm(
    visitor: Visitor,
    exchange: Exchange,
    (State(site), door, address): (State<Site>, Door, Address),
    Form(form): Form<CodeForm>,
) -> Result<Response, Error> {
    let now = site.clock.now();
    let again = |news, errors: &[FieldError]| {
        let id = form.joining.parse().ok().filter(|id| *id > 0).unwrap_or_else(secret_number);
        let form = CodeForm { joining: id.to_string(), ..form.clone() };
        let page = code_page(&visitor.chrome, news, &form, errors);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
    };
    let (joining, code) = match form.parse(visitor.chrome.language) {
        Ok(read) => read,
        Err(errors) => return again(CodeNews::Sent, &errors),
    };
    throttle::admit(&site.db, &Limit::new("join code", By::Address(address), (TRIES_OF_ADDRESS, HOUR)), now).await?;
    let work = (Confirming::new(&site, &exchange, joining), link::hash(&code));
    match outcome(site.db.write(work, try_code).await)? {
        Confirmed::Yes(person) => come_in((&visitor, &site), &door, person).await,
        Confirmed::Wrong => {
            let message = visitor.chrome.words().join_code_wrong();
            again(CodeNews::Sent, &[FieldError { field: "code", message }])
        }
        Confirmed::Over => match own(&visitor, &exchange, &site).await? {
            Some(there) => Ok(there),
            None => again(CodeNews::Over, &[]),
        },
    }
}

/// The address was taken while this one was confirmed: as if it had been known.
fn outcome(written: Result<Confirmed, DbError>) -> Result<Confirmed, Error> {
    match written {
        Err(DbError::Exists) => Ok(Confirmed::Over),
        other => Ok(other?),
    }
}

/// Of a form that was sent twice: where it led.
async fn own(visitor: &Visitor, exchange: &Exchange, site: &Site) -> Result<Option<Response>, Error> {
    let Some(person) = &visitor.person else { return Ok(None) };
    let mut conn = site.db.read().await?;
    let found = store::own(&mut conn, exchange.id, person.id).await?;
    Ok(found.map(|_| Redirect::to(&visitor.chrome.href(&Home)).into_response()))
}

async fn come_in((visitor, site): (&Visitor, &Site), door: &Door, person: PersonId) -> Result<Response, Error> {
    site.mail_waits.notify_one();
    door.let_in(person).await?;
    Ok(Redirect::to(&visitor.chrome.href(&JoinOffers)).into_response())
}

/// Counted before it is looked at, so that of many at once no more than five are.
async fn try_code(tx: &mut Tx, (confirming, code): &(Confirming, Vec<u8>)) -> Result<Confirmed, DbError> {
    let right = store::try_code(tx, confirming.key, (TRIES, confirming.at)).await?;
    match right {
        None => Ok(Confirmed::Over),
        Some(right) if right != *code => Ok(Confirmed::Wrong),
        Some(_) => take(tx, confirming).await,
    }
}

/// Makes the person and the application of what was left.
async fn take(tx: &mut Tx, confirming: &Confirming) -> Result<Confirmed, DbError> {
    let Some(left) = store::take(tx, confirming.key).await? else { return Ok(Confirmed::Over) };
    if persons::person(tx, &left.email).await?.is_some() {
        return Ok(Confirmed::Over);
    }
    let new = NewPerson {
        id: confirming.person,
        email: Some(left.email),
        name: left.name.clone(),
        language: left.language,
        password_hash: left.password_hash,
        is_host: false,
    };
    create_person(tx, &new, confirming.at).await?;
    let application = NewApplication {
        key: confirming.key,
        person: confirming.person,
        name: left.name,
        area: left.area,
        agreement_version: left.agreement_version,
        at: confirming.at,
        invitation: left.invitation_id,
    };
    file(tx, &application, &confirming.told).await?;
    Ok(Confirmed::Yes(confirming.person))
}

/// `GET /join/confirm/{token}`: looking at it uses nothing up, since mail programs look too.
pub async fn link_form(
    path: ConfirmJoinWith,
    visitor: Visitor,
    exchange: Exchange,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let opened = store::opened(&mut conn, exchange.id, (link::hash(&path.token), site.clock.now())).await?;
    Ok(match opened {
        Some((_, name, email)) => Html(link_page(&visitor.chrome, &path.token, (name, email), &[])).into_response(),
        None => over(&visitor),
    })
}

fn over(visitor: &Visitor) -> Response {
    (StatusCode::NOT_FOUND, Html(link_over_page(&visitor.chrome))).into_response()
}

/// `POST /join/confirm/{token}`: uses the link up, for who knows the password that was chosen.
pub async fn confirm_link(
    path: ConfirmJoinWith,
    visitor: Visitor,
    exchange: Exchange,
    (State(site), door): (State<Site>, Door),
    Form(form): Form<JoinLinkForm>,
) -> Result<Response, Error> {
    let now = site.clock.now();
    let opened = {
        let mut conn = site.db.read().await?;
        store::opened(&mut conn, exchange.id, (link::hash(&path.token), now)).await?
    };
    let confirmed = match opened {
        Some((joining, name, email)) => {
            if !is_password(&site, (&exchange, joining), (&email, form.password)).await? {
                let message = visitor.chrome.words().join_link_wrong();
                let errors = [FieldError { field: "password", message }];
                let page = link_page(&visitor.chrome, &path.token, (name, email), &errors);
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response());
            }
            outcome(site.db.write(Confirming::new(&site, &exchange, joining), take).await)?
        }
        None => Confirmed::Over,
    };
    match confirmed {
        Confirmed::Yes(person) => come_in((&visitor, &site), &door, person).await,
        _ => Ok(own(&visitor, &exchange, &site).await?.unwrap_or_else(|| over(&visitor))),
    }
}

/// Whether it is the password that was chosen with what was left; so many tries an hour.
async fn is_password(
    site: &Site,
    (exchange, joining): (&Exchange, i64),
    (email, typed): (&str, String),
) -> Result<bool, Error> {
    let limit = Limit::new("join link", By::Email(email), (TRIES_OF_LINK, HOUR));
    let place = site.passwords.place(Some(&limit))?;
    throttle::admit(&site.db, &limit, site.clock.now()).await?;
    let left = {
        let mut conn = site.db.read().await?;
        store::left(&mut conn, (exchange.id, joining)).await?
    };
    let hash = left.map(|left| left.password_hash).filter(|hash| !hash.is_empty());
    place.verify(typed, hash).await
}

/// `POST /join/again`: another mail with a new code; the same answer, whether or not there is anything to send.
pub async fn again(
    visitor: Visitor,
    exchange: Exchange,
    (State(site), address): (State<Site>, Address),
    Form(form): Form<CodeForm>,
) -> Result<Response, Error> {
    let now = site.clock.now();
    throttle::admit(&site.db, &Limit::new("join", By::Address(address), (MOST[1], HOUR)), now).await?;
    let id = form.joining.parse::<i64>().ok().filter(|id| *id > 0).unwrap_or_else(secret_number);
    let key = (exchange.id, id);
    let left = {
        let mut conn = site.db.read().await?;
        store::left(&mut conn, key).await?
    };
    if let Some(left) = left {
        let of_email = Limit::new("join", By::Email(&left.email), (MOST[0], HOUR));
        if throttle::allows(&site.db, &of_email, now).await? {
            let invitation = {
                let mut conn = site.db.read().await?;
                invitations::code(&mut conn, (exchange.id, left.invitation_id)).await?
            };
            let letters = Letters::new(&site, &exchange, (now, &invitation)).await?;
            site.db.write((key, letters), renew).await?;
            site.mail_waits.notify_one();
        }
    }
    Ok(to_code(&visitor, id, CodeNews::SentAgain))
}

async fn renew(tx: &mut Tx, (key, letters): &(JoiningKey, Letters)) -> Result<(), DbError> {
    let Some(left) = store::renew(tx, *key, &letters.lock).await? else { return Ok(()) };
    let mail = letters.mail(tx, &left).await?;
    mail::store::enqueue(tx, &[mail], letters.lock.from).await
}
