//! Writing to an account the limits that are due to it: the one way for rules, the ramp of newcomers and growth.
//!
//! Always holds: what is known of the member is held before the account, which is the order of whoever changes their state; an account
//! that has what is due is left alone, so that a second run, or another process at the same moment, writes nothing more; who leaves or
//! has left keeps what that makes of it. Not here: what is due (`app::limits::due`), when it is looked for ([`job`]).

pub mod course;
pub mod job;
pub mod store;

use app::ids::{AccountId, ExchangeId, PersonId};
use app::journal::because::Because;
use app::ledger::Account;
use app::limits::classes::MemberClass;
use app::limits::due::{DueLimits, LimitFacts, RampRun, due};
use app::limits::form::Standing;
use app::limits::why::WhyLimits;
use app::notices::NoticeKind;
use app::time::Instant;
use jiff::tz::TimeZone;
use sqlx::AnyConnection;

use self::store::{self as facts, MemberFacts};
use crate::db::{DbError, Tx};
use crate::http::tenant::{self, Exchange};
use crate::ledger::accounts::{Limits, LimitsChange, set_limits, still_counts};
use crate::ledger::store::standing;
use crate::limits::classes;
use crate::notices::{self, NewNotice};

/// An account that may have to be written, and the key under which it is.
#[derive(Clone, Copy, Debug)]
pub struct DueAccount {
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
    (exchange, classes): (&Exchange, &[MemberClass]),
    (member, now): (&MemberFacts, Instant),
) -> Result<DueLimits, DbError> {
    let (rules, on_ramp) = (&exchange.rules, member.ramp_ended_at == Instant(0));
    let days = days_between(member.joined_at, now, &exchange.zone);
    let counts = if on_ramp { days >= rules.ramp_days() } else { rules.growth_share() > 0 };
    let provided =
        if counts { facts::provided(conn, exchange.id, member.account).await? } else { facts::Provided::default() };
    let run = RampRun { days, things: provided.things, partners: provided.partners() };
    Ok(due(rules, &LimitFacts { ramp: on_ramp.then_some(run), ..known((member, classes), provided.received) }))
}

fn known((member, classes): (&MemberFacts, &[MemberClass]), received: Vec<i64>) -> LimitFacts {
    LimitFacts {
        class: class_of(member, classes).map(|class| class.limits),
        by_hand: member.by_hand(),
        frozen: member.frozen_at != Instant(0),
        ramp: None,
        grown: member.grown,
        received,
    }
}

/// The class of a member, if they have one.
fn class_of<'a>(member: &MemberFacts, classes: &'a [MemberClass]) -> Option<&'a MemberClass> {
    classes.iter().find(|class| class.id == member.class_id)
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
pub async fn settle(tx: &mut Tx, whose: &DueAccount) -> Result<(), DbError> {
    let DueAccount { exchange, account, at, .. } = *whose;
    let Some(exchange) = tenant::by_id(tx.conn(), exchange).await? else { return Ok(()) };
    let Some(member) = facts::hold(tx, (exchange.id, account)).await?.filter(|member| !member.is_bound()) else {
        return Ok(());
    };
    let stood = standing(tx.conn(), exchange.id, account).await?;
    let stood = stood.ok_or(DbError::Fault(sqlx::Error::RowNotFound))?;
    let classes = classes::store::every(tx.conn(), exchange.id).await?;
    let due = due_now(tx.conn(), (&exchange, &classes), (&member, at)).await?;
    if !differs(&member, limits_of(&stood), &due) {
        return Ok(());
    }
    let ramp_ended_at = match member.ramp_ended_at {
        Instant(0) if !due.on_ramp => at,
        stays => stays,
    };
    facts::note(tx, (exchange.id, member.member), (ramp_ended_at, due.grown)).await?;
    let was = limits_of(&stood);
    if was == due.limits {
        return Ok(());
    }
    let change = LimitsChange {
        exchange: exchange.id,
        account,
        limits: Limits { may_debit: stood.may_debit, may_credit: stood.may_credit, ..Limits::of(due.limits.parts()) },
        reason: due.because.tag().to_owned(),
        by: PersonId(0),
        at,
        change_id: whose.change_id,
    };
    write(tx, (&exchange, &stood), &change).await?;
    let told = ((was.min, was.max) != (due.limits.min, due.limits.max)).then(|| NewNotice {
        exchange: exchange.id,
        account,
        kind: NoticeKind::Limits,
        object: whose.change_id.to_string(),
        pair: String::new(),
        at,
    });
    notices::tell(tx, told.as_slice()).await
}

/// What an account has of limits.
pub(super) fn limits_of(account: &Account) -> Standing {
    let Account { min_balance, max_balance, warn_min, warn_max, .. } = *account;
    Standing { min: min_balance, max: max_balance, warn_min, warn_max }
}

/// Writes limits onto an account that stood so, as amounts are counted there.
///
/// # Errors
/// [`DbError::Again`] if it stands otherwise by now; the caller must roll back then.
pub(super) async fn write(
    tx: &mut Tx,
    (exchange, stood): (&Exchange, &Account),
    change: &LimitsChange,
) -> Result<(), DbError> {
    let all = |account: &Account| (limits_of(account), account.may_debit, account.may_credit);
    let locked = set_limits(tx, change).await?;
    let same = locked.is_some_and(|locked| all(&locked) == all(stood));
    if same && still_counts(tx, exchange.id, exchange.unit.counting()).await? { Ok(()) } else { Err(DbError::Again) }
}

/// Why an account's limits are what they are; nothing of the exchange's own, or where the member's state says what they are.
///
/// # Errors
/// The database's.
pub async fn why(
    conn: &mut AnyConnection,
    exchange: &Exchange,
    account: AccountId,
) -> Result<Option<WhyLimits>, DbError> {
    let found = facts::look(conn, (exchange.id, account)).await?.filter(|member| !member.is_bound());
    let has_class = found.as_ref().is_some_and(|member| member.class_id != 0);
    let classes = if has_class { classes::store::every(conn, exchange.id).await? } else { Vec::new() };
    Ok(found.map(|member| {
        let begins = RampRun { days: 0, things: 0, partners: 0 };
        let ramp = (member.ramp_ended_at == Instant(0)).then_some(begins);
        let due = due(&exchange.rules, &LimitFacts { ramp, ..known((&member, &classes), Vec::new()) });
        let decided = match due.because {
            Because::Frozen => Some((member.frozen_at, &member.frozen_why)),
            Because::ByHand => Some((member.hand_at, &member.hand_why)),
            Because::Everybody | Because::Class | Because::Newcomer | Because::Grown => None,
        };
        let class = class_of(&member, &classes).filter(|_| due.because == Because::Class);
        let class = class.map(|class| class.name.clone());
        WhyLimits {
            because: due.because,
            since: decided.map(|(at, _)| at.day(&exchange.zone)),
            reason: decided.map(|(_, why)| why.clone()).or(class).unwrap_or_default(),
            grown: due.grown,
        }
    }))
}
