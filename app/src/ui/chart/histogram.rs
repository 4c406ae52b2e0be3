//! A histogram: how many stand where, in steps of a round width, with an edge at zero.

use leptos::prelude::*;

use super::bars::drawing;
use super::{Behind, ChartText, Hand, figure};

/// Most steps on each side of zero.
const MOST: i64 = 8;

/// How many values lie in each step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    /// How wide a step is.
    pub width: i64,
    /// Where each step begins, with how many values are in it up to where the next begins; those in between that hold none are there too.
    pub steps: Vec<(i64, i64)>,
}

impl Histogram {
    /// Of these values.
    pub fn of(values: &[i64]) -> Self {
        let (low, high) = (values.iter().copied().min().unwrap_or(0), values.iter().copied().max().unwrap_or(0));
        let width = round_width(low.unsigned_abs().max(high.unsigned_abs()));
        let (first, last) = (low.min(0).div_euclid(width), high.max(0).div_euclid(width));
        let count = |step| i64::try_from(values.iter().filter(|value| value.div_euclid(width) == step).count());
        let steps = (first..=last).map(|step| (step.saturating_mul(width), count(step).unwrap_or(i64::MAX))).collect();
        Self { width, steps }
    }

    /// The histogram with its sentence and its numbers.
    pub fn view(&self, hand: Hand<'_>, text: ChartText, behind: Behind) -> AnyView {
        let counts: Vec<i64> = self.steps.iter().map(|(_, count)| *count).collect();
        let below = self.steps.iter().filter(|(from, _)| *from < 0).count();
        let class = |at: usize, _: i64| if at < below { "bar owe" } else { "bar give" };
        let svg = drawing(&counts, hand, class).svg(&text, hand.is_mirrored());
        figure(svg, text, behind)
    }
}

/// 1, 2 or 5 with noughts, so that `reach` is at most [`MOST`] steps away.
fn round_width(reach: u64) -> i64 {
    let reach = i64::try_from(reach).unwrap_or(i64::MAX);
    let mut tens = 1_i64;
    loop {
        for digit in [1, 2, 5] {
            let width = tens.saturating_mul(digit);
            if reach / width < MOST {
                return width;
            }
        }
        tens = tens.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{behind, picture, text};
    use super::{Hand, Histogram, MOST};
    use crate::ledger::RANGE;
    use crate::words::Language;
    use leptos::prelude::*;

    #[test]
    fn balances_are_counted_in_round_steps_with_an_edge_at_zero() {
        let histogram = Histogram::of(&[-3_500, -1, 0, 499, 500, 2_100]);
        assert_eq!(histogram.width, 500);
        let filled: Vec<_> = histogram.steps.iter().filter(|(_, count)| *count > 0).copied().collect();
        assert_eq!(filled, [(-3_500, 1), (-500, 1), (0, 2), (500, 1), (2_000, 1)]);
        assert_eq!(histogram.steps.len(), 12);
        assert_eq!(Histogram::of(&[]), Histogram { width: 1, steps: vec![(0, 0)] });
    }

    #[test]
    fn every_value_is_counted_once_in_few_steps() {
        for values in [vec![7], vec![-8, 8], vec![-RANGE, RANGE], vec![i64::MIN, i64::MAX], (-40..400).collect()] {
            let histogram = Histogram::of(&values);
            assert_eq!(
                histogram.steps.iter().map(|(_, count)| count).sum::<i64>(),
                i64::try_from(values.len()).unwrap(),
                "{values:?}"
            );
            assert!(i64::try_from(histogram.steps.len()).unwrap() <= 2 * MOST + 1, "{histogram:?}");
        }
    }

    #[test]
    fn those_who_owe_and_those_who_gave_are_told_apart() {
        let hand = Hand { language: Language::English, figure: &|value| value.to_string() };
        let html = Histogram::of(&[-2, -1, 0, 1, 1]).view(hand, text("T"), behind("5")).to_html();
        assert_eq!(
            picture(&html).replace("<!>", "").replace("<!--<() />-->", ""),
            concat!(
                r#"<svg role="img"><title>T</title><desc>T</desc><svg viewBox="0 0 40 100" preserveAspectRatio="none">"#,
                r#"<path d="M1 100V50h8V100M11 100V50h8V100" class="bar owe"></path><path d="M21 100V50h8V100M31 100V0h8V100" class="bar give"></path>"#,
                r#"<path d="M0 100H40" class="base"></path></svg><text x="0" y="0%" dy="-.3em" text-anchor="start">2</text></svg>"#
            )
        );
    }
}
