//! The committee's page of all accounts: what waits for it on top, then every balance, its limits, state and last trade.

use axum_extra::routing::TypedPath as _;
use jiff::civil::Date;
use leptos::prelude::*;

use crate::home::Waiting;
use crate::ids::Code;
use crate::journal::states::state_text;
use crate::members::states::MemberState;
use crate::paths::exchange;
use crate::paths::query::{Edge, ListQuery};
use crate::ui::chrome::href_as;
use crate::ui::face::tone;
use crate::ui::text::day_text;
use crate::ui::{
    AccountLine, Chrome, EmptyState, Face, Gauge, ListPage, ListView, Place, SummaryList, SummaryRow, Tag, Tile, Tone,
    WorkList, account_table, amount, page,
};
use crate::words::Words;

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

/// One account.
#[derive(Clone, Debug)]
pub struct BalanceLine {
    /// Its code.
    pub code: Code,
    /// Whose it is.
    pub name: String,
    /// Whose kind of account it is.
    pub holder: Holder,
    /// Where it stands between its limits.
    pub stands: Gauge,
    /// The day of its last entry.
    pub last: Option<Date>,
}

impl BalanceLine {
    /// What its holder is, in words: a member's state, or whose account it is.
    pub fn holder_text(&self, words: &Words) -> String {
        match self.holder {
            Holder::Member(state) => state_text(words, state.tag()),
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
    /// Members who are leaving.
    Leaving,
    /// Members who never traded.
    Never,
    /// Members to whom a mail could not be delivered.
    Unreached,
    /// Members who have not traded for long.
    Asleep,
}

impl Show {
    const ALL: [Self; 7] =
        [Self::All, Self::Beyond, Self::Close, Self::Leaving, Self::Never, Self::Unreached, Self::Asleep];

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
            Self::Leaving => words.balances_leaving(),
            Self::Never => words.balances_never(),
            Self::Unreached => words.balances_unreached(),
            Self::Asleep => words.balances_asleep(),
        }
    }

    /// Its word in a link.
    pub fn tag(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Beyond => "beyond",
            Self::Close => "close",
            Self::Leaving => "leaving",
            Self::Never => "never",
            Self::Unreached => "unreached",
            Self::Asleep => "asleep",
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
    /// The highest balance first.
    Highest,
    /// What moved last first.
    Latest,
}

impl BalancesSort {
    const ALL: [Self; 5] = [Self::Code, Self::Name, Self::Lowest, Self::Highest, Self::Latest];

    /// The order of that word in a link; by code for any other.
    pub fn of_tag(tag: &str) -> Self {
        Self::ALL.into_iter().find(|sort| sort.tag() == tag).unwrap_or(Self::Code)
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::Lowest => "lowest",
            Self::Highest => "highest",
            Self::Latest => "latest",
        }
    }

    fn text(self, words: &Words) -> String {
        match self {
            Self::Code => words.balances_account(),
            Self::Name => words.balances_name(),
            Self::Lowest => words.balances_sort_lowest(),
            Self::Highest => words.balances_sort_highest(),
            Self::Latest => words.balances_last(),
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
    /// How many accounts were found on all pages; none where all were asked for.
    pub found: Option<i64>,
    /// The sum of those that were found, else of all accounts of the exchange.
    pub sum: i64,
    /// The members together and each account of the exchange's own; nothing where some are looked for.
    pub shift: Vec<ShiftLine>,
    /// What waits, counted over all accounts.
    pub waits: Waiting,
    /// Members pay a subscription in money.
    pub has_subscriptions: bool,
    /// The reader may set limits.
    pub may_set_limits: bool,
    /// The reader may add members.
    pub may_add: bool,
    /// The reader may pay out of the exchange's own account.
    pub may_pay_out: bool,
}

/// What waits, and every balance with their sum.
pub fn balances_page(chrome: &Chrome, place: &Place, data: Balances) -> String {
    let words = chrome.words();
    let show = Show::of_tag(&data.query.show);
    let add = data.may_add.then(|| view! { <a href=chrome.href(&exchange::AddMember)>{words.add_title()}</a> });
    let subscriptions = data
        .has_subscriptions
        .then(|| view! { <a href=chrome.href(&exchange::Subscriptions)>{words.subscriptions_title()}</a> });
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
        view! { <p>{words.balances_lede()}</p>{common(chrome, place, data.may_pay_out)} }.into_any()
    } else {
        view! { <p><a href=chrome.href(&exchange::Balances)>{words.balances_all()}</a></p> }.into_any()
    };
    let shift = zero_shift(chrome, place, &data.shift);
    let body = view! {
        <h1>{words.balances_title()}</h1>
        <h2>{words.balances_work()}</h2>
        <WorkList words=words items=data.waits.work(chrome)/>
        <h2>{show.text(words)}</h2>
        {lede}
        {list.form(chrome)}
        {table(chrome, place, data)}
        {pager}
        {shift}
        <p class="actions">
            <a href=csv>{words.statement_csv()}</a>
            <a href=chrome.href(&exchange::Statistics)>{words.statistics_title()}</a>
            {subscriptions}
            {add}
            <a href=chrome.href(&exchange::Settings)>{words.settings_title()}</a>
        </p>
    };
    page(chrome, words.balances_title(), body)
}

/// A line of what makes the members' side drift from zero.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct ShiftLine {
    /// The account of the exchange's own; empty for the members together.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Where it stands.
    pub balance: i64,
    /// How often what was left of somebody was moved to or from it.
    pub moved: i64,
}

