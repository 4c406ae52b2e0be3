//! Amounts as people write and read them.
//!
//! Reading is strict where a guess could cost somebody money: `1,000` and `1.000` mean different
//! things in different countries and are refused; so is anything finer than the unit, and `1.30` hours, which some people
//! mean as an hour and a half and others as 1 h 18 min.

use super::{RANGE, Unit};

/// A positive number of the unit's smallest parts, at most [`RANGE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl Amount {
    /// An amount of that many smallest parts, if it is in range.
    pub fn new(parts: i64) -> Option<Self> {
        (1..=RANGE).contains(&parts).then_some(Self(parts))
    }

    /// Reads what a person typed, as people write in that language: point or comma for decimals, and for a unit of time
    /// `1:30`, `1 h 30`, `90 min` or `1.5`.
    ///
    /// # Errors
    /// [`AmountError`], in the order in which a person would notice.
    pub fn read(typed: &str, unit: &Unit) -> Result<Self, AmountError> {
        let parts = read_parts(typed, unit)?;
        if parts == 0 {
            return Err(AmountError::NotPositive);
        }
        Self::new(parts).ok_or(AmountError::TooLarge)
    }

    /// The number of smallest parts.
    pub fn parts(self) -> i64 {
        self.0
    }
}

/// The number of smallest parts that was typed, for what may also be zero; the one grammar of amounts and limits.
///
/// # Errors
/// [`AmountError`]; `NotPositive` for what is below zero.
pub fn read_parts(typed: &str, unit: &Unit) -> Result<i64, AmountError> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(AmountError::Empty);
    }
    if !unit.is_time {
        return decimal(text, unit);
    }
    if let Some(minutes) = hours_and_minutes(text) {
        return minutes;
    }
    match (minutes_after_a_mark(text), decimal(text, unit)) {
        (Some(as_minutes), read @ (Ok(_) | Err(AmountError::TooFine))) => {
            Err(AmountError::TwoReadings { as_minutes, as_hours: read.ok() })
        }
        (_, read) => read,
    }
}

/// What `1.30` is if the two digits after the mark are minutes; none unless they are two digits from 01 to 59.
fn minutes_after_a_mark(text: &str) -> Option<i64> {
    let text = ungrouped(text)?;
    let (hours, minutes) = text.split_once(['.', ','])?;
    let minutes = whole(minutes).ok().filter(|_| minutes.len() == 2).filter(|minutes| (1..60).contains(minutes))?;
    whole(hours).ok()?.checked_mul(60)?.checked_add(minutes)
}

/// Why something typed is no amount. Each has its own sentence in `forms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// Nothing was typed.
    Empty,
    /// Not a number as this page's language writes it.
    NotANumber,
    /// `0`, or less.
    NotPositive,
    /// A single separator before exactly three digits: thousands or decimals?
    Ambiguous,
    /// Hours with two digits after a mark, as `1.30`: minutes or hundredths of an hour? With what either reading comes to, in
    /// minutes; hundredths may be finer than a minute.
    TwoReadings {
        /// As hours and minutes.
        as_minutes: i64,
        /// As hours with decimals.
        as_hours: Option<i64>,
    },
    /// More decimals than the unit has.
    TooFine,
    /// Above [`RANGE`].
    TooLarge,
}

/// Only the digits of the page's language; ours are all `0` to `9`.
fn whole(digits: &str) -> Result<i64, AmountError> {
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(AmountError::NotANumber);
    }
    let digits = digits.trim_start_matches('0');
    if digits.len() > 16 {
        return Err(AmountError::TooLarge);
    }
    Ok(if digits.is_empty() { 0 } else { digits.parse().map_err(|_| AmountError::TooLarge)? })
}

