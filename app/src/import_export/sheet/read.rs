//! A pasted sheet as rows of cells, and one row as a person: every cell read by the form kit, so that what is wrong is said in the words of
//! every other form.

use jiff::civil::Date;

use super::guess::{is_of_ces, named};
use super::{MOST_LINES, SheetAsked, SheetColumn, SheetFacts};
use crate::forms::{FieldError, Reader, Text, amount_sentence};
use crate::ids::Code;
use crate::import_export::table::{is_blank, records, separator};
use crate::ledger::amount::read_parts;
use crate::ledger::{AmountError, RANGE, Unit};
use crate::words::{Language, Words};

/// A sheet whose columns are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadSheet {
    /// Its header as it was written.
    pub header: Vec<String>,
    /// Where each of ours is: the number of its column, 0 for none.
    pub columns: [usize; SheetColumn::ALL.len()],
    /// A limit of 0 says that there is none.
    pub zero_is_none: bool,
    /// Each row with the line on which it begins.
    pub rows: Vec<(u64, Vec<String>)>,
}

impl ReadSheet {
    /// What a row says in a column; nothing where the sheet has none.
    pub fn cell<'a>(&self, row: &'a [String], column: SheetColumn) -> Option<&'a str> {
        let place = SheetColumn::ALL.into_iter().position(|one| one == column)?;
        let place = self.columns.get(place)?.checked_sub(1)?;
        Some(row.get(place).map_or("", String::as_str))
    }

    /// Whether one of ours is in no column.
    pub(super) fn lacks(&self, column: SheetColumn) -> bool {
        self.cell(&[], column).is_none()
    }

    /// The columns of the sheet of which nothing is taken.
    pub fn left_out(&self) -> Vec<String> {
        let numbered = (1..).zip(&self.header).filter(|(number, _)| !self.columns.contains(number));
        numbered.map(|(_, head)| head.clone()).filter(|head| !is_blank(head)).collect()
    }
}

/// The sheet that was pasted, and what must be chosen before its lines can be read.
///
/// # Errors
/// Why nothing can be read of it.
pub(super) fn read(asked: &SheetAsked, words: &Words) -> Result<(ReadSheet, Vec<FieldError>), String> {
    let text = asked.sheet.trim_start_matches('\u{feff}');
    // What two headers name alike is decided by how many cells they make.
    let score = |header: &csv::StringRecord| {
        header.iter().filter(|head| named(head).is_some()).count() * 1000 + header.len().min(999)
    };
    let records = records(text, separator(text, score)).map_err(|(line, what)| {
        let line = i64::try_from(line).unwrap_or(0);
        if what.contains("never closed") { words.sheet_error_open(line) } else { words.sheet_error_quote(line) }
    })?;
    let mut records = records.into_iter();
    let Some((header, _)) = records.next() else { return Err(words.sheet_error_empty()) };
    let header: Vec<String> = header.iter().map(|head| head.trim().to_owned()).collect();
    let rows: Vec<(u64, Vec<String>)> =
        records.map(|(row, line)| (line, row.iter().map(str::to_owned).collect())).collect();
    if rows.is_empty() {
        return Err(words.sheet_error_rows());
    }
    if rows.len() > MOST_LINES {
        return Err(words.sheet_error_many(MOST_LINES));
    }
    let mut columns = [0; SheetColumn::ALL.len()];
    for ((column, place), chosen) in SheetColumn::ALL.into_iter().zip(&mut columns).zip(asked.columns) {
        let guessed = || (1..).zip(&header).find(|(_, head)| named(head) == Some(column)).map_or(0, |(place, _)| place);
        *place = chosen.unwrap_or_else(guessed);
    }
    let zero_is_none = asked.zero_is_none.unwrap_or_else(|| is_of_ces(header.iter().map(String::as_str)));
    let sheet = ReadSheet { header, columns, zero_is_none, rows };
    let beyond = SheetColumn::ALL.into_iter().zip(sheet.columns).filter(|(_, number)| *number > sheet.header.len());
    let mut errors: Vec<FieldError> =
        beyond.map(|(column, _)| FieldError { field: column.field(), message: words.form_choice() }).collect();
    if sheet.lacks(SheetColumn::Name) {
        errors.push(FieldError { field: SheetColumn::Name.field(), message: words.sheet_error_names() });
    }
    Ok((sheet, errors))
}

