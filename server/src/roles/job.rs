//! Offices end by themselves: when their term is over, when nobody has attended to them for sixty days, when whoever holds one is no
//! member any more (defaults.md, 9).
//!
//! Always holds: the last chair stays until somebody follows, so that an exchange can always be governed; each end is a transaction of
//! its own, so that two processes, or a run that was cut short and is begun again, end each office once.

use app::ids::{ExchangeId, PersonId};
use app::journal::What;
use app::notices::NoticeKind;
use app::roles::office::OfficeChange;
use app::time::Instant;
use sqlx::AnyConnection;

use super::store;
use super::work::{ChangingOffices, NotGiven, change_offices};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::tenant::{self, Exchange};
use crate::journal::Act;
use crate::notices::{self, NewNotice};
use crate::site::Site;

/// For how long an office may stay unattended, in seconds.
const UNATTENDED: i64 = 60 * DAY;
/// After how long whoever holds it is warned.
const WARNED: i64 = 45 * DAY;
const DAY: i64 = 86_400;

/// Whether somebody who governs is there.
///
/// # Errors
/// The database's.
pub async fn is_governed(conn: &mut AnyConnection, exchange: &Exchange, now: Instant) -> Result<bool, DbError> {
    let day = (now.day(&exchange.zone), now.plus_seconds(-UNATTENDED));
    Ok(store::governed(conn, exchange.id, day).await? > 0)
}

/// Looks at every open exchange, as the day is there.
///
/// # Errors
/// The database's; what was ended by then stays.
pub async fn on_their_day(site: &Site) -> Result<(), DbError> {
    let now = site.clock.now();
    let mut conn = site.db.read().await?;
    for exchange in tenant::list(&mut conn).await? {
        let id = exchange.id;
        site.db.write((id, now), async |tx, (id, now)| store::attend(tx, *id, *now).await).await?;
        warn(site, (&mut conn, &exchange), now).await?;
        let since = now.plus_seconds(-UNATTENDED);
        for (person, role) in store::over(&mut conn, id, (now.day(&exchange.zone), since)).await? {
            let code = store::code_of(&mut conn, id, person).await?;
            let change = OfficeChange { person, code, role, becomes: None };
            by_itself(site, (id, change), now).await?;
        }
    }
    site.notices_wait.notify_one();
    Ok(())
}

/// Tells who has not been here for long that their office will end, once until they are here again.
async fn warn(site: &Site, (conn, exchange): (&mut AnyConnection, &Exchange), now: Instant) -> Result<(), DbError> {
    for (person, attended_at) in store::unwarned(conn, exchange.id, now.plus_seconds(-WARNED)).await? {
        let Some((account, _)) = store::account_of(conn, exchange.id, person).await? else { continue };
        let day = attended_at.plus_seconds(UNATTENDED).day(&exchange.zone).max(now.day(&exchange.zone));
        let (kind, object) = (NoticeKind::OfficeEnds, day.to_string());
        let notice = NewNotice { exchange: exchange.id, account, kind, object, pair: String::new(), at: now };
        let work = async |tx: &mut Tx, (notice, person): &(NewNotice, PersonId)| match store::warn(
            tx,
            (notice.exchange, *person),
            notice.at,
        )
        .await?
        {
            true => notices::tell(tx, std::slice::from_ref(notice)).await,
            false => Ok(()),
        };
        site.db.write((notice, person), work).await?;
    }
    Ok(())
}

async fn by_itself(site: &Site, (exchange, change): (ExchangeId, OfficeChange), now: Instant) -> Result<(), DbError> {
    let act = Act::new(What::Role, (exchange, fresh_key()), (PersonId(0), now));
    match site.db.write(ChangingOffices { changes: vec![change], act }, change_offices).await {
        Ok(()) => Ok(()),
        // Somebody was faster, or nobody follows.
        Err(Failed::Refused(NotGiven::Refused(_))) => Ok(()),
        Err(Failed::Refused(NotGiven::Other)) => Err(DbError::Again),
        Err(Failed::Db(error)) => Err(error),
    }
}
