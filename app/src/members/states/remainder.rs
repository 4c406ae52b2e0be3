//! What is left of whoever leaves or has died: where it goes, from which day on, the form and the page.
//!
//! Always holds: credit goes to the fund and a debt to the remainders, two accounts of the exchange's own with codes; what was moved
//! is never forgotten, so that a debt stands again when somebody comes back.

use jiff::ToSpan as _;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use super::MemberState;
use super::leave::{OBJECTION_DAYS, ends_from};
use crate::forms::{FieldError, Reader};
use crate::ids::Code;
use crate::paths::exchange;
use crate::ui::text::{amount_text, day_text};
use crate::ui::{Button, ButtonKind, Chrome, Notice, Place, TextArea, Tone, act_marks, error_of, form_page};
use crate::words::{Language, Words};

/// How long the credit of somebody who has died waits, in days.
const MOURNING_DAYS: i64 = 90;

/// An account of the exchange's own that takes what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heir {
    /// Takes credit.
    Fund,
    /// Takes debts.
    Remainders,
}

impl Heir {
    /// Of a balance; none of nothing.
    pub fn of(balance: i64) -> Option<Self> {
        match balance.signum() {
            1 => Some(Self::Fund),
            -1 => Some(Self::Remainders),
            _ => None,
        }
    }

    /// Its code in the exchange of these four letters.
    pub fn code(self, prefix: &str) -> Code {
        let end = match self {
            Self::Fund => "FUND",
            Self::Remainders => "REMAINDERS",
        };
        Code::stored(format!("{prefix}{end}"))
    }

    /// What it is called.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::Fund => words.heir_fund(),
            Self::Remainders => words.heir_remainders(),
        }
    }
}

/// What is known of a member whose remainder is to be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remainder {
    /// Leaving or dead.
    pub state: MemberState,
    /// The last day of whoever leaves.
    pub until: Option<Date>,
    /// Since when they are that.
    pub since: Date,
    /// The day of their last payment.
    pub last: Option<Date>,
    /// What is left.
    pub balance: i64,
}

impl Remainder {
    /// The first day on which it may be moved; none if there is nothing to be moved, or nobody leaves. Of whoever leaves, so long after the
    /// last payment that nobody can object any more, and at the latest so long after their last day; of the dead a debt at once, credit
    /// later.
    pub fn movable_from(self) -> Option<Date> {
        let heir = Heir::of(self.balance)?;
        match (self.state, heir) {
            (MemberState::Leaving, _) => {
                let ends = self.until.unwrap_or(self.since);
                let quiet = ends_from(self.last).unwrap_or(self.since);
                Some(ends.max(quiet).min(ends.saturating_add(OBJECTION_DAYS.days())))
            }
            (MemberState::Deceased, Heir::Remainders) => Some(self.since),
            (MemberState::Deceased, Heir::Fund) => Some(self.since.saturating_add(MOURNING_DAYS.days())),
            _ => None,
        }
    }
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is described by its label in words/en/states.ftl")]
pub struct RemainderForm {
    /// Made by the page, so that sending it twice moves once.
    pub id: String,
    pub reason: String,
}

impl RemainderForm {
    /// Why it is moved.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<String, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let reason = form.reason("reason", &self.reason);
        form.finish(|| reason)
    }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct RemainderPage {
    /// The account.
    pub code: Code,
    /// Whose it is.
    pub name: String,
    /// What is left of whom.
    pub left: Remainder,
    /// The day that it is.
    pub today: Date,
    /// Another officer has to confirm it.
    pub waits: bool,
    /// The key of a proposal to move it that waits.
    pub waiting: Option<i64>,
    /// It is the reader's own: no form.
    pub is_own: bool,
    /// What was typed.
    pub form: RemainderForm,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page: what is left, where it goes, and the form once its day has come.
pub fn remainder_page(chrome: &Chrome, place: &Place, data: RemainderPage) -> String {
    let words = chrome.words();
    let RemainderPage { code, name, left, today, is_own, waits, waiting, form, errors } = data;
    let title = words.remainder_title(&name);
    let text = |parts: i64| amount_text(&place.unit, chrome.language, parts);
    let back = chrome.href(&exchange::MemberState { code: code.to_string() });
    let said = match (Heir::of(left.balance), left.movable_from()) {
        (Some(heir), Some(_)) => {
            let (heir_name, heir_code) = (heir.name(words), heir.code(&place.code));
            words.remainder_goes(text(left.balance), heir_name, heir_code.as_str())
        }
        _ => words.remainder_nothing(text(left.balance)),
    };
    let wait = waits.then(|| view! { <p>{words.remainder_waits()}</p> });
    let waiting = waiting.map(|id| {
        let href = chrome.href(&exchange::Proposal { proposal: id.to_string() });
        view! { <Notice><p><a href=href>{words.limits_waiting()}</a></p></Notice> }
    });
    let decide = match left.movable_from() {
        Some(_) if is_own => view! { <Notice tone=Tone::Warning text=words.state_own()/> }.into_any(),
        Some(day) if day > today => {
            view! { <Notice text=words.remainder_not_before(day_text(words, day))/> }.into_any()
        }
        Some(_) => view! {
            <form class="form" method="post" action=chrome.href(&exchange::Remainder { code: code.to_string() }) novalidate>
                {act_marks(chrome, &form.id)}
                <TextArea name="reason" label=words.limits_reason() value=form.reason hint=words.state_reason_hint() error=error_of(&errors, "reason") maxlength=500/>
                {wait}
                <div class="actions">
                    <Button label=words.remainder_button(text(left.balance.saturating_abs())) kind=ButtonKind::Danger/>
                </div>
            </form>
        }
        .into_any(),
        None => ().into_any(),
    };
    let body = view! {
        <h1>{title.clone()}</h1>
        <p>{said}</p>
        <p>{words.remainder_means()}</p>
        {waiting}
        {decide}
        <p class="actions"><a href=back>{words.back()}</a></p>
    };
    form_page(chrome, title, &errors, body.into_any())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Heir, MemberState, Remainder};

    #[test]
    fn credit_goes_to_the_fund_and_a_debt_to_the_remainders() {
        let code = |balance| Heir::of(balance).map(|heir| heir.code("RIVR").to_string());
        assert_eq!([code(1), code(-1), code(0)], [Some("RIVRFUND".into()), Some("RIVRREMAINDERS".into()), None]);
    }

    #[test]
    fn what_is_left_is_moved_on_its_day_and_not_before() {
        let left = |state, balance, last| {
            let since = date(2026, 11, 1);
            Remainder { state, until: Some(date(2027, 1, 30)), since, last, balance }.movable_from()
        };
        use MemberState::{Active, Deceased, Leaving};
        for (state, balance, last, expected) in [
            (Leaving, -5, None, Some(date(2027, 1, 30))),
            (Leaving, -5, Some(date(2026, 12, 1)), Some(date(2027, 1, 30))),
            (Leaving, 5, Some(date(2027, 1, 20)), Some(date(2027, 2, 19))),
            // Whoever goes on trading does not put it off for ever.
            (Leaving, 5, Some(date(2027, 6, 1)), Some(date(2027, 3, 1))),
            (Leaving, 0, None, None),
            (Deceased, -5, Some(date(2026, 11, 1)), Some(date(2026, 11, 1))),
            (Deceased, 5, None, Some(date(2027, 1, 30))),
            (Active, 5, None, None),
        ] {
            assert_eq!(left(state, balance, last), expected, "{state:?} {balance} {last:?}");
        }
    }
}
