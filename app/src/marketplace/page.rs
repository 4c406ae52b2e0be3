//! The page of one offer or want: as others see it, and for its member with what can be done to it.

use axum_extra::routing::TypedPath as _;
use jiff::civil::Date;
use leptos::prelude::*;

use super::ListingKind;
use super::forms::ListingAsked;
use super::markdown;
use super::price::Price;
use super::states::{ListingAct, ListingState, is_over, next};
use crate::ids::{Code, ListingId};
use crate::ledger::Unit;
use crate::members::profile::phone::dialled;
use crate::paths::exchange;
use crate::paths::query::PayQuery;
use crate::ui::text::{day_text, typed_text};
use crate::ui::{
    ButtonLink, Chrome, Face, FieldError, Notice, Place, SummaryList, SummaryRow, Tag, Tone, form_page, marks,
};
use crate::words::Language;

/// A listing, as whoever reads it may know it.
#[derive(Clone, Debug)]
pub struct ListingSeen {
    /// Its id.
    pub id: ListingId,
    /// What it says.
    pub asked: ListingAsked,
    /// Its category, with the one above it; empty for none.
    pub category: String,
    /// What it is.
    pub state: ListingState,
    /// Its last day, once it was on the market.
    pub until: Option<Date>,
    /// Since when it is on the market.
    pub since: Option<Date>,
    /// Whose it is; nobody where the reader may not know.
    pub whose: Option<ListingWhose>,
    /// What its unit is.
    pub unit: Unit,
}

/// Whose it is.
#[derive(Clone, Debug)]
pub struct ListingWhose {
    /// Their name.
    pub name: String,
    /// Their account.
    pub code: Code,
    /// Where they are called, if the reader may see it.
    pub phone: String,
}

/// Who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListingReader {
    /// Whose it is, or who acts for them.
    Own,
    /// Another member; whether they look after the market.
    Member {
        /// They do.
        keeps: bool,
    },
    /// Nobody that is known here.
    Stranger,
}

/// The page, on that day; with what is wrong with what was pressed there.
pub fn listing_page(
    chrome: &Chrome,
    place: &Place,
    (seen, reader): (&ListingSeen, ListingReader),
    (today, errors): (Date, &[FieldError]),
) -> String {
    let words = chrome.words();
    let asked = &seen.asked;
    let own = (reader == ListingReader::Own).then(|| own_part(chrome, seen, today));
    let text = (!asked.text.is_empty()).then(|| markdown::shown(&asked.text));
    let ways = match reader {
        ListingReader::Own => None,
        ListingReader::Member { keeps } => Some(member_part(chrome, seen, keeps)),
        ListingReader::Stranger => Some(stranger_part(chrome, place)),
    };
    let body = view! {
        <h1><bdi>{asked.title.clone()}</bdi></h1>
        <p class="large"><Tag text=asked.kind.name(words) tone=Tone::Info/>" "<bdi>{asked.price.text(&seen.unit, chrome.language)}</bdi></p>
        {own}
        {text}
        <SummaryList rows=rows(chrome, seen)/>
        {ways}
    };
    form_page(chrome, asked.title.clone(), errors, body.into_any())
}

fn rows(chrome: &Chrome, seen: &ListingSeen) -> Vec<SummaryRow> {
    let words = chrome.words();
    let plain = |label: String, text: &str| {
        let text = text.to_owned();
        (!text.is_empty()).then(|| SummaryRow::new(label, view! { <bdi>{text}</bdi> }))
    };
    let whose = seen.whose.as_ref().map(|whose| {
        let href = chrome.href(&exchange::Member { code: whose.code.to_string() });
        let face = view! { <span class="person"><Face name=whose.name.clone() code=whose.code.clone()/><a href=href><bdi>{whose.name.clone()}</bdi></a></span> };
        SummaryRow::new(words.market_whose(), face)
    });
    let phone = seen.whose.as_ref().filter(|whose| !whose.phone.is_empty()).map(|whose| {
        let (href, number) = (dialled(&whose.phone), whose.phone.clone());
        SummaryRow::new(words.member_phone(), view! { <a href=href><bdi>{number}</bdi></a> })
    });
    let day = |day: Option<Date>| day.map_or(String::new(), |day| day_text(words, day));
    let rows = [
        whose,
        phone,
        plain(words.member_area(), &seen.asked.area),
        plain(words.market_category(), &seen.category),
        plain(words.market_since(), &day(seen.since)),
        plain(words.market_until(), &day(seen.until)),
        plain(words.market_reach(), &seen.asked.reach.name(words)),
    ];
    rows.into_iter().flatten().collect()
}

