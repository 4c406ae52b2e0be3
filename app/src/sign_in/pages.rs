//! The sign-in page, and the one that then hands back what was sent too late.

use leptos::prelude::*;

use super::SignInForm;
use super::forms::own_path;
use super::kept::{handed_back, hidden, travelling};
use crate::paths::{installation, page_of_form};
use crate::ui::{Chrome, Field, FieldError, Hidden, error_of, form_page, marks, page};

/// The sign-in page. The password never comes back.
pub fn sign_in_page(chrome: &Chrome, form: &SignInForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let kept = (!handed_back(&form.carried).is_empty()).then(|| view! { <p>{words.sign_in_kept()}</p> });
    let body = view! {
        <h1>{words.sign_in()}</h1>
        {kept}
        <form class="form" method="post" action=installation::SignIn.to_string() novalidate>
            {marks(chrome)}
            <Hidden name="next" value=form.next.clone()/>
            {travelling(&form.carried)}
            <Field name="email" label=words.sign_in_email() value=form.email.clone() error=error_of(errors, "email")
                kind="email" autocomplete="username"/>
            <Field name="password" label=words.sign_in_password() value=String::new() error=None kind="password"
                autocomplete="current-password"/>
            <p class="actions">
                <button>{words.sign_in()}</button>
                <a href=installation::ResetPassword.to_string()>{words.reset_forgot()}</a>
            </p>
        </form>
    };
    form_page(chrome, words.sign_in(), errors, body)
}

/// What was sent while nobody was signed in, to be sent again by who is now. Whose form it is, it says itself.
pub fn go_on_page(chrome: &Chrome, form: &SignInForm) -> String {
    let (words, action) = (chrome.words(), own_path(&form.next));
    let body = view! {
        <h1>{words.sign_in_go_on_title()}</h1>
        <p>{words.sign_in_go_on()}</p>
        <form method="post" action=action.clone()>
            {hidden(handed_back(&form.carried).into_iter())}
            <p class="actions"><button>{words.sign_in_go_on_button()}</button><a href=page_of_form(&action)>{words.sign_in_leave()}</a></p>
        </form>
    };
    page(chrome, words.sign_in_go_on_title(), body)
}
