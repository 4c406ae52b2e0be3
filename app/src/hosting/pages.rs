//! What anybody may see: which exchanges are here, and what each says of itself.

use axum_extra::routing::TypedPath as _;
use leptos::prelude::*;

use crate::ledger::Unit;
use crate::paths::query::{ListQuery, NextQuery};
use crate::paths::{exchange, installation, link};
use crate::sign_in::me::{OwnBalance, accounts};
use crate::text::folded;
use crate::ui::chrome::href_in;
use crate::ui::{ButtonLink, Chrome, EmptyState, ListView, page};

/// An exchange as anybody sees it.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
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
    #[cfg_attr(feature = "sql", sqlx(flatten))]
    pub unit: Unit,
    /// How many active members.
    pub members: i64,
    /// Its hue, 0 to 23.
    #[cfg_attr(feature = "sql", sqlx(try_from = "i64"))]
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

/// Above so many, the front page shows no more at once and offers to look for one.
const SHOWN: usize = 24;

impl Card {
    /// Whether it is meant by what was looked for, each word of which stands somewhere in what it says.
    fn is_meant(&self, typed: &str) -> bool {
        let all = folded(&[&self.name, &self.area, &self.description, &self.slug].map(String::as_str).join(" "));
        folded(typed).split(' ').all(|word| all.contains(word))
    }
}

/// The installation's front page: all exchanges, or those that are looked for.
pub fn front_page(chrome: &Chrome, query: ListQuery, cards: Vec<Card>, balances: &[OwnBalance]) -> String {
    let words = chrome.words();
    let (all, typed) = (cards.len(), query.q.trim().to_owned());
    let found: Vec<Card> = cards.into_iter().filter(|card| card.is_meant(&typed)).collect();
    let search = (all > SHOWN).then(|| {
        let (shows, sorts) = (Vec::new(), Vec::new());
        ListView { path: installation::Front, query, search: words.front_search(), shows, sorts }.form(chrome)
    });
    let more = i64::try_from(found.len().saturating_sub(SHOWN)).unwrap_or(i64::MAX);
    let more = (more > 0).then(|| view! { <p>{words.front_more(more)}</p> });
    let items = found.iter().take(SHOWN).map(|card| {
        view! {
            <li class=format!("hue-{}", card.hue.min(23))>
                <h2><a href=href_in(&card.slug, &exchange::Home)><bdi>{card.name.clone()}</bdi></a></h2>
                <p><bdi>{card.description.clone()}</bdi></p>
                <p class="muted"><bdi>{facts(chrome, card)}</bdi></p>
            </li>
        }
    });
    let list = match (all, found.is_empty()) {
        (0, _) => view! { <EmptyState title=words.front_none()/> }.into_any(),
        (_, true) => {
            let front = installation::Front.to_string();
            view! { <h2>{words.front_exchanges()}</h2>{search}<EmptyState title=words.front_none_found(&typed)><p><a href=front>{words.front_all()}</a></p></EmptyState> }
                .into_any()
        }
        _ => view! { <h2>{words.front_exchanges()}</h2>{search}<ul class="cards">{items.collect_view()}</ul>{more} }
            .into_any(),
    };
    let sign_in = chrome.signed.is_none().then(|| {
        view! { <p class="actions"><ButtonLink href=installation::SignIn.to_string() label=words.sign_in()/></p> }
    });
    let mine = chrome.signed.as_ref().filter(|signed| !signed.memberships.is_empty());
    let mine = mine.map(|signed| view! { <h2>{words.me_exchanges()}</h2>{accounts(chrome, signed, balances)} });
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
        <h1><bdi>{card.name.clone()}</bdi></h1>
        <p class="muted"><bdi>{facts(chrome, card)}</bdi></p>
        {sign_in}
        <h2>{words.public_about()}</h2>
        <p><bdi>{card.description.clone()}</bdi></p>
        <h2>{words.public_join()}</h2>
        <p>{words.public_join_how()}</p>
    };
    page(chrome, card.name.clone(), body)
}
