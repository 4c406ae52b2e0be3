//! Undoing in the books: whether it may be, the opposite of each leg, the act and the notices, in one transaction or not at all.
//!
//! The committee undoes, past the limits; or the payee gives back what they got, as far as their own limit and those between two
//! exchanges let them: what a member does alone lends nobody their line.
//!
//! Always holds: a transfer is undone at most once (`reverses` is unique in its exchange), and an intertrade in both exchanges or
//! in none, with the opposite value, so that the clearing accounts go on mirroring each other. What bars it is asked in the
//! transaction that books it, so that whoever loses a race reads how it stands and not how it stood.
//!
//! Not here: which offices may undo at all (`routes`), pages.

use app::disputes::Barred;
use app::ids::{AccountId, Code, ExchangeId, PersonId, TransferId};
use app::journal::{What, figures};
use app::ledger::Kind;
use app::notices::NoticeKind;
use app::time::Instant;
use sqlx::AnyConnection;

use super::store::has_left;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::Scope;
use crate::http::tenant::{self, Exchange};
use crate::journal::{self, Act};
use crate::ledger::{self, NewTransfer, NotPosted, Receipt, Slip, Stored};
use crate::members::store::{self as members, is_own};
use crate::notices::{self, NewNotice};

/// A transfer in one of the exchanges that it stands in.
#[derive(Clone, Debug)]
pub struct Leg {
    /// The exchange.
    pub exchange: Exchange,
    /// What stands there.
    pub stored: Stored,
    /// Who paid, as its members know them.
    pub payer: String,
    /// Who was paid.
    pub payee: String,
    /// The codes of both, each in their own exchange.
    pub codes: [Code; 2],
}

/// A transfer that somebody wants undone, as it stands now.
#[derive(Clone, Debug)]
pub struct Undoable {
    /// Ours first; of an intertrade the partner's too, if it is open.
    pub legs: Vec<Leg>,
    /// What bars it, if anything does.
    pub barred: Option<Barred>,
    /// Its opposite, if it was undone.
    pub undoing: Option<TransferId>,
}

/// Whose it is to undo a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undoer {
    /// The committee's, for its reasons.
    Committee,
    /// The payee's, who gives it back from this account.
    Payee(AccountId),
}

/// A limit that keeps the payee from giving it back; nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Short {
    /// Their own, before which there is room for so much.
    Own(i64),
    /// That between the two exchanges.
    Between,
}

/// What is to be undone, by whom, when and why.
#[derive(Clone, Debug)]
pub struct Order {
    /// Whose it is.
    pub undoer: Undoer,
    /// Of which exchange they are.
    pub exchange: Exchange,
    /// The transfer that is to be undone.
    pub undoes: TransferId,
    /// The id of the opposite transfer, made by the form; both legs of an intertrade share it.
    pub id: TransferId,
    /// Why; both sides read it.
    pub reason: String,
    /// Who of the committee, or who acts for the payee.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// The key of the act, drawn before the transaction.
    pub act: i64,
    /// A salt for the words of each leg, drawn as well.
    pub salts: [[u8; 16]; 2],
}

/// What came of an order.
#[derive(Clone, Debug)]
pub enum UndoAnswer {
    /// It is undone: the opposite transfers, ours first.
    Undone(Receipt),
    /// The same order undid it before.
    Repeated(Receipt),
    /// It cannot be undone, or not by them, or it was undone already; nothing was written.
    Barred(Barred),
    /// The id stands for something else, or the books cannot take the opposite; nothing was written.
    NotPosted(NotPosted),
    /// No such transfer in that exchange.
    Unknown,
}

