//! What a committee can decide about its exchange, by name: one entry a rule, with everything that is declared about it. A new rule is
//! one entry; whatever is in the list has a key in the journal and a label in every language.

use rust_decimal::Decimal;
use strum::{EnumIter, IntoEnumIterator as _};

use crate::ledger::{RANGE, Unit};
use crate::rate::UnitsPerHour;
use crate::roles::Right;
use crate::ui::hue::HUES;
use crate::words::Words;

/// A rule of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
#[expect(missing_docs, reason = "each is described by its label in words/en/rules.ftl")]
pub enum Rule {
    Name,
    Description,
    Area,
    Hue,
    Help,
    UnitName,
    UnitPlural,
    UnitSymbol,
    UnitCounts,
    DefaultMin,
    DefaultMax,
    UnitsPerHour,
    ShowBalances,
    OfficerAlone,
}

/// What is declared about a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleEntry {
    /// Its word in the database, which is also its field in the form.
    pub key: &'static str,
    /// What its value is.
    pub kind: RuleKind,
    /// What members call it.
    pub label: fn(&Words) -> String,
    /// Who may change it.
    pub right: Right,
    /// A change needs a second officer, where there are two.
    pub second: bool,
    /// A change is announced before it holds; one that restricts may hold from then on.
    pub notice: bool,
    /// What it begins with.
    pub begins: Begins,
}

/// What a rule begins with in each template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// Each exchange has its own from the first day.
    Own,
    /// As its template says.
    With {
        /// A unit of its own.
        lets: Preset,
        /// Hours.
        time_bank: Preset,
        /// Firms.
        business: Preset,
    },
}

impl Rule {
    /// What is declared about it.
    pub const fn entry(self) -> RuleEntry {
        use RuleKind::{Counting, Flag, Highest, Hue, Lowest, Page, Rate, Text};
        const fn with(lets: Preset, time_bank: Preset, business: Preset) -> Begins {
            Begins::With { lets, time_bank, business }
        }
        const fn entry(key: &'static str, kind: RuleKind, label: fn(&Words) -> String) -> RuleEntry {
            // What the exchange is called, how it looks and what it says binds nobody.
            let binds = !matches!(kind, Text | Hue | Page);
            let (second, notice) = (binds, binds);
            RuleEntry { key, kind, label, right: Right::SetRules, second, notice, begins: Begins::Own }
        }
        const fn begins(entry: RuleEntry, begins: Begins) -> RuleEntry {
            RuleEntry { begins, ..entry }
        }
        use Preset::{Hours, No, NoLimit, Units, Yes};
        match self {
            Self::Name => entry("name", Text, Words::settings_name),
            Self::Description => entry("description", Text, Words::settings_description),
            Self::Area => entry("area", Text, Words::settings_area),
            Self::Hue => entry("hue", Hue, Words::settings_hue),
            Self::Help => entry("help", Page, Words::help_title),
            Self::UnitName => entry("unit_name", Text, Words::settings_unit_name),
            Self::UnitPlural => entry("unit_plural", Text, Words::settings_unit_plural),
            Self::UnitSymbol => entry("unit_symbol", Text, Words::settings_unit_symbol),
            Self::UnitCounts => entry("unit_counts", Counting, Words::settings_counts),
            Self::DefaultMin => {
                let rule = entry("default_min", Lowest, Words::settings_min);
                begins(rule, with(Hours(-25), Hours(-20), Units(-1_000)))
            }
            Self::DefaultMax => {
                begins(entry("default_max", Highest, Words::settings_max), with(NoLimit, Hours(40), NoLimit))
            }
            Self::UnitsPerHour => {
                begins(entry("units_per_hour", Rate, Words::settings_rate), with(Units(10), Units(1), Units(10)))
            }
            Self::ShowBalances => begins(entry("show_balances", Flag, Words::settings_balances), with(Yes, No, No)),
            Self::OfficerAlone => {
                begins(entry("officer_alone", Highest, Words::settings_alone), with(Hours(3), Hours(3), Units(0)))
            }
        }
    }

    /// Its word in the database, which is also its field in the form.
    pub fn key(self) -> &'static str {
        self.entry().key
    }

    /// What its value is.
    pub fn kind(self) -> RuleKind {
        self.entry().kind
    }

    /// What an exchange of that template begins with; none where each has its own.
    pub fn preset(self, template: Template) -> Option<Preset> {
        match (self.entry().begins, template) {
            (Begins::Own, _) => None,
            (Begins::With { lets, .. }, Template::Lets) => Some(lets),
            (Begins::With { time_bank, .. }, Template::TimeBank) => Some(time_bank),
            (Begins::With { business, .. }, Template::Business) => Some(business),
        }
    }

    /// The rule of that key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::iter().find(|rule| rule.key() == key)
    }

    /// What members call it.
    pub fn label(self, words: &Words) -> String {
        (self.entry().label)(words)
    }
}

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
    /// Units for an hour.
    Rate,
    /// `yes` or `no`.
    Flag,
}

