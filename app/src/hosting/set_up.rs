//! First start: the form that makes the first person, the first exchange and its committee seat.

use leptos::prelude::*;
use serde::Deserialize;

use crate::forms::{FieldError, Reader, Text, email};
use crate::ledger::Unit;
use crate::paths::{installation, is_slug};
use crate::rules::forms::LONGEST_UNIT;
use crate::sign_in::forms::password_trouble;
use crate::time;
use crate::ui::form::{Checkbox, Select};
use crate::ui::{Chrome, Field, error_of, form_page, marks};
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
    pub fn parse(&self, language: Language) -> Result<SetUp, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let words = form.words();
        let name = form.name("name", &self.name, words.setup_name_empty());
        let email = form.email("email", &self.email);
        let trouble = password_trouble(&self.password, &email::kept(&self.email), words);
        let password = match trouble {
            Some(message) => form.wrong("password", message),
            None => Some(self.password.clone()),
        };
        let exchange = form.name("exchange", &self.exchange, words.setup_exchange_empty());
        let slug = self.slug.trim();
        let slug = form.needs("slug", is_slug(slug).then(|| slug.to_owned()), Words::setup_slug_wrong);
        let code = form.needs("code", prefix(&self.code), Words::setup_code_wrong);
        let unit = self.unit(&mut form);
        let chosen = form.choice("language", &self.language, Language::ALL.map(|one| (one.tag(), one)));
        let zone = self.zone.trim();
        let zone = form.needs("zone", time::zone(zone).map(|_| zone.to_owned()), Words::setup_zone_wrong);
        form.finish(|| {
            Some(SetUp {
                name: name?,
                email: email?,
                password: password?,
                exchange: exchange?,
                slug: slug?,
                code: code?,
                unit: unit?,
                language: chosen?,
                zone: zone?,
            })
        })
    }

    /// Hundredths of what was named, or minutes.
    fn unit(&self, form: &mut Reader) -> Option<Unit> {
        let words = form.words();
        let name = form.line("unit", &self.unit, Text::asked(LONGEST_UNIT, words.setup_unit_empty()));
        let plural = form.line("units", &self.units, Text::asked(LONGEST_UNIT, words.setup_unit_empty()));
        let (name, plural) = (name?, plural?);
        let is_time = !self.time.is_empty();
        let symbol = if is_time { "h".into() } else { name.chars().take(2).collect() };
        Some(Unit { name, plural, symbol, decimals: if is_time { 0 } else { 2 }, is_time })
    }
}

/// The four letters or digits before an exchange's account codes, in capitals.
pub fn prefix(typed: &str) -> Option<String> {
    let code = typed.trim().to_ascii_uppercase();
    (code.len() == 4 && code.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(code)
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
            {marks(chrome)}
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
            <Field name="units" label=words.setup_units() value=form.units.clone() error=error("units") class="narrow"/>
            <Checkbox name="time" label=words.setup_time() checked=!form.time.is_empty()/>
            <Select name="language" label=words.setup_language() value=form.language.clone() options=languages/>
            <Field name="zone" label=words.setup_zone() hint=words.setup_zone_hint() value=form.zone.clone() error=error("zone")/>
            <button>{words.setup_make()}</button>
        </form>
    };
    form_page(chrome, words.setup_title(), errors, body)
}
