//! Whom a payment is told to, and the act of whoever entered it on somebody's behalf: rows of the payment's own transaction.

use app::ids::{ExchangeId, TransferId};
use app::ledger::Unit;
use app::paths::exchange::Transfer as TransferPath;
use app::ui::chrome::href_in;
use app::ui::text::amount_text;
use app::words::Language;

use super::work::Order;
use crate::db::{DbError, Tx};
use crate::http::actor::Scope;
use crate::intertrading::work::Reached;
use crate::journal::{self, Act};
use crate::ledger::{Receipt, Stored};
use crate::mail;
use crate::members::store::Payee;

/// What is told beyond the transfers themselves.
#[derive(Clone, Debug)]
pub(super) struct Told {
    payee: Side,
    /// What the payee's side calls the payer.
    payer_name: String,
    /// The payer's side and the act, if it was entered on the payer's behalf.
    on_behalf: Option<(Side, String, Act)>,
    payee_name: String,
}

/// A side of the payment, in its own exchange.
#[derive(Clone, Debug)]
struct Side {
    exchange: ExchangeId,
    name: String,
    unit: Unit,
    link: String,
}

impl Told {
    /// Of a payment within one exchange.
    pub(super) fn here(order: &Order, payee: &Payee) -> Self {
        Self {
            payee: payers_side(order),
            payer_name: order.payer.name.clone(),
            payee_name: payee.candidate.name.clone(),
            on_behalf: on_behalf(order),
        }
    }

    /// Of a payment to a member of a partner exchange.
    pub(super) fn abroad(order: &Order, reached: &Reached) -> Self {
        let theirs = &reached.theirs;
        let payee = Side {
            exchange: theirs.id,
            name: theirs.name.clone(),
            unit: theirs.unit.clone(),
            link: link(order, &theirs.slug),
        };
        Self {
            payee,
            payer_name: format!("{} ({})", order.payer.name, order.payer.exchange.name),
            payee_name: format!("{} ({})", reached.payee.name, theirs.name),
            on_behalf: on_behalf(order),
        }
    }
}

fn payers_side(order: &Order) -> Side {
    let ours = &order.payer.exchange;
    Side { exchange: ours.id, name: ours.name.clone(), unit: ours.unit.clone(), link: link(order, &ours.slug) }
}

fn link(order: &Order, slug: &str) -> String {
    let id: TransferId = order.payment.id;
    format!("{}{}", order.public_url, href_in(slug, &TransferPath { id: id.to_string() }))
}

fn on_behalf(order: &Order) -> Option<(Side, String, Act)> {
    let payer = &order.payer;
    let act = Act {
        exchange: payer.exchange.id,
        id: order.act,
        at: order.at,
        by: payer.by,
        act: "pay for",
        object: order.payment.id.to_string(),
        on_behalf_of: payer.member,
        why: order.payment.waiver.clone().unwrap_or_default(),
    };
    payer.on_behalf.then(|| (payers_side(order), payer.by_name.clone(), act))
}

/// Tells both sides whom it concerns, and records the act.
pub(super) async fn tell(tx: &mut Tx, told: &Told, receipt: &Receipt) -> Result<(), DbError> {
    let (Some(first), Some(last)) = (receipt.transfers.first(), receipt.transfers.last()) else { return Ok(()) };
    if let Some((side, clerk, act)) = &told.on_behalf {
        journal::record(tx, act).await?;
        tell_payer(tx, (told, side, clerk), first).await?;
    }
    tell_payee(tx, told, last).await
}

/// A mail to everybody who acts for the payee, in their own language and unit.
async fn tell_payee(tx: &mut Tx, told: &Told, leg: &Stored) -> Result<(), DbError> {
    let (side, payer) = (&told.payee, &told.payer_name);
    let description = leg.description.clone().unwrap_or_default();
    let texts = |language: Language| {
        let words = language.words();
        let amount = amount_text(&side.unit, language, leg.amount);
        let balance = amount_text(&side.unit, language, leg.payee_after);
        let body = words.mail_paid_body(payer, &amount, &side.name, &description, balance, &side.link);
        (words.mail_paid_subject(payer, &amount), body)
    };
    mail::tell(tx, (Scope::of_party(side.exchange), leg.payee), leg.booked_at, texts).await
}

/// A mail to everybody who acts for the payer on whose behalf it was entered, in their own language.
async fn tell_payer(tx: &mut Tx, (told, side, clerk): (&Told, &Side, &str), leg: &Stored) -> Result<(), DbError> {
    let description = leg.description.clone().unwrap_or_default();
    let payee = &told.payee_name;
    let texts = |language: Language| {
        let words = language.words();
        let amount = amount_text(&side.unit, language, leg.amount);
        let balance = amount_text(&side.unit, language, leg.payer_after);
        let subject = words.payfor_mail_subject(&amount, payee);
        let body = words.payfor_mail_body(clerk, &side.name, &amount, payee, &description, balance, &side.link);
        (subject, body)
    };
    mail::tell(tx, (Scope::of_party(side.exchange), leg.payer), leg.booked_at, texts).await
}
