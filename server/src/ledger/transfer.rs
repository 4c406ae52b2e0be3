//! A transfer that is asked for. One constructor a kind: what a kind must not say, nobody can say by mistake.

use app::ids::{AccountId, Code, ExchangeId, PersonId, TransferId};
use app::ledger::{Amount, Kind, Unit};
use app::time::Instant;
use jiff::civil::Date;

use super::Stored;

/// Where, when and by whom a transfer is entered: what the ledger wants to know of every one. Made before the transaction.
#[derive(Clone, Debug)]
pub struct Slip {
    /// The exchange both accounts are in.
    pub exchange: ExchangeId,
    /// Its rules as they stand.
    pub rules_version: i64,
    /// Made by the form or client that asks.
    pub id: TransferId,
    /// Who enters it; `PersonId(0)` if nobody known.
    pub by: PersonId,
    /// Entered by the committee for the member.
    pub on_behalf: bool,
    /// When the trade happened, in the exchange's zone.
    pub traded_on: Date,
    /// When it is entered.
    pub at: Instant,
    /// Random, so that the hash of the words tells nothing once they are erased.
    pub salt: [u8; 16],
}

/// Who pays whom how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Who pays.
    pub payer: AccountId,
    /// Who is paid.
    pub payee: AccountId,
    /// How much.
    pub amount: Amount,
}

/// The other side of an intertrade, as one leg of it records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// The partner exchange.
    pub exchange: ExchangeId,
    /// The account there that pays or is paid.
    pub code: Code,
    /// Its name (erasable).
    pub name: String,
    /// The agreement's rate, as text.
    pub rate: String,
    /// Millionths of an hour: what the clearing account's position changes by.
    pub value: i64,
    /// Our clearing account for that partner.
    pub clearing: AccountId,
}

/// A transfer that is asked for.
#[derive(Clone, Debug)]
pub struct NewTransfer {
    /// Where, when and by whom.
    pub slip: Slip,
    /// Who pays whom how much.
    pub movement: Movement,
    /// What for.
    pub description: String,
    pub(super) kind: Kind,
    pub(super) waiver: Option<String>,
    pub(super) partner: Option<Partner>,
    pub(super) reverses: Option<TransferId>,
    /// How the exchange must still count, as [`Unit::counting`] says it.
    pub(super) counting: Option<i64>,
}

impl NewTransfer {
    /// A member pays another account of the exchange.
    pub fn payment(slip: Slip, movement: Movement, description: String) -> Self {
        let kind = Kind::Payment;
        Self { kind, slip, movement, description, waiver: None, partner: None, reverses: None, counting: None }
    }

    /// The same, past the limits for this reason, if there is one.
    #[must_use]
    pub fn waived(self, reason: Option<String>) -> Self {
        Self { waiver: reason, ..self }
    }

    /// The same, for an amount that somebody typed and that was read as one of this unit: it is booked only while the exchange counts so.
    #[must_use]
    pub fn counted_in(self, unit: &Unit) -> Self {
        Self { counting: Some(unit.counting()), ..self }
    }

    /// One leg of a payment between two exchanges; the other is in the partner's books under the same id.
    pub fn intertrade(slip: Slip, movement: Movement, description: String, partner: Partner) -> Self {
        Self { kind: Kind::Intertrade, partner: Some(partner), ..Self::payment(slip, movement, description) }
    }

    /// Taken over from the exchange's earlier books: no limit of today binds it.
    pub fn imported(slip: Slip, movement: Movement, description: String) -> Self {
        Self { kind: Kind::Imported, ..Self::payment(slip, movement, description) }
    }

    /// The opposite of what stands, past the limits: the same amount back and, of a leg of an intertrade, the same value.
    /// The reason is what both sides read. None if what stands has no amount.
    pub fn reversal(slip: Slip, stored: &Stored, reason: String) -> Option<Self> {
        let amount = Amount::new(stored.amount)?;
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
        Some(Self {
            kind: Kind::Reversal,
            slip,
            movement: Movement { payer: stored.payee, payee: stored.payer, amount },
            description: reason.clone(),
            waiver: Some(reason),
            partner,
            reverses: Some(stored.id),
            counting: None,
        })
    }

    /// What is left of a member, to or from an account of the exchange's own, past the limits for the committee's reason.
    pub fn remainder(slip: Slip, movement: Movement, reason: String) -> Self {
        Self { kind: Kind::Remainder, waiver: Some(reason.clone()), ..Self::payment(slip, movement, reason) }
    }

    /// What a member's balance was elsewhere, to or from an account of the exchange's own, past the limits: for these words.
    pub fn opening(slip: Slip, movement: Movement, why: String) -> Self {
        Self { kind: Kind::Opening, ..Self::remainder(slip, movement, why) }
    }

    /// The exchange it is in.
    pub fn exchange(&self) -> ExchangeId {
        self.slip.exchange
    }

    /// Its id.
    pub fn id(&self) -> TransferId {
        self.slip.id
    }

    /// Whether the limits do not bind it: waived for a reason, or by its kind.
    pub fn passes_limits(&self) -> bool {
        self.waiver.is_some() || self.kind.passes_limits()
    }
}
