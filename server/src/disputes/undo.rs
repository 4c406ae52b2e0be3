//! Undoing in the books: the opposite of each leg, the act and the notices, in one transaction or not at all.
//!
//! Always holds: a transfer is undone at most once (`reverses` is unique in its exchange), and an intertrade in both exchanges or
//! in none, with the opposite value, so that the clearing accounts go on mirroring each other.
//!
//! Not here: who may (`super`).

use app::ids::{Code, ExchangeId, MemberId, PersonId, TransferId};
use app::ledger::Amount;
use app::notices::NoticeKind;
use app::time::Instant;

use crate::clock::{fresh_key, random};
use crate::db::Tx;
use crate::http::tenant::Exchange;
use crate::journal::{self, Act};
use crate::ledger::{self, Kind, NewTransfer, Partner, PostError, Receipt, Stored};
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
            let transfer = opposite(leg, order)?;
            let notices = notices_of(kind, &transfer);
            Some((transfer, act(leg, order), notices))
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
    let (exchange, stored) = (&leg.exchange, &leg.stored);
    // The clearing account takes what is worth something to the partner, and gives it back.
    let clearing = if stored.value > 0 { stored.payee } else { stored.payer };
    let partner = (stored.partner_id != 0).then(|| Partner {
        exchange: ExchangeId(stored.partner_id),
        code: Code::stored(stored.partner_code.clone()),
        name: stored.partner_name.clone(),
        rate: stored.rate.clone(),
        value: -stored.value,
        clearing,
    });
    Some(NewTransfer {
        exchange: exchange.id,
        id: order.id,
        kind: Kind::Reversal,
        payer: stored.payee,
        payee: stored.payer,
        amount: Amount::new(stored.amount)?,
        traded_on: order.at.day(&exchange.zone),
        booked_at: order.at,
        entered_by: order.by,
        on_behalf: true,
        rules_version: exchange.rules_version,
        waiver: Some(order.reason.clone()),
        partner,
        reverses: Some(stored.id),
        description: order.reason.clone(),
        salt: random(),
    })
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
fn notices_of(kind: NoticeKind, transfer: &NewTransfer) -> Vec<NewNotice> {
    let clearing = transfer.partner.as_ref().map(|partner| partner.clearing);
    let sides = [transfer.payer, transfer.payee].into_iter().filter(|account| clearing != Some(*account));
    let notice = |account| NewNotice::of_transfer(kind, (transfer.exchange, account), transfer.id, transfer.booked_at);
    sides.map(notice).collect()
}
