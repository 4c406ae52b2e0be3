//! What is said before a change of limits is decided: how many members would be outside.

use leptos::prelude::*;

use crate::ui::{Chrome, Notice, Tone};

/// How many members would be outside, with the field that says it was shown; nothing where nobody would, or nobody has counted yet.
pub fn outside_notice(chrome: &Chrome, outside: &str) -> Option<AnyView> {
    let members = outside.parse::<i64>().ok().filter(|members| *members > 0)?;
    let words = chrome.words();
    let view = view! {
        <Notice tone=Tone::Warning text=words.outside_would(members)><p>{words.outside_means()}</p></Notice>
        <input type="hidden" name="outside" value=members.to_string()/>
    };
    Some(view.into_any())
}
