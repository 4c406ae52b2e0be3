//! First start: the form that makes the first person, the first exchange and its committee seat.

use leptos::prelude::*;
use serde::Deserialize;

use crate::ledger::Unit;
use crate::paths::{installation, is_slug};
use crate::sign_in::forms::password_trouble;
use crate::text::one_line;
use crate::time::zone;
use crate::ui::form::{Checkbox, Select};
use crate::ui::{Chrome, Field, FieldError, error_of, form_page};
use crate::words::{Language, Words};

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct SetUpForm {
    pub name: String,
    pub email: String,
    pub password: String,
    pub exchange: String,
    pub slug: String,
    pub code: String,
    pub unit: String,
    pub units: String,
    pub time: String,
    pub language: String,
    pub zone: String,
}

/// What a right form comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct SetUp {
    pub name: String,
    /// As stored: lower case.
    pub email: String,
    pub password: String,
    pub exchange: String,
    pub slug: String,
    /// In capitals.
    pub code: String,
    pub unit: Unit,
    pub language: Language,
    pub zone: String,
}

impl SetUpForm {
    /// The form as it is first shown.
    pub fn fresh(language: Language) -> Self {
        let (unit, units) = if language == Language::Spanish { ("punto", "puntos") } else { ("leaf", "leaves") };
        Self {
            unit: unit.into(),
            units: units.into(),
            language: language.tag().into(),
            zone: "UTC".into(),
            ..Self::default()
        }
    }

    /// Reads the fields.
    ///
    /// # Errors
    /// One [`FieldError`] for each field that is not right.
    pub fn parse(&self, words: &Words) -> Result<SetUp, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut hold = |field, fine: bool, message: String| {
            if !fine {
                errors.push(FieldError { field, message });
            }
        };
        let (name, exchange) = (one_line(&self.name), one_line(&self.exchange));
        let email = self.email.trim().to_lowercase();
        let (slug, code) = (self.slug.trim().to_owned(), self.code.trim().to_uppercase());
        let (unit, units) = (one_line(&self.unit), one_line(&self.units));
        hold("name", !name.is_empty(), words.setup_name_empty());
        let address = email.split_once('@').is_some_and(|(who, host)| !who.is_empty() && !host.is_empty());
        hold("email", address && !email.contains(char::is_whitespace), words.setup_email_wrong());
        let trouble = password_trouble(&self.password, &email, words);
        hold("password", trouble.is_none(), trouble.unwrap_or_default());
        hold("exchange", !exchange.is_empty(), words.setup_exchange_empty());
        hold("slug", is_slug(&slug), words.setup_slug_wrong());
        hold("code", code.len() == 4 && code.bytes().all(|b| b.is_ascii_alphanumeric()), words.setup_code_wrong());
        hold("unit", !unit.is_empty() && !units.is_empty(), words.setup_unit_empty());
        hold("zone", zone(self.zone.trim()).is_some(), words.setup_zone_wrong());
        if !errors.is_empty() {
            return Err(errors);
        }
        let is_time = !self.time.is_empty();
        let symbol = if is_time { "h".into() } else { unit.chars().take(2).collect() };
        let unit = Unit { name: unit, plural: units, symbol, decimals: if is_time { 0 } else { 2 }, is_time };
        let language = Language::of_tag(&self.language).unwrap_or(Language::English);
        let (password, zone) = (self.password.clone(), self.zone.trim().to_owned());
        Ok(SetUp { name, email, password, exchange, slug, code, unit, language, zone })
    }
}

/// The page of the one-time link. The password never comes back.
pub fn set_up_page(chrome: &Chrome, token: &str, form: &SetUpForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let action = installation::SetUp { token: token.to_owned() }.to_string();
    let languages = Language::ALL.into_iter().map(|one| (one.tag().to_owned(), one.name())).collect::<Vec<_>>();
    let error = |field| error_of(errors, field);
    let body = view! {
        <h1>{words.setup_title()}</h1>
        <p>{words.setup_lede()}</p>
        <form class="form" method="post" action=action novalidate>
            <h2>{words.setup_you()}</h2>
            <Field name="name" label=words.setup_name() value=form.name.clone() error=error("name") autocomplete="name"/>
            <Field name="email" label=words.sign_in_email() value=form.email.clone() error=error("email") kind="email"
                autocomplete="username"/>
            <Field name="password" label=words.sign_in_password() hint=words.me_password_hint() value=String::new()
                error=error("password") kind="password" autocomplete="new-password"/>
            <h2>{words.setup_exchange()}</h2>
            <Field name="exchange" label=words.setup_exchange_name() value=form.exchange.clone() error=error("exchange")/>
            <Field name="slug" label=words.setup_slug() hint=words.setup_slug_hint() value=form.slug.clone() error=error("slug")/>
            <Field name="code" label=words.setup_code() hint=words.setup_code_hint() value=form.code.clone()
                error=error("code") class="narrow"/>
            <Field name="unit" label=words.setup_unit() hint=words.setup_unit_hint() value=form.unit.clone()
                error=error("unit") class="narrow"/>
            <Field name="units" label=words.setup_units() value=form.units.clone() class="narrow"/>
            <Checkbox name="time" label=words.setup_time() checked=!form.time.is_empty()/>
            <Select name="language" label=words.setup_language() value=form.language.clone() options=languages/>
            <Field name="zone" label=words.setup_zone() hint=words.setup_zone_hint() value=form.zone.clone() error=error("zone")/>
            <button>{words.setup_make()}</button>
        </form>
    };
    form_page(chrome, words.setup_title(), errors, body)
}
