//! A limit as people type it: `150`, `150.5`, `7:30`, `0`, or the word for "none". Read like an amount, with the same grammar;
//! never negative, since the page says which side it is.

use crate::ledger::amount::read_parts;
use crate::ledger::{AmountError, RANGE, Unit};
use crate::ui::text::typed_text;
use crate::words::Language;

/// How many smallest parts were typed; [`RANGE`] for "none".
///
/// # Errors
/// When it is no number of this unit; `NotPositive` below zero.
pub fn read(unit: &Unit, language: Language, typed: &str) -> Result<i64, AmountError> {
    let is_none = typed.trim().to_lowercase() == language.words().limits_none().to_lowercase();
    if is_none { Ok(RANGE) } else { read_bounded(unit, typed) }
}

/// How many smallest parts were typed, where there must be a limit.
///
/// # Errors
/// When it is no number of this unit; `NotPositive` below zero.
pub fn read_bounded(unit: &Unit, typed: &str) -> Result<i64, AmountError> {
    let parts = read_parts(typed, unit)?;
    if parts < RANGE { Ok(parts) } else { Err(AmountError::TooLarge) }
}

/// The same limit as one would type it.
pub fn write(unit: &Unit, language: Language, parts: i64) -> String {
    if parts.abs() >= RANGE { language.words().limits_none() } else { typed_text(unit, language, parts) }
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::ledger::AmountError::{Ambiguous, Empty, NotANumber, NotPositive, TooFine, TooLarge};
    use crate::ledger::{Amount, RANGE, Unit};
    use crate::words::Language::{English, Spanish};

    fn unit(decimals: u32, is_time: bool) -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals, is_time }
    }

    #[test]
    fn a_limit_is_read_as_the_page_writes_it_and_never_guessed() {
        for (unit, language, typed, read_as) in [
            (unit(2, false), English, "150", Ok(15_000)),
            (unit(2, false), English, "150.5", Ok(15_050)),
            (unit(2, false), English, "150,5", Ok(15_050)),
            (unit(2, false), Spanish, "150.5", Ok(15_050)),
            (unit(2, false), English, "1 500.05", Ok(150_005)),
            (unit(2, false), Spanish, "150,50", Ok(15_050)),
            (unit(2, false), Spanish, "ninguno", Ok(RANGE)),
            (unit(2, false), English, "None", Ok(RANGE)),
            (unit(2, false), English, "0", Ok(0)),
            (unit(2, false), English, "0.00", Ok(0)),
            (unit(0, true), English, "0:00", Ok(0)),
            (unit(0, true), English, "7:30", Ok(450)),
            (unit(0, true), English, "7", Ok(420)),
            (unit(0, true), English, "7:60", Err(NotANumber)),
            (unit(0, true), English, "7:3", Err(NotANumber)),
            (unit(2, false), English, "-150", Err(NotPositive)),
            (unit(2, false), English, "1,500", Err(Ambiguous)),
            (unit(2, false), English, "1.505", Err(Ambiguous)),
            (unit(2, false), English, "1.", Err(NotANumber)),
            (unit(0, false), English, "1.5", Err(TooFine)),
            (unit(2, false), English, " ", Err(Empty)),
            (unit(2, false), English, "99999999999999999999", Err(TooLarge)),
            (unit(2, false), English, "10000000000000", Err(TooLarge)),
        ] {
            assert_eq!(read(&unit, language, typed), read_as, "{typed}");
        }
    }

    #[test]
    fn a_limit_and_an_amount_have_one_grammar() {
        let unit = [unit(0, false), unit(2, false), unit(3, false), unit(0, true)];
        for typed in [
            "8", "8.5", "8,50", "1 234.50", "1,000", "1 h 30", "1:30", "1:3", "90 min", "-1", "1e9", "abc", "8.", "",
            "٣",
        ] {
            for unit in &unit {
                let amount = Amount::read(typed, unit).map(Amount::parts);
                assert_eq!(read(unit, English, typed), amount, "{typed:?}");
            }
        }
    }

    #[test]
    fn a_limit_that_was_written_reads_as_the_same_limit() {
        for unit in [unit(0, false), unit(1, false), unit(2, false), unit(3, false), unit(4, false), unit(0, true)] {
            for parts in [0, 1, 59, 60, 12_345, RANGE - 1, RANGE] {
                for language in [English, Spanish] {
                    assert_eq!(read(&unit, language, &write(&unit, language, parts)), Ok(parts));
                }
            }
        }
    }
}
