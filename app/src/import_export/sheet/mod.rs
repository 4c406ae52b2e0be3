//! Members that a committee takes in from a spreadsheet, on the days before an exchange begins here.
//!
//! Always holds: a sheet is looked at whole, and what would come of it is shown, before anything is done with it; the same sheet again
//! changes nothing, and a corrected one changes only what differs, until the first of these members has traded. An opening balance stands
//! against an account of the exchange's own, so that the books sum to zero whatever the sheet does.
//!
//! Not here: the database, the clock (`manyhands::import_export::sheet`); how CSV is read (`table`).

mod guess;
pub mod page;
pub mod plan;
mod read;

use jiff::civil::Date;
use serde::Deserialize;

pub use guess::SheetColumn;
pub use plan::{Correction, LineFate, PlannedLine, SheetPlan, SheetProblem, plan};
pub use read::{ReadSheet, SheetPerson};

use crate::forms::{FieldError, Reader, Text};
use crate::ids::{AccountId, Code, MemberId};
use crate::ledger::Unit;
use crate::words::{Language, Words};

/// The most lines of a sheet.
pub const MOST_LINES: usize = 2_000;
/// The most bytes of a form with a sheet, as it is sent.
pub const LARGEST: usize = 1024 * 1024;
/// The most characters of a sheet.
const LONGEST: usize = 600_000;

/// The form as it was typed; each column by its number in the sheet, `0` for none, nothing where it is to be guessed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is described by its label in words/en/sheet.ftl")]
pub struct SheetForm {
    pub id: String,
    pub sheet: String,
    pub name_in: String,
    pub surname_in: String,
    pub email_in: String,
    pub area_in: String,
    pub code_in: String,
    pub opening_in: String,
    pub lowest_in: String,
    pub highest_in: String,
    pub about_in: String,
    pub offers_in: String,
    pub wants_in: String,
    pub paid_in: String,
    /// `none` or `zero`: what a limit of 0 says.
    pub zero: String,
    /// The code of the account that stands against the opening balances.
    pub common: String,
    /// A print of what the page showed would come of it.
    pub seen: String,
    /// `take`: do it; otherwise look again.
    pub act: String,
}

/// What is asked, with everything chosen that a page can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetAsked {
    /// The sheet as it was pasted.
    pub sheet: String,
    /// In which column of the sheet each of ours is, in the order of [`SheetColumn::ALL`]: none where it is to be guessed.
    pub columns: [Option<usize>; SheetColumn::ALL.len()],
    /// Whether a limit of 0 says that there is none; nothing where it is to be guessed.
    pub zero_is_none: Option<bool>,
    /// The account that stands against the opening balances, if one was chosen.
    pub common: Option<Code>,
}

impl SheetForm {
    /// What was typed for a column.
    pub fn column(&self, column: SheetColumn) -> &str {
        match column {
            SheetColumn::Name => &self.name_in,
            SheetColumn::Surname => &self.surname_in,
            SheetColumn::Email => &self.email_in,
            SheetColumn::Area => &self.area_in,
            SheetColumn::Code => &self.code_in,
            SheetColumn::Opening => &self.opening_in,
            SheetColumn::Lowest => &self.lowest_in,
            SheetColumn::Highest => &self.highest_in,
            SheetColumn::About => &self.about_in,
            SheetColumn::Offers => &self.offers_in,
            SheetColumn::Wants => &self.wants_in,
            SheetColumn::Paid => &self.paid_in,
        }
    }

    /// What was meant.
    ///
    /// # Errors
    /// What is wrong with the form itself, by field; what is wrong with the sheet says [`plan()`].
    pub fn parse(&self, language: Language) -> Result<SheetAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        if self.sheet.trim().is_empty() {
            form.wrong::<()>("sheet", form.words().sheet_error_empty());
        } else if self.sheet.chars().count() > LONGEST {
            form.wrong::<()>("sheet", form.words().sheet_error_long());
        }
        let mut columns = [None; SheetColumn::ALL.len()];
        for (column, place) in SheetColumn::ALL.into_iter().zip(&mut columns) {
            match self.column(column) {
                "" => {}
                typed => *place = form.needs(column.field(), chosen(typed), Words::form_choice),
            }
        }
        let zero = [("", None), ("none", Some(true)), ("zero", Some(false))];
        let zero_is_none = form.choice("zero", &self.zero, zero);
        let common = form.line("common", &self.common, Text::free(32));
        let common = common.map(|code| (!code.is_empty()).then(|| Code::stored(code)));
        form.finish(|| {
            Some(SheetAsked { sheet: self.sheet.clone(), columns, zero_is_none: zero_is_none?, common: common? })
        })
    }
}

/// The number of a column: 0 for none.
fn chosen(typed: &str) -> Option<usize> {
    let plain = typed.len() <= 3 && typed.bytes().all(|b| b.is_ascii_digit());
    if plain { typed.parse().ok() } else { None }
}

/// A member who is here, as far as a sheet may meet them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownMember {
    /// Who.
    pub id: MemberId,
    /// Their account.
    pub account: AccountId,
    /// Its code.
    pub code: Code,
    /// Their name.
    pub name: String,
    /// Where.
    pub area: String,
    /// What they say of themselves.
    pub about: String,
    /// The addresses of those who act for them.
    pub emails: Vec<String>,
    /// Whoever sends the sheet acts for them.
    pub is_own: bool,
    /// Somebody acts for them, with an address or without.
    pub has_people: bool,
    /// They leave, have left or have died, or their account is frozen: nothing of theirs is changed by a sheet.
    pub is_closed: bool,
    /// What was booked for them from a sheet; none for who came in otherwise.
    pub opening: Option<i64>,
    /// Their lowest balance.
    pub min: i64,
    /// Their highest balance.
    pub max: i64,
    /// Until when they have paid, where that was entered.
    pub paid: Option<Date>,
}

/// What is here already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFacts {
    /// The four letters of the exchange.
    pub letters: String,
    /// What it counts in.
    pub unit: Unit,
    /// Its language.
    pub language: Language,
    /// Everybody who has been a member, in the order of their codes.
    pub members: Vec<KnownMember>,
    /// The exchange's own accounts: code and name; the first is the one that everybody knows.
    pub commons: Vec<(Code, String)>,
    /// The codes of accounts that are no member's.
    pub other_codes: Vec<Code>,
    /// Somebody has traded here: from then on credit comes by trade, and what officers change takes more than a sheet.
    pub traded: bool,
    /// The lowest and highest balance with which everybody begins.
    pub begins: (i64, i64),
    /// How many more members the host allows, if it is bounded.
    pub room: Option<i64>,
}

#[cfg(test)]
mod tests;
