//! The gauge that shows a balance between its limits: a picture by itself, and a bar for the row of a table.
//!
//! Always holds: both stand at the same places for the same account, and what they show is said in words beside or within them.

use leptos::prelude::*;

use super::text::number_text;
use crate::ledger::{Account, RANGE, Unit};
use crate::words::Language;

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

/// The places on the track, in hundredths of a percent from its low end: it fits any width without distortion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Places {
    zero: i128,
    at: i128,
    /// Up to there it is warned of from the low end on; none where there is nothing to warn of.
    warn_below: Option<i128>,
    /// From there on it is warned of to the high end.
    warn_above: Option<i128>,
    /// The limit that the balance is beyond.
    limit: Option<i128>,
}

/// How large a picture is, in pixels.
#[derive(Clone, Copy)]
struct Size {
    /// Top and height of the track.
    track: (u8, u8),
    /// Both ends of the mark at zero.
    zero: (u8, u8),
    /// Middle and radius of the handle.
    handle: (u8, u8),
    /// Width of an end that is open, and where it begins on the high side.
    open: (&'static str, &'static str),
}

const LARGE: Size = Size { track: (14, 10), zero: (6, 34), handle: (19, 9), open: ("6%", "94%") };
const SMALL: Size = Size { track: (8, 8), zero: (2, 22), handle: (12, 6), open: ("14%", "86%") };

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

    /// Beyond a limit.
    pub fn is_beyond(self) -> bool {
        self.balance < self.min || self.balance > self.max
    }

    /// Beyond a warn line, and no further.
    pub fn is_close(self) -> bool {
        !self.is_beyond() && (self.balance < self.warn_min || self.balance > self.warn_max)
    }

    /// The gauge as a picture with `sentence` as its text, with both ends in figures.
    pub fn view(self, unit: &Unit, language: Language, sentence: String) -> AnyView {
        let end = |limit: i64| if limit.abs() >= RANGE { String::new() } else { number_text(unit, language, limit) };
        view! {
            <div class="gauge">
                {self.picture(unit, LARGE, sentence)}
                <p class="ends" aria-hidden="true"><span>{end(self.min)}</span><span>{end(self.max)}</span></p>
            </div>
        }
        .into_any()
    }

    /// The same as a bar in a row, with the balance and its limits as its text.
    pub fn bar(self, unit: &Unit, language: Language) -> AnyView {
        let sentence = self.sentence(unit, language);
        view! { <span class="gauge small">{self.picture(unit, SMALL, sentence)}</span> }.into_any()
    }

    fn sentence(self, unit: &Unit, language: Language) -> String {
        let (words, text) = (language.words(), |parts| number_text(unit, language, parts));
        let balance = text(self.balance);
        match (self.min <= -RANGE, self.max >= RANGE) {
            (false, false) => words.gauge_between(balance, text(self.min), text(self.max)),
            (false, true) => words.gauge_from(balance, text(self.min)),
            (true, false) => words.gauge_up_to(balance, text(self.max)),
            (true, true) => words.gauge_open(balance),
        }
    }

    fn places(self, unit: &Unit) -> Places {
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
        let (low, high) = (i128::from(low), i128::from(high));
        let place = |parts: i64| (i128::from(parts) + low) * 10_000 / (low + high).max(1);
        // Where there is no limit, or nothing before it, there is nothing to warn of.
        let below = (self.min > -RANGE && self.min < 0).then(|| place(self.warn_min.clamp(self.min, 0)));
        let above = (self.max < RANGE && self.max > 0).then(|| place(self.warn_max.clamp(0, self.max)));
        Places {
            zero: place(0),
            at: place(self.balance),
            warn_below: below.filter(|place| *place > 0),
            warn_above: above.filter(|place| *place < 10_000),
            limit: self.is_beyond().then(|| place(if self.balance < self.min { self.min } else { self.max })),
        }
    }

    /// An SVG, since the policy of these pages forbids inline styles.
    fn picture(self, unit: &Unit, size: Size, sentence: String) -> AnyView {
        let Places { zero, at, warn_below, warn_above, limit } = self.places(unit);
        let ((top, height), (from, to), (middle, radius)) = (size.track, size.zero, size.handle);
        let bar = |class: &'static str, from: i128, to: i128| {
            let (x, width) = (percent(from.min(to)), percent((from - to).abs()));
            view! { <rect class=class x=x y=top.to_string() width=width height=height.to_string()/> }
        };
        let (width, end) = size.open;
        let open = |is_open: bool, x: &'static str| {
            is_open.then(|| view! { <rect class="open" x=x y=top.to_string() width=width height=height.to_string()/> })
        };
        let line = |class: &'static str, at: i128| view! { <line class=class x1=percent(at) x2=percent(at) y1=from.to_string() y2=to.to_string()/> };
        let fill = if self.balance < 0 { "fill owe" } else { "fill give" };
        // Near an end the zero would stand on the number of that end, which says the same or nearly so; a bar has no figures.
        let named = size.track == LARGE.track && (3_000..=7_000).contains(&zero);
        let name = named.then(|| view! { <text x=percent(zero) y="50">"0"</text> });
        view! {
            <svg role="img" aria-label=sentence>
                <rect class="track" x="0" y=top.to_string() width="100%" height=height.to_string() rx=(height / 2).to_string()/>
                {open(self.min <= -RANGE, "0")}{open(self.max >= RANGE, end)}
                {warn_below.map(|to| bar("warn", 0, to))}{warn_above.map(|from| bar("warn", from, 10_000))}
                {bar(fill, zero, at)}
                {line("zero", zero)}{limit.map(|limit| line("limit", limit))}
                <circle class="handle" cx=percent(at) cy=middle.to_string() r=radius.to_string()/>
                {name}
            </svg>
        }
        .into_any()
    }
}

