//! What one side of an intertrade comes to on the other, and its value in hours.

use super::UnitsPerHour;
use crate::ledger::{Amount, RANGE, Unit};

/// One exchange's side of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What it counts in.
    pub unit: Unit,
    /// What an hour is in it, as the agreement fixes it.
    pub rate: UnitsPerHour,
}

/// Which side was typed, and how much of that side's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// What the payer pays, in the payer's unit.
    Paid(Amount),
    /// What the payee receives, in the payee's unit.
    Received(Amount),
}

/// Both sides of an intertrade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deal {
    /// What leaves the payer, in the payer's unit.
    pub paid: Amount,
    /// What reaches the payee, in the payee's unit.
    pub received: Amount,
    /// Millionths of an hour; the payer's exchange books it positive, the payee's negative.
    pub value: i64,
}

/// Why an amount has no other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConvertError {
    /// The other side, or the value, would be nothing.
    TooSmall,
    /// The other side, or the value, is out of range.
    TooLarge,
}

/// Millionths of an hour in an hour, times the millionths in which a rate is given.
const HOUR: i128 = 1_000_000_000_000;

/// Computes the side that was not typed, exactly, and rounds it against the members: what is paid up, what is received
/// down. The difference stays on the clearing accounts. The value follows from the typed side, half to even.
///
/// # Errors
/// [`ConvertError`] when the other side would be zero or out of range.
pub fn convert(typed: Typed, payer: &Terms, payee: &Terms) -> Result<Deal, ConvertError> {
    let (payer_rate, payee_rate) = (payer.rate.micro_parts(&payer.unit), payee.rate.micro_parts(&payee.unit));
    // At most 10^15 × 10^16, or 10^15 × 10^12: far inside an i128.
    let (paid, received, value) = match typed {
        Typed::Paid(paid) => {
            let exact = i128::from(paid.parts()) * payee_rate;
            (paid, amount(exact / payer_rate)?, half_even(i128::from(paid.parts()) * HOUR, payer_rate))
        }
        Typed::Received(received) => {
            let exact = i128::from(received.parts()) * payer_rate;
            let paid = amount((exact + payee_rate - 1) / payee_rate)?;
            (paid, received, half_even(i128::from(received.parts()) * HOUR, payee_rate))
        }
    };
    let value = amount(value)?.parts();
    Ok(Deal { paid, received, value })
}

/// The most that can be paid so that no more than `room` is received: what a limit on the payee's side leaves to the payer.
pub fn most_paid(room: i64, payer: &Terms, payee: &Terms) -> i64 {
    if room < 1 {
        return 0;
    }
    let (payer_rate, payee_rate) = (payer.rate.micro_parts(&payer.unit), payee.rate.micro_parts(&payee.unit));
    let most = ((i128::from(room) + 1) * payer_rate - 1) / payee_rate;
    i64::try_from(most).unwrap_or(RANGE).min(RANGE)
}

fn amount(parts: i128) -> Result<Amount, ConvertError> {
    if parts < 1 {
        return Err(ConvertError::TooSmall);
    }
    let parts = i64::try_from(parts).unwrap_or(RANGE.saturating_add(1));
    Amount::new(parts).ok_or(ConvertError::TooLarge)
}

