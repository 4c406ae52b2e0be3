//! A password made for somebody: five words out of 1024, 50 random bits, which at the pace that a stolen hash allows (argon2id)
//! outlasts whoever stole it.

use std::sync::LazyLock;

use crate::words::Language;

/// How many words a list has: ten bits choose one.
const WORDS: usize = 1024;

static ENGLISH: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("phrases/en.txt").split_whitespace().collect());
static SPANISH: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("phrases/es.txt").split_whitespace().collect());

/// Five words of that language; `random` must be fresh.
pub fn phrase(language: Language, random: [u8; 10]) -> String {
    let list = if language == Language::Spanish { &SPANISH } else { &ENGLISH };
    let word = |pair: &[u8]| {
        let number = pair.iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
        list.get(number % WORDS).copied().unwrap_or_default()
    };
    random.chunks(2).map(word).collect::<Vec<_>>().join(" ")
}

/// What a page had offered, so that it stays while its form comes back; another if it was none of ours.
pub fn offered_again(offered: &str, language: Language, random: [u8; 10]) -> String {
    let words: Vec<&str> = offered.split(' ').collect();
    let is_of = |list: &[&str]| words.len() == 5 && words.iter().all(|word| list.contains(word));
    if is_of(&ENGLISH) || is_of(&SPANISH) { offered.to_owned() } else { phrase(language, random) }
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, SPANISH, WORDS, offered_again, phrase};
    use crate::sign_in::forms::password_trouble;
    use crate::words::Language::{English, Spanish};

    #[test]
    fn each_list_has_1024_different_short_words_without_accents() {
        for list in [&*ENGLISH, &*SPANISH] {
            let mut words = list.clone();
            words.sort_unstable();
            words.dedup();
            assert_eq!((words.len(), list.len()), (WORDS, WORDS));
            for word in words {
                assert!((3..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase()), "{word}");
            }
        }
    }

    #[test]
    fn every_phrase_is_a_password_that_may_be_set() {
        let mut seed: u64 = 20_261_124;
        for language in [English, Spanish] {
            for _ in 0..2_000 {
                let random = std::array::from_fn(|_| {
                    seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    u8::try_from(seed >> 56).unwrap_or(0)
                });
                let made = phrase(language, random);
                assert_eq!(made.split(' ').count(), 5, "{made}");
                assert_eq!(password_trouble(&made, "Ada ada@riverside.example", language.words()), None, "{made}");
            }
        }
    }

    #[test]
    fn what_was_offered_is_offered_again_and_nothing_else_is() {
        let ours = phrase(English, [7; 10]);
        assert_eq!(offered_again(&ours, Spanish, [0; 10]), ours);
        for other in ["", "four mild otters sing", "<b> <b> <b> <b> <b>", "a b c d e", &format!("{ours} {ours}")] {
            assert_eq!(offered_again(other, English, [0; 10]), phrase(English, [0; 10]), "{other}");
        }
    }

    #[test]
    fn the_bits_choose_the_words() {
        assert_eq!(phrase(English, [0; 10]), [ENGLISH[0]; 5].join(" "));
        assert_eq!(phrase(Spanish, [255; 10]), [SPANISH[1023]; 5].join(" "));
    }
}
