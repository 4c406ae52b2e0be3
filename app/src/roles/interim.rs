//! An interim chair, where nobody who governs is left: who asks for one, how many are enough, and the form (defaults.md, 9).

use leptos::prelude::*;
use serde::Deserialize;

use super::page::Choice;
use crate::forms::{FieldError, Reader, Text};
use crate::paths::exchange;
use crate::ui::{Button, Chrome, Field, Notice, Select, TextArea, act_marks, error_of, form_page};
use crate::words::{Language, Words};

/// For how many days it is announced, and members may object.
pub const CHAIR_WAITS: i64 = 14;
/// How long an interim chair stays, in days, unless the members give the office before.
pub const CHAIR_TERM: i64 = 180;

/// How many members are enough to ask; of so few members all but whom they ask for.
pub fn enough_asks(members: i64) -> i64 {
    (members - 1).clamp(1, 5)
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is described by its label in words/en/offices.ftl")]
pub struct AskChairForm {
    /// Made by the page, so that sending it twice asks once.
    pub id: String,
    pub to: String,
    /// Which of those whom `to` may mean, where the page asked.
    pub who: String,
    pub reason: String,
}

impl AskChairForm {
    /// Why; whom it is for is looked up.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<String, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let to = form.line("to", &self.to, Text::asked(Text::NAME, form.words().office_error_to()));
        let reason = form.reason("reason", &self.reason);
        form.finish(|| Some((to?, reason?).1))
    }
}

/// Somebody for whom others ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedChair {
    /// Their name and code.
    pub name: String,
    /// How many members ask, and how many are enough.
    pub asks: (i64, i64),
    /// Who looks over the books asks: that is enough.
    pub by_auditor: bool,
}

impl AskedChair {
    /// Enough ask that the host may publish it.
    pub fn is_enough(&self) -> bool {
        self.by_auditor || self.asks.0 >= self.asks.1
    }

    /// Who and how many, in a line.
    pub fn sentence(&self, words: &Words) -> String {
        match self.by_auditor {
            true => words.chair_asked_auditor(&self.name),
            false => words.chair_asked(&self.name, self.asks.0, self.asks.1),
        }
    }
}

/// What the page shows.
pub struct AskChairPage {
    /// Nobody who governs is left: there is something to ask for.
    pub is_open: bool,
    /// For whom is asked.
    pub asked: Vec<AskedChair>,
    /// What was typed.
    pub form: AskChairForm,
    /// Whom it may mean.
    pub who: Vec<Choice>,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page on which one asks.
pub fn ask_chair_page(chrome: &Chrome, data: AskChairPage) -> String {
    let words = chrome.words();
    let AskChairPage { is_open, asked, form, who, errors } = data;
    let asked: Vec<_> = asked.iter().map(|one| view! { <li><bdi>{one.sentence(words)}</bdi></li> }).collect();
    let asked = (!asked.is_empty()).then(|| view! { <ul class="rows">{asked}</ul> });
    let choice = (!who.is_empty()).then(|| {
        let (value, error) = (form.who.clone(), error_of(&errors, "who"));
        view! { <Select name="who" label=words.office_who() value=value options=who.clone() error=error/> }
    });
    let title = words.chair_ask_title();
    let officers = chrome.href(&exchange::Officers);
    if !is_open {
        // Nothing to fill in, so nothing to point at beside a field.
        let body = view! {
            <h1>{title.clone()}</h1>
            <Notice text=words.chair_governed()/>
            <p class="actions"><a href=officers>{words.officers_link()}</a></p>
        };
        return form_page(chrome, title, &[], body.into_any());
    }
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lede">{words.chair_ask_lede(CHAIR_WAITS)}</p>
        {asked}
        <form class="form" method="post" action=chrome.href(&exchange::AskChair) novalidate>
            {act_marks(chrome, &form.id)}
            <Field name="to" label=words.office_to() value=form.to hint=words.office_to_hint() error=error_of(&errors, "to") autocomplete="off"/>
            {choice}
            <TextArea name="reason" label=words.settings_reason() value=form.reason hint=words.settings_reason_hint() error=error_of(&errors, "reason") maxlength=500/>
            <div class="actions"><Button label=words.chair_ask_button()/><a href=officers>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, title, &errors, body.into_any())
}

#[cfg(test)]
mod tests {
    use super::enough_asks;

    #[test]
    fn five_ask_or_all_but_whom_they_ask_for() {
        for (members, enough) in [(0, 1), (1, 1), (2, 1), (4, 3), (6, 5), (2_000, 5)] {
            assert_eq!(enough_asks(members), enough, "{members}");
        }
    }
}
