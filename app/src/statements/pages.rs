//! The home page with the gauge, and the statement of one month.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::ids::TransferId;
use crate::ledger::{Account, RANGE};
use crate::paths::exchange;
use crate::time::Instant;
use crate::ui::text::{amount_text, day_text, month_text};
use crate::ui::{Chrome, Gauge, Place, amount, number, page};

/// One side of a transfer, as the account's statement shows it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The transfer.
    pub id: TransferId,
    /// When it was entered.
    pub booked_at: Instant,
    /// Positive when received.
    pub amount: i64,
    /// The balance after it.
    pub balance_after: i64,
    /// Who stands on the other side.
    pub other: String,
    /// What for; empty once erased.
    pub description: String,
}

/// The sentences and the gauge of one's own account.
fn standing(chrome: &Chrome, place: &Place, account: &Account) -> AnyView {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let text = |parts| amount_text(unit, language, parts);
    let room = if account.min_balance <= -RANGE {
        words.home_room_open()
    } else if account.room_to_pay() == 0 {
        words.home_no_room()
    } else {
        words.home_room(text(account.room_to_pay()), text(account.min_balance))
    };
    let up = (account.max_balance < RANGE).then(|| words.home_room_up(text(account.room_to_receive())));
    let gauge = Gauge { balance: account.balance, min: account.min_balance, max: account.max_balance };
    view! {
        <section class="account">
            <h2 class="hidden">{words.home_balance()}</h2>
            <p class="balance">{amount(unit, language, account.balance, true)}</p>
            <p>{room.clone()}</p>
            {gauge.view(unit, language, room)}
            {up.map(|text| view! { <p class="muted">{text}</p> })}
        </section>
    }
    .into_any()
}

/// A member's home page.
pub fn home_page(chrome: &Chrome, place: &Place, account: &Account, entries: &[Entry]) -> String {
    let (words, unit) = (chrome.words(), &place.unit);
    let name = place.mine.as_ref().map_or(String::new(), |mine| mine.member.clone());
    let rows = entries.iter().map(|entry| {
        let link = chrome.href(&exchange::Transfer { id: entry.id.to_string() });
        view! {
            <li>
                <a href=link><bdi>{entry.other.clone()}</bdi></a>
                {number(unit, chrome.language, entry.amount, true)}
                <span class="what"><bdi>{entry.description.clone()}</bdi>" · "{day_text(words, entry.booked_at.day(&place.zone))}</span>
            </li>
        }
    });
    let last = if entries.is_empty() {
        view! { <p class="empty">{words.home_nothing()}</p> }.into_any()
    } else {
        view! {
            <ul class="rows">{rows.collect_view()}</ul>
            <p><a href=chrome.href(&exchange::Statement)>{words.home_all()}</a></p>
        }
        .into_any()
    };
    let title = words.home_title(name);
    let body = view! {
        <h1>{title.clone()}</h1>
        {standing(chrome, place, account)}
        <p class="actions"><a class="button" href=chrome.href(&exchange::Pay)>{words.pay_title()}</a></p>
        <h2>{words.home_last()}</h2>
        {last}
    };
    page(chrome, title, body)
}

/// The statement of one month.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The first day of the month.
    pub month: Date,
    /// The balance before the month's first entry.
    pub opening: i64,
    /// In the order they were booked.
    pub entries: Vec<Entry>,
    /// There are entries before this month.
    pub earlier: bool,
    /// There are entries after this month.
    pub later: bool,
}

impl Statement {
    /// The balance after the month's last entry.
    pub fn closing(&self) -> i64 {
        self.entries.last().map_or(self.opening, |entry| entry.balance_after)
    }
}

/// The statement page.
pub fn statement_page(chrome: &Chrome, place: &Place, account: &Account, statement: &Statement) -> String {
    let words = chrome.words();
    let month = statement.month;
    let title = words.statement_title(month_text(words, month));
    let key = |day: Date| format!("{:04}-{:02}", day.year(), day.month());
    let link = |day: Option<Date>| day.map(|day| format!("{}?month={}", chrome.href(&exchange::Statement), key(day)));
    let before = link(statement.earlier.then(|| month.yesterday().ok()).flatten());
    let after = link(statement.later.then(|| month.last_of_month().tomorrow().ok()).flatten());
    let csv = format!("{}?month={}", chrome.href(&exchange::StatementCsv), key(month));
    let pager = view! {
        <div class="pager">
            <span>{before.map(|href| view! { <a rel="prev" href=href>{words.statement_earlier()}</a> })}</span>
            <span>{after.map(|href| view! { <a rel="next" href=href>{words.statement_later()}</a> })}</span>
        </div>
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        {standing(chrome, place, account)}
        {pager}
        {table(chrome, place, statement)}
        <p class="actions"><a href=csv>{words.statement_csv()}</a></p>
    };
    page(chrome, title, body)
}

fn table(chrome: &Chrome, place: &Place, statement: &Statement) -> AnyView {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let rows = statement.entries.iter().map(|entry| {
        let link = chrome.href(&exchange::Transfer { id: entry.id.to_string() });
        view! {
            <tr>
                <td class="day">{day_text(words, entry.booked_at.day(&place.zone))}</td>
                <th scope="row"><a href=link><bdi>{entry.other.clone()}</bdi></a><span class="what"><bdi>{entry.description.clone()}</bdi></span></th>
                <td class="num">{number(unit, language, entry.amount, true)}</td>
                <td class="num after"><span class="in-words">{words.statement_after()}" "</span>{number(unit, language, entry.balance_after, false)}</td>
            </tr>
        }
    });
    let edge = |label: String, balance: i64| {
        view! { <tr><td class="day"></td><th scope="row">{label}</th><td class="num"></td><td class="num after">{number(unit, language, balance, false)}</td></tr> }
    };
    let none = statement.entries.is_empty().then(|| view! { <p class="empty">{words.statement_none()}</p> });
    let caption = if unit.is_time { words.statement_caption_time() } else { words.statement_caption(&unit.plural) };
    view! {
        {none}
        <div class="table"><table>
            <caption>{caption}</caption>
            <thead><tr>
                <th scope="col">{words.statement_day()}</th><th scope="col">{words.statement_who()}</th>
                <th scope="col" class="num">{words.statement_amount()}</th><th scope="col" class="num">{words.statement_after()}</th>
            </tr></thead>
            <tbody>{edge(words.statement_opening(), statement.opening)}{rows.collect_view()}</tbody>
            <tfoot>{edge(words.statement_closing(), statement.closing())}</tfoot>
        </table></div>
    }
    .into_any()
}
