//! Writing to the committee of an exchange, for its members and for strangers, and to who was paid: who is asked, what is written, and
//! the pages. The mails are `mails.rs`.
//!
//! Always holds: no page shows an address. Not here: messages between members, which come with the marketplace.

pub mod mails;
pub mod pages;

use serde::Deserialize;

use crate::forms::{FieldError, Reader, Text};
use crate::ids::{Code, TransferId};
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
    /// Who writes, if it is no member.
    pub name: String,
    /// Where they are answered, if it is no member.
    pub email: String,
    /// What is to be said, on as many lines as it needs.
    pub message: String,
    /// The payment that is asked back, by its id; empty if none is.
    pub payment: String,
}

/// A payment that a member asks to have back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedView {
    /// Which, for the form.
    pub id: TransferId,
    /// Who was paid.
    pub payee: String,
    /// Somebody who acts for them has an address.
    pub is_reached: bool,
}

/// A message that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactWritten {
    /// What it says.
    pub message: String,
    /// Who writes, if it is no member.
    pub stranger: Option<Stranger>,
}

/// Somebody who is no member, as they say themselves; nobody has checked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stranger {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
}

impl ContactForm {
    /// What a member meant.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn of_member(&self, language: Language) -> Result<ContactWritten, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let message = self.message(&mut form);
        form.finish(|| Some(ContactWritten { message: message?, stranger: None }))
    }

    /// What somebody meant who is no member.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn of_stranger(&self, language: Language) -> Result<ContactWritten, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let name = form.name("name", &self.name, form.words().contact_name_empty());
        let email = form.email("email", &self.email);
        let message = self.message(&mut form);
        form.finish(|| {
            Some(ContactWritten { message: message?, stranger: Some(Stranger { name: name?, email: email? }) })
        })
    }

    fn message(&self, form: &mut Reader) -> Option<String> {
        let empty = form.words().contact_empty();
        form.paragraph("message", &self.message, Text::asked(LONGEST, empty))
    }
}

/// Somebody of the committee, as members know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The name of their oldest account here.
    pub name: String,
    /// Its code, which gives their face its colour.
    pub code: Code,
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
        let form = |message: &str| ContactForm { message: message.into(), ..ContactForm::default() };
        let read = |message: &str| form(message).of_member(English).map(|written| written.message);
        assert_eq!(read(" Hello,\r\nthe gate is broken. ").as_deref(), Ok("Hello,\nthe gate is broken."));
        for wrong in ["", "  \n ", "\u{200b}", "a\u{202e}b", "a\0b", &"x".repeat(LONGEST + 1)] {
            let errors = read(wrong).expect_err("wrong");
            assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), ["message"], "{wrong:?}");
        }
        assert!(read(&"ñ".repeat(LONGEST)).is_ok());
    }

    #[test]
    fn a_stranger_says_who_they_are_and_where_they_are_answered() {
        let form = |name: &str, email: &str| ContactForm {
            name: name.into(),
            email: email.into(),
            message: "May I join?".into(),
            ..ContactForm::default()
        };
        let read = form(" Zoe  Ray ", " Zoe@Mill.example ").of_stranger(English).expect("right").stranger.expect("who");
        assert_eq!((read.name.as_str(), read.email.as_str()), ("Zoe Ray", "zoe@mill.example"));
        for (form, field) in [
            (form("", "zoe@mill.example"), "name"),
            (form("Zoe\nBcc: eve@example.org\u{0}", "zoe@mill.example"), "name"),
            (form("Zoe\u{202e}", "zoe@mill.example"), "name"),
            (form("Zoe", ""), "email"),
            (form("Zoe", "zoe"), "email"),
            (form("Zoe", "zoe@mill.example\r\nBcc: eve@example.org"), "email"),
            (form("Zoe", "zoe@mill.example, eve@example.org"), "email"),
        ] {
            let errors = form.of_stranger(English).expect_err("wrong");
            assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), [field]);
        }
    }
}
