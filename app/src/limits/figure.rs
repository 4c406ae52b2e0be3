//! A limit as people type it: `150`, `150.00`, `7:30`, or the word for "none". Never negative: the page says which side it is.

use crate::ledger::{RANGE, Unit};
use crate::ui::text::typed_text;
use crate::words::Language;

/// Why something typed is no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureError {
    /// Nothing was typed.
    Empty,
    /// Not a number as this page's language writes it, or finer than the unit.
    NotANumber,
    /// Beyond the range of everything.
    TooLarge,
}

/// How many smallest parts were typed; [`RANGE`] for "none".
///
/// # Errors
/// When it is no number of this unit.
pub fn read(unit: &Unit, language: Language, typed: &str) -> Result<i64, FigureError> {
    let text: String = typed.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    if text.is_empty() {
        return Err(FigureError::Empty);
    }
    if text.to_lowercase() == language.words().limits_none().to_lowercase() {
        return Ok(RANGE);
    }
    let mark = if unit.is_time { ':' } else { language.decimal_mark() };
    let (whole, rest) = text.split_once(mark).unwrap_or((&text, ""));
    let bare = !text.contains(mark);
    let width = if unit.is_time { 2 } else { usize::try_from(unit.decimals).unwrap_or(4) };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(rest) || rest.len() > width || (!bare && rest.is_empty()) {
        return Err(FigureError::NotANumber);
    }
    let small = match (unit.is_time, rest.len()) {
        (_, 0) => 0,
        (true, 2) => rest.parse().ok().filter(|minutes| *minutes < 60).ok_or(FigureError::NotANumber)?,
        (true, _) => return Err(FigureError::NotANumber),
        (false, _) => format!("{rest:0<width$}").parse::<i64>().map_err(|_| FigureError::NotANumber)?,
    };
    let whole: i64 = whole.parse().map_err(|_| FigureError::TooLarge)?;
    let parts = whole.checked_mul(unit.parts()).and_then(|parts| parts.checked_add(small));
    parts.filter(|parts| *parts < RANGE).ok_or(FigureError::TooLarge)
}

/// The same limit as one would type it.
pub fn write(unit: &Unit, language: Language, parts: i64) -> String {
    if parts.abs() >= RANGE { language.words().limits_none() } else { typed_text(unit, language, parts) }
}

#[cfg(test)]
mod tests {
    use super::{FigureError, read, write};
    use crate::ledger::{RANGE, Unit};
    use crate::words::Language::{English, Spanish};

    fn unit(decimals: u32, is_time: bool) -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals, is_time }
    }

    #[test]
    fn a_limit_is_read_as_the_page_writes_it_and_never_guessed() {
        for (unit, language, typed, read_as) in [
            (unit(2, false), English, "150", Ok(15_000)),
            (unit(2, false), English, "150.5", Ok(15_050)),
            (unit(2, false), English, "1 500.05", Ok(150_005)),
            (unit(2, false), Spanish, "150,50", Ok(15_050)),
            (unit(2, false), Spanish, "ninguno", Ok(RANGE)),
            (unit(2, false), English, "None", Ok(RANGE)),
            (unit(2, false), English, "0", Ok(0)),
            (unit(0, true), English, "7:30", Ok(450)),
            (unit(0, true), English, "7", Ok(420)),
            (unit(0, true), English, "7:60", Err(FigureError::NotANumber)),
            (unit(0, true), English, "7:3", Err(FigureError::NotANumber)),
            (unit(2, false), English, "-150", Err(FigureError::NotANumber)),
            (unit(2, false), English, "1,500", Err(FigureError::NotANumber)),
            (unit(2, false), English, "1.505", Err(FigureError::NotANumber)),
            (unit(2, false), English, "1.", Err(FigureError::NotANumber)),
            (unit(0, false), English, "1.5", Err(FigureError::NotANumber)),
            (unit(2, false), English, " ", Err(FigureError::Empty)),
            (unit(2, false), English, "99999999999999999999", Err(FigureError::TooLarge)),
            (unit(2, false), English, "10000000000000", Err(FigureError::TooLarge)),
        ] {
            assert_eq!(read(&unit, language, typed), read_as, "{typed}");
        }
    }

    #[test]
    fn a_limit_that_was_written_reads_as_the_same_limit() {
        for unit in [unit(0, false), unit(2, false), unit(4, false), unit(0, true)] {
            for parts in [0, 1, 59, 60, 12_345, RANGE - 1, RANGE] {
                for language in [English, Spanish] {
                    assert_eq!(read(&unit, language, &write(&unit, language, parts)), Ok(parts));
                }
            }
        }
    }
}
