//! The committee decides about an application: what is known of who applies, and the two answers.

use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use super::{ApplicationAct, ApplicationState};
use crate::forms::{FieldError, Reader};
use crate::members::Candidate;
use crate::members::checks::{CheckItem, Checklist, ChecksForm, checks_form, names_of};
use crate::paths::exchange;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Chrome, Notice, SummaryList, SummaryRow, TextArea, Tone, act_marks, day_text,
    error_of, form_page,
};
use crate::words::Language;

/// The answer as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct DecideForm {
    /// Made by the page, so that sending it twice decides once.
    pub id: String,
    /// `admit` or `decline`.
    pub answer: String,
    pub reason: String,
    /// Why somebody is admitted of whom not everything was made sure.
    pub because: String,
}

/// What is answered, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionAsked {
    /// What.
    pub act: ApplicationAct,
    /// Why not; or why although something is missing. Empty of who is just admitted.
    pub why: String,
}

impl DecideForm {
    /// What is to be done, and why; a no needs a reason, and letting in of whom not everything was made sure may have one.
    ///
    /// # Errors
    /// By field.
    pub fn parse(&self, language: Language) -> Result<DecisionAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let answers = [("admit", ApplicationAct::Admit), ("decline", ApplicationAct::Decline)];
        let act = form.choice("answer", &self.answer, answers);
        let why = match act {
            Some(ApplicationAct::Decline) => form.reason("reason", &self.reason),
            _ if self.because.trim().is_empty() => Some(String::new()),
            _ => form.reason("because", &self.because),
        };
        form.finish(|| Some(DecisionAsked { act: act?, why: why? }))
    }
}

/// What of an application is not there any more to be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What it came to.
    pub state: ApplicationState,
    /// By whom of the committee; empty where they took it back, or a rule admitted them.
    pub by: String,
    /// Why.
    pub why: String,
}

impl Decided {
    /// What somebody reads of it.
    pub fn sentence(&self, chrome: &Chrome, name: &str) -> String {
        let words = chrome.words();
        match (self.state, self.by.as_str()) {
            (ApplicationState::Admitted, "") => words.apply_is_admitted(name),
            (ApplicationState::Admitted, by) => words.apply_is_admitted_by(by, name),
            (ApplicationState::Declined, by) => words.apply_is_declined_by(by, name, &self.why),
            (ApplicationState::Withdrawn | ApplicationState::Applied, _) => words.apply_is_withdrawn(name),
        }
    }
}

/// An application as the committee sees it.
#[derive(Clone, Debug)]
pub struct ApplicationPage {
    /// The last part of its path.
    pub id: String,
    /// Who applies.
    pub name: String,
    /// Their address, if they have one.
    pub email: Option<String>,
    /// Where they live.
    pub area: String,
    /// What they offer.
    pub offers: String,
    /// What they look for.
    pub wants: String,
    /// Since when.
    pub since: Date,
    /// The version of the agreement that they accepted; 0 for everybody's words.
    pub agreement: i64,
    /// Who of the members vouched for them.
    pub vouchers: Vec<String>,
    /// Members who are called the same.
    pub namesakes: Vec<Candidate>,
    /// What the exchange makes sure of first, and what is ticked of it.
    pub checks: Checklist,
    /// What of it is missing.
    pub missing: Vec<CheckItem>,
    /// What it came to, if it waits no longer.
    pub decided: Option<Decided>,
    /// Another officer must confirm it where the reader says yes.
    pub second: bool,
    /// Somebody has said yes: the number of what waits to be confirmed.
    pub proposed: Option<i64>,
}

