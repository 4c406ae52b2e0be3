//! What follows by itself, day by day: reminders, who only receives, who pays again. Also where the rule has changed or was given up.
//!
//! Always holds: each member is a transaction of its own that looks again before it does anything, so that a run that was cut short, or
//! two at once, do it once.

use app::ids::{ExchangeId, MemberId};
use app::subscriptions::{SOON_DAYS, SubscriptionTerms};
use app::time::Instant;
use jiff::ToSpan as _;

use super::store;
use super::work::{DueSubscription, settle};
use crate::clock::fresh_key;
use crate::db::DbError;
use crate::http::tenant::{self, Exchange};
use crate::site::Site;

/// Looks at every open exchange.
///
/// # Errors
/// The database's; what was done by then stays.
pub async fn on_their_day(site: &Site) -> Result<(), DbError> {
    let mut conn = site.db.read().await?;
    let exchanges = tenant::list(&mut conn).await?;
    drop(conn);
    let mut any = false;
    for exchange in exchanges {
        any |= of_exchange(site, &exchange).await?;
    }
    if any {
        site.notices_wait.notify_one();
    }
    Ok(())
}

async fn of_exchange(site: &Site, exchange: &Exchange) -> Result<bool, DbError> {
    let (now, mut any) = (site.clock.now(), false);
    while SubscriptionTerms::of(&exchange.rules).is_some() {
        let mut conn = site.db.read().await?;
        let unknown = store::unknown(&mut conn, exchange.id).await?;
        drop(conn);
        if unknown.is_empty() {
            break;
        }
        any |= all(site, (exchange.id, &unknown), now).await?;
    }
    let soon = now.day(&exchange.zone).saturating_add(SOON_DAYS.days());
    let mut after = MemberId(0);
    loop {
        let mut conn = site.db.read().await?;
        let waiting = store::waiting(&mut conn, (exchange.id, after), soon).await?;
        drop(conn);
        let Some(last) = waiting.last() else { return Ok(any) };
        after = *last;
        any |= all(site, (exchange.id, &waiting), now).await?;
    }
}

async fn all(site: &Site, (exchange, members): (ExchangeId, &[MemberId]), at: Instant) -> Result<bool, DbError> {
    let mut any = false;
    for member in members {
        let due = DueSubscription { exchange, member: *member, act: fresh_key(), at };
        any |= site.db.write(due, async |tx, due| settle(tx, due).await).await?;
    }
    Ok(any)
}
