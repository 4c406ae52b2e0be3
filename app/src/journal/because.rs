//! Why an account's limits are as they are where nobody decided it that day: the word that stands with the change, and the same in a
//! reader's words. Which of them holds says `limits::due`.

use strum::{EnumIter, IntoEnumIterator as _};

use super::fell::Fell;
use crate::words::Words;

/// The one reason for an account's limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Because {
    /// They are everybody's.
    Everybody,
    /// They are a newcomer's.
    Newcomer,
    /// They are those of the member's class.
    Class,
    /// They grew with what was provided.
    Grown,
    /// The committee set them for this account.
    ByHand,
    /// The committee froze the account.
    Frozen,
}

impl Because {
    /// Its word in the database.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::Newcomer => "newcomer",
            Self::Class => "class",
            Self::Grown => "grown",
            Self::ByHand => "by hand",
            Self::Frozen => "frozen",
        }
    }

    /// The reason of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::iter().find(|because| because.tag() == tag)
    }

    /// What it is, in a sentence.
    pub fn sentence(self, words: &Words) -> String {
        match self {
            Self::Everybody => words.because_everybody(),
            Self::Newcomer => words.because_newcomer(),
            Self::Class => words.because_class(),
            Self::Grown => words.because_grown(),
            Self::ByHand => words.because_by_hand(),
            Self::Frozen => words.because_frozen(),
        }
    }
}

/// The reason that stands with a change, as its reader reads it: nobody typed one that is a word of ours.
pub fn reason_text(words: &Words, reason: &str) -> String {
    let fell = || Fell::of_tag(reason).map_or_else(|| reason.to_owned(), |fell| fell.sentence(words));
    Because::of_tag(reason).map_or_else(fell, |because| because.sentence(words))
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::{Because, reason_text};
    use crate::words::Language::{English, Spanish};

    #[test]
    fn each_reason_has_a_word_that_is_read_again_and_a_sentence_in_each_language() {
        for because in Because::iter() {
            assert_eq!(Because::of_tag(because.tag()), Some(because));
            let [english, spanish] = [English, Spanish].map(|language| because.sentence(language.words()));
            assert!(english != spanish && !english.is_empty(), "{because:?}");
            assert_eq!(reason_text(English.words(), because.tag()), english);
        }
        assert_eq!(reason_text(English.words(), "asked at the market"), "asked at the market");
        assert_eq!(reason_text(English.words(), "fell: gone"), English.words().fell_gone());
    }
}
