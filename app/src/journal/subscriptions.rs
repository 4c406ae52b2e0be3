//! A member's subscription as the journal keeps it (`2026-12-31`, `exempt`, either with `lapsed` after it), in a reader's words.

use jiff::civil::Date;

use crate::ui::text::day_text;
use crate::words::Words;

/// How somebody stood with it, in words; nothing of nothing.
pub fn subscription_text(words: &Words, text: &str) -> String {
    let (kept, lapsed) = match text.strip_suffix("lapsed") {
        Some(kept) => (kept.trim_end(), true),
        None => (text, false),
    };
    let day = kept.parse::<Date>().ok().map(|day| day_text(words, day));
    match (kept, day, lapsed) {
        ("", _, false) => String::new(),
        ("", _, true) => words.subscription_lapsed_bare(),
        ("exempt", _, _) => words.subscription_exempt(),
        (_, Some(day), true) => words.subscription_lapsed(day),
        (_, Some(day), false) => words.subscription_paid(day),
        (_, None, _) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::subscription_text;
    use crate::words::Language::{English, Spanish};

    #[test]
    fn how_somebody_stood_has_words_in_both_languages() {
        for (kept, said) in [
            ("", ""),
            ("2026-12-31", "paid until 31 December 2026"),
            ("2026-12-31 lapsed", "only receives; ended on 31 December 2026"),
            ("lapsed", "only receives"),
            ("exempt", "pays none"),
        ] {
            assert_eq!(subscription_text(English.words(), kept), said);
            assert!(said.is_empty() || subscription_text(Spanish.words(), kept) != said, "{kept}");
        }
    }
}
