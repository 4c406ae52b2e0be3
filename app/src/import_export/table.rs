//! A file of the bundle as a table whose every cell has been looked at.

use std::collections::{BTreeMap, BTreeSet};

use super::cells;
use super::columns::{CellKind, FILES, FileColumn, Layout, Need};
use super::{File, Problems};
use crate::text::one_line;

/// The rows of one file.
#[derive(Clone, Debug)]
pub struct FileTable {
    /// Which file.
    pub layout: &'static Layout,
    /// Its rows, in the file's order.
    pub rows: Vec<FileRow>,
}

/// One row: its filled cells by column. Secrets are not among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRow {
    /// The line on which it begins.
    pub line: u64,
    cells: BTreeMap<&'static str, String>,
}

impl FileRow {
    /// What is in that column, if anything.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.cells.get(column).map(String::as_str)
    }

    /// What is in that column; empty if nothing is.
    pub fn text(&self, column: &str) -> &str {
        self.get(column).unwrap_or_default()
    }

    /// Its filled cells, by the name of their column.
    pub fn cells(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.cells.iter().map(|(name, text)| (*name, text.as_str()))
    }
}

/// The most rows of all files together.
const MOST_ROWS: usize = 100_000;
/// The most bytes of all files together.
const MOST_BYTES: usize = 100 * 1024 * 1024;

/// The nine files as tables; a file that may be missing and is has no rows.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named like the files")]
pub struct Tables {
    pub currency: FileTable,
    pub community: FileTable,
    pub users: FileTable,
    pub member_users: FileTable,
    pub members: FileTable,
    pub accounts: FileTable,
    pub transfers: FileTable,
    pub categories: FileTable,
    pub posts: FileTable,
}

impl Tables {
    /// All nine, in the order of [`FILES`].
    pub fn all(&self) -> [&FileTable; 9] {
        [
            &self.currency,
            &self.community,
            &self.users,
            &self.member_users,
            &self.members,
            &self.accounts,
            &self.transfers,
            &self.categories,
            &self.posts,
        ]
    }
}

/// Reads the files.
///
/// # Errors
/// Everything that is wrong with a file, a row or a cell by itself.
pub fn tables(files: &[File]) -> Result<Tables, Problems> {
    let mut problems = Problems::default();
    for file in files {
        if !FILES.iter().any(|layout| layout.name == file.name) {
            problems.add(&file.name, (0, ""), "is not a file of this format; nothing else may be in the folder");
        }
    }
    if files.iter().map(|file| file.bytes.len()).sum::<usize>() > MOST_BYTES {
        problems.add("bundle", (0, ""), "is larger than 100 MiB");
        return Err(problems);
    }
    let mut tables = Vec::new();
    let mut scale = 0;
    for layout in FILES {
        let file = files.iter().find(|file| file.name == layout.name);
        if file.is_none() && layout.mandatory {
            problems.add(layout.name, (0, ""), missing(layout, files));
        }
        let rows = file.map_or(Vec::new(), |file| rows(layout, &file.bytes, scale, &mut problems));
        if layout.one_row && file.is_some() && rows.len() != 1 {
            problems.add(layout.name, (0, ""), format!("must hold exactly one row, and holds {}", rows.len()));
        }
        // The currency comes first: its scale says how fine the amounts of all files may be.
        if let Some(text) = rows.first().and_then(|row| row.get("scale")) {
            scale = text.parse().unwrap_or(0);
        }
        tables.push(FileTable { layout, rows });
    }
    if tables.iter().map(|table| table.rows.len()).sum::<usize>() > MOST_ROWS {
        problems.add("bundle", (0, ""), format!("holds more than {MOST_ROWS} rows"));
    }
    let tables: Result<[FileTable; 9], _> = tables.try_into();
    match tables {
        Ok([currency, community, users, member_users, members, accounts, transfers, categories, posts])
            if problems.is_empty() =>
        {
            Ok(Tables { currency, community, users, member_users, members, accounts, transfers, categories, posts })
        }
        _ => Err(problems),
    }
}

