//! The page of an exchange's rules: the decisions for every member, the form for who may decide.

use leptos::prelude::*;

use super::decisions::in_words;
use super::forms::{Rules, SettingsForm, counts};
use crate::forms::limit;
use crate::journal::JournalLine;
use crate::journal::pages::journal_row;
use crate::ledger::Unit;
use crate::paths::exchange;
use crate::ui::hue::{HUES, hue_name};
use crate::ui::{
    Chrome, EmptyState, Field, FieldError, Hidden, Select, Tab, Tabs, TextArea, act_marks, error_of, form_page,
};
use crate::words::Words;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct SettingsPage {
    /// The rules as they stand.
    pub rules: Rules,
    /// The form, for who may decide.
    pub form: Option<SettingsForm>,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// The last of them, latest first.
    pub decisions: Vec<JournalLine>,
}

/// The rules of the exchange.
pub fn settings_page(chrome: &Chrome, data: SettingsPage) -> String {
    let words = chrome.words();
    let rules = match data.form {
        Some(form) => settings_form(chrome, &data.rules, form, &data.errors),
        None => standing(chrome, &data.rules),
    };
    let body = view! {
        <h1>{words.settings_title()}</h1>
        {tabs(chrome, false)}
        <p class="lede">{words.settings_lede()}</p>
        {rules}
        <h2>{words.settings_decisions()}</h2>
        {decisions(chrome, &data.rules.unit, &data.decisions)}
    };
    form_page(chrome, words.settings_title(), &data.errors, body.into_any())
}

/// The rules as a list.
fn standing(chrome: &Chrome, rules: &Rules) -> AnyView {
    let words = chrome.words();
    let limit = |parts: i64| limit::write(&rules.unit, chrome.language, parts);
    let yes = if rules.show_balances { words.settings_yes() } else { words.settings_no() };
    let rows = [
        (words.settings_name(), rules.name.clone()),
        (words.settings_area(), rules.area.clone()),
        (words.settings_hue(), hue_name(rules.hue, words)),
        (words.settings_unit_plural(), rules.unit.plural.clone()),
        (words.settings_counts(), counts_name(words, counts(&rules.unit))),
        (words.settings_min(), limit(rules.default_min)),
        (words.settings_max(), limit(rules.default_max)),
        (words.settings_rate(), rules.units_per_hour.clone()),
        (words.settings_balances(), yes),
        (words.settings_alone(), limit(rules.officer_alone)),
    ];
    let rows = rows.into_iter().map(|(label, value)| view! { <div><dt>{label}</dt><dd><bdi>{value}</bdi></dd></div> });
    view! { <dl class="summary">{rows.collect_view()}</dl> }.into_any()
}

fn settings_form(chrome: &Chrome, rules: &Rules, form: SettingsForm, errors: &[FieldError]) -> AnyView {
    let words = chrome.words();
    let error = |field| error_of(errors, field);
    let yes_or_no = vec![("no".to_owned(), words.settings_no()), ("yes".to_owned(), words.settings_yes())];
    view! {
        <form class="form" method="post" action=chrome.href(&exchange::Settings) novalidate>
            {act_marks(chrome, &form.id)}
            <Hidden name="version" value=form.version/>
            <Field name="name" label=words.settings_name() value=form.name error=error("name") autocomplete="off"/>
            <TextArea name="description" label=words.settings_description() value=form.description error=error("description") maxlength=500/>
            <Field name="area" label=words.settings_area() value=form.area error=error("area") autocomplete="off"/>
            {hue_choice(words, &form.hue, error("hue"))}
            {unit_fields(words, rules, [form.unit_name, form.unit_plural, form.unit_symbol, form.unit_counts], errors)}
            <Field name="default_min" label=words.settings_min() value=form.default_min hint=words.settings_limits_hint() error=error("default_min") class="narrow" autocomplete="off"/>
            <Field name="default_max" label=words.settings_max() value=form.default_max hint=words.settings_limits_hint() error=error("default_max") class="narrow" autocomplete="off"/>
            <Field name="units_per_hour" label=words.settings_rate() value=form.units_per_hour hint=words.settings_rate_hint() error=error("units_per_hour") class="narrow" autocomplete="off"/>
            <Select name="show_balances" label=words.settings_balances() value=form.show_balances options=yes_or_no error=error("show_balances")/>
            <Field name="officer_alone" label=words.settings_alone() value=form.officer_alone hint=words.settings_alone_hint() error=error("officer_alone") class="narrow" autocomplete="off"/>
            <TextArea name="reason" label=words.settings_reason() value=form.reason hint=words.settings_reason_hint() error=error("reason") maxlength=500/>
            <div class="actions"><button>{words.settings_button()}</button><a href=chrome.href(&exchange::Home)>{words.back()}</a></div>
        </form>
    }
    .into_any()
}

/// The 24 hues by their names, folded away: one looks at them once in years.
fn hue_choice(words: &Words, chosen: &str, error: Option<String>) -> AnyView {
    let hues: Vec<_> = (0..HUES)
        .map(|hue| {
            let number = hue.to_string();
            let checked = number == chosen;
            view! {
                <label class=format!("hue-{hue}")><input type="radio" name="hue" value=number checked=checked/><span>{hue_name(hue, words)}</span></label>
            }
        })
        .collect();
    let open = error.is_some();
    let error = error.map(|error| view! { <p class="error">{error}</p> });
    let name = chosen.parse().map(|hue| hue_name(hue, words)).unwrap_or_default();
    view! {
        <details open=open>
            <summary>{words.settings_hue()}": "{name}</summary>
            <fieldset class="picks hues" id="hue" tabindex="-1"><legend>{words.settings_hue_legend()}</legend>{error}<div>{hues}</div></fieldset>
        </details>
    }
    .into_any()
}

fn unit_fields(words: &Words, rules: &Rules, typed: [String; 4], errors: &[FieldError]) -> AnyView {
    if rules.traded {
        let unit =
            format!("{} ({}), {}", rules.unit.plural, rules.unit.symbol, counts_name(words, counts(&rules.unit)));
        return view! { <p><bdi>{unit}</bdi>" · "{words.settings_unit_fixed()}</p> }.into_any();
    }
    let [name, plural, symbol, counted] = typed;
    let options = ["0", "1", "2", "3", "4", "time"].map(|tag| (tag.to_owned(), counts_name(words, tag))).to_vec();
    view! {
        <Field name="unit_name" label=words.settings_unit_name() value=name error=error_of(errors, "unit_name") class="narrow" autocomplete="off"/>
        <Field name="unit_plural" label=words.settings_unit_plural() value=plural error=error_of(errors, "unit_plural") class="narrow" autocomplete="off"/>
        <Field name="unit_symbol" label=words.settings_unit_symbol() value=symbol error=error_of(errors, "unit_symbol") class="narrow" autocomplete="off"/>
        <Select name="unit_counts" label=words.settings_counts() value=counted options=options hint=words.settings_counts_hint() error=error_of(errors, "unit_counts")/>
    }
    .into_any()
}

/// How a unit is counted, in words.
pub(super) fn counts_name(words: &Words, tag: &str) -> String {
    match tag {
        "time" => words.settings_counts_time(),
        "0" => words.settings_counts_whole(),
        decimals => words.settings_counts_decimals(decimals.parse::<i64>().unwrap_or(0)),
    }
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
