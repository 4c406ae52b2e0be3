//! The committee's page of one member's state, and what home says of it to the member.

use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use super::leave::leaving_notice;
use super::{MemberState, StateAct, StateRefusal, next};
use crate::forms::{FieldError, PAGE, Reader};
use crate::ids::Code;
use crate::journal::states::{read, state_text};
use crate::members::asleep::{Asleep, asleep_notice};
use crate::paths::exchange;
use crate::ui::{
    Button, ButtonKind, Chrome, Notice, TextArea, Tone, Voice, act_marks, code_beside, error_of, form_page,
};
use crate::words::{Language, Words};

/// What the committee may do here, with the word of its button, in the order in which the page offers it.
const OFFERED: [(&str, StateAct); 4] =
    [("lift", StateAct::Lift), ("return", StateAct::Return), ("suspend", StateAct::Suspend), ("die", StateAct::Die)];

/// The form as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "as in StateAsked")]
pub struct StateForm {
    /// Made by the page, so that sending it twice decides once.
    pub id: String,
    pub reason: String,
    /// Which button it was.
    pub act: String,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateAsked {
    /// What.
    pub act: StateAct,
    /// Why; the member reads it.
    pub reason: String,
}

impl StateForm {
    /// What was meant.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<StateAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let reason = form.reason("reason", &self.reason);
        let act = form.choice(PAGE, &self.act, OFFERED);
        form.finish(|| Some(StateAsked { act: act?, reason: reason? }))
    }
}

