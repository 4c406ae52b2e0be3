//! What the host sees: every exchange here, and how it is doing.
//!
//! Always holds: nothing but how many and when. No member's name, entry or balance is in any type of this file.

use leptos::prelude::*;

use super::asking::Ask;
use super::asking::pages::waiting_asks;
use crate::paths::installation;
use crate::paths::query::{Edge, ListQuery};
use crate::time::Instant;
use crate::ui::pieces::Tone;
use crate::ui::text::day_text;
use crate::ui::{self, ButtonLink, Chrome, EmptyState, ListPage, ListView, Tag, Tile};
use crate::words::Words;

/// After how many days without trade a member counts as asleep.
pub const ASLEEP_AFTER: i64 = 180;

/// Whether an exchange is open, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostStanding {
    /// To everybody, as its rules say.
    Open,
    /// To be read by everybody whom it concerns; nothing can be entered for a while.
    Suspended,
    /// The same, for good.
    Archived,
    /// To nobody; its books stay.
    Closed,
    /// Its books come from elsewhere, part by part.
    Importing,
    /// It is being taken away.
    Removing,
}

impl HostStanding {
    /// The state of that word in the database; closed for any other, since that promises least.
    pub fn of_tag(tag: &str) -> Self {
        match tag {
            "open" => Self::Open,
            "suspended" => Self::Suspended,
            "archived" => Self::Archived,
            "importing" => Self::Importing,
            "removing" => Self::Removing,
            _ => Self::Closed,
        }
    }

    /// Its word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Suspended => "suspended",
            Self::Archived => "archived",
            Self::Closed => "closed",
            Self::Importing => "importing",
            Self::Removing => "removing",
        }
    }

    /// Whether its pages can be read.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Open | Self::Suspended | Self::Archived)
    }

    pub(super) fn tag(self, words: &Words) -> AnyView {
        let (text, tone) = match self {
            Self::Open => (words.host_open(), Tone::Success),
            Self::Suspended => (words.host_suspended(), Tone::Warning),
            Self::Archived => (words.host_archived(), Tone::Info),
            Self::Closed => (words.host_closed(), Tone::Warning),
            Self::Importing => (words.host_importing(), Tone::Info),
            Self::Removing => (words.host_removing(), Tone::Warning),
        };
        view! { <Tag text=text tone=tone/> }.into_any()
    }
}

impl From<String> for HostStanding {
    fn from(tag: String) -> Self {
        Self::of_tag(&tag)
    }
}

/// Which exchanges the list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All of them.
    All,
    /// Those that are open.
    Open,
    /// Those that are not.
    NotOpen,
    /// Those where somebody waits to be admitted.
    Waiting,
}

impl Shown {
    const ALL: [Self; 4] = [Self::All, Self::Open, Self::NotOpen, Self::Waiting];

    /// What that word in a link shows; all for any other.
    pub fn of_tag(tag: &str) -> Self {
        Self::ALL.into_iter().find(|shown| shown.tag() == tag).unwrap_or(Self::All)
    }

    /// Its word in a link.
    pub fn tag(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Open => "open",
            Self::NotOpen => "not-open",
            Self::Waiting => "waiting",
        }
    }

    fn text(self, words: &Words) -> String {
        match self {
            Self::All => words.host_show_all(),
            Self::Open => words.host_show_open(),
            Self::NotOpen => words.host_show_not_open(),
            Self::Waiting => words.host_show_waiting(),
        }
    }
}

/// How an exchange is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct ExchangeHealth {
    /// Its first path segment.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub area: String,
    /// Its hue, 0 to 23.
    #[cfg_attr(feature = "sql", sqlx(try_from = "i64"))]
    pub hue: u8,
    /// Whether it is open.
    #[cfg_attr(feature = "sql", sqlx(rename = "status", try_from = "String"))]
    pub standing: HostStanding,
    /// How many take part.
    pub members: i64,
    /// How many of them are asleep.
    pub sleepers: i64,
    /// How many wait to be admitted.
    pub waiting: i64,
    /// When anybody's account moved last; 0 if none ever did.
    pub last_trade: Instant,
}

