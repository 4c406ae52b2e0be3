//! Entering what was paid, and what follows from it: the account's flag, the line in the journal and the notice, in one transaction.
//!
//! Always holds: the member's row is held before the account's, as whoever changes their state does; the flag is written here and where the
//! state is (`members::states::work`), each in regard of the other; a form enters once, and a second run of the job does nothing more.

use app::ids::{ExchangeId, MemberId, PersonId};
use app::journal::What;
use app::members::states::MemberState;
use app::notices::NoticeKind;
use app::notices::news::{SubscriptionNews, SubscriptionTold};
use app::subscriptions::form::SubscriptionEntry;
use app::subscriptions::{PaidUpTo, Reminded, SubscriptionStep, SubscriptionTerms, step, warned_until};
use app::time::Instant;
use jiff::civil::Date;

use super::store::{self, HeldSubscriber, KeptSubscription};
use crate::db::{DbError, Failed, Tx};
use crate::http::tenant::{self, Exchange};
use crate::journal::{self, Act, Begun, OtherAct};
use crate::ledger::accounts::{Limits, LimitsChange, set_limits};
use crate::ledger::store::standing;
use crate::notices::{self, NewNotice};

/// What is entered for whom.
#[derive(Clone, Debug)]
pub struct EnteringSubscriptions {
    /// Whose.
    pub members: Vec<MemberId>,
    /// What.
    pub entry: SubscriptionEntry,
    /// By whom, when, under which key.
    pub act: Act,
}

/// Why nothing was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotEntered {
    /// The form's key stands for something else.
    Other,
    /// One of them is no member any more.
    Gone,
}

