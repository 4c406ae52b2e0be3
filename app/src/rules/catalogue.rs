//! What a committee can decide about its exchange, by name. Whatever is in the list has a key in the journal and a label in every language.

use rust_decimal::Decimal;
use strum::{EnumIter, IntoEnumIterator as _};

use crate::ledger::{RANGE, Unit};
use crate::rate::UnitsPerHour;
use crate::roles::Right;
use crate::words::Words;

/// A rule of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
#[expect(missing_docs, reason = "each is described by its label in words/en/rules.ftl")]
pub enum Rule {
    Name,
    Description,
    Area,
    UnitName,
    UnitPlural,
    UnitSymbol,
    UnitCounts,
    DefaultMin,
    DefaultMax,
    UnitsPerHour,
    ShowBalances,
}

impl Rule {
    /// Its word in the database, which is also its field in the form.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::Area => "area",
            Self::UnitName => "unit_name",
            Self::UnitPlural => "unit_plural",
            Self::UnitSymbol => "unit_symbol",
            Self::UnitCounts => "unit_counts",
            Self::DefaultMin => "default_min",
            Self::DefaultMax => "default_max",
            Self::UnitsPerHour => "units_per_hour",
            Self::ShowBalances => "show_balances",
        }
    }

    /// What its value is.
    pub fn kind(self) -> RuleKind {
        match self {
            Self::Name | Self::Description | Self::Area | Self::UnitName | Self::UnitPlural | Self::UnitSymbol => {
                RuleKind::Text
            }
            Self::UnitCounts => RuleKind::Counting,
            Self::DefaultMin => RuleKind::Lowest,
            Self::DefaultMax => RuleKind::Highest,
            Self::UnitsPerHour => RuleKind::Rate,
            Self::ShowBalances => RuleKind::Flag,
        }
    }

    /// Who may change it.
    pub fn right(self) -> Right {
        match self.kind() {
            RuleKind::Text
            | RuleKind::Counting
            | RuleKind::Lowest
            | RuleKind::Highest
            | RuleKind::Rate
            | RuleKind::Flag => Right::SetRules,
        }
    }

    /// What an exchange of that template begins with; none where each has its own.
    pub fn preset(self, template: Template) -> Option<Preset> {
        match (self, template) {
            (Self::DefaultMin, Template::Lets) => Some(Preset::Hours(-25)),
            (Self::DefaultMin, Template::TimeBank) => Some(Preset::Hours(-20)),
            (Self::DefaultMin, Template::Business) => Some(Preset::Units(-1_000)),
            (Self::DefaultMax, _) => Some(Preset::NoLimit),
            (Self::UnitsPerHour, Template::TimeBank) => Some(Preset::Units(1)),
            (Self::ShowBalances, _) => Some(Preset::No),
            _ => None,
        }
    }

    /// The rule of that key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::iter().find(|rule| rule.key() == key)
    }

    /// What members call it.
    pub fn label(self, words: &Words) -> String {
        match self {
            Self::Name => words.settings_name(),
            Self::Description => words.settings_description(),
            Self::Area => words.settings_area(),
            Self::UnitName => words.settings_unit_name(),
            Self::UnitPlural => words.settings_unit_plural(),
            Self::UnitSymbol => words.settings_unit_symbol(),
            Self::UnitCounts => words.settings_counts(),
            Self::DefaultMin => words.settings_min(),
            Self::DefaultMax => words.settings_max(),
            Self::UnitsPerHour => words.settings_rate(),
            Self::ShowBalances => words.settings_balances(),
        }
    }
}

/// What the value of a rule is, and so how it is kept as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// A line of text. It is what the exchange is called and kept in the exchange's own row, for every page.
    Text,
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
        !matches!(self, Self::Text | Self::Counting)
    }

    /// Whether a text can be such a value.
    pub fn reads(self, value: &str) -> bool {
        let parts = value.parse::<i64>().ok();
        match self {
            Self::Text | Self::Counting => !value.is_empty(),
            Self::Lowest => parts.is_some_and(|parts| (-RANGE..=0).contains(&parts)),
            Self::Highest => parts.is_some_and(|parts| (0..=RANGE).contains(&parts)),
            Self::Rate => value.parse::<UnitsPerHour>().is_ok(),
            Self::Flag => matches!(value, "yes" | "no"),
        }
    }
}

/// What sort of exchange it is, as a beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter)]
pub enum Template {
    /// A unit of its own.
    Lets,
    /// Hours.
    TimeBank,
    /// Firms; the unit is like money.
    Business,
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
            Self::No => "no".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::IntoEnumIterator as _;

    use super::{Rule, RuleKind, Template};
    use crate::ledger::Unit;
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
            assert!(offices(rule.right()).contains(&Role::Chair), "{rule:?}");
        }
    }

    #[test]
    fn each_rule_reads_what_each_template_begins_with() {
        let unit =
            Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false };
        let rate: UnitsPerHour = "12.5".parse().unwrap();
        for (rule, template) in Rule::iter().flat_map(|rule| Template::iter().map(move |template| (rule, template))) {
            if let Some(preset) = rule.preset(template) {
                let value = preset.value(rule.kind(), &unit, rate);
                assert!(rule.kind().reads(&value), "{rule:?} {template:?} {value}");
            }
        }
        let lowest = |template| Rule::DefaultMin.preset(template).unwrap().value(RuleKind::Lowest, &unit, rate);
        assert_eq!(Template::iter().map(lowest).collect::<Vec<_>>(), ["-31250", "-25000", "-100000"]);
        for (kind, wrong) in
            [(RuleKind::Lowest, "1"), (RuleKind::Highest, "-1"), (RuleKind::Rate, "1000001"), (RuleKind::Flag, "true")]
        {
            assert!(!kind.reads(wrong), "{kind:?} {wrong}");
        }
    }
}
