//! Writing to the committee of an exchange: who is asked, what is written, and the pages. The mail is `mails.rs`.
//!
//! Always holds: no page shows an address. Not here: messages between members, which come with the marketplace.

pub mod mails;
pub mod pages;

use serde::Deserialize;

use crate::forms::{FieldError, Reader, Text};
use crate::roles::Role;
use crate::words::Language;

/// The longest message, in characters.
pub const LONGEST: usize = 2_000;

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// Made by the page, so that sending it twice sends one mail.
    pub id: String,
    /// What is to be said, on as many lines as it needs.
    pub message: String,
}

impl ContactForm {
    /// What was meant.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<String, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let empty = form.words().contact_empty();
        let message = form.paragraph("message", &self.message, Text::asked(LONGEST, empty));
        form.finish(|| message)
    }
}

/// Somebody of the committee, as members know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The name of their oldest account here.
    pub name: String,
    /// Their offices, in the order of the list of offices.
    pub offices: Vec<Role>,
    /// They can be written to.
    pub is_reached: bool,
}

#[cfg(test)]
mod tests {
    use super::{ContactForm, LONGEST};
    use crate::words::Language::English;

    #[test]
    fn a_message_has_lines_and_says_something() {
        let read = |message: &str| ContactForm { id: String::new(), message: message.into() }.parse(English);
        assert_eq!(read(" Hello,\r\nthe gate is broken. ").as_deref(), Ok("Hello,\nthe gate is broken."));
        for wrong in ["", "  \n ", "\u{200b}", "a\u{202e}b", "a\0b", &"x".repeat(LONGEST + 1)] {
            let errors = read(wrong).expect_err("wrong");
            assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), ["message"], "{wrong:?}");
        }
        assert!(read(&"ñ".repeat(LONGEST)).is_ok());
    }
}
