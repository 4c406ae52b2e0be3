//! Erasing whoever has left or has died: from when on it can be done, what goes and what stays, the committee's page and one's own.
//!
//! Always holds: the books stay; the code stands for the name from then on; nobody is erased who owes or is owed, or while a payment of
//! theirs can be objected to. Not here: the tables (`manyhands::members::erasing`).

use jiff::ToSpan as _;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use super::states::MemberState;
use super::states::leave::OBJECTION_DAYS;
use crate::forms::{FieldError, Reader};
use crate::ids::Code;
use crate::journal::states::state_text;
use crate::paths::{exchange, installation};
use crate::text::folded;
use crate::ui::text::day_text;
use crate::ui::{
    Button, ButtonKind, Checkbox, Chrome, Field, Notice, TextArea, Tone, act_marks, code_beside, error_of, form_page,
};
use crate::words::{Language, Words};

/// What is known of a member who may be erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erasable {
    /// What they are.
    pub state: MemberState,
    /// Since when.
    pub since: Date,
    /// The day of their last payment.
    pub last: Option<Date>,
    /// Where the account stands, in smallest parts.
    pub balance: i64,
    /// They were erased.
    pub is_erased: bool,
    /// They ask to be let in again.
    pub applies: bool,
}

/// Why somebody is not erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EraseRefusal {
    /// They were.
    Already,
    /// They are a member still.
    Is(MemberState),
    /// The account is not at zero.
    Balance,
    /// They ask to be let in again.
    Applies,
    /// A payment can be objected to, or the state was changed lately: not before that day.
    NotBefore(Date),
}

impl Erasable {
    /// The first day on which it can be done: so long after the end, and after the last payment, that nobody can object any more.
    fn from(self) -> Date {
        self.last.map_or(self.since, |last| last.max(self.since)).saturating_add(OBJECTION_DAYS.days())
    }

    /// Whether they can be erased today.
    ///
    /// # Errors
    /// [`EraseRefusal`].
    pub fn may(self, today: Date) -> Result<(), EraseRefusal> {
        if self.is_erased {
            Err(EraseRefusal::Already)
        } else if self.state.is_member() {
            Err(EraseRefusal::Is(self.state))
        } else if self.balance != 0 {
            Err(EraseRefusal::Balance)
        } else if self.applies {
            Err(EraseRefusal::Applies)
        } else if self.from() > today {
            Err(EraseRefusal::NotBefore(self.from()))
        } else {
            Ok(())
        }
    }
}

impl EraseRefusal {
    /// As a sentence.
    pub fn text(self, words: &Words) -> String {
        match self {
            Self::Already => words.erase_already(),
            Self::Is(state) => words.erase_member(state_text(words, state.tag())),
            Self::Balance => words.erase_balance(),
            Self::Applies => words.erase_applies(),
            Self::NotBefore(day) => words.erase_not_before(day_text(words, day)),
        }
    }
}

/// The committee's form as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is described by its label in words/en/erasing.ftl")]
pub struct EraseForm {
    /// Made by the page, so that sending it twice erases once.
    pub id: String,
    pub reason: String,
    /// Ticked: they know that it cannot be taken back.
    pub understood: String,
}

impl EraseForm {
    /// Why; without the name, since the reason stays.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, name: &str, language: Language) -> Result<String, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let reason = form.reason("reason", &self.reason);
        let name = folded(name);
        if let Some(reason) = &reason
            && !name.is_empty()
            && folded(reason).contains(&name)
        {
            form.wrong::<()>("reason", language.words().erase_named());
        }
        if self.understood != "yes" {
            form.wrong::<()>("understood", language.words().erase_not_understood());
        }
        form.finish(|| reason)
    }
}

/// What the committee's page shows.
#[derive(Clone, Debug)]
pub struct ErasePage {
    /// The account.
    pub code: Code,
    /// Whose it is.
    pub name: String,
    /// Why it cannot be done now.
    pub refusal: Option<EraseRefusal>,
    /// It is the reader's own: no form.
    pub is_own: bool,
    /// What was typed.
    pub form: EraseForm,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The committee's page: what goes, what stays, and the form.
pub fn erase_page(chrome: &Chrome, data: ErasePage) -> String {
    let words = chrome.words();
    let ErasePage { code, name, refusal, is_own, form, errors } = data;
    let title = words.erase_title(&name);
    let back = chrome.href(&exchange::MemberState { code: code.to_string() });
    let is_refused = is_own || refusal.is_some();
    let decide = match refusal {
        _ if is_own => view! { <Notice tone=Tone::Warning text=words.state_own()/> }.into_any(),
        Some(refusal) => {
            let first = (!matches!(refusal, EraseRefusal::Already))
                .then(|| view! { <p><a href=back.clone()>{words.state_change()}</a></p> });
            view! { <Notice text=refusal.text(words)>{first}</Notice> }.into_any()
        }
        None => view! {
            <form class="form" method="post" action=chrome.href(&exchange::Erase { code: code.to_string() }) novalidate>
                {act_marks(chrome, &form.id)}
                <TextArea name="reason" label=words.limits_reason() value=form.reason hint=words.erase_reason_hint() error=error_of(&errors, "reason") maxlength=500/>
                <Checkbox name="understood" label=words.erase_understood() checked={form.understood == "yes"} error=error_of(&errors, "understood")/>
                <div class="actions">
                    <Button label=words.erase_button(code.as_str()) kind=ButtonKind::Danger/>
                </div>
            </form>
        }
        .into_any(),
    };
    // That it cannot be done is said before all that would come of it.
    let (refused, decide) = if is_refused { (Some(decide), None) } else { (None, Some(decide)) };
    let beside = code_beside(&name, &code).map(|code| view! { <p>{code}</p> });
    let goes =
        [words.erase_goes_profile(), words.erase_goes_words(), words.erase_goes_told(), words.erase_goes_person()];
    let body = view! {
        <h1>{title.clone()}</h1>
        {beside}
        {refused}
        {what(words, goes, [words.erase_stays_books(), words.erase_stays_words(), words.erase_stays_acts()])}
        {decide}
        <p class="actions"><a href=back>{words.back()}</a></p>
    };
    form_page(chrome, title, &errors, body.into_any())
}

/// What goes and what stays, as two lists.
fn what<const N: usize, const M: usize>(words: &'static Words, goes: [String; N], stays: [String; M]) -> AnyView {
    let goes = goes.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    let stays = stays.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    view! { <h2>{words.erase_goes()}</h2><ul>{goes}</ul><h2>{words.erase_stays()}</h2><ul>{stays}</ul> }.into_any()
}

/// One's own form as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct EraseMeForm {
    /// Made by the page, so that sending it twice erases once.
    pub id: String,
    /// Whose it is: nobody else erases them from a session that was left open.
    pub password: String,
    /// Ticked: they know that it cannot be taken back.
    pub understood: String,
}