fn percent(hundredths: i128) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::{Gauge, Places};
    use crate::ledger::{RANGE, Unit};
    use crate::words::Language;

    fn gauge(balance: i64, (min, max): (i64, i64)) -> Gauge {
        let line = |limit: i64| if limit.abs() >= RANGE { limit } else { limit - limit / 10 };
        Gauge { balance, min, max, warn_min: line(min), warn_max: line(max) }
    }

    fn leaves() -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false }
    }

    #[test]
    fn a_balance_stands_where_it_is_between_its_limits_and_beyond_them() {
        let places = |zero, at, (below, above): (i128, i128), limit| Places {
            zero,
            at,
            warn_below: (below > 0).then_some(below),
            warn_above: (above < 10_000).then_some(above),
            limit,
        };
        for (balance, limits, expected) in [
            (0, (-10_000, 10_000), places(5_000, 5_000, (500, 9_500), None)),
            (-3_500, (-10_000, 10_000), places(5_000, 3_250, (500, 9_500), None)),
            (-10_000, (-10_000, 10_000), places(5_000, 0, (500, 9_500), None)),
            (10_000, (-10_000, 10_000), places(5_000, 10_000, (500, 9_500), None)),
            (20_000, (-10_000, 30_000), places(2_500, 7_500, (250, 9_250), None)),
            // Beyond a limit the track reaches as far as the balance, and the limit is marked on it.
            (-15_000, (-10_000, 5_000), places(7_500, 0, (3_000, 9_750), Some(2_500))),
            (30_000, (-10_000, 10_000), places(2_500, 10_000, (250, 4_750), Some(5_000))),
            (5, (0, 0), places(1_666, 10_000, (0, 10_000), Some(1_666))),
            (0, (0, 0), places(5_000, 5_000, (0, 10_000), None)),
            // An open side has room for twice the balance, and nothing to warn of.
            (0, (-10_000, RANGE), places(5_000, 5_000, (500, 10_000), None)),
            (25_000, (-10_000, RANGE), places(1_666, 5_833, (166, 10_000), None)),
            (-25_000, (-RANGE, RANGE), places(5_000, 2_500, (0, 10_000), None)),
            (0, (-RANGE, RANGE), places(5_000, 5_000, (0, 10_000), None)),
            (RANGE, (-RANGE, RANGE), places(5_000, 7_500, (0, 10_000), None)),
            (-RANGE, (-RANGE, 0), places(9_999, 4_999, (0, 10_000), None)),
        ] {
            let found = gauge(balance, limits).places(&leaves());
            assert_eq!(found, expected, "{balance} in {limits:?}");
            for place in [Some(found.zero), Some(found.at), found.warn_below, found.warn_above, found.limit] {
                assert!(place.is_none_or(|place| (0..=10_000).contains(&place)), "{balance} in {limits:?}: {found:?}");
            }
        }
    }

    #[test]
    fn whoever_hears_a_bar_hears_the_balance_and_how_far_it_may_go() {
        for (limits, said) in [
            ((-10_000, 20_000), "\u{2212}35.00; from \u{2212}100.00 to 200.00 is allowed"),
            ((-10_000, RANGE), "\u{2212}35.00; from \u{2212}100.00 upward is allowed"),
            ((-RANGE, 20_000), "\u{2212}35.00; up to 200.00 is allowed"),
            ((-RANGE, RANGE), "\u{2212}35.00; without limits"),
        ] {
            let html = gauge(-3_500, limits).bar(&leaves(), Language::English);
            let html = leptos::prelude::RenderHtml::to_html(html);
            assert!(html.contains(&format!("role=\"img\" aria-label=\"{said}\"")), "{html}");
            assert!(html.contains("class=\"fill owe\"") && !html.contains("style="), "{html}");
        }
    }
}
