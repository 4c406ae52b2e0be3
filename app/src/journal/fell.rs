//! Why a change that was confirmed does not come about: the word that stands with it, and the same in a reader's words.

use strum::{EnumIter, IntoEnumIterator as _};

use crate::words::Words;

/// Why a change does not come about, where nobody objected to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Fell {
    /// Whom it is about is gone, leaves, or has come back.
    Gone,
    /// What it would change has changed meanwhile.
    Changed,
    /// The account was frozen meanwhile.
    Frozen,
    /// The exchange counts otherwise by now.
    Recounted,
    /// The books refuse it.
    Refused,
    /// The application was taken back or decided otherwise.
    Answered,
    /// The host allows no more members.
    Full,
}

impl Fell {
    /// Its word in the database.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Gone => "fell: gone",
            Self::Changed => "fell: changed",
            Self::Frozen => "fell: frozen",
            Self::Recounted => "fell: recounted",
            Self::Refused => "fell: refused",
            Self::Answered => "fell: answered",
            Self::Full => "fell: full",
        }
    }

    /// The reason of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::iter().find(|fell| fell.tag() == tag)
    }

    /// What it is, in a sentence.
    pub fn sentence(self, words: &Words) -> String {
        match self {
            Self::Gone => words.fell_gone(),
            Self::Changed => words.fell_changed(),
            Self::Frozen => words.fell_frozen(),
            Self::Recounted => words.fell_recounted(),
            Self::Refused => words.fell_refused(),
            Self::Answered => words.fell_answered(),
            Self::Full => words.fell_full(),
        }
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::Fell;
    use crate::words::Language::{English, Spanish};

    #[test]
    fn each_reason_has_a_word_that_is_read_again_and_a_sentence_in_each_language() {
        for fell in Fell::iter() {
            assert_eq!(Fell::of_tag(fell.tag()), Some(fell));
            assert_ne!(fell.sentence(English.words()), fell.sentence(Spanish.words()), "{fell:?}");
        }
        assert_eq!(Fell::of_tag("they moved away"), None);
    }
}
