//! A member's own offers and wants, each with what it is.

use axum_extra::routing::TypedPath as _;
use jiff::civil::Date;
use leptos::prelude::*;

use super::ListingKind;
use super::card::{ListingCard, ListingCardOf};
use super::markdown;
use super::price::Price;
use super::states::{ListingState, is_over};
use crate::ids::{Code, ListingId};
use crate::paths::exchange;
use crate::paths::query::NewListingQuery;
use crate::ui::text::day_text;
use crate::ui::{ButtonLink, Chrome, EmptyState, Place, Tone, page};

/// One of them.
#[derive(Clone, Debug)]
pub struct OwnListing {
    /// Its id.
    pub id: ListingId,
    /// An offer or a want.
    pub kind: ListingKind,
    /// What it is.
    pub title: String,
    /// More about it.
    pub text: String,
    /// What it costs.
    pub price: Price,
    /// What has become of it.
    pub state: ListingState,
    /// Its last day.
    pub until: Option<Date>,
}

/// The page, on that day.
pub fn own_page(chrome: &Chrome, place: &Place, own: Vec<OwnListing>, today: Date) -> String {
    let words = chrome.words();
    let code = place.mine.as_ref().map_or(Code::stored(""), |mine| mine.code.clone());
    let none = own
        .is_empty()
        .then(|| view! { <EmptyState title=words.market_own_none()><p>{words.market_own_none_how()}</p></EmptyState> });
    let cards = own.into_iter().map(|one| {
        let over = one.state == ListingState::Live && is_over(one.until, today);
        let tone = if over { Tone::Warning } else { one.state.tone() };
        let until = one
            .until
            .filter(|_| one.state == ListingState::Live)
            .map(|day| words.market_until_day(day_text(words, day)));
        let of = ListingCardOf {
            href: chrome.href(&exchange::Listing { listing: one.id.to_string() }),
            kind: one.kind,
            title: one.title,
            price: one.price.text(&place.unit, chrome.language),
            text: markdown::in_short(&one.text, 120),
            about: vec![until.unwrap_or_default()],
            code: code.clone(),
            state: Some((one.state.text(words, (one.until, today)), tone)),
        };
        view! { <ListingCard of=of words=words/> }
    });
    let new = |kind: ListingKind| {
        let query = NewListingQuery { kind: kind.tag().to_owned(), title: String::new() };
        chrome.href(&exchange::NewListing.with_query_params(query))
    };
    let body = view! {
        <h1>{words.market_own()}</h1>
        <p class="actions">
            <ButtonLink href=new(ListingKind::Offer) label=words.market_new_offer()/>
            <a href=new(ListingKind::Want)>{words.market_new_want()}</a>
            <a href=chrome.href(&exchange::Market)>{words.market_name()}</a>
        </p>
        {none}
        <ul class="cards">{cards.collect_view()}</ul>
    };
    page(chrome, words.market_own(), body)
}