/// What a line says of a person. What it does not say is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetPerson {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: Option<String>,
    /// The code of their account.
    pub code: Option<Code>,
    /// Where; empty where it says nothing.
    pub area: String,
    /// About them, and what they offer and look for; empty where it says nothing.
    pub about: String,
    /// The balance to begin with, if the sheet has such a column.
    pub opening: Option<i64>,
    /// How low their balance may go.
    pub min: Option<i64>,
    /// How high.
    pub max: Option<i64>,
    /// Until which day they have paid in money.
    pub paid: Option<Date>,
}

/// One row as a person.
///
/// # Errors
/// What is wrong with each cell, by the field of its column.
pub(super) fn person(
    sheet: &ReadSheet,
    row: &[String],
    facts: &SheetFacts,
    language: Language,
) -> Result<SheetPerson, Vec<FieldError>> {
    let mut form = Reader::new(language);
    let (words, unit, letters) = (form.words(), &facts.unit, facts.letters.as_str());
    if row.iter().skip(sheet.header.len()).any(|cell| !is_blank(cell)) {
        form.wrong::<()>("sheet", words.sheet_error_cells(row.len(), sheet.header.len()));
    }
    let cell = |column| sheet.cell(row, column).unwrap_or_default();
    let name = format!("{} {}", cell(SheetColumn::Name), cell(SheetColumn::Surname));
    let name = form.name(SheetColumn::Name.field(), &name, words.sheet_error_name());
    let email = match cell(SheetColumn::Email) {
        blank if is_blank(blank) => Some(None),
        typed => form.email(SheetColumn::Email.field(), typed).map(Some),
    };
    let code = code(&mut form, cell(SheetColumn::Code), letters);
    let area = form.line(SheetColumn::Area.field(), cell(SheetColumn::Area), Text::free(Text::NAME));
    // In the exchange's language, whoever sends it: the same sheet says the same.
    let about = about(sheet, row, facts.language.words());
    let about = form.line(SheetColumn::About.field(), &about, Text::free(500));
    let opening = match sheet.cell(row, SheetColumn::Opening) {
        None => Some(None),
        Some(typed) => opening(&mut form, typed, unit).map(Some),
    };
    let lowest = limit(&mut form, (SheetColumn::Lowest, cell(SheetColumn::Lowest)), unit, sheet.zero_is_none);
    let highest = limit(&mut form, (SheetColumn::Highest, cell(SheetColumn::Highest)), unit, sheet.zero_is_none);
    let paid = paid(&mut form, cell(SheetColumn::Paid));
    form.finish(|| {
        let (min, max) = (lowest?.map(|parts| -parts), highest?);
        Some(SheetPerson {
            name: name?,
            email: email?,
            code: code?,
            area: area?,
            about: about?,
            opening: opening?,
            min,
            max,
            paid: paid?,
        })
    })
}

/// The code of an account that its member keeps: the exchange's letters and a number, so that it can be none of the exchange's own.
fn code(form: &mut Reader, typed: &str, letters: &str) -> Option<Option<Code>> {
    if is_blank(typed) {
        return Some(None);
    }
    let code = form.code(SheetColumn::Code.field(), typed)?;
    let number = code.as_str().strip_prefix(letters);
    let fits = number.is_some_and(|number| number.len() <= 9 && number.bytes().all(|b| b.is_ascii_digit()));
    let example = Code::new(letters, 42).to_string();
    form.needs(SheetColumn::Code.field(), fits.then_some(Some(code)), |words| words.sheet_error_letters(example))
}

