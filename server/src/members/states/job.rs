//! What becomes of members by itself on its day: whoever was on holiday is back, whoever leaves has left once they stand at zero and
//! nobody can object to their last payment any more.
//!
//! Always holds: each change is a transaction of its own that names the state it expects, so that two processes, or a run that was
//! cut short and is begun again, change each member once.

use app::ids::{ExchangeId, MemberId};
use app::members::states::StateAct;
use app::members::states::leave::OBJECTION_DAYS;
use app::time::{Instant, start_of};
use jiff::ToSpan as _;
use jiff::tz::TimeZone;

use super::store;
use super::work::{NotChanged, StateChange, change};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed};
use crate::http::tenant;
use crate::site::Site;

/// Looks at every open exchange, as the day is there.
///
/// # Errors
/// The database's; what was changed by then stays.
pub async fn on_their_day(site: &Site) -> Result<(), DbError> {
    let now = site.clock.now();
    let mut conn = site.db.read().await?;
    let exchanges = store::open(&mut conn).await?;
    for exchange in exchanges {
        let Some(found) = tenant::by_id(&mut conn, exchange).await? else { continue };
        for member in store::back(&mut conn, exchange, now.day(&found.zone)).await? {
            by_itself(site, (exchange, member), (StateAct::ComeBack, None), now).await?;
        }
        let since = quiet_since(now, &found.zone);
        for member in store::at_zero(&mut conn, exchange, since).await? {
            by_itself(site, (exchange, member), (StateAct::Close, Some(since)), now).await?;
        }
    }
    site.notices_wait.notify_one();
    Ok(())
}

/// The moment since which nothing may have been booked on an account that is closed now: a payment can be objected to for so many days
/// after its own.
fn quiet_since(now: Instant, zone: &TimeZone) -> Instant {
    start_of(now.day(zone).saturating_sub((OBJECTION_DAYS - 1).days()), zone)
}

async fn by_itself(
    site: &Site,
    (exchange, member): (ExchangeId, MemberId),
    (step, quiet_since): (StateAct, Option<Instant>),
    now: Instant,
) -> Result<(), DbError> {
    let mut conn = site.db.read().await?;
    let Some(who) = store::of_member(&mut conn, exchange, member).await? else { return Ok(()) };
    drop(conn);
    let asked = StateChange { quiet_since, ..StateChange::by_itself(exchange, &who, step, (fresh_key(), now)) };
    match site.db.write(asked, change).await {
        // Somebody was faster.
        Ok(()) | Err(Failed::Refused(NotChanged::Refused(_) | NotChanged::NotYet)) => Ok(()),
        Err(Failed::Refused(NotChanged::Other | NotChanged::Gone | NotChanged::Posted(_))) => Err(DbError::Again),
        Err(Failed::Db(error)) => Err(error),
    }
}
