//! Getting back in: asking for a link, and setting a new password with it.

use leptos::prelude::*;
use serde::Deserialize;

use super::forms::KnownBy;
use super::me::phrase_offer;
use crate::forms::{FieldError, Reader};
use crate::paths::installation;
use crate::ui::{ButtonLink, Chrome, Field, Hidden, error_of, form_page, marks, page};
use crate::words::{Language, Words};

/// Whose password.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskForm {
    /// The e-mail address, or the code of an account, as typed.
    pub email: String,
}

impl AskForm {
    /// By what they are known.
    ///
    /// # Errors
    /// By field.
    pub fn parse(&self, language: Language) -> Result<KnownBy, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let known_by = form.needs("email", KnownBy::typed(&self.email), Words::sign_in_known_by_wrong);
        form.finish(|| known_by)
    }
}

/// The new password.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SetForm {
    /// As typed; never shown again.
    pub new: String,
    /// What the page had offered.
    pub offered: String,
}

/// The page that asks for the e-mail.
pub fn ask_page(chrome: &Chrome, form: &AskForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let body = view! {
        <h1>{words.reset_title()}</h1>
        <p>{words.reset_lede()}</p>
        <form class="form" method="post" action=installation::ResetPassword.to_string() novalidate>
            {marks(chrome)}
            <Field name="email" label=words.sign_in_known_by() value=form.email.clone() error=error_of(errors, "email")
                autocomplete="username" inputmode="email"/>
            <button>{words.reset_send()}</button>
        </form>
        <p class="actions"><a href=installation::UsePaperCode.to_string()>{words.paper_have()}</a></p>
    };
    form_page(chrome, words.reset_title(), errors, body)
}

/// The one answer, whoever asked.
pub fn sent_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    let body = view! { <h1>{words.reset_sent_title()}</h1><p>{words.reset_sent()}</p> };
    page(chrome, words.reset_sent_title(), body)
}

/// The page behind the link. Looking at it uses nothing up: mail programs look at links too. `phrase` was made for this page.
pub fn set_page(chrome: &Chrome, token: &str, phrase: String, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let action = installation::ResetPasswordWith { token: token.to_owned() }.to_string();
    let offered = phrase.clone();
    let body = view! {
        <h1>{words.reset_title()}</h1>
        <p>{words.reset_new_lede()}</p>
        {phrase_offer(words, phrase, action.clone())}
        <form class="form" method="post" action=action novalidate>
            {marks(chrome)}
            <Hidden name="offered" value=offered/>
            <Field name="new" label=words.me_password_new() hint=words.me_password_hint() value=String::new()
                error=error_of(errors, "new") kind="password" autocomplete="new-password"/>
            <button>{words.reset_set()}</button>
        </form>
    };
    form_page(chrome, words.reset_title(), errors, body)
}

/// The link was used, is too old, or never was.
pub fn over_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    let again = installation::ResetPassword.to_string();
    let body = view! {
        <h1>{words.reset_over_title()}</h1>
        <p>{words.reset_over()}</p>
        <p><ButtonLink href=again label=words.reset_title()/></p>
    };
    page(chrome, words.reset_over_title(), body)
}
