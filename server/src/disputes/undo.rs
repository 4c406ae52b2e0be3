//! Undoing in the books: the opposite of each leg, the act and the notices, in one transaction or not at all.
//!
//! Always holds: a transfer is undone at most once (`reverses` is unique in its exchange), and an intertrade in both exchanges or
//! in none, with the opposite value, so that the clearing accounts go on mirroring each other.
//!
//! Not here: who may (`super`).

use app::ids::{MemberId, PersonId, TransferId};
use app::notices::NoticeKind;
use app::time::Instant;

use crate::clock::{fresh_key, random};
use crate::db::Tx;
use crate::http::tenant::Exchange;
use crate::journal::{self, Act};
use crate::ledger::{self, NewTransfer, PostError, Receipt, Slip, Stored};
use crate::notices::{self, NewNotice};

/// A transfer that is to be undone, in one of the exchanges that it stands in.
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
}

/// Who undoes, when and why.
#[derive(Clone, Debug)]
pub struct Order {
    /// The id of the opposite transfer, made by the form; both legs of an intertrade share it.
    pub id: TransferId,
    /// Why; both sides read it.
    pub reason: String,
    /// Who of the committee.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// Everything that one undoing writes, made before its transaction so that it can run again.
#[derive(Clone, Debug)]
pub struct Undoing {
    legs: Vec<(NewTransfer, Act, Vec<NewNotice>)>,
}

impl Undoing {
    /// The opposite of all these legs, the one whose committee undoes it first; none if one of them has no amount.
    pub fn of(legs: &[Leg], order: &Order) -> Option<Self> {
        let made = legs.iter().enumerate().map(|(place, leg)| {
            let kind = if place == 0 { NoticeKind::Reversed } else { NoticeKind::ReversedThere };
            Some((opposite(leg, order)?, act(leg, order), notices_of(kind, leg, order)))
        });
        made.collect::<Option<Vec<_>>>().map(|legs| Self { legs })
    }
}

/// Undoes, in the caller's transaction. The same order again answers with what stands.
///
/// # Errors
/// [`crate::db::DbError::Exists`] if it was undone already; the caller must roll back then.
pub async fn undo(tx: &mut Tx, undoing: &Undoing) -> Result<Receipt, PostError> {
    let transfers: Vec<NewTransfer> = undoing.legs.iter().map(|(transfer, ..)| transfer.clone()).collect();
    let receipt = ledger::post(tx, &transfers).await?;
    if receipt.repeated {
        return Ok(receipt);
    }
    for (_, act, to_tell) in &undoing.legs {
        journal::record(tx, act).await?;
        notices::tell(tx, to_tell).await?;
    }
    Ok(receipt)
}

fn opposite(leg: &Leg, order: &Order) -> Option<NewTransfer> {
    let slip = leg.exchange.slip((order.id, random()), order.by, order.at);
    NewTransfer::reversal(Slip { on_behalf: true, ..slip }, &leg.stored, order.reason.clone())
}

/// Recorded in each exchange, so that its own members read who did it.
fn act(leg: &Leg, order: &Order) -> Act {
    Act {
        exchange: leg.exchange.id,
        id: fresh_key(),
        at: order.at,
        by: order.by,
        act: "reverse",
        object: leg.stored.id.to_string(),
        on_behalf_of: MemberId(0),
        why: order.reason.clone(),
    }
}

/// To each side that is no partner's clearing account.
fn notices_of(kind: NoticeKind, leg: &Leg, order: &Order) -> Vec<NewNotice> {
    let stored = &leg.stored;
    // Above zero: the clearing account took it.
    let sides = match (stored.partner_id, stored.value > 0) {
        (0, _) => vec![stored.payer, stored.payee],
        (_, true) => vec![stored.payer],
        (_, false) => vec![stored.payee],
    };
    let notice = |account| NewNotice::of_transfer(kind, (leg.exchange.id, account), order.id, order.at);
    sides.into_iter().map(notice).collect()
}
