//! A file of the bundle as a table whose every cell has been looked at.

use std::collections::BTreeMap;

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
    let lines = match lines(text) {
        Ok(lines) => lines,
        Err((line, what)) => {
            problems.add(layout.name, (line, ""), what);
            return Vec::new();
        }
    };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records().flatten().zip(lines);
    let header = records.next().map(|(header, _)| header).unwrap_or_default();
    let Some(columns) = columns(layout, &header, problems) else { return Vec::new() };
    records.map(|(record, line)| row(layout, &columns, (&record, line, scale), problems)).collect()
}

/// The line on which each record begins; blank lines are none. The library reads on where a quotation mark is never closed, or
/// something follows a closed one, and a row of money must not vanish into the words of another: RFC 4180 allows neither.
fn lines(text: &str) -> Result<Vec<u64>, (u64, &'static str)> {
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
                    None | Some(b',' | b'\r' | b'\n') => quoted = false,
                    Some(_) => return Err((line, "something follows a closing quotation mark")),
                }
            }
        } else if !matches!(byte, b'\r' | b'\n') {
            if fresh_record {
                lines.push(line);
            }
            (quoted, opened) = if fresh_cell && byte == b'"' { (true, line) } else { (false, opened) };
            (fresh_record, fresh_cell) = (false, byte == b',');
        } else {
            (fresh_record, fresh_cell) = (true, true);
        }
        line += u64::from(ends_line);
    }
    if quoted { Err((opened, "a quotation mark is opened here and never closed")) } else { Ok(lines) }
}

/// The columns of a header, or nothing if the rest of the file cannot be read by it.
fn columns(layout: &Layout, header: &csv::StringRecord, problems: &mut Problems) -> Option<Vec<&'static FileColumn>> {
    let mut columns: Vec<&'static FileColumn> = Vec::new();
    let mut good = true;
    if header.iter().all(|name| layout.column(name).is_none()) {
        problems.add(layout.name, (1, ""), "has no header: its first line names none of this file's columns");
        return None;
    }
    for (place, name) in header.iter().enumerate() {
        // Only what looks like a name is shown: without a header it could be anybody's data.
        let plain = name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphabetic() || b"._".contains(&b));
        let shown = if plain { name.to_owned() } else { format!("column {}", place + 1) };
        match layout.column(name) {
            None => problems.add(layout.name, (1, &shown), "is not a column of this file"),
            Some(column) if columns.contains(&column) => problems.add(layout.name, (1, &shown), "is there twice"),
            Some(column) => {
                columns.push(column);
                continue;
            }
        }
        good = false;
    }
    for column in layout.all().filter(|column| column.need != Need::Free && !columns.contains(column)) {
        problems.add(layout.name, (1, column.name), "is missing");
        good = false;
    }
    good.then_some(columns)
}

fn row(
    layout: &Layout,
    columns: &[&'static FileColumn],
    (record, line, scale): (&csv::StringRecord, u64, u32),
    problems: &mut Problems,
) -> FileRow {
    let mut row = FileRow { line, cells: BTreeMap::new() };
    if record.len() != columns.len() {
        let what = format!("has {} cells where the header has {}", record.len(), columns.len());
        problems.add(layout.name, (line, ""), what);
        return row;
    }
    for (column, text) in columns.iter().zip(record) {
        let at = (line, column.name);
        if text.is_empty() {
            if column.need == Need::Filled {
                problems.add(layout.name, at, "is empty");
            }
        } else if one_line(text).is_empty() {
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
