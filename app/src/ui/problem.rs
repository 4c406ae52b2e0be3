//! Pages for when there is no page. The same for everybody: they name nobody and repeat no path.

use leptos::prelude::*;

use super::Chrome;
use super::page::page;
use crate::paths::installation;

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is described by its sentence in words/en/common.ftl")]
pub enum Problem {
    NotFound,
    Forbidden,
    Held,
    BadRequest,
    Conflict,
    TooLarge,
    TooMany,
    Busy,
    Away,
    NotKnown,
    Full,
    /// With the reference under which it was logged.
    Fault {
        reference: String,
    },
}

/// The page of a problem.
pub fn problem_page(chrome: &Chrome, problem: &Problem) -> String {
    let words = chrome.words();
    let (title, text) = match problem {
        Problem::NotFound => (words.problem_not_found_title(), words.problem_not_found()),
        Problem::Forbidden => (words.problem_forbidden_title(), words.problem_forbidden()),
        Problem::Held => (words.problem_held_title(), words.problem_held()),
        Problem::BadRequest => (words.problem_bad_request_title(), words.problem_bad_request()),
        Problem::Conflict => (words.problem_conflict_title(), words.problem_conflict()),
        Problem::TooLarge => (words.problem_too_large_title(), words.problem_too_large()),
        Problem::TooMany => (words.problem_too_many_title(), words.problem_too_many()),
        Problem::Busy => (words.problem_busy_title(), words.problem_busy()),
        Problem::Away => (words.problem_away_title(), words.problem_away()),
        Problem::NotKnown => (words.problem_not_known_title(), words.problem_not_known()),
        Problem::Full => (words.problem_full_title(), words.problem_full()),
        Problem::Fault { reference } => (words.problem_fault_title(), words.problem_fault(reference)),
    };
    let front = installation::Front.to_string();
    let body = view! {
        <h1>{title.clone()}</h1>
        <p>{text}</p>
        <p><a href=front>{words.to_front()}</a></p>
    };
    page(chrome, title, body)
}
