//! Whatever is sent in any field, path or query is answered with a page of ours and harms nothing: every route that takes a form, in every
//! field that its page shows or that is declared for it; every route with a part that varies; every page that is asked something.

mod addresses;
pub mod fields;
mod forms;
mod numbers;
pub mod renew;
pub mod takes;

use axum::http::{StatusCode, header};

use crate::browser::Page;

/// A value as it stands in a body or an address, percent codes and all.
pub struct Hostile {
    pub name: &'static str,
    pub raw: String,
    /// It is a text that people may type, if a strange one.
    pub text: bool,
}

/// The table of values.
pub fn table() -> Vec<Hostile> {
    let of = |text: bool| move |(name, raw): (&'static str, &str)| Hostile { name, raw: raw.to_owned(), text };
    let none = [
        ("NUL", "%00"),
        ("NUL within", "a%00b"),
        ("a control character", "%07"),
        ("what turns the direction", "%E2%80%AElive"),
        ("a byte that is no text", "%FF"),
        ("an overlong code", "%C0%80"),
        ("half a surrogate", "%ED%A0%80"),
    ];
    let texts = [
        (MOST, "9223372036854775807"),
        ("the lowest key", "-9223372036854775808"),
        ("beyond every key", "9223372036854775808"),
        ("a power", "1e9"),
        ("below zero", "-1"),
        ("broken percent codes", "%zz%"),
        ("quotes and braces", "%22%27%7B%7D%5B%5D%3Cb%3E%24%7B%7D"),
        ("lines", "a%0D%0Ab"),
    ];
    let mut all: Vec<Hostile> = none.into_iter().map(of(false)).chain(texts.into_iter().map(of(true))).collect();
    all.push(Hostile { name: "50,001 characters", raw: "a".repeat(50_001), text: false });
    all.push(Hostile { name: EMPTY, raw: String::new(), text: false });
    all
}

pub const MOST: &str = "the highest key";
pub const EMPTY: &str = "nothing";
/// Not of the table, since it is not one value: the field twice, and more than a body may hold.
pub const TWICE: &str = "twice";
pub const TOO_MUCH: &str = "more than a body may hold";

/// What is wrong with an answer whatever was asked.
pub fn no_page(page: &Page) -> Option<String> {
    if page.status.is_server_error() {
        return Some(format!("a fault, {}", page.status));
    }
    if [StatusCode::SEE_OTHER, StatusCode::PERMANENT_REDIRECT].contains(&page.status) {
        return page.location().is_empty().then(|| "a redirect to nowhere".to_owned());
    }
    let kind = page.headers.get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap());
    if page.status == StatusCode::OK && kind.starts_with("text/csv") {
        return None;
    }
    let is_ours = kind.starts_with("text/html") && page.text.contains("<main");
    (!is_ours).then(|| format!("bare text, {} {kind}: {}", page.status, page.text))
}
