//! Directory and member page.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::ids::Code;
use crate::paths::exchange;
use crate::ui::text::month_text;
use crate::ui::{Chrome, Place, amount, page};

/// A line of the directory.
#[derive(Clone, Debug)]
pub struct Line {
    /// Their account.
    pub code: Code,
    /// Their name.
    pub name: String,
    /// Where they live.
    pub area: String,
}

/// The member directory; `typed` is what was looked for.
pub fn directory_page(chrome: &Chrome, place: &Place, typed: &str, lines: &[Line]) -> String {
    let words = chrome.words();
    let rows = lines.iter().map(|line| {
        let href = chrome.href(&exchange::Member { code: line.code.to_string() });
        view! { <li><a href=href><bdi>{line.name.clone()}</bdi></a><span class="muted">{line.code.to_string()}</span><span class="what">{line.area.clone()}</span></li> }
    });
    let none = lines.is_empty().then(|| {
        let all = chrome.href(&exchange::Members);
        view! { <div class="empty"><p>{words.members_none(typed)}</p><a href=all>{words.members_all()}</a></div> }
    });
    let count = i64::try_from(lines.len()).unwrap_or(0);
    let body = view! {
        <h1>{words.members_title()}</h1>
        <form class="form" method="get" action=chrome.href(&exchange::Members) role="search">
            <div class="field">
                <label for="q">{words.members_search()}</label>
                <input type="search" id="q" name="q" value=typed.to_owned()/>
            </div>
            <button>{words.members_find()}</button>
        </form>
        <h2>{words.members_count(count)}</h2>
        {none}
        <ul class="rows">{rows.collect_view()}</ul>
    };
    let _ = place;
    page(chrome, words.members_title(), body)
}

/// One member as the others see them.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Code, name and where.
    pub line: Line,
    /// What they say of themselves.
    pub about: String,
    /// The day they joined.
    pub since: Date,
    /// How many transfers they took part in.
    pub trades: i64,
    /// Their balance, where the exchange shows it or the committee looks.
    pub balance: Option<i64>,
    /// The reader's own.
    pub mine: bool,
}

/// The page of one member.
pub fn member_page(chrome: &Chrome, place: &Place, profile: &Profile) -> String {
    let (words, line) = (chrome.words(), &profile.line);
    let row = |label: String, value: AnyView| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    let area = (!line.area.is_empty()).then(|| row(words.member_area(), line.area.clone().into_any()));
    let about = (!profile.about.is_empty()).then(|| row(words.member_about(), profile.about.clone().into_any()));
    let balance =
        profile.balance.map(|parts| row(words.member_balance(), amount(&place.unit, chrome.language, parts, true)));
    let pay = (!profile.mine).then(|| {
        let href = format!("{}?to={}", chrome.href(&exchange::Pay), line.code);
        view! { <p class="actions"><a class="button" href=href>{words.member_pay(&line.name)}</a></p> }
    });
    let in_committee = place.mine.as_ref().is_some_and(|mine| mine.in_committee);
    let committee = (in_committee && !profile.mine).then(|| {
        let code = line.code.to_string();
        view! {
            <p class="actions">
                <a href=chrome.href(&exchange::PayFor { code: code.clone() })>{words.payfor_title()}</a>
                <a href=chrome.href(&exchange::Limits { code })>{words.limits_change()}</a>
            </p>
        }
    });
    let body = view! {
        <h1><bdi>{line.name.clone()}</bdi></h1>
        <dl class="summary">
            {row(words.member_code(), line.code.to_string().into_any())}
            {area}{about}
            {row(words.member_since(), month_text(words, profile.since).into_any())}
            {row(words.member_trades(), profile.trades.to_string().into_any())}
            {balance}
        </dl>
        {pay}
        {committee}
    };
    page(chrome, line.name.clone(), body)
}
