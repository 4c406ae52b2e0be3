//! A line of the journal as members read it.

use leptos::prelude::*;

use super::JournalLine;
use super::because::reason_text;
use crate::paths::exchange;
use crate::ui::text::{day_text, moment_text};
use crate::ui::{Chrome, Tag, Tone, code_beside};
use crate::words::Words;

/// What a line says, in the reader's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineInWords {
    /// What was decided or done.
    pub label: String,
    /// What it was; empty where nothing was before.
    pub was: String,
    /// What it became; empty where that says nothing.
    pub becomes: String,
}

/// Who it is about, with a link to what is there to see; what was and what became of it; why; when and by whom.
pub fn journal_row(chrome: &Chrome, line: &JournalLine, said: LineInWords) -> AnyView {
    let (words, zone) = (chrome.words(), chrome.zone());
    let label = match line.transfer() {
        Some(id) => {
            let href = chrome.href(&exchange::Transfer { id: id.to_string() });
            view! { <a href=href>{said.label}</a> }.into_any()
        }
        None => view! { <span>{said.label}</span> }.into_any(),
    };
    let about = (!line.code.as_str().is_empty()).then(|| {
        view! { " "<bdi>{line.member.clone()}</bdi>{code_beside(&line.member, &line.code)} }
    });
    let change = change_text(words, said.was, said.becomes).map(|text| view! { ": "<bdi>{text}</bdi> });
    let why =
        (!line.why.is_empty()).then(|| view! { <span class="what"><bdi>{reason_text(words, &line.why)}</bdi></span> });
    let when = moment_text(words, line.entered_at, &zone);
    let later = (line.in_force_from > line.entered_at)
        .then(|| words.journal_from(day_text(words, line.in_force_from.day(&zone))));
    let seconded = (!line.seconded_by.is_empty()).then(|| words.journal_seconded(&line.seconded_by));
    let by = Some(line.by(words)).filter(|by| !by.is_empty());
    let who = [Some(when), by, seconded, later].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let alone = (line.favour > 0)
        .then(|| view! { <span class="what"><Tag text=words.journal_alone() tone=Tone::Warning/></span> });
    view! { <li><span>{label}{about}{change}</span>{alone}{why}<span class="what"><bdi>{who}</bdi></span></li> }
        .into_any()
}

/// What was and what became of it; none where the line says neither.
pub fn change_text(words: &Words, was: String, becomes: String) -> Option<String> {
    match (was.is_empty(), becomes.is_empty()) {
        (true, true) => None,
        (true, false) => Some(becomes),
        (false, false) => Some(words.settings_from_to(was, becomes)),
        (false, true) => Some(words.settings_from_to(was, "–")),
    }
}
