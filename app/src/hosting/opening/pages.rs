//! The three steps to an exchange, and the page that says that it is there.

use leptos::prelude::*;
use strum::IntoEnumIterator as _;

use super::{ExchangeWanted, OpeningForm, OpeningStep, tenths_of_hours};
use crate::forms::FieldError;
use crate::ledger::RANGE;
use crate::paths::{exchange, installation};
use crate::roles::Role;
use crate::rules::catalogue::{Rule, Template};
use crate::rules::said::value_in_words;
use crate::ui::chrome::href_in;
use crate::ui::text::amount_text;
use crate::ui::{
    self, Button, ButtonKind, ButtonLink, Chrome, Field, Select, Stepper, SummaryList, SummaryRow, act_marks, error_of,
    form_page,
};
use crate::words::{Language, Words};

/// What a template is called.
pub fn template_name(words: &Words, template: Template) -> String {
    match template {
        Template::Lets => words.opening_lets(),
        Template::TimeBank => words.opening_time_bank(),
        Template::Business => words.opening_business(),
    }
}

/// What it brings, in a sentence.
fn template_brings(words: &Words, template: Template) -> String {
    match template {
        Template::Lets => words.opening_lets_brings(),
        Template::TimeBank => words.opening_time_bank_brings(),
        Template::Business => words.opening_business_brings(),
    }
}

/// The choice of a template, with what each brings.
pub fn template_choice(chrome: &Chrome, value: String, error: Option<String>) -> AnyView {
    let words = chrome.words();
    let options = Template::iter().map(|one| (one.tag().to_owned(), template_name(words, one))).collect::<Vec<_>>();
    let rows = Template::iter()
        .map(|one| SummaryRow::new(template_name(words, one), template_brings(words, one)))
        .collect::<Vec<_>>();
    view! {
        <Select name="template" label=words.opening_template() hint=words.opening_template_hint() value=value options=options error=error/>
        <SummaryList rows=rows/>
    }
    .into_any()
}

/// The languages that an exchange can have.
pub fn language_choice(chrome: &Chrome, value: String, error: Option<String>) -> AnyView {
    let languages = Language::ALL.into_iter().map(|one| (one.tag().to_owned(), one.name())).collect::<Vec<_>>();
    view! { <Select name="language" label=chrome.words().setup_language() value=value options=languages error=error/> }
        .into_any()
}

/// A step; the fields of the others go along unseen.
pub fn step_page(chrome: &Chrome, step: OpeningStep, form: &OpeningForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let steps = vec![words.opening_step_place(), words.opening_step_rules(), words.opening_step_committee()];
    let (at, title, fields, shown) = match step {
        OpeningStep::Place => (0, words.opening_place_title(), place_fields(chrome, form, errors), PLACE.as_slice()),
        OpeningStep::Rules => (1, words.opening_rules_title(), rules_fields(chrome, form, errors), rules_shown(form)),
        OpeningStep::Committee => {
            (2, words.opening_committee_title(), committee_fields(chrome, form, errors), COMMITTEE.as_slice())
        }
    };
    let unseen = form.fields().into_iter().filter(|(name, _)| !shown.contains(name));
    let unseen: Vec<_> = unseen
        .map(|(name, value)| {
            let value = value.to_owned();
            view! { <input type="hidden" name=name value=value/> }
        })
        .collect();
    let next = if step == OpeningStep::Committee { words.opening_make() } else { words.opening_next() };
    let back = (step != OpeningStep::Place).then(|| {
        view! { <Button label=words.back() kind=ButtonKind::Secondary name="go" value="back".to_owned()/> }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        <Stepper label=words.opening_title() steps=steps at=at/>
        <form class="form" method="post" action=installation::NewExchange.to_string() novalidate>
            {act_marks(chrome, &form.id)}
            <input type="hidden" name="step" value=step.tag()/>
            {unseen}
            {fields}
            <div class="actions">
                <Button label=next name="go" value="next".to_owned()/>
                {back}
                <a href=installation::Host.to_string()>{words.host_title()}</a>
            </div>
        </form>
    };
    form_page(chrome, title, errors, body.into_any())
}

const PLACE: [&str; 7] = ["template", "exchange", "area", "slug", "code", "language", "zone"];
const RULES: [&str; 5] = ["unit", "units", "rate", "lowest", "highest"];
const COMMITTEE: [&str; 9] = [
    "chair_name",
    "chair_email",
    "second_name",
    "second_email",
    "second_office",
    "third_name",
    "third_email",
    "third_office",
    "way",
];

/// A time bank's unit is the hour.
fn rules_shown(form: &OpeningForm) -> &'static [&'static str] {
    if is_time_bank(form) { RULES.get(3..).unwrap_or_default() } else { &RULES }
}

