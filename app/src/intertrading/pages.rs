//! What pages about trade with another exchange share: the two sides of an agreement, hours.

use jiff::civil::Date;

use super::{Terms, UnitsPerHour};
use crate::ui::Place;
use crate::ui::text::{amount_text, day_text};
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

    /// `10.00 leaves here = 1:00 h there`.
    pub(crate) fn example(&self, words: &Words, language: Language) -> String {
        words.trade_example(an_hour(&self.ours, language), an_hour(&self.theirs, language))
    }

    /// Who counts hours and yet has another number of them for an hour of work, as a question each.
    pub(super) fn odd_rates(&self, place: &Place, words: &Words, language: Language) -> Vec<String> {
        let sides = [(&self.ours, &place.name), (&self.theirs, &self.partner)];
        let odd = sides.into_iter().filter(|(terms, _)| terms.unit.is_time && terms.rate != UnitsPerHour::ONE);
        odd.map(|(terms, exchange)| words.trade_odd_rate(exchange, an_hour(terms, language))).collect()
    }

    pub(crate) fn since(&self, words: &Words) -> String {
        self.since.map_or(String::new(), |day| words.trade_since(day_text(words, day)))
    }
}

/// What an hour of ordinary work is on one side, as an amount of it if it is one.
fn an_hour(terms: &Terms, language: Language) -> String {
    let micro = terms.rate.micro_parts(&terms.unit);
    let parts = if micro % 1_000_000 == 0 { i64::try_from(micro / 1_000_000).ok() } else { None };
    parts.map_or_else(|| terms.rate.text(&terms.unit, language), |parts| amount_text(&terms.unit, language, parts))
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
    use super::{Sides, Terms, an_hour};
    use crate::ledger::Unit;
    use crate::words::Language;

    fn terms(decimals: u32, is_time: bool, rate: &str) -> Terms {
        let unit = Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals, is_time };
        Terms { unit, rate: rate.parse().expect("a rate") }
    }

    #[test]
    fn an_hour_of_work_is_an_amount_of_each_side_where_it_can_be() {
        for (terms, text) in [
            (terms(2, false, "10"), "10.00\u{a0}leaves"),
            (terms(0, true, "1"), "1:00\u{a0}h"),
            (terms(0, true, "1.5"), "1:30\u{a0}h"),
            (terms(0, false, "0.5"), "0.5\u{a0}leaves"),
            (terms(2, false, "12.345"), "12.345\u{a0}leaves"),
        ] {
            assert_eq!(an_hour(&terms, Language::English), text);
        }
        let (ours, theirs) = (terms(2, false, "10"), terms(0, true, "1"));
        let sides = Sides { ours, theirs, partner: "P".into(), slug: "p".into(), since: None };
        let text = sides.example(Language::English.words(), Language::English);
        assert_eq!(text, "10.00\u{a0}leaves here = 1:00\u{a0}h there.");
    }

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
