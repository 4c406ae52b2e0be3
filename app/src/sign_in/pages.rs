//! The sign-in page, and the page about oneself.

use leptos::prelude::*;

use super::{ProfileForm, SignInForm};
use crate::paths::{exchange, installation};
use crate::ui::chrome::href_in;
use crate::ui::{Chrome, Field, FieldError, Hidden, Signed, error_of, form_page};
use crate::words::Language;

/// The sign-in page. The password never comes back.
pub fn sign_in_page(chrome: &Chrome, form: &SignInForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let body = view! {
        <h1>{words.sign_in()}</h1>
        <form class="form" method="post" action=installation::SignIn.to_string() novalidate>
            <Hidden name="next" value=form.next.clone()/>
            <Field name="email" label=words.sign_in_email() value=form.email.clone() error=error_of(errors, "email")
                kind="email" autocomplete="username"/>
            <Field name="password" label=words.sign_in_password() value=String::new() error=None kind="password"
                autocomplete="current-password"/>
            <button>{words.sign_in()}</button>
        </form>
        <p><a href=installation::ResetPassword.to_string()>{words.reset_forgot()}</a></p>
    };
    form_page(chrome, words.sign_in(), errors, body)
}

/// The page about oneself.
pub fn me_page(chrome: &Chrome, signed: &Signed, form: &ProfileForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let places = signed.memberships.iter().map(|one| {
        view! { <li><a href=href_in(&one.slug, &exchange::Home)>{one.exchange.clone()}</a><span class="muted">{one.code.to_string()}</span></li> }
    });
    let none = signed.memberships.is_empty().then(|| view! { <p class="empty">{words.me_none()}</p> });
    let options = Language::ALL.into_iter().map(|language| {
        let chosen = form.language == language.tag();
        view! { <option value=language.tag() selected=chosen>{language.name()}</option> }
    });
    let body = view! {
        <h1>{words.me_title()}</h1>
        <h2>{words.me_exchanges()}</h2>
        {none}
        <ul class="rows">{places.collect_view()}</ul>
        <h2>{words.me_details()}</h2>
        <form class="form" method="post" action=installation::Me.to_string() novalidate>
            <Field name="name" label=words.me_name() value=form.name.clone() error=error_of(errors, "name") autocomplete="name"/>
            <div class="field">
                <label for="language">{words.me_language()}</label>
                <select id="language" name="language">{options.collect_view()}</select>
            </div>
            <button>{words.me_save()}</button>
        </form>
        <h2>{words.me_password()}</h2>
        <form class="form" method="post" action=installation::MyPassword.to_string() novalidate>
            <Field name="password" label=words.me_password_now() value=String::new() error=error_of(errors, "password")
                kind="password" autocomplete="current-password"/>
            <Field name="new" label=words.me_password_new() hint=words.me_password_hint() value=String::new()
                error=error_of(errors, "new") kind="password" autocomplete="new-password"/>
            <button>{words.me_password_change()}</button>
        </form>
    };
    form_page(chrome, words.me_title(), errors, body)
}
