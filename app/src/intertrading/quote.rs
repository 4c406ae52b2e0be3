//! What a payment comes to before anybody confirms it: its legs, and for one between exchanges the rate and the limits on the way.

use super::pages::Sides;
use super::rules::{Nearness, Rooms};
use super::{Deal, Whose};
use crate::ids::{AgreementId, ExchangeId};
use crate::ledger::Amount;
use crate::members::Candidate;

/// What a payment comes to as things stand.
#[derive(Clone, Debug)]
pub struct Quote {
    /// Who is paid.
    pub payee: Candidate,
    /// What is booked in each exchange on the way, the payer's first. One within an exchange.
    pub legs: Vec<QuotedLeg>,
    /// What it depends on between exchanges.
    pub trade: Option<QuotedTrade>,
    /// The payer's balance after.
    pub balance_after: i64,
    /// It crosses the payer's warn line.
    pub warned: bool,
}

/// What is booked in one exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotedLeg {
    /// Where.
    pub exchange: ExchangeId,
    /// Under which of its rules.
    pub rules_version: i64,
    /// How much, in its unit.
    pub amount: Amount,
}

/// What a payment between exchanges depends on.
#[derive(Clone, Debug)]
pub struct QuotedTrade {
    /// The agreement.
    pub agreement: AgreementId,
    /// Both sides of it, with the rate.
    pub sides: Sides,
    /// Both amounts and the value.
    pub deal: Deal,
    /// What remains before each limit on the way.
    pub rooms: Rooms,
    /// How near our clearing account is to its limit after it.
    pub nearness: Nearness,
}

impl QuotedTrade {
    /// The limit that would stop a growing payment first.
    pub fn tightest(&self) -> (Whose, i64) {
        self.rooms.tightest()
    }
}

impl Quote {
    /// What leaves the payer, in smallest parts.
    pub fn paid(&self) -> i64 {
        self.legs.first().map_or(0, |leg| leg.amount.parts())
    }

    /// What the check page showed and the payment must still find. Within one exchange nothing can change but the room,
    /// which the books look after.
    pub fn shown(&self) -> String {
        self.trade.as_ref().map_or(String::new(), |trade| shown(trade.agreement, &self.legs))
    }
}

/// The agreement, then of each leg the version of the rules and the amount.
pub fn shown(agreement: AgreementId, legs: &[QuotedLeg]) -> String {
    let legs = legs.iter().map(|leg| format!(".{}.{}", leg.rules_version, leg.amount.parts()));
    format!("{}{}", agreement.0, legs.collect::<String>())
}

/// Whether the payer has seen what a payment comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// They see it now.
    Now,
    /// They saw something that no longer holds.
    Before,
    /// They confirmed without having seen anything.
    Never,
}

#[cfg(test)]
mod tests {
    use super::{QuotedLeg, shown};
    use crate::ids::{AgreementId, ExchangeId};
    use crate::ledger::Amount;

    fn leg(rules_version: i64, amount: i64) -> QuotedLeg {
        QuotedLeg { exchange: ExchangeId(1), rules_version, amount: Amount::new(amount).unwrap() }
    }

    #[test]
    fn what_was_shown_names_agreement_rules_and_amounts_of_every_leg() {
        let text = shown(AgreementId(7), &[leg(1, 500), leg(2, 30)]);
        assert_eq!(text, "7.1.500.2.30");
        for other in
            [[leg(2, 500), leg(2, 30)], [leg(1, 501), leg(2, 30)], [leg(1, 500), leg(3, 30)], [leg(1, 500), leg(2, 29)]]
        {
            assert_ne!(shown(AgreementId(7), &other), text);
        }
        assert_ne!(shown(AgreementId(8), &[leg(1, 500), leg(2, 30)]), text);
    }
}