/// Takes our own way of setting thousands apart out again: a space before each group of exactly three digits. A space
/// anywhere else is a slip that must not become another number.
fn ungrouped(text: &str) -> Option<String> {
    let mut groups = text.split([' ', '\u{a0}', '\u{202f}']);
    let mut number = groups.next()?.to_owned();
    let mut fits = number.len() <= 3;
    for group in groups {
        let digits = group.split(['.', ',']).next()?;
        if !fits || digits.len() != 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        fits = digits.len() == group.len();
        number.push_str(group);
    }
    Some(number)
}

fn decimal(text: &str, unit: &Unit) -> Result<i64, AmountError> {
    let text = &ungrouped(text).ok_or(AmountError::NotANumber)?;
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        return Err(if decimal(rest, unit).is_ok() { AmountError::NotPositive } else { AmountError::NotANumber });
    }
    let mut pieces = text.split(['.', ',']);
    let (before, after) = (pieces.next().unwrap_or_default(), pieces.next());
    let number = whole(before)?;
    let Some(after) = after else { return number.checked_mul(unit.parts()).ok_or(AmountError::TooLarge) };
    if pieces.next().is_some() || whole(after).is_err() {
        return Err(AmountError::NotANumber);
    }
    // `1.000`: a thousand in one country, one in another.
    if after.len() == 3 {
        return Err(AmountError::Ambiguous);
    }
    let kept = after.trim_end_matches('0');
    let scaled = number.checked_mul(unit.parts()).ok_or(AmountError::TooLarge)?;
    if kept.is_empty() {
        return Ok(scaled);
    }
    let kept_digits = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    let fraction = whole(kept).map_err(|_| AmountError::TooFine)?;
    let power = 10_i64.checked_pow(kept_digits).ok_or(AmountError::TooFine)?;
    let over = i128::from(fraction) * i128::from(unit.parts());
    if over % i128::from(power) != 0 {
        return Err(AmountError::TooFine);
    }
    let rest = i64::try_from(over / i128::from(power)).map_err(|_| AmountError::TooLarge)?;
    scaled.checked_add(rest).ok_or(AmountError::TooLarge)
}

/// `1:30`, `1 h 30`, `1h30m`, `90 min`, `2 h`; none if it is not written with hours or minutes at all.
fn hours_and_minutes(text: &str) -> Option<Result<i64, AmountError>> {
    let text = text.to_lowercase();
    let minutes_only = text.strip_suffix("min").or_else(|| text.strip_suffix('m').filter(|rest| !rest.contains('h')));
    if let Some(minutes) = minutes_only.filter(|rest| !rest.contains(['h', ':'])) {
        return Some(whole(minutes.trim()));
    }
    let (hours, typed) = text.split_once(['h', ':'])?;
    let minutes = typed.trim().trim_end_matches("min").trim_end_matches('m').trim();
    let read = || {
        let hours = whole(hours.trim())?;
        // `7:3` may be three minutes or thirty.
        if text.contains(':') && typed.trim_end().len() != 2 {
            return Err(AmountError::NotANumber);
        }
        let minutes = if minutes.is_empty() { 0 } else { whole(minutes)? };
        if minutes > 59 {
            return Err(AmountError::NotANumber);
        }
        hours.checked_mul(60).and_then(|h| h.checked_add(minutes)).ok_or(AmountError::TooLarge)
    };
    Some(read())
}

#[cfg(test)]
mod tests {
    use super::AmountError::{Ambiguous, Empty, NotANumber, NotPositive, TooFine, TooLarge};
    use super::{Amount, AmountError};
    use crate::ledger::Unit;

