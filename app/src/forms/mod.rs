//! The form kit: the one way in which what was typed becomes what was meant.
//!
//! A form is a struct of `String`s whose `parse` makes a [`Reader`], reads each field with it and ends with
//! [`Reader::finish`]. A reader answers `None` exactly when it noted an error for that field, so that `finish` has either
//! errors, in the order of the fields, or a value in which nothing is wrong:
//!
//! ```
//! use app::forms::{FieldError, Reader};
//! use app::words::Language;
//!
//! fn parse(name: &str, why: &str, language: Language) -> Result<(String, String), Vec<FieldError>> {
//!     let mut form = Reader::new(language);
//!     let name = form.name("name", name, "Enter a name".into());
//!     let why = form.reason("reason", why);
//!     form.finish(|| Some((name?, why?)))
//! }
//!
//! assert!(parse("Ada", "asked at the market", Language::English).is_ok());
//! assert_eq!(parse("\u{200b}", "", Language::Spanish).map_err(|errors| errors.len()), Err(2));
//! ```
//!
//! Not here: how a form looks (`ui::form`), what a value may be beside what stands in the books (the feature's `work`).

pub mod each_once;
pub mod email;
pub mod limit;

use jiff::civil::Date;

use crate::ids::{Code, TransferId};
use crate::ledger::{Amount, AmountError, RANGE, Unit};
use crate::rate::UnitsPerHour;
use crate::text::{has_control, many_lines, one_line};
use crate::ui::text::{amount_text, typed_text};
use crate::words::{Language, Words};

/// Where an error stands that belongs to no field that anybody sees: at the head of the page.
pub const PAGE: &str = "main";

/// A form and the number under which it acts, read together: nothing that was typed is lost with a number that is none.
///
/// # Errors
/// What is wrong with either.
pub fn numbered<T>(
    number: &str,
    language: Language,
    read: Result<T, Vec<FieldError>>,
) -> Result<(i64, T), Vec<FieldError>> {
    let mut form = Reader::new(language);
    let number = form.key(number);
    match (form.finish(|| number), read) {
        (Ok(number), Ok(read)) => Ok((number, read)),
        (Ok(_), Err(errors)) | (Err(errors), Ok(_)) => Err(errors),
        (Err(first), Err(others)) => Err(first.into_iter().chain(others).collect()),
    }
}

/// The longest reason that is kept, in characters.
pub const REASON_LENGTH: usize = 500;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The input's name, which is also its id.
    pub field: &'static str,
    /// The sentence beside it.
    pub message: String,
}

/// What is asked of a text: how long it may be, and what to say when it must not be empty and is.
#[derive(Clone, Debug)]
pub struct Text {
    most: usize,
    empty: Option<String>,
}

impl Text {
    /// The longest name of a person, a member or a place, in characters.
    pub const NAME: usize = 80;

    /// May be empty, and has at most that many characters.
    pub fn free(most: usize) -> Self {
        Self { most, empty: None }
    }

    /// Has at least one character that shows, and at most that many; else that sentence.
    pub fn asked(most: usize, empty: String) -> Self {
        Self { most, empty: Some(empty) }
    }
}

/// Reads the fields of one form and notes what is wrong with them.
#[derive(Debug)]
pub struct Reader {
    language: Language,
    errors: Vec<FieldError>,
}

impl Reader {
    /// For a page in that language: its sentences, its decimal mark.
    pub fn new(language: Language) -> Self {
        Self { language, errors: Vec::new() }
    }