fn missing(layout: &Layout, files: &[File]) -> &'static str {
    let older = layout.name != "community.csv" && files.iter().any(|file| file.name == "community.csv");
    if older && !files.iter().any(|file| file.name == "accounts.csv") {
        "is missing; if this is the older layout of six files, export it again in the current one of nine"
    } else {
        "is missing"
    }
}

fn rows(layout: &'static Layout, bytes: &[u8], scale: u32, problems: &mut Problems) -> Vec<FileRow> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            problems.add(layout.name, (u64::try_from(line).unwrap_or(0), ""), "is not UTF-8");
            return Vec::new();
        }
    };
    let separator = separator(text, |header| header.iter().filter(|name| layout.column(name).is_some()).count());
    let records = match records(text, separator) {
        Ok(records) => records,
        Err((line, what)) => {
            problems.add(layout.name, (line, ""), what);
            return Vec::new();
        }
    };
    let mut records = records.into_iter();
    let (header, line) = records.next().unwrap_or_default();
    let Some(columns) = columns(layout, (&header, line), problems) else { return Vec::new() };
    let mut nameless = BTreeSet::new();
    let mut rows = Vec::new();
    for (record, line) in records {
        if rows.len() == MOST_ROWS {
            problems.add(layout.name, (line, ""), format!("is one row more than the {MOST_ROWS} that are read"));
            break;
        }
        let filled = columns.iter().zip(&record).enumerate().filter(|(_, (column, text))| {
            // A column in which nothing was ever written is left over too.
            column.is_none() && !is_blank(text)
        });
        for (place, _) in filled.filter(|(place, _)| nameless.insert(*place)) {
            let what = "has no name in the header, and something is in it here";
            problems.add(layout.name, (line, &numbered(place)), what);
        }
        rows.push(row(layout, &columns, (&record, line, scale), problems));
    }
    rows
}

pub(super) fn is_blank(text: &str) -> bool {
    one_line(text).is_empty()
}

