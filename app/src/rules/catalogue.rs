//! What a committee can decide about its exchange, by name. Whatever is in the list has a key in the journal and a label in every language.

use strum::{EnumIter, IntoEnumIterator as _};

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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use strum::IntoEnumIterator as _;

    use super::Rule;
    use crate::words::Language;

    #[test]
    fn each_rule_has_a_key_of_its_own_and_a_label_in_each_language() {
        let keys: BTreeSet<&str> = Rule::iter().map(Rule::key).collect();
        assert_eq!(keys.len(), Rule::iter().count());
        for rule in Rule::iter() {
            assert_eq!(Rule::of_key(rule.key()), Some(rule));
            let [english, spanish] = [Language::English, Language::Spanish].map(|one| rule.label(one.words()));
            assert!(!english.is_empty() && english != spanish, "{rule:?}");
        }
    }
}
