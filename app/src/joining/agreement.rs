//! What who joins agrees to: everybody's words, or the exchange's own.

use leptos::prelude::*;

use crate::ui::Chrome;
use crate::words::Language;

/// The agreement as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JoinAgreement {
    /// Its version: that of the rules which it came with; 0 for everybody's words.
    pub version: i64,
    /// The exchange's own words, if it has written any.
    pub own: Option<String>,
}

/// The agreement, to be read; `exchange` is its name, and the language that in which it writes.
pub fn agreement_text(chrome: &Chrome, agreement: &JoinAgreement, (exchange, language): (&str, Language)) -> AnyView {
    match &agreement.own {
        Some(text) => {
            let lines: Vec<_> =
                text.lines().filter(|line| !line.is_empty()).map(|line| view! { <p>{line.to_owned()}</p> }).collect();
            view! { <div lang=language.tag() dir="auto">{lines}</div> }.into_any()
        }
        None => {
            let words = chrome.words();
            let plural = chrome.place.as_ref().map_or(String::new(), |place| place.unit.plural.clone());
            let all = [
                words.agreement_credit(exchange, plural),
                words.agreement_owe(),
                words.agreement_rules(exchange),
                words.agreement_seen(),
                words.agreement_work(),
                words.agreement_leave(),
            ];
            let lines = all.map(|line| view! { <li><bdi>{line}</bdi></li> }).collect_view();
            view! { <ol>{lines}</ol> }.into_any()
        }
    }
}
