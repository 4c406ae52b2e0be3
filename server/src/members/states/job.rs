//! What becomes of members by itself on its day: whoever was on holiday is back.
//!
//! Always holds: each change is a transaction of its own that names the state it expects, so that two processes, or a run that was
//! cut short and is begun again, change each member once.

use app::ids::{ExchangeId, MemberId};
use app::members::states::StateAct;
use app::time::Instant;

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
            by_itself(site, (exchange, member), StateAct::ComeBack, now).await?;
        }
    }
    site.notices_wait.notify_one();
    Ok(())
}

async fn by_itself(
    site: &Site,
    (exchange, member): (ExchangeId, MemberId),
    step: StateAct,
    now: Instant,
) -> Result<(), DbError> {
    let mut conn = site.db.read().await?;
    let Some(who) = store::of_member(&mut conn, exchange, member).await? else { return Ok(()) };
    drop(conn);
    let asked = StateChange::by_itself(exchange, &who, step, (fresh_key(), now));
    match site.db.write(asked, change).await {
        // Somebody was faster.
        Ok(()) | Err(Failed::Refused(NotChanged::Refused(_))) => Ok(()),
        Err(Failed::Refused(NotChanged::Other | NotChanged::Gone)) => Err(DbError::Again),
        Err(Failed::Db(error)) => Err(error),
    }
}
