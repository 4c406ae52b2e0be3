//! One change of rules or offices that waits or waited: what, why, where it stands, and what the reader may do about it.

use leptos::prelude::*;

use super::catalogue::Rule;
use super::matter::Matter;
use super::proposals::{ProposalForm, ProposalState};
use super::said;
use crate::journal::fell::Fell;
use crate::journal::figures::act_text;
use crate::journal::pages::change_text;
use crate::ledger::Unit;
use crate::paths::exchange;
use crate::roles::office::offices_text;
use crate::time::Instant;
use crate::ui::text::{day_text, moment_text};
use crate::ui::{Chrome, FieldError, Tag, TextArea, Tone, act_marks, error_of, form_page};
use crate::words::Words;

/// What would change.
#[derive(Clone, Debug)]
pub enum Proposed {
    /// A rule.
    Rule(Rule),
    /// An office of whoever has that name.
    OfficeOf(String),
    /// The limits of the class of that name.
    Class(String),
    /// The limits of the account of whoever has that name.
    LimitsOf(String),
    /// What is left of whoever has that name.
    RemainderOf(String),
    /// Whether whoever has that name becomes a member; with the number of their application, for who may look at it.
    AdmissionOf(String, Option<i64>),
    /// An agreement with the exchange of that name.
    AgreementWith(String),
    /// A rule that this program does not know.
    Unknown,
}

impl Proposed {
    /// For who may not look at an application.
    pub fn without_link(&mut self) {
        if let Self::AdmissionOf(_, application) = self {
            *application = None;
        }
    }

    /// What members call it.
    pub fn label(&self, words: &Words) -> String {
        match self {
            Self::Rule(rule) => rule.label(words),
            Self::OfficeOf(name) => name.clone(),
            Self::Class(name) => words.decisions_class(name),
            Self::LimitsOf(name) => words.limits_title(name),
            Self::RemainderOf(name) => words.remainder_title(name),
            Self::AdmissionOf(name, _) => words.apply_title(name),
            Self::AgreementWith(name) => words.trade_with(name),
            Self::Unknown => String::new(),
        }
    }
}

/// One thing that would change, as the record says it.
#[derive(Clone, Debug)]
pub struct ProposedLine {
    /// What.
    pub what: Proposed,
    /// What it was.
    pub was: String,
    /// What it would become.
    pub becomes: String,
}

/// A change of rules as members read it.
#[derive(Clone, Debug)]
pub struct ProposalView {
    /// Its key.
    pub id: i64,
    /// What it is about.
    pub matter: Matter,
    /// Where it stands.
    pub state: ProposalState,
    /// What would change.
    pub lines: Vec<ProposedLine>,
    /// Why.
    pub why: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Instant,
    /// Who confirmed it; empty for nobody.
    pub seconded_by: String,
    /// Why it does not come about, where nobody objected.
    pub fell: Option<Fell>,
    /// From when it holds; 0 while that is not known.
    pub in_force_from: Instant,
    /// Members may object.
    pub open_to_objection: bool,
    /// How many have, and how many are enough.
    pub objections: (i64, i64),
}

/// What the reader may do about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MayAnswer {
    /// Confirm or decline it.
    pub second: bool,
    /// Take it back.
    pub withdraw: bool,
    /// Object to it.
    pub object: bool,
}

/// The page of a proposal.
pub fn proposal_page(
    chrome: &Chrome,
    (proposal, unit): (&ProposalView, &Unit),
    (may, form): (MayAnswer, &ProposalForm),
    errors: &[FieldError],
) -> String {
    let words = chrome.words();
    let lines: Vec<_> = proposal.lines.iter().map(|line| proposed_line(chrome, line, unit)).collect();
    let by = match proposal.proposed_by.as_str() {
        "" => words.journal_host(),
        by => by.to_owned(),
    };
    let who = format!("{}, {by}", moment_text(words, proposal.proposed_at, &chrome.zone()));
    let seconded = (!proposal.seconded_by.is_empty()).then(|| {
        view! { <div><dt>{words.proposal_seconded()}</dt><dd><bdi>{proposal.seconded_by.clone()}</bdi></dd></div> }
    });
    let why = (!proposal.why.is_empty()).then(|| {
        view! { <div><dt>{words.settings_reason()}</dt><dd><bdi>{proposal.why.clone()}</bdi></dd></div> }
    });
    let body = view! {
        <h1>{words.proposal_title()}</h1>
        <p class="lede"><Tag text=state_text(words, proposal.state) tone=tone(proposal.state)/>" "{standing(chrome, proposal)}</p>
        <ul class="rows">{lines}</ul>
        <dl class="summary">
            {why}
            <div><dt>{words.proposal_proposed()}</dt><dd><bdi>{who}</bdi></dd></div>
            {seconded}
        </dl>
        {answers(chrome, proposal, (may, form), errors)}
        {back(chrome, proposal.matter)}
    };
    form_page(chrome, words.proposal_title(), errors, body.into_any())
}

/// To where changes of that matter stand.
fn back(chrome: &Chrome, matter: Matter) -> AnyView {
    let words = chrome.words();
    let (href, label) = match matter {
        Matter::Rules => (chrome.href(&exchange::Settings), words.settings_title()),
        Matter::Offices => (chrome.href(&exchange::Officers), words.officers_link()),
        Matter::Class => (chrome.href(&exchange::MemberClasses), words.classes_title()),
        Matter::Agreement => (chrome.href(&exchange::Partners), words.trade_partners_title()),
        Matter::Admission => (chrome.href(&exchange::Work), words.work_title()),
        Matter::Limits | Matter::Remainder => (chrome.href(&exchange::Decisions), words.decisions_link()),
    };
    view! { <p class="actions"><a href=href>{label}</a></p> }.into_any()
}

