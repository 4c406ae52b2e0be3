//! Bars side by side, from zero up or down.

use leptos::prelude::*;

use super::{Behind, ChartText, Drawing, Hand, figure, height};

/// Bars in the order of time.
#[derive(Clone, Debug)]
pub struct Bars {
    /// How high each is; below zero it hangs.
    pub values: Vec<i64>,
    /// The last one still grows: the month that is not over.
    pub last_is_open: bool,
}

/// How wide a bar is with the gap beside it.
const STEP: i64 = 10;

impl Bars {
    /// The bars with their sentence and their numbers.
    pub fn view(&self, hand: Hand<'_>, text: ChartText, behind: Behind) -> AnyView {
        let closed = self.values.len().saturating_sub(usize::from(self.last_is_open));
        let class = |at: usize, _: i64| if at < closed { "bar" } else { "bar open" };
        let svg = drawing(&self.values, hand, class).svg(&text, hand.is_mirrored());
        figure(svg, text, behind)
    }
}

/// Bars of these heights in the order of reading, each of the class that `class` says of its place and height.
pub(super) fn drawing(values: &[i64], hand: Hand<'_>, class: impl Fn(usize, i64) -> &'static str) -> Drawing {
    let range = (values.iter().copied().min().unwrap_or(0).min(0), values.iter().copied().max().unwrap_or(0).max(0));
    let at = |value| height(value, range);
    let width = STEP * i64::try_from(values.len().max(1)).unwrap_or(1);
    let mut paths: Vec<(&'static str, String)> = Vec::new();
    let mut x = if hand.is_mirrored() { width - STEP } else { 0 };
    for (place, value) in values.iter().enumerate() {
        // What is there at all is seen.
        let top = if *value != 0 && at(*value) == at(0) { at(0) - value.signum() } else { at(*value) };
        let bar = format!("M{} {}V{top}h8V{}", x + 1, at(0), at(0));
        x += if hand.is_mirrored() { -STEP } else { STEP };
        let class = class(place, *value);
        match paths.iter_mut().find(|(of, _)| *of == class) {
            _ if *value == 0 => {}
            Some((_, path)) => path.push_str(&bar),
            None => paths.push((class, bar)),
        }
    }
    paths.push(("base", format!("M0 {}H{width}", at(0))));
    let ends = [range.1, range.0];
    let figures = ends.into_iter().filter(|end| *end != 0).map(|end| (at(end), (hand.figure)(end))).collect();
    Drawing { width, paths, figures, point: None }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{behind, picture, text};
    use super::{Bars, Hand};
    use crate::words::Language;
    use leptos::prelude::*;

    fn drawn(values: &[i64], language: Language) -> String {
        let hand = Hand { language, figure: &|value| value.to_string() };
        let bars = Bars { values: values.to_vec(), last_is_open: true };
        let html = bars.view(hand, text("T"), behind("5")).to_html();
        picture(&html).replace("<!>", "").replace("<!--<() />-->", "")
    }

    #[test]
    fn months_are_bars_and_the_one_that_is_not_over_is_told_apart() {
        assert_eq!(
            drawn(&[50, 0, 100, 25], Language::English),
            concat!(
                r#"<svg role="img"><title>T</title><desc>T</desc><svg viewBox="0 0 40 100" preserveAspectRatio="none">"#,
                r#"<path d="M1 100V50h8V100M21 100V0h8V100" class="bar"></path><path d="M31 100V75h8V100" class="bar open"></path>"#,
                r#"<path d="M0 100H40" class="base"></path></svg><text x="0" y="0%" dy="-.3em" text-anchor="start">100</text></svg>"#
            )
        );
    }

    #[test]
    fn a_month_below_zero_hangs_and_none_at_all_is_an_empty_plane() {
        let html = drawn(&[50, -50, 1], Language::English);
        assert!(html.contains("d=\"M1 50V0h8V50M11 50V100h8V50\""), "{html}");
        assert!(
            html.contains("class=\"bar open\" d=\"M21 50V49h8V50\"") || html.contains("d=\"M21 50V49h8V50\""),
            "{html}"
        );
        assert!(drawn(&[], Language::English).contains("M0 0H10"));
    }

    #[test]
    fn where_one_reads_from_right_to_left_the_first_month_is_at_the_right() {
        assert!(drawn(&[50, 100, 25], Language::Mirrored).contains("d=\"M21 100V50h8V100M11 100V0h8V100\""));
    }
}
