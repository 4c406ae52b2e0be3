//! Telling the committee that something is wrong with a listing, and what the committee decides: letting it be seen, or taking it off.

use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use super::markdown;
use super::page::ListingSeen;
use super::states::{ListingAct, ListingState, next};
use crate::forms::{FieldError, Reader};
use crate::ids::ListingId;
use crate::paths::exchange;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Chrome, SummaryList, SummaryRow, Tag, TextArea, act_marks, day_text, error_of,
    form_page, marks,
};
use crate::words::Language;

/// What is wrong with it, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    /// Why.
    pub reason: String,
}

impl ReportForm {
    /// What was meant.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<String, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let reason = form.reason("reason", &self.reason);
        form.finish(|| reason)
    }
}

/// What the committee decides, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ModerateForm {
    /// Made by the page, so that sending it twice decides once.
    pub id: String,
    /// `allow` or `remove`.
    pub act: String,
    /// Why.
    pub reason: String,
}

impl ModerateForm {
    /// What was meant.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<(ListingAct, String), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let acts = [ListingAct::Allow, ListingAct::Remove].map(|act| (act.tag(), act));
        let act = form.choice("main", &self.act, acts);
        let reason = form.reason("reason", &self.reason);
        form.finish(|| Some((act?, reason?)))
    }
}

/// What a member said is wrong with it.
#[derive(Clone, Debug)]
pub struct ListingReport {
    /// Who said it.
    pub name: String,
    /// Why.
    pub why: String,
    /// When.
    pub day: Date,
}

/// The form of who tells the committee; `told` if they have before.
pub fn report_page(chrome: &Chrome, seen: (ListingId, &str), form: &ReportForm, errors: &[FieldError]) -> String {
    let (words, (id, title)) = (chrome.words(), seen);
    let listing = id.to_string();
    let back = chrome.href(&exchange::Listing { listing: listing.clone() });
    let body = view! {
        <h1>{words.market_report()}</h1>
        <p class="lede">{words.market_report_lede(title)}</p>
        <form class="form" method="post" action=chrome.href(&exchange::ReportListing { listing }) novalidate>
            {marks(chrome)}
            <TextArea name="reason" label=words.market_report_reason() value=form.reason.clone() error=error_of(errors, "reason") maxlength=500/>
            <div class="actions"><button>{words.market_report_button()}</button><a href=back>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, words.market_report(), errors, body.into_any())
}

/// That it was told.
pub fn reported_page(chrome: &Chrome, id: ListingId) -> String {
    let words = chrome.words();
    let (back, market) = (chrome.href(&exchange::Listing { listing: id.to_string() }), chrome.href(&exchange::Market));
    let body = view! {
        <h1>{words.market_reported()}</h1>
        <p class="lede">{words.market_reported_lede()}</p>
        <div class="actions"><ButtonLink href=market label=words.market_name()/><a href=back>{words.back()}</a></div>
    };
    form_page(chrome, words.market_reported(), &[], body.into_any())
}

/// The committee's page of one listing.
pub fn moderate_page(
    chrome: &Chrome,
    (seen, reports): (&ListingSeen, &[ListingReport]),
    form: &ModerateForm,
    errors: &[FieldError],
) -> String {
    let words = chrome.words();
    let listing = seen.id.to_string();
    let said = reports.iter().map(|one| {
        view! { <li><span><bdi>{one.name.clone()}</bdi>" "<span class="muted">{day_text(words, one.day)}</span></span><span class="what"><bdi>{one.why.clone()}</bdi></span></li> }
    });
    let said = (!reports.is_empty())
        .then(|| view! { <h2>{words.market_reports()}</h2><ul class="rows">{said.collect_view()}</ul> });
    let whose = seen.whose.as_ref().map_or(String::new(), |whose| whose.name.clone());
    let rows = vec![
        SummaryRow::new(words.market_whose(), view! { <bdi>{whose}</bdi> }),
        SummaryRow::new(
            words.market_price(),
            view! { <bdi>{seen.asked.price.text(&seen.unit, chrome.language)}</bdi> },
        ),
        SummaryRow::new(words.market_state(), state_text(chrome, seen.state)),
    ];
    let buttons = [ListingAct::Allow, ListingAct::Remove].into_iter().filter(|act| {
        let keeps = *act == ListingAct::Allow && seen.state == ListingState::Live;
        // Of what is on the market and not reported there is nothing to allow.
        next(seen.state, *act, false).is_ok_and(|becomes| becomes != Some(seen.state)) || (keeps && !reports.is_empty())
    });
    let buttons = buttons.enumerate().map(|(place, act)| {
        let kind = if place == 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
        let keeps = act == ListingAct::Allow && seen.state == ListingState::Live;
        let label = if keeps { words.market_keep() } else { act.label(seen.asked.kind, words) };
        view! { <Button label=label kind=kind name="act" value=act.tag().to_owned()/> }
    });
    let buttons = buttons.collect_view();
    let back = chrome.href(&exchange::Listing { listing: listing.clone() });
    let body = view! {
        <h1><bdi>{seen.asked.title.clone()}</bdi></h1>
        <p><Tag text=seen.asked.kind.name(words)/></p>
        {markdown::shown(&seen.asked.text)}
        <SummaryList rows=rows/>
        {said}
        <form class="form" method="post" action=chrome.href(&exchange::ModerateListing { listing }) novalidate>
            {act_marks(chrome, &form.id)}
            <TextArea name="reason" label=words.market_decide_reason() hint=words.market_decide_hint() value=form.reason.clone()
                error=error_of(errors, "reason") maxlength=500/>
            <div class="actions">{buttons}<a href=back>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, words.market_decide(), errors, body.into_any())
}

fn state_text(chrome: &Chrome, state: ListingState) -> String {
    let day = Date::MAX;
    state.text(chrome.words(), (Some(day), day))
}
