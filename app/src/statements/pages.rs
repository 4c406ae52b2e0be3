//! The home page with the gauge, and the statement of one month.

use axum_extra::routing::TypedPath as _;
use jiff::civil::Date;
use leptos::prelude::*;

use super::marks::marks;
use crate::forms::limit;
use crate::ids::{Code, TransferId};
use crate::ledger::{Account, Kind, RANGE};
use crate::paths::exchange;
use crate::paths::query::MonthQuery;
use crate::time::Instant;
use crate::ui::text::{amount_text, day_text, month_text};
use crate::ui::{
    Chrome, EmptyState, Face, Gauge, Pager, Place, Step, SummaryList, SummaryRow, Tag, Tone, Voice, amount, number,
    page,
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
    let room = if account.min_balance <= -RANGE {
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

/// The statement of one month, or one page of it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The first day of the month.
    pub month: Date,
    /// The day on which it is read.
    pub today: Date,
    /// The balance at the end of the month.
    pub at_end: i64,
    /// The balance before the first entry here.
    pub opening: i64,
    /// In the order they were booked.
    pub entries: Vec<StatementLine>,
    /// There are entries of this month before these; the page before ends before this transfer.
    pub before: Option<TransferId>,
    /// There are entries of this month after these; the next page begins after this transfer.
    pub after: Option<TransferId>,
    /// There are entries before this month.
    pub earlier: bool,
    /// There are entries after this month.
    pub later: bool,
}

/// Whose statement the committee reads.
#[derive(Clone, Debug)]
pub struct WhoseStatement {
    /// The account.
    pub code: Code,
    /// Whose it is.
    pub name: String,
}

impl Statement {
    /// The balance after the last entry here.
    pub fn closing(&self) -> i64 {
        self.entries.last().map_or(self.opening, |entry| entry.balance_after)
    }
}

/// The statement page: one's own, or another's for the committee.
pub fn statement_page(
    chrome: &Chrome,
    place: &Place,
    (account, holder): (&Account, Option<&WhoseStatement>),
    statement: &Statement,
) -> String {
    let words = chrome.words();
    let month = month_text(words, statement.month);
    let title = match holder {
        Some(holder) => words.statement_title_of(&holder.name, month),
        None => words.statement_title(month),
    };
    let top = match holder {
        _ if statement.today.first_of_month() > statement.month => at_end(chrome, place, statement),
        Some(holder) => holder_standing(chrome, place, account, holder),
        None => standing(chrome, place, account),
    };
    let query = asks(statement.month);
    let csv = match holder {
        Some(holder) => {
            let path = exchange::MemberStatementCsv { code: holder.code.to_string() };
            chrome.href(&path.with_query_params(query))
        }
        None => chrome.href(&exchange::StatementCsv.with_query_params(query)),
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="for-print">{printed(chrome, place, holder, statement.today)}</p>
        {top}
        {months(chrome, holder, statement)}
        {table(chrome, place, (statement, holder.is_none()))}
        {parts(chrome, holder, statement)}
        <p class="actions"><a href=csv>{words.statement_csv()}</a></p>
    };
    page(chrome, title, body)
}

/// Whose account it is, where, and when this was printed: for paper, which has no menu.
fn printed(chrome: &Chrome, place: &Place, holder: Option<&WhoseStatement>, today: Date) -> String {
    let words = chrome.words();
    let (name, code) = match (holder, &place.mine) {
        (Some(holder), _) => (holder.name.clone(), holder.code.to_string()),
        (None, Some(mine)) => (mine.member.clone(), mine.code.to_string()),
        (None, None) => Default::default(),
    };
    words.statement_printed(name, code, &place.name, day_text(words, today))
}

/// What the balance was at the end of a month that is over: today's has no place above it.
fn at_end(chrome: &Chrome, place: &Place, statement: &Statement) -> AnyView {
    let words = chrome.words();
    let label = words.statement_on(day_text(words, statement.month.last_of_month()));
    view! {
        <section class="account">
            <p><bdi>{label}</bdi></p>
            <p class="balance">{amount(&place.unit, chrome.language, statement.at_end, true)}</p>
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

/// What asks for a month.
fn asks(month: Date) -> MonthQuery {
    MonthQuery { month: format!("{:04}-{:02}", month.year(), month.month()), ..MonthQuery::default() }
}

/// The statement that is asked for.
fn statement_link(chrome: &Chrome, holder: Option<&WhoseStatement>, query: MonthQuery) -> String {
    match holder {
        Some(holder) => {
            let path = exchange::MemberStatement { code: holder.code.to_string() };
            chrome.href(&path.with_query_params(query))
        }
        None => chrome.href(&exchange::Statement.with_query_params(query)),
    }
}

/// To other months.
fn months(chrome: &Chrome, holder: Option<&WhoseStatement>, statement: &Statement) -> Option<AnyView> {
    let words = chrome.words();
    let step = |day: Option<Date>| {
        day.map(|day| Step { href: statement_link(chrome, holder, asks(day)), text: month_text(words, day) })
    };
    let earlier = step(statement.earlier.then(|| statement.month.yesterday().ok()).flatten());
    let later = step(statement.later.then(|| statement.month.last_of_month().tomorrow().ok()).flatten());
    let any = earlier.is_some() || later.is_some();
    any.then(|| view! { <Pager words=words label=words.statement_months() earlier=earlier later=later/> }.into_any())
}

/// To other parts of the same month.
fn parts(chrome: &Chrome, holder: Option<&WhoseStatement>, statement: &Statement) -> Option<AnyView> {
    let words = chrome.words();
    let step = |query: MonthQuery| Step {
        href: statement_link(chrome, holder, query),
        text: month_text(words, statement.month),
    };
    let month = asks(statement.month);
    let earlier = statement.before.map(|id| step(MonthQuery { before: id.to_string(), ..month.clone() }));
    let later = statement.after.map(|id| step(MonthQuery { after: id.to_string(), ..month.clone() }));
    let any = earlier.is_some() || later.is_some();
    any.then(|| view! { <Pager words=words label=words.statement_parts() earlier=earlier later=later/> }.into_any())
}

fn table(chrome: &Chrome, place: &Place, (statement, own): (&Statement, bool)) -> AnyView {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let rows = statement.entries.iter().map(|entry| {
        let link = chrome.href(&exchange::Transfer { id: entry.id.to_string() });
        view! {
            <tr>
                <td class="day"><bdi>{day_text(words, entry.booked_at.day(&place.zone))}</bdi><span class="what"><bdi class="nowrap">{words.receipt_number(entry.number.to_string())}</bdi></span></td>
                <th scope="row"><div class="person">
                    <Face name=entry.other.clone() code=entry.other_code.clone()/>
                    <div><a href=link><bdi>{entry.other.clone()}</bdi></a><span class="what"><bdi>{entry.description.clone()}</bdi></span>{marks(chrome, entry)}</div>
                </div></th>
                <td class="num">{number(unit, language, entry.amount, true)}</td>
                <td class="num after"><span class="in-words">{words.statement_after()}" "</span>{number(unit, language, entry.balance_after, false)}</td>
            </tr>
        }
    });
    let edge = |label: String, balance: i64| {
        view! { <tr><td class="day"></td><th scope="row">{label}</th><td class="num"></td><td class="num after">{number(unit, language, balance, false)}</td></tr> }
    };
    let opening = if statement.before.is_some() { words.statement_brought() } else { words.statement_opening() };
    let closing = if statement.after.is_some() { words.statement_carried() } else { words.statement_closing() };
    let none = statement.entries.is_empty().then(|| {
        let pay = chrome.href(&exchange::Pay);
        let link = own.then(|| view! { <p><a href=pay>{words.pay_title()}</a></p> }.into_any());
        view! { <EmptyState title=words.statement_none()>{link}</EmptyState> }
    });
    let caption = if unit.is_time { words.statement_caption_time() } else { words.statement_caption(&unit.plural) };
    view! {
        {none}
        <div class="table"><table>
            <caption>{caption}</caption>
            <thead><tr>
                <th scope="col">{words.statement_day()}</th><th scope="col">{words.statement_who()}</th>
                <th scope="col" class="num">{words.statement_amount()}</th><th scope="col" class="num">{words.statement_after()}</th>
            </tr></thead>
            <tbody>{edge(opening, statement.opening)}{rows.collect_view()}</tbody>
            <tfoot>{edge(closing, statement.closing())}</tfoot>
        </table></div>
    }
    .into_any()
}
