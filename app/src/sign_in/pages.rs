//! The sign-in page.

use leptos::prelude::*;

use super::SignInForm;
use crate::paths::installation;
use crate::ui::{Chrome, Field, FieldError, Hidden, error_of, form_page, marks};

/// The sign-in page. The password never comes back.
pub fn sign_in_page(chrome: &Chrome, form: &SignInForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let body = view! {
        <h1>{words.sign_in()}</h1>
        <form class="form" method="post" action=installation::SignIn.to_string() novalidate>
            {marks(chrome)}
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