/// That the members together stand where the exchange's own accounts and its partners' do not, and why.
fn zero_shift(chrome: &Chrome, place: &Place, lines: &[ShiftLine]) -> Option<AnyView> {
    let words = chrome.words();
    // One account of the exchange's own says nothing that the table does not.
    if lines.len() < 3 {
        return None;
    }
    let row = |line: &ShiftLine| {
        let amount = amount(&place.unit, chrome.language, line.balance, true);
        if line.code.is_empty() {
            return SummaryRow::new(words.shift_members(), amount);
        }
        let href = chrome.href(&exchange::MemberStatement { code: line.code.clone() });
        let moved = (line.moved > 0).then(|| view! { " "<span class="what">{words.shift_moved(line.moved)}</span> });
        let link = view! { {amount}" "<a href=href><span class="code">{line.code.clone()}</span></a>{moved} };
        SummaryRow::new(line.name.clone(), link)
    };
    let rows: Vec<_> = lines.iter().map(row).collect();
    Some(view! { <h2>{words.shift_title()}</h2><p>{words.shift_lede()}</p><SummaryList rows=rows/> }.into_any())
}

/// To the exchange's own account: what moved on it, and by right to pay out of it.
fn common(chrome: &Chrome, place: &Place, may_pay_out: bool) -> AnyView {
    let (words, code) = (chrome.words(), Code::common(&place.code));
    let pay = may_pay_out.then(|| {
        let href = href_as(&place.slug, &code, &exchange::Pay);
        view! { " · "<a href=href>{words.common_pay()}</a> }
    });
    let href = chrome.href(&exchange::MemberStatement { code: code.to_string() });
    view! { <p class="on-screen"><a href=href>{words.common_statement()}</a>{pay}</p> }.into_any()
}

fn table(chrome: &Chrome, place: &Place, data: Balances) -> AnyView {
    let words = chrome.words();
    if data.page.lines.is_empty() {
        let all = chrome.href(&exchange::Balances);
        return view! { <EmptyState title=words.balances_none()><p><a href=all>{words.balances_all()}</a></p></EmptyState> }.into_any();
    }
    let label = data.found.map_or_else(|| words.balances_sum(), |found| words.balances_sum_found(found));
    let rows: Vec<_> =
        data.page.lines.into_iter().map(|line| row(chrome, (place, data.may_set_limits), line)).collect();
    account_table((&place.unit, chrome.language), rows, (label, data.sum))
}

fn row(chrome: &Chrome, (place, may_set_limits): (&Place, bool), line: BalanceLine) -> AccountLine {
    let (words, code) = (chrome.words(), line.code.to_string());
    // Who has no page of their own has a statement.
    let href = match line.holder {
        Holder::Member(state) if state.is_member() => chrome.href(&exchange::Member { code: code.clone() }),
        _ => chrome.href(&exchange::MemberStatement { code: code.clone() }),
    };
    let name = line.name.clone();
    let picture = match line.holder {
        Holder::Member(_) => view! { <Face name=name code=line.code.clone()/> }.into_any(),
        Holder::Exchange => view! { <Tile name=name hue=place.hue/> }.into_any(),
        Holder::Partner => {
            let hue = u8::try_from(tone(&line.code)).unwrap_or(0);
            view! { <Tile name=name hue=hue/> }.into_any()
        }
    };
    // A clearing account's limits are its agreement's.
    let may_set = may_set_limits && line.holder != Holder::Partner;
    AccountLine {
        picture,
        href,
        limits: may_set.then(|| chrome.href(&exchange::Limits { code: code.clone() })),
        code,
        state: state(words, &line),
        last: line.last.map_or_else(|| words.balances_no_trade(), |day| day_text(words, day)),
        name: line.name,
        stands: line.stands,
    }
}

/// That it is beyond a limit or close to one, and then nothing of what goes without saying; else what its holder is.
fn state(words: &Words, line: &BalanceLine) -> AnyView {
    let mark = match (line.stands.is_beyond(), line.stands.is_close()) {
        // Whoever leaves has no limits but zero.
        _ if line.holder == Holder::Member(MemberState::Leaving) => return line.holder_text(words).into_any(),
        (true, _) => words.balances_is_beyond(),
        (false, true) => words.balances_is_close(),
        (false, false) => return line.holder_text(words).into_any(),
    };
    let plain = line.holder == Holder::Member(MemberState::Active);
    let holder = (!plain).then(|| format!("{} ", line.holder_text(words)));
    view! { {holder}<Tag text=mark tone=Tone::Warning/> }.into_any()
}
