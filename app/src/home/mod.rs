//! Home: where one stands and what waits.

pub mod balances;

use axum_extra::routing::TypedPath as _;
use leptos::prelude::*;

use crate::ledger::Account;
use crate::paths::exchange;
use crate::paths::query::ListQuery;
use crate::rules::decisions::ALONE;
use crate::statements::marks::undone_mark;
use crate::statements::pages::{StatementLine, standing};
use crate::ui::text::day_text;
use crate::ui::{
    ButtonLink, Chrome, EmptyState, Face, MonthHeading, Place, Voice, WorkItem, WorkList, by_month, number, page,
};
use balances::Show;

/// A member's home page; `waits` is what waits for the committee, if the reader sits in it.
pub fn home_page(
    chrome: &Chrome,
    place: &Place,
    (account, entries): (&Account, &[StatementLine]),
    waits: Vec<WorkItem>,
) -> String {
    let (words, unit) = (chrome.words(), &place.unit);
    let name = place.mine.as_ref().map_or(String::new(), |mine| mine.member.clone());
    let row = |entry: &StatementLine| {
        let link = chrome.href(&exchange::Transfer { id: entry.id.to_string() });
        view! {
            <li class="entry">
                <Face name=entry.other.clone() code=entry.other_code.clone()/>
                <div>
                    <a href=link><bdi>{entry.other.clone()}</bdi></a>
                    <span class="what"><bdi>{entry.description.clone()}</bdi>" · "<bdi class="nowrap">{day_text(words, entry.booked_at.day(&place.zone))}</bdi></span>
                    {undone_mark(chrome, entry)}
                </div>
                {number(unit, chrome.language, entry.amount, true)}
            </li>
        }
    };
    let months = by_month(entries, |entry| entry.booked_at.day(&place.zone)).into_iter().map(|(month, entries)| {
        let rows = entries.into_iter().map(row).collect_view();
        view! { <MonthHeading words=words day=month/><ul class="rows">{rows}</ul> }
    });
    let last = if entries.is_empty() {
        let members = chrome.href(&exchange::Members);
        view! { <EmptyState title=Voice::of(chrome).home_nothing()><p><a href=members>{words.home_nothing_do()}</a></p></EmptyState> }
            .into_any()
    } else {
        view! {
            {months.collect_view()}
            <p><a href=chrome.href(&exchange::Statement)>{words.home_all()}</a></p>
        }
        .into_any()
    };
    let waits =
        (!waits.is_empty()).then(|| view! { <h2>{words.balances_work()}</h2><WorkList words=words items=waits/> });
    let title = if Voice::of(chrome).acted_for.is_some() { name } else { words.home_title(name) };
    let body = view! {
        <h1>{title.clone()}</h1>
        {standing(chrome, place, account)}
        <p class="actions"><ButtonLink href=chrome.href(&exchange::Pay) label=words.pay_title()/></p>
        {waits}
        <h2>{words.home_last()}</h2>
        {last}
    };
    page(chrome, title, body)
}

/// What waits for somebody in the committee, counted; 0 of what is not theirs to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Accounts beyond a limit.
    pub beyond: usize,
    /// Accounts close to one.
    pub close: usize,
    /// Proposals of partners to answer.
    pub proposals: usize,
    /// What others of the committee entered in their own favour, while it is open to objection.
    pub favours: usize,
    /// Members to whom a mail could not be delivered.
    pub unreached: usize,
    /// Members who have not traded yet.
    pub never: usize,
}

impl Waiting {
    /// As links to where it is done, in the order in which it is urgent.
    pub fn work(self, chrome: &Chrome) -> Vec<WorkItem> {
        let words = chrome.words();
        let shown = |show: Show, count| {
            let query = ListQuery { show: show.tag().to_owned(), ..ListQuery::default() };
            let href = chrome.href(&exchange::Balances.with_query_params(query));
            WorkItem { href, text: show.text(words), count }
        };
        let partners = chrome.href(&exchange::Partners);
        let alone = ListQuery { show: ALONE.to_owned(), ..ListQuery::default() };
        let favours = chrome.href(&exchange::Decisions.with_query_params(alone));
        let mut items = vec![
            shown(Show::Beyond, self.beyond),
            shown(Show::Close, self.close),
            WorkItem { href: partners, text: words.balances_proposals(), count: self.proposals },
            WorkItem { href: favours, text: words.balances_favours(), count: self.favours },
            shown(Show::Unreached, self.unreached),
            shown(Show::Never, self.never),
        ];
        items.retain(|item| item.count > 0);
        items
    }
}
