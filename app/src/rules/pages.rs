//! The pages of an exchange's rules: all of them and the last decisions for every member, a form a subject for who may decide.

use leptos::prelude::*;
use strum::IntoEnumIterator as _;

use super::catalogue::{Rule, Subject};
use super::decisions::in_words;
use super::matter::Matter;
use super::proposal_page::{ProposalView, waiting_list};
use super::said::value_in_words;
use super::standing::StandingRules;
use crate::journal::JournalLine;
use crate::journal::pages::journal_row;
use crate::ledger::Unit;
use crate::paths::exchange;
use crate::ui::{self, Chrome, EmptyState, Tab, Tabs};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct SettingsPage {
    /// The rules as they stand.
    pub rules: StandingRules,
    /// Whether the reader may change them.
    pub may_change: bool,
    /// Changes that wait, oldest first.
    pub waiting: Vec<ProposalView>,
    /// The last decisions, latest first.
    pub decisions: Vec<JournalLine>,
}

/// The rules of the exchange.
pub fn settings_page(chrome: &Chrome, data: SettingsPage) -> String {
    let words = chrome.words();
    let subjects: Vec<_> = Subject::iter().map(|subject| standing(chrome, subject, &data)).collect();
    let help = data.may_change.then(|| {
        view! { <p class="actions"><a href=chrome.href(&exchange::HelpText)>{words.help_change()}</a>
        <a href=chrome.href(&exchange::AgreementText)>{words.agreement_change()}</a></p> }
    });
    let body = view! {
        <h1>{words.settings_title()}</h1>
        {tabs(chrome, false)}
        <p class="lede">{words.settings_lede()}</p>
        {waiting_list(chrome, (words.proposal_waiting(), &data.rules.unit), &data.waiting, Matter::Rules)}
        {subjects}
        {help}
        <p class="actions"><a href=chrome.href(&exchange::RulesOn)>{words.rules_on_link()}</a>" "<a href=chrome.href(&exchange::Officers)>{words.officers_link()}</a></p>
        <h2>{words.settings_decisions()}</h2>
        {decisions(chrome, &data.rules.unit, &data.decisions)}
    };
    ui::page(chrome, words.settings_title(), body)
}

/// The rules of one subject, as a list.
fn standing(chrome: &Chrome, subject: Subject, data: &SettingsPage) -> AnyView {
    let words = chrome.words();
    let counted = (&data.rules.unit, chrome.language);
    let row = |rule: Rule| {
        let value = value_in_words(rule, &data.rules.value(rule), counted);
        (!value.is_empty()).then(|| view! { <div><dt>{rule.label(words)}</dt><dd><bdi>{value}</bdi></dd></div> })
    };
    let rows: Vec<_> = subject.rules().into_iter().filter_map(row).collect();
    let classes = (subject == Subject::Limits).then(|| {
        let href = chrome.href(&exchange::MemberClasses);
        view! { <p class="actions"><a href=href>{words.limits_classes()}</a></p> }
    });
    let change = data.may_change.then(|| {
        let href = chrome.href(&exchange::SettingsOf { subject: subject.tag().to_owned() });
        let about = format!("{}: {}", words.settings_change(), subject.title(words));
        view! { <p class="actions"><a href=href aria-label=about>{words.settings_change()}</a></p> }
    });
    view! {
        <section>
            <h2>{subject.title(words)}</h2>
            <dl class="summary">{rows}</dl>
            {change}{classes}
        </section>
    }
    .into_any()
}

fn decisions(chrome: &Chrome, unit: &Unit, decisions: &[JournalLine]) -> AnyView {
    let words = chrome.words();
    if decisions.is_empty() {
        return view! { <EmptyState title=words.settings_no_decisions()/> }.into_any();
    }
    let row = |line: &JournalLine| journal_row(chrome, line, in_words(line, unit, chrome.language));
    let rows: Vec<_> = decisions.iter().map(row).collect();
    let all = chrome.href(&exchange::Decisions);
    view! { <ul class="rows">{rows}</ul><p class="actions"><a href=all>{words.decisions_link()}</a></p> }.into_any()
}

/// The rules as they are, and how they came to be: two pages that belong together.
pub(super) fn tabs(chrome: &Chrome, decisions: bool) -> AnyView {
    let words = chrome.words();
    let tab = |href, text, here| Tab { href, text, here };
    let tabs = vec![
        tab(chrome.href(&exchange::Settings), words.rules_tab(), !decisions),
        tab(chrome.href(&exchange::Decisions), words.decisions_title(), decisions),
    ];
    view! { <Tabs label=words.rules_tabs() tabs=tabs/> }.into_any()
}
