//! The committee pays on behalf of a member: the form with its banner, the check page, the mail.

use leptos::prelude::*;
use serde::Deserialize;

use super::{PayForm, Payment};
use crate::ledger::Unit;
use crate::members::Candidate;
use crate::paths::exchange;
use crate::ui::text::{amount_text, typed_text};
use crate::ui::{Chrome, Field, FieldError, Hidden, amount, error_of, form_page, page};
use crate::words::Language;

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct BehalfForm {
    /// The transfer's id, made with the form.
    pub id: String,
    /// A name or a code.
    pub to: String,
    /// How much.
    pub amount: String,
    /// What for.
    pub description: String,
    /// `yes`: past the limits.
    pub waive: String,
    /// Why past the limits.
    pub waive_reason: String,
    /// `yes` from the check page.
    pub confirmed: String,
}

impl BehalfForm {
    /// Reads the fields; with them the reason for passing the limits, if they shall not apply.
    ///
    /// # Errors
    /// One [`FieldError`] for each field that is not right.
    pub fn parse(&self, unit: &Unit, language: Language) -> Result<(Payment, Option<String>), Vec<FieldError>> {
        let form = PayForm {
            id: self.id.clone(),
            to: self.to.clone(),
            amount: self.amount.clone(),
            description: self.description.clone(),
            ..PayForm::default()
        };
        let words = language.words();
        let reason = crate::text::one_line(&self.waive_reason);
        let wanting = self.waive == "yes" && reason.is_empty();
        let wrong = || FieldError { field: "waive_reason", message: words.payfor_waive_why() };
        match form.parse(unit, language) {
            Ok(payment) if !wanting => Ok((payment, (self.waive == "yes").then_some(reason))),
            Ok(_) => Err(vec![wrong()]),
            Err(mut errors) => {
                errors.extend(wanting.then(wrong));
                Err(errors)
            }
        }
    }
}

/// The form.
pub fn behalf_page(chrome: &Chrome, payer: &Candidate, form: &BehalfForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let typed = form.clone();
    let waived = typed.waive == "yes";
    let action = chrome.href(&exchange::PayFor { code: payer.code.to_string() });
    let body = view! {
        <h1>{words.payfor_title()}</h1>
        <p class="notice warn">{words.payfor_banner(&payer.name)}</p>
        <form class="form" method="post" action=action novalidate>
            <Hidden name="id" value=typed.id/>
            <Field name="to" label=words.pay_to() value=typed.to error=error_of(errors, "to") autocomplete="off"/>
            <Field name="amount" label=words.check_amount() value=typed.amount error=error_of(errors, "amount") class="narrow" autocomplete="off"/>
            <Field name="description" label=words.pay_description() value=typed.description error=error_of(errors, "description") autocomplete="off"/>
            <p><label><input type="checkbox" name="waive" value="yes" checked=waived/>" "{words.payfor_waive()}</label></p>
            <Field name="waive_reason" label=words.payfor_waive_reason() value=typed.waive_reason hint=words.payfor_waive_hint() error=error_of(errors, "waive_reason") autocomplete="off"/>
            <button>{words.go_on()}</button>
        </form>
    };
    form_page(chrome, words.payfor_title(), errors, body.into_any())
}

/// The check page.
pub fn behalf_check_page(
    chrome: &Chrome,
    unit: &Unit,
    (payer, payee): (&Candidate, &Candidate),
    (payment, form): (&Payment, &BehalfForm),
) -> String {
    let words = chrome.words();
    let parts = payment.amount.parts();
    let text = amount_text(unit, chrome.language, parts);
    let path = exchange::PayFor { code: payer.code.to_string() };
    let waived = (form.waive == "yes")
        .then(|| view! { <div><dt>{words.payfor_waive()}</dt><dd>{form.waive_reason.clone()}</dd></div> });
    let body = view! {
        <h1>{words.check_title()}</h1>
        <p class="notice warn">{words.payfor_banner(&payer.name)}</p>
        <p class="large">{amount(unit, chrome.language, parts, false)}</p>
        <dl class="summary">
            <div><dt>{words.check_to()}</dt><dd><bdi>{payee.name.clone()}</bdi>" "{payee.code.to_string()}</dd></div>
            <div><dt>{words.check_description()}</dt><dd>{payment.description.clone()}</dd></div>
            {waived}
        </dl>
        <form method="post" action=chrome.href(&path)>
            <Hidden name="id" value=form.id.clone()/>
            <Hidden name="to" value=payee.code.to_string()/>
            <Hidden name="amount" value=typed_text(unit, chrome.language, parts)/>
            <Hidden name="description" value=payment.description.clone()/>
            <Hidden name="waive" value=form.waive.clone()/>
            <Hidden name="waive_reason" value=form.waive_reason.clone()/>
            <Hidden name="confirmed" value="yes".to_owned()/>
            <p class="actions"><button>{words.payfor_button(text, &payee.name, &payer.name)}</button>
                <a href=chrome.href(&path)>{words.back()}</a></p>
        </form>
    };
    page(chrome, words.check_title(), body)
}

/// It is the reader's own account.
pub fn behalf_own_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    let body = view! {
        <h1>{words.payfor_title()}</h1>
        <p class="notice warn">{words.payfor_own()}</p>
        <p><a class="button" href=chrome.href(&exchange::Pay)>{words.pay_title()}</a></p>
    };
    page(chrome, words.payfor_title(), body)
}
