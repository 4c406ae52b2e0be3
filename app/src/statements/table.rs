//! The table of entries, month by month, with the balances at its ends and the sums under a double rule.

use jiff::civil::Date;
use leptos::prelude::*;

use super::marks::marks;
use super::pages::{StatementLine, Sums};
use crate::paths::exchange;
use crate::ui::text::{day_text, month_text};
use crate::ui::{Chrome, Face, Place, by_month, number};

/// What stands above and below the entries of a period.
pub(super) struct Edges {
    /// What the first balance is called.
    pub(super) opening: String,
    /// What the last balance is called.
    pub(super) closing: String,
    /// Both.
    pub(super) balances: [i64; 2],
    /// Of the whole period.
    pub(super) sums: Sums,
}

/// The entries in the order in which they come; each month leads to itself where it is told how.
pub(super) fn table(
    chrome: &Chrome,
    place: &Place,
    entries: &[StatementLine],
    (edges, to_month): (Option<Edges>, Option<impl Fn(Date) -> String>),
) -> AnyView {
    let (words, unit) = (chrome.words(), &place.unit);
    let months = by_month(entries, |entry| entry.booked_at.day(&place.zone)).into_iter().map(|(month, entries)| {
        let name = view! { <bdi>{month_text(words, month)}</bdi> };
        let name = match &to_month {
            Some(to_month) => view! { <a href=to_month(month)>{name}</a> }.into_any(),
            None => name.into_any(),
        };
        let rows: Vec<_> = entries.into_iter().map(|entry| row(chrome, place, entry)).collect();
        view! { <tbody><tr class="month"><th colspan="4" scope="rowgroup">{name}</th></tr>{rows}</tbody> }
    });
    let (opening, foot) = edges.map(|edges| ends(chrome, place, edges)).unzip();
    let caption = if opening.is_none() {
        words.statement_caption_latest()
    } else if unit.is_time {
        words.statement_caption_time()
    } else {
        words.statement_caption(&unit.plural)
    };
    view! {
        <div class="table"><table>
            <caption>{caption}</caption>
            <thead><tr>
                <th scope="col">{words.statement_day()}</th><th scope="col">{words.statement_who()}</th>
                <th scope="col" class="num">{words.statement_amount()}</th><th scope="col" class="num">{words.statement_after()}</th>
            </tr></thead>
            {opening}
            {months.collect_view()}
            {foot}
        </table></div>
    }
    .into_any()
}

fn row(chrome: &Chrome, place: &Place, entry: &StatementLine) -> AnyView {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
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
    .into_any()
}

/// The balance before the entries; their sums and the balance after them.
fn ends(chrome: &Chrome, place: &Place, edges: Edges) -> (AnyView, AnyView) {
    let words = chrome.words();
    let write = |parts, signed| number(&place.unit, chrome.language, parts, signed);
    let balance = |label: String, balance: i64| {
        view! { <tr><td class="day"></td><th scope="row">{label}</th><td class="num"></td><td class="num after">{write(balance, false)}</td></tr> }
    };
    let sum = |label: String, sum: i64| {
        view! { <tr class="sum"><td class="day"></td><th scope="row">{label}</th><td class="num">{write(sum, true)}</td><td class="num after"></td></tr> }
    };
    let [first, last] = edges.balances;
    let opening = view! { <tbody>{balance(edges.opening, first)}</tbody> }.into_any();
    let foot = view! {
        <tfoot>
            {sum(words.statement_sum_received(), edges.sums.received)}
            {sum(words.statement_sum_paid(), edges.sums.paid.saturating_neg())}
            {balance(edges.closing, last)}
        </tfoot>
    };
    (opening, foot.into_any())
}
