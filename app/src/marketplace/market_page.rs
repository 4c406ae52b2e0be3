//! The market: what is offered and looked for, as a member or a stranger finds it.

use axum_extra::routing::TypedPath as _;
use jiff::civil::Date;
use leptos::prelude::*;

use super::ListingKind;
use super::card::{ListingCard, ListingCardOf};
use super::categories::Category;
use super::markdown;
use super::price::Price;
use crate::ids::{Code, ListingId};
use crate::members::active::LastActive;
use crate::paths::exchange;
use crate::paths::query::{Edge, MarketQuery, NewListingQuery};
use crate::time::Instant;
use crate::ui::list::{filter, pager};
use crate::ui::{ButtonLink, Chrome, EmptyState, ListPage, Place, Select, page, shared_page};

/// A listing in the list.
#[derive(Clone, Debug)]
pub struct MarketLine {
    /// Its id.
    pub id: ListingId,
    /// An offer or a want.
    pub kind: ListingKind,
    /// What it is.
    pub title: String,
    /// More about it, as it was typed.
    pub text: String,
    /// What it costs.
    pub price: Price,
    /// Where.
    pub area: String,
    /// The account of whose it is.
    pub code: Code,
    /// Their name; empty where the reader may not know it.
    pub name: String,
    /// When their account moved last.
    pub last_booked_at: Instant,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct MarketPage {
    /// What was asked.
    pub query: MarketQuery,
    /// The listings of this page.
    pub page: ListPage<MarketLine>,
    /// How many there are of what was asked.
    pub count: i64,
    /// The exchange's categories.
    pub categories: Vec<Category>,
    /// The day there.
    pub today: Date,
    /// Who reads it is a member.
    pub is_member: bool,
    /// They look after it.
    pub keeps: bool,
}

/// How much of a listing's words a card has room for.
const SHORT: usize = 120;

/// The page.
pub fn market_page(chrome: &Chrome, place: &Place, data: MarketPage) -> String {
    let words = chrome.words();
    let MarketPage { query, page: listed, count, categories, today, is_member, keeps } = data;
    let title = words.market_name();
    let asked_anything = query != MarketQuery::default();
    let none = listed.lines.is_empty().then(|| nothing(chrome, &query, (is_member, asked_anything)));
    let link = |edge: Edge| chrome.href(&exchange::Market.with_query_params(query.from(edge)));
    let pager = pager(words, &listed, link, |line| (line.id.to_string(), line.title.clone()));
    let cards = listed.lines.into_iter().map(|line| {
        let of = card(chrome, place, line, today);
        view! { <ListingCard of=of words=words/> }
    });
    let cards = cards.collect_view();
    let actions = is_member.then(|| actions(chrome, keeps));
    let lede = if is_member { words.market_lede() } else { words.market_lede_stranger(&place.name) };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lede">{lede}</p>
        {actions}
        {form(chrome, &query, &categories)}
        <h2>{words.market_count(count)}</h2>
        {none}
        <ul class="cards">{cards}</ul>
        {pager}
    };
    if is_member {
        page(chrome, title, body)
    } else {
        shared_page(chrome, title, words.market_lede_stranger(&place.name), body)
    }
}

/// A listing as a card.
fn card(chrome: &Chrome, place: &Place, line: MarketLine, today: Date) -> ListingCardOf {
    let words = chrome.words();
    let lately = if line.name.is_empty() {
        String::new()
    } else {
        LastActive::of(line.last_booked_at, (today, &place.zone)).sentence(words)
    };
    ListingCardOf {
        href: chrome.href(&exchange::Listing { listing: line.id.to_string() }),
        kind: line.kind,
        title: line.title,
        price: line.price.text(&place.unit, chrome.language),
        text: markdown::in_short(&line.text, SHORT),
        about: vec![line.name, line.area, lately],
        code: line.code,
        state: None,
    }
}

/// One box, and which kind and category; sent, it begins at the first page.
fn form(chrome: &Chrome, query: &MarketQuery, categories: &[Category]) -> AnyView {
    let words = chrome.words();
    let kinds = vec![
        (String::new(), words.market_kind_all()),
        (ListingKind::Offer.tag().to_owned(), words.market_offers()),
        (ListingKind::Want.tag().to_owned(), words.market_wants()),
    ];
    let all = (String::new(), words.market_category_all());
    let options = [all].into_iter().chain(categories.iter().map(|one| (one.id.to_string(), one.full_name(categories))));
    let options = options.collect::<Vec<_>>();
    let category = (!categories.is_empty()).then(|| {
        view! { <Select name="category" label=words.market_category() value=query.category.clone() options=options/> }
    });
    let kind = view! { <Select name="kind" label=words.list_show() value=query.kind.clone() options=kinds/> };
    let choices = view! { {kind}{category} }.into_any();
    filter(chrome, chrome.href(&exchange::Market), (words.market_search(), query.q.clone()), choices)
}

/// Nothing of what was asked: a member may say that they look for it.
fn nothing(chrome: &Chrome, query: &MarketQuery, (is_member, asked_anything): (bool, bool)) -> AnyView {
    let words = chrome.words();
    let typed = query.q.trim().to_owned();
    let all = asked_anything.then(|| view! { <p><a href=chrome.href(&exchange::Market)>{words.market_all()}</a></p> });
    let want = is_member.then(|| {
        let new = NewListingQuery { kind: ListingKind::Want.tag().to_owned(), title: typed.clone() };
        let label = if typed.is_empty() { words.market_new_want() } else { words.market_post_want(&typed) };
        let href = chrome.href(&exchange::NewListing.with_query_params(new));
        view! { <p><ButtonLink href=href label=label/></p> }
    });
    let title = if typed.is_empty() { words.market_none() } else { words.market_none_of(&typed) };
    view! { <EmptyState title=title>{want}{all}</EmptyState> }.into_any()
}

/// Offering, looking for, and one's own; the categories, for who looks after them.
fn actions(chrome: &Chrome, keeps: bool) -> AnyView {
    let words = chrome.words();
    let new = |kind: ListingKind| {
        let query = NewListingQuery { kind: kind.tag().to_owned(), title: String::new() };
        chrome.href(&exchange::NewListing.with_query_params(query))
    };
    let categories =
        keeps.then(|| view! { <a href=chrome.href(&exchange::Categories)>{words.market_categories()}</a> });
    view! {
        <p class="actions">
            <ButtonLink href=new(ListingKind::Offer) label=words.market_new_offer()/>
            <a href=new(ListingKind::Want)>{words.market_new_want()}</a>
            <a href=chrome.href(&exchange::Listings)>{words.market_own()}</a>
            {categories}
        </p>
    }
    .into_any()
}
