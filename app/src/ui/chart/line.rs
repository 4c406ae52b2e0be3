//! A step line: what stood for how long, between its limits, with a dashed zero.

use leptos::prelude::*;

use super::{Behind, ChartText, Drawing, Hand, figure, height, share};
use crate::ledger::RANGE;

/// How many places a line has from left to right, which bounds how long its text gets.
const PLACES: i64 = 120;

/// A balance over time.
#[derive(Clone, Debug)]
pub struct StepLine {
    /// Where it stood before the first step.
    pub start: i64,
    /// On which day from the first it became what, in order.
    pub steps: Vec<(i64, i64)>,
    /// How many days are drawn.
    pub span: i64,
    /// The lowest and the highest allowed; ±[`RANGE`] where there is no limit.
    pub limits: (i64, i64),
    /// Where else a thin line stands: at 70 and 90 % of a limit.
    pub marks: Vec<i64>,
}

impl StepLine {
    /// The line with its sentence and its numbers.
    pub fn view(&self, hand: Hand<'_>, text: ChartText, behind: Behind) -> AnyView {
        let svg = self.drawing(hand).svg(&text, hand.is_mirrored());
        figure(svg, text, behind)
    }

    /// The lowest and highest that is drawn: the limits, and whatever lies beyond them; where there is no limit, a little beyond the line.
    fn range(&self) -> (i64, i64) {
        let all = || self.steps.iter().map(|(_, value)| *value).chain([self.start, 0]);
        let (low, high) = (all().min().unwrap_or(0), all().max().unwrap_or(0));
        let room = (high.saturating_sub(low) / 8).max(1);
        let (min, max) = self.limits;
        let low = if min <= -RANGE { low.saturating_sub(room) } else { low.min(min) };
        let high = if max >= RANGE { high.saturating_add(room) } else { high.max(max) };
        (low, high)
    }

    fn drawing(&self, hand: Hand<'_>) -> Drawing {
        let range = self.range();
        let at = |value| height(value, range);
        let across = |value| format!("M0 {0}H{PLACES}", at(value));
        let (min, max) = self.limits;
        let limits: Vec<i64> = [min, max].into_iter().filter(|limit| limit.abs() < RANGE && *limit != 0).collect();
        let mut paths: Vec<(&'static str, String)> = vec![("line", self.line(at, hand.is_mirrored()))];
        paths.extend(self.marks.iter().map(|mark| ("mark", across(*mark))));
        paths.extend(limits.iter().map(|limit| ("limit", across(*limit))));
        paths.push(("zero", across(0)));
        let mut figures: Vec<(i64, String)> = limits.iter().map(|limit| (at(*limit), (hand.figure)(*limit))).collect();
        // Too near a limit, the zero would stand on its figure.
        if figures.iter().all(|(height, _)| height.abs_diff(at(0)) > 14) {
            figures.push((at(0), "0".to_owned()));
        }
        let last = self.steps.last().map_or(self.start, |(_, value)| *value);
        let class = match last.signum() {
            1 => "give",
            -1 => "owe",
            _ => "even",
        };
        Drawing { width: PLACES, paths, figures, point: Some((at(last), class)) }
    }

    /// One path, from zero and back to zero outside of what is seen, so that it can be filled. Of several steps in one place the last counts.
    fn line(&self, at: impl Fn(i64) -> i64, mirrored: bool) -> String {
        let x = |place: i64| if mirrored { PLACES - place } else { place };
        let mut path = format!("M{} {}V{}", x(-2), at(0), at(self.start));
        let mut stands = at(self.start);
        let mut steps = self.steps.iter().peekable();
        while let Some((day, value)) = steps.next() {
            let place = share(i128::from(*day), i128::from(self.span), PLACES);
            let same = |next: &&(i64, i64)| share(i128::from(next.0), i128::from(self.span), PLACES) == place;
            if steps.peek().is_some_and(same) || at(*value) == stands {
                continue;
            }
            stands = at(*value);
            path += &format!("H{}V{stands}", x(place));
        }
        path + &format!("H{}V{}", x(PLACES + 2), at(0))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{behind, picture, text};
    use super::{Hand, StepLine};
    use crate::ledger::RANGE;
    use crate::words::Language;
    use leptos::prelude::*;

    fn drawn(line: &StepLine, language: Language) -> String {
        let hand = Hand { language, figure: &|value| value.to_string() };
        let html = line.view(hand, text("T"), behind("5")).to_html();
        picture(&html).replace("<!>", "").replace("<!--<() />-->", "")
    }

    fn year() -> StepLine {
        let steps = vec![(30, -20), (31, -40), (200, -40), (300, 60)];
        StepLine { start: 10, steps, span: 365, limits: (-100, 100), marks: vec![70] }
    }

    #[test]
    fn a_year_is_a_line_of_steps_between_its_limits_with_a_zero() {
        assert_eq!(
            drawn(&year(), Language::English),
            concat!(
                r#"<svg role="img"><title>T</title><desc>T</desc><svg viewBox="0 0 120 100" preserveAspectRatio="none">"#,
                r#"<path d="M-2 50V45H10V70H99V20H122V50" class="line"></path><path d="M0 15H120" class="mark"></path>"#,
                r#"<path d="M0 100H120" class="limit"></path><path d="M0 0H120" class="limit"></path><path d="M0 50H120" class="zero"></path></svg>"#,
                r#"<text x="0" y="100%" dy="-.3em" text-anchor="start">-100</text><text x="0" y="0%" dy="-.3em" text-anchor="start">100</text>"#,
                r#"<text x="0" y="50%" dy="-.3em" text-anchor="start">0</text><circle cx="100%" cy="20%" r="5" class="give"></circle></svg>"#
            )
        );
    }

    #[test]
    fn where_one_reads_from_right_to_left_time_runs_so_too() {
        let html = drawn(&year(), Language::Mirrored);
        assert!(html.contains("d=\"M122 50V45H110V70H21V20H-2V50\""), "{html}");
        assert!(html.contains("cx=\"0\"") && html.contains("text-anchor=\"end\""), "{html}");
    }

    #[test]
    fn a_line_without_limits_has_room_above_and_below() {
        let line = StepLine { start: 0, steps: vec![(5, 80)], span: 10, limits: (-RANGE, RANGE), marks: vec![] };
        assert!(drawn(&line, Language::English).contains("d=\"M-2 90V90H60V10H122V90\""));
        let flat = StepLine { steps: vec![], ..line };
        assert!(drawn(&flat, Language::English).contains("d=\"M-2 50V50H122V50\""));
    }

    #[test]
    fn however_much_somebody_trades_their_line_is_at_most_1536_bytes() {
        let steps: Vec<(i64, i64)> = (0..5_000).map(|i| (i * 365 / 5_000, i * 3_701 % 20_000 - 10_000)).collect();
        let line = StepLine { start: 0, steps, span: 365, limits: (-10_000, 10_000), marks: vec![7_000, 9_000] };
        let html = drawn(&line, Language::Mirrored);
        assert!(html.matches('V').count() > 110, "{html}");
        assert!(html.len() <= 1536, "{} bytes: {html}", html.len());
    }
}
