//! Asks whoever has not traded for as long as the rule says whether they are still there, once a sleep. Nobody is thrown out by it.
//!
//! Always holds: that somebody is asked, and the notice, are one transaction that looks again: two processes, a run that was cut short,
//! or a clock that jumped ask them once.

use app::ids::{ExchangeId, MemberId};
use app::notices::NoticeKind;
use app::time::Instant;
use jiff::tz::TimeZone;

use super::store::{self, Sleeper};
use crate::db::{DbError, Tx};
use crate::http::tenant::{self, Exchange};
use crate::http::work_list::slept_since;
use crate::notices::{self, NewNotice};
use crate::site::Site;

/// Looks at every open exchange.
///
/// # Errors
/// The database's; who was asked by then stays asked.
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

/// Asks everybody of an exchange who is to be asked at that moment, in the caller's transaction: for the demo, which is made in one.
///
/// # Errors
/// The database's.
pub async fn ask_all(tx: &mut Tx, exchange: &Exchange, at: Instant) -> Result<(), DbError> {
    let before = slept_since(at, exchange.rules.sleep().ask);
    for sleeper in store::to_ask(tx.conn(), (exchange.id, MemberId(0)), before).await? {
        ask(tx, &AskingSleeper { exchange: exchange.id, zone: exchange.zone.clone(), sleeper, at }).await?;
    }
    Ok(())
}

async fn of_exchange(site: &Site, exchange: &Exchange) -> Result<bool, DbError> {
    let (now, mut after, mut any) = (site.clock.now(), MemberId(0), false);
    let before = slept_since(now, exchange.rules.sleep().ask);
    while before > Instant(0) {
        let mut conn = site.db.read().await?;
        let found = store::to_ask(&mut conn, (exchange.id, after), before).await?;
        drop(conn);
        let Some(last) = found.last() else { break };
        after = last.member_id;
        for sleeper in found {
            let asking = AskingSleeper { exchange: exchange.id, zone: exchange.zone.clone(), sleeper, at: now };
            any |= site.db.write(asking, async |tx, asking| ask(tx, asking).await).await?;
        }
    }
    Ok(any)
}

/// Somebody about to be asked.
struct AskingSleeper {
    exchange: ExchangeId,
    zone: TimeZone,
    sleeper: Sleeper,
    at: Instant,
}

async fn ask(tx: &mut Tx, asking: &AskingSleeper) -> Result<bool, DbError> {
    let AskingSleeper { exchange, zone, sleeper, at } = asking;
    if !store::ask(tx, (*exchange, sleeper), *at).await? {
        return Ok(false);
    }
    let told = NewNotice {
        exchange: *exchange,
        account: sleeper.account_id,
        kind: NoticeKind::Asleep,
        object: sleeper.awake_at.day(zone).to_string(),
        pair: String::new(),
        at: *at,
    };
    notices::tell(tx, &[told]).await?;
    Ok(true)
}
