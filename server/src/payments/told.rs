//! Whom a payment is told to, and the act of whoever entered it on somebody's behalf: rows of the payment's own transaction.

use app::ids::{AccountId, Code, MemberId};
use app::journal::{What, figures};
use app::ledger::Unit;
use app::notices::NoticeKind;

use super::work::PaymentOrder;
use crate::db::{DbError, Tx};
use crate::journal::{self, Act};
use crate::ledger::{Receipt, Stored};
use crate::notices::{self, NewNotice};

/// The act of whoever pays on a member's behalf; how much it was is known once it is booked.
pub(super) struct PaysFor {
    act: Act,
    payee: Code,
    unit: Unit,
}

/// The act, if the payment to `payee` is entered on the payer's behalf: a member's, or the exchange's own.
pub(super) fn on_behalf(order: &PaymentOrder, payee: &Code) -> Option<PaysFor> {
    let payer = &order.payer;
    let what = if payer.member == MemberId(0) { What::PayCommon } else { What::PayFor };
    let act = || Act {
        object: order.payment.id.to_string(),
        was: payer.code.to_string(),
        on_behalf_of: payer.member,
        why: order.payment.waiver.clone().unwrap_or_default(),
        ..Act::new(what, (payer.exchange.id, order.act), (payer.by, order.at))
    };
    payer.on_behalf.then(|| PaysFor { act: act(), payee: payee.clone(), unit: payer.exchange.unit.clone() })
}

/// Tells both sides whom it concerns, and records the act, of which so much is in the favour of whoever entered it. Of the exchange's own
/// account nobody is told.
pub(super) async fn tell(
    tx: &mut Tx,
    (act, favour): (Option<&PaysFor>, i64),
    (receipt, to_common): (&Receipt, bool),
) -> Result<(), DbError> {
    let (Some(first), Some(last)) = (receipt.transfers.first(), receipt.transfers.last()) else { return Ok(()) };
    // Who paid from another exchange is known there by their code.
    let paid = || notice(NoticeKind::Paid, last, (last.payee, format!("{} {}", last.payer.0, last.partner_code)));
    let mut told: Vec<NewNotice> = (!to_common).then(paid).into_iter().collect();
    if let Some(PaysFor { act, payee, unit }) = act {
        let becomes = figures::payment(unit, first.amount, payee);
        journal::record(tx, &Act { becomes, favour, ..act.clone() }).await?;
        if act.what == What::PayFor {
            let pair = format!("{} {} by {}", first.payee.0, first.partner_code, first.entered_by.0);
            told.push(notice(NoticeKind::PaidForYou, first, (first.payer, pair)));
        }
    }
    notices::tell(tx, &told).await
}

fn notice(kind: NoticeKind, leg: &Stored, (account, pair): (AccountId, String)) -> NewNotice {
    NewNotice::of_transfer(kind, (leg.exchange, account), leg.id, leg.booked_at).of_pair(pair)
}
