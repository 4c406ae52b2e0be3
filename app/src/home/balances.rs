//! The committee's page of all accounts: what waits for it on top, then every balance, its limits, state and last trade.

use axum_extra::routing::TypedPath as _;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::home::Waiting;
use crate::ids::Code;
use crate::ledger::{RANGE, Unit};
use crate::paths::exchange;
use crate::paths::query::{Edge, ListQuery};
use crate::ui::text::{day_text, number_text};
use crate::ui::{
    AmountText, Chrome, Column, DataTable, EmptyState, ListPage, ListView, Place, Tag, Tone, WorkList, number, page,
};
use crate::words::{Language, Words};

/// Whose an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A member, in this state.
    Member(MemberState),
    /// The exchange itself.
    Exchange,
    /// It stands for a partner exchange.
    Partner,
}

/// The state of a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberState {
    /// Waits to be let in.
    Applied,
    /// Takes part.
    Active,
    /// Was stopped by the committee.
    Suspended,
    /// Has left.
    Left,
}

impl MemberState {
    /// The state of that word in the database; one that is not known takes no part.
    pub fn of_tag(tag: &str) -> Self {
        match tag {
            "applied" => Self::Applied,
            "active" => Self::Active,
            "suspended" => Self::Suspended,
            _ => Self::Left,
        }
    }
}

/// One account.
#[derive(Clone, Debug)]
pub struct BalanceLine {
    /// Its code.
    pub code: Code,
    /// Whose it is.
    pub name: String,
    /// Whose kind of account it is.
    pub holder: Holder,
    /// The balance.
    pub balance: i64,
    /// The lowest allowed.
    pub min: i64,
    /// The highest allowed.
    pub max: i64,
    /// It is warned of below this.
    pub warn_min: i64,
    /// It is warned of above this.
    pub warn_max: i64,
    /// The day of its last entry.
    pub last: Option<Date>,
}

impl BalanceLine {
    fn is_beyond(&self) -> bool {
        self.balance < self.min || self.balance > self.max
    }

    fn is_close(&self) -> bool {
        !self.is_beyond() && (self.balance < self.warn_min || self.balance > self.warn_max)
    }

    /// What its holder is, in words: a member's state, or whose account it is.
    pub fn holder_text(&self, words: &Words) -> String {
        match self.holder {
            Holder::Member(MemberState::Applied) => words.state_applied(),
            Holder::Member(MemberState::Active) => words.state_active(),
            Holder::Member(MemberState::Suspended) => words.state_suspended(),
            Holder::Member(MemberState::Left) => words.state_left(),
            Holder::Exchange => words.holder_exchange(),
            Holder::Partner => words.holder_partner(),
        }
    }
}

/// Which accounts the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// All of them.
    All,
    /// Beyond a limit.
    Beyond,
    /// Beyond a warn line.
    Close,
    /// Members who never traded.
    Never,
    /// Members to whom a mail could not be delivered.
    Unreached,
}

impl Show {
    const ALL: [Self; 5] = [Self::All, Self::Beyond, Self::Close, Self::Never, Self::Unreached];

    /// The choice of that word in a link; all for any other.
    pub fn of_tag(tag: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.tag() == tag).unwrap_or(Self::All)
    }

    /// What it shows, in words.
    pub fn text(self, words: &Words) -> String {
        match self {
            Self::All => words.balances_all(),
            Self::Beyond => words.balances_beyond(),
            Self::Close => words.balances_close(),
            Self::Never => words.balances_never(),
            Self::Unreached => words.balances_unreached(),
        }
    }

    /// Its word in a link.
    pub fn tag(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Beyond => "beyond",
            Self::Close => "close",
            Self::Never => "never",
            Self::Unreached => "unreached",
        }
    }
}

/// In which order the accounts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BalancesSort {
    /// Members' accounts first, by code.
    Code,
    /// By name, as the exchange's language sorts.
    Name,
    /// The lowest balance first.
    Lowest,
}

impl BalancesSort {
    const ALL: [Self; 3] = [Self::Code, Self::Name, Self::Lowest];

    /// The order of that word in a link; by code for any other.
    pub fn of_tag(tag: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.tag() == tag).unwrap_or(Self::Code)
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::Lowest => "lowest",
        }
    }

    fn text(self, words: &Words) -> String {
        match self {
            Self::Code => words.balances_sort_code(),
            Self::Name => words.balances_sort_name(),
            Self::Lowest => words.balances_sort_lowest(),
        }
    }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Balances {
    /// What was asked.
    pub query: ListQuery,
    /// The accounts of this page.
    pub page: ListPage<BalanceLine>,
    /// The sum of all accounts of the exchange, whatever is shown.
    pub sum: i64,
    /// What waits, counted over all accounts.
    pub waits: Waiting,
    /// The reader may set limits.
    pub may_set_limits: bool,
    /// The reader may add members.
    pub may_add: bool,
}

