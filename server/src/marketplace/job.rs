//! Tells members of listings that end within a week, once for each last day, with the link that publishes it again.
//!
//! Always holds: that somebody is told, and the notice, are one transaction that looks again.

use app::ids::ExchangeId;
use app::notices::NoticeKind;
use app::time::Instant;
use jiff::ToSpan as _;

use super::store::{self, EndingListing};
use crate::clock::random;
use crate::db::{DbError, Tx};
use crate::http::tenant::{self, Exchange};
use crate::notices::{self, NewNotice};
use crate::site::Site;

/// So many days before its last day.
const SOON: i64 = 7;

/// Looks at every open exchange, as the day is there.
///
/// # Errors
/// The database's; who was told by then stays told.
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
    let now = site.clock.now();
    let today = now.day(&exchange.zone);
    let mut any = false;
    loop {
        let mut conn = site.db.read().await?;
        let found = store::ending(&mut conn, exchange.id, (today, today.saturating_add(SOON.days()))).await?;
        drop(conn);
        if found.is_empty() {
            return Ok(any);
        }
        for listing in found {
            let telling = TellingOfEnd { exchange: exchange.id, listing, key: fresh_renew_key(), at: now };
            any |= site.db.write(telling, async |tx, telling| tell(tx, telling).await).await?;
        }
    }
}

/// Nobody guesses one.
pub fn fresh_renew_key() -> String {
    random::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Somebody about to be told.
pub struct TellingOfEnd {
    /// Where.
    pub exchange: ExchangeId,
    /// Of which.
    pub listing: EndingListing,
    /// What publishes it again.
    pub key: String,
    /// When.
    pub at: Instant,
}

/// Tells, in the caller's transaction: false if they were told, or it ends another day by now.
///
/// # Errors
/// The database's.
pub async fn tell(tx: &mut Tx, telling: &TellingOfEnd) -> Result<bool, DbError> {
    let TellingOfEnd { exchange, listing, key, at } = telling;
    let told = store::told(tx, ((*exchange, listing.listing_id), &listing.until), key.clone()).await?;
    if told {
        let notice = NewNotice {
            exchange: *exchange,
            account: listing.account_id,
            kind: NoticeKind::ListingEnds,
            object: format!("{} {}", listing.listing_id, listing.until),
            pair: String::new(),
            at: *at,
        };
        notices::tell(tx, &[notice]).await?;
    }
    Ok(told)
}
