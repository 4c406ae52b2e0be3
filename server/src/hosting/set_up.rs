//! First start: a link that is printed once and makes the first person, the first exchange and its chair. No default
//! password exists; once anybody is here, no such link is good any more.

use app::hosting::set_up::{SetUp, SetUpForm, set_up_page};
use app::ids::{AccountId, ExchangeId, MemberId, PersonId};
use app::paths::installation::SetUp as SetUpPath;
use app::rules::catalogue::Template;
use app::rules::in_force::RulesInForce;
use app::ui::FieldError;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use sha2::{Digest, Sha256};
use tower_sessions::Session;

use super::commands::{Seat, seat};
use super::store::{self, NewExchange};
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
    let home = format!("/{}", set_up.slug);
    let Some(person) = make_all(&site, set_up, &path.token).await? else { return Err(Error::NotFound) };
    session.cycle_id().await.map_err(trouble)?;
    session.insert(PERSON, person.0).await.map_err(trouble)?;
    Ok(Redirect::to(&home).into_response())
}

/// Link, person, exchange and seat in one transaction; none if the link was not good any more.
async fn make_all(site: &Site, set_up: SetUp, token: &str) -> Result<Option<PersonId>, Error> {
    let person = PersonId(fresh_key());
    let rules = RulesInForce::begin(Template::counting_in(&set_up.unit), &set_up.unit, None);
    let new = NewExchange {
        id: ExchangeId(fresh_key()),
        common: AccountId(fresh_key()),
        act: fresh_key(),
        slug: set_up.slug,
        code: set_up.code,
        name: set_up.exchange,
        description: String::new(),
        area: String::new(),
        rules,
        unit: set_up.unit,
        language: set_up.language,
        time_zone: set_up.zone,
        hue: 11,
    };
    let chair = NewPerson {
        id: person,
        email: Some(set_up.email),
        name: set_up.name,
        language: set_up.language,
        password_hash: site.passwords.place(None)?.hash(set_up.password).await?,
        is_host: true,
    };
    let now = site.clock.now();
    let (account, member) = (AccountId(fresh_key()), MemberId(fresh_key()));
    let first = Seat { new, chair, account, member, office: fresh_key(), by: person, now };
    let made = site.db.write((hash(token), first), async |tx, (hash, first)| {
        if !store::use_set_up(tx, hash.clone(), first.now).await? {
            return Ok(false);
        }
        seat(tx, first).await?;
        Ok::<bool, DbError>(true)
    });
    Ok(made.await?.then_some(person))
}
