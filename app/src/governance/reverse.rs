//! The committee undoes a payment by its opposite: the form, the page, the mail.

use leptos::prelude::*;
use serde::Deserialize;

use crate::ledger::Unit;
use crate::paths::exchange;
use crate::ui::text::amount_text;
use crate::ui::{Chrome, Field, FieldError, Hidden, error_of, form_page};
use crate::words::Language;

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReverseForm {
    /// The id of the opposite transfer, made by the page.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Why a transfer cannot be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barred {
    /// It was undone already.
    Done,
    /// It is itself the undoing of another.
    IsReversal,
    /// A leg of an intertrade.
    Intertrade,
    /// The reader paid or was paid.
    Own,
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
    /// How much, in smallest parts.
    pub amount: i64,
    /// Why it cannot be undone, if it cannot.
    pub barred: Option<Barred>,
}

/// What undoing means, and the form.
pub fn reverse_page(chrome: &Chrome, unit: &Unit, what: &Undone, form: (&ReverseForm, &[FieldError])) -> String {
    let words = chrome.words();
    let (form, errors) = form;
    let amount = amount_text(unit, chrome.language, what.amount);
    let barred = what.barred.map(|why| match why {
        Barred::Done => words.reverse_done(),
        Barred::IsReversal => words.reverse_is_one(),
        Barred::Intertrade => words.reverse_intertrade(),
        Barred::Own => words.reverse_own(),
    });
    let action = chrome.href(&exchange::Reverse { id: what.id.clone() });
    let back = chrome.href(&exchange::Transfer { id: what.id.clone() });
    let form = match barred {
        Some(sentence) => view! { <p class="notice warn">{sentence}</p><p><a href=back>{words.back()}</a></p> }.into_any(),
        None => view! {
            <p>{words.reverse_means(&what.payer, &what.payee, &amount)}</p>
            <form class="form" method="post" action=action novalidate>
                <Hidden name="id" value=form.id.clone()/>
                <Field name="reason" label=words.reverse_reason() value=form.reason.clone() hint=words.reverse_reason_hint() error=error_of(errors, "reason")/>
                <div class="actions"><button>{words.reverse_button()}</button><a href=back>{words.back()}</a></div>
            </form>
        }
        .into_any(),
    };
    let body = view! {
        <h1>{words.reverse_title()}</h1>
        <p class="lede">{words.reverse_what(&what.payer, &what.payee, &amount)}</p>
        {form}
    };
    form_page(chrome, words.reverse_title(), errors, body.into_any())
}

/// What the mail about an undone payment says beside its amounts.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the arguments of reverse-mail-body in words/en/governance.ftl")]
pub struct ReverseMail {
    pub payer: String,
    pub payee: String,
    pub exchange: String,
    pub reason: String,
    pub link: String,
}

impl ReverseMail {
    /// Subject and body for one side.
    pub fn texts(&self, unit: &Unit, language: Language, amount: i64, balance: i64) -> (String, String) {
        let words = language.words();
        let amount = amount_text(unit, language, amount);
        let balance = amount_text(unit, language, balance);
        let subject = words.reverse_mail_subject(&amount, &self.exchange);
        let body = words.reverse_mail_body(
            &self.payer,
            &self.payee,
            &amount,
            &self.exchange,
            &self.reason,
            balance,
            &self.link,
        );
        (subject, body)
    }
}