/// Why nothing changes, as a sentence over the form.
pub fn not_changed(words: &Words, refusal: StateRefusal) -> FieldError {
    let message = match refusal {
        StateRefusal::Already => words.state_error_already(),
        StateRefusal::LastChair => words.office_error_last_chair(),
        StateRefusal::Erased => words.erase_already(),
        StateRefusal::Is(state) => words.state_error_is(state_text(words, state.tag())),
    };
    FieldError { field: PAGE, message }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct StatePage {
    /// The account.
    pub code: Code,
    /// Whose it is.
    pub name: String,
    /// What they are.
    pub state: MemberState,
    /// Until when.
    pub until: Option<Date>,
    /// Name and words are gone: nothing leads back.
    pub is_erased: bool,
    /// How long they have not traded.
    pub sleep: Option<Asleep>,
    /// It is the reader's own: no form.
    pub is_own: bool,
    /// What was typed.
    pub form: StateForm,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page.
pub fn state_page(chrome: &Chrome, data: StatePage) -> String {
    let words = chrome.words();
    let StatePage { code, name, state, until, is_erased, sleep, is_own, form, errors } = data;
    let title = words.state_title(&name);
    let offered = OFFERED.into_iter().filter(|(_, act)| !is_erased && next(state, *act, state).is_ok());
    let (means, buttons): (Vec<_>, Vec<_>) = offered
        .map(|(word, act)| {
            let ActSaid { means, label, kind } = said(words, act);
            (view! { <p>{means}</p> }, view! { <Button label=label kind=kind name="act" value=word.to_owned()/> })
        })
        .unzip();
    let back = chrome.href(&exchange::Balances);
    // Who is no member any more has no page, and has a statement.
    let about = if state.is_member() {
        chrome.href(&exchange::Member { code: code.to_string() })
    } else {
        chrome.href(&exchange::MemberStatement { code: code.to_string() })
    };
    let decide = if is_own {
        view! { <Notice tone=Tone::Warning text=words.state_own()/> }.into_any()
    } else if buttons.is_empty() {
        view! { <p>{words.state_nothing()}</p> }.into_any()
    } else {
        view! {
            {means}
            <form class="form" method="post" action=chrome.href(&exchange::MemberState { code: code.to_string() }) novalidate>
                {act_marks(chrome, &form.id)}
                <TextArea name="reason" label=words.limits_reason() value=form.reason hint=words.state_reason_hint() error=error_of(&errors, "reason") maxlength=500/>
                <div class="actions">{buttons}<a href=back.clone()>{words.back()}</a></div>
            </form>
        }
        .into_any()
    };
    let remainder = matches!(state, MemberState::Leaving | MemberState::Deceased).then(|| {
        let href = chrome.href(&exchange::Remainder { code: code.to_string() });
        view! { <p><a href=href>{words.remainder_link()}</a></p> }
    });
    let erase = (!state.is_member()).then(|| {
        let href = chrome.href(&exchange::Erase { code: code.to_string() });
        view! { <p><a href=href>{words.erase_link()}</a></p> }
    });
    let beside = code_beside(&name, &code);
    let sleep = sleep.filter(|_| state == MemberState::Active && !is_own);
    let sleep = sleep.and_then(|sleep| asleep_notice(chrome, &code, &sleep));
    let body = view! {
        <h1>{title.clone()}</h1>
        {sleep}
        <p><a href=about><bdi>{name}</bdi></a>{beside}": "{state_text(words, &state.written(until))}</p>
        {remainder}
        {decide}
        {erase}
    };
    form_page(chrome, title, &errors, body.into_any())
}

/// What the page says of an act.
struct ActSaid {
    means: String,
    label: String,
    kind: ButtonKind,
}

fn said(words: &Words, act: StateAct) -> ActSaid {
    let (means, label, kind) = match act {
        StateAct::Lift => (words.state_lift_means(), words.state_lift(), ButtonKind::Primary),
        StateAct::Return => (words.state_return_means(), words.state_return(), ButtonKind::Primary),
        StateAct::Die => (words.state_die_means(), words.state_die(), ButtonKind::Danger),
        _ => (words.state_suspend_means(), words.state_suspend(), ButtonKind::Danger),
    };
    ActSaid { means, label, kind }
}

/// What a member is, for their own home.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnState {
    /// State and day, as they are written.
    pub state: String,
    /// Why, where the committee said so.
    pub why: String,
}

/// What home says of it; nothing of whoever takes part.
pub fn own_state(chrome: &Chrome, own: &OwnState) -> Option<AnyView> {
    let (words, voice) = (chrome.words(), Voice::of(chrome));
    let (tag, until) = read(&own.state);
    let state = MemberState::of_tag(tag);
    let text = state_text(words, &own.state);
    match state {
        MemberState::Holiday => {
            let href = chrome.href(&exchange::Holiday);
            let link = view! { <p><a href=href>{words.holiday_change_link()}</a></p> };
            Some(view! { <Notice text=voice.holiday_is(text)>{link}</Notice> }.into_any())
        }
        MemberState::Suspended => {
            let why = (!own.why.is_empty()).then(|| view! { <p>{words.mail_why(&own.why)}</p> });
            let to_committee = chrome.href(&exchange::Contact);
            let is_own = voice.acted_for.is_none();
            let ask = is_own.then(|| view! { <p><a href=to_committee>{words.state_ask()}</a></p> });
            let is = voice.state_is_suspended();
            Some(view! { <Notice tone=Tone::Warning text=is>{why}{ask}</Notice> }.into_any())
        }
        MemberState::Leaving => leaving_notice(chrome, until),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{StateAct, StateAsked, StateForm};
    use crate::words::Language::English;

    #[test]
    fn a_state_is_decided_with_a_reason_by_one_of_the_buttons() {
        let form = |act: &str, reason: &str| StateForm { id: "7".into(), reason: reason.into(), act: act.into() };
        let asked = StateAsked { act: StateAct::Suspend, reason: "Does not answer".into() };
        assert_eq!(form("suspend", " Does not  answer ").parse(English), Ok(asked));
        for (act, reason, fields) in [
            ("suspend", "", vec!["reason"]),
            ("", "because", vec!["main"]),
            ("go-on-holiday", "because\0", vec!["reason", "main"]),
        ] {
            let errors = form(act, reason).parse(English).expect_err("wrong");
            assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), fields, "{act} {reason}");
        }
    }
}
