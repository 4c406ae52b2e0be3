//! What a payment comes to and what came of it, apart from HTTP: the payee may be a member here or of a partner exchange.
//!
//! Always holds: the transfers, the act of whoever entered them on somebody's behalf, and what their sides are told are rows of one
//! transaction; the same payment again answers with what stands; nobody lets a payment to themselves pass a limit, and no payment
//! passes those that two exchanges have agreed on; nobody pays between accounts of their own, and on a member's behalf in their own
//! favour no more than the rules let one officer enter alone.

use app::ids::{Code, MemberId, TransferId};
use app::intertrading::quote::{Glance, Quote, QuotedLeg};
use app::intertrading::rules::whose;
use app::intertrading::{Typed, Whose};
use app::ledger::{Amount, Booking, Kind, Refusal, Unit, decide};
use app::members::Candidate;
use app::payments::{Payment, Sum};
use app::text::folded;
use app::time::Instant;
use sqlx::AnyConnection;

use super::alone::{foreseen, judge};
pub use super::outcome::{Outcome, Refused};
use super::told::{PaysFor, on_behalf, tell};
use crate::db::{Db, DbError, Failed, Tx};
use crate::http::actor::Scope;
pub use crate::intertrading::work::Payer;
use crate::intertrading::work::{self as intertrading, NoTrade, Reached, Trade, reach};
use crate::ledger::{self, Movement, NewTransfer, NotPosted, Receipt, Slip, Stored};
use crate::members::store::{self as members, Payee, is_own};
use crate::roles::alone::NotAlone;

/// A payment that is asked for, with what may not be drawn while it runs.
#[derive(Clone, Debug)]
pub struct PaymentOrder {
    /// Who pays.
    pub payer: Payer,
    /// Whom, how much, what for.
    pub payment: Payment,
    /// When.
    pub at: Instant,
    /// Random, one for each leg.
    pub salts: [[u8; 16]; 2],
    /// The key of the act, if it is one.
    pub act: i64,
}

/// Whom the payment means.
enum Target {
    Here(Payee),
    Abroad(Box<Reached>),
    Several(Vec<Candidate>),
    Unknown,
}

pub(super) fn scope(order: &PaymentOrder) -> Scope {
    Scope::of_party(order.payer.exchange.id)
}

/// One of our own members by code or name, else one of a partner's by code.
async fn target(conn: &mut AnyConnection, order: &PaymentOrder) -> Result<Target, DbError> {
    let to = &order.payment.to;
    let mut found = members::payees(&mut *conn, scope(order), to).await?;
    Ok(match (found.pop(), found.is_empty()) {
        (Some(payee), true) => Target::Here(payee),
        (Some(last), false) => Target::Several(found.into_iter().chain([last]).map(|payee| payee.candidate).collect()),
        (None, _) => match Code::typed(to) {
            Some(code) => {
                let reached = reach(conn, order.payer.exchange.id, &code).await?;
                reached.map_or(Target::Unknown, |reached| Target::Abroad(Box::new(reached)))
            }
            None => Target::Unknown,
        },
    })
}

/// The unit of the payee's exchange, if `to` is the code of a member of a partner.
pub async fn unit_of(conn: &mut AnyConnection, payer: &Payer, to: &str) -> Result<Option<Unit>, DbError> {
    let Some(code) = Code::typed(to) else { return Ok(None) };
    Ok(reach(conn, payer.exchange.id, &code).await?.map(|reached| reached.theirs.unit))
}

/// What the payment would come to. Changes nothing.
pub async fn quote(db: &Db, order: &PaymentOrder) -> Result<Outcome, DbError> {
    let mut conn = db.read().await?;
    let target = target(&mut conn, order).await?;
    quote_of(&mut conn, order, &target).await
}

async fn quote_of(conn: &mut AnyConnection, order: &PaymentOrder, target: &Target) -> Result<Outcome, DbError> {
    match target {
        Target::Abroad(reached) if pays_oneself_abroad(&mut *conn, order, reached).await? => Ok(own_abroad(order)),
        Target::Here(payee) => match amount_here(conn, order, payee).await? {
            Ok(amount) => quote_here(conn, order, (payee, amount)).await,
            Err(answer) => Ok(answer),
        },
        Target::Abroad(reached) => quote_abroad(conn, order, reached).await,
        Target::Several(candidates) => Ok(Outcome::Several(candidates.clone())),
        Target::Unknown => Ok(Outcome::UnknownPayee),
    }
}

fn own_abroad(order: &PaymentOrder) -> Outcome {
    if order.payer.on_behalf { Outcome::OwnAbroad } else { Outcome::BetweenOwn }
}

