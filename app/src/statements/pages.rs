//! Where an account stands, with its gauge; the statement of a period; the entries with one partner.

use axum_extra::routing::TypedPath;
use jiff::civil::Date;
use leptos::prelude::*;

use super::period::Period;
use super::table::{Edges, table};
use super::year::Year;
use crate::forms::limit;
use crate::ids::{Code, TransferId};
use crate::ledger::{Account, Kind, RANGE};
use crate::paths::exchange;
use crate::paths::query::{ListQuery, StatementQuery};
use crate::time::Instant;
use crate::ui::chrome::href_as;
use crate::ui::text::{amount_text, day_text, month_text};
use crate::ui::{
    ButtonLink, Chrome, EmptyState, Gauge, ListPage, ListView, Pager, Place, Step, SummaryList, SummaryRow, Tab, Tabs,
    Tag, Tone, Voice, amount, page,
};

/// One side of a transfer, as the account's statement shows it.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct StatementLine {
    /// The transfer.
    #[cfg_attr(feature = "sql", sqlx(rename = "transfer_id"))]
    pub id: TransferId,
    /// Its place in the books, by which it is spoken of.
    #[cfg_attr(feature = "sql", sqlx(rename = "position"))]
    pub number: i64,
    /// What sort of transfer it is.
    pub kind: Kind,
    /// When it was entered.
    pub booked_at: Instant,
    /// Positive when received.
    pub amount: i64,
    /// The balance after it.
    pub balance_after: i64,
    /// Who stands on the other side.
    pub other: String,
    /// Their account, here or in the partner exchange.
    pub other_code: Code,
    /// What for; empty once erased.
    pub description: String,
    /// The committee entered it on behalf of the payer: who did.
    pub clerk: Option<String>,
    /// The limits did not bind it: the committee let it pass, or its kind does.
    #[cfg_attr(feature = "sql", sqlx(try_from = "crate::ids::Flag"))]
    pub waived: bool,
    /// It undoes that transfer.
    pub reverses: Option<TransferId>,
    /// That transfer undid it.
    pub undone: Option<TransferId>,
}

/// The sentences and the gauge of one's own account.
pub fn standing(chrome: &Chrome, place: &Place, account: &Account) -> AnyView {
    let (language, unit) = (chrome.language, &place.unit);
    let (text, voice) = (|parts| amount_text(unit, language, parts), Voice::of(chrome));
    let room = if !account.may_debit {
        voice.refused_may_not_pay()
    } else if account.min_balance <= -RANGE {
        voice.home_room_open()
    } else if account.room_to_pay() == 0 {
        voice.home_no_room()
    } else {
        voice.home_room(text(account.room_to_pay()), text(account.min_balance))
    };
    let up = (account.max_balance < RANGE).then(|| voice.home_room_up(text(account.room_to_receive())));
    let gauge = Gauge::of(account);
    let close = account.balance < account.warn_min || account.balance > account.warn_max;
    let close = close.then(|| view! { <p><Tag text=voice.receipt_warned() tone=Tone::Warning/></p> });
    view! {
        <section class="account">
            <h2 class="hidden">{voice.home_balance()}</h2>
            <p class="balance">{amount(unit, language, account.balance, true)}</p>
            {close}
            <p>{room.clone()}</p>
            {gauge.view(unit, language, room)}
            {up.map(|text| view! { <p class="muted">{text}</p> })}
        </section>
    }
    .into_any()
}

/// What came in and went out in a whole period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Paid to the account.
    pub received: i64,
    /// Paid from it.
    pub paid: i64,
}

