//! Whoever has been gone for as many days as a rule of the exchange says is erased by itself.
//!
//! Always holds: each is a transaction of its own that looks again, so that two processes, or a run that was cut short, erase each once.

use app::ids::PersonId;
use app::time::start_of;
use jiff::ToSpan as _;

use super::store;
use super::work::{Erasing, NotErased, erase};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed};
use crate::http::tenant;
use crate::members::states::store::open;
use crate::site::Site;

/// Looks at every open exchange, as the day is there.
///
/// # Errors
/// The database's; who was erased by then stays so.
pub async fn on_their_day(site: &Site) -> Result<(), DbError> {
    let now = site.clock.now();
    let mut conn = site.db.read().await?;
    for id in open(&mut conn).await? {
        let Some(exchange) = tenant::by_id(&mut conn, id).await? else { continue };
        let days = exchange.rules.erase_days();
        if days == 0 {
            continue;
        }
        let before = start_of(now.day(&exchange.zone).saturating_sub(days.days()), &exchange.zone);
        for member in store::long_gone(&mut conn, id, before).await? {
            let who = (fresh_key(), (PersonId(0), now));
            let erasing = Erasing { exchange: id, member, zone: exchange.zone.clone(), reason: String::new(), who };
            match site.db.write(erasing, erase).await {
                // Somebody was faster, or it is too early after a payment.
                Ok(()) | Err(Failed::Refused(NotErased::Refused(_) | NotErased::Gone)) => {}
                Err(Failed::Refused(NotErased::Other)) => return Err(DbError::Again),
                Err(Failed::Db(error)) => return Err(error),
            }
        }
    }
    site.notices_wait.notify_one();
    Ok(())
}
