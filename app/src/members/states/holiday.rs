//! Going on holiday and coming back: the form, what it comes to, and its page.

use jiff::ToSpan as _;
use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use super::{MemberState, StateRefusal};
use crate::forms::{FieldError, PAGE, Reader};
use crate::journal::states::{away_text, state_text};
use crate::paths::exchange;
use crate::ui::text::day_text;
use crate::ui::{Button, ButtonKind, Chrome, Field, Notice, Place, Tone, Voice, act_marks, error_of, form_page};
use crate::words::{Language, Words};

/// The form as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "as in HolidayAsked")]
pub struct HolidayForm {
    /// Made by the page, so that sending it twice changes once.
    pub id: String,
    pub until: String,
    /// Which button it was.
    pub act: String,
}

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HolidayAsked {
    /// Away from today, until that day if one is known.
    Go(Option<Date>),
    /// Back.
    End,
}

impl HolidayForm {
    /// What was meant, on that day.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language, today: Date) -> Result<HolidayAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let ends = form.choice(PAGE, &self.act, [("go", false), ("end", true)]);
        if ends == Some(true) {
            return form.finish(|| Some(HolidayAsked::End));
        }
        let until = if self.until.trim().is_empty() { None } else { form.day("until", &self.until) };
        let last = today.saturating_add(1.year());
        if let Some(day) = until
            && !(today..=last).contains(&day)
        {
            let words = form.words();
            let message = words.holiday_error_day(day_text(words, today), day_text(words, last));
            form.wrong::<()>("until", message);
        }
        form.finish(|| ends.map(|_| HolidayAsked::Go(until)))
    }
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct HolidayPage {
    /// What the member is.
    pub state: MemberState,
    /// Until when.
    pub until: Option<Date>,
    /// What was typed.
    pub form: HolidayForm,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// That they cannot go on holiday, or that they are there.
pub fn not_on_holiday(words: &Words, refusal: StateRefusal) -> FieldError {
    let message = match refusal {
        StateRefusal::Already => words.holiday_error_back(),
        StateRefusal::Erased => words.erase_already(),
        StateRefusal::LastChair => words.office_error_last_chair(),
        StateRefusal::Is(state) => words.state_error_is(state_text(words, state.tag())),
    };
    FieldError { field: PAGE, message }
}

/// The page: what a holiday means, and the form.
pub fn holiday_page(chrome: &Chrome, place: &Place, data: HolidayPage) -> String {
    let (words, voice) = (chrome.words(), Voice::of(chrome));
    let HolidayPage { state, until, form, errors } = data;
    let title = voice.holiday_title();
    let away = away_text(words, &state.written(until));
    let code = place.mine.as_ref().map_or(String::new(), |mine| mine.code.to_string());
    let stands = away.clone().map(|away| view! { <Notice tone=Tone::Info text=voice.holiday_is(away)/> });
    let (go, end) = if away.is_some() {
        let end = view! { <Button label=voice.holiday_end() name="act" value="end".to_owned()/> };
        (words.holiday_change(), Some(end))
    } else {
        (words.holiday_go(), None)
    };
    let kind = if end.is_some() { ButtonKind::Secondary } else { ButtonKind::Primary };
    let fields = matches!(state, MemberState::Active | MemberState::Holiday).then(|| {
        view! {
            <form class="form" method="post" action=chrome.href(&exchange::Holiday) novalidate>
                {act_marks(chrome, &form.id)}
                <Field name="until" label=words.holiday_until() hint=words.holiday_until_hint() value=form.until error=error_of(&errors, "until") kind="date" class="narrow"/>
                <div class="actions">
                    {end}
                    <Button label=go kind=kind name="act" value="go".to_owned()/>
                    <a href=chrome.href(&exchange::Member { code })>{words.back()}</a>
                </div>
            </form>
        }
    });
    let is = fields.is_none().then(|| {
        let text = words.state_error_is(state_text(words, &state.written(until)));
        view! { <Notice tone=Tone::Warning text=text/> }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        {stands}
        <p>{voice.holiday_means()}</p>
        {is}
        {fields}
    };
    form_page(chrome, title, &errors, body.into_any())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{HolidayAsked, HolidayForm};
    use crate::words::Language::English;

    #[test]
    fn a_holiday_ends_on_a_day_of_the_next_year_or_on_none() {
        let today = date(2026, 11, 24);
        let form = |act: &str, until: &str| HolidayForm { id: "7".into(), until: until.into(), act: act.into() };
        for (act, until, expected) in [
            ("go", "", HolidayAsked::Go(None)),
            ("go", "2026-11-24", HolidayAsked::Go(Some(today))),
            ("go", " 2027-11-24 ", HolidayAsked::Go(Some(date(2027, 11, 24)))),
            ("end", "nonsense", HolidayAsked::End),
        ] {
            assert_eq!(form(act, until).parse(English, today), Ok(expected), "{act} {until}");
        }
        for (act, until, field) in [
            ("go", "2026-11-23", "until"),
            ("go", "2027-11-25", "until"),
            ("go", "24.12.2026", "until"),
            ("go", "9999-12-31", "until"),
            ("", "", "main"),
            ("stay", "2026-12-24", "main"),
        ] {
            let errors = form(act, until).parse(English, today).expect_err("wrong");
            assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), [field], "{act} {until}");
        }
    }
}