    /// The page's language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The page's sentences.
    pub fn words(&self) -> &'static Words {
        self.language.words()
    }

    /// A text on one line; white space of any kind is one space.
    pub fn line(&mut self, field: &'static str, typed: &str, asked: Text) -> Option<String> {
        self.text(field, (typed, one_line(typed)), asked)
    }

    /// A text on as many lines as it needs.
    pub fn paragraph(&mut self, field: &'static str, typed: &str, asked: Text) -> Option<String> {
        self.text(field, (typed, many_lines(typed)), asked)
    }

    /// The name of somebody or something; the sentence is said where none is.
    pub fn name(&mut self, field: &'static str, typed: &str, empty: String) -> Option<String> {
        self.line(field, typed, Text::asked(Text::NAME, empty))
    }

    /// Why: on one line and always asked for, since it is what members can be told.
    pub fn reason(&mut self, field: &'static str, typed: &str) -> Option<String> {
        self.line(field, typed, Text::asked(REASON_LENGTH, self.words().form_reason()))
    }

    fn text(&mut self, field: &'static str, (typed, clean): (&str, String), asked: Text) -> Option<String> {
        let words = self.words();
        let message = if has_control(typed) {
            words.form_control()
        } else if clean.chars().count() > asked.most {
            words.form_long(i64::try_from(asked.most).unwrap_or(i64::MAX))
        } else if !clean.is_empty() {
            return Some(clean);
        } else if let Some(empty) = asked.empty {
            empty
        } else if typed.trim().is_empty() {
            return Some(clean);
        } else {
            words.form_unseen()
        };
        self.wrong(field, message)
    }

    /// More than zero.
    pub fn amount(&mut self, field: &'static str, typed: &str, unit: &Unit) -> Option<Amount> {
        let read = Amount::read(typed, unit);
        self.note(field, read, |error, words, language| amount_sentence(error, words, (unit, language)))
    }

    /// How far an account may go, in smallest parts: zero or more, or the word for "none", which is [`RANGE`].
    pub fn limit(&mut self, field: &'static str, typed: &str, unit: &Unit) -> Option<i64> {
        let read = limit::read(unit, self.language, typed);
        self.note(field, read, |error, words, language| limit_sentence(error, words, (unit, language)))
    }

    /// The same, but as it was where nothing is typed.
    pub fn limit_or(&mut self, field: &'static str, typed: &str, (unit, empty): (&Unit, i64)) -> Option<i64> {
        if typed.trim().is_empty() { Some(empty) } else { self.limit(field, typed, unit) }
    }

    /// How far something may go that never goes without limit, in smallest parts: zero or more.
    pub fn reach(&mut self, field: &'static str, typed: &str, unit: &Unit) -> Option<i64> {
        let read = limit::read_bounded(unit, typed);
        self.note(field, read, |error, words, language| match error {
            AmountError::NotPositive => words.form_sign(),
            other => amount_sentence(other, words, (unit, language)),
        })
    }

    /// Units for an hour of ordinary work.
    pub fn rate(&mut self, field: &'static str, typed: &str) -> Option<UnitsPerHour> {
        self.needs(field, UnitsPerHour::typed(typed), Words::form_rate)
    }

    /// An address to which somebody can write, as it is stored.
    pub fn email(&mut self, field: &'static str, typed: &str) -> Option<String> {
        self.needs(field, email::typed(typed), Words::form_email)
    }

    /// The same, or nothing.
    pub fn email_or_none(&mut self, field: &'static str, typed: &str) -> Option<Option<String>> {
        if typed.trim().is_empty() {
            return Some(None);
        }
        self.needs(field, email::typed(typed), Words::form_email_or_none).map(Some)
    }

    /// The code of an account, however it was written down.
    pub fn code(&mut self, field: &'static str, typed: &str) -> Option<Code> {
        self.needs(field, Code::typed(typed), Words::form_code)
    }

    /// A day as browsers send it: `2026-11-25`.
    pub fn day(&mut self, field: &'static str, typed: &str) -> Option<Date> {
        let typed = typed.trim();
        let plain = typed.len() == 10 && typed.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let day = if plain { typed.parse::<Date>().ok() } else { None };
        self.needs(field, day, Words::form_day)
    }

    /// One of a few, by the value that the page gave it.
    pub fn choice<T>(
        &mut self,
        field: &'static str,
        typed: &str,
        choices: impl IntoIterator<Item = (&'static str, T)>,
    ) -> Option<T> {
        let chosen = choices.into_iter().find(|(value, _)| *value == typed).map(|(_, chosen)| chosen);
        self.needs(field, chosen, Words::form_choice)
    }

    /// The id of a transfer, which the page made.
    pub fn id(&mut self, typed: &str) -> Option<TransferId> {
        self.needs(PAGE, typed.parse().ok(), Words::form_id)
    }

    /// The key of an act or of a thing, which the page made or named.
    pub fn key(&mut self, typed: &str) -> Option<i64> {
        self.needs(PAGE, typed.parse().ok().filter(|key| *key > 0), Words::form_id)
    }

    /// What another reader made of a field, with the sentence to say if that was nothing.
    pub fn needs<T>(
        &mut self,
        field: &'static str,
        read: Option<T>,
        sentence: impl FnOnce(&'static Words) -> String,
    ) -> Option<T> {
        if read.is_none() {
            let message = sentence(self.words());
            return self.wrong(field, message);
        }
        read
    }

    /// Notes an error, also one between fields.
    pub fn wrong<T>(&mut self, field: &'static str, message: String) -> Option<T> {
        self.errors.push(FieldError { field, message });
        None
    }

    /// Whether nothing is wrong so far.
    pub fn is_right(&self) -> bool {
        self.errors.is_empty()
    }

    /// The value, made of what was read; or what is wrong, by field.
    ///
    /// # Errors
    /// What was noted.
    pub fn finish<T>(self, made: impl FnOnce() -> Option<T>) -> Result<T, Vec<FieldError>> {
        if self.errors.is_empty() { made().ok_or_else(Vec::new) } else { Err(self.errors) }
    }

    fn note<T>(
        &mut self,
        field: &'static str,
        read: Result<T, AmountError>,
        sentence: impl FnOnce(AmountError, &Words, Language) -> String,
    ) -> Option<T> {
        let language = self.language;
        read.map_err(|error| self.wrong::<()>(field, sentence(error, language.words(), language))).ok()
    }
}

/// Why something typed is no amount, as the sentence beside the field.
pub fn amount_sentence(error: AmountError, words: &Words, (unit, language): (&Unit, Language)) -> String {
    match error {
        AmountError::Empty => words.amount_empty(),
        AmountError::NotANumber if unit.is_time => words.amount_not_a_time(),
        AmountError::NotANumber => words.amount_not_a_number(),
        AmountError::NotPositive => words.amount_not_positive(),
        AmountError::Ambiguous => words.amount_ambiguous(),
        AmountError::TwoReadings { as_minutes, as_hours: Some(as_hours) } => {
            words.amount_two_readings(typed_text(unit, language, as_minutes), typed_text(unit, language, as_hours))
        }
        AmountError::TwoReadings { as_minutes, as_hours: None } => {
            words.amount_one_reading(typed_text(unit, language, as_minutes))
        }
        AmountError::TooFine if unit.is_time => words.amount_too_fine_time(),
        AmountError::TooFine => words.amount_too_fine(i64::from(unit.decimals), unit.plural.clone()),
        AmountError::TooLarge => words.amount_too_large(amount_text(unit, language, RANGE)),
    }
}

/// Why something typed is no limit. Below zero is no limit, since the page says on which side it is.
fn limit_sentence(error: AmountError, words: &Words, (unit, language): (&Unit, Language)) -> String {
    match error {
        AmountError::Empty => words.form_limit_empty(words.limits_none()),
        AmountError::NotANumber | AmountError::NotPositive => words.form_limit_number(words.limits_none()),
        AmountError::TooLarge => words.form_limit_large(),
        AmountError::Ambiguous | AmountError::TooFine | AmountError::TwoReadings { .. } => {
            amount_sentence(error, words, (unit, language))
        }
    }
}

#[cfg(test)]
mod tests;
