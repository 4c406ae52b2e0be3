//! What anybody may see: which exchanges are here, and what each says of itself.

use axum_extra::routing::TypedPath as _;
use leptos::prelude::*;

use crate::ledger::Unit;
use crate::paths::query::NextQuery;
use crate::paths::{exchange, installation, link};
use crate::sign_in::me::accounts;
use crate::ui::chrome::href_in;
use crate::ui::{ButtonLink, Chrome, EmptyState, page};

/// An exchange as anybody sees it.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its first path segment.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it says of itself.
    pub description: String,
    /// Where it is.
    pub area: String,
    /// What it counts in.
    pub unit: Unit,
    /// How many active members.
    pub members: i64,
    /// Its hue, 0 to 23.
    pub hue: u8,
}

fn facts(chrome: &Chrome, card: &Card) -> String {
    let words = chrome.words();
    let unit = if card.unit.is_time { words.front_unit_time() } else { words.front_unit(&card.unit.plural) };
    let mut facts = vec![words.front_members(card.members), unit];
    if !card.area.is_empty() {
        facts.insert(0, card.area.clone());
    }
    facts.join(" · ")
}

/// The installation's front page.
pub fn front_page(chrome: &Chrome, cards: &[Card]) -> String {
    let words = chrome.words();
    let items = cards.iter().map(|card| {
        view! {
            <li class=format!("hue-{}", card.hue.min(23))>
                <h2><a href=href_in(&card.slug, &exchange::Home)>{card.name.clone()}</a></h2>
                <p>{card.description.clone()}</p>
                <p class="muted">{facts(chrome, card)}</p>
            </li>
        }
    });
    let list = if cards.is_empty() {
        view! { <EmptyState title=words.front_none()/> }.into_any()
    } else {
        view! { <h2>{words.front_exchanges()}</h2><ul class="cards">{items.collect_view()}</ul> }.into_any()
    };
    let sign_in = chrome.signed.is_none().then(|| {
        view! { <p class="actions"><ButtonLink href=installation::SignIn.to_string() label=words.sign_in()/></p> }
    });
    let mine = chrome.signed.as_ref().filter(|signed| !signed.memberships.is_empty());
    let mine = mine.map(|signed| view! { <h2>{words.me_exchanges()}</h2>{accounts(signed)} });
    let body = view! {
        <h1>{words.front_title()}</h1>
        <p class="lede">{words.front_lede()}</p>
        {sign_in}
        {mine}
        {list}
    };
    page(chrome, words.front_title(), body)
}

/// The public page of an exchange.
pub fn exchange_page(chrome: &Chrome, card: &Card) -> String {
    let words = chrome.words();
    let sign_in = chrome.signed.is_none().then(|| {
        let next = href_in(&card.slug, &exchange::Home);
        let to = link(&installation::SignIn.with_query_params(NextQuery { next }));
        view! { <p class="actions"><ButtonLink href=to label=words.sign_in()/></p> }
    });
    let body = view! {
        <h1>{card.name.clone()}</h1>
        <p class="muted">{facts(chrome, card)}</p>
        {sign_in}
        <h2>{words.public_about()}</h2>
        <p>{card.description.clone()}</p>
        <h2>{words.public_join()}</h2>
        <p>{words.public_join_how()}</p>
    };
    page(chrome, card.name.clone(), body)
}