/// Undoes, in the caller's transaction. The same order again answers with what stands.
///
/// # Errors
/// The database's; the caller must roll back then.
pub async fn undo(tx: &mut Tx, order: &Order) -> Result<UndoAnswer, DbError> {
    let Some(found) = look(tx.conn(), &order.exchange, (order.undoer, order.by), order.undoes).await? else {
        return Ok(UndoAnswer::Unknown);
    };
    if let Some(barred) = found.barred
        && found.undoing != Some(order.id)
    {
        return Ok(UndoAnswer::Barred(barred));
    }
    let legs = found.legs.iter().zip(order.salts);
    let transfers: Vec<NewTransfer> = legs.clone().filter_map(|(leg, salt)| opposite(leg, order, salt)).collect();
    let receipt = match ledger::post(tx, &transfers).await {
        // An act is of one person.
        Ok(receipt) if receipt.transfers.iter().any(|leg| receipt.repeated && leg.entered_by != order.by) => {
            return Ok(UndoAnswer::NotPosted(NotPosted::OtherTerms));
        }
        Ok(receipt) if receipt.repeated => return Ok(UndoAnswer::Repeated(receipt)),
        Ok(receipt) => receipt,
        Err(Failed::Refused(refusal)) => return Ok(UndoAnswer::NotPosted(refusal)),
        Err(Failed::Db(error)) => return Err(error),
    };
    for (leg, _) in legs {
        // What a member does with their own is no act of the committee.
        if order.undoer == Undoer::Committee {
            journal::record(tx, &act(leg, order)).await?;
        }
        notices::tell(tx, &notices_of(leg, order)).await?;
    }
    Ok(UndoAnswer::Undone(receipt))
}

/// Gives back, in the caller's transaction, unless a limit of the payee's or of the two exchanges would be passed.
///
/// # Errors
/// [`Short`], or the database's; the caller must roll back then.
pub async fn give_back(tx: &mut Tx, order: &Order) -> Result<UndoAnswer, Failed<Short>> {
    let answer = undo(tx, order).await?;
    // Looked at where it stands, under the locks under which it was booked.
    let UndoAnswer::Undone(receipt) = &answer else { return Ok(answer) };
    for leg in &receipt.transfers {
        let is_ours = leg.exchange == order.exchange.id;
        if is_ours && leg.payer_after < leg.payer_min {
            let room = leg.payer_after.saturating_add(leg.amount).saturating_sub(leg.payer_min).max(0);
            return Err(Failed::Refused(Short::Own(room)));
        }
        // Our account for them takes what is given back, theirs for us gives it.
        let is_past = if is_ours { leg.payee_after > leg.payee_max } else { leg.payer_after < leg.payer_min };
        if leg.partner_id != 0 && is_past {
            return Err(Failed::Refused(Short::Between));
        }
    }
    Ok(answer)
}

/// A transfer of this exchange and whether this person may undo it; none if it is not there, or is not the payee's to give back.
pub async fn look(
    conn: &mut AnyConnection,
    exchange: &Exchange,
    (undoer, by): (Undoer, PersonId),
    id: TransferId,
) -> Result<Option<Undoable>, DbError> {
    let Some(stored) = ledger::store::find(conn, exchange.id, &[id]).await?.pop() else { return Ok(None) };
    if let Undoer::Payee(account) = undoer
        && account != stored.payee
    {
        return Ok(None);
    }
    let undoing = ledger::store::undoing(conn, exchange.id, id).await?.map(|opposite| opposite.id);
    let legs = legs(conn, exchange, stored).await?;
    let (mut own, mut left) = (false, false);
    for leg in &legs {
        let scope = Scope::of_party(leg.exchange.id);
        for account in [leg.stored.payer, leg.stored.payee] {
            own |= undoer == Undoer::Committee && is_own(conn, scope, account, by).await?;
            left |= has_left(conn, scope, account).await?;
        }
    }
    let barred = if own {
        Some(Barred::Own)
    } else if undoing.is_some() {
        Some(Barred::Done)
    } else {
        barred(&legs).or(left.then_some(Barred::Left))
    };
    Ok(Some(Undoable { legs, barred, undoing }))
}