impl RuleKind {
    /// Whether values of this kind are rows of the table of rules.
    pub fn is_in_table(self) -> bool {
        !matches!(self, Self::Text | Self::Hue | Self::Page | Self::Counting)
    }

    /// Whether a text can be such a value.
    pub fn reads(self, value: &str) -> bool {
        let parts = value.parse::<i64>().ok();
        match self {
            Self::Text | Self::Page | Self::Counting => !value.is_empty(),
            Self::Hue => value.parse::<u8>().is_ok_and(|hue| hue < HUES),
            Self::Lowest => parts.is_some_and(|parts| (-RANGE..=0).contains(&parts)),
            Self::Highest => parts.is_some_and(|parts| (0..=RANGE).contains(&parts)),
            Self::Rate => value.parse::<UnitsPerHour>().is_ok(),
            Self::Flag => matches!(value, "yes" | "no"),
        }
    }
}

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

    /// The template of that word.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::iter().find(|template| template.tag() == tag)
    }
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
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::IntoEnumIterator as _;

    use super::{Begins, Rule, RuleKind, Template};
    use crate::ledger::{RANGE, Unit};
    use crate::rate::UnitsPerHour;
    use crate::roles::{Role, offices};
    use crate::words::Language;

    #[test]
    fn each_rule_has_a_key_of_its_own_and_a_label_in_each_language() {
        let keys: BTreeSet<&str> = Rule::iter().map(Rule::key).collect();
        assert_eq!(keys.len(), Rule::iter().count());
        for rule in Rule::iter() {
            assert_eq!(Rule::of_key(rule.key()), Some(rule));
            let [english, spanish] = [Language::English, Language::Spanish].map(|one| rule.label(one.words()));
            assert!(!english.is_empty() && english != spanish, "{rule:?}");
            assert!(offices(rule.entry().right).contains(&Role::Chair), "{rule:?}");
        }
    }

    #[test]
    fn what_binds_members_needs_a_second_and_notice_and_what_the_exchange_is_called_does_not() {
        for rule in Rule::iter() {
            let entry = rule.entry();
            let binds = ![RuleKind::Text, RuleKind::Hue, RuleKind::Page].contains(&entry.kind);
            assert_eq!((entry.second, entry.notice), (binds, binds));
            assert_eq!(entry.kind.is_in_table(), entry.begins != Begins::Own, "{rule:?}: what is kept has a beginning");
        }
    }

    #[test]
    fn each_template_begins_as_its_column_says() {
        let unit = |decimals, is_time| Unit {
            name: "leaf".into(),
            plural: "leaves".into(),
            symbol: "l".into(),
            decimals,
            is_time,
        };
        let none = RANGE.to_string();
        for (template, unit, rate, [min, max, units, shown, alone]) in [
            (Template::Lets, unit(2, false), "12.5", ["-31250", &none, "10", "yes", "3750"]),
            (Template::Lets, unit(0, false), "10", ["-250", &none, "10", "yes", "30"]),
            (Template::TimeBank, unit(0, true), "1", ["-1200", "2400", "1", "no", "180"]),
            (Template::TimeBank, unit(0, false), "60", ["-1200", "2400", "1", "no", "180"]),
            (Template::Business, unit(2, false), "12.5", ["-100000", &none, "10", "no", "0"]),
        ] {
            let rate: UnitsPerHour = rate.parse().unwrap();
            for (rule, begins) in [
                (Rule::DefaultMin, min),
                (Rule::DefaultMax, max),
                (Rule::UnitsPerHour, units),
                (Rule::ShowBalances, shown),
                (Rule::OfficerAlone, alone),
            ] {
                let value = rule.preset(template).unwrap().value(rule.kind(), &unit, rate);
                assert_eq!(value, begins, "{rule:?} {template:?}");
                assert!(rule.kind().reads(&value), "{rule:?} {template:?} {value}");
            }
        }
        for template in Template::iter() {
            assert_eq!(Template::of_tag(template.tag()), Some(template));
        }
        for (kind, wrong) in
            [(RuleKind::Lowest, "1"), (RuleKind::Highest, "-1"), (RuleKind::Rate, "1000001"), (RuleKind::Flag, "true")]
        {
            assert!(!kind.reads(wrong), "{kind:?} {wrong}");
        }
    }
}
