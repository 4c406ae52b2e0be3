//! Somebody asks for an exchange: what they type, and what the host sees of it. The pages are in `pages`, the mails in `mails`.

pub mod mails;
pub mod pages;

use serde::Deserialize;
use strum::IntoEnumIterator as _;

use super::opening::OpeningForm;
use crate::forms::{FieldError, Reader, Text};
use crate::rules::catalogue::Template;
use crate::time::Instant;
use crate::words::Language;

/// The longest text about what the exchange is for, in characters.
const LONGEST: usize = 1_000;

/// The form as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct WishForm {
    /// Made by the page, so that sending it twice asks once.
    pub id: String,
    pub community: String,
    pub place: String,
    pub purpose: String,
    pub template: String,
    pub name: String,
    pub email: String,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct AskWritten {
    pub community: String,
    pub place: String,
    pub purpose: String,
    pub template: Template,
    pub name: String,
    /// As stored: lower case.
    pub email: String,
}

impl WishForm {
    /// What was meant.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<AskWritten, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let words = form.words();
        let community = form.name("community", &self.community, words.ask_community_empty());
        let place = form.name("place", &self.place, words.ask_place_empty());
        let purpose = form.paragraph("purpose", &self.purpose, Text::asked(LONGEST, words.ask_purpose_empty()));
        let template = form.choice("template", &self.template, Template::iter().map(|one| (one.tag(), one)));
        let name = form.name("name", &self.name, words.setup_name_empty());
        let email = form.email("email", &self.email);
        form.finish(|| {
            Some(AskWritten {
                community: community?,
                place: place?,
                purpose: purpose?,
                template: template?,
                name: name?,
                email: email?,
            })
        })
    }
}

/// Somebody who asks, as the host sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
#[expect(missing_docs, reason = "the columns of the table asks, described in its migration")]
pub struct Ask {
    #[cfg_attr(feature = "sql", sqlx(rename = "ask_id"))]
    pub id: i64,
    pub community: String,
    pub place: String,
    pub purpose: String,
    pub template: String,
    pub name: String,
    pub email: String,
    pub language: String,
    pub asked_at: Instant,
}

impl Ask {
    /// The first page of opening it, filled in; who asks is its chair.
    pub fn opening(self, form: OpeningForm) -> OpeningForm {
        OpeningForm {
            ask: self.id.to_string(),
            exchange: self.community,
            area: self.place,
            template: self.template,
            language: self.language,
            chair_name: self.name,
            chair_email: self.email,
            ..form
        }
    }
}

/// The host's answer, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DeclineForm {
    /// What the mail says.
    pub reason: String,
}

impl DeclineForm {
    /// What the mail says.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(&self, language: Language) -> Result<String, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let reason = form.reason("reason", &self.reason);
        form.finish(|| reason)
    }
}
