//! First start: the form that makes the first person, the first exchange and its committee seat.

use leptos::prelude::*;
use serde::Deserialize;

use super::opening::pages::{language_choice, template_choice};
use super::opening::{ExchangeWanted, OpeningForm, own_unit};
use crate::forms::{FieldError, Reader, email};
use crate::paths::installation;
use crate::rules::catalogue::Template;
use crate::sign_in::forms::password_trouble;
use crate::ui::{Chrome, Field, error_of, form_page, marks};
use crate::words::Language;

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct SetUpForm {
    pub name: String,
    pub email: String,
    pub password: String,
    pub template: String,
    pub exchange: String,
    pub slug: String,
    pub code: String,
    pub unit: String,
    pub units: String,
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
    pub exchange: ExchangeWanted,
}

impl SetUpForm {
    /// The form as it is first shown.
    pub fn fresh(language: Language) -> Self {
        let unit = own_unit(Template::Lets, language);
        Self {
            template: Template::Lets.tag().into(),
            unit: unit.name,
            units: unit.plural,
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
        let exchange = self.opening().read_exchange(&mut form);
        form.finish(|| Some(SetUp { name: name?, email: email?, password: password?, exchange: exchange? }))
    }

    /// The same exchange as the host's page would open; its limits are the template's.
    fn opening(&self) -> OpeningForm {
        let typed = self.clone();
        OpeningForm {
            template: typed.template,
            exchange: typed.exchange,
            slug: typed.slug,
            code: typed.code,
            unit: typed.unit,
            units: typed.units,
            language: typed.language,
            zone: typed.zone,
            ..OpeningForm::default()
        }
    }
}

/// The page of the one-time link. The password never comes back.
pub fn set_up_page(chrome: &Chrome, token: &str, form: &SetUpForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let action = installation::SetUp { token: token.to_owned() }.to_string();
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
            {template_choice(chrome, form.template.clone(), error("template"))}
            <Field name="slug" label=words.setup_slug() hint=words.setup_slug_hint() value=form.slug.clone() error=error("slug")/>
            <Field name="code" label=words.setup_code() hint=words.setup_code_hint() value=form.code.clone()
                error=error("code") class="narrow"/>
            <Field name="unit" label=words.setup_unit() hint=words.setup_unit_hint() value=form.unit.clone()
                error=error("unit") class="narrow"/>
            <Field name="units" label=words.setup_units() value=form.units.clone() error=error("units") class="narrow"/>
            {language_choice(chrome, form.language.clone(), error("language"))}
            <Field name="zone" label=words.setup_zone() hint=words.setup_zone_hint() value=form.zone.clone() error=error("zone")/>
            <button>{words.setup_make()}</button>
        </form>
    };
    form_page(chrome, words.setup_title(), errors, body)
}
