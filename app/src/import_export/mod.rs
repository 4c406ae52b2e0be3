//! An exchange that arrives from elsewhere: the nine-file bundle of CSV tables (Komunitin's migration format).
//!
//! Always holds: a bundle is looked at whole before anything is done with it. [`read`] answers with a [`ImportPlan`] in which every
//! reference leads somewhere, every balance follows from the transfers and everything fits this program's books, or with the
//! [`Problems`], each with file, line and column.
//!
//! Not here: files, the database, keys and the clock (`manyhands::import_export`); ZIP; the older layout of six files.

pub mod cells;
pub mod columns;
mod links;
pub mod plan;
mod print;
mod rate;
mod report;
pub mod sheet;
pub mod table;
pub mod write;

use std::fmt;

use crate::text::one_line;

pub use plan::{ImportPlan, PlannedMember, PlannedPerson, PlannedTransfer, read};

/// One file of a bundle as it came: its name and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// `members.csv`.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Something that is not right, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// The file.
    pub file: String,
    /// The line on which the row begins; 0 for the file as a whole.
    pub line: u64,
    /// The column; empty for the row as a whole.
    pub column: String,
    /// What is not right.
    pub what: String,
}

impl Mistake {
    /// What is told stands on one line of bounded length, whatever was in the cells that it quotes.
    fn new(file: &str, (line, column): (u64, &str), what: impl Into<String>) -> Self {
        let clean = |text: &str| one_line(text).chars().take(240).collect();
        Self { file: clean(file), line, column: clean(column), what: clean(&what.into()) }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(f, ":{}", self.column)?;
        }
        write!(f, ": {}", self.what)
    }
}

/// Everything that is not right; the first two hundred of it are kept, the rest is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// The first ones.
    pub first: Vec<Mistake>,
    /// How many more.
    pub more: usize,
}

impl Problems {
    /// As many as are told.
    const TOLD: usize = 200;

    /// Whether everything is right.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    fn add(&mut self, file: &str, at: (u64, &str), what: impl Into<String>) {
        if self.first.len() < Self::TOLD {
            self.first.push(Mistake::new(file, at, what));
        } else {
            self.more += 1;
        }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.first {
            writeln!(f, "{problem}")?;
        }
        if self.more > 0 {
            writeln!(f, "… and {} more", self.more)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod spreadsheets;
#[cfg(test)]
mod tests;
