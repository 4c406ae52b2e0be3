//! Undoing in the books: the opposite of each leg, the act and the mails, in one transaction or not at all.
//!
//! Always holds: a transfer is undone at most once (`reverses` is unique in its exchange), and an intertrade in both exchanges or
//! in none, with the opposite value, so that the clearing accounts go on mirroring each other.
//!
//! Not here: who may (`super`).

use app::disputes::ReverseMail;
use app::ids::{MemberId, PersonId, TransferId};
use app::ledger::Unit;
use app::paths::exchange::Transfer as TransferPath;
use app::time::Instant;
use app::ui::chrome::href_in;

use crate::clock::{fresh_key, random};
use crate::db::{DbError, Tx};
use crate::http::actor::Scope;
use crate::http::tenant::Exchange;
use crate::journal::{self, Act};
use crate::ledger::{self, NewTransfer, PostError, Receipt, Slip, Stored};
use crate::mail;

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
    /// Whose committee.
    pub committee: String,
    /// Where this installation is reached.
    pub public_url: String,
}

/// Everything that one undoing writes, made before its transaction so that it can run again.
#[derive(Clone, Debug)]
pub struct Undoing {
    legs: Vec<(NewTransfer, Act, Notice)>,
}

/// What the mails need to know beyond the transfer.
#[derive(Clone, Debug)]
struct Notice {
    scope: Scope,
    unit: Unit,
    mail: ReverseMail,
}

impl Undoing {
    /// The opposite of all these legs; none if one of them has no amount.
    pub fn of(legs: &[Leg], order: &Order) -> Option<Self> {
        let made = legs.iter().map(|leg| Some((opposite(leg, order)?, act(leg, order), notice(leg, order))));
        made.collect::<Option<Vec<_>>>().map(|legs| Self { legs })
    }
}

/// Undoes, in the caller's transaction. The same order again answers with what stands.
///
/// # Errors
/// [`DbError::Exists`] if it was undone already; the caller must roll back then.
pub async fn undo(tx: &mut Tx, undoing: &Undoing) -> Result<Receipt, PostError> {
    let transfers: Vec<NewTransfer> = undoing.legs.iter().map(|(transfer, ..)| transfer.clone()).collect();
    let receipt = ledger::post(tx, &transfers).await?;
    if receipt.repeated {
        return Ok(receipt);
    }
    for ((_, act, notice), stored) in undoing.legs.iter().zip(&receipt.transfers) {
        journal::record(tx, act).await?;
        tell(tx, notice, stored).await?;
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

fn notice(leg: &Leg, order: &Order) -> Notice {
    let path = href_in(&leg.exchange.slug, &TransferPath { id: order.id.to_string() });
    Notice {
        scope: Scope::of_party(leg.exchange.id),
        unit: leg.exchange.unit.clone(),
        mail: ReverseMail {
            payer: leg.payer.clone(),
            payee: leg.payee.clone(),
            exchange: order.committee.clone(),
            reason: order.reason.clone(),
            link: format!("{}{path}", order.public_url),
        },
    }
}

async fn tell(tx: &mut Tx, notice: &Notice, stored: &Stored) -> Result<(), DbError> {
    for (account, balance) in [(stored.payer, stored.payer_after), (stored.payee, stored.payee_after)] {
        let texts = |language| notice.mail.texts(&notice.unit, language, stored.amount, balance);
        mail::tell(tx, (notice.scope, account), stored.booked_at, texts).await?;
    }
    Ok(())
}
