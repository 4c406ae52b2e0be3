//! Tables for spreadsheets (CSV): a byte order mark, numbers that are numbers, and no text that is run as a formula.
//!
//! An amount is a plain signed number: units as decimals, time as whole minutes. Beside minutes stands the same as people
//! read it, with the `h` that keeps spreadsheets from making a time of day of it. The file is written as spreadsheets in the
//! reader's language write theirs: where the comma is the decimal mark, cells are parted by semicolons. A long table is read part after part while it is sent, so that it needs no more memory than a short one.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use app::ledger::{RANGE, Unit};
use app::text::one_line;
use app::ui::text::{amount_text, number_text};
use app::words::{Language, Words};
use axum::body::{Body, Bytes, HttpBody};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use tokio::sync::mpsc;

use crate::http::answer::Error;

/// So that spreadsheets read the file as UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A cell of a row; the amount of a unit of time takes two columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell(Vec<Part>);

/// What stands between two separators.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
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

/// The file of that name. Its first rows are read before it is answered, the others while it is sent.
///
/// # Errors
/// When the first rows cannot be read. Where later ones cannot, the file breaks off, and the browser says that it did.
pub async fn file<R: SheetRows>(name: &str, rows: R) -> Result<Response, Error> {
    let mut sheet = Sheet::of(rows.language(), BYTE_ORDER_MARK);
    sheet.row(rows.heads())?;
    let more = rows.part(&mut sheet, None).await?;
    let first = sheet.bytes()?;
    let body = match more {
        None => Body::from(first),
        Some(edge) => {
            let (out, parts) = mpsc::channel(1);
            tokio::spawn(send(rows, (first, edge), out));
            Body::new(SheetParts(parts))
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, body).into_response())
}

/// A part, or none after the last: a file that breaks off must not look whole.
type SheetPart = Option<Bytes>;

/// Reads part after part, each when the one before is on its way, until all are sent or nobody takes them any more.
async fn send<R: SheetRows>(rows: R, (first, edge): (Bytes, R::Edge), out: mpsc::Sender<SheetPart>) {
    let (mut bytes, mut more) = (first, Some(edge));
    while out.send(Some(bytes)).await.is_ok() {
        let Some(edge) = more else {
            out.send(None).await.ok();
            return;
        };
        let mut sheet = Sheet::of(rows.language(), &[]);
        let read = rows.part(&mut sheet, Some(edge)).await;
        match read.and_then(|more| Ok((sheet.bytes()?, more))) {
            Ok(next) => (bytes, more) = next,
            Err(error) => {
                tracing::warn!(error = error.sentence(), "a table for a spreadsheet broke off");
                return;
            }
        }
    }
}

/// What is sent.
struct SheetParts(mpsc::Receiver<SheetPart>);

impl HttpBody for SheetParts {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(context).map(|part| match part {
            Some(Some(bytes)) => Some(Ok(Frame::data(bytes))),
            Some(None) => None,
            None => Some(Err(io::ErrorKind::UnexpectedEof.into())),
        })
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

/// A text that a spreadsheet does not run: what begins like a formula gets an apostrophe before it (OWASP, CSV injection). What shows
/// nothing at the beginning hides no formula, nor does its full-width twin, nor a quotation mark. A spreadsheet of a country that writes
/// numbers the other way parts cells at the `other` separator, whatever stands in quotation marks: so what follows one is looked at as well.
fn disarmed(text: &str, other: char) -> String {
    let text = one_line(text);
    if !text.split(other).any(is_formula) {
        return text;
    }
    let parts = text.split(other).map(|part| if is_formula(part) { format!("'{part}") } else { part.to_owned() });
    parts.collect::<Vec<_>>().join(&other.to_string())
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
    use axum::body::to_bytes;
    use axum::http::header;

    use super::{Cell, Sheet, SheetRows, disarmed, file, is_unseen};
    use crate::http::answer::Error;

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
                let text = disarmed(&format!("{before}{begins}"), ';');
                assert!(text.starts_with('\''), "{text:?} of {before:?} and {begins:?}");
                for other in [';', ','] {
                    let text = disarmed(&format!("x{other}{before}{begins}"), other);
                    assert!(text.starts_with(&format!("x{other}'")), "{text:?} of {before:?} and {begins:?}");
                }
            }
        }
    }

    /// So many parts of three rows; the last of them fails as told.
    struct Counted {
        parts: usize,
        ends: Ends,
    }

    #[derive(Clone, Copy, PartialEq)]
    enum Ends {
        Well,
        InAnError,
        InAPanic,
    }

    impl SheetRows for Counted {
        type Edge = usize;

        fn language(&self) -> Language {
            Language::English
        }

        fn heads(&self) -> Vec<Cell> {
            vec![Cell::head("Part"), Cell::head("Row")]
        }

        async fn part(&self, sheet: &mut Sheet, after: Option<usize>) -> Result<Option<usize>, Error> {
            let part = after.unwrap_or(0) + 1;
            for row in 1..=3 {
                sheet.row([Cell::text(&part.to_string()), Cell::text(&row.to_string())])?;
            }
            match self.ends {
                _ if part < self.parts => Ok(Some(part)),
                Ends::Well => Ok(None),
                Ends::InAnError => Err(Error::NotFound),
                Ends::InAPanic => panic!("as the test wants it"),
            }
        }
    }

    #[tokio::test]
    async fn a_long_table_is_sent_in_parts_and_is_the_same_to_the_byte() {
        for parts in [1, 2, 3, 50] {
            let sent = file("x.csv", Counted { parts, ends: Ends::Well }).await.unwrap();
            assert_eq!(sent.headers()[header::CONTENT_DISPOSITION], "attachment; filename=\"x.csv\"");
            let bytes = to_bytes(sent.into_body(), 100_000).await.unwrap();
            let rows = (1..=parts).flat_map(|part| (1..=3).map(move |row| format!("{part},{row}\n")));
            let expected = format!("\u{feff}Part,Row\n{}", rows.collect::<String>());
            assert_eq!(String::from_utf8_lossy(&bytes), expected);
        }
    }

    #[tokio::test]
    async fn a_table_that_breaks_off_never_looks_whole() {
        assert!(matches!(file("x.csv", Counted { parts: 1, ends: Ends::InAnError }).await, Err(Error::NotFound)));
        for ends in [Ends::InAnError, Ends::InAPanic] {
            let sent = file("x.csv", Counted { parts: 4, ends }).await.unwrap();
            assert!(to_bytes(sent.into_body(), 100_000).await.is_err());
        }
    }
}
