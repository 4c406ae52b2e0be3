//! The pages of who waits: what they can offer and look for, and who decides.

use jiff::civil::Date;
use leptos::prelude::*;

use super::forms::{LONGEST, OffersForm};
use crate::forms::FieldError;
use crate::paths::exchange;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Chrome, Hidden, SummaryList, SummaryRow, TextArea, day_text, error_of, form_page,
    marks, page,
};

/// The form of offers and wants.
pub fn offers_page(chrome: &Chrome, form: &OffersForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let most = u32::try_from(LONGEST).ok();
    let body = view! {
        <h1>{words.join_offers_title()}</h1>
        <p class="lede">{words.join_offers_lede()}</p>
        <form class="form" method="post" action=chrome.href(&exchange::JoinOffers) novalidate>
            {marks(chrome)}
            <TextArea name="offers" label=words.join_offers() hint=words.join_offers_hint() value=form.offers.clone()
                error=error_of(errors, "offers") maxlength=most/>
            <TextArea name="wants" label=words.join_wants() hint=words.join_wants_hint() value=form.wants.clone()
                error=error_of(errors, "wants") maxlength=most/>
            <div class="actions"><button>{words.join_offers_button()}</button><a href=chrome.href(&exchange::Home)>{words.join_skip()}</a></div>
        </form>
    };
    form_page(chrome, words.join_offers_title(), errors, body)
}

/// What who waits sees.
#[derive(Clone, Debug)]
pub struct WaitingPage {
    /// The application's key.
    pub id: i64,
    /// The exchange's name.
    pub exchange: String,
    /// Since when.
    pub since: Date,
    /// Who decides, by name; the chair first.
    pub deciders: Vec<String>,
    /// How many members have vouched for them and how many must, where members let people in.
    pub vouched: Option<(i64, i64)>,
    /// They came with an invitation that had no room left when they confirmed.
    pub was_invited: bool,
    /// They came with an invitation, and another officer than who made it must confirm it.
    pub half_admitted: bool,
    /// The same, and that was not confirmed.
    pub unconfirmed: bool,
    /// Where they live, as they said.
    pub area: String,
    /// What they offer.
    pub offers: String,
    /// What they look for.
    pub wants: String,
}

/// Who decides, and what happens next.
pub fn waiting_page(chrome: &Chrome, data: &WaitingPage) -> String {
    let words = chrome.words();
    let who = match data.deciders.as_slice() {
        [] => words.join_wait_committee(&data.exchange),
        names => words.join_wait_who(names.join(", ")),
    };
    let said = |text: &str| if text.is_empty() { words.join_nothing_said() } else { text.to_owned() };
    let change = || (chrome.href(&exchange::JoinOffers), words.change());
    let row = |label: String, text: String| SummaryRow::new(label, view! { <bdi>{text}</bdi> });
    let with_change = |row: SummaryRow| {
        let (href, text) = change();
        row.change(href, text)
    };
    let rows = vec![
        row(words.join_since(), day_text(words, data.since)),
        row(words.join_area(), said(&data.area)),
        with_change(row(words.join_offers(), said(&data.offers))),
        with_change(row(words.join_wants(), said(&data.wants))),
    ];
    let title = words.join_wait_title(&data.exchange);
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        <p class="lede"><bdi>{who}</bdi></p>
        {data.vouched.map(|(vouched, needed)| view! { <p>{words.join_wait_vouched(needed, vouched)}</p> })}
        {data.was_invited.then(|| view! { <p>{words.join_wait_invited()}</p> })}
        {data.half_admitted.then(|| view! { <p>{words.join_wait_second()}</p> })}
        {data.unconfirmed.then(|| view! { <p>{words.join_wait_unconfirmed()}</p> })}
        <p>{words.join_wait_next()}</p>
        <SummaryList rows=rows/>
        <p class="actions"><ButtonLink href=chrome.href(&exchange::Contact) label=words.contact_title() kind=ButtonKind::Secondary/>
            <a href=chrome.href(&exchange::Help)>{words.public_more()}</a></p>
        <form method="post" action=chrome.href(&exchange::WithdrawJoin)>
            {marks(chrome)}
            <Hidden name="application" value=data.id.to_string()/>
            <Button label=words.join_withdraw() kind=ButtonKind::Danger/>
        </form>
    };
    page(chrome, title, body)
}