/// How a column is called that has no name which could be shown.
fn numbered(place: usize) -> String {
    format!("column {}", place + 1)
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

/// The rows of a text, each with the line on which it begins; not what a spreadsheet leaves of rows in which nothing was ever written.
///
/// # Errors
/// The line on which it is not written as such tables are, and what is not.
pub(super) fn records(text: &str, separator: u8) -> Result<Vec<(csv::StringRecord, u64)>, (u64, &'static str)> {
    let lines = lines(text, separator)?;
    let all = reader(text, separator).into_records().flatten().zip(lines);
    Ok(all.filter(|(record, _)| !record.iter().all(is_blank)).collect())
}

/// What stands between two cells: whichever makes the header name most columns. Spreadsheets write semicolons where the comma is the
/// decimal mark, and tabs if they are asked to.
pub(super) fn separator(text: &str, known: impl Fn(&csv::StringRecord) -> usize) -> u8 {
    let known = |separator: u8| {
        let header = reader(text, separator).into_records().flatten().find(|record| !record.iter().all(is_blank));
        header.map_or(0, |header| known(&header))
    };
    let (mut best, mut most) = (b',', known(b','));
    for other in [b';', b'\t'] {
        let count = known(other);
        if count > most {
            (best, most) = (other, count);
        }
    }
    best
}

/// The line on which each record begins; blank lines are none. The library reads on where a quotation mark is never closed, or
/// something follows a closed one, and a row of money must not vanish into the words of another: RFC 4180 allows neither.
fn lines(text: &str, separator: u8) -> Result<Vec<u64>, (u64, &'static str)> {
    let mut lines = Vec::new();
    let (mut line, mut opened) = (1, 1);
    let (mut quoted, mut fresh_record, mut fresh_cell) = (false, true, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let ends_line = byte == b'\n' || (byte == b'\r' && bytes.peek() != Some(&b'\n'));
        if quoted {
            if byte == b'"' {
                match bytes.peek() {
                    Some(b'"') => {
                        bytes.next();
                    }
                    None | Some(b'\r' | b'\n') => quoted = false,
                    Some(next) if *next == separator => quoted = false,
                    Some(_) => return Err((line, "something follows a closing quotation mark")),
                }
            }
        } else if !matches!(byte, b'\r' | b'\n') {
            if fresh_record {
                lines.push(line);
            }
            (quoted, opened) = if fresh_cell && byte == b'"' { (true, line) } else { (false, opened) };
            (fresh_record, fresh_cell) = (false, byte == separator);
        } else {
            (fresh_record, fresh_cell) = (true, true);
        }
        line += u64::from(ends_line);
    }
    if quoted { Err((opened, "a quotation mark is opened here and never closed")) } else { Ok(lines) }
}

/// The columns of a header, none where it is empty; or nothing if the rest of the file cannot be read by it.
fn columns(
    layout: &Layout,
    (header, line): (&csv::StringRecord, u64),
    problems: &mut Problems,
) -> Option<Vec<Option<&'static FileColumn>>> {
    let mut columns: Vec<Option<&'static FileColumn>> = Vec::new();
    let mut good = true;
    if header.iter().all(|name| layout.column(name).is_none()) {
        let what = "has no header: its first line names none of this file's columns";
        problems.add(layout.name, (line.max(1), ""), what);
        return None;
    }
    for (place, name) in header.iter().enumerate() {
        // Only what looks like a name is shown: without a header it could be anybody's data.
        let plain = name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphabetic() || b"._".contains(&b));
        let shown = if plain { name.to_owned() } else { numbered(place) };
        match layout.column(name) {
            None if is_blank(name) => {
                columns.push(None);
                continue;
            }
            None => problems.add(layout.name, (line, &shown), "is not a column of this file"),
            Some(column) if columns.contains(&Some(column)) => {
                problems.add(layout.name, (line, &shown), "is there twice");
            }
            Some(column) => {
                columns.push(Some(column));
                continue;
            }
        }
        good = false;
    }
    for column in layout.all().filter(|column| column.need != Need::Free && !columns.contains(&Some(column))) {
        problems.add(layout.name, (line, column.name), "is missing");
        good = false;
    }
    good.then_some(columns)
}

/// Whether a row has a cell for each column that has a name, and nothing beyond the header.
fn fits(columns: &[Option<&'static FileColumn>], record: &csv::StringRecord) -> bool {
    columns.iter().skip(record.len()).all(Option::is_none) && record.iter().skip(columns.len()).all(is_blank)
}

fn row(
    layout: &Layout,
    columns: &[Option<&'static FileColumn>],
    (record, line, scale): (&csv::StringRecord, u64, u32),
    problems: &mut Problems,
) -> FileRow {
    let mut row = FileRow { line, cells: BTreeMap::new() };
    if !fits(columns, record) {
        let what = format!("has {} cells where the header has {}", record.len(), columns.len());
        problems.add(layout.name, (line, ""), what);
        return row;
    }
    for (column, text) in columns.iter().zip(record) {
        let Some(column) = column else { continue };
        let at = (line, column.name);
        if text.is_empty() {
            if column.need == Need::Filled {
                problems.add(layout.name, at, "is empty");
            }
        } else if is_blank(text) {
            problems.add(layout.name, at, "holds nothing but spaces");
        } else if let Err(what) = cells::check(column.kind, text, scale) {
            problems.add(layout.name, at, what);
        } else if column.kind != CellKind::Secret {
            row.cells.insert(column.name, text.to_owned());
        }
    }
    if let (Some(created), Some(updated)) = (row.get("createdAt"), row.get("updatedAt"))
        && cells::time(created) > cells::time(updated)
    {
        problems.add(layout.name, (line, "updatedAt"), "is before createdAt");
    }
    row
}
