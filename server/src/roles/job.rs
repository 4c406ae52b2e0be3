//! Offices end by themselves: when their term is over, when nobody has attended to them for sixty days, when whoever holds one is no
//! member any more (defaults.md, 9).
//!
//! Always holds: the last chair stays until somebody follows, so that an exchange can always be governed; each end is a transaction of
//! its own, so that two processes, or a run that was cut short and is begun again, end each office once.

use app::ids::{ExchangeId, PersonId};
use app::journal::What;
use app::roles::office::OfficeChange;
use app::time::Instant;

use super::store;
use super::work::{ChangingOffices, NotGiven, change_offices};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed};
use crate::http::tenant;
use crate::journal::Act;
use crate::site::Site;

/// For how long an office may stay unattended, in seconds.
const UNATTENDED: i64 = 60 * 86_400;

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
