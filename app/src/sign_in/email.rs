//! Changing one's e-mail address: asking for it, the one answer, the page behind the link.

use leptos::prelude::*;

use super::EmailForm;
use crate::paths::installation;
use crate::ui::{ButtonLink, Checkbox, Chrome, Field, FieldError, error_of, form_page, marks, page};

/// The page that asks for the new address; `now` is the one in use. The password never comes back. Whoever signs in by no address (`shares`) may also have mails go to one that others read.
pub fn email_page(chrome: &Chrome, (now, shares): (&str, bool), form: &EmailForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let shared = shares.then(|| {
        let ticked = form.shared == "yes";
        view! { <Checkbox name="shared" label=words.mailbox_shared() hint=words.mailbox_shared_hint() checked=ticked/> }
    });
    let body = view! {
        <h1>{words.email_title()}</h1>
        <p>{words.email_lede()}</p>
        <p>{words.email_now()}" "<bdi>{now.to_owned()}</bdi></p>
        <form class="form" method="post" action=installation::MyEmail.to_string() novalidate>
            {marks(chrome)}
            <Field name="email" label=words.email_new() value=form.email.clone() error=error_of(errors, "email") kind="email"
                autocomplete="email"/>
            {shared}
            <Field name="password" label=words.me_password_now() value=String::new() error=error_of(errors, "password")
                kind="password" autocomplete="current-password"/>
            <div class="actions"><button>{words.email_button()}</button><a href=installation::Me.to_string()>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, words.email_title(), errors, body)
}

/// The one answer, whoever has that address.
pub fn email_sent_page(chrome: &Chrome, address: &str) -> String {
    let words = chrome.words();
    let body = view! {
        <h1>{words.email_sent_title()}</h1>
        <p>{words.email_sent(address)}</p>
        <p><a href=installation::Me.to_string()>{words.back()}</a></p>
    };
    page(chrome, words.email_sent_title(), body)
}

/// The page behind the link. Looking at it uses nothing up: mail programs look at links too.
pub fn email_confirm_page(chrome: &Chrome, token: &str, (name, address): (&str, &str), shared: bool) -> String {
    let words = chrome.words();
    let action = installation::MyEmailWith { token: token.to_owned() }.to_string();
    let body = view! {
        <h1>{words.email_confirm_title()}</h1>
        <p>{if shared { words.mailbox_confirm(name, address) } else { words.email_confirm(name, address) }}</p>
        <form class="form" method="post" action=action>
            {marks(chrome)}
            <button>{words.email_confirm_button()}</button>
        </form>
    };
    page(chrome, words.email_confirm_title(), body)
}

/// The link was used, is too old, or never was; or somebody else has that address by now.
pub fn email_over_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    let body = view! {
        <h1>{words.reset_over_title()}</h1>
        <p>{words.reset_over()}</p>
        <p><ButtonLink href=installation::MyEmail.to_string() label=words.email_title()/></p>
    };
    page(chrome, words.reset_over_title(), body)
}