/// The page.
pub fn application_page(
    chrome: &Chrome,
    data: &ApplicationPage,
    (form, checks): (&DecideForm, &ChecksForm),
    errors: &[FieldError],
) -> String {
    let words = chrome.words();
    let said = |text: &str| if text.is_empty() { words.join_nothing_said() } else { text.to_owned() };
    let row = |label: String, text: String| SummaryRow::new(label, view! { <bdi>{text}</bdi> });
    let agreement = match data.agreement {
        0 => words.apply_agreement_usual(),
        version => words.apply_agreement_own(version.to_string()),
    };
    let vouched = (!data.vouchers.is_empty()).then(|| row(words.apply_vouchers(), data.vouchers.join(", ")));
    let rows = vec![
        row(words.join_since(), day_text(words, data.since)),
        row(words.sign_in_email(), data.email.clone().unwrap_or_else(|| words.me_email_none())),
        row(words.join_area(), said(&data.area)),
        row(words.apply_offers(), said(&data.offers)),
        row(words.apply_wants(), said(&data.wants)),
        row(words.join_agreement(), agreement),
    ];
    let rows: Vec<_> = rows.into_iter().chain(vouched).collect();
    let decided = data.decided.as_ref().map(|decided| {
        view! { <Notice tone=Tone::Info role="status" text=decided.sentence(chrome, &data.name)/> }
    });
    let namesakes = (data.decided.is_none() && !data.namesakes.is_empty()).then(|| {
        let names = data.namesakes.iter().map(|one| format!("{} ({})", one.name, one.code)).collect::<Vec<_>>();
        view! { <Notice tone=Tone::Warning text=words.apply_namesakes(names.join(", "))/> }
    });
    let answers = data.decided.is_none().then(|| answers(chrome, data, form, errors));
    let action = chrome.href(&exchange::ApplicationChecks { id: data.id.clone() });
    let checks = data.decided.is_none().then(|| checks_form(chrome, &action, &data.checks, (checks, errors))).flatten();
    let title = words.apply_title(&data.name);
    let body = view! {
        <h1><bdi>{title.clone()}</bdi></h1>
        {decided}
        {namesakes}
        <SummaryList rows=rows/>
        {checks}
        {answers}
        <p class="actions"><ButtonLink href=chrome.href(&exchange::Work) label=words.work_title() kind=ButtonKind::Secondary/></p>
    };
    form_page(chrome, title, errors, body)
}

fn answers(chrome: &Chrome, data: &ApplicationPage, form: &DecideForm, errors: &[FieldError]) -> AnyView {
    let words = chrome.words();
    let action = chrome.href(&exchange::Application { id: data.id.clone() });
    let because = (!data.missing.is_empty()).then(|| {
        let text = words.apply_missing(&data.name, names_of(&data.missing, words));
        view! {
            <Notice tone=Tone::Warning text=text/>
            <TextArea name="because" label=words.apply_because() hint=words.apply_because_hint() value=form.because.clone()
                error=error_of(errors, "because") rows=2 maxlength=500/>
        }
    });
    let admit = match data.proposed {
        Some(id) => {
            let href = chrome.href(&exchange::Proposal { proposal: id.to_string() });
            view! { <Notice><p>{words.apply_proposed()}" "<a href=href>{words.apply_proposed_link()}</a></p></Notice> }
                .into_any()
        }
        None => {
            let second = data.second.then(|| view! { <p class="hint">{words.apply_second()}</p> });
            view! {
                <form class="form" method="post" action=action.clone() novalidate>
                    {act_marks(chrome, &form.id)}
                    {because}
                    {second}
                    <Button label=words.apply_admit() name="answer" value="admit".to_owned()/>
                </form>
            }
            .into_any()
        }
    };
    view! {
        {admit}
        <details open=errors.iter().any(|error| error.field == "reason")>
            <summary>{words.apply_decline()}</summary>
            <form class="form" method="post" action=action novalidate>
                {act_marks(chrome, &form.id)}
                <TextArea name="reason" label=words.settings_reason() hint=words.apply_reason_hint() value=form.reason.clone()
                    error=error_of(errors, "reason") maxlength=500/>
                <Button label=words.apply_decline() kind=ButtonKind::Danger name="answer" value="decline".to_owned()/>
            </form>
        </details>
    }
    .into_any()
}
