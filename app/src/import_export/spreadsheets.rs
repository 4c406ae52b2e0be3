//! Bundles that went through a spreadsheet: what it leaves behind changes nothing, and what is wrong is told where it stands.

use super::tests::{NOW, files, good, problems};
use super::{File, read};

type Rows = Vec<Vec<String>>;

/// How a spreadsheet wrote the good bundle down again.
struct Saved {
    name: &'static str,
    separator: u8,
    quoted: bool,
    end: csv::Terminator,
    before: &'static str,
    change: fn(&mut Rows),
}

const PLAIN: Saved = Saved {
    name: "as it was",
    separator: b',',
    quoted: false,
    end: csv::Terminator::Any(b'\n'),
    before: "",
    change: |_| {},
};

/// A row in which nothing was written.
fn nothing(rows: &Rows) -> Vec<String> {
    vec![String::new(); rows[0].len()]
}

fn at_the_end(rows: &mut Rows) {
    let nothing = nothing(rows);
    rows.extend(vec![nothing; 30]);
}

fn in_between(rows: &mut Rows) {
    let nothing = nothing(rows);
    *rows = rows.drain(..).flat_map(|row| [row, nothing.clone(), nothing.clone()]).collect();
}

fn above_the_header(rows: &mut Rows) {
    let nothing = nothing(rows);
    rows.insert(0, nothing);
}

fn of_spaces(rows: &mut Rows) {
    let spaces = vec![" ".to_owned(); rows[0].len()];
    rows.push(spaces);
}

fn to_the_right(rows: &mut Rows) {
    rows.iter_mut().for_each(|row| row.extend([String::new(), String::new()]));
}

fn to_the_left(rows: &mut Rows) {
    rows.iter_mut().for_each(|row| row.insert(0, String::new()));
}

fn in_the_middle(rows: &mut Rows) {
    rows.iter_mut().for_each(|row| row.insert(1, String::new()));
}

/// The header has cells that no row has, and some rows have cells that the header has not.
fn ragged(rows: &mut Rows) {
    rows[0].push(String::new());
    rows.iter_mut().skip(2).for_each(|row| row.extend([String::new(), String::new(), String::new()]));
}

fn all_at_once(rows: &mut Rows) {
    to_the_left(rows);
    to_the_right(rows);
    in_between(rows);
    at_the_end(rows);
}

const TABLE: &[Saved] = &[
    PLAIN,
    Saved { name: "commas, rows at the end", change: at_the_end, ..PLAIN },
    Saved { name: "commas, rows in between", change: in_between, ..PLAIN },
    Saved { name: "commas, a row above the header", change: above_the_header, ..PLAIN },
    Saved { name: "commas, a row of spaces", change: of_spaces, ..PLAIN },
    Saved { name: "commas, columns to the right", change: to_the_right, ..PLAIN },
    Saved { name: "commas, a column to the left", change: to_the_left, ..PLAIN },
    Saved { name: "commas, a column in the middle", change: in_the_middle, ..PLAIN },
    Saved { name: "commas, rows of unlike length", change: ragged, ..PLAIN },
    Saved { name: "commas, every cell in quotation marks", quoted: true, change: all_at_once, ..PLAIN },
    Saved { name: "semicolons", separator: b';', ..PLAIN },
    Saved {
        name: "semicolons, CRLF, a mark",
        separator: b';',
        end: csv::Terminator::CRLF,
        before: "\u{feff}",
        ..PLAIN
    },
    Saved { name: "semicolons, every cell in quotation marks", separator: b';', quoted: true, ..PLAIN },
    Saved { name: "semicolons and all at once", separator: b';', change: all_at_once, ..PLAIN },
    Saved { name: "tabs", separator: b'\t', ..PLAIN },
    Saved { name: "tabs, old line ends", separator: b'\t', end: csv::Terminator::Any(b'\r'), ..PLAIN },
    Saved { name: "tabs and all at once", separator: b'\t', change: all_at_once, ..PLAIN },
];

