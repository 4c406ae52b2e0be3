//! What a listing asks for or gives: an amount, so much an hour, or what two agree on.

use strum::{EnumIter, IntoEnumIterator as _};

use crate::ledger::Unit;
use crate::ui::text::amount_text;
use crate::words::Language;

/// How a price is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter)]
pub enum PriceKind {
    /// Two agree on it.
    Open,
    /// For the whole.
    Whole,
    /// For an hour.
    Hour,
}

impl PriceKind {
    /// Its word in the database and in forms.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Whole => "whole",
            Self::Hour => "hour",
        }
    }

    /// The kind of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::iter().find(|kind| kind.tag() == tag)
    }
}

/// A price, in smallest parts of the exchange's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// Two agree on it.
    Open,
    /// For the whole.
    Whole(i64),
    /// For an hour.
    Hour(i64),
}

impl Price {
    /// As it is kept: the word of its kind, and how much.
    pub fn parts(self) -> (&'static str, i64) {
        match self {
            Self::Open => (PriceKind::Open.tag(), 0),
            Self::Whole(parts) => (PriceKind::Whole.tag(), parts),
            Self::Hour(parts) => (PriceKind::Hour.tag(), parts),
        }
    }

    /// Of what is kept; to be agreed on where that says no amount.
    pub fn of(kind: &str, parts: i64) -> Self {
        match PriceKind::of_tag(kind) {
            Some(PriceKind::Whole) if parts > 0 => Self::Whole(parts),
            Some(PriceKind::Hour) if parts > 0 => Self::Hour(parts),
            _ => Self::Open,
        }
    }

    /// How much, where it says an amount.
    pub fn amount(self) -> Option<i64> {
        match self {
            Self::Open => None,
            Self::Whole(parts) | Self::Hour(parts) => Some(parts),
        }
    }

    /// As people read it.
    pub fn text(self, unit: &Unit, language: Language) -> String {
        let words = language.words();
        match self {
            Self::Open => words.market_price_open(),
            Self::Whole(parts) => amount_text(unit, language, parts),
            Self::Hour(parts) => words.market_price_hour(amount_text(unit, language, parts)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Price;

    #[test]
    fn a_price_is_read_as_it_was_kept_and_one_of_nothing_is_to_be_agreed_on() {
        for price in [Price::Open, Price::Whole(5), Price::Hour(1_000)] {
            let (kind, parts) = price.parts();
            assert_eq!(Price::of(kind, parts), price);
        }
        for (kind, parts) in [("whole", 0), ("hour", -1), ("", 7), ("open", 7)] {
            assert_eq!(Price::of(kind, parts), Price::Open, "{kind} {parts}");
        }
    }
}
