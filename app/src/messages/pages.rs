//! Writing to the committee: the page with the form, and what is said when it was sent.

use leptos::prelude::*;

use super::{ContactForm, Officer};
use crate::forms::FieldError;
use crate::paths::exchange;
use crate::ui::{ButtonLink, Chrome, EmptyState, TextArea, act_marks, error_of, form_page, page};

/// Who is of the committee, and the form; without it where nobody of them can be written to.
pub fn contact_page(
    chrome: &Chrome,
    (officers, has_address): (&[Officer], bool),
    form: &ContactForm,
    errors: &[FieldError],
) -> String {
    let words = chrome.words();
    let who = officers.iter().map(|officer| {
        let offices: Vec<String> = officer.offices.iter().map(|office| office.name(words)).collect();
        view! { <li><bdi>{officer.name.clone()}</bdi>" "<span class="muted">{offices.join(", ")}</span></li> }
    });
    let who = view! { <h2>{words.contact_who()}</h2><ul class="rows">{who.collect_view()}</ul> };
    let seen = if has_address { words.contact_seen() } else { words.contact_seen_no_address() };
    let rest = if officers.iter().any(|officer| officer.is_reached) {
        view! {
            <p>{words.contact_lede()}</p>
            <form class="form" method="post" action=chrome.href(&exchange::Contact) novalidate>
                {act_marks(chrome, &form.id)}
                <TextArea name="message" label=words.contact_message() value=form.message.clone() hint=seen
                    error=error_of(errors, "message") maxlength=2000/>
                <div class="actions"><button>{words.contact_button()}</button><a href=chrome.href(&exchange::Home)>{words.back()}</a></div>
            </form>
            {who}
        }
        .into_any()
    } else {
        view! { <EmptyState title=words.contact_nobody()><p>{words.contact_nobody_how()}</p></EmptyState>{who} }
            .into_any()
    };
    let body = view! { <h1>{words.contact_title()}</h1>{rest} };
    form_page(chrome, words.contact_title(), errors, body)
}

/// It is on its way; the same whenever the form is sent again.
pub fn contact_sent_page(chrome: &Chrome, has_address: bool) -> String {
    let words = chrome.words();
    let how = if has_address { words.contact_sent() } else { words.contact_sent_no_address() };
    let body = view! {
        <h1>{words.contact_sent_title()}</h1>
        <p class="lede">{how}</p>
        <p class="actions"><ButtonLink href=chrome.href(&exchange::Home) label=words.nav_home()/></p>
    };
    page(chrome, words.contact_sent_title(), body)
}