/// About them in one text, since the marketplace is not here yet.
fn about(sheet: &ReadSheet, row: &[String], words: &Words) -> String {
    let cell =
        |column| sheet.cell(row, column).filter(|cell| !is_blank(cell)).map(|cell| cell.trim().trim_end_matches('.'));
    let about = cell(SheetColumn::About).map(|text| format!("{text}."));
    let offers = cell(SheetColumn::Offers).map(|text| words.sheet_offers_text(text));
    let wants = cell(SheetColumn::Wants).map(|text| words.sheet_wants_text(text));
    match (about, offers, wants) {
        // As it was written, where nothing is put after it.
        (Some(_), None, None) => sheet.cell(row, SheetColumn::About).unwrap_or_default().to_owned(),
        (about, offers, wants) => [about, offers, wants].into_iter().flatten().collect::<Vec<_>>().join(" "),
    }
}

/// The last day that is paid for: year, month and day as `2026-12-31`, or the day first as `31.12.2026` and `31/12/2026`, where no month
/// can be meant by it.
fn paid(form: &mut Reader, typed: &str) -> Option<Option<Date>> {
    let typed = typed.trim();
    if is_blank(typed) {
        return Some(None);
    }
    let day = typed.parse::<Date>().ok().filter(|_| typed.len() == 10).or_else(|| day_first(typed));
    form.needs(SheetColumn::Paid.field(), day.map(Some), Words::sheet_error_day)
}

fn day_first(typed: &str) -> Option<Date> {
    let mark = ['.', '/', '-'].into_iter().find(|mark| typed.contains(*mark))?;
    let parts: Vec<&str> = typed.split(mark).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let fits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !fits(day, 2) || !fits(month, 2) || !fits(year, 4) || year.len() != 4 {
        return None;
    }
    let (day, month, year) = (day.parse::<i8>().ok()?, month.parse::<i8>().ok()?, year.parse::<i16>().ok()?);
    // With strokes the month may stand first.
    let is_clear = mark == '.' || day > 12 || day == month;
    is_clear.then(|| Date::new(year, month, day).ok()).flatten()
}

/// An amount with its sign: plus where there is none, zero where there is nothing.
fn opening(form: &mut Reader, typed: &str, unit: &Unit) -> Option<i64> {
    let typed = typed.trim();
    if is_blank(typed) {
        return Some(0);
    }
    let (sign, digits) = signed(typed);
    let read =
        read_parts(digits, unit).and_then(|parts| if parts > RANGE { Err(AmountError::TooLarge) } else { Ok(parts) });
    match read {
        Ok(parts) => Some(sign * parts),
        Err(error) => {
            let error = if error == AmountError::NotPositive { AmountError::NotANumber } else { error };
            let message = amount_sentence(error, form.words(), (unit, form.language()));
            form.wrong(SheetColumn::Opening.field(), message)
        }
    }
}

/// How far a balance may go to one side; nothing where the sheet says nothing. Sheets write the lowest balance with and without its sign.
fn limit(
    form: &mut Reader,
    (column, typed): (SheetColumn, &str),
    unit: &Unit,
    zero_is_none: bool,
) -> Option<Option<i64>> {
    if is_blank(typed) {
        return Some(None);
    }
    let typed = match signed(typed.trim()) {
        (1, digits) => digits,
        (_, digits) if column == SheetColumn::Lowest => digits,
        _ => typed,
    };
    let parts = form.limit(column.field(), typed, unit)?;
    Some(Some(if parts == 0 && zero_is_none { RANGE } else { parts }))
}

/// The sign of a number, and the rest.
fn signed(typed: &str) -> (i64, &str) {
    match typed.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (-1, rest.trim_start()),
        None => (1, typed.strip_prefix('+').unwrap_or(typed).trim_start()),
    }
}
