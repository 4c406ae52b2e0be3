//! How often members pay a subscription in money.

use crate::words::Words;

/// What a subscription is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionCycle {
    /// There is none.
    Off,
    /// A calendar year; whoever joins after July pays half for the first.
    Year,
    /// A month.
    Month,
}

impl SubscriptionCycle {
    /// The words of all of them in the table of rules.
    pub const TAGS: [&'static str; 3] = ["off", "year", "month"];

    /// That of a word; none where nothing else is known.
    pub fn of_tag(tag: &str) -> Self {
        match tag {
            "year" => Self::Year,
            "month" => Self::Month,
            _ => Self::Off,
        }
    }

    /// Its word in the table of rules.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Year => "year",
            Self::Month => "month",
        }
    }

    /// What members call it.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::Off => words.settings_subscription_off(),
            Self::Year => words.settings_subscription_year(),
            Self::Month => words.settings_subscription_month(),
        }
    }
}
