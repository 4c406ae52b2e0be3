//! Writing to an account the limits that are due to it: the one way for rules, the ramp of newcomers and growth.
//!
//! Always holds: what is known of the member is held before the account, which is the order of whoever changes their state; an account
//! that has what is due is left alone, so that a second run, or another process at the same moment, writes nothing more; who leaves or
//! has left keeps what that makes of it. Not here: what is due (`app::limits::due`), when it is looked for ([`super::job`]).

use app::ids::{AccountId, ExchangeId, PersonId};
use app::ledger::Account;
use app::limits::due::{DueLimits, LimitFacts, RampRun, due};
use app::limits::form::Standing;
use app::notices::NoticeKind;
use app::time::Instant;
use jiff::tz::TimeZone;
use sqlx::AnyConnection;

use super::facts::{self, MemberFacts};
use crate::db::{DbError, Tx};
use crate::http::tenant::{self, Exchange};
use crate::ledger::accounts::{Limits, LimitsChange, set_limits, still_counts};
use crate::ledger::store::standing;
use crate::notices::{self, NewNotice};

/// An account that may have to be written, and the key under which it is.
#[derive(Clone, Copy, Debug)]
pub struct Settling {
    /// Where.
    pub exchange: ExchangeId,
    /// Which.
    pub account: AccountId,
    /// Of the change.
    pub change_id: i64,
    /// When.
    pub at: Instant,
}

/// What is due to a member's account now. What they provided is read only where it matters.
///
/// # Errors
/// The database's.
pub async fn due_now(
    conn: &mut AnyConnection,
    exchange: &Exchange,
    (member, now): (&MemberFacts, Instant),
) -> Result<DueLimits, DbError> {
    let (rules, on_ramp) = (&exchange.rules, member.ramp_ended_at == Instant(0));
    let days = days_between(member.joined_at, now, &exchange.zone);
    let counts = if on_ramp { days >= rules.ramp_days() } else { rules.growth_share() > 0 };
    let provided =
        if counts { facts::provided(conn, exchange.id, member.account).await? } else { facts::Provided::default() };
    let run = RampRun { days, things: provided.things, partners: provided.partners() };
    Ok(due(rules, &LimitFacts { ramp: on_ramp.then_some(run), ..known(member, provided.received) }))
}

fn known(member: &MemberFacts, received: Vec<i64>) -> LimitFacts {
    LimitFacts {
        by_hand: member.by_hand(),
        frozen: member.frozen_at != Instant(0),
        ramp: None,
        grown: member.grown,
        received,
    }
}

/// Whole days from one moment to another, as days are there.
fn days_between(from: Instant, until: Instant, zone: &TimeZone) -> i64 {
    let days = from.day(zone).until(until.day(zone)).map(|span| span.get_days());
    days.map_or(0, i64::from)
}

/// Whether something has to be written.
pub(super) fn differs(member: &MemberFacts, stands: Standing, due: &DueLimits) -> bool {
    let ramp_is_over = member.ramp_ended_at == Instant(0) && !due.on_ramp;
    stands != due.limits || ramp_is_over || member.grown != due.grown
}

/// Writes what is due, in the caller's transaction, and tells the member where their room became another.
///
/// # Errors
/// The database's; [`DbError::Again`] if the account changed meanwhile; the caller must roll back then.
pub async fn settle(tx: &mut Tx, settling: &Settling) -> Result<(), DbError> {
    let Settling { exchange, account, at, .. } = *settling;
    let Some(exchange) = tenant::by_id(tx.conn(), exchange).await? else { return Ok(()) };
    let Some(member) = facts::hold(tx, (exchange.id, account)).await?.filter(|member| !member.is_bound()) else {
        return Ok(());
    };
    let stood = standing(tx.conn(), exchange.id, account).await?;
    let stood = stood.ok_or(DbError::Fault(sqlx::Error::RowNotFound))?;
    let due = due_now(tx.conn(), &exchange, (&member, at)).await?;
    if !differs(&member, limits_of(&stood), &due) {
        return Ok(());
    }
    let ramp_ended_at = match member.ramp_ended_at {
        Instant(0) if !due.on_ramp => at,
        stays => stays,
    };
    facts::note(tx, (exchange.id, member.member), (ramp_ended_at, due.grown)).await?;
    write(tx, settling, (&exchange, &stood, &due)).await
}

/// What an account has of limits.
pub(super) fn limits_of(account: &Account) -> Standing {
    let Account { min_balance, max_balance, warn_min, warn_max, .. } = *account;
    Standing { min: min_balance, max: max_balance, warn_min, warn_max }
}

async fn write(
    tx: &mut Tx,
    settling: &Settling,
    (exchange, stood, due): (&Exchange, &Account, &DueLimits),
) -> Result<(), DbError> {
    if limits_of(stood) == due.limits {
        return Ok(());
    }
    let limits = Limits { may_debit: stood.may_debit, may_credit: stood.may_credit, ..Limits::of(due.limits.parts()) };
    let change = LimitsChange {
        exchange: exchange.id,
        account: settling.account,
        limits,
        reason: due.because.tag().to_owned(),
        by: PersonId(0),
        at: settling.at,
        change_id: settling.change_id,
    };
    let locked = set_limits(tx, &change).await?;
    let same = locked.is_some_and(|locked| {
        limits_of(&locked) == limits_of(stood)
            && (locked.may_debit, locked.may_credit) == (stood.may_debit, stood.may_credit)
    });
    if !same || !still_counts(tx, exchange.id, exchange.unit.counting()).await? {
        return Err(DbError::Again);
    }
    let room = |limits: Standing| (limits.min, limits.max);
    let told = (room(limits_of(stood)) != room(due.limits)).then(|| NewNotice {
        exchange: exchange.id,
        account: settling.account,
        kind: NoticeKind::Limits,
        object: settling.change_id.to_string(),
        pair: String::new(),
        at: settling.at,
    });
    notices::tell(tx, told.as_slice()).await
}
