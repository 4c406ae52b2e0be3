//! The rules of one subject as its committee types them, and the decisions a change comes to: one for each rule that differs.
//!
//! Always holds: the unit stays once anybody has paid; a decision has a reason. Not here: the writing (`manyhands::rules`).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::catalogue::{LONGEST_SAYS, MOST_DAYS, Rule, RuleKind, Subject};
use super::said::{recorded, typed};
use super::standing::{StandingRules, counted};
use crate::forms::each_once::each_once;
use crate::forms::{FieldError, Reader, Text};
use crate::ledger::Unit;
use crate::text::one_line;
use crate::ui::hue::HUES;
use crate::words::{Language, Words};

/// The longest text of an exchange about itself, in characters.
pub const LONGEST_DESCRIPTION: usize = 500;
/// The longest name of a unit, in characters.
pub const LONGEST_UNIT: usize = 24;
/// The longest symbol, in characters.
pub const LONGEST_SYMBOL: usize = 3;

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SubjectForm {
    /// Made by the page, so that sending it twice decides once.
    pub id: String,
    /// The version of the rules that the page showed.
    pub version: String,
    /// Why.
    pub reason: String,
    /// How many members the page said would be outside the new limits.
    pub outside: String,
    /// Each rule of the subject, by its key.
    #[serde(flatten, deserialize_with = "each_once")]
    pub rules: BTreeMap<String, String>,
}

/// One rule that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// Which.
    pub what: Rule,
    /// What it was, as the record says it.
    pub was: String,
    /// What it becomes, as the record says it.
    pub becomes: String,
    /// What it becomes, as it is kept.
    pub value: String,
}

/// A change of rules that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesDecided {
    /// The rules from then on.
    pub rules: StandingRules,
    /// What differs; at least one.
    pub changes: Vec<RuleChange>,
    /// Why.
    pub reason: String,
}

impl RulesDecided {
    /// What has to change so that the rules become those.
    pub fn between(now: &StandingRules, rules: StandingRules, (all, reason): (&[Rule], String)) -> Self {
        let change = |rule: &Rule| {
            let (before, after) = (now.value(*rule), rules.value(*rule));
            let (was, becomes) = (recorded(*rule, &before, &now.unit), recorded(*rule, &after, &rules.unit));
            (before != after).then_some(RuleChange { what: *rule, was, becomes, value: after })
        };
        let changes = all.iter().filter_map(change).collect();
        Self { rules, changes, reason }
    }
}

impl SubjectForm {
    /// A form that shows what stands.
    pub fn of(subject: Subject, rules: &StandingRules, language: Language) -> Self {
        let value = |rule: Rule| (rule.key().to_owned(), typed(rule, &rules.value(rule), (&rules.unit, language)));
        let values: BTreeMap<String, String> = subject.rules().into_iter().map(value).collect();
        Self { version: rules.version.to_string(), rules: values, ..Self::default() }
    }

    /// What was typed for a rule.
    pub fn typed(&self, rule: Rule) -> String {
        self.rules.get(rule.key()).cloned().unwrap_or_default()
    }

    /// The fields that its page asks about, and no others that came with it.
    pub fn of_subject(&self, subject: Subject) -> BTreeMap<String, String> {
        let asked = |rule: Rule| Some((rule.key().to_owned(), self.rules.get(rule.key())?.clone()));
        subject.rules().into_iter().filter_map(asked).collect()
    }

    /// What was meant, beside the rules that stand.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(
        &self,
        subject: Subject,
        now: &StandingRules,
        language: Language,
    ) -> Result<RulesDecided, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let all = subject.rules();
        let mut rules = now.clone();
        for rule in &all {
            if let Some(value) = self.read(&mut form, *rule, now) {
                rules = rules.with(*rule, &value);
            }
        }
        let reason = form.reason("reason", &self.reason);
        let decided = RulesDecided::between(now, rules, (&all, reason.unwrap_or_default()));
        let first = all.iter().find(|rule| !is_fixed(**rule, now)).map_or("reason", |rule| rule.key());
        if decided.changes.is_empty() && form.is_right() {
            form.wrong::<()>(first, language.words().settings_none());
        }
        form.finish(|| Some(decided))
    }

    /// A rule as it is to be kept; as it stands where the page did not ask about it.
    fn read(&self, form: &mut Reader, rule: Rule, now: &StandingRules) -> Option<String> {
        let stands = now.value(rule);
        match self.rules.get(rule.key()) {
            None if is_fixed(rule, now) => Some(stands),
            Some(typed) if is_fixed(rule, now) => {
                // A page shown before the first payment may still carry it; only another unit is refused.
                let same = typed.trim().is_empty() || one_line(typed) == stands;
                form.needs("reason", same.then_some(stands), Words::settings_error_fixed)
            }
            None => form.needs(rule.key(), None, Words::form_missing),
            Some(typed) => read(form, rule, typed, &now.unit).map(|value| unchanged(rule, value, stands)),
        }
    }
}