/// Whether it would be paid to whoever enters it, as a member of a partner.
async fn pays_oneself_abroad(
    conn: &mut AnyConnection,
    order: &PaymentOrder,
    reached: &Reached,
) -> Result<bool, DbError> {
    let payer = &order.payer;
    is_own(conn, Scope::of_party(reached.theirs.id), reached.account.id, payer.by).await
}

/// How much a member of one's own exchange gets, if they can be paid at all.
async fn amount_here(
    conn: &mut AnyConnection,
    order: &PaymentOrder,
    payee: &Payee,
) -> Result<Result<Amount, Outcome>, DbError> {
    let (payer, payment) = (&order.payer, &order.payment);
    if payee.account == payer.account {
        return Ok(Err(Outcome::ToSelf));
    }
    let to_self = is_own(conn, scope(order), payee.account, payer.by).await?;
    if to_self && !payer.on_behalf {
        return Ok(Err(Outcome::BetweenOwn));
    }
    if to_self && payment.waiver.is_some() {
        return Ok(Err(Outcome::WaivedToSelf));
    }
    Ok(match &payment.sum {
        Sum::Paid(amount) => Ok(*amount),
        Sum::Received(typed) => {
            let unit = &payer.exchange.unit;
            Amount::read(typed, unit).map_err(|error| Outcome::NoAmount(error, unit.clone()))
        }
    })
}

async fn quote_here(
    conn: &mut AnyConnection,
    order: &PaymentOrder,
    (payee, amount): (&Payee, Amount),
) -> Result<Outcome, DbError> {
    let mine = members::account(&mut *conn, scope(order), order.payer.account).await?;
    let theirs = members::account(&mut *conn, scope(order), payee.account).await?;
    let booking = Booking { amount, same_account: false, waived: order.payment.waiver.is_some() };
    let exchange = &order.payer.exchange;
    let decided = decide(booking, &mine, &theirs);
    if decided.is_ok()
        && let Some(not_alone) = foreseen(conn, order, (payee.account, amount.parts())).await?
    {
        return Ok(Outcome::NotAlone(not_alone));
    }
    Ok(match decided {
        Ok(posted) => Outcome::Quoted(Quote {
            payee: payee.candidate.clone(),
            legs: vec![QuotedLeg { exchange: exchange.id, rules_version: exchange.rules_version, amount }],
            trade: None,
            balance_after: posted.payer_after,
            warned: posted.warned.payer,
        }),
        Err(refusal) => refused_here(refusal),
    })
}

fn refused_here(refusal: Refusal) -> Outcome {
    let whose = if whose(0, refusal) == Whose::Own { Whose::Own } else { Whose::Payee };
    Outcome::Refused(Refused { whose, refusal, sides: None })
}

/// Which side was typed; or that it is no amount there.
fn typed_abroad(order: &PaymentOrder, reached: &Reached) -> Result<Typed, Box<Outcome>> {
    if order.payment.waiver.is_some() {
        return Err(Box::new(Outcome::WaivedAbroad));
    }
    match &order.payment.sum {
        Sum::Paid(amount) => Ok(Typed::Paid(*amount)),
        Sum::Received(typed) => {
            let unit = &reached.theirs.unit;
            Amount::read(typed, unit)
                .map(Typed::Received)
                .map_err(|error| Box::new(Outcome::NoAmount(error, unit.clone())))
        }
    }
}

async fn quote_abroad(conn: &mut AnyConnection, order: &PaymentOrder, reached: &Reached) -> Result<Outcome, DbError> {
    let typed = match typed_abroad(order, reached) {
        Ok(typed) => typed,
        Err(answer) => return Ok(*answer),
    };
    let mine = members::account(conn, scope(order), order.payer.account).await?;
    let quoted = intertrading::quote(&order.payer.exchange, &mine, (reached, typed));
    Ok(quoted.map_or_else(|reason| no_trade(reason, order, reached), Outcome::Quoted))
}

fn no_trade(reason: NoTrade, order: &PaymentOrder, reached: &Reached) -> Outcome {
    match reason {
        NoTrade::NoOtherSide(error) => Outcome::NoOtherSide(error),
        NoTrade::Refused(whose, refusal) => {
            Outcome::Refused(Refused { whose, refusal, sides: Some(reached.sides(&order.payer.exchange)) })
        }
        NoTrade::OtherTerms => Outcome::OtherTerms,
        NoTrade::Held => Outcome::Held,
        NoTrade::UnknownPayee | NoTrade::Stale => Outcome::UnknownPayee,
    }
}

