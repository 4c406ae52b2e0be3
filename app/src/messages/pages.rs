//! Writing to the committee: the page with the form, and what is said when it was sent.

use leptos::prelude::*;

use super::{AskedView, ContactForm, Officer, Stranger};
use crate::forms::FieldError;
use crate::paths::exchange;
use crate::ui::{ButtonLink, Chrome, EmptyState, Face, Field, Hidden, TextArea, act_marks, error_of, form_page, page};
use crate::words::Words;

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
    (officers, writer, asked): (&[Officer], ContactWriter, Option<&AskedView>),
    form: &ContactForm,
    errors: &[FieldError],
) -> String {
    let words = chrome.words();
    let has_committee = officers.iter().any(|officer| officer.is_reached);
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
    let (lede, seen, title) = match asked {
        Some(asked) => (asked_lede(words, asked, has_committee), asked_seen(words, writer), words.contact_ask_title()),
        None => (lede, seen, words.contact_title()),
    };
    let payment = asked.map(|asked| view! { <Hidden name="payment" value=asked.id.to_string()/> });
    let back = match asked {
        Some(asked) => chrome.href(&exchange::Transfer { id: asked.id.to_string() }),
        None => chrome.href(&exchange::Home),
    };
    let typed = form.clone();
    let who_writes = (writer == ContactWriter::Stranger).then(|| {
        view! {
            <Field name="name" label=words.contact_name() value=typed.name error=error_of(errors, "name") autocomplete="name" maxlength=80/>
            <Field name="email" label=words.contact_email() value=typed.email hint=words.contact_email_hint()
                error=error_of(errors, "email") kind="email" autocomplete="email"/>
        }
    });
    let rest = if has_committee || asked.is_some_and(|asked| asked.is_reached) {
        view! {
            <p>{lede}</p>
            <form class="form" method="post" action=chrome.href(&exchange::Contact) novalidate>
                {act_marks(chrome, &form.id)}{payment}
                {who_writes}
                <TextArea name="message" label=words.contact_message() value=typed.message hint=seen rows=6
                    error=error_of(errors, "message") maxlength=2000/>
                <div class="actions"><button>{words.contact_button()}</button><a href=back>{words.back()}</a></div>
            </form>
            {who}
        }
        .into_any()
    } else {
        view! { <EmptyState title=words.contact_nobody()><p>{words.contact_nobody_how()}</p></EmptyState>{who} }
            .into_any()
    };
    let body = view! { <h1>{title.clone()}</h1>{rest} };
    form_page(chrome, title, errors, body)
}

/// To whom it goes when a payment is asked back.
fn asked_lede(words: &Words, asked: &AskedView, has_committee: bool) -> String {
    match (asked.is_reached, has_committee) {
        (true, true) => words.contact_ask_both(&asked.payee),
        (true, false) => words.contact_ask_payee(&asked.payee),
        (false, _) => words.contact_ask_committee(&asked.payee),
    }
}

/// What the committee alone sees of who asks.
fn asked_seen(words: &Words, writer: ContactWriter) -> Option<String> {
    Some(match writer {
        ContactWriter::Member { has_address: false } => words.contact_seen_no_address(),
        ContactWriter::Member { has_address: true } | ContactWriter::Stranger => words.contact_ask_seen(),
    })
}

/// It is on its way; the same whenever the form is sent again.
pub fn contact_sent_page(
    chrome: &Chrome,
    has_address: bool,
    (stranger, asked): (Option<&Stranger>, Option<&AskedView>),
) -> String {
    let words = chrome.words();
    let asked = asked.filter(|asked| asked.is_reached).map(|asked| words.contact_ask_sent(&asked.payee));
    let asked = asked.map(|text| view! { <p><bdi>{text}</bdi></p> });
    let how = match stranger {
        Some(stranger) => words.contact_sent_stranger(&stranger.email),
        None if has_address => words.contact_sent(),
        None => words.contact_sent_no_address(),
    };
    let body = view! {
        <h1>{words.contact_sent_title()}</h1>
        <p class="lede"><bdi>{how}</bdi></p>
        {asked}
        <p class="actions"><ButtonLink href=chrome.href(&exchange::Home) label=words.contact_home()/></p>
    };
    page(chrome, words.contact_sent_title(), body)
}
