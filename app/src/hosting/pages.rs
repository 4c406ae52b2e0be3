//! What anybody may see: which exchanges are here. The page of each is in `home::public`.

use leptos::prelude::*;

use crate::ledger::Unit;
use crate::paths::query::{Edge, ListQuery};
use crate::paths::{exchange, installation};
use crate::rate::UnitsPerHour;
use crate::sign_in::me::{OwnBalance, accounts};
use crate::ui::chrome::href_in;
use crate::ui::{ButtonLink, Chrome, EmptyState, ListPage, ListView, Tile, shared_page};

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

/// What an hour is in a unit, as somebody says it who explains the unit to a newcomer; nothing where that was never decided.
pub fn rule_of_thumb(chrome: &Chrome, unit: &Unit, rate: Option<UnitsPerHour>) -> Option<String> {
    let (words, rate) = (chrome.words(), rate?);
    let text = rate.typed_text(chrome.language);
    match (unit.is_time, text.as_str()) {
        (true, "1") => Some(words.public_hour_is_hour()),
        (true, _) => None,
        (false, "1") => Some(words.public_hour(format!("1\u{a0}{}", unit.name))),
        (false, text) => Some(words.public_hour(format!("{text}\u{a0}{}", unit.plural))),
    }
}

impl Card {
    /// Where it is, how many trade there, what it counts in: what is known, in one line.
    pub fn facts(&self, chrome: &Chrome) -> String {
        let words = chrome.words();
        let unit = if self.unit.is_time { words.front_unit_time() } else { words.front_unit(&self.unit.plural) };
        let mut facts = vec![words.front_members(self.members), unit];
        if !self.area.is_empty() {
            facts.insert(0, self.area.clone());
        }
        facts.join(" · ")
    }
}

/// So few are seen at a glance: nobody has to look for one.
const AT_A_GLANCE: usize = 8;

/// The installation's front page: all exchanges, or those that are looked for.
pub fn front_page(chrome: &Chrome, query: ListQuery, cards: ListPage<Card>, balances: &[OwnBalance]) -> String {
    let words = chrome.words();
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
        {exchanges(chrome, query, &cards)}
        <p>{words.ask_front()}" "<a href=installation::Ask.to_string()>{words.ask_title()}</a></p>
    };
    shared_page(chrome, words.front_title(), words.front_lede(), body)
}

fn exchanges(chrome: &Chrome, query: ListQuery, page: &ListPage<Card>) -> AnyView {
    let words = chrome.words();
    let typed = query.q.trim().to_owned();
    let is_all = typed.is_empty() && query.edge() == Edge::Start && !page.later;
    if is_all && page.lines.is_empty() {
        return view! { <EmptyState title=words.front_none()/> }.into_any();
    }
    let (shows, sorts) = (Vec::new(), Vec::new());
    let view = ListView { path: installation::Front, query, search: words.front_search(), shows, sorts };
    let search = (!is_all || page.lines.len() > AT_A_GLANCE).then(|| view.form(chrome));
    let none = page.lines.is_empty().then(|| {
        let front = installation::Front.to_string();
        view! { <EmptyState title=words.front_none_found(&typed)><p><a href=front>{words.front_all()}</a></p></EmptyState> }
    });
    let pager = view.pager(chrome, page, |card| (card.slug.clone(), card.name.clone()));
    let cards: Vec<_> = page.lines.iter().map(|card| exchange_card(chrome, card)).collect();
    view! { <h2>{words.front_exchanges()}</h2>{search}{none}<ul class="cards">{cards}</ul>{pager} }.into_any()
}

fn exchange_card(chrome: &Chrome, card: &Card) -> AnyView {
    let says =
        (!card.description.is_empty()).then(|| view! { <p class="does"><bdi>{card.description.clone()}</bdi></p> });
    view! {
        <li class=format!("hue-{} member", card.hue.min(23))>
            <Tile name=card.name.clone() hue=card.hue/>
            <div>
                <h2><a href=href_in(&card.slug, &exchange::Home)><bdi>{card.name.clone()}</bdi></a></h2>
                <p><bdi>{card.facts(chrome)}</bdi></p>
                {says}
            </div>
        </li>
    }
    .into_any()
}