impl Saved {
    fn write(&self, text: &str) -> String {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut rows: Rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        (self.change)(&mut rows);
        let quotes = if self.quoted { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
        let mut writer = csv::WriterBuilder::new()
            .flexible(true)
            .delimiter(self.separator)
            .quote_style(quotes)
            .terminator(self.end)
            .from_writer(Vec::new());
        for row in rows {
            writer.write_record(row).unwrap();
        }
        format!("{}{}", self.before, String::from_utf8(writer.into_inner().unwrap()).unwrap())
    }

    fn bundle(&self) -> Vec<File> {
        let written: Vec<(&str, String)> = good().into_iter().map(|(name, text)| (name, self.write(&text))).collect();
        files(&written)
    }
}

#[test]
fn what_a_spreadsheet_leaves_behind_changes_nothing() {
    let expected = read(&files(&good()), NOW).unwrap();
    for saved in TABLE {
        let plan = read(&saved.bundle(), NOW).unwrap_or_else(|problems| panic!("{}: {problems}", saved.name));
        assert_eq!(plan.print, expected.print, "{}", saved.name);
        assert_eq!(plan.transfers.len(), expected.transfers.len(), "{}", saved.name);
        assert_eq!(plan.members, expected.members, "{}", saved.name);
    }
}

/// The file, what it says, and what is told.
const MISTAKES: &[(&str, &str, &str)] = &[
    // Empty rows above it count as lines.
    ("member-users.csv", "member;user\n;\n;\nVALE0001;ann@vale.example\nVALE0002;nobody\n", "5:user: is not an e-mail"),
    ("member-users.csv", "\n,,\nmember,user,\n,,\nVALE0001,nobody,\n", "5:user: is not an e-mail address"),
    ("member-users.csv", "member\tuser\n\t\nVALE0001\tnobody\n", "3:user: is not an e-mail address"),
    // A column is called by its place if it has no name.
    ("member-users.csv", "member,user,\nVALE0001,ann@vale.example,x\n", "2:column 3: has no name in the header"),
    ("member-users.csv", ",member,user\nx,VALE0001,ann@vale.example\n", "2:column 1: has no name in the header"),
    ("member-users.csv", "member;;user\n;;\nVALE0001;x;ann@vale.example\n", "3:column 2: has no name in the header"),
    ("member-users.csv", "member;user;who else\nVALE0001;ann@vale.example;x\n", "1:column 3: is not a column of this"),
    ("member-users.csv", "\nmember;user;colour\n", "2:colour: is not a column of this file"),
    ("member-users.csv", ",\nmember,user,user\n", "2:user: is there twice"),
    // What is short may have been cut off; what is long may have a comma too many.
    ("member-users.csv", "member;user\nVALE0001\n", "2: has 1 cells where the header has 2"),
    ("member-users.csv", "member,user,\nVALE0001,ann@vale.example,,x\n", "2: has 4 cells where the header has 3"),
    ("member-users.csv", "member;user\nVALE0001,ann@vale.example\n", "2: has 1 cells where the header has 2"),
    // Quotation marks, by the separator that the file has.
    ("member-users.csv", "member;user\n\"VALE0001\",\"x\"\n", "2: something follows a closing quotation mark"),
    ("member-users.csv", "member;user\n\n\"VALE0001;x\n", "3: a quotation mark is opened here and never closed"),
    ("member-users.csv", "VALE0001;ann@vale.example\n", "1: has no header"),
    ("member-users.csv", "", "1: has no header"),
    ("member-users.csv", ";;\n\n;;\n", "1: has no header"),
];

#[test]
fn what_is_wrong_is_told_where_it_stands_whatever_the_spreadsheet_made_of_the_file() {
    for (file, text, expected) in MISTAKES {
        let mut texts = good();
        texts.iter_mut().find(|(name, _)| name == file).unwrap().1 = (*text).to_owned();
        let told = problems(&files(&texts));
        let expected = format!("{file}:{expected}");
        assert!(told.lines().any(|line| line.starts_with(&expected)), "{text:?}\nexpected {expected}\ntold {told}");
        let of_it = told.lines().filter(|line| line.starts_with(file)).count();
        assert!(of_it <= 2, "{text:?}: {told}");
    }
}

#[test]
fn a_file_of_very_many_rows_is_not_read_to_its_end() {
    let mut texts = good();
    texts[3].1 = format!("member,user\n{}", "VALE0001,ann@vale.example\n".repeat(100_300));
    let told = problems(&files(&texts));
    assert!(told.contains("member-users.csv:100002: is one row more than the 100000 that are read"), "{told}");
}
