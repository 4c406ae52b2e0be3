//! What stands in a cell: a text as it was typed, or a figure that we wrote.

use app::ledger::{RANGE, Unit};
use app::ui::text::{amount_text, number_text};
use app::words::{Language, Words};

/// A cell of a row; the amount of a unit of time takes two columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell(pub(super) Vec<Part>);

/// What stands between two separators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// As somebody typed it.
    Text(String),
    /// A number, with a point; or one as people read it. We wrote it ourselves.
    Figure(String),
}

impl Cell {
    /// The head of a column of texts.
    pub fn head(text: &str) -> Self {
        Self::text(text)
    }

    /// The head of a column of amounts.
    pub fn amount_head(words: &Words, unit: &Unit, text: &str) -> Self {
        match unit.is_time {
            true => Self(vec![Part::Text(words.csv_minutes(text)), Part::Text(text.to_owned())]),
            false => Self::text(text),
        }
    }

    /// A text that no spreadsheet runs.
    pub fn text(text: &str) -> Self {
        Self(vec![Part::Text(text.to_owned())])
    }

    /// An amount. The readable one has a minus that begins no formula.
    pub fn amount(unit: &Unit, parts: i64) -> Self {
        match unit.is_time {
            true => Self(vec![Part::Figure(parts.to_string()), Part::Figure(readable(unit, parts))]),
            false => Self(vec![Part::Figure(decimal(unit, parts))]),
        }
    }

    /// A limit; nothing where there is none.
    pub fn limit(unit: &Unit, parts: i64) -> Self {
        match parts.abs() >= RANGE {
            true => Self(vec![Part::Figure(String::new()); if unit.is_time { 2 } else { 1 }]),
            false => Self::amount(unit, parts),
        }
    }
}

/// A number that a spreadsheet reads as one: ASCII sign, no grouping, a point.
fn decimal(unit: &Unit, parts: i64) -> String {
    number_text(unit, Language::English, parts).replace('\u{2212}', "-").replace('\u{202f}', "")
}

/// Time as people read it: `1:30 h`. Without its unit it would become half past one at night, or no number, by its sign.
fn readable(unit: &Unit, parts: i64) -> String {
    amount_text(unit, Language::English, parts).replace('\u{a0}', " ")
}

#[cfg(test)]
mod tests {
    use app::ledger::{RANGE, Unit};
    use app::words::Language;

    use super::super::Sheet;
    use super::Cell;

    fn unit(decimals: u32, is_time: bool) -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals, is_time }
    }

    /// A row as it stands in the file of that language.
    fn row(language: Language, cells: impl IntoIterator<Item = Cell>) -> String {
        let mut sheet = Sheet::of(language, &[]);
        sheet.row(cells).unwrap();
        String::from_utf8(sheet.bytes().unwrap().to_vec()).unwrap().trim_end().to_owned()
    }

    /// Opened in LibreOffice in English, Spanish and German: numbers are numbers and hours are texts.
    #[test]
    fn amounts_are_plain_numbers_and_minutes_have_the_hours_beside() {
        let (leaves, whole, hours) = (unit(2, false), unit(0, false), unit(0, true));
        for (cell, english, spanish) in [
            (Cell::amount(&leaves, -123_456_789), "-1234567.89", "-1234567,89"),
            (Cell::amount(&leaves, 5), "0.05", "0,05"),
            (Cell::amount(&unit(3, false), 1250), "1.250", "1,250"),
            (Cell::amount(&whole, -1_234_567), "-1234567", "-1234567"),
            (Cell::amount(&hours, -15), "-15,\u{2212}0:15 h", "-15;\u{2212}0:15 h"),
            (Cell::amount(&hours, 90), "90,1:30 h", "90;1:30 h"),
            (
                Cell::amount(&hours, -6_000_000),
                "-6000000,\u{2212}100\u{202f}000:00 h",
                "-6000000;\u{2212}100\u{202f}000:00 h",
            ),
            (Cell::limit(&leaves, -RANGE), "\"\"", "\"\""),
            (Cell::limit(&leaves, -5000), "-50.00", "-50,00"),
            (Cell::limit(&hours, RANGE), ",", ";"),
            (
                Cell::amount_head(Language::English.words(), &hours, "Balance"),
                "Balance (minutes),Balance",
                "Balance (minutes);Balance",
            ),
            (Cell::amount_head(Language::English.words(), &leaves, "Balance"), "Balance", "Balance"),
            (Cell::text("1.5; 2,5"), "\"1.5; 2,5\"", "\"1.5; 2,5\""),
        ] {
            assert_eq!(row(Language::English, [cell.clone()]), english);
            assert_eq!(row(Language::Spanish, [cell]), spanish);
        }
    }
}
