//! The committee undoes a payment by its opposite: the form and the page. How the payee gives it back is `back.rs`.

pub mod back;

use leptos::prelude::*;
use serde::Deserialize;

use crate::forms::{FieldError, Reader};
use crate::ids::TransferId;
use crate::paths::exchange;
use crate::ui::{Chrome, Field, Notice, Tone, act_marks, error_of, form_page};
use crate::words::{Language, Words};

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReverseForm {
    /// The id of the opposite transfer, made by the page.
    pub id: String,
    /// Why.
    pub reason: String,
}

impl ReverseForm {
    /// The opposite transfer's id, and why.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<(TransferId, String), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let id = form.id(&self.id);
        let reason = form.reason("reason", &self.reason);
        form.finish(|| Some((id?, reason?)))
    }
}

/// Why a transfer cannot be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Barred {
    /// It was undone already.
    Done,
    /// It is itself the undoing of another.
    IsReversal,
    /// Paid to a member of this partner exchange, whose committee undoes it.
    Theirs(String),
    /// Between two exchanges, of which the other is closed.
    Closed,
    /// Its payer or payee here has left, and stands at zero for good.
    Left,
    /// The reader paid or was paid.
    Own,
}

impl Barred {
    /// As it is said of a payment to this payee.
    fn sentence(&self, words: &Words, payee: &str) -> String {
        match self {
            Self::Done => words.reverse_done(),
            Self::IsReversal => words.reverse_is_one(),
            Self::Theirs(partner) => words.reverse_theirs(partner, payee),
            Self::Closed => words.reverse_closed(),
            Self::Left => words.reverse_left(),
            Self::Own => words.reverse_own(),
        }
    }
}

/// Who paid whom how much.
#[derive(Clone, Debug)]
pub struct Undone {
    /// The transfer's id, as in its address.
    pub id: String,
    /// Who paid.
    pub payer: String,
    /// Who was paid.
    pub payee: String,
    /// How much, with its unit; of an intertrade on both sides.
    pub amount: String,
    /// Why it cannot be undone, if it cannot.
    pub barred: Option<Barred>,
}

/// What undoing means, and the form.
pub fn reverse_page(chrome: &Chrome, what: &Undone, form: (&ReverseForm, &[FieldError])) -> String {
    let words = chrome.words();
    let (form, errors) = form;
    let amount = &what.amount;
    let barred = what.barred.as_ref().map(|why| why.sentence(words, &what.payee));
    let action = chrome.href(&exchange::Reverse { id: what.id.clone() });
    let back = chrome.href(&exchange::Transfer { id: what.id.clone() });
    let form = match barred {
        Some(sentence) => view! { <Notice tone=Tone::Warning text=sentence/><p><a href=back>{words.back()}</a></p> }.into_any(),
        None => view! {
            <p>{words.reverse_means(&what.payee, amount, &what.payer)}</p>
            <form class="form" method="post" action=action novalidate>
                {act_marks(chrome, &form.id)}
                <Field name="reason" label=words.reverse_reason() value=form.reason.clone() hint=words.reverse_reason_hint() error=error_of(errors, "reason")/>
                <div class="actions"><button>{words.reverse_button()}</button><a href=back>{words.back()}</a></div>
            </form>
        }
        .into_any(),
    };
    let body = view! {
        <h1>{words.reverse_title()}</h1>
        <p class="lede">{words.reverse_what(&what.payer, amount, &what.payee)}</p>
        {form}
    };
    form_page(chrome, words.reverse_title(), errors, body.into_any())
}
