//! Changing what a member is: the state, what the account may do, the line in the journal and the notice, in one transaction.
//!
//! Always holds: this is the one way to another state; a form changes it once; of two at once the second finds what the first made
//! of it. The member's row is held before the account's, which nobody locks the other way round.

use app::ids::{AccountId, Code, ExchangeId, MemberId, PersonId, TransferId};
use app::journal::{What, figures};
use app::ledger::Account;
use app::limits::due::first;
use app::members::states::remainder::Heir;
use app::members::states::{Allowed, MemberState, StateAct, StateRefusal, next};
use app::notices::NoticeKind;
use app::time::Instant;
use jiff::civil::Date;

use super::store::{self, HeldState, StatedMember, hold_chairs, is_last_chair};
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::Scope;
use crate::http::tenant::Exchange;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::ledger::accounts::{Limits, LimitsChange, set_limits};
use crate::ledger::store::standing;
use crate::ledger::{self, NewTransfer, NotPosted, Slip};
use crate::notices::{self, NewNotice};

/// What is to become of a member, by whom and why.
#[derive(Clone, Debug)]
pub struct StateChange {
    /// Who.
    pub member: MemberId,
    /// Their account.
    pub account: AccountId,
    /// What.
    pub step: StateAct,
    /// The day until which it holds.
    pub until: Option<Date>,
    /// It ends only at zero, and if nothing was booked since that moment.
    pub quiet_since: Option<Instant>,
    /// What it takes to let in again whoever left; of nobody else.
    pub comes_back: Option<ComesBack>,
    /// Who acts for them is told; not what somebody does with their own.
    pub tells: bool,
    /// By whom, when, why, under which key.
    pub act: Act,
}

/// What it takes to let in again whoever left, with limits as a newcomer has them: the id and salt under which a forgiven debt stands again.
#[derive(Clone, Debug)]
pub struct ComesBack {
    /// Where.
    pub exchange: Exchange,
    /// Of the transfer.
    pub transfer: (TransferId, [u8; 16]),
}

impl StateChange {
    /// Of that member, as the act of a form with that key; for a reason, if one is given.
    pub fn of(
        (exchange, who): (ExchangeId, (MemberId, AccountId, &Code)),
        (step, until, why): (StateAct, Option<Date>, String),
        (id, (by, at)): (i64, (PersonId, Instant)),
    ) -> Self {
        let (member, account, code) = who;
        let act = Act::new(What::State, (exchange, id), (by, at)).asking(&(code, step, until, &why));
        let act = Act { object: code.to_string(), why, ..act };
        Self { member, account, step, until, quiet_since: None, comes_back: None, tells: true, act }
    }

    /// Of a member who was read, by itself, when its day has come.
    pub fn by_itself(exchange: ExchangeId, who: &StatedMember, step: StateAct, (id, at): (i64, Instant)) -> Self {
        let whose = (who.member_id, who.account_id, &who.code);
        Self::of((exchange, whose), (step, None, String::new()), (id, (PersonId(0), at)))
    }

    /// The same on the member's behalf, by the committee; or by whoever acts for them, who need not be told.
    #[must_use]
    pub fn asked_by_member(self, on_behalf: bool) -> Self {
        let on_behalf_of = if on_behalf { self.member } else { MemberId(0) };
        Self { tells: on_behalf, act: Act { on_behalf_of, ..self.act }, ..self }
    }
}

/// Why nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotChanged {
    /// The state does not allow it.
    Refused(StateRefusal),
    /// Something stands on the account, or was booked lately.
    NotYet,
    /// The form's key stands for something else.
    Other,
    /// There is no such member.
    Gone,
    /// The books refuse.
    Posted(NotPosted),
}

