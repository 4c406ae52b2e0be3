//! Directory, member page and the committee's page of all balances.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::ids::Code;
use crate::ledger::RANGE;
use crate::paths::exchange;
use crate::ui::text::{month_text, number_text};
use crate::ui::{Chrome, Place, amount, number, page};

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

/// A line of the committee's page of balances.
#[derive(Clone, Debug)]
pub struct BalanceLine {
    /// The account.
    pub code: Code,
    /// Whose it is.
    pub name: String,
    /// It is a member's, with a page of its own.
    pub is_member: bool,
    /// The balance.
    pub balance: i64,
    /// The lowest allowed.
    pub min: i64,
    /// The highest allowed.
    pub max: i64,
    /// It stands beyond a warn line.
    pub close: bool,
}

/// Every balance and their sum.
pub fn balances_page(chrome: &Chrome, place: &Place, lines: &[BalanceLine]) -> String {
    let (words, language, unit) = (chrome.words(), chrome.language, &place.unit);
    let limit = |parts: i64| if parts.abs() >= RANGE { "∞".to_owned() } else { number_text(unit, language, parts) };
    let rows = lines.iter().map(|line| {
        let name = if line.is_member {
            let href = chrome.href(&exchange::Member { code: line.code.to_string() });
            view! { <a href=href><bdi>{line.name.clone()}</bdi></a> }.into_any()
        } else {
            line.name.clone().into_any()
        };
        let range = format!("{} … {}", limit(line.min), limit(line.max));
        let range = view! { <bdi class="amount">{range}</bdi> };
        let limits = if line.is_member {
            let href = chrome.href(&exchange::Limits { code: line.code.to_string() });
            view! { <a href=href>{range}<span class="hidden">{words.limits_change()}</span></a> }.into_any()
        } else {
            range.into_any()
        };
        let close = line.close.then(|| view! { <span class="what">{words.balances_close()}</span> });
        view! {
            <tr>
                <th scope="row">{name}<span class="what">{line.code.to_string()}</span></th>
                <td class="num">{number(unit, language, line.balance, true)}{close}</td>
                <td class="num">{limits}</td>
            </tr>
        }
    });
    let sum: i64 = lines.iter().map(|line| line.balance).sum();
    let body = view! {
        <h1>{words.balances_title()}</h1>
        <p>{words.balances_lede()}</p>
        <p class="actions">
            <a href=chrome.href(&exchange::AddMember)>{words.add_title()}</a>
            <a href=chrome.href(&exchange::Settings)>{words.settings_title()}</a>
        </p>
        <div class="table"><table>
            <thead><tr><th scope="col">{words.balances_account()}</th><th scope="col" class="num">{words.balances_balance()}</th>
                <th scope="col" class="num">{words.balances_limits()}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
            <tfoot><tr><th scope="row">{words.balances_sum()}</th><td class="num">{number(unit, language, sum, true)}</td><td></td></tr></tfoot>
        </table></div>
    };
    page(chrome, words.balances_title(), body)
}
