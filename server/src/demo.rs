//! Fills the database with the three demo exchanges, and tells who can sign in. They are imported like anybody's bundle.

use app::demo::{DemoExchange, exchanges};
use app::ids::{AgreementId, Code, PersonId};
use app::import_export::read;
use app::intertrading::forms::Reach;
use app::roles::Role;
use app::time::{Instant, zone};
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::clock::{Clock, fresh_key};
use crate::db::{Db, DbError, Failed, Tx};
use crate::hosting::store::{show_hours, slugs};
use crate::http::tenant;
use crate::import_export::{ImportError, KeyedLoading, Loading, load};
use crate::intertrading::store::NewAgreement;
use crate::intertrading::{AnswerKeys, NotAgreed, agree};
use crate::roles::{NewOffice, give_role};
use crate::sign_in::password;
use crate::sign_in::persons::{give_first_password, person_by_email};

/// The password of everybody in the demo.
pub const PASSWORD: &str = "many hands, light work";

/// Who can sign in.
#[derive(Clone, Debug, Serialize)]
pub struct DemoPerson {
    /// What they sign in with.
    pub email: String,
    /// And the password.
    pub password: &'static str,
    /// The exchange's slug.
    pub exchange: String,
    /// `chair`, `treasurer`, `membership` or `member`.
    pub role: &'static str,
    /// Their account there.
    pub account: String,
}

/// Fills in whatever of the demo is not there yet, exchange by exchange and agreement by agreement, so that a start that was
/// cut short goes on at the next; answers with who can sign in.
///
/// # Errors
/// When the database fails or a bundle of the demo is refused, which would be a fault.
pub async fn fill(db: &Db, clock: &Clock) -> Result<Vec<DemoPerson>, String> {
    let now = clock.now();
    let all = exchanges(now.day(&TimeZone::UTC));
    let missing = missing(db, &all).await?;
    let mut hash = String::new();
    for demo in missing {
        if hash.is_empty() {
            hash = password::hash_now(PASSWORD)?;
        }
        let acts = [fresh_key(), fresh_key(), fresh_key()];
        let given = (demo.clone(), KeyedLoading::of(loading(demo, now)?), (hash.clone(), acts));
        let made = db.write(given, async |tx, (demo, loading, given)| make(tx, demo, loading, given).await);
        made.await.map_err(|error| error.to_string())?;
    }
    agree_all(db, clock, &all).await?;
    Ok(all.iter().flat_map(people).collect())
}

/// Which exchanges of the demo are not there yet. None is made in a database that has others already: the password of their
/// chairs is published.
async fn missing<'d>(db: &Db, all: &'d [DemoExchange]) -> Result<Vec<&'d DemoExchange>, String> {
    let mut conn = db.read().await.map_err(|error| error.to_string())?;
    let standing = slugs(&mut conn).await.map_err(|error| error.to_string())?;
    let of_the_demo = |slug: &String| all.iter().any(|demo| demo.slug == slug);
    if let Some(other) = standing.first().filter(|_| !standing.iter().any(of_the_demo)) {
        return Err(format!("/{other} lives in this database; a demo wants one of its own"));
    }
    Ok(all.iter().filter(|demo| standing.iter().all(|slug| slug != demo.slug)).collect())
}

fn loading(demo: &DemoExchange, now: Instant) -> Result<Loading, String> {
    let plan = read(&demo.bundle(), now).map_err(|problems| problems.to_string())?;
    let zone = zone(demo.time_zone).ok_or("a time zone of the demo is unknown")?;
    Ok(Loading { plan, slug: demo.slug.into(), zone_name: demo.time_zone.into(), zone, hue: demo.hue, now })
}

fn people(exchange: &DemoExchange) -> impl Iterator<Item = DemoPerson> {
    exchange.members.iter().enumerate().take(6).map(|(place, member)| DemoPerson {
        email: member.email.clone(),
        password: PASSWORD,
        exchange: exchange.slug.to_owned(),
        role: ["chair", "treasurer", "membership"].get(place).copied().unwrap_or("member"),
        account: Code::new(exchange.code, i64::try_from(place + 1).unwrap_or(0)).to_string(),
    })
}

/// Puts an agreement in force between every two exchanges: a hundred hours each way.
async fn agree_all(db: &Db, clock: &Clock, all: &[DemoExchange]) -> Result<(), String> {
    let mut conn = db.read().await.map_err(|error| error.to_string())?;
    let mut sides = Vec::new();
    for demo in all {
        let exchange = tenant::by_slug(&mut conn, demo.slug).await.map_err(|error| error.to_string())?;
        // Somebody has closed it.
        let Some(exchange) = exchange else { continue };
        let rate = exchange.rules.units_per_hour();
        let hundred_hours = i64::try_from(rate.micro_parts(&exchange.unit) / 10_000).unwrap_or(0);
        let mut officers = Vec::new();
        for member in demo.members.iter().take(2) {
            let person = person_by_email(&mut conn, &member.email).await.map_err(|error| error.to_string())?;
            officers.push(person.unwrap_or(PersonId(0)));
        }
        sides.push(((exchange.id, rate, Reach { down: hundred_hours, up: hundred_hours }), officers));
    }
    drop(conn);
    for (place, (a, proposers)) in sides.iter().enumerate() {
        for (b, accepters) in sides.iter().skip(place + 1) {
            let by = proposers.first().copied().unwrap_or(PersonId(0));
            let accepted_by = accepters.get(1).copied().unwrap_or(PersonId(0));
            let id = AgreementId(fresh_key());
            let new = NewAgreement { id, a: *a, b: *b, counting: None, note: String::new(), by, at: clock.now() };
            let agreed = db.write((new, accepted_by, AnswerKeys::fresh()), async |tx, (new, by, keys)| {
                agree(tx, new, (*by, *keys)).await
            });
            match agreed.await {
                Ok(()) | Err(Failed::Refused(NotAgreed::Taken)) => {}
                Err(error) => return Err(format!("the demo exchanges could not agree: {error:?}")),
            }
        }
    }
    Ok(())
}

/// The offices of the first members of a demo exchange.
const OFFICES: [Role; 3] = [Role::Chair, Role::Treasurer, Role::Membership];

/// Imports one exchange, and adds what a bundle cannot say: passwords, offices, hours. One transaction.
async fn make(
    tx: &mut Tx,
    demo: &DemoExchange,
    loading: &KeyedLoading,
    (hash, acts): &(String, [i64; 3]),
) -> Result<(), ImportError> {
    load(tx, loading).await?;
    let found = tenant::by_slug(tx.conn(), demo.slug).await?;
    let Some(exchange) = found else { return Err(DbError::Again.into()) };
    for (place, member) in demo.members.iter().enumerate() {
        let Some(person) = person_by_email(tx.conn(), &member.email).await? else { continue };
        give_first_password(tx, person, hash).await?;
        if let Some((role, act)) = OFFICES.into_iter().zip(*acts).nth(place) {
            let (exchange, by, at) = (exchange.id, PersonId(0), loading.now());
            give_role(tx, NewOffice { exchange, person, role, by, at, act }).await?;
        }
    }
    if demo.shows_hours {
        show_hours(tx, &exchange, fresh_key(), (PersonId(0), loading.now())).await?;
    }
    Ok(())
}
