//! What pages about trade with another exchange share: the two sides of an agreement, hours.

use jiff::civil::Date;

use super::Terms;
use crate::ui::Place;
use crate::ui::text::day_text;
use crate::words::{Language, Words};

/// The two sides of an agreement as one of them sees it.
#[derive(Clone, Debug)]
pub struct Sides {
    /// Ours.
    pub ours: Terms,
    /// Theirs.
    pub theirs: Terms,
    /// The partner's name.
    pub partner: String,
    /// The partner's slug.
    pub slug: String,
    /// Since when the rate is agreed.
    pub since: Option<Date>,
}

impl Sides {
    /// `10 leaves in Riverside and 1 hour in Hilltop for an hour of ordinary work`.
    pub(crate) fn rate(&self, place: &Place, words: &Words, language: Language) -> String {
        let (ours, theirs) = (&self.ours, &self.theirs);
        words.trade_rate(
            ours.rate.text(&ours.unit, language),
            &place.name,
            theirs.rate.text(&theirs.unit, language),
            &self.partner,
        )
    }

    pub(crate) fn since(&self, words: &Words) -> String {
        self.since.map_or(String::new(), |day| words.trade_since(day_text(words, day)))
    }
}

/// `4.00 h`, `0.333334 h` out of millionths: two decimals, or as many as it has.
pub fn hours_text(micro: i64, language: Language) -> String {
    let sign = if micro < 0 { "\u{2212}" } else { "" };
    let (whole, rest) = (micro.unsigned_abs() / 1_000_000, micro.unsigned_abs() % 1_000_000);
    let rest = format!("{rest:06}");
    let kept = rest.trim_end_matches('0').len().max(2);
    format!("{sign}{whole}{}{}\u{a0}h", language.decimal_mark(), rest.get(..kept).unwrap_or(&rest))
}

#[cfg(test)]
mod tests {
    use crate::words::Language;

    #[test]
    fn hours_have_two_decimals_or_as_many_as_they_need() {
        for (micro, text) in [
            (0, "0.00\u{a0}h"),
            (4_000_000, "4.00\u{a0}h"),
            (-333_334, "\u{2212}0.333334\u{a0}h"),
            (1_250_000, "1.25\u{a0}h"),
        ] {
            assert_eq!(super::hours_text(micro, Language::English), text);
        }
    }
}
