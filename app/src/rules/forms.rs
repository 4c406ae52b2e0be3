//! The rules of an exchange as its committee types them, and the decisions a change comes to: one for each rule that differs.
//!
//! Always holds: the unit stays once anybody has paid; a decision has a reason. Not here: the writing (`manyhands::rules`).

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Deserialize;

use super::catalogue::Rule;
use crate::forms::{FieldError, Reader, Text, limit};
use crate::ledger::{RANGE, Unit};
use crate::rate::UnitsPerHour;
use crate::text::one_line;
use crate::ui::hue::HUES;
use crate::words::{Language, Words};

/// The longest text of an exchange about itself, in characters.
pub const LONGEST_DESCRIPTION: usize = 500;
/// The longest name of a unit, in characters.
pub const LONGEST_UNIT: usize = 24;
/// The longest symbol, in characters.
pub const LONGEST_SYMBOL: usize = 3;

/// The rules as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The exchange's name.
    pub name: String,
    /// What it says of itself.
    pub description: String,
    /// Where it is.
    pub area: String,
    /// Its hue, 0 to 23.
    pub hue: u8,
    /// What it counts in.
    pub unit: Unit,
    /// A new member's lowest balance.
    pub default_min: i64,
    /// A new member's highest balance.
    pub default_max: i64,
    /// Units for an hour of ordinary work, a decimal as text.
    pub units_per_hour: String,
    /// Members see each other's balances.
    pub show_balances: bool,
    /// How much an officer may enter alone in their own favour within a day.
    pub officer_alone: i64,
    /// Counts the decisions.
    pub version: i64,
    /// Somebody has paid: the unit stays.
    pub traded: bool,
}

impl Rules {
    /// What the table of rules keeps of them, as it is kept.
    pub fn kept(&self) -> [(Rule, String); 5] {
        [
            (Rule::DefaultMin, self.default_min.to_string()),
            (Rule::DefaultMax, self.default_max.to_string()),
            (Rule::UnitsPerHour, self.units_per_hour.clone()),
            (Rule::ShowBalances, flag(self.show_balances).to_owned()),
            (Rule::OfficerAlone, self.officer_alone.to_string()),
        ]
    }
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is described by its label in words/en/rules.ftl")]
pub struct SettingsForm {
    /// Made by the page, so that sending it twice decides once.
    pub id: String,
    /// The version of the rules that the page showed.
    pub version: String,
    pub name: String,
    pub description: String,
    pub area: String,
    pub hue: String,
    pub unit_name: String,
    pub unit_plural: String,
    pub unit_symbol: String,
    /// `0` to `4` decimals, or `time`.
    pub unit_counts: String,
    pub default_min: String,
    pub default_max: String,
    pub units_per_hour: String,
    pub show_balances: String,
    pub officer_alone: String,
    pub reason: String,
}

/// One rule that changes: which, from what, to what, as texts for the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// Which.
    pub what: Rule,
    /// What it was.
    pub was: String,
    /// What it becomes.
    pub becomes: String,
}

/// A change of rules that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesDecided {
    /// The rules from now on.
    pub rules: Rules,
    /// What differs; at least one.
    pub changes: Vec<RuleChange>,
    /// Why.
    pub reason: String,
}

impl SettingsForm {
    /// A form that shows what stands.
    pub fn of(rules: &Rules, language: Language) -> Self {
        let limit = |parts: i64| limit::write(&rules.unit, language, parts);
        let rate = rules.units_per_hour.parse::<UnitsPerHour>();
        Self {
            version: rules.version.to_string(),
            name: rules.name.clone(),
            description: rules.description.clone(),
            area: rules.area.clone(),
            hue: rules.hue.to_string(),
            unit_name: rules.unit.name.clone(),
            unit_plural: rules.unit.plural.clone(),
            unit_symbol: rules.unit.symbol.clone(),
            unit_counts: counts(&rules.unit).to_owned(),
            default_min: limit(rules.default_min),
            default_max: limit(rules.default_max),
            units_per_hour: rate.map(|rate| rate.typed_text(language)).unwrap_or_default(),
            show_balances: flag(rules.show_balances).to_owned(),
            officer_alone: limit(rules.officer_alone),
            ..Self::default()
        }
    }

