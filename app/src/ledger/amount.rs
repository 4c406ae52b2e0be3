//! Amounts as people write and read them.
//!
//! Reading is strict where a guess could cost somebody money: `1,000` and `1.000` mean different
//! things in different countries and are refused; so is anything finer than the unit.

use super::RANGE;

/// A positive number of the unit's smallest parts, at most [`RANGE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i64);

impl Amount {
    /// An amount of that many smallest parts, if it is in range.
    pub fn new(parts: i64) -> Option<Self> {
        (1..=RANGE).contains(&parts).then_some(Self(parts))
    }

    /// The number of smallest parts.
    pub fn parts(self) -> i64 {
        self.0
    }
}

/// Why something typed is no amount. Each has its own sentence in `words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// Nothing was typed.
    Empty,
    /// Not a number as this page's language writes it.
    NotANumber,
    /// `0`, or less.
    NotPositive,
    /// A single separator before exactly three digits: thousands or decimals?
    Ambiguous,
    /// More decimals than the unit has.
    TooFine,
    /// Above [`RANGE`].
    TooLarge,
}