    fn unit(decimals: u32, is_time: bool) -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals, is_time }
    }

    fn check(unit: &Unit, table: &[(&str, Result<i64, AmountError>)]) {
        for (typed, expected) in table {
            assert_eq!(Amount::read(typed, unit).map(Amount::parts), *expected, "{typed:?}");
        }
    }

    #[test]
    fn amounts_are_read_as_people_write_them_and_nothing_is_guessed() {
        check(
            &unit(2, false),
            &[
                ("8", Ok(800)),
                ("8.5", Ok(850)),
                ("8,50", Ok(850)),
                (" 8.50 ", Ok(850)),
                ("0.01", Ok(1)),
                ("007", Ok(700)),
                ("1\u{202f}234,50", Ok(123_450)),
                ("1 234.50", Ok(123_450)),
                ("1\u{a0}2", Err(NotANumber)),
                ("12 34", Err(NotANumber)),
                ("1234 567", Err(NotANumber)),
                ("8.5000", Ok(850)),
                ("10000000000000", Ok(1_000_000_000_000_000)),
                ("", Err(Empty)),
                ("   ", Err(Empty)),
                ("0", Err(NotPositive)),
                ("0.00", Err(NotPositive)),
                ("-1", Err(NotPositive)),
                ("\u{2212}1", Err(NotPositive)),
                ("abc", Err(NotANumber)),
                ("1e9", Err(NotANumber)),
                ("NaN", Err(NotANumber)),
                ("8.", Err(NotANumber)),
                (".5", Err(NotANumber)),
                ("1.2.3", Err(NotANumber)),
                ("1,234.50", Err(NotANumber)),
                ("+5", Err(NotANumber)),
                ("0x10", Err(NotANumber)),
                ("٣", Err(NotANumber)),
                ("８", Err(NotANumber)),
                ("1 h 30", Err(NotANumber)),
                ("1,000", Err(Ambiguous)),
                ("1.000", Err(Ambiguous)),
                ("0.001", Err(Ambiguous)),
                ("0.0001", Err(TooFine)),
                ("8.5055", Err(TooFine)),
                ("10000000000000.01", Err(TooLarge)),
                ("99999999999999999999", Err(TooLarge)),
            ],
        );
    }

    #[test]
    fn a_unit_without_decimals_takes_whole_numbers() {
        check(&unit(0, false), &[("8", Ok(8)), ("8.0", Ok(8)), ("8.5", Err(TooFine))]);
    }

    #[test]
    fn time_is_read_as_hours_and_minutes() {
        check(
            &unit(0, true),
            &[
                ("1:30", Ok(90)),
                ("1 h 30", Ok(90)),
                ("1h30", Ok(90)),
                ("1h 30m", Ok(90)),
                ("90 min", Ok(90)),
                ("2 h", Ok(120)),
                ("2", Ok(120)),
                ("1.5", Ok(90)),
                ("0.75", Ok(45)),
                ("0,2", Ok(12)),
                ("1.00", Ok(60)),
                ("2.60", Ok(156)),
                ("1.500", Err(Ambiguous)),
                ("0:05", Ok(5)),
                ("0:00", Err(NotPositive)),
                ("1:75", Err(NotANumber)),
                ("1:3", Err(NotANumber)),
                ("1:", Err(NotANumber)),
                ("1:300", Err(NotANumber)),
                ("0.001", Err(Ambiguous)),
                ("0.999999", Err(TooFine)),
                ("-1:00", Err(NotANumber)),
                ("1:٣", Err(NotANumber)),
                ("h", Err(NotANumber)),
            ],
        );
    }
    #[test]
    fn hours_with_two_digits_after_a_mark_are_asked_about_since_people_mean_minutes_or_hundredths() {
        for (typed, as_minutes, as_hours) in [
            ("1.30", 90, Some(78)),
            ("2,10", 130, Some(126)),
            ("0.45", 45, Some(27)),
            ("1.20", 80, Some(72)),
            ("1,50", 110, Some(90)),
            ("0,25", 25, Some(15)),
            (" 3.05 ", 185, Some(183)),
            ("1 200,30", 72_030, Some(72_018)),
            ("0.01", 1, None),
            ("0.59", 59, None),
        ] {
            let asked = Err(AmountError::TwoReadings { as_minutes, as_hours });
            assert_eq!(Amount::read(typed, &unit(0, true)).map(Amount::parts), asked, "{typed:?}");
        }
        for typed in ["1.30", "0.45"] {
            assert!(Amount::read(typed, &unit(2, false)).is_ok(), "{typed:?} of a unit that is no time");
        }
    }
}