fn proposed_line(chrome: &Chrome, line: &ProposedLine, unit: &Unit) -> AnyView {
    let label = line.what.label(chrome.words());
    let label = match line.what {
        Proposed::AdmissionOf(_, Some(id)) => {
            let href = chrome.href(&exchange::Application { id: id.to_string() });
            view! { <a href=href><bdi>{label}</bdi></a> }.into_any()
        }
        _ => view! { <bdi>{label}</bdi> }.into_any(),
    };
    let change = change(chrome, line, unit);
    view! { <li><span>{label}": "<bdi>{change}</bdi></span></li> }.into_any()
}

/// What it was and would become.
fn change(chrome: &Chrome, line: &ProposedLine, unit: &Unit) -> String {
    let side = |text: &str| match line.what {
        Proposed::Rule(rule) => said::in_words(rule, text, (unit, chrome.language)),
        Proposed::OfficeOf(_) => offices_text(chrome.words(), text),
        Proposed::Class(_)
        | Proposed::LimitsOf(_)
        | Proposed::RemainderOf(_)
        | Proposed::AdmissionOf(..)
        | Proposed::AgreementWith(_) => act_text(unit, chrome.language, text),
        Proposed::Unknown => text.to_owned(),
    };
    change_text(chrome.words(), side(&line.was), side(&line.becomes)).unwrap_or_default()
}

/// Where it stands, in a sentence: what it waits for, or since when it holds.
pub fn standing(chrome: &Chrome, proposal: &ProposalView) -> String {
    let words = chrome.words();
    let day = || day_text(words, proposal.in_force_from.day(&chrome.zone()));
    let (said, enough) = proposal.objections;
    match proposal.state {
        ProposalState::Proposed => words.proposal_waits(),
        ProposalState::Announced if proposal.open_to_objection => words.proposal_open(day(), said, enough),
        ProposalState::Announced if proposal.matter.reader().is_some() => words.proposal_confirmed(),
        ProposalState::Announced => words.proposal_from(day()),
        ProposalState::InForce => words.proposal_since(day()),
        ProposalState::Declined => words.proposal_declined(),
        ProposalState::Withdrawn => words.proposal_withdrawn(),
        ProposalState::Fallen => match proposal.fell {
            Some(fell) => words.proposal_fell(fell.sentence(words)),
            None => words.proposal_fallen(),
        },
    }
}

/// Where it stands, in a word.
fn state_text(words: &Words, state: ProposalState) -> String {
    match state {
        ProposalState::Proposed => words.proposal_state_proposed(),
        ProposalState::Announced => words.proposal_state_announced(),
        ProposalState::InForce => words.proposal_state_in_force(),
        ProposalState::Declined => words.proposal_state_declined(),
        ProposalState::Withdrawn => words.proposal_state_withdrawn(),
        ProposalState::Fallen => words.proposal_state_fallen(),
    }
}

fn tone(state: ProposalState) -> Tone {
    if state == ProposalState::Proposed { Tone::Warning } else { Tone::Info }
}

/// What the reader may say to it. Confirming has a form of its own: it asks nothing more.
fn answers(
    chrome: &Chrome,
    proposal: &ProposalView,
    (may, form): (MayAnswer, &ProposalForm),
    errors: &[FieldError],
) -> AnyView {
    let words = chrome.words();
    let action = || chrome.href(&exchange::Proposal { proposal: proposal.id.to_string() });
    let second = may.second.then(|| {
        view! {
            <form class="form" method="post" action=action()>
                {act_marks(chrome, &form.id)}
                <div class="actions"><button name="answer" value="second">{words.proposal_second()}</button></div>
            </form>
        }
    });
    let other = if may.second {
        Some(("decline", words.proposal_decline()))
    } else if may.withdraw {
        Some(("withdraw", words.proposal_withdraw()))
    } else if may.object {
        Some(("object", words.proposal_object()))
    } else {
        None
    };
    let other = other.map(|(answer, label)| {
        let open = !errors.is_empty();
        view! {
            <details open=open>
                <summary>{label.clone()}</summary>
                <form class="form" method="post" action=action() novalidate>
                    {act_marks(chrome, &form.id)}
                    <TextArea name="reason" label=words.settings_reason() value=form.reason.clone() hint=words.settings_reason_hint() error=error_of(errors, "reason") maxlength=500/>
                    <div class="actions"><button name="answer" value=answer class="secondary">{label}</button></div>
                </form>
            </details>
        }
    });
    view! { {second}{other} }.into_any()
}

/// What waits of some matter, under that title, as rows that lead to it; nothing where nothing does.
pub fn waiting_list(
    chrome: &Chrome,
    (title, unit): (String, &Unit),
    waiting: &[ProposalView],
    matter: Matter,
) -> Option<AnyView> {
    let words = chrome.words();
    let row = |proposal: &ProposalView| {
        let href = chrome.href(&exchange::Proposal { proposal: proposal.id.to_string() });
        let labels: Vec<_> = proposal.lines.iter().map(|line| line.what.label(words)).collect();
        let changes: Vec<_> = proposal.lines.iter().map(|line| change(chrome, line, unit)).collect();
        let tag = view! { <Tag text=state_text(words, proposal.state) tone=tone(proposal.state)/> };
        view! {
            <li><span><a href=href><bdi>{labels.join(", ")}</bdi></a>": "<bdi>{changes.join(", ")}</bdi>" "{tag}</span>
            <span class="what">{standing(chrome, proposal)}</span></li>
        }
    };
    let rows: Vec<_> = waiting.iter().filter(|proposal| proposal.matter == matter).map(row).collect();
    (!rows.is_empty()).then(|| view! { <h2>{title}</h2><ul class="rows">{rows}</ul> }.into_any())
}
