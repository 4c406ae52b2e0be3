//! Home: where one stands and what waits.

pub mod balances;
pub mod month;
pub mod public;
pub mod trade_chart;
mod waiting;
pub mod work;
pub mod young;

pub use waiting::Waiting;

use leptos::prelude::*;

use crate::ledger::Account;
use crate::paths::{exchange, installation};
use crate::roles::Role;
use crate::statements::marks::undone_mark;
use crate::statements::pages::{StatementLine, standing};
use crate::statements::year::Year;
use crate::ui::text::{amount_text, day_text};
use crate::ui::{
    ButtonLink, Chrome, EmptyState, Face, FaceSize, MonthHeading, Place, Voice, WorkItem, WorkList, by_month, number,
    page,
};
use month::Month;

/// What home says of its member beside where they stand.
#[derive(Default)]
pub struct HomeSaid {
    /// What they are, where they do not just take part.
    pub state: Option<AnyView>,
    /// How they stand with their subscription in money.
    pub subscription: Option<AnyView>,
    /// Why their limit is what it is.
    pub why: Option<String>,
}

/// A member's home page: what is said of them, where they stand in words, in figures and over the year, what waits, what was booked last. Whoever
/// sits in the committee sees what waits for it and how the exchange does.
pub fn home_page(
    chrome: &Chrome,
    place: &Place,
    (said, account, entries, year): (HomeSaid, &Account, &[StatementLine], &Year),
    (waits, month, offices): (Vec<WorkItem>, Option<&Month>, &[Role]),
) -> String {
    let (words, voice) = (chrome.words(), Voice::of(chrome));
    let HomeSaid { state, subscription, why } = said;
    let name = place.mine.as_ref().map_or(String::new(), |mine| mine.member.clone());
    let waits =
        (!waits.is_empty()).then(|| view! { <h2>{words.balances_work()}</h2><WorkList words=words items=waits/> });
    let title = if voice.acted_for.is_some() { name } else { words.home_title(name) };
    let first_time = entries.is_empty() && voice.acted_for.is_none();
    // What the exchange owes is nobody's turn to offer something.
    let is_common = place.acting.as_ref().is_some_and(|acting| place.is_common(&acting.code));
    let said =
        (!entries.is_empty() && !is_common).then(|| view! { <p class="lede">{in_words(chrome, place, account)}</p> });
    let line = year.view(voice, (chrome, place), account);
    let line = line.map(|line| view! { <h2>{year.title(voice)}</h2>{line} });
    let body = view! {
        <h1>{title.clone()}</h1>
        {state}
        {subscription}
        {said}
        {first_time.then(|| welcome(chrome, place)).flatten()}
        {standing(chrome, place, account)}
        {why.map(|why| view! { <p class="muted">{why}</p> })}
        <p class="actions"><ButtonLink href=chrome.href(&exchange::Pay) label=words.pay_title()/></p>
        {waits}
        {month.map(|month| month.view(chrome, place, offices))}
        {line}
        <h2>{words.home_last()}</h2>
        {last_entries(chrome, place, entries)}
    };
    page(chrome, title, body)
}

/// What the balance means. It is what others owe, not what one has: so it is said first, and without a figure where that would please too much.
fn in_words(chrome: &Chrome, place: &Place, account: &Account) -> String {
    let voice = Voice::of(chrome);
    match account.balance.signum() {
        1 => voice.home_given(),
        -1 => voice.home_taken(amount_text(&place.unit, chrome.language, account.balance.saturating_abs())),
        _ => voice.home_even(),
    }
}

/// For who has not traded yet: name and code, and what to do first.
fn welcome(chrome: &Chrome, place: &Place) -> Option<AnyView> {
    let (words, mine) = (chrome.words(), place.mine.as_ref()?);
    let first = [
        (chrome.href(&exchange::Members), words.home_nothing_do()),
        (chrome.href(&exchange::Settings), words.home_first_rules()),
        (installation::Me.to_string(), words.home_first_me()),
    ];
    let first = first.into_iter().map(|(href, text)| view! { <li><a href=href>{text}</a></li> });
    Some(
        view! {
            <div class="person">
                <Face name=mine.member.clone() code=mine.code.clone() size=FaceSize::Large/>
                <div><h2>{words.home_welcome(&place.name)}</h2><p>{words.home_welcome_code(mine.code.as_str())}</p></div>
            </div>
            <h2>{words.home_first()}</h2>
            <ul class="rows">{first.collect_view()}</ul>
        }
        .into_any(),
    )
}

/// What was booked last, month by month.
fn last_entries(chrome: &Chrome, place: &Place, entries: &[StatementLine]) -> AnyView {
    let (words, unit) = (chrome.words(), &place.unit);
    if entries.is_empty() {
        // Whoever reads their own page has three things to do above.
        let voice = Voice::of(chrome);
        let members = chrome.href(&exchange::Members);
        let link = voice.acted_for.map(|_| view! { <p><a href=members>{words.home_nothing_do()}</a></p> }.into_any());
        return view! { <EmptyState title=voice.home_nothing()>{link}</EmptyState> }.into_any();
    }
    let row = |entry: &StatementLine| {
        let link = chrome.href(&exchange::Transfer { id: entry.id.to_string() });
        view! {
            <li class="entry">
                <Face name=entry.other.clone() code=entry.other_code.clone()/>
                <div>
                    <a href=link><bdi>{entry.other.clone()}</bdi></a>
                    <span class="what"><bdi>{entry.description.clone()}</bdi>" "<bdi class="nowrap">{day_text(words, entry.booked_at.day(&place.zone))}</bdi></span>
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
    view! {
        {months.collect_view()}
        <p><a href=chrome.href(&exchange::Statement)>{words.home_all()}</a></p>
    }
    .into_any()
}
