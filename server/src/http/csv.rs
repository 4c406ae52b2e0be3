//! Tables for spreadsheets (CSV): a byte order mark, numbers that are numbers, and no text that is run as a formula.
//!
//! An amount is a plain signed number: units as decimals, time as whole minutes. Beside minutes stands the same as people
//! read it.

use app::ledger::{RANGE, Unit};
use app::text::one_line;
use app::ui::text::number_text;
use app::words::{Language, Words};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::http::answer::Error;

/// So that spreadsheets read the file as UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A cell of a row; the amount of a unit of time takes two columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell(Vec<String>);

impl Cell {
    /// The head of a column of texts.
    pub fn head(text: &str) -> Self {
        Self::text(text)
    }

    /// The head of a column of amounts.
    pub fn amount_head(words: &Words, unit: &Unit, text: &str) -> Self {
        match unit.is_time {
            true => Self(vec![disarmed(&words.csv_minutes(text)), disarmed(text)]),
            false => Self::text(text),
        }
    }

    /// A text that no spreadsheet runs.
    pub fn text(text: &str) -> Self {
        Self(vec![disarmed(text)])
    }

    /// An amount.
    pub fn amount(unit: &Unit, parts: i64) -> Self {
        match unit.is_time {
            true => Self(vec![parts.to_string(), disarmed(&number_text(unit, Language::English, parts))]),
            false => Self(vec![decimal(unit, parts)]),
        }
    }

    /// A limit; nothing where there is none.
    pub fn limit(unit: &Unit, parts: i64) -> Self {
        match parts.abs() >= RANGE {
            true => Self(vec![String::new(); if unit.is_time { 2 } else { 1 }]),
            false => Self::amount(unit, parts),
        }
    }
}

/// A table on its way into a file.
pub struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    /// With the heads of its columns.
    ///
    /// # Errors
    /// When the row cannot be written, which would be a fault.
    pub fn new(heads: impl IntoIterator<Item = Cell>) -> Result<Self, Error> {
        let mut sheet = Self(csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec()));
        sheet.row(heads)?;
        Ok(sheet)
    }

    /// One more row, of as many cells as there are heads.
    ///
    /// # Errors
    /// When the row cannot be written, which would be a fault.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<(), Error> {
        let cells = cells.into_iter().flat_map(|cell| cell.0);
        self.0.write_record(cells).map_err(|error| Error::Fault(error.to_string()))
    }

    /// The file of that name.
    ///
    /// # Errors
    /// When it cannot be written, which would be a fault.
    pub fn file(self, name: &str) -> Result<Response, Error> {
        let bytes = self.0.into_inner().map_err(|error| Error::Fault(error.to_string()))?;
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        ];
        Ok((headers, bytes).into_response())
    }
}

/// A number that a spreadsheet reads as one: ASCII sign, no grouping, a point.
fn decimal(unit: &Unit, parts: i64) -> String {
    number_text(unit, Language::English, parts).replace('\u{2212}', "-").replace('\u{202f}', "")
}

/// A text that a spreadsheet does not run: one that begins like a formula gets an apostrophe (OWASP, CSV injection). What shows
/// nothing at the beginning hides no formula, nor does its full-width twin.
fn disarmed(text: &str) -> String {
    let text = one_line(text);
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\'' || is_unseen(c));
    let begins = shown.starts_with(['=', '+', '-', '@', '\u{2212}', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    if begins { format!("'{text}") } else { text }
}

/// What takes no room of its own: controls, joiners, marks of direction, fillers, variation selectors, tags.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use app::ledger::{RANGE, Unit};
    use app::words::Language;

    use super::{Cell, disarmed};

    fn cells(cell: Cell) -> Vec<String> {
        cell.0
    }

    #[test]
    fn amounts_are_plain_numbers_and_minutes_have_the_hours_beside() {
        let mut unit =
            Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false };
        assert_eq!(cells(Cell::amount(&unit, -123_456_789)), ["-1234567.89"]);
        assert_eq!(cells(Cell::limit(&unit, -RANGE)), [""]);
        unit = Unit { decimals: 0, is_time: true, ..unit };
        let words = Language::English.words();
        assert_eq!(cells(Cell::amount_head(words, &unit, "Balance")), ["Balance (minutes)", "Balance"]);
        assert_eq!(cells(Cell::amount(&unit, -90)), ["-90", "'\u{2212}1:30"]);
        assert_eq!(cells(Cell::amount(&unit, 90)), ["90", "1:30"]);
        assert_eq!(cells(Cell::limit(&unit, RANGE)), ["", ""]);
    }

    #[test]
    fn formulas_become_text_however_they_are_hidden() {
        for begins in
            ["=1+1", "+1", "-2", "@SUM(A1)", "\u{2212}2", "\u{ff1d}1+1", "\u{ff0b}1", "\u{ff0d}1", "\u{ff20}SUM(A1)"]
        {
            for before in [
                "",
                " ",
                "\t",
                "\r\n",
                "\u{a0}",
                "\u{3000}",
                "\u{200b}",
                "\u{feff}",
                "\u{202e}",
                "\u{2066}",
                "\u{ad}",
                "\u{3164}",
                "\u{e0020}",
                "'",
                "\u{200d} \u{fe0f}",
            ] {
                let text = disarmed(&format!("{before}{begins}"));
                assert!(text.starts_with('\''), "{text:?} of {before:?} and {begins:?}");
            }
        }
        for plain in ["Bread, two loaves", "1 + 1", "Ada", "", "\u{1f468}\u{200d}\u{1f469} =", "#1", "'t Hart"] {
            assert_eq!(disarmed(plain), plain);
        }
    }
}
