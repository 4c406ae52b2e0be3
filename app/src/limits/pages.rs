//! The page that sets one account's limits.

use leptos::prelude::*;

use super::form::{CLASS, Standing};
use super::{LimitsCourse, LimitsForm};
use crate::forms::limit;
use crate::ids::Code;
use crate::journal::because::reason_text;
use crate::ledger::{RANGE, Unit};
use crate::paths::exchange;
use crate::time::Instant;
use crate::ui::text::{amount_text, moment_text};
use crate::ui::{
    Button, ButtonKind, Chrome, Field, FieldError, Notice, Select, TextArea, Tone, act_marks, amount, error_of,
    form_page,
};
use crate::words::{Language, Words};

/// What the page shows.
#[derive(Clone, Debug)]
pub struct LimitsPage {
    /// The account.
    pub code: Code,
    /// Whose it is.
    pub name: String,
    /// Where it stands.
    pub balance: i64,
    /// Its limits now.
    pub standing: Standing,
    /// Why they are so; nothing of the exchange's own.
    pub why: Option<String>,
    /// What can be done beside setting them.
    pub courses: Vec<LimitsCourse>,
    /// The classes that there are, with the key of each; none where a class cannot be chosen.
    pub classes: Vec<(i64, String)>,
    /// Another officer has to confirm it where they are raised.
    pub waits: bool,
    /// The key of a change that waits, if one does.
    pub waiting: Option<i64>,
    /// It is the reader's own: no form.
    pub is_own: bool,
    /// What was typed, or what stands.
    pub form: LimitsForm,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// Earlier changes, latest first.
    pub changes: Vec<PastLimits>,
}

/// One earlier change.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct PastLimits {
    /// The limits from then on.
    #[cfg_attr(feature = "sql", sqlx(flatten))]
    pub limits: Standing,
    /// Why.
    pub reason: String,
    /// Who.
    pub changed_by: String,
    /// When.
    pub changed_at: Instant,
}

