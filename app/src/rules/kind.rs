//! What the values of rules are: how each is kept as text, and what can be one.

use crate::ledger::RANGE;
use crate::rate::UnitsPerHour;
use crate::ui::hue::HUES;

/// What the value of a rule is, and so how it is kept as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// A line of text. It is what the exchange is called and kept in the exchange's own row, for every page.
    Text,
    /// One of 24 hues, by its number; kept like a text.
    Hue,
    /// A whole page of text. It is kept in a table of its own, and the record says that it changed.
    Page,
    /// How the unit is counted; kept like a text, since it is part of the unit.
    Counting,
    /// An amount at or below zero, in smallest parts.
    Lowest,
    /// An amount at or above zero, in smallest parts.
    Highest,
    /// A line of the exchange's own words, or nothing.
    Says,
    /// Units for an hour.
    Rate,
    /// `yes` or `no`.
    Flag,
    /// One of a few, by its word.
    Choice(&'static [&'static str]),
    /// A number of days, at most [`MOST_DAYS`].
    Days,
    /// A number of anything else, at most so many.
    Count(i64),
}

/// The most days that a rule can say: ten years.
pub const MOST_DAYS: i64 = 3_650;
/// The longest line of words, in characters.
pub const LONGEST_SAYS: usize = 80;

impl RuleKind {
    /// Whether values of this kind are rows of the table of rules.
    pub fn is_in_table(self) -> bool {
        !matches!(self, Self::Text | Self::Hue | Self::Page | Self::Counting)
    }

    /// Whether it is an amount of the unit, in smallest parts.
    pub fn is_amount(self) -> bool {
        matches!(self, Self::Lowest | Self::Highest)
    }

    /// Whether a text can be such a value.
    pub fn reads(self, value: &str) -> bool {
        let parts = value.parse::<i64>().ok();
        match self {
            Self::Text | Self::Page | Self::Counting => !value.is_empty(),
            Self::Hue => value.parse::<u8>().is_ok_and(|hue| hue < HUES),
            Self::Lowest => parts.is_some_and(|parts| (-RANGE..=0).contains(&parts)),
            Self::Highest => parts.is_some_and(|parts| (0..=RANGE).contains(&parts)),
            Self::Says => value.chars().count() <= LONGEST_SAYS && !value.contains(char::is_control),
            Self::Rate => value.parse::<UnitsPerHour>().is_ok(),
            Self::Flag => matches!(value, "yes" | "no"),
            Self::Choice(choices) => choices.contains(&value),
            Self::Days => parts.is_some_and(|days| (0..=MOST_DAYS).contains(&days)),
            Self::Count(most) => parts.is_some_and(|count| (0..=most).contains(&count)),
        }
    }
}
