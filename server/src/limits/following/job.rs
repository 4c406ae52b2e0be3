//! Limits that follow by themselves: once for each change of the rules, and every night for newcomers whose ramp is over and for growth.
//!
//! Always holds: each account is a transaction of its own that looks again before it writes, so that a run which was cut short, or two at
//! once, change each account once.

use app::ids::{AccountId, ExchangeId, MemberId};
use app::rules::catalogue::Rule;
use app::time::Instant;

use super::store::{self as facts, LimitedMember};
use super::{DueAccount, differs, due_now, settle};
use crate::clock::fresh_key;
use crate::db::DbError;
use crate::http::tenant::{self, Exchange};
use crate::jobs::ClaimedJob;
use crate::limits::classes;
use crate::site::Site;

/// Looks at every open exchange.
///
/// # Errors
/// The database's; what was written by then stays.
pub async fn on_their_day(site: &Site) -> Result<(), DbError> {
    let mut conn = site.db.read().await?;
    let exchanges = tenant::list(&mut conn).await?;
    drop(conn);
    for exchange in exchanges {
        of_exchange(site, &exchange).await?;
    }
    Ok(())
}

/// Looks at the exchange whose rules have changed.
///
/// # Errors
/// The database's; [`DbError::Busy`] while the exchange is closed: it is tried again.
pub async fn follow(site: Site, job: ClaimedJob) -> Result<(), DbError> {
    let mut conn = site.db.read().await?;
    let exchange = tenant::by_id(&mut conn, job.exchange).await?.ok_or(DbError::Busy)?;
    drop(conn);
    of_exchange(&site, &exchange).await
}

async fn of_exchange(site: &Site, exchange: &Exchange) -> Result<(), DbError> {
    // Where nothing was ever decided there is nothing to follow.
    if exchange.rules.value(Rule::DefaultMin).is_none() {
        return Ok(());
    }
    let (at, mut after) = (site.clock.now(), MemberId(0));
    loop {
        let mut conn = site.db.read().await?;
        let classes = classes::store::every(&mut conn, exchange.id).await?;
        let members = facts::some(&mut conn, exchange.id, after).await?;
        let Some(last) = members.last() else { return Ok(()) };
        after = last.facts.member;
        let mut differ = Vec::new();
        for LimitedMember { facts, stands } in &members {
            let due = due_now(&mut conn, (exchange, &classes), (facts, at)).await?;
            differ.extend(differs(facts, *stands, &due).then_some(facts.account));
        }
        drop(conn);
        for account in &differ {
            one(site, (exchange.id, *account), at).await?;
        }
        if !differ.is_empty() {
            site.notices_wait.notify_one();
        }
    }
}

async fn one(site: &Site, (exchange, account): (ExchangeId, AccountId), at: Instant) -> Result<(), DbError> {
    let whose = DueAccount { exchange, account, change_id: fresh_key(), at };
    site.db.write(whose, async |tx, whose| settle(tx, whose).await).await
}
