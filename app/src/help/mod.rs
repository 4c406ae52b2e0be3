//! Help: how it works in an exchange, in the words of everybody or in its own, and how the installation works.
//!
//! Always holds: anybody may read it, and it names no member; figures are those of the exchange's rules.

pub mod pages;

use serde::Deserialize;

use crate::forms::{FieldError, Reader, Text};
use crate::rules::catalogue::Rule;
use crate::words::Language;

/// The longest text of an exchange's own, in characters.
pub const LONGEST: usize = 8_000;

/// What an exchange says in its own words, a page each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnText {
    /// How it works.
    Help,
    /// What who joins agrees to.
    Agreement,
}

impl OwnText {
    /// The rule under which the record knows it.
    pub fn rule(self) -> Rule {
        match self {
            Self::Help => Rule::Help,
            Self::Agreement => Rule::Agreement,
        }
    }
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HelpForm {
    /// Made by the page, so that sending it twice decides once.
    pub id: String,
    /// The version of the rules that the page showed.
    pub version: String,
    /// The exchange's own words; none to say what everybody says.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// What a right form comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpDecided {
    /// The words from now on.
    pub text: String,
    /// Why.
    pub reason: String,
}

impl HelpForm {
    /// What was meant, where these words stand.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, now: &str, language: Language) -> Result<HelpDecided, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let text = form.paragraph("text", &self.text, Text::free(LONGEST));
        let reason = form.reason("reason", &self.reason);
        if text.as_deref() == Some(now) && form.is_right() {
            form.wrong::<()>("text", language.words().settings_none());
        }
        form.finish(|| Some(HelpDecided { text: text?, reason: reason? }))
    }
}

#[cfg(test)]
mod tests {
    use super::{HelpForm, LONGEST};
    use crate::words::Language::English;

    #[test]
    fn an_exchange_says_it_in_lines_of_its_own_with_a_reason_and_only_if_something_is_different() {
        let read = |text: &str, reason: &str| {
            let form = HelpForm { text: text.into(), reason: reason.into(), ..HelpForm::default() };
            form.parse("Ask Ada.", English).map(|decided| decided.text)
        };
        assert_eq!(read(" Ask Ada.\r\n\r\nOr Ben. ", "clearer").as_deref(), Ok("Ask Ada.\n\nOr Ben."));
        assert_eq!(read("", "back to the usual").as_deref(), Ok(""));
        for (text, reason) in
            [("Ask Ada.", "why not"), ("Ask Ben.", ""), ("a\u{202e}b", "x"), (&"x".repeat(LONGEST + 1), "x")]
        {
            assert!(read(text, reason).is_err(), "{text:.20} {reason}");
        }
    }
}
