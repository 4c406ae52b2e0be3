//! Where one is: the step of a task, the page among those that belong together, the month in a list.

use jiff::civil::Date;
use leptos::prelude::*;

use super::text::month_text;
use crate::words::Words;

/// The steps of a task, the one where one is marked, those before it done.
#[component]
pub fn Stepper(
    /// What the task is called, for who hears it.
    #[prop(into)]
    label: String,
    /// Its steps.
    steps: Vec<String>,
    /// Which of them this page is, from 0.
    at: usize,
) -> impl IntoView {
    let steps: Vec<_> = steps
        .into_iter()
        .enumerate()
        .map(|(place, step)| {
            let current = (place == at).then_some("step");
            match place < at {
                true => view! { <li class="past">{step}</li> }.into_any(),
                false => view! { <li aria-current=current>{step}</li> }.into_any(),
            }
        })
        .collect();
    view! { <ol class="steps" aria-label=label>{steps}</ol> }.into_any()
}

/// Something to be done, which the facts tick off.
#[derive(Clone, Debug)]
pub struct Check {
    /// What it is.
    pub text: String,
    /// Where it is done, for whom it is to do.
    pub href: Option<String>,
    /// How far it is: `3 of 5`.
    pub count: Option<String>,
    /// It is done.
    pub done: bool,
}

/// What is done and what is still to do.
#[component]
pub fn Checklist(
    /// The sentences of the page.
    words: &'static Words,
    /// In the order in which it is best done.
    checks: Vec<Check>,
) -> impl IntoView {
    let check = |check: Check| {
        let count = check.count.map(|count| view! { " "<span class="muted nowrap">{count}</span> });
        match (check.done, check.href) {
            (true, _) => {
                view! { <li class="done">{check.text}<span class="hidden">" "{words.ui_done()}</span></li> }.into_any()
            }
            (false, Some(href)) => view! { <li><a href=href>{check.text}</a>{count}</li> }.into_any(),
            (false, None) => view! { <li>{check.text}{count}</li> }.into_any(),
        }
    };
    view! { <ul class="checks">{checks.into_iter().map(check).collect_view()}</ul> }.into_any()
}

/// One of several pages that belong together.
#[derive(Clone, Debug)]
pub struct Tab {
    /// The page.
    pub href: String,
    /// Its word.
    pub text: String,
    /// One is there.
    pub here: bool,
}

/// Links to pages that belong together, above their content.
#[component]
pub fn Tabs(
    /// What they are about, for who hears them.
    #[prop(into)]
    label: String,
    /// The pages.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let tabs: Vec<_> = tabs
        .into_iter()
        .map(|tab| {
            let current = tab.here.then_some("page");
            view! { <li><a href=tab.href aria-current=current>{tab.text}</a></li> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=label><ul>{tabs}</ul></nav> }.into_any()
}

/// The month that the lines below belong to.
#[component]
pub fn MonthHeading(
    /// The sentences of the page.
    words: &'static Words,
    /// A day of it.
    day: Date,
) -> impl IntoView {
    view! { <h3 class="month"><bdi>{month_text(words, day)}</bdi></h3> }.into_any()
}

/// Lines that are in order, month by month: a day of each month, and its lines.
pub fn by_month<T>(lines: impl IntoIterator<Item = T>, day: impl Fn(&T) -> Date) -> Vec<(Date, Vec<T>)> {
    let mut months: Vec<(Date, Vec<T>)> = Vec::new();
    for line in lines {
        let first = day(&line).first_of_month();
        match months.last_mut().filter(|(month, _)| *month == first) {
            Some((_, lines)) => lines.push(line),
            None => months.push((first, vec![line])),
        }
    }
    months
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use leptos::prelude::*;

    use super::{Stepper, Tab, Tabs, by_month};

    #[test]
    fn one_hears_which_step_and_which_page_one_is_at() {
        let steps = ["Fill in", "Check", "Receipt"].map(str::to_owned).to_vec();
        let html = view! { <Stepper label="Paying" steps=steps at=1/> }.to_html();
        let marked = "<li class=\"past\">Fill in</li><li aria-current=\"step\">Check</li><li>Receipt</li>";
        assert!(html.contains("<ol aria-label=\"Paying\" class=\"steps\">") && html.contains(marked), "{html}");
        let tab = |text: &str, here| Tab { href: "/\"><script>".into(), text: text.into(), here };
        let html = view! { <Tabs label="Rules" tabs=vec![tab("Rules", true), tab("<b>", false)]/> }.to_html();
        assert_eq!(html.matches("aria-current=\"page\"").count(), 1, "{html}");
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
    }

    #[test]
    fn lines_stand_below_their_month_in_their_order() {
        let days = [date(2026, 11, 25), date(2026, 11, 1), date(2026, 9, 30), date(2025, 9, 30)];
        let months = by_month(days, |day| *day);
        let seen: Vec<(i16, i8, usize)> =
            months.iter().map(|(day, lines)| (day.year(), day.month(), lines.len())).collect();
        assert_eq!(seen, [(2026, 11, 2), (2026, 9, 1), (2025, 9, 1)]);
        assert!(by_month(Vec::new(), |day| *day).is_empty());
    }
}
