//! First start: a link that is printed once and makes the first person, the first exchange and its chair. No default
//! password exists; once anybody is here, no such link is good any more.

use app::hosting::set_up::{SetUp, SetUpForm, set_up_page};
use app::ids::{ExchangeId, PersonId};
use app::paths::installation::SetUp as SetUpPath;
use app::roles::Role;
use app::ui::FieldError;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use sha2::{Digest, Sha256};
use tower_sessions::Session;

use super::found::{Founding, FoundingSeat, found, new_exchange};
use super::store;
use crate::clock::{fresh_key, random};
use crate::db::DbError;
use crate::http::actor::Visitor;
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::http::session::{PERSON, trouble};
use crate::sign_in::persons::NewPerson;
use crate::site::Site;

/// How long a link is good, in seconds.
const WEEK: i64 = 7 * 86_400;

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The link to begin with, if nobody is here yet.
pub async fn offer(site: &Site) -> Result<Option<String>, DbError> {
    let mut conn = site.db.read().await?;
    if !store::is_empty(&mut conn).await? {
        return Ok(None);
    }
    drop(conn);
    let token: String = random::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
    let (hash, now) = (hash(&token), site.clock.now());
    let link = (hash, now, now.plus_seconds(WEEK));
    site.db
        .write(link, async |tx, (hash, from, until)| store::leave_set_up(tx, hash.clone(), (*from, *until)).await)
        .await?;
    Ok(Some(format!("{}{}", site.config.public_url, SetUpPath { token })))
}

async fn is_good(site: &Site, token: &str) -> Result<bool, Error> {
    let mut conn = site.db.read().await?;
    let good = store::set_up_is_good(&mut conn, hash(token), site.clock.now()).await?;
    Ok(good && store::is_empty(&mut conn).await?)
}

/// `GET /setup/{token}`
pub async fn form(path: SetUpPath, visitor: Visitor, State(site): State<Site>) -> Result<Html<String>, Error> {
    if !is_good(&site, &path.token).await? {
        return Err(Error::NotFound);
    }
    let form = SetUpForm::fresh(visitor.chrome.language);
    Ok(Html(set_up_page(&visitor.chrome, &path.token, &form, &[])))
}

/// `POST /setup/{token}`: uses the link up and signs the first person in.
pub async fn make(
    path: SetUpPath,
    visitor: Visitor,
    State(site): State<Site>,
    session: Session,
    Form(form): Form<SetUpForm>,
) -> Result<Response, Error> {
    if !is_good(&site, &path.token).await? {
        return Err(Error::NotFound);
    }
    let again = |errors: &[FieldError]| {
        let page = set_up_page(&visitor.chrome, &path.token, &form, errors);
        (StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response()
    };
    let set_up = match form.parse(visitor.chrome.language) {
        Ok(set_up) => set_up,
        Err(errors) => return Ok(again(&errors)),
    };
    let home = format!("/{}", set_up.exchange.slug);
    let Some(person) = make_all(&site, set_up, &path.token).await? else { return Err(Error::NotFound) };
    session.cycle_id().await.map_err(trouble)?;
    session.insert(PERSON, person.0).await.map_err(trouble)?;
    Ok(Redirect::to(&home).into_response())
}

/// Link, person, exchange and seat in one transaction; none if the link was not good any more.
async fn make_all(site: &Site, set_up: SetUp, token: &str) -> Result<Option<PersonId>, Error> {
    let person = PersonId(fresh_key());
    let chair = NewPerson {
        id: person,
        email: Some(set_up.email),
        name: set_up.name,
        language: set_up.exchange.language,
        password_hash: site.passwords.place(None)?.hash(set_up.password).await?,
        is_host: true,
    };
    let new = new_exchange(ExchangeId(fresh_key()), set_up.exchange, String::new());
    let now = site.clock.now();
    let founding = Founding { new, seats: vec![FoundingSeat::of(chair, Role::Chair)], by: person, now };
    let made = site.db.write((hash(token), founding), async |tx, (hash, founding)| {
        if !store::use_set_up(tx, hash.clone(), founding.now).await? {
            return Ok(false);
        }
        found(tx, founding).await?;
        Ok::<bool, DbError>(true)
    });
    Ok(made.await?.then_some(person))
}
