//! The rules of an exchange that hold at one moment: the one place where a rule is asked for.
//!
//! Always holds: what an exchange never decided, or what cannot be read, is what binds most (nobody owes, nobody sees).

use std::collections::BTreeMap;

use super::catalogue::Rule;
use crate::ledger::RANGE;
use crate::rate::UnitsPerHour;

/// Values of rules, each as its kind is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesInForce(BTreeMap<Rule, String>);

impl RulesInForce {
    /// Reads lines of `key=value`. What the catalogue does not know is a newer program's and left out.
    pub fn read(lines: &str) -> Self {
        let known = lines.lines().filter_map(|line| {
            let (key, value) = line.split_once('=')?;
            Rule::of_key(key).filter(|rule| rule.kind().reads(value)).map(|rule| (rule, value.to_owned()))
        });
        Self(known.collect())
    }

    /// A new member's lowest balance.
    pub fn default_min(&self) -> i64 {
        self.parts(Rule::DefaultMin).unwrap_or(0)
    }

    /// A new member's highest balance.
    pub fn default_max(&self) -> i64 {
        self.parts(Rule::DefaultMax).unwrap_or(RANGE)
    }

    /// Units for an hour of ordinary work.
    pub fn units_per_hour(&self) -> UnitsPerHour {
        self.0.get(&Rule::UnitsPerHour).and_then(|value| value.parse().ok()).unwrap_or(UnitsPerHour::ONE)
    }

    /// Members see each other's balances.
    pub fn shows_balances(&self) -> bool {
        self.0.get(&Rule::ShowBalances).is_some_and(|value| value == "yes")
    }

    fn parts(&self, rule: Rule) -> Option<i64> {
        self.0.get(&rule)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::RulesInForce;

    #[test]
    fn rules_are_read_from_their_rows_and_what_was_never_decided_binds_most() {
        let rules =
            RulesInForce::read("default_min=-500\ndefault_max=900\nunits_per_hour=12.5\nshow_balances=yes\nnew=1");
        assert_eq!((rules.default_min(), rules.default_max()), (-500, 900));
        assert_eq!((rules.units_per_hour().to_string(), rules.shows_balances()), ("12.5".to_owned(), true));
        let none = RulesInForce::read("default_min=500\nshow_balances=true");
        assert_eq!((none.default_min(), none.shows_balances()), (0, false));
    }
}