    /// What was meant, beside the rules that stand.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, now: &Rules, language: Language) -> Result<RulesDecided, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let name = form.name("name", &self.name, language.words().settings_error_empty());
        let description = form.line("description", &self.description, Text::free(LONGEST_DESCRIPTION));
        let area = form.line("area", &self.area, Text::free(Text::NAME));
        let hue = form.needs("hue", hue(&self.hue, now), Words::settings_error_hue);
        let unit = self.unit(&mut form, now);
        let counted = unit.as_ref().unwrap_or(&now.unit);
        let min = self.limit(&mut form, ("default_min", &self.default_min, now.default_min), (&now.unit, counted));
        let max = self.limit(&mut form, ("default_max", &self.default_max, now.default_max), (&now.unit, counted));
        let rate = form.rate("units_per_hour", &self.units_per_hour);
        let shown = form.choice("show_balances", &self.show_balances, [("yes", true), ("no", false)]);
        let alone = ("officer_alone", self.officer_alone.as_str(), now.officer_alone);
        let alone = self.limit(&mut form, alone, (&now.unit, counted));
        let reason = form.reason("reason", &self.reason);
        let rules = || {
            Some(Rules {
                name: name?,
                description: description?,
                area: area?,
                hue: hue?,
                unit: unit.clone()?,
                default_min: -min?,
                default_max: max?,
                units_per_hour: rate?.to_string(),
                show_balances: shown?,
                officer_alone: alone?,
                ..now.clone()
            })
        };
        let rules = rules();
        let changes = rules.as_ref().map(|rules| differences(now, rules)).unwrap_or_default();
        if changes.is_empty() && form.is_right() {
            form.wrong::<()>("name", language.words().settings_none());
        }
        form.finish(|| Some(RulesDecided { rules: rules?, changes, reason: reason? }))
    }

    /// The unit as it becomes; as it stands once anybody has paid.
    fn unit(&self, form: &mut Reader, now: &Rules) -> Option<Unit> {
        if now.traded {
            let stays = (!self.names_another_unit(now)).then(|| now.unit.clone());
            return form.needs("reason", stays, Words::settings_error_fixed);
        }
        let words = form.words();
        let mut line =
            |field, typed: &str, most| form.line(field, typed, Text::asked(most, words.settings_error_empty()));
        let name = line("unit_name", &self.unit_name, LONGEST_UNIT);
        let plural = line("unit_plural", &self.unit_plural, LONGEST_UNIT);
        let symbol = line("unit_symbol", &self.unit_symbol, LONGEST_SYMBOL);
        let counted = form.needs("unit_counts", counted(&self.unit_counts, &now.unit), Words::settings_error_counts);
        let (decimals, is_time) = counted?;
        Some(Unit { name: name?, plural: plural?, symbol: symbol?, decimals, is_time })
    }

    /// What was typed, in the unit that it becomes. As it was shown, it means what it meant, also where it is now counted otherwise.
    fn limit(
        &self,
        form: &mut Reader,
        (field, typed, stands): (&'static str, &str, i64),
        (was, becomes): (&Unit, &Unit),
    ) -> Option<i64> {
        // A page from before the rule does not ask about it.
        if typed.is_empty() && field == Rule::OfficerAlone.key() || typed == limit::write(was, form.language(), stands)
        {
            return Some(rescaled(stands.saturating_abs(), was, becomes));
        }
        form.limit(field, typed, becomes)
    }

    /// A page shown before the first payment may still carry unit fields; only another unit is refused.
    fn names_another_unit(&self, now: &Rules) -> bool {
        let unit = &now.unit;
        [(&self.unit_name, &unit.name), (&self.unit_plural, &unit.plural), (&self.unit_symbol, &unit.symbol)]
            .into_iter()
            .any(|(typed, stands)| !typed.trim().is_empty() && one_line(typed) != *stands)
            || counted(&self.unit_counts, unit) != Some((unit.decimals, unit.is_time))
    }
}

/// The hue of that number; as it stands on a page from before one could choose.
fn hue(typed: &str, now: &Rules) -> Option<u8> {
    if typed.is_empty() { Some(now.hue) } else { typed.parse().ok().filter(|hue| *hue < HUES) }
}

/// How a unit is counted, as the form and the record say it.
pub fn counts(unit: &Unit) -> &'static str {
    match (unit.is_time, unit.decimals) {
        (true, _) => "time",
        (false, 0) => "0",
        (false, 1) => "1",
        (false, 2) => "2",
        (false, 3) => "3",
        (false, _) => "4",
    }
}

