//! Tables for spreadsheets (CSV): a byte order mark, numbers that are numbers, and no text that is run as a formula.
//!
//! An amount is a plain signed number: units as decimals, time as whole minutes. Beside minutes stands the same as people
//! read it, with the `h` that keeps spreadsheets from making a time of day of it. The file is written as spreadsheets in the
//! reader's language write theirs: where the comma is the decimal mark, cells are parted by semicolons. How a long table is
//! sent is `sending.rs`.

mod cell;
mod disarmed;
mod sending;

use app::words::Language;
use axum::body::Bytes;

pub use self::cell::Cell;
use self::cell::Part;
use self::disarmed::disarmed;
pub use self::sending::file;
use crate::http::answer::Error;

/// The rows of a table, in parts that are read one after the other.
pub trait SheetRows: Send + Sync + 'static {
    /// Where a part ends and the next one begins.
    type Edge: Send;

    /// As whose spreadsheets it is written.
    fn language(&self) -> Language;

    /// The heads of its columns.
    fn heads(&self) -> Vec<Cell>;

    /// Writes the rows after an edge, or the first ones; answers with where they end, if others follow. A connection to the database is
    /// held for no longer than that: whoever takes the file may be slow.
    ///
    /// # Errors
    /// When they cannot be read.
    fn part(
        &self,
        sheet: &mut Sheet,
        after: Option<Self::Edge>,
    ) -> impl Future<Output = Result<Option<Self::Edge>, Error>> + Send;
}

/// A part of a table on its way into a file.
pub struct Sheet {
    rows: csv::Writer<Vec<u8>>,
    language: Language,
}

impl Sheet {
    /// That goes on after `begun`.
    fn of(language: Language, begun: &[u8]) -> Self {
        let rows = csv::WriterBuilder::new().delimiter(separators(language).0).from_writer(begun.to_vec());
        Self { rows, language }
    }

    /// One more row, of as many cells as there are heads.
    ///
    /// # Errors
    /// When the row cannot be written, which would be a fault.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<(), Error> {
        let mark = self.language.decimal_mark().to_string();
        let other = char::from(separators(self.language).1);
        let cells = cells.into_iter().flat_map(|cell| cell.0).map(|part| match part {
            Part::Text(text) => disarmed(&text, other),
            Part::Figure(figure) => figure.replace('.', &mark),
        });
        self.rows.write_record(cells).map_err(|error| Error::Fault(error.to_string()))
    }

    fn bytes(self) -> Result<Bytes, Error> {
        self.rows.into_inner().map(Bytes::from).map_err(|error| Error::Fault(error.to_string()))
    }
}

/// What parts the cells, and what parts them where people write numbers the other way.
fn separators(language: Language) -> (u8, u8) {
    if language.decimal_mark() == ',' { (b';', b',') } else { (b',', b';') }
}

#[cfg(test)]
mod tests {
    use app::ledger::Unit;
    use app::words::Language;

    use super::disarmed::is_unseen;
    use super::{Cell, Sheet, disarmed};

    fn unit(decimals: u32, is_time: bool) -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals, is_time }
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
        ("x,=1+1", "x,=1+1"),
        ("x\t=1+1", "x =1+1"),
    ];

    #[test]
    fn a_text_stays_as_it_is_unless_a_spreadsheet_would_run_it() {
        for (text, cell) in CELLS {
            assert_eq!(disarmed(text, ';'), *cell, "{text:?}");
            let swapped = |text: &str| text.replace(';', "\n").replace(',', ";").replace('\n', ",");
            if !text.contains(['\r', '\n']) {
                assert_eq!(disarmed(&swapped(text), ','), swapped(cell), "{text:?}");
            }
        }
    }

    /// Whatever a spreadsheet takes for the separator, a quotation mark inside a cell, and what it leaves at the ends.
    #[test]
    fn no_cell_begins_a_formula_however_the_file_is_parted() {
        for (language, separator) in [Language::English, Language::Spanish]
            .into_iter()
            .flat_map(|language| [b',', b';', b'\t'].map(|separator| (language, separator)))
        {
            let mut sheet = Sheet::of(language, &[]);
            for (text, _) in CELLS {
                sheet.row([Cell::text(text), Cell::amount(&unit(2, false), -850), Cell::text(text)]).unwrap();
            }
            let bytes = sheet.bytes().unwrap();
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(separator)
                .from_reader(bytes.as_ref());
            for record in reader.records() {
                for cell in &record.unwrap() {
                    let shown = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || is_unseen(c));
                    let runs = shown.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
                    assert!(
                        !runs || ["-8.50", "-8,50", "-8"].contains(&shown),
                        "{cell:?} where {:?} separates",
                        char::from(separator)
                    );
                }
            }
        }
    }
}
