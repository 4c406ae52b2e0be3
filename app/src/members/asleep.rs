//! Members who have not traded for long: what they are asked, and what the committee reads of it.

use jiff::civil::Date;
use leptos::prelude::*;
use serde::Deserialize;

use crate::forms::FieldError;
use crate::ids::Code;
use crate::paths::exchange;
use crate::ui::chrome::href_as;
use crate::ui::text::day_text;
use crate::ui::{Button, Chrome, Notice, Tone, Voice, act_marks, form_page};

/// The form as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct StillHereForm {
    /// Made by the page, so that sending it twice says it once.
    pub id: String,
}

/// How long a member has slept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asleep {
    /// When they last traded, joined, came back or said that they are there.
    pub since: Date,
    /// When they were asked, if they were since.
    pub asked: Option<Date>,
    /// It is as long as the exchange's rules call asleep.
    pub is_long: bool,
}

/// The page on which somebody says that they are still there; or goes on holiday, or leaves, with the forms for that.
pub fn still_here_page(chrome: &Chrome, sleep: Asleep, (form, errors): (&StillHereForm, &[FieldError])) -> String {
    let (words, voice) = (chrome.words(), Voice::of(chrome));
    let place = chrome.place.as_ref().map_or(String::new(), |place| place.name.clone());
    let title = voice.still_here_title();
    let said =
        if sleep.is_long { voice.asleep_since(place, day_text(words, sleep.since)) } else { words.still_here_awake() };
    let (holiday, leave) = (chrome.href(&exchange::Holiday), chrome.href(&exchange::Leave));
    let body = view! {
        <h1>{title.clone()}</h1>
        <p class="lede">{said}</p>
        <p>{words.still_here_means()}</p>
        <form class="form" method="post" action=chrome.href(&exchange::StillHere)>
            {act_marks(chrome, &form.id)}
            <div class="actions"><Button label=voice.still_here_button()/></div>
        </form>
        <p>{words.still_here_else()}</p>
        <p class="actions"><a href=holiday>{words.holiday_link()}</a><a href=leave>{words.leave_link()}</a></p>
    };
    form_page(chrome, title, errors, body.into_any())
}

/// What the committee reads of a sleeper, with what can be done for them; nothing of who is awake.
pub fn asleep_notice(chrome: &Chrome, code: &Code, sleep: &Asleep) -> Option<AnyView> {
    if !sleep.is_long {
        return None;
    }
    let words = chrome.words();
    let slug = chrome.place.as_ref().map_or(String::new(), |place| place.slug.clone());
    let text = match sleep.asked {
        Some(asked) => words.asleep_asked(day_text(words, sleep.since), day_text(words, asked)),
        None => words.asleep_unasked(day_text(words, sleep.since)),
    };
    let links = view! {
        <p>{words.asleep_for_them()}</p>
        <p class="actions">
            <a href=href_as(&slug, code, &exchange::StillHere)>{words.asleep_here_for()}</a>
            <a href=href_as(&slug, code, &exchange::Holiday)>{words.asleep_holiday_for()}</a>
            <a href=href_as(&slug, code, &exchange::Leave)>{words.asleep_leave_for()}</a>
        </p>
    };
    Some(view! { <Notice tone=Tone::Info text=text>{links}</Notice> }.into_any())
}