/// Pays. What stands under the id already is the answer, whatever has become of the payee since.
pub async fn pay(db: &Db, order: PaymentOrder) -> Result<Outcome, DbError> {
    let mut conn = db.read().await?;
    let target = target(&mut conn, &order).await?;
    let mut refusal = None;
    if let Target::Here(payee) = &target {
        match amount_here(&mut conn, &order, payee).await? {
            Ok(amount) => {
                drop(conn);
                return pay_here(db, order, (payee.clone(), amount)).await;
            }
            Err(answer) => refusal = Some(answer),
        }
    }
    if let Some(answer) = stands(&mut conn, &order).await? {
        return Ok(answer);
    }
    let Target::Abroad(reached) = &target else {
        return match refusal {
            Some(answer) => Ok(answer),
            None => quote_of(&mut conn, &order, &target).await,
        };
    };
    if pays_oneself_abroad(&mut conn, &order, reached).await? {
        return Ok(own_abroad(&order));
    }
    let typed = match typed_abroad(&order, reached) {
        Ok(typed) => typed,
        Err(answer) => return Ok(*answer),
    };
    drop(conn);
    pay_abroad(db, order, (reached, typed)).await
}

async fn pay_here(db: &Db, order: PaymentOrder, (payee, amount): (Payee, Amount)) -> Result<Outcome, DbError> {
    match db.write(PaymentHere::of(order.clone(), (&payee, amount)), book_here).await {
        Ok(receipt) => Ok(booked(receipt)),
        Err(Failed::Refused(NotPaid::Alone(not_alone))) => Ok(Outcome::NotAlone(not_alone)),
        Err(Failed::Refused(NotPaid::Posted(NotPosted::Rule { refusal, .. }))) => Ok(refused_here(refusal)),
        Err(Failed::Refused(NotPaid::Posted(NotPosted::OtherTerms))) => {
            let mut conn = db.read().await?;
            Ok(stands(&mut conn, &order).await?.unwrap_or(Outcome::OtherTerms))
        }
        Err(Failed::Refused(NotPaid::Posted(NotPosted::Recounted))) => Ok(Outcome::Recounted),
        Err(Failed::Refused(NotPaid::Posted(NotPosted::Held))) => Ok(Outcome::Held),
        // Accounts are never deleted.
        Err(Failed::Refused(NotPaid::Posted(NotPosted::UnknownAccount))) => {
            Err(DbError::Fault(sqlx::Error::RowNotFound))
        }
        Err(Failed::Db(error)) => Err(error),
    }
}

/// A payment within one exchange, with the act of whoever enters it on the payer's behalf.
pub struct PaymentHere {
    transfer: NewTransfer,
    act: Option<PaysFor>,
    order: PaymentOrder,
    to_common: bool,
}

impl PaymentHere {
    /// The payment of an order to that payee.
    pub fn of(order: PaymentOrder, (payee, amount): (&Payee, Amount)) -> Self {
        let (payer, payment) = (&order.payer, &order.payment);
        let [salt, _] = order.salts;
        let slip = Slip { on_behalf: payer.on_behalf, ..payer.exchange.slip((payment.id, salt), payer.by, order.at) };
        let movement = Movement { payer: payer.account, payee: payee.account, amount };
        let waiver = payment.waiver.clone().filter(|_| payer.on_behalf);
        let transfer = NewTransfer::payment(slip, movement, payment.description.clone()).waived(waiver);
        let transfer = transfer.counted_in(&payer.exchange.unit);
        let act = on_behalf(&order, &payee.candidate.code);
        Self { transfer, act, order, to_common: payee.member == MemberId(0) }
    }
}

/// Why nothing was paid within the exchange.
#[derive(Debug)]
pub enum NotPaid {
    /// The books refuse.
    Posted(NotPosted),
    /// Another officer must enter it.
    Alone(NotAlone),
}

/// Books it, in the caller's transaction.
///
/// # Errors
/// [`NotPaid`]; the caller must roll back then.
pub async fn book_here(
    tx: &mut Tx,
    PaymentHere { transfer, act, order, to_common }: &PaymentHere,
) -> Result<Receipt, Failed<NotPaid>> {
    let receipt = ledger::post(tx, std::slice::from_ref(transfer)).await.map_err(|error| error.map(NotPaid::Posted))?;
    if receipt.repeated {
        return Ok(receipt);
    }
    // Judged once the accounts are locked: an order of locks that every other act keeps too.
    let to = (transfer.movement.payee, transfer.movement.amount.parts());
    let favour = judge(tx, order, to).await?.map_err(|not_alone| Failed::Refused(NotPaid::Alone(not_alone)))?;
    tell(tx, (act.as_ref(), favour), (&receipt, *to_common)).await?;
    Ok(receipt)
}

