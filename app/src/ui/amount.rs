//! An amount on a page, and the gauge that shows a balance between its limits.

use leptos::prelude::*;

use super::text::{amount_text, number_text};
use crate::ledger::{Account, RANGE, Unit};
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

/// Where a balance stands between its limits, all in smallest parts.
#[derive(Clone, Copy, Debug)]
pub struct Gauge {
    /// The balance.
    pub balance: i64,
    /// The lowest allowed.
    pub min: i64,
    /// The highest allowed.
    pub max: i64,
    /// It is warned of below this.
    pub warn_min: i64,
    /// It is warned of above this.
    pub warn_max: i64,
}

impl Gauge {
    /// Of an account as it stands.
    pub fn of(account: &Account) -> Self {
        Self {
            balance: account.balance,
            min: account.min_balance,
            max: account.max_balance,
            warn_min: account.warn_min,
            warn_max: account.warn_max,
        }
    }

    /// The gauge as a picture with `sentence` as its text. An SVG, since the policy of these pages forbids inline styles.
    pub fn view(self, unit: &Unit, language: Language, sentence: String) -> AnyView {
        let reach = |limit: i64, other: i64| {
            if limit.abs() >= RANGE {
                let other = if other.abs() >= RANGE { 0 } else { other.abs() };
                other.max(self.balance.saturating_abs().saturating_mul(2)).max(unit.parts() * 100)
            } else {
                limit.abs()
            }
        };
        let low = reach(self.min, self.max).max(-self.balance).max(1);
        let high = reach(self.max, low).max(self.balance).max(1);
        // Hundredths of a percent of the track: it fits any width without distortion.
        let place =
            |parts: i64| (i128::from(parts) + i128::from(low)) * 10_000 / (i128::from(low) + i128::from(high)).max(1);
        let (zero, at) = (place(0), place(self.balance));
        let (from, width) = (percent(zero.min(at)), percent((zero - at).abs()));
        // From a warn line to the end; where there is no limit there is nothing to warn of.
        let band = |one: i64, other: i64| {
            let (one, other) = (place(one), place(other));
            let (x, width) = (percent(one.min(other)), percent((one - other).abs()));
            (one != other).then(|| view! { <rect class="warn" x=x y="14" width=width height="10"/> })
        };
        let below = (self.min > -RANGE).then(|| band(-low, self.warn_min.clamp(self.min, 0))).flatten();
        let above = (self.max < RANGE).then(|| band(self.warn_max.clamp(0, self.max), high)).flatten();
        let class = if self.balance < 0 { "fill owe" } else { "fill give" };
        let end = |limit: i64| if limit.abs() >= RANGE { String::new() } else { number_text(unit, language, limit) };
        let open = |limit: i64, x: &'static str| {
            (limit.abs() >= RANGE).then(|| view! { <rect class="open" x=x y="14" width="6%" height="10"/> })
        };
        // Near an end the zero would stand on the number of that end, which says the same or nearly so.
        let named = (3_000..=7_000).contains(&zero);
        let name = named.then(|| view! { <text x=percent(zero) y="50">"0"</text> });
        view! {
            <div class="gauge">
                <svg role="img" aria-label=sentence>
                    <rect class="track" x="0" y="14" width="100%" height="10" rx="5"/>
                    {open(self.min, "0")}{open(self.max, "94%")}{below}{above}
                    <rect class=class x=from y="14" width=width height="10"/>
                    <line class="zero" x1=percent(zero) x2=percent(zero) y1="6" y2="34"/>
                    <circle class="handle" cx=percent(at) cy="19" r="9"/>
                    {name}
                </svg>
                <p class="ends" aria-hidden="true"><span>{end(self.min)}</span><span>{end(self.max)}</span></p>
            </div>
        }
        .into_any()
    }
}

fn percent(hundredths: i128) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}