/// The statement of a period, or one page of it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Of when.
    pub period: Period,
    /// The day on which it is read.
    pub today: Date,
    /// The calendar years in which something was booked, in their order.
    pub years: Vec<i16>,
    /// The balance before the period.
    pub at_start: i64,
    /// The balance before the first entry here.
    pub opening: i64,
    /// In the order they were booked.
    pub entries: Vec<StatementLine>,
    /// There are entries of this period before these; the page before ends before this transfer.
    pub before: Option<TransferId>,
    /// There are entries of this period after these; the next page begins after this transfer.
    pub after: Option<TransferId>,
    /// Of the whole period, whatever is on this page.
    pub sums: Sums,
    /// The year in one line; none for a month.
    pub line: Option<Year>,
    /// The month before and the month after in which something may have been booked; none for other periods.
    pub beside: [Option<Date>; 2],
}

/// Whose statement the committee reads.
#[derive(Clone, Debug)]
pub struct WhoseStatement {
    /// The account.
    pub code: Code,
    /// Whose it is.
    pub name: String,
    /// It is the exchange's own, and the reader may pay out of it.
    pub may_pay_out: bool,
}

impl Statement {
    /// The balance after the last entry here.
    pub fn closing(&self) -> i64 {
        self.entries.last().map_or(self.opening, |entry| entry.balance_after)
    }

    /// The balance at the end of the period.
    pub fn at_end(&self) -> i64 {
        self.at_start.saturating_add(self.sums.received).saturating_sub(self.sums.paid)
    }
}

