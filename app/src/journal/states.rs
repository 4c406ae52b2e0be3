//! What a member is, as the journal keeps it: the word of the state and a day (`holiday 2026-12-24`); and the same in a reader's words.
//! Which states there are says `members::states`.

use jiff::civil::Date;

use crate::ui::text::day_text;
use crate::words::Words;

/// A state and the day until which it holds, if there is one.
pub fn written(tag: &str, until: Option<Date>) -> String {
    until.map_or_else(|| tag.to_owned(), |day| format!("{tag} {day}"))
}

/// The word of the state and the day that were written.
pub fn read(text: &str) -> (&str, Option<Date>) {
    let (tag, day) = text.split_once(' ').unwrap_or((text, ""));
    (tag, day.parse().ok())
}

/// What a member is, in words; nothing of nothing.
pub fn state_text(words: &Words, text: &str) -> String {
    let (tag, until) = read(text);
    match (tag, until.map(|day| day_text(words, day))) {
        ("active", _) => words.state_active(),
        ("holiday", None) => words.state_holiday(),
        ("holiday", Some(day)) => words.state_holiday_until(day),
        ("suspended", _) => words.state_suspended(),
        ("leaving", None) => words.state_leaving(),
        ("leaving", Some(day)) => words.state_leaving_until(day),
        ("left", _) => words.state_left(),
        ("deceased", _) => words.state_deceased(),
        _ => text.to_owned(),
    }
}

/// What is said of whoever is away, beside their name; nothing of anybody else.
pub fn away_text(words: &Words, text: &str) -> Option<String> {
    (read(text).0 == "holiday").then(|| state_text(words, text))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{away_text, read, state_text, written};
    use crate::words::Language::{English, Spanish};

    #[test]
    fn a_state_that_was_written_is_read_with_its_day() {
        for (tag, until) in [("holiday", Some(date(2026, 12, 24))), ("holiday", None), ("leaving", None)] {
            assert_eq!(read(&written(tag, until)), (tag, until));
        }
    }

    #[test]
    fn a_state_has_words_in_both_languages_and_only_a_holiday_is_said_beside_the_name() {
        let english =
            ["holiday 2026-12-24", "holiday", "leaving", "suspended", ""].map(|text| state_text(English.words(), text));
        assert_eq!(english, ["on holiday until 24 December 2026", "on holiday", "is leaving", "suspended", ""]);
        assert_ne!(state_text(Spanish.words(), "holiday"), "on holiday");
        assert_eq!(away_text(English.words(), "holiday").as_deref(), Some("on holiday"));
        for nothing in ["", "suspended", "leaving 2026-12-24"] {
            assert_eq!(away_text(English.words(), nothing), None, "{nothing}");
        }
    }
}