/// Why somebody is not erased at their own asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EraseMeRefusal {
    /// They run the installation.
    Host,
    /// They ask to be let in somewhere.
    Applies,
    /// A membership of theirs goes on, or cannot be erased yet.
    Member(EraseRefusal),
}

impl EraseMeRefusal {
    /// As a sentence; the exchange is the one of the membership that stands in the way.
    pub fn text(self, words: &Words, exchange: &str) -> String {
        match self {
            Self::Host => words.erase_me_host(),
            Self::Applies => words.erase_me_applies(),
            Self::Member(EraseRefusal::Is(_)) => words.erase_me_member(exchange),
            Self::Member(other) => format!("{exchange}: {}", other.text(words)),
        }
    }
}

/// The page on which a person has all about them erased; `refusal` says why it cannot be done now.
pub fn erase_me_page(
    chrome: &Chrome,
    refusal: Option<String>,
    (form, errors): (&EraseMeForm, &[FieldError]),
) -> String {
    let words = chrome.words();
    let title = words.erase_me_title();
    let decide = match refusal {
        Some(text) => view! { <Notice text=text/> }.into_any(),
        None => view! {
            <form class="form" method="post" action=installation::EraseMe.to_string() novalidate>
                {act_marks(chrome, &form.id)}
                <Field name="password" label=words.me_password_now() value=String::new() error=error_of(errors, "password")
                    kind="password" autocomplete="current-password"/>
                <Checkbox name="understood" label=words.erase_understood() checked={form.understood == "yes"} error=error_of(errors, "understood")/>
                <div class="actions"><Button label=words.erase_me_button() kind=ButtonKind::Danger/></div>
            </form>
        }
        .into_any(),
    };
    let goes = [words.erase_me_goes(), words.erase_me_goes_words(), words.erase_me_goes_told()];
    let body = view! {
        <h1>{title.clone()}</h1>
        {what(words, goes, [words.erase_stays_books(), words.erase_me_stays_words(), words.erase_stays_acts()])}
        {decide}
        <p class="actions"><a href=installation::Me.to_string()>{words.back()}</a></p>
    };
    form_page(chrome, title, errors, body.into_any())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Erasable, EraseForm, EraseRefusal, MemberState};
    use crate::words::Language::English;

    #[test]
    fn nobody_is_erased_who_is_a_member_or_owes_or_whose_payments_can_be_objected_to() {
        use EraseRefusal::{Already, Applies, Balance, Is, NotBefore};
        use MemberState::{Active, Deceased, Leaving, Left};
        let gone = Erasable {
            state: Left,
            since: date(2026, 10, 1),
            last: Some(date(2026, 9, 1)),
            balance: 0,
            is_erased: false,
            applies: false,
        };
        let today = date(2026, 10, 31);
        for (one, expected) in [
            (gone, Ok(())),
            (Erasable { state: Deceased, last: None, ..gone }, Ok(())),
            (Erasable { state: Active, ..gone }, Err(Is(Active))),
            (Erasable { state: Leaving, ..gone }, Err(Is(Leaving))),
            (Erasable { balance: -1, ..gone }, Err(Balance)),
            (Erasable { applies: true, ..gone }, Err(Applies)),
            (Erasable { since: date(2026, 10, 2), ..gone }, Err(NotBefore(date(2026, 11, 1)))),
            (Erasable { last: Some(date(2026, 10, 3)), ..gone }, Err(NotBefore(date(2026, 11, 2)))),
            (Erasable { is_erased: true, ..gone }, Err(Already)),
        ] {
            assert_eq!(one.may(today), expected, "{one:?}");
        }
    }

    #[test]
    fn the_reason_stays_and_so_does_not_say_the_name() {
        let form = |reason: &str, understood: &str| EraseForm {
            id: "7".into(),
            reason: reason.into(),
            understood: understood.into(),
        };
        assert_eq!(form("asked by  phone", "yes").parse("Zora Quill", English), Ok("asked by phone".to_owned()));
        for (one, fields) in [
            (form("zora  QUILL asked", "yes"), vec!["reason"]),
            (form("", ""), vec!["reason", "understood"]),
            (form("asked", ""), vec!["understood"]),
        ] {
            let errors = one.parse("Zora Quill", English).expect_err("wrong");
            assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), fields);
        }
    }
}
