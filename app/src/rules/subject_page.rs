//! The form of one subject's rules.

use leptos::prelude::*;

use super::catalogue::{Rule, RuleKind, Subject};
use super::forms::{SubjectForm, is_fixed};
use super::outside::outside_notice;
use super::proposals::OBJECTION_DAYS;
use super::said::{choice_name, counts_name};
use super::standing::{StandingRules, counts};
use crate::paths::exchange;
use crate::ui::hue::{HUES, hue_name};
use crate::ui::{Chrome, Field, FieldError, Hidden, Select, TextArea, act_marks, error_of, form_page};
use crate::words::Words;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct SubjectPage {
    /// What it is about.
    pub subject: Subject,
    /// The rules as they stand.
    pub rules: StandingRules,
    /// There is somebody who may confirm a change.
    pub has_seconder: bool,
    /// As it was typed.
    pub form: SubjectForm,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page on which one decides about a subject.
pub fn subject_page(chrome: &Chrome, data: SubjectPage) -> String {
    let words = chrome.words();
    let SubjectPage { subject, rules, has_seconder, form, errors } = data;
    let title = subject.title(words);
    let fields: Vec<_> = subject.rules().into_iter().map(|rule| field(words, rule, (&rules, &form), &errors)).collect();
    let fixed = (subject == Subject::Unit && rules.traded).then(|| {
        let counted = counts_name(words, counts(&rules.unit));
        let unit = format!("{} ({}), {counted}", rules.unit.plural, rules.unit.symbol);
        view! { <p><bdi>{unit}</bdi>" · "{words.settings_unit_fixed()}</p> }
    });
    let action = chrome.href(&exchange::SettingsOf { subject: subject.tag().to_owned() });
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lede">{subject.lede(words)}</p>
        <form class="form" method="post" action=action novalidate>
            {act_marks(chrome, &form.id)}
            <Hidden name="version" value=form.version/>
            {outside_notice(chrome, &form.outside)}
            {fixed}
            {fields}
            <TextArea name="reason" label=words.settings_reason() value=form.reason hint=words.settings_reason_hint() error=error_of(&errors, "reason") maxlength=500/>
            {course(words, subject, &rules, has_seconder).map(|text| view! { <p class="hint">{text}</p> })}
            <div class="actions"><button>{words.settings_button()}</button><a href=chrome.href(&exchange::Settings)>{words.back()}</a></div>
        </form>
    };
    form_page(chrome, title, &errors, body.into_any())
}

/// What becomes of a change, said before it is sent; nothing where it holds at once.
fn course(words: &Words, subject: Subject, rules: &StandingRules, has_seconder: bool) -> Option<String> {
    let binds = rules.traded && subject.rules().iter().any(|rule| rule.entry().second);
    let days = rules.in_force.notice_days();
    match (binds, rules.in_force.second_for_rules(), has_seconder) {
        (false, ..) => None,
        (true, true, true) => Some(words.settings_course_second(days)),
        (true, true, false) => Some(words.settings_course_alone(days.max(OBJECTION_DAYS))),
        (true, false, _) if days > 0 => Some(words.settings_course_notice(days)),
        (true, false, _) => None,
    }
}

/// The field of a rule; none where it stays as it is.
fn field(words: &Words, rule: Rule, (rules, form): (&StandingRules, &SubjectForm), errors: &[FieldError]) -> AnyView {
    let (name, value, error) = (rule.key(), form.typed(rule), error_of(errors, rule.key()));
    let label = rule.label(words);
    let hint = hint(rule, words);
    match rule.kind() {
        _ if is_fixed(rule, rules) => ().into_any(),
        RuleKind::Text if rule == Rule::Description => {
            view! { <TextArea name=name label=label value=value error=error maxlength=500/> }.into_any()
        }
        RuleKind::Text if rule.entry().subject == Subject::Look => {
            view! { <Field name=name label=label value=value error=error autocomplete="off"/> }.into_any()
        }
        RuleKind::Hue => hue_choice(words, &value, error),
        RuleKind::Counting => {
            let options = ["0", "1", "2", "3", "4", "time"].map(|tag| (tag.to_owned(), counts_name(words, tag)));
            select((name, label, value), options.to_vec(), (hint, error))
        }
        RuleKind::Flag => {
            let options = [("no".to_owned(), words.settings_no()), ("yes".to_owned(), words.settings_yes())];
            select((name, label, value), options.to_vec(), (hint, error))
        }
        RuleKind::Choice(tags) => {
            let options = tags.iter().map(|tag| ((*tag).to_owned(), choice_name(rule, tag, words)));
            select((name, label, value), options.collect(), (hint, error))
        }
        RuleKind::Page => ().into_any(),
        RuleKind::Says => {
            view! { <Field name=name label=label value=value hint=hint error=error autocomplete="off"/> }.into_any()
        }
        RuleKind::Text
        | RuleKind::Lowest
        | RuleKind::Highest
        | RuleKind::Rate
        | RuleKind::Days
        | RuleKind::Count(_) => {
            view! { <Field name=name label=label value=value hint=hint error=error class="narrow" autocomplete="off"/> }
                .into_any()
        }
    }
}

fn select(
    (name, label, value): (&'static str, String, String),
    options: Vec<(String, String)>,
    (hint, error): (Option<String>, Option<String>),
) -> AnyView {
    view! { <Select name=name label=label value=value options=options hint=hint error=error/> }.into_any()
}

/// What is worth saying beside the field.
fn hint(rule: Rule, words: &Words) -> Option<String> {
    let hint = match rule {
        Rule::UnitCounts => words.settings_counts_hint(),
        Rule::UnitsPerHour => words.settings_rate_hint(),
        Rule::OfficerAlone => words.settings_alone_hint(),
        Rule::WarnLow | Rule::WarnHigh => words.settings_warn_hint(),
        Rule::RampThings => words.settings_ramp_hint(),
        Rule::GrowthShare => words.settings_growth_hint(),
        Rule::EraseDays => words.settings_erase_hint(),
        Rule::LeavingDays => words.settings_leaving_hint(),
        Rule::Vouchers => words.settings_vouchers_hint(),
        Rule::SleepAsk => words.settings_sleep_ask_hint(),
        Rule::SleepDecide => words.settings_sleep_decide_hint(),
        Rule::OfferMonths | Rule::WantMonths => words.settings_months_hint(),
        Rule::ListingReach => words.settings_reach_hint(),
        Rule::PublicNames => words.settings_public_names_hint(),
        Rule::SubscriptionCost => words.settings_subscription_cost_hint(),
        Rule::SubscriptionDays => words.settings_subscription_days_hint(),
        Rule::SecondForRules => words.settings_second_hint(),
        Rule::SecondForLimits => words.settings_second_limits_hint(),
        Rule::SecondForAdmissions => words.settings_second_admissions_hint(),
        Rule::SecondForAgreements => words.settings_second_agreements_hint(),
        Rule::NoticeDays => words.settings_notice_hint(),
        _ => return None,
    };
    Some(hint)
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