impl From<OtherAct> for NotEntered {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// Enters it for all of them, in the caller's transaction; under the same key it was entered before. Whoever only received pays again, if
/// they are not overdue any more.
///
/// # Errors
/// [`NotEntered`]; the caller must roll back then.
pub async fn enter(tx: &mut Tx, entering: &EnteringSubscriptions) -> Result<(), Failed<NotEntered>> {
    let EnteringSubscriptions { members, entry, act } = entering;
    if journal::begin::<Failed<NotEntered>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    let Some(exchange) = tenant::by_id(tx.conn(), act.exchange).await? else { return Err(DbError::Again.into()) };
    let mut members = members.clone();
    // In one order, so that two who enter at once do not wait for each other.
    members.sort_unstable_by_key(|member| member.0);
    members.dedup();
    let mut lines = Vec::new();
    for member in members {
        let held = store::hold(tx, (exchange.id, member)).await?.ok_or(Failed::Refused(NotEntered::Gone))?;
        if !held.state().is_member() {
            return Err(Failed::Refused(NotEntered::Gone));
        }
        lines.push(enter_one(tx, (&exchange, &held), (*entry, act)).await?);
    }
    Ok(journal::record_lines(tx, &lines).await?)
}

async fn enter_one(
    tx: &mut Tx,
    (exchange, held): (&Exchange, &HeldSubscriber),
    (entry, act): (SubscriptionEntry, &Act),
) -> Result<Act, DbError> {
    let key = (exchange.id, held.member_id);
    let stood = store::kept(tx.conn(), (exchange.id, &exchange.zone), held.member_id).await?.unwrap_or_default();
    let terms = SubscriptionTerms::of(&exchange.rules);
    let today = act.at.day(&exchange.zone);
    let mut paid = match entry {
        SubscriptionEntry::Paid(day) => PaidUpTo { until: Some(day), exempt: false, ..stood.paid },
        SubscriptionEntry::Exempt => PaidUpTo { exempt: true, ..stood.paid },
        // Of whom nothing else is known, they owe it from today on.
        SubscriptionEntry::NotExempt => {
            PaidUpTo { exempt: false, until: stood.paid.until.or(today.yesterday().ok()), ..stood.paid }
        }
    };
    let restores = step(terms.as_ref(), (paid, Reminded::Never), (today, true)) == Some(SubscriptionStep::Restore);
    paid.lapsed = stood.paid.lapsed && !restores;
    let lapsed_at = if paid.lapsed { stood.lapsed_at } else { Instant(0) };
    // Of another day they are reminded anew.
    let same = paid.until == stood.paid.until && paid.lapsed == stood.paid.lapsed;
    let (reminded, told_at) = if same { (stood.reminded, stood.told_at) } else { (Reminded::Never, Instant(0)) };
    store::keep(tx, key, &KeptSubscription { paid, reminded, told_at, lapsed_at, entered: true }, (act.by, act.at))
        .await?;
    flag(tx, (exchange.id, held), (paid.lapsed, act)).await?;
    let tells = match entry {
        SubscriptionEntry::Exempt => SubscriptionTold::Exempt,
        _ if restores => SubscriptionTold::Restored,
        _ => SubscriptionTold::Paid,
    };
    if entry != SubscriptionEntry::NotExempt {
        let news = SubscriptionNews { tells, until: paid.until, last: None };
        tell(tx, (exchange.id, held), news.object(&act.id.to_string()), act.at).await?;
    }
    Ok(Act {
        object: held.code.to_string(),
        was: stood.paid.shown(stood.entered).written(),
        becomes: paid.written(),
        ..act.clone()
    })
}

/// A member for whom something may have to be done, and the key under which it is.
#[derive(Clone, Copy, Debug)]
pub struct DueSubscription {
    /// Where.
    pub exchange: ExchangeId,
    /// For whom.
    pub member: MemberId,
    /// Of the act.
    pub act: i64,
    /// When.
    pub at: Instant,
}

/// Does what is to be done for one member on that day, in the caller's transaction: reminds them, lets them only receive, or pay again.
/// Of whom nothing is kept yet, it is kept from when they owe it. False if there was nothing to do.
///
/// # Errors
/// The database's; [`DbError::Again`] if the account changed meanwhile; the caller must roll back then.
pub async fn settle(tx: &mut Tx, due: &DueSubscription) -> Result<bool, DbError> {
    let DueSubscription { exchange, member, at, .. } = *due;
    let Some(exchange) = tenant::by_id(tx.conn(), exchange).await? else { return Ok(false) };
    let Some(held) = store::hold(tx, (exchange.id, member)).await? else { return Ok(false) };
    let terms = SubscriptionTerms::of(&exchange.rules);
    let (today, zone) = (at.day(&exchange.zone), &exchange.zone);
    let mut kept = match store::kept(tx.conn(), (exchange.id, zone), member).await? {
        Some(kept) => kept,
        None if terms.is_none() => return Ok(false),
        None => {
            let from = store::since(tx.conn(), exchange.id).await?.max(held.joined_at).day(zone);
            let until = from.yesterday().ok();
            let kept =
                KeptSubscription { paid: PaidUpTo { until, ..PaidUpTo::default() }, ..KeptSubscription::default() };
            store::keep(tx, (exchange.id, member), &kept, (PersonId(0), at)).await?;
            kept
        }
    };
    let takes_part = matches!(held.state(), MemberState::Active | MemberState::Holiday);
    let Some(step) = step(terms.as_ref(), (kept.paid, kept.reminded), (today, takes_part)) else { return Ok(false) };
    let was = kept.paid.shown(kept.entered).written();
    let last = terms.as_ref().zip(kept.paid.until).and_then(|(terms, until)| warned_until(terms, until, today));
    let (tells, last) = match step {
        SubscriptionStep::RemindBefore => {
            (kept.reminded, kept.told_at) = (Reminded::Before, at);
            (SubscriptionTold::Before, terms.as_ref().zip(kept.paid.until).and_then(|(terms, day)| terms.last_day(day)))
        }
        SubscriptionStep::RemindAfter => {
            (kept.reminded, kept.told_at) = (Reminded::After(today), at);
            (SubscriptionTold::After, last)
        }
        SubscriptionStep::Lapse => {
            (kept.paid.lapsed, kept.lapsed_at) = (true, at);
            (SubscriptionTold::Lapsed, None)
        }
        SubscriptionStep::Restore => {
            (kept.paid.lapsed, kept.lapsed_at) = (false, Instant(0));
            (SubscriptionTold::Restored, None)
        }
    };
    store::mark(tx, (exchange.id, member), &kept).await?;
    let news = SubscriptionNews { tells, until: kept.paid.shown(kept.entered).until, last };
    let mut mark = String::new();
    if matches!(step, SubscriptionStep::Lapse | SubscriptionStep::Restore) {
        let act = Act::new(What::Subscription, (exchange.id, due.act), (PersonId(0), at));
        let act = Act { object: held.code.to_string(), was, becomes: kept.paid.shown(kept.entered).written(), ..act };
        flag(tx, (exchange.id, &held), (kept.paid.lapsed, &act)).await?;
        journal::record(tx, &act).await?;
        mark = act.id.to_string();
    }
    tell(tx, (exchange.id, &held), news.object(&mark), at).await?;
    Ok(true)
}

async fn tell(
    tx: &mut Tx,
    (exchange, held): (ExchangeId, &HeldSubscriber),
    object: String,
    at: Instant,
) -> Result<(), DbError> {
    let (account, kind) = (held.account_id, NoticeKind::Subscription);
    notices::tell(tx, &[NewNotice { exchange, account, kind, object, pair: String::new(), at }]).await
}

/// Writes whether the account may pay, if that is something else than before; whoever is suspended or leaves, their state says it.
async fn flag(
    tx: &mut Tx,
    (exchange, held): (ExchangeId, &HeldSubscriber),
    (lapsed, act): (bool, &Act),
) -> Result<(), DbError> {
    if !matches!(held.state(), MemberState::Active | MemberState::Holiday) {
        return Ok(());
    }
    let stands = standing(tx.conn(), exchange, held.account_id).await?;
    let stands = stands.ok_or(DbError::Fault(sqlx::Error::RowNotFound))?;
    if stands.may_debit != lapsed {
        return Ok(());
    }
    let limits = Limits {
        min_balance: stands.min_balance,
        max_balance: stands.max_balance,
        warn_min: stands.warn_min,
        warn_max: stands.warn_max,
        may_debit: !lapsed,
        may_credit: stands.may_credit,
    };
    let (account, reason) = (held.account_id, String::new());
    let change = LimitsChange { exchange, account, limits, reason, by: act.by, at: act.at, change_id: act.id };
    let locked = set_limits(tx, &change).await?;
    if locked.is_some_and(|locked| locked == stands_with_balance(stands, locked.balance)) {
        Ok(())
    } else {
        // Somebody set something else between the look and the lock.
        Err(DbError::Again)
    }
}

/// The same but for the balance, which payments may move meanwhile.
fn stands_with_balance(stands: app::ledger::Account, balance: i64) -> app::ledger::Account {
    app::ledger::Account { balance, ..stands }
}

/// The last day on which somebody who stands so may still pay others, if that day is to come.
pub fn last_day(terms: &SubscriptionTerms, kept: &KeptSubscription, today: Date) -> Option<Date> {
    let until = kept.paid.until.filter(|day| *day < today)?;
    let told = match kept.reminded {
        Reminded::After(day) => day,
        Reminded::Never | Reminded::Before => today,
    };
    warned_until(terms, until, told).filter(|_| !kept.paid.lapsed)
}
