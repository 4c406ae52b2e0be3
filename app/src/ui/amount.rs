//! An amount on a page, and the gauge that shows a balance between its limits.

use leptos::prelude::*;

use super::text::{amount_text, number_text};
use crate::ledger::{RANGE, Unit};
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

/// Provided is leaf green, owing clay brown; never red, since owing is normal here.
fn class(parts: i64, signed: bool) -> &'static str {
    match parts.signum() {
        1 if signed => "amount give",
        -1 if signed => "amount owe",
        _ => "amount",
    }
}

/// Where a balance stands between its limits, all in smallest parts.
#[derive(Clone, Copy, Debug)]
pub struct Gauge {
    /// The balance.
    pub balance: i64,
    /// The lowest allowed.
    pub min: i64,
    /// The highest allowed.
    pub max: i64,
}

impl Gauge {
    /// The gauge as a picture with `sentence` as its text. An SVG, since the policy of these pages forbids inline styles.
    pub fn view(self, unit: &Unit, language: Language, sentence: String) -> AnyView {
        let reach = |limit: i64, other: i64| {
            if limit.abs() >= RANGE {
                other.abs().max(self.balance.abs() * 2).max(unit.parts() * 100)
            } else {
                limit.abs()
            }
        };
        let low = reach(self.min, self.max.min(RANGE - 1)).max(-self.balance).max(1);
        let high = reach(self.max, low).max(self.balance).max(1);
        let place =
            |parts: i64| 10 + (i128::from(parts) + i128::from(low)) * 380 / (i128::from(low) + i128::from(high)).max(1);
        let (zero, at) = (place(0), place(self.balance));
        let (from, width) = (zero.min(at), (zero - at).abs());
        let class = if self.balance < 0 { "fill owe" } else { "fill give" };
        let end = |limit: i64| if limit.abs() >= RANGE { String::new() } else { number_text(unit, language, limit) };
        view! {
            <svg class="gauge" viewBox="0 0 400 56" role="img" aria-label=sentence>
                <rect class="track" x="10" y="16" width="380" height="10" rx="5"/>
                <rect class=class x=from.to_string() y="16" width=width.to_string() height="10"/>
                <line class="zero" x1=zero.to_string() x2=zero.to_string() y1="8" y2="34"/>
                <circle class="handle" cx=at.to_string() cy="21" r="9"/>
                <text class="end" x="10" y="50">{end(self.min)}</text>
                <text class="mid" x=zero.to_string() y="50">"0"</text>
                <text class="end last" x="390" y="50">{end(self.max)}</text>
            </svg>
        }
        .into_any()
    }
}