/// The limits of one account: what they mean, the form, and how they came about.
pub fn limits_page(chrome: &Chrome, unit: &Unit, data: LimitsPage) -> String {
    let words = chrome.words();
    let title = words.limits_title(&data.name);
    let language = chrome.language;
    let form = if data.is_own {
        view! { <Notice tone=Tone::Warning text=words.limits_own()/> }.into_any()
    } else {
        limits_form(chrome, unit, &data)
    };
    let waiting = data.waiting.map(|id| {
        let href = chrome.href(&exchange::Proposal { proposal: id.to_string() });
        view! { <Notice><p><a href=href>{words.limits_waiting()}</a></p></Notice> }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        <p>{data.code.to_string()}" · "{words.limits_balance()}" "{amount(unit, language, data.balance, true)}</p>
        <ul>{meaning(unit, language, &data.name, data.standing)}</ul>
        {data.why.clone().map(|why| view! { <p>{why}</p> })}
        {waiting}
        {form}
        {history(chrome, unit, data.changes)}
    };
    form_page(chrome, title, &data.errors, body.into_any())
}

/// What limits mean, in sentences.
fn meaning(unit: &Unit, language: Language, name: &str, limits: Standing) -> AnyView {
    let words = language.words();
    let text = |parts: i64| amount_text(unit, language, parts.saturating_abs());
    let owe = match limits.min {
        0 => words.limits_owe_nothing(name),
        min if min <= -RANGE => words.limits_owe_anything(name),
        min => words.limits_owe(name, text(min)),
    };
    let hold = match limits.max {
        0 => words.limits_hold_nothing(name),
        max if max >= RANGE => words.limits_hold_anything(name),
        max => words.limits_hold(name, text(max)),
    };
    view! { <li>{owe}</li><li>{hold}</li> }.into_any()
}

fn limits_form(chrome: &Chrome, unit: &Unit, data: &LimitsPage) -> AnyView {
    let (words, form, errors) = (chrome.words(), data.form.clone(), &data.errors);
    let action = chrome.href(&exchange::Limits { code: data.code.to_string() });
    let hint = words.limits_hint(unit.plural.clone(), words.limits_none());
    let warn_hint = words.limits_warn_hint();
    // What is frozen is lifted first.
    let is_frozen = data.courses.contains(&LimitsCourse::Lift);
    let means = if data.waits { words.limits_course_second() } else { words.limits_at_once() };
    let set = words.limits_button(&data.name);
    let fields = (!is_frozen).then(|| {
        view! {
            <Field name="min" label=words.limits_min() value=form.min hint=hint.clone() error=error_of(errors, "min") class="narrow" autocomplete="off"/>
            <Field name="max" label=words.limits_max() value=form.max hint=hint error=error_of(errors, "max") class="narrow" autocomplete="off"/>
            <Field name="warn_min" label=words.limits_warn_min() value=form.warn_min hint=warn_hint.clone() error=error_of(errors, "warn_min") class="narrow" autocomplete="off"/>
            <Field name="warn_max" label=words.limits_warn_max() value=form.warn_max hint=warn_hint error=error_of(errors, "warn_max") class="narrow" autocomplete="off"/>
        }
    });
    let set = (!is_frozen).then(|| view! { <Button label=set name="act" value="set".to_owned()/> });
    let courses = data.courses.iter().map(|course| {
        let (label, means) = course_said(words, *course);
        let word = LimitsCourse::ALL.into_iter().find(|(_, one)| one == course).map_or("", |(word, _)| word);
        let kind = if *course == LimitsCourse::Freeze { ButtonKind::Danger } else { ButtonKind::Secondary };
        view! {
            <p>{means}</p>
            <div class="actions"><Button label=label kind=kind name="act" value=word.to_owned()/></div>
        }
    });
    let courses: Vec<_> = courses.collect();
    view! {
        <form class="form" method="post" action=action novalidate>
            {act_marks(chrome, &form.id)}
            <h2>{words.limits_change()}</h2>
            {fields}
            <TextArea name="reason" label=words.limits_reason() value=form.reason hint=words.limits_reason_hint() error=error_of(errors, "reason") maxlength=500/>
            <p>{means}</p>
            <div class="actions">
                {set}
                <a href=chrome.href(&exchange::Balances)>{words.back()}</a>
            </div>
            {class_choice(words, data)}
            {courses}
        </form>
    }
    .into_any()
}

/// Choosing a class; nothing where there are none.
fn class_choice(words: &Words, data: &LimitsPage) -> Option<AnyView> {
    if data.classes.is_empty() {
        return None;
    }
    let none = ("0".to_owned(), words.limits_class_none());
    let classes = data.classes.iter().map(|(id, name)| (id.to_string(), name.clone()));
    let options: Vec<_> = std::iter::once(none).chain(classes).collect();
    let (value, error) = (data.form.class.clone(), error_of(&data.errors, "class"));
    let view = view! {
        <Select name="class" label=words.limits_class() value=value options=options hint=words.limits_class_means() error=error/>
        <div class="actions"><Button label=words.limits_class_button() kind=ButtonKind::Secondary name="act" value=CLASS.to_owned()/></div>
    };
    Some(view.into_any())
}

/// The button of a course, and what it means.
fn course_said(words: &Words, course: LimitsCourse) -> (String, String) {
    match course {
        LimitsCourse::Freeze => (words.limits_freeze(), words.limits_freeze_means()),
        LimitsCourse::Lift => (words.limits_lift(), words.limits_lift_means()),
        LimitsCourse::ToRule => (words.limits_to_rule(), words.limits_to_rule_means()),
        LimitsCourse::Class(_) => (words.limits_class_button(), words.limits_class_means()),
    }
}

fn history(chrome: &Chrome, unit: &Unit, changes: Vec<PastLimits>) -> Option<AnyView> {
    if changes.is_empty() {
        return None;
    }
    let (words, zone) = (chrome.words(), chrome.zone());
    let figure = |parts| limit::write(unit, chrome.language, parts);
    let rows = changes.into_iter().map(|change| {
        let when = moment_text(words, change.changed_at, &zone);
        let range = words.limits_range(figure(change.limits.min), figure(change.limits.max));
        let by = if change.changed_by.is_empty() { when } else { format!("{when}, {}", change.changed_by) };
        view! { <li><span>{range}</span><span>{reason_text(words, &change.reason)}</span><span class="what">{by}</span></li> }
    });
    let view = view! {
        <h2>{words.limits_history()}</h2>
        <ul class="rows">{rows.collect_view()}</ul>
    };
    Some(view.into_any())
}
