//! What an exchange begins with: three sorts, and what each rule is in each of them (the published table of defaults).

use rust_decimal::Decimal;
use strum::{EnumIter, IntoEnumIterator as _};

use super::kind::RuleKind;
use crate::ledger::{RANGE, Unit};
use crate::rate::UnitsPerHour;

/// What sort of exchange it is, as a beginning. Its rules are its own from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Template {
    /// A unit of its own.
    Lets,
    /// Hours.
    TimeBank,
    /// Firms; the unit is like money.
    Business,
}

impl Template {
    /// Of an exchange of whose sort nothing else is known: who counts in time is a time bank.
    pub fn counting_in(unit: &Unit) -> Self {
        if unit.is_time { Self::TimeBank } else { Self::Lets }
    }

    /// Its word on the command line.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Lets => "lets",
            Self::TimeBank => "time-bank",
            Self::Business => "business",
        }
    }

    /// The template of that word, with or without its hyphen.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let tag = if tag == "timebank" { "time-bank" } else { tag };
        Self::iter().find(|template| template.tag() == tag)
    }
}

/// What a rule begins with in each template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// Each exchange has its own from the first day.
    Own,
    /// As its template says: a LETS, a time bank, firms.
    With([Preset; 3]),
}

/// What a rule begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// So many hours of ordinary work.
    Hours(i64),
    /// So many units.
    Units(i64),
    /// No limit.
    NoLimit,
    /// Yes.
    Yes,
    /// No.
    No,
    /// One of a few, by its word.
    Choice(&'static str),
    /// So many days.
    Days(i64),
    /// So many of anything else.
    Count(i64),
    /// No words.
    Nothing,
}

impl Preset {
    /// Its value in an exchange that counts in `unit` at `rate`, as it is kept.
    pub fn value(self, kind: RuleKind, unit: &Unit, rate: UnitsPerHour) -> String {
        let parts = |parts: i64| parts.clamp(-RANGE, RANGE).to_string();
        match self {
            Self::Hours(hours) => {
                let exact = i128::from(hours).saturating_mul(rate.micro_parts(unit)) / 1_000_000;
                parts(i64::try_from(exact).unwrap_or(-RANGE))
            }
            Self::Units(units) if kind == RuleKind::Rate => Decimal::from(units).to_string(),
            Self::Units(units) => parts(units.saturating_mul(unit.parts())),
            Self::NoLimit => RANGE.to_string(),
            Self::Yes => "yes".to_owned(),
            Self::No => "no".to_owned(),
            Self::Nothing => String::new(),
            Self::Choice(word) => word.to_owned(),
            Self::Days(count) | Self::Count(count) => count.to_string(),
        }
    }
}