fn is_time_bank(form: &OpeningForm) -> bool {
    Template::of_tag(&form.template) == Some(Template::TimeBank)
}

fn place_fields(chrome: &Chrome, form: &OpeningForm, errors: &[FieldError]) -> AnyView {
    let words = chrome.words();
    let error = |field| error_of(errors, field);
    let typed = form.clone();
    view! {
        <Field name="exchange" label=words.setup_exchange_name() value=typed.exchange error=error("exchange") autocomplete="off"/>
        <Field name="area" label=words.opening_area() hint=words.opening_area_hint() value=typed.area error=error("area") autocomplete="off"/>
        {template_choice(chrome, typed.template, error("template"))}
        <Field name="slug" label=words.setup_slug() hint=words.setup_slug_hint() value=typed.slug error=error("slug") autocomplete="off"/>
        <Field name="code" label=words.setup_code() hint=words.setup_code_hint() value=typed.code error=error("code") class="narrow" autocomplete="off"/>
        {language_choice(chrome, typed.language, error("language"))}
        <Field name="zone" label=words.setup_zone() hint=words.setup_zone_hint() value=typed.zone error=error("zone") autocomplete="off"/>
    }
    .into_any()
}

fn rules_fields(chrome: &Chrome, form: &OpeningForm, errors: &[FieldError]) -> AnyView {
    let words = chrome.words();
    let error = |field| error_of(errors, field);
    let template = Template::of_tag(&form.template).unwrap_or(Template::Lets);
    let typed = form.clone();
    let unit = (!is_time_bank(form)).then(|| {
        let typed = form.clone();
        view! {
            <Field name="unit" label=words.setup_unit() hint=words.opening_unit_hint() value=typed.unit error=error("unit") class="narrow" autocomplete="off"/>
            <Field name="units" label=words.setup_units() value=typed.units error=error("units") class="narrow" autocomplete="off"/>
            <Field name="rate" label=words.settings_rate() hint=words.opening_rate_hint() value=typed.rate error=error("rate") class="narrow" inputmode="decimal"/>
        }
    });
    let lowest = match template {
        Template::Lets => words.opening_lets_lowest(),
        Template::TimeBank => words.opening_time_bank_lowest(),
        Template::Business => words.opening_business_lowest(),
    };
    let highest = match template {
        Template::TimeBank => words.opening_time_bank_highest(),
        _ => words.opening_highest(words.limits_none()),
    };
    view! {
        <p>{words.opening_rules_lede(template_name(words, template))}</p>
        {unit}
        <Field name="lowest" label=words.opening_lowest() hint=lowest value=typed.lowest error=error("lowest") class="narrow"/>
        <Field name="highest" label=words.opening_highest_label() hint=highest value=typed.highest error=error("highest") class="narrow"/>
        {also(chrome, form)}
    }
    .into_any()
}

/// What else it begins with, as its template says.
fn also(chrome: &Chrome, form: &OpeningForm) -> Option<AnyView> {
    let words = chrome.words();
    // What is typed wrong stands in no rule yet.
    let (_, wanted) = form.exchange(chrome.language).ok()?;
    let typed = [Rule::DefaultMin, Rule::DefaultMax, Rule::UnitsPerHour];
    let rows = wanted.rules.rows().into_iter().filter(|(rule, _)| !typed.contains(rule)).map(|(rule, value)| {
        SummaryRow::new(rule.label(words), value_in_words(rule, &value, (&wanted.unit, chrome.language)))
    });
    let rows = rows.collect::<Vec<_>>();
    Some(view! { <h2>{words.opening_also()}</h2><p>{words.opening_also_how()}</p><SummaryList rows=rows/> }.into_any())
}