/// What its member reads above it, and can do.
fn own_part(chrome: &Chrome, seen: &ListingSeen, today: Date) -> AnyView {
    let words = chrome.words();
    let over = seen.state == ListingState::Live && is_over(seen.until, today);
    let (tone, said) = match seen.state {
        ListingState::Draft => (Tone::Warning, words.market_is_draft()),
        ListingState::Waiting => (Tone::Info, words.market_is_waiting()),
        ListingState::Live if over => (Tone::Warning, words.market_is_over()),
        ListingState::Live => (Tone::Success, words.market_is_live()),
        ListingState::Paused => (Tone::Info, words.market_is_paused()),
        ListingState::Done => (Tone::Info, words.market_is_done()),
        ListingState::Removed => (Tone::Warning, words.market_is_removed()),
    };
    let listing = seen.id.to_string();
    let edit = chrome.href(&exchange::EditListing { listing: listing.clone() });
    let buttons: Vec<_> = offered(seen.state)
        .into_iter()
        .enumerate()
        .map(|(place, act)| {
            let class = if place == 0 { "button" } else { "button second" };
            view! { <button class=class name="act" value=act.tag()>{act.label(seen.asked.kind, words)}</button> }
        })
        .collect();
    let all = chrome.href(&exchange::Listings);
    view! {
        <Notice tone=tone text=said/>
        <form method="post" action=chrome.href(&exchange::Listing { listing })>
            {marks(chrome)}
            <div class="actions">{buttons}<a href=edit>{words.market_change()}</a><a href=all>{words.market_own()}</a></div>
        </form>
    }
    .into_any()
}

/// What its member is offered to do, the likeliest first: whatever changes something.
pub fn offered(state: ListingState) -> Vec<ListingAct> {
    let changes = |act: &ListingAct| next(state, *act, false).is_ok_and(|becomes| becomes != Some(state));
    let renews = |act: &ListingAct| *act == ListingAct::Renew && state == ListingState::Live;
    ListingAct::own().filter(|act| changes(act) || renews(act)).collect()
}

/// What another member can do: trade begins from here with everything filled in.
fn member_part(chrome: &Chrome, seen: &ListingSeen, keeps: bool) -> AnyView {
    let words = chrome.words();
    let listing = seen.id.to_string();
    let pay = seen.whose.as_ref().filter(|_| seen.asked.kind == ListingKind::Offer).map(|whose| {
        let query = pay_query(seen, &whose.code, chrome.language);
        let href = chrome.href(&exchange::Pay.with_query_params(query));
        view! { <ButtonLink href=href label=words.member_pay(&whose.name)/> }
    });
    let help = (seen.asked.kind == ListingKind::Want).then(|| view! { <p>{words.market_want_how()}</p> });
    let report = chrome.href(&exchange::ReportListing { listing: listing.clone() });
    let decide = keeps.then(|| {
        let href = chrome.href(&exchange::ModerateListing { listing });
        view! { <a href=href>{words.market_decide()}</a> }
    });
    view! {
        {help}
        <div class="actions">{pay}<a href=report>{words.market_report()}</a>{decide}</div>
    }
    .into_any()
}

/// The payment form as this listing fills it in: an amount only where it is for the whole.
pub fn pay_query(seen: &ListingSeen, code: &Code, language: Language) -> PayQuery {
    let amount = match seen.asked.price {
        Price::Whole(parts) => typed_text(&seen.unit, language, parts),
        Price::Open | Price::Hour(_) => String::new(),
    };
    PayQuery { to: code.to_string(), amount, description: seen.asked.title.clone(), ..PayQuery::default() }
}

fn stranger_part(chrome: &Chrome, place: &Place) -> AnyView {
    let words = chrome.words();
    let (join, home) = (chrome.href(&exchange::Join), chrome.href(&exchange::Home));
    view! {
        <p>{words.market_stranger(&place.name)}</p>
        <div class="actions"><ButtonLink href=join label=words.join_title(&place.name)/><a href=home><bdi>{place.name.clone()}</bdi></a></div>
    }
    .into_any()
}