/// The statement page: one's own, or another's for the committee.
pub fn statement_page(
    chrome: &Chrome,
    place: &Place,
    (account, holder): (&Account, Option<&WhoseStatement>),
    statement: &Statement,
) -> String {
    let (words, period) = (chrome.words(), statement.period.name(chrome.words()));
    let title = match holder {
        Some(holder) => words.statement_title_of(&holder.name, period),
        None => words.statement_title(period),
    };
    let top = match holder {
        _ if statement.period.is_over(statement.today) => at_end(chrome, place, statement),
        Some(holder) => holder_standing(chrome, place, account, holder),
        None => standing(chrome, place, account),
    };
    let voice = holder.map_or_else(|| Voice::of(chrome), |holder| Voice::about(chrome, &holder.name));
    let line = statement.line.as_ref().and_then(|year| {
        let line = year.view(voice, (chrome, place), account)?;
        Some(view! { <h2>{year.title(voice)}</h2>{line} })
    });
    let edges = Edges {
        opening: if statement.before.is_some() { words.statement_brought() } else { words.statement_opening() },
        closing: if statement.after.is_some() { words.statement_carried() } else { words.statement_closing() },
        balances: [statement.opening, statement.closing()],
        sums: statement.sums,
    };
    let entries = if statement.entries.is_empty() {
        nothing(chrome, holder.is_none())
    } else {
        let months = statement.next_to_months().then_some(|month| to(chrome, holder, Period::Month(month).query()));
        table(chrome, place, &statement.entries, (Some(edges), months))
    };
    let csv = csv_link(chrome, holder, statement.period.query());
    let pay = holder.filter(|holder| holder.may_pay_out).map(|holder| {
        let href = href_as(&place.slug, &holder.code, &exchange::Pay);
        view! { <p class="actions"><ButtonLink href=href label=words.common_pay()/></p> }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        {for_print(chrome, place, holder, statement)}
        {periods(chrome, holder, statement)}
        <div class="on-screen">{top}{pay}{line}</div>
        {search(chrome, holder, "")}
        {entries}
        {parts(chrome, holder, statement)}
        <p class="actions"><a href=csv>{words.statement_csv()}</a></p>
    };
    page(chrome, title, body)
}

impl Statement {
    /// Its months have pages of their own: longer than a month.
    fn next_to_months(&self) -> bool {
        !matches!(self.period, Period::Month(_))
    }
}

/// That nothing was booked, and for whoever could change that, how.
fn nothing(chrome: &Chrome, own: bool) -> AnyView {
    let words = chrome.words();
    let pay = chrome.href(&exchange::Pay);
    let link = own.then(|| view! { <p><a href=pay>{words.pay_title()}</a></p> }.into_any());
    view! { <EmptyState title=words.statement_none()>{link}</EmptyState> }.into_any()
}

/// The head of a paper statement, which has no menu: which exchange, whose account, from when to when, and how it stood at both ends.
fn for_print(chrome: &Chrome, place: &Place, holder: Option<&WhoseStatement>, statement: &Statement) -> AnyView {
    let words = chrome.words();
    let (name, code) = match (holder, &place.acting, &place.mine) {
        (Some(holder), ..) => (holder.name.clone(), holder.code.to_string()),
        (None, Some(acting), _) => (acting.name.clone(), acting.code.to_string()),
        (None, None, Some(mine)) => (mine.member.clone(), mine.code.to_string()),
        (None, None, None) => Default::default(),
    };
    let money = |parts| amount(&place.unit, chrome.language, parts, true);
    // Of whoever was erased the code is the name.
    let code = (name != code).then(|| format!(", {code}"));
    let rows = vec![
        SummaryRow::new(words.statement_exchange(), view! { <bdi>{place.name.clone()}</bdi> }),
        SummaryRow::new(words.statement_account(), view! { <bdi>{name}</bdi>{code} }),
        SummaryRow::new(words.statement_period(), statement.period.days(words, statement.today)),
        SummaryRow::new(words.statement_opening(), money(statement.at_start)),
        SummaryRow::new(words.statement_closing(), money(statement.at_end())),
        SummaryRow::new(words.statement_printed(), day_text(words, statement.today)),
    ];
    view! { <div class="for-print"><SummaryList rows=rows/></div> }.into_any()
}

/// What the balance was at the end of a period that is over: today's has no place above it.
fn at_end(chrome: &Chrome, place: &Place, statement: &Statement) -> AnyView {
    let words = chrome.words();
    let label = words.statement_on(day_text(words, statement.period.last(statement.today)));
    view! {
        <section class="account">
            <p><bdi>{label}</bdi></p>
            <p class="balance">{amount(&place.unit, chrome.language, statement.at_end(), true)}</p>
        </section>
    }
    .into_any()
}

fn holder_standing(chrome: &Chrome, place: &Place, account: &Account, holder: &WhoseStatement) -> AnyView {
    let (words, language) = (chrome.words(), chrome.language);
    let limit = |parts| limit::write(&place.unit, language, parts);
    let balance = amount(&place.unit, language, account.balance, true);
    let range = words.limits_range(limit(account.min_balance), limit(account.max_balance));
    let rows = vec![
        SummaryRow::new(words.member_code(), view! { <span class="code">{holder.code.to_string()}</span> }),
        SummaryRow::new(words.member_balance(), balance),
        SummaryRow::new(words.balances_limits(), range),
    ];
    view! { <SummaryList rows=rows/> }.into_any()
}

/// The statement that is asked for.
fn to(chrome: &Chrome, holder: Option<&WhoseStatement>, query: StatementQuery) -> String {
    match holder {
        Some(holder) => {
            let path = exchange::MemberStatement { code: holder.code.to_string() };
            chrome.href(&path.with_query_params(query))
        }
        None => chrome.href(&exchange::Statement.with_query_params(query)),
    }
}

/// The same for a spreadsheet.
fn csv_link(chrome: &Chrome, holder: Option<&WhoseStatement>, query: StatementQuery) -> String {
    match holder {
        Some(holder) => {
            let path = exchange::MemberStatementCsv { code: holder.code.to_string() };
            chrome.href(&path.with_query_params(query))
        }
        None => chrome.href(&exchange::StatementCsv.with_query_params(query)),
    }
}

/// To the last twelve months and to each calendar year, the latest first; from a month to those beside it.
fn periods(chrome: &Chrome, holder: Option<&WhoseStatement>, statement: &Statement) -> AnyView {
    let words = chrome.words();
    let years = statement.years.iter().rev().filter_map(|year| Date::new(*year, 1, 1).ok()).map(Period::Year);
    let tabs = std::iter::once(Period::UpTo(statement.today)).chain(years).map(|period| Tab {
        href: to(chrome, holder, period.query()),
        text: match period {
            Period::UpTo(_) => words.statement_twelve_tab(),
            year => year.name(words),
        },
        here: period == statement.period,
    });
    let tabs: Vec<Tab> = tabs.collect();
    let [earlier, later] = statement.beside.map(|month| {
        month.map(|month| Step {
            href: to(chrome, holder, Period::Month(month).query()),
            text: month_text(words, month),
        })
    });
    let any = earlier.is_some() || later.is_some();
    let months = any.then(|| view! { <Pager words=words label=words.statement_months() earlier=earlier later=later/> });
    view! { <Tabs label=words.statement_periods() tabs=tabs/>{months} }.into_any()
}

/// To other parts of the same period.
fn parts(chrome: &Chrome, holder: Option<&WhoseStatement>, statement: &Statement) -> Option<AnyView> {
    let words = chrome.words();
    let step = |query: StatementQuery| Step { href: to(chrome, holder, query), text: statement.period.name(words) };
    let period = statement.period.query();
    let earlier = statement.before.map(|id| step(StatementQuery { before: id.to_string(), ..period.clone() }));
    let later = statement.after.map(|id| step(StatementQuery { after: id.to_string(), ..period.clone() }));
    let any = earlier.is_some() || later.is_some();
    any.then(|| view! { <Pager words=words label=words.statement_parts() earlier=earlier later=later/> }.into_any())
}

/// Asks for the entries with one partner.
fn search(chrome: &Chrome, holder: Option<&WhoseStatement>, typed: &str) -> AnyView {
    match holder {
        Some(holder) => search_at(chrome, exchange::MemberStatement { code: holder.code.to_string() }, typed),
        None => search_at(chrome, exchange::Statement, typed),
    }
}

fn search_at<P: TypedPath + Clone>(chrome: &Chrome, path: P, typed: &str) -> AnyView {
    let query = ListQuery { q: typed.to_owned(), ..ListQuery::default() };
    let search = chrome.words().statement_search();
    ListView { path, query, search, shows: Vec::new(), sorts: Vec::new() }.form(chrome)
}

/// The entries with whoever is called so, the latest first, whenever they were: `lines.later` has those booked before them.
pub fn found_page(
    chrome: &Chrome,
    place: &Place,
    (typed, holder): (&str, Option<&WhoseStatement>),
    lines: &ListPage<StatementLine>,
) -> String {
    let words = chrome.words();
    let title = match holder {
        Some(holder) => words.statement_found_of(&holder.name, typed),
        None => words.statement_found(typed),
    };
    let all = to(chrome, holder, StatementQuery::default());
    let asked = StatementQuery { q: typed.to_owned(), ..StatementQuery::default() };
    let day = |line: &StatementLine| day_text(words, line.booked_at.day(&place.zone));
    let older = lines.lines.last().filter(|_| lines.later).map(|line| Step {
        href: to(chrome, holder, StatementQuery { after: line.id.to_string(), ..asked.clone() }),
        text: words.list_before(day(line)),
    });
    let newer = lines.lines.first().filter(|_| lines.earlier).map(|line| Step {
        href: to(chrome, holder, StatementQuery { before: line.id.to_string(), ..asked.clone() }),
        text: words.list_after(day(line)),
    });
    let entries = if lines.lines.is_empty() {
        view! { <EmptyState title=words.statement_found_none(typed)/> }.into_any()
    } else {
        table(chrome, place, &lines.lines, (None, None::<fn(Date) -> String>))
    };
    let any = older.is_some() || newer.is_some();
    let pager = any.then(|| view! { <Pager words=words earlier=older later=newer/> });
    let csv = csv_link(chrome, holder, asked);
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        {search(chrome, holder, typed)}
        {entries}
        {pager}
        <p class="actions"><a href=all>{words.statement_whole()}</a><a href=csv>{words.statement_csv()}</a></p>
    };
    page(chrome, title, body)
}
