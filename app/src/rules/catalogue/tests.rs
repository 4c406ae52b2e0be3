//! What is declared about every rule.

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
        let binds = ![RuleKind::Text, RuleKind::Hue, RuleKind::Page, RuleKind::Counting].contains(&entry.kind);
        assert_eq!((entry.second, entry.notice), (binds, binds), "{rule:?}");
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
    for (template, unit, rate, [min, max, units, shown, alone, leaving]) in [
        (Template::Lets, unit(2, false), "12.5", ["-31250", &none, "10", "yes", "3750", "90"]),
        (Template::Lets, unit(0, false), "10", ["-250", &none, "10", "yes", "30", "90"]),
        (Template::TimeBank, unit(0, true), "1", ["-1200", &none, "1", "no", "180", "90"]),
        (Template::TimeBank, unit(0, false), "60", ["-1200", &none, "1", "no", "180", "90"]),
        (Template::Business, unit(2, false), "12.5", ["-100000", &none, "10", "no", "0", "180"]),
    ] {
        let rate: UnitsPerHour = rate.parse().unwrap();
        for (rule, begins) in [
            (Rule::DefaultMin, min),
            (Rule::DefaultMax, max),
            (Rule::UnitsPerHour, units),
            (Rule::ShowBalances, shown),
            (Rule::OfficerAlone, alone),
            (Rule::LeavingDays, leaving),
            (Rule::WhoMayJoin, "approval"),
        ] {
            let value = rule.preset(template).unwrap().value(rule.kind(), &unit, rate);
            assert_eq!(value, begins, "{rule:?} {template:?}");
            assert!(rule.kind().reads(&value), "{rule:?} {template:?} {value}");
        }
    }
    for template in Template::iter() {
        assert_eq!(Template::of_tag(template.tag()), Some(template));
    }
    for (kind, wrong) in [
        (RuleKind::Lowest, "1"),
        (RuleKind::Highest, "-1"),
        (RuleKind::Rate, "1000001"),
        (RuleKind::Flag, "true"),
        (RuleKind::Days, "-1"),
        (RuleKind::Days, "3651"),
        (RuleKind::Choice(&["a"]), "b"),
    ] {
        assert!(!kind.reads(wrong), "{kind:?} {wrong}");
    }
}