/// Decimals, and whether it is time; as it stands where the form says nothing.
fn counted(typed: &str, now: &Unit) -> Option<(u32, bool)> {
    match typed {
        "" => Some((now.decimals, now.is_time)),
        "time" => Some((0, true)),
        "0" => Some((0, false)),
        "1" => Some((1, false)),
        "2" => Some((2, false)),
        "3" => Some((3, false)),
        "4" => Some((4, false)),
        _ => None,
    }
}

/// The same amount in smallest parts of another unit, rounded half to even; no limit stays none, and so does one too large for
/// the books.
pub fn rescaled(parts: i64, from: &Unit, to: &Unit) -> i64 {
    if from.parts() == to.parts() || parts.abs() >= RANGE {
        return parts;
    }
    let exact = Decimal::from(parts) * Decimal::from(to.parts()) / Decimal::from(from.parts());
    let rounded = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven);
    i64::try_from(rounded).unwrap_or(RANGE).clamp(-RANGE, RANGE)
}

fn flag(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// A limit in the record: smallest parts as units, with a point, "none" for none; the page translates neither.
fn recorded(unit: &Unit, parts: i64) -> String {
    if parts.abs() >= RANGE { "∞".to_owned() } else { crate::ui::text::amount_text(unit, Language::English, parts) }
}

fn differences(was: &Rules, becomes: &Rules) -> Vec<RuleChange> {
    // A limit that means the same is no change, however it is counted now.
    let limit = |was_parts: i64, becomes_parts: i64| {
        let before = recorded(&was.unit, was_parts);
        let same = rescaled(was_parts, &was.unit, &becomes.unit) == becomes_parts;
        let after = if same { before.clone() } else { recorded(&becomes.unit, becomes_parts) };
        (before, after)
    };
    let (min, max) = (limit(was.default_min, becomes.default_min), limit(was.default_max, becomes.default_max));
    let alone = limit(was.officer_alone, becomes.officer_alone);
    let same_rate = was.units_per_hour.parse::<Decimal>().ok() == becomes.units_per_hour.parse::<Decimal>().ok();
    let rate = if same_rate { &was.units_per_hour } else { &becomes.units_per_hour };
    let pairs = [
        (Rule::Name, was.name.clone(), becomes.name.clone()),
        (Rule::Description, was.description.clone(), becomes.description.clone()),
        (Rule::Area, was.area.clone(), becomes.area.clone()),
        (Rule::Hue, was.hue.to_string(), becomes.hue.to_string()),
        (Rule::UnitName, was.unit.name.clone(), becomes.unit.name.clone()),
        (Rule::UnitPlural, was.unit.plural.clone(), becomes.unit.plural.clone()),
        (Rule::UnitSymbol, was.unit.symbol.clone(), becomes.unit.symbol.clone()),
        (Rule::UnitCounts, counts(&was.unit).to_owned(), counts(&becomes.unit).to_owned()),
        (Rule::DefaultMin, min.0, min.1),
        (Rule::DefaultMax, max.0, max.1),
        (Rule::UnitsPerHour, was.units_per_hour.clone(), rate.clone()),
        (Rule::ShowBalances, flag(was.show_balances).to_owned(), flag(becomes.show_balances).to_owned()),
        (Rule::OfficerAlone, alone.0, alone.1),
    ];
    let differ = pairs.into_iter().filter(|(_, was, becomes)| was != becomes);
    differ.map(|(what, was, becomes)| RuleChange { what, was, becomes }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Rules, SettingsForm, rescaled};
    use crate::ledger::{RANGE, Unit};
    use crate::words::Language::{English, Spanish};

    fn rules(traded: bool) -> Rules {
        Rules {
            name: "Riverside".into(),
            description: String::new(),
            area: "Leeds".into(),
            hue: 9,
            unit: Unit {
                name: "leaf".into(),
                plural: "leaves".into(),
                symbol: "l".into(),
                decimals: 2,
                is_time: false,
            },
            default_min: -10_000,
            default_max: 20_000,
            units_per_hour: "12.5".into(),
            show_balances: false,
            officer_alone: 3_000,
            version: 3,
            traded,
        }
    }

    #[test]
    fn each_rule_that_differs_is_one_decision_with_old_and_new() {
        for language in [English, Spanish] {
            let mut form = SettingsForm::of(&rules(true), language);
            form.reason = "the assembly said so".into();
            form.default_min = "150".into();
            form.show_balances = "yes".into();
            let decided = form.parse(&rules(true), language).expect("right");
            let changes: Vec<_> =
                decided.changes.iter().map(|c| (c.what.key(), c.was.as_str(), c.becomes.as_str())).collect();
            assert_eq!(
                changes,
                [
                    ("default_min", "\u{2212}100.00\u{a0}leaves", "\u{2212}150.00\u{a0}leaves"),
                    ("show_balances", "no", "yes")
                ]
            );
            assert_eq!((decided.rules.default_min, decided.rules.default_max), (-15_000, 20_000));
        }
    }

    #[test]
    fn the_hue_is_one_of_twenty_four_and_stays_where_the_page_did_not_ask() {
        for (typed, hue) in [("", Some(9)), ("0", Some(0)), ("23", Some(23)), ("24", None), ("-1", None), ("red", None)]
        {
            let form = SettingsForm {
                hue: typed.into(),
                area: "Hull".into(),
                reason: "so".into(),
                ..SettingsForm::of(&rules(true), English)
            };
            let read = form.parse(&rules(true), English).map(|decided| decided.rules.hue);
            assert_eq!(read.ok(), hue, "{typed}");
        }
    }

    #[test]
    fn the_unit_stays_once_anybody_has_paid() {
        let mut form = SettingsForm::of(&rules(false), English);
        form.reason = "a better word".into();
        form.unit_name = "twig".into();
        assert!(form.parse(&rules(false), English).is_ok_and(|decided| decided.rules.unit.name == "twig"));
        assert!(form.parse(&rules(true), English).is_err());
    }

    #[test]
    fn until_anybody_has_paid_the_unit_may_be_counted_otherwise_and_limits_mean_the_same() {
        for (counts, parts) in [("0", -100), ("4", -1_000_000), ("time", -6_000)] {
            let mut form = SettingsForm::of(&rules(false), English);
            form.reason = "whole leaves are enough".into();
            form.unit_counts = counts.into();
            let decided = form.parse(&rules(false), English).expect("right");
            assert_eq!((decided.rules.default_min, decided.rules.default_max), (parts, -2 * parts));
            assert_eq!(decided.changes.iter().map(|c| c.what.key()).collect::<Vec<_>>(), ["unit_counts"]);
        }
        let mut form = SettingsForm::of(&rules(false), English);
        form.reason = "we count in time".into();
        (form.unit_counts, form.default_min) = ("time".into(), "7:30".into());
        let decided = form.parse(&rules(false), English).expect("right");
        assert_eq!(decided.rules.default_min, -450, "typed in the unit that it becomes");
        form.unit_counts = "5".into();
        assert!(form.parse(&rules(false), English).is_err());
        form.unit_counts = "0".into();
        assert!(form.parse(&rules(true), English).is_err(), "somebody has paid");
    }

    #[test]
    fn an_amount_counted_otherwise_is_rounded_half_to_even_and_no_limit_stays_none() {
        let unit = |decimals, is_time| Unit { decimals, is_time, ..rules(false).unit };
        for (parts, from, to, becomes) in [
            (-10_050, unit(2, false), unit(0, false), -100),
            (10_150, unit(2, false), unit(0, false), 102),
            (1, unit(2, false), unit(0, true), 1),
            (90, unit(0, true), unit(2, false), 150),
            (RANGE, unit(0, false), unit(4, false), RANGE),
            (RANGE - 1, unit(0, false), unit(4, false), RANGE),
            (-RANGE, unit(4, false), unit(0, false), -RANGE),
            (7, unit(2, false), unit(2, false), 7),
        ] {
            assert_eq!(rescaled(parts, &from, &to), becomes, "{parts}");
        }
    }

    #[test]
    fn nothing_different_no_reason_or_a_rate_of_nothing_is_refused() {
        let mut form = SettingsForm::of(&rules(true), English);
        form.reason = "why not".into();
        assert!(form.parse(&rules(true), English).is_err());
        form.name = "Riverside LETS".into();
        assert!(form.parse(&rules(true), English).is_ok());
        form.reason = " ".into();
        assert!(form.parse(&rules(true), English).is_err());
        form.reason = "why not".into();
        for rate in ["0", "-1", "1e3", "", "1.2.3", "0.0000001", "1000001", "1,000"] {
            form.units_per_hour = rate.into();
            let errors = form.parse(&rules(true), English).expect_err(rate);
            assert_eq!(errors.iter().map(|e| e.field).collect::<Vec<_>>(), ["units_per_hour"]);
        }
    }
}
