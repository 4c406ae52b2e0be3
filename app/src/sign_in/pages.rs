//! The sign-in page, and the one that then hands back what was sent too late.

use leptos::prelude::*;

use super::forms::own_path;
use super::kept::{handed_back, hidden, travelling};
use super::{LookAs, SignInForm};
use crate::paths::{installation, page_of_form};
use crate::ui::{Button, ButtonKind, Chrome, Field, FieldError, Hidden, described_form_page, error_of, marks, page};

/// The sign-in page; in a demo with those as whom one may look around. The password never comes back.
pub fn sign_in_page(chrome: &Chrome, form: &SignInForm, errors: &[FieldError], people: &[LookAs]) -> String {
    let words = chrome.words();
    let kept = (!handed_back(&form.carried).is_empty()).then(|| view! { <p>{words.sign_in_kept()}</p> });
    let body = view! {
        <h1>{words.sign_in()}</h1>
        {kept}
        <form class="form" method="post" action=installation::SignIn.to_string() novalidate>
            {marks(chrome)}
            <Hidden name="next" value=form.next.clone()/>
            {travelling(&form.carried)}
            <Field name="email" label=words.sign_in_known_by() hint=words.sign_in_known_by_hint() value=form.email.clone()
                error=error_of(errors, "email") autocomplete="username" inputmode="email"/>
            <Field name="password" label=words.sign_in_password() value=String::new() error=None kind="password"
                autocomplete="current-password"/>
            <p class="actions">
                <button>{words.sign_in()}</button>
                <a href=installation::ResetPassword.to_string()>{words.reset_forgot()}</a>
                <a href=installation::UsePaperCode.to_string()>{words.paper_have()}</a>
            </p>
        </form>
        {looking_around(chrome, form, people)}
    };
    described_form_page(chrome, (words.sign_in(), words.sign_in_says()), errors, body)
}

/// A button for each of them, by exchange; nothing where it is no demo, or where something waits to be sent again.
fn looking_around(chrome: &Chrome, form: &SignInForm, people: &[LookAs]) -> Option<AnyView> {
    if people.is_empty() || !handed_back(&form.carried).is_empty() {
        return None;
    }
    let words = chrome.words();
    let groups = people.chunk_by(|a, b| a.exchange == b.exchange).map(|group| {
        let button = |one: &LookAs| view! { <Button label=(one.label)(words, one.name) kind=ButtonKind::Secondary name="look_as" value=one.email.clone()/> };
        let buttons: Vec<_> = group.iter().map(button).collect();
        let exchange = group.first().map_or("", |one| one.exchange);
        view! { <h3>{exchange}</h3><div class="actions">{buttons}</div> }
    });
    let groups: Vec<_> = groups.collect();
    let around = view! {
        <section>
            <h2>{words.sign_in_look_title()}</h2>
            <p>{words.sign_in_look_hint()}</p>
            <form method="post" action=installation::SignIn.to_string()>
                {marks(chrome)}
                <Hidden name="next" value=form.next.clone()/>
                {groups}
            </form>
        </section>
    };
    Some(around.into_any())
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