/// Whether it is part of the unit, which stays once anybody has paid.
pub(super) fn is_fixed(rule: Rule, now: &StandingRules) -> bool {
    now.traded && rule.entry().subject == Subject::Unit && rule.kind() != RuleKind::Rate
}

/// A rate that is the same stays as it is written.
fn unchanged(rule: Rule, value: String, stands: String) -> String {
    let decimal = |text: &str| text.parse::<rust_decimal::Decimal>().ok();
    let same = rule.kind() == RuleKind::Rate && decimal(&value).is_some_and(|rate| decimal(&stands) == Some(rate));
    if same { stands } else { value }
}

/// What was typed, as it is to be kept.
fn read(form: &mut Reader, rule: Rule, typed: &str, unit: &Unit) -> Option<String> {
    let (field, words) = (rule.key(), form.words());
    match rule.kind() {
        RuleKind::Text => {
            let most = match rule {
                Rule::Description => LONGEST_DESCRIPTION,
                Rule::UnitName | Rule::UnitPlural => LONGEST_UNIT,
                Rule::UnitSymbol => LONGEST_SYMBOL,
                _ => Text::NAME,
            };
            let free = matches!(rule, Rule::Description | Rule::Area);
            let text = if free { Text::free(most) } else { Text::asked(most, words.settings_error_empty()) };
            form.line(field, typed, text)
        }
        RuleKind::Page => None,
        RuleKind::Hue => {
            let hue = typed.parse::<u8>().ok().filter(|hue| *hue < HUES).map(|hue| hue.to_string());
            form.needs(field, hue, Words::settings_error_hue)
        }
        RuleKind::Counting => form.needs(field, counted(typed).map(|_| typed.to_owned()), Words::settings_error_counts),
        RuleKind::Lowest => form.limit(field, typed, unit).map(|parts| (-parts).to_string()),
        RuleKind::Highest => form.limit(field, typed, unit).map(|parts| parts.to_string()),
        RuleKind::Says => form.line(field, typed, Text::free(LONGEST_SAYS)),
        RuleKind::Rate => form.rate(field, typed).map(|rate| rate.to_string()),
        RuleKind::Flag => form.choice(field, typed, [("yes", "yes".to_owned()), ("no", "no".to_owned())]),
        RuleKind::Choice(choices) => form.choice(field, typed, choices.iter().map(|tag| (*tag, (*tag).to_owned()))),
        RuleKind::Days => {
            form.needs(field, count(typed, MOST_DAYS).map(|days| days.to_string()), Words::settings_error_days)
        }
        RuleKind::Count(most) => match count(typed, most) {
            Some(count) => Some(count.to_string()),
            None => form.wrong(field, words.settings_error_count(most)),
        },
    }
}

