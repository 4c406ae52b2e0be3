//! The committee's page of all accounts: what waits for it on top, then every balance, its limits, state and last trade.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::home::Waiting;
use crate::ids::Code;
use crate::ledger::{RANGE, Unit};
use crate::paths::exchange;
use crate::ui::text::{day_text, number_text};
use crate::ui::{Chrome, Column, DataTable, Place, Tag, Tone, WorkItem, WorkList, number, page};
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

    fn never_traded(&self) -> bool {
        self.last.is_none() && self.holder == Holder::Member(MemberState::Active)
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
}

impl Show {
    /// The choice of that word in a link; all for any other.
    pub fn of_tag(tag: &str) -> Self {
        [Self::Beyond, Self::Close, Self::Never].into_iter().find(|show| show.tag() == tag).unwrap_or(Self::All)
    }

    fn holds(self, line: &BalanceLine) -> bool {
        match self {
            Self::All => true,
            Self::Beyond => line.is_beyond(),
            Self::Close => line.is_close(),
            Self::Never => line.never_traded(),
        }
    }

    /// What it shows, in words.
    pub fn text(self, words: &Words) -> String {
        match self {
            Self::All => words.balances_all(),
            Self::Beyond => words.balances_beyond(),
            Self::Close => words.balances_close(),
            Self::Never => words.balances_never(),
        }
    }

    /// Its word in a link.
    pub fn tag(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Beyond => "beyond",
            Self::Close => "close",
            Self::Never => "never",
        }
    }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct Balances {
    /// Every account of the exchange.
    pub lines: Vec<BalanceLine>,
    /// Which of them.
    pub show: Show,
    /// How many proposals of partners wait for an answer; 0 for who may not answer.
    pub proposals: usize,
    /// The reader may set limits.
    pub may_set_limits: bool,
    /// The reader may add members.
    pub may_add: bool,
}

/// What waits, and every balance with their sum.
pub fn balances_page(chrome: &Chrome, place: &Place, data: Balances) -> String {
    let words = chrome.words();
    let add = data.may_add.then(|| view! { <a href=chrome.href(&exchange::AddMember)>{words.add_title()}</a> });
    let body = view! {
        <h1>{words.balances_title()}</h1>
        <h2>{words.balances_work()}</h2>
        <WorkList words=words items=work(chrome, &data)/>
        <h2>{data.show.text(words)}</h2>
        {table(chrome, &place.unit, data)}
        <p class="actions">
            <a href=chrome.href(&exchange::BalancesCsv)>{words.statement_csv()}</a>
            {add}
            <a href=chrome.href(&exchange::Settings)>{words.settings_title()}</a>
        </p>
    };
    page(chrome, words.balances_title(), body)
}

fn work(chrome: &Chrome, data: &Balances) -> Vec<WorkItem> {
    let count = |show: Show| data.lines.iter().filter(|line| show.holds(line)).count();
    let (beyond, close, never) = (count(Show::Beyond), count(Show::Close), count(Show::Never));
    Waiting { beyond, close, proposals: data.proposals, never }.work(chrome)
}

fn table(chrome: &Chrome, unit: &Unit, data: Balances) -> AnyView {
    let words = chrome.words();
    let columns = vec![
        Column::text(words.balances_account()),
        Column::text(words.balances_state()),
        Column::text(words.balances_last()),
        Column::number(words.balances_balance()),
        Column::number(words.balances_limits()),
    ];
    let all = data.show == Show::All;
    let sum: i64 = data.lines.iter().map(|line| line.balance).sum();
    let foot = all.then(|| {
        let nothing = || ().into_any();
        let sum = number(unit, chrome.language, sum, true);
        vec![words.balances_sum().into_any(), nothing(), nothing(), sum, nothing()]
    });
    let shown = data.lines.into_iter().filter(|line| data.show.holds(line));
    let rows: Vec<_> = shown.map(|line| row(chrome, (unit, data.may_set_limits), line)).collect();
    let lede = if all {
        view! { <p>{words.balances_lede()}</p> }.into_any()
    } else {
        view! { <p><a href=chrome.href(&exchange::Balances)>{words.balances_all()}</a></p> }.into_any()
    };
    let none = rows.is_empty().then(|| view! { <p class="empty">{words.balances_none()}</p> });
    let caption = if unit.is_time { words.balances_caption_time() } else { words.balances_caption(&unit.plural) };
    let table = (!rows.is_empty()).then(|| {
        view! { <div class="wide"><DataTable caption=caption columns=columns rows=rows foot=foot/></div> }
    });
    view! { {lede}{none}{table} }.into_any()
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
    let range = view! { <bdi class="amount">{range}</bdi> };
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
        view! { <span class="nowrap">{last}</span> }.into_any(),
        view! { <span>{number(unit, language, line.balance, true)}{mark}</span> }.into_any(),
        limits,
    ]
}

fn limit(unit: &Unit, language: Language, parts: i64) -> String {
    if parts.abs() >= RANGE { "∞".to_owned() } else { number_text(unit, language, parts) }
}
