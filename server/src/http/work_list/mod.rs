//! How much waits for an officer, for the menu of every page.

pub mod store;

use app::home::work::WorkKind;
use app::ids::PersonId;
use app::roles::{Right, Role, may, offices};
use app::subscriptions::SubscriptionTerms;
use app::time::Instant;
use jiff::ToSpan as _;

use self::store::WorkAsk;
use super::actor::Visitor;
use super::answer::Error;
use super::tenant::{self, Exchange};
use crate::site::Site;

/// How many days before its end a term is named.
const SOON: i64 = 14;

/// How many days before its end what was made sure of is named.
const MONTH: i64 = 30;
const DAY: i64 = 86_400;

/// What is asked for whoever holds these offices, at that moment.
pub fn ask(exchange: &Exchange, (reader, held): (PersonId, &[Role]), now: Instant) -> WorkAsk {
    let day = now.day(&exchange.zone);
    let owes = SubscriptionTerms::of(&exchange.rules).is_some();
    WorkAsk {
        exchange: exchange.id,
        reader,
        kinds: WorkKind::words(held),
        today: if owes { day.to_string() } else { String::new() },
        soon: day.saturating_add(SOON.days()).to_string(),
        month: day.saturating_add(MONTH.days()).to_string(),
        checks: exchange.rules.checks().iter().map(|item| format!("|{}|", item.tag())).collect(),
        asleep_since: slept_since(now, exchange.rules.sleep().list),
        decide_since: slept_since(now, exchange.rules.sleep().decide),
        seconders: offices(Right::Second).iter().map(|role| format!("|{}|", role.tag())).collect(),
    }
}

/// Who was last awake before it has slept for so many days; the beginning of time where none sleeps so long.
pub fn slept_since(now: Instant, days: i64) -> Instant {
    if days == 0 { Instant(0) } else { now.plus_seconds(-days.saturating_mul(DAY)) }
}

/// Counts what waits for them, where the menu of this page says so: in the exchange they are in, or in their only one.
///
/// # Errors
/// The database's.
pub(super) async fn count(visitor: &mut Visitor, site: &Site) -> Result<(), Error> {
    let (Some(person), Some(signed)) = (&visitor.person, &mut visitor.chrome.signed) else { return Ok(()) };
    let slug = match (&visitor.exchange, signed.memberships.as_slice()) {
        (Some(exchange), _) => Some(exchange.slug.clone()),
        (None, [only]) => Some(only.slug.clone()),
        (None, _) => visitor.chrome.last.clone(),
    };
    let mine = signed.memberships.iter_mut().find(|one| one.is_first && Some(&one.slug) == slug.as_ref());
    let reads = |role: &Role| may(*role, Right::SeeWork);
    let Some(mine) = mine.filter(|one| one.offices.iter().any(reads)) else { return Ok(()) };
    let mut conn = site.db.read().await?;
    let exchange = match &visitor.exchange {
        Some(exchange) => Some(exchange.clone()),
        None => tenant::by_slug(&mut conn, &mine.slug).await?,
    };
    if let Some(exchange) = exchange {
        let ask = ask(&exchange, (person.id, &mine.offices), site.clock.now());
        mine.waits = store::count(&mut conn, ask).await?;
    }
    Ok(())
}