fn committee_fields(chrome: &Chrome, form: &OpeningForm, errors: &[FieldError]) -> AnyView {
    let words = chrome.words();
    let error = |field| error_of(errors, field);
    let offices = || Role::governing().map(|role| (role.tag().to_owned(), role.name(words))).collect::<Vec<_>>();
    let ways = vec![("mail".to_owned(), words.opening_way_mail()), ("link".to_owned(), words.opening_way_link())];
    let typed = form.clone();
    let summary = form.exchange(chrome.language).ok().map(|(_, wanted)| summary(chrome, &wanted));
    view! {
        {summary}
        <p>{words.opening_committee_lede()}</p>
        <h2>{Role::Chair.name(words)}</h2>
        <Field name="chair_name" label=words.opening_name() value=typed.chair_name error=error("chair_name") autocomplete="off"/>
        <Field name="chair_email" label=words.sign_in_email() value=typed.chair_email error=error("chair_email") kind="email" autocomplete="off"/>
        <h2>{words.opening_second()}</h2>
        <Field name="second_name" label=words.opening_name() value=typed.second_name error=error("second_name") autocomplete="off"/>
        <Field name="second_email" label=words.sign_in_email() value=typed.second_email error=error("second_email") kind="email" autocomplete="off"/>
        <Select name="second_office" label=words.opening_office() value=typed.second_office options=offices() error=error("second_office")/>
        <h2>{words.opening_third()}</h2>
        <Field name="third_name" label=words.opening_name() value=typed.third_name error=error("third_name") autocomplete="off"/>
        <Field name="third_email" label=words.sign_in_email() value=typed.third_email error=error("third_email") kind="email" autocomplete="off"/>
        <Select name="third_office" label=words.opening_office() value=typed.third_office options=offices() error=error("third_office")/>
        <Select name="way" label=words.opening_way() hint=words.opening_way_hint() value=typed.way options=ways error=error("way")/>
    }
    .into_any()
}

/// What it will be, before it is.
fn summary(chrome: &Chrome, wanted: &ExchangeWanted) -> AnyView {
    let words = chrome.words();
    let (unit, rate) = (&wanted.unit, wanted.rules.units_per_hour());
    let limit = |parts: i64| match parts.saturating_abs() {
        RANGE => words.limits_none(),
        parts => {
            let (amount, tenths) = (amount_text(unit, chrome.language, parts), tenths_of_hours(unit, rate, parts));
            let mark = chrome.language.decimal_mark();
            let hours = if tenths % 10 == 0 {
                (tenths / 10).to_string()
            } else {
                format!("{}{mark}{}", tenths / 10, tenths % 10)
            };
            if unit.is_time { amount } else { words.opening_worth(amount, hours) }
        }
    };
    let rows = vec![
        SummaryRow::new(words.setup_exchange_name(), view! { <bdi>{wanted.name.clone()}</bdi> }),
        SummaryRow::new(words.setup_slug(), format!("/{}", wanted.slug)),
        SummaryRow::new(words.opening_template(), template_name(words, wanted.template)),
        SummaryRow::new(words.opening_lowest(), limit(wanted.rules.default_min())),
        SummaryRow::new(words.opening_highest_label(), limit(wanted.rules.default_max())),
    ];
    view! { <SummaryList rows=rows/> }.into_any()
}

/// How somebody of the committee gets in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WayIn {
    /// A mail is on its way.
    Mailed,
    /// With what they have; a mail says so.
    Known,
    /// With this link, a whole address, which the host hands over.
    Link(String),
}

/// Somebody of the committee, and how they get in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatedOfficer {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their office.
    pub role: Role,
    /// How they get in.
    pub way: WayIn,
}

/// The exchange is there, and how its committee gets in.
pub fn opened_page(chrome: &Chrome, (name, slug): (String, &str), committee: Vec<SeatedOfficer>) -> String {
    let words = chrome.words();
    let rows = committee.into_iter().map(|one| {
        let label = words.mail_officer(&one.name, one.role.name(words));
        let value = match one.way {
            WayIn::Mailed => view! { {words.opening_mailed(&one.email)} }.into_any(),
            WayIn::Known => view! { {words.opening_known(&one.email)} }.into_any(),
            WayIn::Link(link) => view! { {words.opening_hand_over()}<br/><code class="link">{link}</code> }.into_any(),
        };
        SummaryRow::new(label, value)
    });
    let (title, rows) = (words.opening_done(&name), rows.collect::<Vec<_>>());
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        <p>{words.opening_done_lede()}</p>
        <SummaryList rows=rows/>
        <p class="actions">
            <ButtonLink href=href_in(slug, &exchange::Home) label=name/>
            <a href=installation::Host.to_string()>{words.host_title()}</a>
        </p>
    };
    ui::page(chrome, title, body)
}
