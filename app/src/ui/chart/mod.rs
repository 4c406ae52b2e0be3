//! Charts as pictures without scripts and without styles of their own: a step line, bars, a histogram.
//!
//! Each is a pure function from data to an inline SVG. Around it stand the sentence that says what it shows and, folded, a table of the
//! numbers behind it. Time runs as the language is read. Figures are whole numbers; what they count is for the caller to write.

mod bars;
mod histogram;
mod line;

pub use bars::Bars;
pub use histogram::Histogram;
pub use line::StepLine;

use leptos::prelude::*;

use super::pieces::{Column, DataTable};
use crate::words::Language;

/// What a chart says to who does not see it, and to who does.
#[derive(Clone, Debug)]
pub struct ChartText {
    /// What it is: "Your balance over a year".
    pub title: String,
    /// How it is drawn: from when to when, between which figures.
    pub about: String,
    /// What it shows, in a sentence that stands below it.
    pub sentence: String,
    /// What is at its two ends, the first where reading begins.
    pub ends: [String; 2],
}

/// The numbers behind a chart.
pub struct Behind {
    /// The line that unfolds them.
    pub summary: String,
    /// What the table shows.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<AnyView>>,
}

/// How figures and directions are written in a chart.
#[derive(Clone, Copy)]
pub struct Hand<'a> {
    /// The language of the page: time runs as it is read.
    pub language: Language,
    /// How a figure of the axis is written.
    pub figure: &'a dyn Fn(i64) -> String,
}

impl Hand<'_> {
    fn is_mirrored(&self) -> bool {
        self.language.direction() == "rtl"
    }
}

/// Something that can be drawn: paths on a plane of `width` by [`HEIGHT`], and figures beside them.
struct Drawing {
    width: i64,
    /// Class and data of each path.
    paths: Vec<(&'static str, String)>,
    /// Height and text of each figure.
    figures: Vec<(i64, String)>,
    /// Height of the point at the end of a line, and its class.
    point: Option<(i64, &'static str)>,
}

/// How high the plane is that charts are drawn on, from 0 at the top.
const HEIGHT: i64 = 100;

impl Drawing {
    fn svg(self, text: &ChartText, mirrored: bool) -> AnyView {
        let plane = format!("0 0 {} {HEIGHT}", self.width);
        let paths = self.paths.into_iter().map(|(class, d)| view! { <path class=class d=d/> }).collect::<Vec<_>>();
        let (start, anchor) = if mirrored { ("100%", "end") } else { ("0", "start") };
        let figures = self.figures.into_iter().map(|(height, figure)| {
            view! { <text x=start y=format!("{height}%") dy="-.3em" text-anchor=anchor>{figure}</text> }
        });
        let point = self.point.map(|(height, class)| {
            let end = if mirrored { "0" } else { "100%" };
            view! { <circle class=class cx=end cy=format!("{height}%") r="5"/> }
        });
        view! {
            <svg role="img">
                <title>{text.title.clone()}</title>
                <desc>{text.about.clone()}</desc>
                <svg viewBox=plane preserveAspectRatio="none">{paths}</svg>
                {figures.collect::<Vec<_>>()}{point}
            </svg>
        }
        .into_any()
    }
}

/// The picture with all that stands around it.
fn figure(svg: AnyView, text: ChartText, behind: Behind) -> AnyView {
    let [first, last] = text.ends;
    view! {
        <figure class="chart">
            {svg}
            <p class="ends" aria-hidden="true"><bdi>{first}</bdi><bdi>{last}</bdi></p>
            <figcaption>{text.sentence}</figcaption>
            <details>
                <summary>{behind.summary}</summary>
                <DataTable caption=behind.caption columns=behind.columns rows=behind.rows/>
            </details>
        </figure>
    }
    .into_any()
}

/// Where `value` stands between `low` and `high`, from 0 at the top to [`HEIGHT`] at the bottom.
fn height(value: i64, (low, high): (i64, i64)) -> i64 {
    share(i128::from(high) - i128::from(value), i128::from(high) - i128::from(low), HEIGHT)
}

/// `part` of `whole` on a scale of `most`, to the nearest; between 0 and `most`, whatever was given.
fn share(part: i128, whole: i128, most: i64) -> i64 {
    let most = i128::from(most);
    let whole = whole.max(1);
    let nearest = (part.clamp(0, whole) * most * 2 + whole) / (whole * 2);
    i64::try_from(nearest).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Bars, Behind, ChartText, Hand, Histogram, StepLine, height, share};
    use crate::ledger::RANGE;
    use crate::ui::pieces::Column;
    use crate::words::Language;

    const HOSTILE: &str = "\"'><script>alert(1)</script>";

    pub(super) fn text(word: &str) -> ChartText {
        let word = || word.to_owned();
        ChartText { title: word(), about: word(), sentence: word(), ends: [word(), word()] }
    }

    pub(super) fn behind(word: &str) -> Behind {
        let word = || word.to_owned();
        let rows = vec![vec![word().into_any(), word().into_any()]];
        let columns = vec![Column::text(word()), Column::number(word())];
        Behind { summary: word(), caption: word(), columns, rows }
    }

    /// The picture alone.
    pub(super) fn picture(html: &str) -> &str {
        let start = html.find("<svg").unwrap();
        &html[start..html.rfind("</svg>").unwrap() + 6]
    }

    #[test]
    fn hostile_words_are_text_in_every_chart() {
        let hand = Hand { language: Language::English, figure: &|_| HOSTILE.to_owned() };
        let line = StepLine { start: 5, steps: vec![(3, 9)], span: 10, limits: (-10, RANGE), marks: vec![7] };
        let bars = Bars { values: vec![3, -2], last_is_open: true };
        let histogram = Histogram::of(&[1, 2, -3]);
        for html in [
            line.view(hand, text(HOSTILE), behind(HOSTILE)).to_html(),
            bars.view(hand, text(HOSTILE), behind(HOSTILE)).to_html(),
            histogram.view(hand, text(HOSTILE), behind(HOSTILE)).to_html(),
        ] {
            assert!(!html.contains("<script") && !html.contains("\"'>") && !html.contains("style="), "{html}");
        }
    }

    #[test]
    fn a_chart_has_a_title_a_description_a_sentence_and_its_numbers() {
        let hand = Hand { language: Language::English, figure: &|value| value.to_string() };
        let line = StepLine { start: 0, steps: vec![], span: 365, limits: (-100, 100), marks: vec![] };
        let said = ChartText {
            title: "Your balance".into(),
            about: "Over a year".into(),
            sentence: "Nothing moved.".into(),
            ends: ["then".into(), "now".into()],
        };
        let html = line.view(hand, said, behind("5")).to_html();
        assert!(html.contains("<svg role=\"img\"><title>Your balance</title><desc>Over a year</desc>"), "{html}");
        assert!(html.contains("<figcaption>Nothing moved.</figcaption><details><summary>5</summary>"), "{html}");
    }

    #[test]
    fn places_never_leave_the_plane() {
        for (value, range, place) in [
            (0, (-100, 100), 50),
            (-100, (-100, 100), 100),
            (100, (-100, 100), 0),
            (500, (-100, 100), 0),
            (RANGE, (-RANGE, RANGE), 0),
            (0, (0, 0), 0),
            (i64::MIN, (i64::MIN, i64::MAX), 100),
        ] {
            assert_eq!(height(value, range), place, "{value} in {range:?}");
        }
        assert_eq!((share(1, 3, 100), share(2, 3, 100), share(-1, 3, 100), share(9, 3, 100)), (33, 67, 0, 100));
    }
}
