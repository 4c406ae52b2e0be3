//! Which limit stands in the way of an intertrade, and how far each of them is.

use super::{Terms, most_paid};
use crate::ledger::{Account, Refusal};

/// Whose limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The payer's own.
    Own,
    /// Our exchange's side of the agreement.
    Ours,
    /// The partner exchange's side of it.
    Theirs,
    /// The payee's own.
    Payee,
}

/// Whose limit refused an intertrade: it follows from the leg that was refused and from which of its two accounts the refusal is
/// about. Leg 0 is in the payer's exchange (payer to clearing account), leg 1 in the payee's (clearing account to payee).
pub fn whose(leg: usize, refusal: Refusal) -> Whose {
    use crate::ledger::Side;
    let on_payer = match refusal {
        Refusal::SameAccount | Refusal::MayNotPay | Refusal::BelowMin { .. } | Refusal::OutOfRange(Side::Payer) => true,
        Refusal::MayNotBePaid | Refusal::AboveMax { .. } | Refusal::OutOfRange(Side::Payee) => false,
    };
    match (leg, on_payer) {
        (0, true) => Whose::Own,
        (0, false) => Whose::Ours,
        (_, true) => Whose::Theirs,
        (_, false) => Whose::Payee,
    }
}

/// How near an agreement is to its limit in the direction of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// Below seven tenths of it.
    Far,
    /// At seven tenths.
    Near,
    /// At nine tenths: about to stop.
    VeryNear,
}

/// At how many tenths of a limit both committees are warned, and warned again.
pub const WARNED: [i64; 2] = [7, 9];

/// How near a balance is to the limit on its side of zero.
pub fn nearness(balance: i64, min: i64, max: i64) -> Nearness {
    let limit = i128::from(if balance < 0 { min } else { max }).abs();
    let used = i128::from(balance).abs() * 10;
    let [near, very_near] = WARNED.map(i128::from);
    if balance == 0 || used < limit * near {
        Nearness::Far
    } else if used < limit * very_near {
        Nearness::Near
    } else {
        Nearness::VeryNear
    }
}

/// What remains before each limit that the payer may see, in the payer's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rooms {
    /// Before the payer's own limit.
    pub own: i64,
    /// Before our exchange's side of the agreement stops it.
    pub ours: i64,
    /// Before theirs does.
    pub theirs: i64,
}

impl Rooms {
    /// From the accounts as they stand: the payer, our clearing account, theirs.
    pub fn of(payer: &Account, ours: &Account, theirs: &Account, sides: (&Terms, &Terms)) -> Self {
        let theirs = most_paid(theirs.room_to_pay(), sides.0, sides.1);
        Self { own: payer.room_to_pay(), ours: ours.room_to_receive(), theirs }
    }

    /// The limit that would stop a growing payment first.
    pub fn tightest(&self) -> (Whose, i64) {
        [(Whose::Own, self.own), (Whose::Ours, self.ours), (Whose::Theirs, self.theirs)]
            .into_iter()
            .min_by_key(|(_, room)| *room)
            .unwrap_or((Whose::Own, self.own))
    }
}

#[cfg(test)]
mod tests {
    use super::{Nearness, Rooms, Whose, nearness, whose};
    use crate::ledger::{Refusal, Side};

    #[test]
    fn every_refusal_of_either_leg_says_whose_limit_it_was() {
        for (leg, refusal, owner) in [
            (0, Refusal::BelowMin { room: 1 }, Whose::Own),
            (0, Refusal::MayNotPay, Whose::Own),
            (0, Refusal::AboveMax { room: 1 }, Whose::Ours),
            (0, Refusal::MayNotBePaid, Whose::Ours),
            (1, Refusal::BelowMin { room: 1 }, Whose::Theirs),
            (1, Refusal::MayNotPay, Whose::Theirs),
            (1, Refusal::AboveMax { room: 1 }, Whose::Payee),
            (1, Refusal::MayNotBePaid, Whose::Payee),
            (1, Refusal::OutOfRange(Side::Payee), Whose::Payee),
        ] {
            assert_eq!(whose(leg, refusal), owner, "{leg} {refusal:?}");
        }
    }

    #[test]
    fn the_committees_are_warned_at_seven_and_at_nine_tenths() {
        for (balance, near) in [
            (0, Nearness::Far),
            (69, Nearness::Far),
            (70, Nearness::Near),
            (89, Nearness::Near),
            (90, Nearness::VeryNear),
            (-139, Nearness::Far),
            (-140, Nearness::Near),
            (-180, Nearness::VeryNear),
        ] {
            assert_eq!(nearness(balance, -200, 100), near, "{balance}");
        }
        assert_eq!(nearness(0, 0, 0), Nearness::Far);
        assert_eq!(nearness(5, -200, 0), Nearness::VeryNear);
    }

    #[test]
    fn the_tightest_limit_is_the_one_with_the_least_room() {
        let rooms = Rooms { own: 30, ours: 20, theirs: 25 };
        assert_eq!(rooms.tightest(), (Whose::Ours, 20));
    }
}