/// `over / under`, both positive, rounded half to even.
fn half_even(over: i128, under: i128) -> i128 {
    let (whole, twice_rest) = (over / under, over % under * 2);
    if twice_rest > under || (twice_rest == under && whole % 2 == 1) { whole + 1 } else { whole }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ConvertError, Deal, Terms, Typed, convert, half_even, most_paid};
    use crate::intertrading::UnitsPerHour;
    use crate::ledger::{Amount, RANGE, Unit};

    fn terms(rate: &str, decimals: u32, is_time: bool) -> Terms {
        let unit = Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals, is_time };
        Terms { unit, rate: rate.parse().unwrap() }
    }

    fn parts(n: i64) -> Amount {
        Amount::new(n).unwrap()
    }

    fn deal(paid: i64, received: i64, value: i64) -> Deal {
        Deal { paid: parts(paid), received: parts(received), value }
    }

    #[test]
    fn four_hours_of_stay_are_48_of_one_ring_and_120_of_the_other() {
        let (twelve, thirty) = (terms("12", 0, false), terms("30", 0, false));
        assert_eq!(convert(Typed::Paid(parts(48)), &twelve, &thirty), Ok(deal(48, 120, 4_000_000)));
        assert_eq!(convert(Typed::Received(parts(120)), &twelve, &thirty), Ok(deal(48, 120, 4_000_000)));
        let talents = terms("60", 0, false);
        assert_eq!(convert(Typed::Paid(parts(48)), &twelve, &talents), Ok(deal(48, 240, 4_000_000)));
        assert_eq!(convert(Typed::Received(parts(240)), &twelve, &talents), Ok(deal(48, 240, 4_000_000)));
        assert_eq!(convert(Typed::Paid(parts(240)), &talents, &thirty), Ok(deal(240, 120, 4_000_000)));
        assert_eq!(convert(Typed::Received(parts(120)), &talents, &thirty), Ok(deal(240, 120, 4_000_000)));
    }

    #[test]
    fn ada_pays_ben_half_an_hour_for_five_leaves() {
        let (riverside, hilltop) = (terms("10", 2, false), terms("1", 0, true));
        assert_eq!(convert(Typed::Received(parts(30)), &riverside, &hilltop), Ok(deal(500, 30, 500_000)));
        assert_eq!(convert(Typed::Paid(parts(500)), &riverside, &hilltop), Ok(deal(500, 30, 500_000)));
        let hundredths = terms("1", 2, false);
        assert_eq!(convert(Typed::Received(parts(50)), &riverside, &hundredths), Ok(deal(500, 50, 500_000)));
    }

    #[test]
    fn what_is_paid_is_rounded_up_and_what_is_received_down() {
        let (three, seven) = (terms("3", 0, false), terms("7", 0, false));
        assert_eq!(convert(Typed::Paid(parts(1)), &three, &seven), Ok(deal(1, 2, 333_333)));
        assert_eq!(convert(Typed::Received(parts(1)), &three, &seven), Ok(deal(1, 1, 142_857)));
    }

    #[test]
    fn an_amount_whose_other_side_is_nothing_or_out_of_range_is_refused() {
        let (cheap, dear) = (terms("1", 0, false), terms("1000000", 4, false));
        assert_eq!(convert(Typed::Paid(parts(9_999_999_999)), &dear, &cheap), Err(ConvertError::TooSmall));
        assert_eq!(convert(Typed::Paid(parts(RANGE)), &cheap, &dear), Err(ConvertError::TooLarge));
        assert_eq!(convert(Typed::Received(parts(RANGE)), &dear, &cheap), Err(ConvertError::TooLarge));
        assert_eq!(
            convert(Typed::Paid(parts(RANGE)), &terms("0.000001", 0, false), &cheap),
            Err(ConvertError::TooLarge)
        );
    }

    #[test]
    fn the_value_is_rounded_half_to_even() {
        for (over, under, rounded) in [(5, 2, 2), (7, 2, 4), (9, 4, 2), (11, 4, 3), (1, 2, 0), (3, 2, 2)] {
            assert_eq!(half_even(over, under), rounded, "{over}/{under}");
        }
    }

    fn side() -> impl Strategy<Value = Terms> {
        (1_i64..=1_000_000_000_000, 0_u32..=4, any::<bool>()).prop_map(|(micro, decimals, is_time)| {
            let rate = UnitsPerHour::new(rust_decimal::Decimal::new(micro, 6)).unwrap();
            Terms { rate, ..terms("1", decimals, is_time) }
        })
    }

    proptest! {
        #[test]
        fn the_typed_side_stands_and_the_members_never_gain(
            a in side(), b in side(), typed in 1_i64..=RANGE, paid in any::<bool>()
        ) {
            let typed = if paid { Typed::Paid(parts(typed)) } else { Typed::Received(parts(typed)) };
            if let Ok(deal) = convert(typed, &a, &b) {
                match typed {
                    Typed::Paid(amount) => prop_assert_eq!(amount, deal.paid),
                    Typed::Received(amount) => prop_assert_eq!(amount, deal.received),
                }
                let worth = |amount: Amount, of: &Terms| i128::from(amount.parts()) * of.rate.micro_parts(&of.unit);
                // paid / rate of a >= received / rate of b, multiplied out; and by less than one part.
                let (gave, got) = (worth(deal.paid, &b), worth(deal.received, &a));
                prop_assert!(gave >= got);
                let one = if paid { a.rate.micro_parts(&a.unit) } else { b.rate.micro_parts(&b.unit) };
                prop_assert!(gave - got < one);
            }
        }

        #[test]
        fn the_most_that_can_be_paid_fills_the_room_and_a_part_more_breaks_it(
            a in side(), b in side(), room in 1_i64..=RANGE
        ) {
            let most = most_paid(room, &a, &b);
            let received = |paid| Amount::new(paid).and_then(|paid| convert(Typed::Paid(paid), &a, &b).ok());
            if let Some(deal) = received(most) {
                prop_assert!(deal.received.parts() <= room);
            }
            if let Some(deal) = received(most + 1) {
                prop_assert!(deal.received.parts() > room);
            }
        }

        #[test]
        fn ten_thousand_payments_there_and_back_leave_nobody_better_off(a in side(), b in side(), seed in any::<u64>()) {
            let (rate_a, rate_b) = (a.rate.micro_parts(&a.unit), b.rate.micro_parts(&b.unit));
            let (mut members_a, mut members_b, mut worth, mut state) = (0_i128, 0_i128, 0_i128, seed | 1);
            let (mut position_a, mut position_b) = (0_i64, 0_i64);
            for _ in 0..10_000 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let amount = parts(i64::try_from(state % 100_000).unwrap() + 1);
                let typed = if state & (1 << 40) == 0 { Typed::Paid(amount) } else { Typed::Received(amount) };
                let there = state & (1 << 41) == 0;
                let (payer, payee) = if there { (&a, &b) } else { (&b, &a) };
                let Ok(deal) = convert(typed, payer, payee) else { continue };
                let (paid, received) = (i128::from(deal.paid.parts()), i128::from(deal.received.parts()));
                if there {
                    members_a -= paid;
                    members_b += received;
                    position_a += deal.value;
                    position_b -= deal.value;
                } else {
                    members_b -= paid;
                    members_a += received;
                    position_b += deal.value;
                    position_a -= deal.value;
                }
                let now = members_a * rate_b + members_b * rate_a;
                prop_assert!(now <= worth);
                prop_assert_eq!(position_a, -position_b);
                worth = now;
            }
        }
    }
}