/// Address and name of the exchanges that ask for an interim chair, on the host's page.
fn chairs(chrome: &Chrome, chairs: Vec<(String, String)>) -> Option<AnyView> {
    let item = |(slug, name): (String, String)| {
        let href = installation::HostChair { slug }.to_string();
        view! { <li><a href=href><bdi>{name}</bdi></a></li> }
    };
    let any = !chairs.is_empty();
    let items: Vec<_> = chairs.into_iter().map(item).collect();
    any.then(|| view! { <h2>{chrome.words().chair_host_asks()}</h2><ul>{items}</ul> }.into_any())
}

/// The host's page: who asks for an exchange, which asks for an interim chair, and a page of the list of all.
pub fn host_page(
    chrome: &Chrome,
    (asks, chairs): (&[Ask], Vec<(String, String)>),
    query: ListQuery,
    page: ListPage<ExchangeHealth>,
) -> String {
    let words = chrome.words();
    let is_all = query.q.trim().is_empty() && query.show.is_empty() && query.edge() == Edge::Start;
    let view = ListView {
        path: installation::Host,
        query,
        search: words.host_search(),
        shows: Shown::ALL.map(|shown| (shown.tag().to_owned(), shown.text(words))).to_vec(),
        sorts: Vec::new(),
    };
    let pager = view.pager(chrome, &page, |line| (line.slug.clone(), line.name.clone()));
    let list = match (page.lines.is_empty(), is_all) {
        (true, true) => view! { <EmptyState title=words.host_none()/> }.into_any(),
        (true, false) => {
            let all = installation::Host.to_string();
            view! { <EmptyState title=words.host_none_found()><p><a href=all>{words.front_all()}</a></p></EmptyState> }
                .into_any()
        }
        _ => {
            let cards: Vec<_> = page.lines.iter().map(|line| card(chrome, line)).collect();
            view! { <ul class="cards">{cards}</ul> }.into_any()
        }
    };
    let body = view! {
        <h1>{words.host_title()}</h1>
        <p class="lede">{words.host_lede()}</p>
        <p class="actions"><ButtonLink href=installation::NewExchange.to_string() label=words.host_new()/></p>
        {waiting_asks(chrome, asks)}
        {self::chairs(chrome, chairs)}
        {view.form(chrome)}
        {list}
        {pager}
        <p class="hint">{words.host_asleep(ASLEEP_AFTER)}</p>
    };
    ui::page(chrome, words.host_title(), body)
}

/// An exchange, and how it is doing in one line.
fn card(chrome: &Chrome, line: &ExchangeHealth) -> AnyView {
    let href = installation::HostExchange { slug: line.slug.clone() }.to_string();
    view! {
        <li class=format!("hue-{} member", line.hue.min(23))>
            <Tile name=line.name.clone() hue=line.hue/>
            <div>
                <h2><a href=href><bdi>{line.name.clone()}</bdi></a>" "<span class="code">{format!("/{}", line.slug)}</span></h2>
                <p>{line.standing.tag(chrome.words())}" "<bdi>{line.area.clone()}</bdi></p>
                <p class="does">{line.sentence(chrome)}</p>
            </div>
        </li>
    }
    .into_any()
}

impl ExchangeHealth {
    /// How many take part, sleep, want to join; when anybody traded last.
    pub(super) fn sentence(&self, chrome: &Chrome) -> String {
        let words = chrome.words();
        let last = match self.last_trade {
            Instant(0) => words.host_no_trade(),
            last => words.host_last(day_text(words, last.day(&chrome.zone()))),
        };
        let asleep = (self.sleepers > 0).then(|| words.host_line_asleep(self.sleepers));
        let waiting = (self.waiting > 0).then(|| words.host_line_waiting(self.waiting));
        let parts = [Some(words.front_members(self.members)), asleep, waiting, Some(last)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}