/// What waits, and every balance with their sum.
pub fn balances_page(chrome: &Chrome, place: &Place, data: Balances) -> String {
    let words = chrome.words();
    let show = Show::of_tag(&data.query.show);
    let add = data.may_add.then(|| view! { <a href=chrome.href(&exchange::AddMember)>{words.add_title()}</a> });
    let csv = chrome.href(&exchange::BalancesCsv.with_query_params(data.query.from(Edge::Start)));
    let list = ListView {
        path: exchange::Balances,
        query: data.query.clone(),
        search: words.balances_search(),
        shows: Show::ALL.map(|show| (show.tag().to_owned(), show.text(words))).to_vec(),
        sorts: BalancesSort::ALL.map(|sort| (sort.tag().to_owned(), sort.text(words))).to_vec(),
    };
    let pager = list.pager(chrome, &data.page, |line| (line.code.to_string(), line.name.clone()));
    let lede = if show == Show::All {
        view! { <p>{words.balances_lede()}</p> }.into_any()
    } else {
        view! { <p><a href=chrome.href(&exchange::Balances)>{words.balances_all()}</a></p> }.into_any()
    };
    let body = view! {
        <h1>{words.balances_title()}</h1>
        <h2>{words.balances_work()}</h2>
        <WorkList words=words items=data.waits.work(chrome)/>
        <h2>{show.text(words)}</h2>
        {lede}
        {list.form(chrome)}
        {table(chrome, &place.unit, data)}
        {pager}
        <p class="actions">
            <a href=csv>{words.statement_csv()}</a>
            {add}
            <a href=chrome.href(&exchange::Settings)>{words.settings_title()}</a>
        </p>
    };
    page(chrome, words.balances_title(), body)
}

fn table(chrome: &Chrome, unit: &Unit, data: Balances) -> AnyView {
    let words = chrome.words();
    if data.page.lines.is_empty() {
        let all = chrome.href(&exchange::Balances);
        return view! { <EmptyState title=words.balances_none()><p><a href=all>{words.balances_all()}</a></p></EmptyState> }.into_any();
    }
    let columns = vec![
        Column::text(words.balances_account()),
        Column::text(words.balances_state()),
        Column::text(words.balances_last()),
        Column::number(words.balances_balance()),
        Column::number(words.balances_limits()),
    ];
    let all = Show::of_tag(&data.query.show) == Show::All && data.query.q.trim().is_empty();
    let foot = all.then(|| {
        let nothing = || ().into_any();
        let sum = number(unit, chrome.language, data.sum, true);
        vec![words.balances_sum().into_any(), nothing(), nothing(), sum, nothing()]
    });
    let rows: Vec<_> = data.page.lines.into_iter().map(|line| row(chrome, (unit, data.may_set_limits), line)).collect();
    let caption = if unit.is_time { words.balances_caption_time() } else { words.balances_caption(&unit.plural) };
    view! { <div class="wide"><DataTable caption=caption columns=columns rows=rows foot=foot/></div> }.into_any()
}

fn row(chrome: &Chrome, (unit, may_set_limits): (&Unit, bool), line: BalanceLine) -> Vec<AnyView> {
    let (words, language) = (chrome.words(), chrome.language);
    let (is_beyond, is_close, code) = (line.is_beyond(), line.is_close(), line.code.to_string());
    let state = line.holder_text(words);
    // Who has no page of their own has a statement.
    let href = match line.holder {
        Holder::Member(MemberState::Active | MemberState::Suspended) => {
            chrome.href(&exchange::Member { code: code.clone() })
        }
        _ => chrome.href(&exchange::MemberStatement { code: code.clone() }),
    };
    let name = view! { <a href=href><bdi>{line.name}</bdi></a> };
    let range = format!("{} … {}", limit(unit, language, line.min), limit(unit, language, line.max));
    let range = view! { <AmountText text=range/> };
    let limits = if matches!(line.holder, Holder::Member(_)) && may_set_limits {
        let href = chrome.href(&exchange::Limits { code: code.clone() });
        view! { <a href=href>{range}<span class="hidden">" "{words.limits_change()}</span></a> }.into_any()
    } else {
        range.into_any()
    };
    let mark = match (is_beyond, is_close) {
        (true, _) => Some((words.balances_is_beyond(), Tone::Warning)),
        (false, true) => Some((words.balances_is_close(), Tone::Warning)),
        (false, false) => None,
    };
    let mark = mark.map(|(text, tone)| view! { <span class="what"><Tag text=text tone=tone/></span> });
    let last = line.last.map_or_else(|| words.balances_no_trade(), |day| day_text(words, day));
    vec![
        view! { {name}<span class="what code">{code}</span> }.into_any(),
        state.into_any(),
        view! { <span class="nowrap"><bdi>{last}</bdi></span> }.into_any(),
        view! { <span>{number(unit, language, line.balance, true)}{mark}</span> }.into_any(),
        limits,
    ]
}

fn limit(unit: &Unit, language: Language, parts: i64) -> String {
    if parts.abs() >= RANGE { "∞".to_owned() } else { number_text(unit, language, parts) }
}
