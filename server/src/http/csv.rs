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

    /// An amount. The readable one has a minus that begins no formula.
    pub fn amount(unit: &Unit, parts: i64) -> Self {
        match unit.is_time {
            true => Self(vec![parts.to_string(), number_text(unit, Language::English, parts)]),
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

/// A text that a spreadsheet does not run: what begins like a formula gets an apostrophe before it (OWASP, CSV injection). What shows
/// nothing at the beginning hides no formula, nor does its full-width twin, nor a quotation mark. Where the comma is the decimal mark,
/// spreadsheets part cells at semicolons, whatever stands in quotation marks: so what follows one is looked at as well.
fn disarmed(text: &str) -> String {
    let text = one_line(text);
    if !text.split(';').any(is_formula) {
        return text;
    }
    let parts = text.split(';').map(|part| if is_formula(part) { format!("'{part}") } else { part.to_owned() });
    parts.collect::<Vec<_>>().join(";")
}

fn is_formula(text: &str) -> bool {
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '"') || is_unseen(c));
    shown.starts_with(['=', '+', '-', '@', '\u{2212}', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
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

    fn unit(decimals: u32, is_time: bool) -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals, is_time }
    }

    #[test]
    fn amounts_are_plain_numbers_and_minutes_have_the_hours_beside() {
        let (leaves, whole, hours) = (unit(2, false), unit(0, false), unit(0, true));
        for (cell, cells) in [
            (Cell::amount(&leaves, -123_456_789), &["-1234567.89"][..]),
            (Cell::amount(&leaves, 5), &["0.05"]),
            (Cell::amount(&whole, -1_234_567), &["-1234567"]),
            (Cell::amount(&hours, -15), &["-15", "\u{2212}0:15"]),
            (Cell::amount(&hours, 90), &["90", "1:30"]),
            (Cell::amount(&hours, -6_000_000), &["-6000000", "\u{2212}100\u{202f}000:00"]),
            (Cell::limit(&leaves, -RANGE), &[""]),
            (Cell::limit(&leaves, -5000), &["-50.00"]),
            (Cell::limit(&hours, RANGE), &["", ""]),
            (Cell::amount_head(Language::English.words(), &hours, "Balance"), &["Balance (minutes)", "Balance"]),
            (Cell::amount_head(Language::English.words(), &leaves, "Balance"), &["Balance"]),
        ] {
            assert_eq!(cell.0, cells);
        }
    }

    /// A text, and the cell that it becomes.
    const CELLS: &[(&str, &str)] = &[
        ("Bread, two loaves", "Bread, two loaves"),
        ("1 + 1", "1 + 1"),
        ("Ada", "Ada"),
        ("", ""),
        ("#1", "#1"),
        ("'t Hart", "'t Hart"),
        ("eggs; milk; bread", "eggs; milk; bread"),
        ("a = b; c = d", "a = b; c = d"),
        (";;", ";;"),
        ("\u{1f468}\u{200d}\u{1f469} =", "\u{1f468}\u{200d}\u{1f469} ="),
        ("\"Faust\" by Goethe", "\"Faust\" by Goethe"),
        ("mail ada@vale.example", "mail ada@vale.example"),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\u{2212}2", "'\u{2212}2"),
        ("\u{ff1d}1+1", "'\u{ff1d}1+1"),
        ("\u{ff0b}1", "'\u{ff0b}1"),
        ("\u{ff0d}1", "'\u{ff0d}1"),
        ("\u{ff20}SUM(A1)", "'\u{ff20}SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("\r\n=1+1", "'=1+1"),
        (" =1+1", "'=1+1"),
        ("\u{200b}=1+1", "'=1+1"),
        ("\u{feff} @A1", "'@A1"),
        ("'=1+1", "''=1+1"),
        ("\"=1+1\"", "'\"=1+1\""),
        ("x;=1+1", "x;'=1+1"),
        ("x; =1+1; y", "x;' =1+1; y"),
        ("x;\t+1;@A1", "x;' +1;'@A1"),
        ("x;\u{200b}=1+1", "x;'=1+1"),
        ("x;\u{ff1d}1+1", "x;'\u{ff1d}1+1"),
        ("x;\"=1+1\"", "x;'\"=1+1\""),
        ("=1;=2", "'=1;'=2"),
        ("x\r\n;-1", "x ;'-1"),
    ];

    #[test]
    fn a_text_stays_as_it_is_unless_a_spreadsheet_would_run_it() {
        for (text, cell) in CELLS {
            assert_eq!(disarmed(text), *cell, "{text:?}");
        }
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
                "\"",
                "\u{200d} \u{fe0f}",
            ] {
                let text = disarmed(&format!("{before}{begins}"));
                assert!(text.starts_with('\''), "{text:?} of {before:?} and {begins:?}");
                let text = disarmed(&format!("x;{before}{begins}"));
                assert!(text.starts_with("x;'"), "{text:?} of {before:?} and {begins:?} after a semicolon");
            }
        }
    }
}
