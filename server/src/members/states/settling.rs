//! Moving what is left of whoever leaves or has died, and letting a forgiven debt stand again: in one transaction with the state.
//!
//! Always holds: the member's row is held first, so that of two officers at once one moves it and the other finds nothing; the
//! accounts are locked by the ledger in its order, and what was posted left the member at zero, or all of it is done again.

use app::ids::{AccountId, Code, ExchangeId, MemberId, PersonId, TransferId};
use app::journal::{What, figures};
use app::ledger::{Amount, RANGE};
use app::members::states::remainder::Heir;
use app::members::states::{MemberState, StateAct, next};
use app::notices::NoticeKind;
use app::time::Instant;

use super::store;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::Scope;
use crate::http::tenant::Exchange;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::ledger::accounts::{AccountKind, Limits, LimitsChange, NewAccount, open, set_limits};
use crate::ledger::{self, Movement, NewTransfer, NotPosted, Slip};
use crate::members::store::payee;
use crate::notices::{self, NewNotice};

/// What is to be moved, by whom and why; keys and salts are drawn before.
#[derive(Clone, Debug)]
pub struct Settling {
    /// Where.
    pub exchange: Exchange,
    /// Of whom.
    pub member: MemberId,
    /// From which account.
    pub account: AccountId,
    /// Its code.
    pub code: Code,
    /// What the fund and the remainders are called, where they are opened.
    pub heirs: [String; 2],
    /// The key of an account that may have to be opened.
    pub opens: i64,
    /// The id of the transfer, and the salt of its words.
    pub transfer: (TransferId, [u8; 16]),
    /// Why.
    pub reason: String,
    /// The key of the form, who and when.
    pub who: (i64, (PersonId, Instant)),
    /// Who confirmed it; nobody where nobody had to.
    pub seconded_by: PersonId,
    /// What was left when it was proposed: if it is something else by now, nothing is moved.
    pub expects: Option<i64>,
}

/// Why nothing was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSettled {
    /// There is nothing left, or its day has not come.
    NotNow,
    /// The form's key stands for something else.
    Other,
    /// The books refuse.
    Posted(NotPosted),
}

impl From<OtherAct> for NotSettled {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// Moves it, in the caller's transaction; whoever was leaving has left then. Under the same key it was moved before.
///
/// # Errors
/// [`NotSettled`]; the caller must roll back then.
pub async fn settle(tx: &mut Tx, settling: &Settling) -> Result<(), Failed<NotSettled>> {
    let Settling { exchange, member, account, code, reason, .. } = settling;
    let (id, (by, at)) = settling.who;
    let act = Act::new(What::Remainder, (exchange.id, id), (by, at)).asking(&(code, reason));
    let seconded_by = settling.seconded_by;
    let act = Act { why: reason.clone(), on_behalf_of: *member, seconded_by, ..act };
    if journal::begin::<Failed<NotSettled>>(tx, &act).await? != Begun::Now {
        return Ok(());
    }
    let not_now = Failed::Refused(NotSettled::NotNow);
    store::hold(tx, (exchange.id, *member)).await?.ok_or(Failed::Refused(NotSettled::NotNow))?;
    let left = store::left(tx.conn(), (exchange.id, &exchange.zone), *member).await?;
    let left = left.filter(|left| settling.expects.is_none_or(|balance| balance == left.balance));
    let Some(left) = left.filter(|left| left.movable_from().is_some_and(|day| day <= at.day(&exchange.zone))) else {
        return Err(not_now);
    };
    let (Some(heir), Some(amount)) = (Heir::of(left.balance), Amount::new(left.balance.saturating_abs())) else {
        return Err(not_now);
    };
    let common = heir_account(tx, settling, heir).await?;
    let (payer, payee) = if left.balance > 0 { (*account, common) } else { (common, *account) };
    let slip = Slip { on_behalf: true, ..exchange.slip(settling.transfer, by, at) };
    let moved = NewTransfer::remainder(slip, Movement { payer, payee, amount }, reason.clone());
    ledger::post(tx, &[moved]).await.map_err(|error| error.map(NotSettled::Posted))?;
    closed(tx, settling, left.state).await?;
    let object = settling.transfer.0.to_string();
    let becomes = figures::payment(&exchange.unit, amount.parts(), &heir.code(&exchange.code));
    let was = code.to_string();
    let mut lines = vec![Act { object, was, becomes, ..act.clone() }];
    if let Ok(to) = next(left.state, StateAct::Close, left.state) {
        store::set(tx, (exchange.id, *member), (left.state, to), (at, None)).await?;
        let (was, becomes) = (left.state.written(left.until), to.written(None));
        let line = Act { what: What::State, object: code.to_string(), was, becomes, ..act };
        lines.push(line);
        let told = NewNotice {
            exchange: exchange.id,
            account: *account,
            kind: NoticeKind::State,
            object: id.to_string(),
            pair: String::new(),
            at,
        };
        notices::tell(tx, &[told]).await?;
    }
    Ok(journal::record_lines(tx, &lines).await?)
}

/// Closes the account of whoever has left by that; what was posted must have left it at zero.
async fn closed(tx: &mut Tx, settling: &Settling, state: MemberState) -> Result<(), DbError> {
    let (id, (by, at)) = settling.who;
    let limits = Limits { may_debit: false, may_credit: false, ..Limits::between(0, 0) };
    let (exchange, account, reason) = (settling.exchange.id, settling.account, settling.reason.clone());
    if state == MemberState::Leaving {
        let change = LimitsChange { exchange, account, limits, reason, by, at, change_id: id };
        set_limits(tx, &change).await?;
    }
    let (balance, _) = store::balance(tx.conn(), Scope::of_party(exchange), account).await?;
    if balance == 0 { Ok(()) } else { Err(DbError::Again) }
}

/// The account that takes it, opened if there is none yet.
async fn heir_account(tx: &mut Tx, settling: &Settling, heir: Heir) -> Result<AccountId, DbError> {
    let (exchange, code) = (&settling.exchange, heir.code(&settling.exchange.code));
    if let Some(found) = payee(tx.conn(), Scope::of_party(exchange.id), code.clone()).await? {
        return Ok(found.account);
    }
    let [fund, remainders] = settling.heirs.clone();
    let (name, limits) = match heir {
        Heir::Fund => (fund, Limits::between(0, RANGE)),
        Heir::Remainders => (remainders, Limits::between(-RANGE, 0)),
    };
    let id = AccountId(settling.opens);
    let new =
        NewAccount { exchange: exchange.id, id, kind: AccountKind::Common, code, name, partner: ExchangeId(0), limits };
    let (_, (by, at)) = settling.who;
    match open(tx, &new, by, at).await {
        // Somebody opened it at the same moment.
        Err(DbError::Exists) => Err(DbError::Again),
        other => other.map(|()| id),
    }
}
