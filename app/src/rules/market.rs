//! What an exchange decides about its market: who may find a listing, and when the committee looks at one.

use strum::{EnumIter, IntoEnumIterator as _};

use crate::words::Words;

/// Who finds a listing. Each reaches those before it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum ListingReach {
    /// Members of the exchange.
    Own,
    /// And members of exchanges that it has agreed with to trade.
    Partners,
    /// Everybody.
    Everybody,
}

impl ListingReach {
    /// The words of all of them in the table of rules.
    pub const TAGS: [&'static str; 3] = ["own", "partners", "everybody"];

    /// Its word in the table of rules and in forms.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Partners => "partners",
            Self::Everybody => "everybody",
        }
    }

    /// The reach of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::iter().find(|reach| reach.tag() == tag)
    }

    /// As it is kept with a listing: the further, the higher.
    pub fn number(self) -> i64 {
        match self {
            Self::Own => 1,
            Self::Partners => 2,
            Self::Everybody => 3,
        }
    }

    /// The reach of that number; the nearest of any other.
    pub fn of_number(number: i64) -> Self {
        Self::iter().find(|reach| reach.number() == number).unwrap_or(Self::Own)
    }

    /// What members call it.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::Own => words.market_reach_own(),
            Self::Partners => words.market_reach_partners(),
            Self::Everybody => words.market_reach_everybody(),
        }
    }
}

/// When the committee looks at a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moderation {
    /// When somebody reports it.
    After,
    /// Before a member's first is seen, and later when somebody reports one.
    First,
    /// Before any is seen.
    Before,
}

impl Moderation {
    /// The words of all of them in the table of rules.
    pub const TAGS: [&'static str; 3] = ["after", "first", "before"];

    /// That of a word; the most careful where nothing else is known.
    pub fn of_tag(tag: &str) -> Self {
        match tag {
            "after" => Self::After,
            "first" => Self::First,
            _ => Self::Before,
        }
    }

    /// Its word in the table of rules.
    pub fn tag(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::First => "first",
            Self::Before => "before",
        }
    }

    /// What members call it.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::After => words.market_moderation_after(),
            Self::First => words.market_moderation_first(),
            Self::Before => words.market_moderation_before(),
        }
    }
}
