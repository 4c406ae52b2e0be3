//! An amount on a page.

use leptos::prelude::*;

use super::text::{amount_text, number_text};
use crate::ledger::Unit;
use crate::words::Language;

/// An amount with its unit, isolated so that it stands the same in a line that runs from right to left; `signed` colours it.
pub fn amount(unit: &Unit, language: Language, parts: i64, signed: bool) -> AnyView {
    let class = class(parts, signed);
    view! { <bdi class=class>{amount_text(unit, language, parts)}</bdi> }.into_any()
}

/// The number alone, for tables whose head names the unit.
pub fn number(unit: &Unit, language: Language, parts: i64, signed: bool) -> AnyView {
    let class = class(parts, signed);
    let plus = if signed && parts > 0 { "+" } else { "" };
    view! { <bdi class=class>{format!("{plus}{}", number_text(unit, language, parts))}</bdi> }.into_any()
}

/// An amount that is a text already.
#[component]
pub fn AmountText(
    /// As `amount_text` made it.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <bdi class="amount">{text}</bdi> }
}

/// Provided is leaf green, owing clay brown; never red, since owing is normal here.
fn class(parts: i64, signed: bool) -> &'static str {
    match parts.signum() {
        1 if signed => "amount give",
        -1 if signed => "amount owe",
        _ => "amount",
    }
}
