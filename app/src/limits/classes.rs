//! Classes of member: each has limits of its own, which its members have instead of everybody's. What the committee types, and the pages.

use leptos::prelude::*;
use serde::Deserialize;

use super::form::{LimitsForm, Standing};
use crate::forms::{FieldError, Reader, Text, limit};
use crate::ledger::Unit;
use crate::paths::exchange;
use crate::rules::outside::outside_notice;
use crate::ui::{
    Button, ButtonKind, Chrome, EmptyState, Field, Notice, TextArea, Tone, act_marks, error_of, form_page, page,
};
use crate::words::Language;

/// The longest name, in characters.
pub const LONGEST_CLASS: usize = 40;

/// A class.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct MemberClass {
    /// Its key.
    #[cfg_attr(feature = "sql", sqlx(rename = "class_id"))]
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// Its limits.
    #[cfg_attr(feature = "sql", sqlx(flatten))]
    pub limits: Standing,
    /// Why they are so.
    pub reason: String,
    /// How many members it has.
    pub members: i64,
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is described by its label in words/en/limits.ftl")]
pub struct ClassForm {
    /// Made by the page, so that sending it twice decides once.
    pub id: String,
    pub name: String,
    pub min: String,
    pub max: String,
    pub warn_min: String,
    pub warn_max: String,
    pub reason: String,
    /// How many members the page said would be outside.
    pub outside: String,
    /// `delete`: it is given up; otherwise made or changed.
    pub act: String,
    /// Why it is given up.
    pub why: String,
}

/// A class as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassAsked {
    /// What it is called.
    pub name: String,
    /// Its limits.
    pub limits: Standing,
    /// Why.
    pub reason: String,
}

impl ClassForm {
    /// A form that shows limits, of a class of that name or of one that is to be.
    pub fn of((name, limits): (&str, Standing), unit: &Unit, language: Language) -> Self {
        let LimitsForm { min, max, warn_min, warn_max, .. } = LimitsForm::of(limits, unit, language);
        Self { name: name.to_owned(), min, max, warn_min, warn_max, ..Self::default() }
    }

    /// What was meant, where these limits stand.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(
        &self,
        (unit, standing): (&Unit, Standing),
        language: Language,
    ) -> Result<ClassAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let name = form.line("name", &self.name, Text::asked(LONGEST_CLASS, language.words().settings_error_empty()));
        let ClassForm { min, max, warn_min, warn_max, reason, .. } = self.clone();
        let limits = LimitsForm { min, max, warn_min, warn_max, reason, ..LimitsForm::default() };
        match (form.finish(|| name), limits.parse((unit, standing), language)) {
            (Ok(name), Ok(asked)) => {
                let reason = asked.reason.clone();
                Ok(ClassAsked { name, limits: asked.standing(), reason })
            }
            (name, limits) => Err(name.err().into_iter().flatten().chain(limits.err().into_iter().flatten()).collect()),
        }
    }
}

/// Why a class is given up.
///
/// # Errors
/// What is wrong with the reason.
pub fn reason_to_delete(form: &ClassForm, language: Language) -> Result<String, Vec<FieldError>> {
    let mut reader = Reader::new(language);
    let why = reader.reason("why", &form.why);
    reader.finish(|| why)
}