/// What the transfer itself says against it.
fn barred(legs: &[Leg]) -> Option<Barred> {
    let ours = legs.first()?;
    if ours.stored.kind == Kind::Reversal {
        Some(Barred::IsReversal)
    } else if ours.stored.partner_id == 0 {
        None
    } else {
        match legs.get(1) {
            None => Some(Barred::Closed),
            // Above zero: our member paid.
            Some(theirs) if ours.stored.value > 0 => Some(Barred::Theirs(theirs.exchange.name.clone())),
            Some(_) => None,
        }
    }
}

/// The transfer here and, of an intertrade, in the partner's books, if the partner is open.
async fn legs(conn: &mut AnyConnection, exchange: &Exchange, stored: Stored) -> Result<Vec<Leg>, DbError> {
    let scope = Scope::of_party(exchange.id);
    let (payer_code, mut payer) = members::name(conn, scope, stored.payer).await?;
    let (payee_code, mut payee) = members::name(conn, scope, stored.payee).await?;
    let partners = || Code::stored(stored.partner_code.clone());
    let codes = match (stored.partner_id, stored.value > 0) {
        (0, _) => [payer_code, payee_code],
        (_, true) => [payer_code, partners()],
        (_, false) => [partners(), payee_code],
    };
    let partner = ExchangeId(stored.partner_id);
    let theirs = if partner.0 == 0 { None } else { tenant::by_id(conn, partner).await? };
    let mut twin = None;
    if let Some(theirs) = theirs {
        let there = format!("{} ({})", stored.partner_name, theirs.name);
        let from_here = |name: &str| format!("{name} ({})", exchange.name);
        let ends = if stored.value > 0 {
            payee = there;
            (from_here(&payer), stored.partner_name.clone())
        } else {
            payer = there;
            (stored.partner_name.clone(), from_here(&payee))
        };
        let found = ledger::store::find(conn, partner, &[stored.id]).await?.pop();
        twin = found.map(|stored| Leg { exchange: theirs, stored, payer: ends.0, payee: ends.1, codes: codes.clone() });
    }
    let ours = Leg { exchange: exchange.clone(), stored, payer, payee, codes };
    Ok([ours].into_iter().chain(twin).collect())
}

fn opposite(leg: &Leg, order: &Order, salt: [u8; 16]) -> Option<NewTransfer> {
    let slip = leg.exchange.slip((order.id, salt), order.by, order.at);
    // Whom of ours it was is told in our books alone; the partner's name the exchange.
    NewTransfer::reversal(
        Slip { on_behalf: order.undoer == Undoer::Committee && leg.exchange.id == order.exchange.id, ..slip },
        &leg.stored,
        order.reason.clone(),
    )
}

/// Recorded in each exchange, so that its own members read who did it.
fn act(leg: &Leg, order: &Order) -> Act {
    let [payer, payee] = &leg.codes;
    Act {
        object: leg.stored.id.to_string(),
        was: payer.to_string(),
        becomes: figures::payment(&leg.exchange.unit, leg.stored.amount, payee),
        why: order.reason.clone(),
        ..Act::new(What::Reverse, (leg.exchange.id, order.act), (order.by, order.at))
    }
}

/// To both sides of a leg, but for a partner's clearing account; what was given back to who gets it.
fn notices_of(leg: &Leg, order: &Order) -> Vec<NewNotice> {
    let stored = &leg.stored;
    let ours = leg.exchange.id == order.exchange.id;
    let given_back = order.undoer != Undoer::Committee;
    let kind = match (given_back, ours) {
        (true, _) => NoticeKind::GivenBack,
        (false, true) => NoticeKind::Reversed,
        (false, false) => NoticeKind::ReversedThere,
    };
    // Above zero: the clearing account took it.
    let sides = match (stored.partner_id, stored.value > 0) {
        (0, _) if given_back => vec![stored.payer],
        (0, _) => vec![stored.payer, stored.payee],
        (_, true) => vec![stored.payer],
        (_, false) if given_back => vec![],
        (_, false) => vec![stored.payee],
    };
    let notice = |account| NewNotice::of_transfer(kind, (leg.exchange.id, account), order.id, order.at);
    sides.into_iter().map(notice).collect()
}
