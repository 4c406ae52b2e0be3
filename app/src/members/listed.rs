//! What a member shows on the market: offers and wants.

use strum::{EnumIter, IntoEnumIterator as _};

use crate::ids::sql_word;
use crate::words::Words;

/// What a listing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum ListingKind {
    /// What a member provides.
    Offer,
    /// What a member looks for.
    Want,
}

impl ListingKind {
    /// Its word in the database, in forms and in links.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Offer => "offer",
            Self::Want => "want",
        }
    }

    /// The kind of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::iter().find(|kind| kind.tag() == tag)
    }

    /// What members call it.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::Offer => words.market_offer(),
            Self::Want => words.market_want(),
        }
    }
}
sql_word!(ListingKind);