fn booked(receipt: Receipt) -> Outcome {
    if receipt.repeated { Outcome::Repeated(receipt) } else { Outcome::Paid(receipt) }
}

async fn pay_abroad(db: &Db, order: PaymentOrder, (reached, typed): (&Reached, Typed)) -> Result<Outcome, DbError> {
    let payment = &order.payment;
    let trade = Trade {
        payer: order.payer.clone(),
        payee: reached.payee.code.clone(),
        id: payment.id,
        typed,
        description: payment.description.clone(),
        shown: payment.shown.clone(),
        at: order.at,
        salts: order.salts,
    };
    match db.write((trade, on_behalf(&order, &reached.payee.code)), book_abroad).await {
        Ok(receipt) => Ok(booked(receipt)),
        Err(Failed::Refused(NoTrade::Stale)) => {
            let glance = if payment.shown.is_empty() { Glance::Never } else { Glance::Before };
            Ok(match quote(db, &order).await? {
                Outcome::Quoted(quote) => Outcome::Stale(quote, glance),
                other => other,
            })
        }
        Err(Failed::Refused(reason)) => Ok(no_trade(reason, &order, reached)),
        Err(Failed::Db(error)) => Err(error),
    }
}

async fn book_abroad(tx: &mut Tx, (trade, act): &(Trade, Option<PaysFor>)) -> Result<Receipt, Failed<NoTrade>> {
    let receipt = intertrading::post(tx, trade).await?;
    if !receipt.repeated {
        tell(tx, (act.as_ref(), 0), (&receipt, false)).await?;
    }
    Ok(receipt)
}

/// The transfer of that id in the payer's exchange.
pub async fn find(conn: &mut AnyConnection, scope: Scope, id: TransferId) -> Result<Option<Stored>, DbError> {
    Ok(ledger::store::find(conn, scope.exchange(), &[id]).await?.pop())
}

/// What stands under the payment's id, if anything does.
pub async fn standing(db: &Db, order: &PaymentOrder) -> Result<Option<Outcome>, DbError> {
    let mut conn = db.read().await?;
    stands(&mut conn, order).await
}

/// What stands under the payment's id: it, or something else; whoever its payee would be now, since they may have left or found a
/// namesake, and an agreement may have ended.
async fn stands(conn: &mut AnyConnection, order: &PaymentOrder) -> Result<Option<Outcome>, DbError> {
    let Some(stored) = find(&mut *conn, scope(order), order.payment.id).await? else { return Ok(None) };
    let same = if stored.partner_id == 0 {
        is_same_here(conn, order, &stored).await?
    } else {
        is_same_abroad(conn, order, &stored).await?
    };
    let receipt = || Receipt { transfers: vec![stored.clone()], repeated: true };
    Ok(Some(if same { Outcome::Repeated(receipt()) } else { Outcome::OtherTerms }))
}

fn is_same_words(order: &PaymentOrder, stored: &Stored) -> bool {
    stored.payer == order.payer.account
        && stored.description.as_ref().is_none_or(|words| *words == order.payment.description)
}

async fn is_same_here(conn: &mut AnyConnection, order: &PaymentOrder, stored: &Stored) -> Result<bool, DbError> {
    let (code, name) = members::name(conn, scope(order), stored.payee).await?;
    let (to, unit) = (&order.payment.to, &order.payer.exchange.unit);
    let amount = match &order.payment.sum {
        Sum::Paid(amount) => amount.parts() == stored.amount,
        Sum::Received(typed) => Amount::read(typed, unit).map(Amount::parts) == Ok(stored.amount),
    };
    let payee = Code::typed(to) == Some(code) || folded(to) == folded(&name);
    Ok(is_same_words(order, stored) && amount && payee)
}

async fn is_same_abroad(conn: &mut AnyConnection, order: &PaymentOrder, leg: &Stored) -> Result<bool, DbError> {
    let amount = match &order.payment.sum {
        Sum::Paid(amount) => amount.parts() == leg.amount,
        // Of a partner that is closed for now nobody can say in what unit that was; nothing is booked either way.
        Sum::Received(typed) => intertrading::other_side(conn, leg)
            .await?
            .is_none_or(|theirs| Amount::read(typed, &theirs.unit).map(Amount::parts).ok() == theirs.amount),
    };
    let payee = Code::typed(&order.payment.to).is_some_and(|code| code.as_str() == leg.partner_code);
    Ok(is_same_words(order, leg) && amount && payee && leg.kind == Kind::Intertrade)
}
