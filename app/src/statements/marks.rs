//! What is to be known of an entry beside who, what and how much: entered by the committee, past the limits, undoing another.

use leptos::prelude::*;

use super::pages::StatementLine;
use crate::paths::exchange;
use crate::ui::Chrome;
use crate::words::Words;

/// The marks of an entry as its statement shows them; none for most.
pub fn marks(chrome: &Chrome, entry: &StatementLine) -> Vec<AnyView> {
    let words = chrome.words();
    // An undoing is always entered by the committee and always passes the limits: it says so itself.
    if let Some(id) = entry.reverses {
        let href = chrome.href(&exchange::Transfer { id: id.to_string() });
        return vec![view! { <span class="what"><a href=href>{words.receipt_reverses()}</a></span> }.into_any()];
    }
    let undone = undone_mark(chrome, entry);
    let clerk = entry.clerk.as_ref().map(|clerk| words.statement_on_behalf(clerk));
    let waived = was_waived(entry).then(|| words.statement_waived());
    let lines = clerk.into_iter().chain(waived);
    let lines = lines.map(|line| view! { <span class="what"><bdi>{line}</bdi></span> }.into_any());
    undone.into_iter().chain(lines).collect()
}

/// The word "undone", which leads to the payment that undid it; none for what stands.
pub fn undone_mark(chrome: &Chrome, entry: &StatementLine) -> Option<AnyView> {
    let href = chrome.href(&exchange::Transfer { id: entry.undone?.to_string() });
    let word = chrome.words().statement_undone();
    Some(view! { <span class="what"><a href=href>{word}</a></span> }.into_any())
}

/// The same in a cell of a spreadsheet.
pub fn in_short(words: &Words, entry: &StatementLine) -> String {
    let on_behalf = entry.clerk.is_some().then(|| words.statement_on_behalf_short());
    let waived = was_waived(entry).then(|| words.statement_waived_short());
    let reverses = entry.reverses.map(|id| words.statement_reverses_short(id.to_string()));
    let undone = entry.undone.map(|id| words.statement_undone_short(id.to_string()));
    [on_behalf, waived, reverses, undone].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// The committee let it pass the limits. What was taken over from elsewhere passed other limits than ours, and nobody let it.
fn was_waived(entry: &StatementLine) -> bool {
    entry.waived && !entry.kind.passes_limits()
}
