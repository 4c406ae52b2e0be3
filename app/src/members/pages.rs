//! Directory and member page.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::ids::{Code, TransferId};
use crate::paths::exchange;
use crate::roles::Right;
use crate::time::Instant;
use crate::ui::chrome::href_as;
use crate::ui::text::{moment_text, month_text};
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
    /// What the reader may do about it as one of the committee.
    pub rights: Vec<Right>,
    /// What the committee did about it, latest first; for the member and the committee.
    pub acts: Vec<CommitteeAct>,
}

/// Something that the committee did about a member.
#[derive(Clone, Debug)]
pub struct CommitteeAct {
    /// Its word in the audit.
    pub what: String,
    /// The transfer it is about, if it is one.
    pub transfer: Option<TransferId>,
    /// Why.
    pub why: String,
    /// Who; empty if nobody known.
    pub by: String,
    /// When.
    pub at: Instant,
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
    let code = line.code.to_string();
    let offered = [
        (Right::SeeBalances, chrome.href(&exchange::MemberStatement { code: code.clone() }), words.nav_statement()),
        (Right::PayForMembers, href_as(&place.slug, &line.code, &exchange::Pay), words.payfor_title()),
        (Right::SetLimits, chrome.href(&exchange::Limits { code }), words.limits_change()),
    ];
    let offered = offered.into_iter().filter(|(right, ..)| profile.rights.contains(right) && !profile.mine);
    let links = offered.map(|(_, href, text)| view! { <a href=href>{text}</a> }).collect::<Vec<_>>();
    let committee = (!links.is_empty()).then(|| view! { <p class="actions">{links}</p> });
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
        {acts(chrome, &profile.acts)}
    };
    page(chrome, line.name.clone(), body)
}

fn acts(chrome: &Chrome, acts: &[CommitteeAct]) -> Option<AnyView> {
    if acts.is_empty() {
        return None;
    }
    let (words, zone) = (chrome.words(), chrome.zone());
    let rows = acts.iter().map(|act| {
        let what = match act.what.as_str() {
            "limits" => words.act_limits(),
            "member" => words.act_member(),
            "pay for" => words.act_pay_for(),
            other => other.to_owned(),
        };
        let what = match act.transfer {
            Some(id) => {
                let href = chrome.href(&exchange::Transfer { id: id.to_string() });
                view! { <a href=href>{what}</a> }.into_any()
            }
            None => view! { <span>{what}</span> }.into_any(),
        };
        let when = moment_text(words, act.at, &zone);
        let who = if act.by.is_empty() { when } else { format!("{when}, {}", act.by) };
        let why = (!act.why.is_empty()).then(|| view! { <span class="what"><bdi>{act.why.clone()}</bdi></span> });
        view! { <li>{what}{why}<span class="what"><bdi>{who}</bdi></span></li> }
    });
    Some(view! { <h2>{words.acts_title()}</h2><ul class="rows">{rows.collect_view()}</ul> }.into_any())
}
