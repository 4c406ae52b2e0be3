//! Leaving: asking for it, staying after all, and when a membership ends by itself. The plan is `plan.rs`.

use jiff::ToSpan as _;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use super::MemberState;
use crate::forms::{FieldError, PAGE, Reader};
use crate::journal::states::state_text;
use crate::paths::exchange;
use crate::ui::text::day_text;
use crate::ui::{Button, ButtonKind, Chrome, Notice, Place, Tone, act_marks, form_page};
use crate::words::{Language, Words};

/// How long one may object to a payment, in days: a membership ends no sooner after the last one.
pub const OBJECTION_DAYS: i64 = 30;

/// The first day on which a membership at zero ends by itself, after the last payment on that day; at once if there was none.
pub fn ends_from(last: Option<Date>) -> Option<Date> {
    last.map(|day| day.saturating_add(OBJECTION_DAYS.days()))
}

/// The form as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct LeaveForm {
    /// Made by the page, so that sending it twice changes once.
    pub id: String,
    /// Which button it was.
    pub act: String,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaveAsked {
    /// To leave.
    Leave,
    /// To stay after all.
    Stay,
}

impl LeaveForm {
    /// What was meant.
    ///
    /// # Errors
    /// What is wrong.
    pub fn parse(&self, language: Language) -> Result<LeaveAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let asked = form.choice(PAGE, &self.act, [("leave", LeaveAsked::Leave), ("stay", LeaveAsked::Stay)]);
        form.finish(|| asked)
    }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct LeavePage {
    /// What the member is.
    pub state: MemberState,
    /// The last day, if they are leaving.
    pub until: Option<Date>,
    /// How many days there are, and the last of them if they ask today.
    pub days: (i64, Date),
    /// The committee acts for them.
    pub on_behalf: bool,
    /// The key of the form.
    pub id: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

/// The page: what leaving means, and the one button.
pub fn leave_page(chrome: &Chrome, place: &Place, data: LeavePage) -> String {
    let words = chrome.words();
    let LeavePage { state, until, days, on_behalf, id, errors } = data;
    let title = match place.acting.as_ref() {
        Some(acting) => words.leave_title_of(&acting.name),
        None => words.leave_title(&place.name),
    };
    let mine = place.mine.as_ref().map_or(String::new(), |mine| mine.code.to_string());
    let is_leaving = state == MemberState::Leaving;
    let is = is_leaving.then(|| leaving_notice(chrome, until)).flatten();
    let (days, last) = days;
    let until = until.filter(|_| is_leaving).unwrap_or(last);
    let means = [
        words.leave_means_zero(),
        words.leave_means_days(days, day_text(words, until)),
        words.leave_means_end(OBJECTION_DAYS),
        words.leave_means_rest(),
        words.leave_means_name(),
    ];
    let means = means.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    let button = match state {
        MemberState::Leaving => Some((words.leave_stay(), "stay", ButtonKind::Primary)),
        MemberState::Suspended if !on_behalf => None,
        MemberState::Left | MemberState::Deceased => None,
        _ => Some((words.leave_button(), "leave", ButtonKind::Danger)),
    };
    let decide = match button {
        Some((label, act, kind)) => view! {
            <form class="form" method="post" action=chrome.href(&exchange::Leave) novalidate>
                {act_marks(chrome, &id)}
                <div class="actions">
                    <Button label=label kind=kind name="act" value=act.to_owned()/>
                    <a href=chrome.href(&exchange::Member { code: mine })>{words.back()}</a>
                </div>
            </form>
        }
        .into_any(),
        None => {
            let text = words.state_error_is(state_text(words, state.tag()));
            view! { <Notice tone=Tone::Warning text=text/> }.into_any()
        }
    };
    let body = view! { <h1>{title.clone()}</h1>{is}<ul>{means}</ul>{decide} };
    form_page(chrome, title, &errors, body.into_any())
}

/// That they are leaving, until when, with the way to the plan; nothing without a day.
pub fn leaving_notice(chrome: &Chrome, until: Option<Date>) -> Option<AnyView> {
    let words = chrome.words();
    let text = words.leave_is(day_text(words, until?));
    let (plan, leave) = (chrome.href(&exchange::LeavePlan), chrome.href(&exchange::Leave));
    let links = view! {
        <p><a href=plan>{words.leave_plan_title()}</a>" · "<a href=leave>{words.leave_stay()}</a></p>
    };
    Some(view! { <Notice tone=Tone::Warning text=text>{links}</Notice> }.into_any())
}

/// That nothing changes, and why.
pub fn not_leaving(words: &Words, refusal: super::StateRefusal) -> FieldError {
    super::page::not_changed(words, refusal)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{LeaveAsked, LeaveForm, ends_from};
    use crate::words::Language::English;

    #[test]
    fn a_membership_ends_no_sooner_than_thirty_days_after_the_last_payment() {
        assert_eq!(ends_from(Some(date(2026, 11, 24))), Some(date(2026, 12, 24)));
        assert_eq!(ends_from(None), None);
    }

    #[test]
    fn one_asks_to_leave_or_to_stay_by_a_button() {
        let form = |act: &str| LeaveForm { id: "7".into(), act: act.into() }.parse(English);
        assert_eq!((form("leave"), form("stay")), (Ok(LeaveAsked::Leave), Ok(LeaveAsked::Stay)));
        assert!(form("").is_err() && form("die").is_err());
    }
}
