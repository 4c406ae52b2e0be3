//! The rules of an exchange as its committee types them, and the decisions a change comes to: one for each rule that differs.
//!
//! Always holds: the unit stays once anybody has paid; a decision has a reason. Not here: the writing (`manyhands::governance`).

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::ledger::{RANGE, Unit};
use crate::limits::figure;
use crate::limits::form::{reason, sentence};
use crate::payments::forms::one_line;
use crate::ui::FieldError;
use crate::words::Language;

/// The rules as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The exchange's name.
    pub name: String,
    /// What it says of itself.
    pub description: String,
    /// Where it is.
    pub area: String,
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
    /// Counts the decisions.
    pub version: i64,
    /// Somebody has paid: the unit stays.
    pub traded: bool,
}

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is described by its label in words/en/governance.ftl")]
pub struct SettingsForm {
    /// Made by the page, so that sending it twice decides once.
    pub id: String,
    /// The version of the rules that the page showed.
    pub version: String,
    pub name: String,
    pub description: String,
    pub area: String,
    pub unit_name: String,
    pub unit_plural: String,
    pub unit_symbol: String,
    pub default_min: String,
    pub default_max: String,
    pub units_per_hour: String,
    pub show_balances: String,
    pub reason: String,
}

/// One rule that changes: which, from what, to what, as texts for the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field's name in [`SettingsForm`].
    pub what: &'static str,
    /// What it was.
    pub was: String,
    /// What it becomes.
    pub becomes: String,
}

/// A change of rules that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The rules from now on.
    pub rules: Rules,
    /// What differs; at least one.
    pub changes: Vec<Change>,
    /// Why.
    pub reason: String,
}

impl SettingsForm {
    /// A form that shows what stands.
    pub fn of(rules: &Rules, language: Language) -> Self {
        let limit = |parts: i64| figure::write(&rules.unit, language, parts);
        Self {
            version: rules.version.to_string(),
            name: rules.name.clone(),
            description: rules.description.clone(),
            area: rules.area.clone(),
            unit_name: rules.unit.name.clone(),
            unit_plural: rules.unit.plural.clone(),
            unit_symbol: rules.unit.symbol.clone(),
            default_min: limit(rules.default_min),
            default_max: limit(rules.default_max),
            units_per_hour: rules.units_per_hour.replace('.', &language.decimal_mark().to_string()),
            show_balances: flag(rules.show_balances).to_owned(),
            ..Self::default()
        }
    }

    /// What was meant, beside the rules that stand.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, now: &Rules, language: Language) -> Result<Decided, Vec<FieldError>> {
        let words = language.words();
        let mut errors = Vec::new();
        let mut rules = now.clone();
        let mut line = |field, typed: &str, most: usize, may_be_empty: bool| {
            let text = one_line(typed);
            if text.is_empty() && !may_be_empty {
                errors.push(FieldError { field, message: words.settings_error_empty() });
            } else if text.chars().count() > most {
                let most = i64::try_from(most).unwrap_or(i64::MAX);
                errors.push(FieldError { field, message: words.settings_error_long(most) });
            }
            text
        };
        rules.name = line("name", &self.name, 80, false);
        rules.description = line("description", &self.description, 500, true);
        rules.area = line("area", &self.area, 80, true);
        if !now.traded {
            rules.unit.name = line("unit_name", &self.unit_name, 24, false);
            rules.unit.plural = line("unit_plural", &self.unit_plural, 24, false);
            rules.unit.symbol = line("unit_symbol", &self.unit_symbol, 3, false);
        } else if self.names_another_unit(now) {
            errors.push(FieldError { field: "reason", message: words.settings_error_fixed() });
        }
        let mut limit = |field, typed: &str| {
            let read = figure::read(&now.unit, language, typed).map_err(|error| sentence(words, error));
            read.map_err(|message| errors.push(FieldError { field, message })).unwrap_or(0)
        };
        rules.default_min = -limit("default_min", &self.default_min);
        rules.default_max = limit("default_max", &self.default_max);
        match rate(&self.units_per_hour) {
            Some(rate) => rules.units_per_hour = rate,
            None => errors.push(FieldError { field: "units_per_hour", message: words.settings_error_rate() }),
        }
        match self.show_balances.as_str() {
            "yes" => rules.show_balances = true,
            "no" => rules.show_balances = false,
            _ => errors.push(FieldError { field: "show_balances", message: words.settings_error_choice() }),
        }
        let reason = reason(words, &self.reason, &mut errors);
        let changes = differences(now, &rules);
        if changes.is_empty() && errors.is_empty() {
            errors.push(FieldError { field: "name", message: words.settings_none() });
        }
        match reason {
            Some(reason) if errors.is_empty() => Ok(Decided { rules, changes, reason }),
            _ => Err(errors),
        }
    }

    /// A page shown before the first payment may still carry unit fields; only another unit is refused.
    fn names_another_unit(&self, now: &Rules) -> bool {
        let unit = &now.unit;
        [(&self.unit_name, &unit.name), (&self.unit_plural, &unit.plural), (&self.unit_symbol, &unit.symbol)]
            .into_iter()
            .any(|(typed, stands)| !typed.trim().is_empty() && one_line(typed) != *stands)
    }
}

