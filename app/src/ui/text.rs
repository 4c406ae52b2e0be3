//! Amounts, days and moments as people read them.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::ledger::Unit;
use crate::time::Instant;
use crate::words::{Language, Words};

/// An amount without its unit: `−1 234.50`, `1:30`. The sign is U+2212, thousands are set apart by U+202F (a comma or a
/// point would mean different things in different countries).
pub fn number_text(unit: &Unit, language: Language, parts: i64) -> String {
    let sign = if parts < 0 { "\u{2212}" } else { "" };
    let (whole, rest) =
        (parts.unsigned_abs() / unit.parts().unsigned_abs(), parts.unsigned_abs() % unit.parts().unsigned_abs());
    let whole = grouped(whole);
    if unit.is_time {
        format!("{sign}{whole}:{rest:02}")
    } else if unit.decimals == 0 {
        format!("{sign}{whole}")
    } else {
        let width = usize::try_from(unit.decimals).unwrap_or(2);
        format!("{sign}{whole}{}{rest:0width$}", language.decimal_mark())
    }
}

/// An amount with its unit: `35.00 leaves`, `1 leaf`, `1:30 h`.
pub fn amount_text(unit: &Unit, language: Language, parts: i64) -> String {
    let one = parts.unsigned_abs() == unit.parts().unsigned_abs();
    let name = match (unit.is_time, one) {
        (true, _) => "h",
        (false, true) => &unit.name,
        (false, false) => &unit.plural,
    };
    format!("{}\u{a0}{name}", number_text(unit, language, parts))
}

/// An amount as one would type it into a form: no sign, no grouping; and no three digits after the mark, which are asked about.
pub fn typed_text(unit: &Unit, language: Language, parts: i64) -> String {
    let text = number_text(unit, language, parts.saturating_abs()).replace('\u{202f}', "");
    if unit.decimals == 3 && !unit.is_time { text + "0" } else { text }
}

fn grouped(whole: u64) -> String {
    let digits = whole.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) && digits.len() > 4 {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// A month's name, 1 to 12.
pub fn month_name(words: &Words, month: i8) -> String {
    match month {
        1 => words.month_1(),
        2 => words.month_2(),
        3 => words.month_3(),
        4 => words.month_4(),
        5 => words.month_5(),
        6 => words.month_6(),
        7 => words.month_7(),
        8 => words.month_8(),
        9 => words.month_9(),
        10 => words.month_10(),
        11 => words.month_11(),
        _ => words.month_12(),
    }
}

/// `24 November 2026`.
pub fn day_text(words: &Words, day: Date) -> String {
    words.day(i64::from(day.day()), month_name(words, day.month()), day.year().to_string())
}

/// `November 2026`.
pub fn month_text(words: &Words, day: Date) -> String {
    words.month(month_name(words, day.month()), day.year().to_string())
}

/// `24 November 2026, 14:05`.
pub fn moment_text(words: &Words, moment: Instant, zone: &TimeZone) -> String {
    let local = moment.timestamp().to_zoned(zone.clone());
    format!("{}, {:02}:{:02}", day_text(words, local.date()), local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::amount_text;
    use crate::ledger::{RANGE, Unit};
    use crate::words::Language::{English, Spanish};

    fn unit(decimals: u32, is_time: bool) -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals, is_time }
    }

    #[test]
    fn amounts_are_written_with_a_minus_a_mark_and_a_unit() {
        for (unit, language, parts, text) in [
            (unit(2, false), English, -3500, "\u{2212}35.00\u{a0}leaves"),
            (unit(2, false), Spanish, 100, "1,00\u{a0}leaf"),
            (unit(2, false), English, 1_234_567, "12\u{202f}345.67\u{a0}leaves"),
            (unit(2, false), English, 123_456, "1234.56\u{a0}leaves"),
            (unit(0, true), English, 90, "1:30\u{a0}h"),
            (unit(0, true), English, -5, "\u{2212}0:05\u{a0}h"),
            (unit(0, false), Spanish, 0, "0\u{a0}leaves"),
            (unit(4, false), English, RANGE, "100\u{202f}000\u{202f}000\u{202f}000.0000\u{a0}leaves"),
        ] {
            assert_eq!(amount_text(&unit, language, parts), text);
        }
    }
}
