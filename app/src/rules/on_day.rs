//! What the rules said on a day, or under the number that a transfer names.

use leptos::prelude::*;
use strum::IntoEnumIterator as _;

use super::catalogue::{Rule, Subject};
use super::in_force::RulesInForce;
use super::said::value_in_words;
use crate::forms::FieldError;
use crate::ledger::Unit;
use crate::paths::exchange;
use crate::ui::text::day_text;
use crate::ui::{Chrome, EmptyState, Field, error_of, form_page};
use jiff::civil::Date;

/// Which rules are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeldRules {
    /// Those at the end of a day.
    Day(Date),
    /// Those of a number.
    Version(i64),
}

/// The page; `typed` is the day as it was typed.
pub fn on_day_page(
    chrome: &Chrome,
    (asked, rules): (Option<HeldRules>, &RulesInForce),
    (typed, errors): (String, &[FieldError]),
    unit: &Unit,
) -> String {
    let words = chrome.words();
    let title = match &asked {
        None => words.rules_on_title(),
        Some(HeldRules::Day(day)) => words.rules_on_day(day_text(words, *day)),
        Some(HeldRules::Version(version)) => words.rules_on_version(version.to_string()),
    };
    let subjects: Vec<_> = Subject::iter().filter_map(|subject| held(chrome, subject, rules, unit)).collect();
    let none = (asked.is_some() && subjects.is_empty()).then(|| view! { <EmptyState title=words.rules_on_none()/> });
    let body = view! {
        <h1>{title}</h1>
        <p class="lede">{words.rules_on_lede()}</p>
        <form class="form inline" method="get" action=chrome.href(&exchange::RulesOn)>
            <Field name="on" kind="date" label=words.rules_on_field() value=typed error=error_of(errors, "on") class="narrow"/>
            <div class="actions"><button>{words.rules_on_button()}</button></div>
        </form>
        {none}{subjects}
        <p class="actions"><a href=chrome.href(&exchange::Settings)>{words.settings_title()}</a>" "<a href=chrome.href(&exchange::Decisions)>{words.decisions_link()}</a></p>
    };
    form_page(chrome, words.rules_on_title(), errors, body.into_any())
}

/// What held of one subject; nothing where nothing was decided.
fn held(chrome: &Chrome, subject: Subject, rules: &RulesInForce, unit: &Unit) -> Option<AnyView> {
    let words = chrome.words();
    let row = |rule: Rule| {
        let value = value_in_words(rule, rules.value(rule)?, (unit, chrome.language));
        Some(view! { <div><dt>{rule.label(words)}</dt><dd><bdi>{value}</bdi></dd></div> })
    };
    let rows: Vec<_> = subject.rules().into_iter().filter_map(row).collect();
    (!rows.is_empty())
        .then(|| view! { <section><h2>{subject.title(words)}</h2><dl class="summary">{rows}</dl></section> }.into_any())
}
