//! The page on which anybody asks for an exchange, those behind its mail, and what the host sees of it.

use axum_extra::routing::TypedPath as _;
use leptos::prelude::*;

use super::{Ask, DeclineForm, WishForm};
use crate::forms::FieldError;
use crate::hosting::opening::pages::{template_choice, template_name};
use crate::paths::query::OpeningQuery;
use crate::paths::{installation, link};
use crate::rules::catalogue::Template;
use crate::ui::text::day_text;
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Chrome, Field, SummaryList, SummaryRow, TextArea, act_marks,
    described_form_page, error_of, form_page, marks,
};

/// The form.
pub fn ask_page(chrome: &Chrome, form: &WishForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let error = |field| error_of(errors, field);
    let typed = form.clone();
    let body = view! {
        <h1>{words.ask_title()}</h1>
        <p class="lede">{words.ask_lede()}</p>
        <form class="form" method="post" action=installation::Ask.to_string() novalidate>
            {act_marks(chrome, &form.id)}
            <Field name="community" label=words.ask_community() value=typed.community error=error("community") autocomplete="off"/>
            <Field name="place" label=words.opening_area() hint=words.opening_area_hint() value=typed.place error=error("place") autocomplete="off"/>
            <TextArea name="purpose" label=words.ask_purpose() hint=words.ask_purpose_hint() value=typed.purpose error=error("purpose") maxlength=1000/>
            {template_choice(chrome, typed.template, error("template"))}
            <Field name="name" label=words.setup_name() value=typed.name error=error("name") autocomplete="name"/>
            <Field name="email" label=words.sign_in_email() hint=words.ask_email_hint() value=typed.email error=error("email") kind="email" autocomplete="email"/>
            <button>{words.ask_send()}</button>
        </form>
    };
    described_form_page(chrome, (words.ask_title(), words.ask_lede()), errors, body.into_any())
}

/// A page that says one thing.
fn said(chrome: &Chrome, title: String, text: String) -> String {
    let front = installation::Front.to_string();
    let to_front = chrome.words().to_front();
    let body = view! { <h1>{title.clone()}</h1><p>{text}</p><p><a href=front>{to_front}</a></p> };
    ui::page(chrome, title, body)
}

/// A mail is on its way, whoever it goes to.
pub fn ask_sent_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    said(chrome, words.ask_sent_title(), words.ask_sent())
}

/// Behind the link of the mail: the button that asks.
pub fn ask_confirm_page(chrome: &Chrome, token: &str, community: &str) -> String {
    let words = chrome.words();
    let action = installation::ConfirmAsk { token: token.to_owned() }.to_string();
    let body = view! {
        <h1>{words.ask_title()}</h1>
        <p>{words.ask_confirm(community)}</p>
        <form method="post" action=action>
            {marks(chrome)}
            <button>{words.ask_confirm_button()}</button>
        </form>
    };
    ui::page(chrome, words.ask_title(), body)
}

/// It stands with the host.
pub fn ask_stands_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    said(chrome, words.ask_stands_title(), words.ask_stands())
}

/// The link leads nowhere any more.
pub fn ask_over_page(chrome: &Chrome) -> String {
    let words = chrome.words();
    said(chrome, words.ask_over_title(), words.ask_over())
}

/// Those who ask and wait, on the host's page.
pub fn waiting_asks(chrome: &Chrome, asks: &[Ask]) -> Option<AnyView> {
    let words = chrome.words();
    let items: Vec<_> = asks
        .iter()
        .map(|ask| {
            let href = installation::HostAsk { id: ask.id.to_string() }.to_string();
            let since = words.ask_since(day_text(words, ask.asked_at.day(&chrome.zone())));
            view! { <li><a href=href><bdi>{ask.community.clone()}</bdi></a>" "<span class="muted"><bdi>{format!("{} · {since}", ask.place)}</bdi></span></li> }
        })
        .collect();
    let any = !items.is_empty();
    any.then(|| view! { <h2>{words.ask_waiting()}</h2><ul>{items}</ul> }.into_any())
}

/// One who asks: all that they wrote, opening it, declining it.
pub fn host_ask_page(chrome: &Chrome, ask: &Ask, form: &DeclineForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let template = Template::of_tag(&ask.template).map_or_else(String::new, |one| template_name(words, one));
    let rows = vec![
        SummaryRow::new(words.opening_area(), view! { <bdi>{ask.place.clone()}</bdi> }),
        SummaryRow::new(words.ask_purpose(), view! { <bdi>{ask.purpose.clone()}</bdi> }),
        SummaryRow::new(words.opening_template(), template),
        SummaryRow::new(words.ask_who(), view! { <bdi>{ask.name.clone()}</bdi> }),
        SummaryRow::new(words.sign_in_email(), view! { <bdi>{ask.email.clone()}</bdi> }),
    ];
    let id = ask.id.to_string();
    let open = link(&installation::NewExchange.with_query_params(OpeningQuery { ask: id.clone() }));
    let action = installation::HostAsk { id }.to_string();
    let title = ask.community.clone();
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        <SummaryList rows=rows/>
        <p class="actions"><ButtonLink href=open label=words.ask_open()/></p>
        <h2>{words.ask_decline_title()}</h2>
        <form class="form" method="post" action=action novalidate>
            {marks(chrome)}
            <Field name="reason" label=words.ask_decline_reason() hint=words.ask_decline_hint() value=form.reason.clone()
                error=error_of(errors, "reason") autocomplete="off"/>
            <div class="actions">
                <Button label=words.ask_decline() kind=ButtonKind::Danger/>
                <a href=installation::Host.to_string()>{words.host_title()}</a>
            </div>
        </form>
    };
    form_page(chrome, title, errors, body.into_any())
}