/// A whole number from 0 to `most`, in plain digits.
fn count(typed: &str, most: i64) -> Option<i64> {
    let digits = typed.trim();
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|count| plain && *count <= most)
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Rule, StandingRules, Subject, SubjectForm};
    use crate::ledger::Unit;
    use crate::rules::in_force::RulesInForce;
    use crate::words::Language::{English, Spanish};

    pub fn rules(traded: bool) -> StandingRules {
        let unit =
            Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false };
        let kept = "default_min=-10000\ndefault_max=20000\nunits_per_hour=12.5\nshow_balances=no\nofficer_alone=3000";
        let in_force = RulesInForce::read(kept);
        let (name, area, description) = ("Riverside".into(), "Leeds".into(), String::new());
        StandingRules { name, description, area, hue: 9, unit, in_force, version: 3, traded }
    }

    fn form(subject: Subject, fields: &[(Rule, &str)], reason: &str) -> SubjectForm {
        let mut form = SubjectForm::of(subject, &rules(false), English);
        for (rule, typed) in fields {
            form.rules.insert(rule.key().to_owned(), (*typed).to_owned());
        }
        SubjectForm { reason: reason.to_owned(), ..form }
    }

    #[test]
    fn each_rule_that_differs_is_one_decision_with_old_and_new() {
        for language in [English, Spanish] {
            let fields = [(Rule::DefaultMin, "150")];
            let limits = SubjectForm::of(Subject::Limits, &rules(true), language);
            let same = SubjectForm { reason: "so".into(), ..limits.clone() };
            assert!(same.parse(Subject::Limits, &rules(true), language).is_err(), "what is shown is what stands");
            let form = form(Subject::Limits, &fields, "the assembly said so");
            let decided = form.parse(Subject::Limits, &rules(true), language).expect("right");
            let changes: Vec<_> = decided
                .changes
                .iter()
                .map(|c| (c.what.key(), c.was.as_str(), c.becomes.as_str(), c.value.as_str()))
                .collect();
            let (was, becomes) = ("\u{2212}100.00\u{a0}leaves", "\u{2212}150.00\u{a0}leaves");
            assert_eq!(changes, [("default_min", was, becomes, "-15000")]);
            let kept = &decided.rules.in_force;
            assert_eq!((kept.default_min(), kept.default_max()), (-15_000, 20_000));
        }
    }

    #[test]
    fn each_kind_of_rule_takes_what_it_can_be_and_nothing_else() {
        for (rule, right, wrong) in [
            (Rule::Hue, &["0", "23"][..], &["24", "-1", "red", ""][..]),
            (Rule::Name, &["Riverside LETS"], &["", " ", "\u{200b}"]),
            (Rule::Description, &["We lend a hand.", "x"], &["a\u{202e}b"]),
            (Rule::UnitSymbol, &["lf"], &["leaf", ""]),
            (Rule::UnitCounts, &["0", "4", "time"], &["5", "", "hours"]),
            (
                Rule::UnitsPerHour,
                &["7", "7.5", "7,5"],
                &["0", "-1", "1e3", "", "1.2.3", "0.0000001", "1000001", "1,000"],
            ),
            (Rule::DefaultMin, &["0", "150", "none"], &["", "-1", "1e9", "1.505", "1,500"]),
            (Rule::DefaultMax, &["0", "150.5", "none"], &["", "-1", "NaN"]),
            (Rule::ShowBalances, &["yes"], &["", "true", "Yes"]),
            (Rule::WhoMayJoin, &["open", "vouching", "invitation"], &["", "all", "Open"]),
            (Rule::Vouchers, &["1", " 3 ", "99"], &["", "-1", "100", "1.5"]),
            (Rule::LeavingDays, &["0", "30", " 3650 "], &["", "-1", "3651", "1.5", "٣", "00001"]),
            (Rule::NoticeDays, &["0", "7"], &["x", "+7"]),
            (Rule::WarnLow, &["0", "80"], &["", "-1"]),
            (Rule::NewcomerMin, &["0", "50", "none"], &["x"]),
            (Rule::RampThings, &["3", " 1000 "], &["", "-1", "1001", "1.5", "٣"]),
            (Rule::GrowthShare, &["1", "100"], &["101", "10%"]),
            (Rule::GrowthCap, &["50"], &["-50"]),
            (Rule::SecondForRules, &["no"], &["maybe"]),
            (Rule::Subscription, &["year", "month"], &["", "week"]),
            (Rule::SubscriptionCost, &["12 pounds a year", "1 € = 1"], &["a\u{202e}b"]),
            (Rule::SubscriptionDays, &["60"], &["-1", "3651"]),
            (Rule::SleepList, &["90", "365"], &["", "-1", "3651"]),
        ] {
            let subject = rule.entry().subject;
            let parse = |typed| form(subject, &[(rule, typed)], "so").parse(subject, &rules(false), English);
            for typed in right {
                assert_eq!(parse(typed).map(|decided| decided.changes.len()), Ok(1), "{rule:?} {typed}");
            }
            for typed in wrong {
                let errors = parse(typed).expect_err(typed);
                assert_eq!(errors.iter().map(|e| e.field).collect::<Vec<_>>(), [rule.key()], "{typed}");
            }
        }
    }

    #[test]
    fn the_unit_stays_once_anybody_has_paid() {
        let renamed = form(Subject::Unit, &[(Rule::UnitName, "twig")], "a better word");
        let decided = renamed.parse(Subject::Unit, &rules(false), English);
        assert!(decided.is_ok_and(|decided| decided.rules.unit.name == "twig"));
        assert!(renamed.parse(Subject::Unit, &rules(true), English).is_err());
        // The page then asks about the rate alone.
        let asked = [("units_per_hour".to_owned(), "11".to_owned())].into();
        let rate = SubjectForm { rules: asked, reason: "dearer".into(), ..SubjectForm::default() };
        let decided = rate.parse(Subject::Unit, &rules(true), English).expect("right");
        assert_eq!(decided.changes.iter().map(|c| c.what).collect::<Vec<_>>(), [Rule::UnitsPerHour]);
        assert!(rate.parse(Subject::Unit, &rules(false), English).is_err(), "nothing that was asked for may be lost");
        let counted = form(Subject::Unit, &[(Rule::UnitCounts, "0")], "whole ones are enough");
        let changes = counted.parse(Subject::Unit, &rules(false), English).expect("right").changes;
        assert_eq!(changes.iter().map(|c| c.what).collect::<Vec<_>>(), [Rule::UnitCounts]);
    }

    #[test]
    fn nothing_different_or_no_reason_is_refused() {
        for (name, rate, reason) in [("Riverside", "12.50", "why not"), ("Riverside LETS", "12.5", " ")] {
            let named = form(Subject::Look, &[(Rule::Name, name)], reason);
            assert!(named.parse(Subject::Look, &rules(true), English).is_err(), "{name} {reason}");
            let rated = form(Subject::Unit, &[(Rule::UnitsPerHour, rate)], reason);
            assert!(rated.parse(Subject::Unit, &rules(false), English).is_err(), "{rate} {reason}");
        }
    }
}
