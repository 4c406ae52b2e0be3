//! Where a person is signed in: each browser in words, since when and when last, with a button that ends it.

use leptos::prelude::*;
use serde::Deserialize;

use crate::paths::installation;
use crate::time::Instant;
use crate::ui::text::day_text;
use crate::ui::{Button, ButtonKind, Chrome, Tag, Tone, marks, page};
use crate::words::Words;

/// One session as its owner sees it.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// What the page calls it; opens nothing.
    pub key: String,
    /// The browser's own name (`User-Agent`).
    pub agent: String,
    /// When it began.
    pub since: Instant,
    /// When it was last seen, to within an hour.
    pub seen: Instant,
    /// The one that asks.
    pub here: bool,
}

/// Which sessions to end.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndForm {
    /// The key of one.
    pub session: String,
    /// `yes`: all but this one.
    pub others: String,
}

/// The page; this session first, then as they were last seen.
pub fn sessions_page(chrome: &Chrome, lines: Vec<SessionLine>, now: Instant) -> String {
    let words = chrome.words();
    let alone = lines.iter().all(|line| line.here);
    let rows = lines.into_iter().map(|line| row(chrome, line, now)).collect::<Vec<_>>();
    let others = if alone {
        view! { <p class="muted">{words.sessions_alone()}</p> }.into_any()
    } else {
        view! { <p class="actions"><Button label=words.sessions_end_others() name="others" value="yes".to_owned()/></p> }
            .into_any()
    };
    let body = view! {
        <h1>{words.sessions_title()}</h1>
        <p>{words.sessions_lede()}</p>
        <form method="post" action=installation::MySessions.to_string()>
            {marks(chrome)}
            <ul class="rows">{rows}</ul>
            {others}
        </form>
        <p><a href=installation::Me.to_string()>{words.back()}</a></p>
    };
    page(chrome, words.sessions_title(), body)
}

fn row(chrome: &Chrome, line: SessionLine, now: Instant) -> AnyView {
    let words = chrome.words();
    let device = device(words, &line.agent);
    let when = words.sessions_line(day_text(words, line.since.day(&chrome.zone())), ago(words, now, line.seen));
    let end = if line.here {
        view! { <Tag text=words.sessions_here() tone=Tone::Success/> }.into_any()
    } else {
        let label = format!("{}: {device}, {when}", words.sessions_end());
        view! { <button class=ButtonKind::Link.class() name="session" value=line.key aria-label=label>{words.sessions_end()}</button> }
            .into_any()
    };
    view! { <li><strong>{device}</strong>{end}<span class="what">{when}</span></li> }.into_any()
}

/// How long ago, in whole hours or days.
fn ago(words: &Words, now: Instant, then: Instant) -> String {
    let hours = (now.unix_seconds() - then.unix_seconds()).max(0) / 3600;
    match hours {
        0 => words.ago_now(),
        1..48 => words.ago_hours(hours),
        _ => words.ago_days(hours / 24),
    }
}

/// What calls itself `agent`: "Firefox on Android". Browsers name others before themselves, so the order decides.
fn device(words: &Words, agent: &str) -> String {
    let first =
        |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Vivaldi", "Vivaldi"),
        ("FxiOS", "Firefox"),
        ("Firefox/", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chromium", "Chromium"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("CrOS", "ChromeOS"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => words.device_on(browser, system),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => words.device_unknown(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ago, device};
    use crate::time::Instant;
    use crate::words::Language::{English, Spanish};

    #[test]
    fn a_browser_is_named_in_words_and_nothing_of_its_own_name_is_repeated() {
        let words = English.words();
        for (agent, name) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36 Edg/124.0",
                "Edge on Windows",
            ),
            ("curl/8.5.0", "A browser that does not say what it is"),
            ("", "A browser that does not say what it is"),
            ("<script>alert(1)</script>", "A browser that does not say what it is"),
        ] {
            assert_eq!(device(words, agent), name);
        }
    }

    #[test]
    fn the_last_time_is_told_in_hours_then_in_days() {
        let now = Instant(1_795_521_600_000_000);
        for (hours, text) in [
            (0, "within the last hour"),
            (1, "an hour ago"),
            (47, "47 hours ago"),
            (48, "2 days ago"),
            (-3, "within the last hour"),
        ] {
            assert_eq!(ago(English.words(), now, now.plus_seconds(-3600 * hours)), text);
        }
        assert_eq!(ago(Spanish.words(), now, now.plus_seconds(-3600)), "hace una hora");
    }
}
