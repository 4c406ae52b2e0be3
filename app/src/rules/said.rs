//! A rule's value as a form, the record and a page say it.

use super::catalogue::{Rule, RuleKind};
use super::market::{ListingReach, Moderation};
use super::subscription::SubscriptionCycle;
use super::who_may_join::WhoMayJoin;
use crate::forms::limit;
use crate::journal::figures;
use crate::ledger::{RANGE, Unit};
use crate::rate::UnitsPerHour;
use crate::ui::hue::hue_name;
use crate::ui::text::amount_text;
use crate::words::{Language, Words};

/// A value that is kept, as one would type it.
pub fn typed(rule: Rule, value: &str, (unit, language): (&Unit, Language)) -> String {
    match rule.kind() {
        RuleKind::Lowest | RuleKind::Highest => limit::write(unit, language, value.parse().unwrap_or(0)),
        RuleKind::Rate => value.parse::<UnitsPerHour>().map(|rate| rate.typed_text(language)).unwrap_or_default(),
        _ => value.to_owned(),
    }
}

/// A value that is kept, as the record says it: an amount in units, with a point, `∞` for none; anything else as it is.
pub fn recorded(rule: Rule, value: &str, unit: &Unit) -> String {
    match (rule.kind(), value.parse::<i64>()) {
        (RuleKind::Lowest | RuleKind::Highest, Ok(parts)) if parts.abs() >= RANGE => "∞".to_owned(),
        (RuleKind::Lowest | RuleKind::Highest, Ok(parts)) => amount_text(unit, Language::English, parts),
        _ => value.to_owned(),
    }
}

/// What the record says, in a reader's words.
pub fn in_words(rule: Rule, text: &str, (unit, language): (&Unit, Language)) -> String {
    let words = language.words();
    match (rule.kind(), text) {
        (_, "") => String::new(),
        (RuleKind::Lowest | RuleKind::Highest, _) => figures::rule_amount(unit, language, text),
        (RuleKind::Rate, _) => text.replace('.', &language.decimal_mark().to_string()),
        (RuleKind::Flag, "yes") => words.settings_yes(),
        (RuleKind::Flag, "no") => words.settings_no(),
        (RuleKind::Hue, number) => number.parse().map(|hue| hue_name(hue, words)).unwrap_or_default(),
        (RuleKind::Page, "own") => words.help_own(),
        (RuleKind::Page, "anew") => words.help_anew(),
        (RuleKind::Page, "usual") => words.help_usual(),
        (RuleKind::Counting, tag) => counts_name(words, tag),
        (RuleKind::Choice(_), tag) => choice_name(rule, tag, words),
        (RuleKind::Days, days) => days.parse::<i64>().map_or(String::new(), |days| words.settings_days(days)),
        _ => text.to_owned(),
    }
}

/// What stands, in a reader's words.
pub fn value_in_words(rule: Rule, value: &str, (unit, language): (&Unit, Language)) -> String {
    in_words(rule, &recorded(rule, value, unit), (unit, language))
}

/// How a choice is called.
pub fn choice_name(rule: Rule, tag: &str, words: &Words) -> String {
    match rule {
        Rule::WhoMayJoin => WhoMayJoin::of_tag(tag).name(words),
        Rule::Moderation => Moderation::of_tag(tag).name(words),
        Rule::ListingReach => ListingReach::of_tag(tag).unwrap_or(ListingReach::Own).name(words),
        Rule::Subscription => SubscriptionCycle::of_tag(tag).name(words),
        _ => tag.to_owned(),
    }
}

/// How a unit is counted, in words.
pub fn counts_name(words: &Words, tag: &str) -> String {
    match tag {
        "time" => words.settings_counts_time(),
        "0" => words.settings_counts_whole(),
        decimals => words.settings_counts_decimals(decimals.parse::<i64>().unwrap_or(0)),
    }
}