/// All classes, and what waits of them; who may change them also sees how many members each has.
pub fn classes_page(
    chrome: &Chrome,
    unit: &Unit,
    (classes, may_set, waiting): (Vec<MemberClass>, bool, Option<AnyView>),
) -> String {
    let words = chrome.words();
    let title = words.classes_title();
    let none = classes.is_empty().then(|| view! { <EmptyState title=words.classes_none()/> });
    let figure = |parts| limit::write(unit, chrome.language, parts);
    let row = |class: MemberClass| {
        let Standing { min, max, .. } = class.limits;
        let change = may_set.then(|| {
            let about = format!("{}: {}", words.settings_change(), class.name);
            let href = chrome.href(&exchange::MemberClass { class: class.id.to_string() });
            let count = words.classes_members(class.members);
            view! { <span>{count}</span><a href=href aria-label=about>{words.settings_change()}</a> }
        });
        view! {
            <li>
                <span><bdi>{class.name}</bdi></span>
                <span>{words.limits_range(figure(min), figure(max))}</span>
                <span class="what"><bdi>{class.reason}</bdi></span>
                {change}
            </li>
        }
    };
    let rows: Vec<_> = classes.into_iter().map(row).collect();
    let new = may_set.then(|| {
        let href = chrome.href(&exchange::MemberClass { class: NEW.to_owned() });
        view! { <p class="actions"><a href=href>{words.classes_new()}</a></p> }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lede">{words.classes_lede()}</p>
        {none}
        <ul class="rows">{rows}</ul>
        {waiting}
        {new}
        <p class="actions"><a href=chrome.href(&exchange::Settings)>{words.settings_title()}</a></p>
    };
    page(chrome, title, body)
}

/// The word that stands in the address for a class that is to be.
pub const NEW: &str = "new";
/// What the button sends that gives up a class.
pub const DELETE: &str = "delete";

/// What the form of a class shows.
#[derive(Clone, Debug)]
pub struct ClassFormPage {
    /// Its key in the address, or [`NEW`].
    pub class: String,
    /// What was typed, or what stands.
    pub form: ClassForm,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// The reader is a member of it.
    pub is_own: bool,
    /// What becomes of it, where it does not hold at once.
    pub course: Option<String>,
    /// Nobody is in it: it can be given up.
    pub is_empty: bool,
}

/// The form of a class.
pub fn class_form_page(chrome: &Chrome, unit: &Unit, data: ClassFormPage) -> String {
    let words = chrome.words();
    let ClassFormPage { class, form, errors, is_own, course, is_empty } = data;
    let title = if class == NEW { words.classes_new() } else { words.classes_change() };
    let hint = words.limits_hint(unit.plural.clone(), words.limits_none());
    let (warn_hint, errors) = (words.limits_warn_hint(), errors.as_slice());
    let outside = outside_notice(chrome, &form.outside);
    let delete = is_empty.then(|| delete_form(chrome, &class, (&form, errors)));
    let body = if is_own {
        view! { <Notice tone=Tone::Warning text=words.classes_own()/> }.into_any()
    } else {
        view! {
            <form class="form" method="post" action=chrome.href(&exchange::MemberClass { class }) novalidate>
                {act_marks(chrome, &form.id)}
                {outside}
                <Field name="name" label=words.settings_name() value=form.name error=error_of(errors, "name") autocomplete="off"/>
                <Field name="min" label=words.limits_min() value=form.min hint=hint.clone() error=error_of(errors, "min") class="narrow" autocomplete="off"/>
                <Field name="max" label=words.limits_max() value=form.max hint=hint error=error_of(errors, "max") class="narrow" autocomplete="off"/>
                <Field name="warn_min" label=words.limits_warn_min() value=form.warn_min hint=warn_hint.clone() error=error_of(errors, "warn_min") class="narrow" autocomplete="off"/>
                <Field name="warn_max" label=words.limits_warn_max() value=form.warn_max hint=warn_hint error=error_of(errors, "warn_max") class="narrow" autocomplete="off"/>
                <TextArea name="reason" label=words.settings_reason() value=form.reason hint=words.settings_reason_hint() error=error_of(errors, "reason") maxlength=500/>
                <p>{course.unwrap_or_else(|| words.classes_at_once())}</p>
                <div class="actions">
                    <button>{words.settings_button()}</button>
                    <a href=chrome.href(&exchange::MemberClasses)>{words.back()}</a>
                </div>
            </form>
            {delete}
        }
        .into_any()
    };
    form_page(chrome, title.clone(), errors, view! { <h1>{title}</h1>{body} }.into_any())
}

/// The form that gives up a class nobody is in.
fn delete_form(chrome: &Chrome, class: &str, (form, errors): (&ClassForm, &[FieldError])) -> AnyView {
    let words = chrome.words();
    let action = chrome.href(&exchange::MemberClass { class: class.to_owned() });
    view! {
        <details open={form.act == DELETE}>
            <summary>{words.classes_delete()}</summary>
            <form class="form" method="post" action=action novalidate>
                {act_marks(chrome, &form.id)}
                <p>{words.classes_delete_what()}</p>
                <TextArea name="why" label=words.settings_reason() value=form.why.clone() hint=words.settings_reason_hint() error=error_of(errors, "why") rows=2 maxlength=500/>
                <div class="actions"><Button label=words.classes_delete() kind=ButtonKind::Danger name="act" value=DELETE.to_owned()/></div>
            </form>
        </details>
    }
    .into_any()
}
