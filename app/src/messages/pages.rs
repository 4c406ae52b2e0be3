//! Writing to the committee: the page with the form, and what is said when it was sent.

use leptos::prelude::*;

use super::{ContactForm, Officer, Stranger};
use crate::forms::FieldError;
use crate::paths::exchange;
use crate::ui::{ButtonLink, Chrome, EmptyState, Face, Field, TextArea, act_marks, error_of, form_page, page};

/// Who writes, as far as the page depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactWriter {
    /// A member, who has an e-mail address here or not.
    Member {
        /// The committee can answer by mail.
        has_address: bool,
    },
    /// Anybody else.
    Stranger,
}

/// Who is of the committee, and the form; without it where nobody of them can be written to.
pub fn contact_page(
    chrome: &Chrome,
    (officers, writer): (&[Officer], ContactWriter),
    form: &ContactForm,
    errors: &[FieldError],
) -> String {
    let words = chrome.words();
    let who = officers.iter().map(|officer| {
        let offices: Vec<String> = officer.offices.iter().map(|office| office.name(words)).collect();
        view! {
            <li class="entry">
                <Face name=officer.name.clone() code=officer.code.clone()/>
                <div><strong><bdi>{officer.name.clone()}</bdi></strong><span class="what">{offices.join(", ")}</span></div>
            </li>
        }
    });
    let who = view! { <h2>{words.contact_who()}</h2><ul class="rows">{who.collect_view()}</ul> };
    let (lede, seen) = match writer {
        ContactWriter::Member { has_address: true } => (words.contact_lede(), Some(words.contact_seen())),
        ContactWriter::Member { has_address: false } => (words.contact_lede(), Some(words.contact_seen_no_address())),
        ContactWriter::Stranger => (words.contact_lede_stranger(), None),
    };
    let typed = form.clone();
    let who_writes = (writer == ContactWriter::Stranger).then(|| {
        view! {
            <Field name="name" label=words.contact_name() value=typed.name error=error_of(errors, "name") autocomplete="name" maxlength=80/>
            <Field name="email" label=words.contact_email() value=typed.email hint=words.contact_email_hint()
                error=error_of(errors, "email") kind="email" autocomplete="email"/>
        }
    });
    let rest = if officers.iter().any(|officer| officer.is_reached) {
        view! {
            <p>{lede}</p>
            <form class="form" method="post" action=chrome.href(&exchange::Contact) novalidate>
                {act_marks(chrome, &form.id)}
                {who_writes}
                <TextArea name="message" label=words.contact_message() value=typed.message hint=seen rows=6
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
pub fn contact_sent_page(chrome: &Chrome, has_address: bool, stranger: Option<&Stranger>) -> String {
    let words = chrome.words();
    let how = match stranger {
        Some(stranger) => words.contact_sent_stranger(&stranger.email),
        None if has_address => words.contact_sent(),
        None => words.contact_sent_no_address(),
    };
    let body = view! {
        <h1>{words.contact_sent_title()}</h1>
        <p class="lede"><bdi>{how}</bdi></p>
        <p class="actions"><ButtonLink href=chrome.href(&exchange::Home) label=words.contact_home()/></p>
    };
    page(chrome, words.contact_sent_title(), body)
}