impl From<OtherAct> for NotChanged {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// Changes it, in the caller's transaction; under the same key it was changed before.
///
/// # Errors
/// [`NotChanged`]; the caller must roll back then.
pub async fn change(tx: &mut Tx, change: &StateChange) -> Result<(), Failed<NotChanged>> {
    let StateChange { member, step, act, .. } = change;
    if journal::begin::<Failed<NotChanged>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    let whose = (act.exchange, *member);
    let goes = matches!(step, StateAct::Suspend | StateAct::Leave | StateAct::Close);
    if goes {
        hold_chairs(tx, act.exchange).await?;
        if is_last_chair(tx, whose).await? {
            return Err(Failed::Refused(NotChanged::Refused(StateRefusal::LastChair)));
        }
    }
    let held = store::hold(tx, whose).await?.ok_or(Failed::Refused(NotChanged::Gone))?;
    let from = held.state();
    if held.is_erased() {
        return Err(Failed::Refused(NotChanged::Refused(StateRefusal::Erased)));
    }
    // Whoever is suspended asks the committee, or could spend what they have.
    if *step == StateAct::Leave && from == MemberState::Suspended && act.on_behalf_of == MemberId(0) {
        return Err(Failed::Refused(NotChanged::Refused(StateRefusal::Is(from))));
    }
    let to = next(from, *step, held.stood()).map_err(|refusal| Failed::Refused(NotChanged::Refused(refusal)))?;
    if (from, held.until()) == (to, change.until) {
        return Err(Failed::Refused(NotChanged::Refused(StateRefusal::Already)));
    }
    account(tx, change, (&held, to)).await?;
    store::set(tx, whose, (from, to), (act.at, change.until)).await?;
    let (was, becomes) = (from.written(held.until()), to.written(change.until));
    let mut lines = vec![Act { was, becomes, ..act.clone() }];
    if let (StateAct::Return, Some(back)) = (step, &change.comes_back) {
        lines.extend(stands_again(tx, change, back).await?);
    }
    journal::record_lines(tx, &lines).await?;
    if change.tells {
        let told = NewNotice {
            exchange: act.exchange,
            account: change.account,
            kind: NoticeKind::State,
            object: act.id.to_string(),
            pair: String::new(),
            at: act.at,
        };
        notices::tell(tx, &[told]).await?;
    }
    Ok(())
}

/// Writes what the account may do from then on, if that is something else than before.
async fn account(
    tx: &mut Tx,
    change: &StateChange,
    (held, to): (&HeldState, MemberState),
) -> Result<(), Failed<NotChanged>> {
    let (was, becomes) = (held.state().allows(), to.allows());
    if was == becomes {
        return Ok(());
    }
    let (exchange, member) = (change.act.exchange, change.member);
    let stands = standing(tx.conn(), exchange, change.account).await?;
    let stands = stands.ok_or(DbError::Fault(sqlx::Error::RowNotFound))?;
    if becomes.toward_zero {
        store::keep(tx, (exchange, member), (held.state(), &stands)).await?;
    }
    let limits = match (change.step, &change.comes_back) {
        (StateAct::Return, Some(back)) => {
            let (first, is_newcomer) = first(&back.exchange.rules);
            let ramp_ended_at = if is_newcomer { Instant(0) } else { change.act.at };
            store::begin_anew(tx, (exchange, member), ramp_ended_at).await?;
            Limits::of(first.parts())
        }
        _ => limits(held, &stands, (was, becomes)),
    };
    // Whoever has long not paid a subscription only receives, but moves toward zero on leaving.
    let lapsed = !becomes.toward_zero && store::is_lapsed(tx.conn(), (exchange, member)).await?;
    let limits = Limits { may_debit: limits.may_debit && !lapsed, ..limits };
    let quiet_since = change.quiet_since;
    let change = LimitsChange {
        exchange,
        account: change.account,
        limits,
        reason: change.act.why.clone(),
        by: change.act.by,
        at: change.act.at,
        change_id: change.act.id,
    };
    let locked = set_limits(tx, &change).await?;
    // Somebody set other limits between the look and the lock.
    let same = |one: Account| (one.min_balance, one.max_balance, one.warn_min, one.warn_max);
    if locked.map(same) != Some(same(stands)) {
        return Err(DbError::Again.into());
    }
    let (balance, last) = store::balance(tx.conn(), Scope::of_party(exchange), change.account).await?;
    match quiet_since {
        Some(moment) if balance != 0 || last >= moment => Err(Failed::Refused(NotChanged::NotYet)),
        _ => Ok(()),
    }
}

/// The debt that was forgiven when they left, if one was, stands again: what was moved is undone, which the journal says.
async fn stands_again(tx: &mut Tx, change: &StateChange, back: &ComesBack) -> Result<Option<Act>, Failed<NotChanged>> {
    let (exchange, act) = (&back.exchange, &change.act);
    let Some(forgiven) = store::forgiven(tx.conn(), exchange.id, change.account).await? else { return Ok(None) };
    let Some(stored) = ledger::store::find(tx.conn(), exchange.id, &[forgiven]).await?.pop() else { return Ok(None) };
    let slip = Slip { on_behalf: true, ..exchange.slip(back.transfer, act.by, act.at) };
    let Some(opposite) = NewTransfer::reversal(slip, &stored, act.why.clone()) else { return Ok(None) };
    ledger::post(tx, &[opposite]).await.map_err(|error| error.map(NotChanged::Posted))?;
    let becomes = figures::payment(&exchange.unit, stored.amount, &Code::stored(act.object.clone()));
    let was = Heir::Remainders.code(&exchange.code).to_string();
    Ok(Some(Act { what: What::Reverse, object: forgiven.to_string(), was, becomes, ..act.clone() }))
}

/// The limits that an account has from then on: none but toward zero for who leaves, what stood before for who stays after all.
fn limits(held: &HeldState, stands: &Account, (was, becomes): (Allowed, Allowed)) -> Limits {
    let [min_balance, max_balance, warn_min, warn_max] = match (was.toward_zero, becomes.toward_zero) {
        (false, true) => [0; 4],
        (true, false) if becomes.receive => [held.stood_min, held.stood_max, held.stood_warn_min, held.stood_warn_max],
        _ => [stands.min_balance, stands.max_balance, stands.warn_min, stands.warn_max],
    };
    Limits { min_balance, max_balance, warn_min, warn_max, may_debit: becomes.pay, may_credit: becomes.receive }
}