fn flag(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// Units for an hour, above zero, at most six decimals: a point or a comma, and never both.
fn rate(typed: &str) -> Option<String> {
    let text = typed.trim().replace(',', ".");
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.len() <= 16;
    let rate = plain.then(|| text.parse::<Decimal>().ok()).flatten()?.normalize();
    (rate > Decimal::ZERO && rate.scale() <= 6).then(|| rate.to_string())
}

/// A limit in the record: smallest parts as units, with a point, "none" for none; the page translates neither.
fn recorded(unit: &Unit, parts: i64) -> String {
    if parts.abs() >= RANGE { "∞".to_owned() } else { crate::ui::text::amount_text(unit, Language::English, parts) }
}

fn differences(was: &Rules, becomes: &Rules) -> Vec<Change> {
    let limit = |rules: &Rules, parts| recorded(&rules.unit, parts);
    let same_rate = was.units_per_hour.parse::<Decimal>().ok() == becomes.units_per_hour.parse::<Decimal>().ok();
    let rate = if same_rate { &was.units_per_hour } else { &becomes.units_per_hour };
    let pairs = [
        ("name", was.name.clone(), becomes.name.clone()),
        ("description", was.description.clone(), becomes.description.clone()),
        ("area", was.area.clone(), becomes.area.clone()),
        ("unit_name", was.unit.name.clone(), becomes.unit.name.clone()),
        ("unit_plural", was.unit.plural.clone(), becomes.unit.plural.clone()),
        ("unit_symbol", was.unit.symbol.clone(), becomes.unit.symbol.clone()),
        ("default_min", limit(was, was.default_min), limit(was, becomes.default_min)),
        ("default_max", limit(was, was.default_max), limit(was, becomes.default_max)),
        ("units_per_hour", was.units_per_hour.clone(), rate.clone()),
        ("show_balances", flag(was.show_balances).to_owned(), flag(becomes.show_balances).to_owned()),
    ];
    let differ = pairs.into_iter().filter(|(_, was, becomes)| was != becomes);
    differ.map(|(what, was, becomes)| Change { what, was, becomes }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Rules, SettingsForm};
    use crate::ledger::Unit;
    use crate::words::Language::{English, Spanish};

    fn rules(traded: bool) -> Rules {
        Rules {
            name: "Riverside".into(),
            description: String::new(),
            area: "Leeds".into(),
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
                decided.changes.iter().map(|c| (c.what, c.was.as_str(), c.becomes.as_str())).collect();
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
    fn the_unit_stays_once_anybody_has_paid() {
        let mut form = SettingsForm::of(&rules(false), English);
        form.reason = "a better word".into();
        form.unit_name = "twig".into();
        assert!(form.parse(&rules(false), English).is_ok_and(|decided| decided.rules.unit.name == "twig"));
        assert!(form.parse(&rules(true), English).is_err());
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
        for rate in ["0", "-1", "1e3", "", "1.2.3", "0.0000001"] {
            form.units_per_hour = rate.into();
            let errors = form.parse(&rules(true), English).expect_err(rate);
            assert_eq!(errors.iter().map(|e| e.field).collect::<Vec<_>>(), ["units_per_hour"]);
        }
    }
}
