//! What the committee types into the limits form, and what it comes to.

use serde::Deserialize;

use crate::forms::{FieldError, Reader, limit};
use crate::ledger::{RANGE, Unit};
use crate::words::{Language, Words};

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is described by its label in words/en/limits.ftl")]
pub struct LimitsForm {
    /// Made by the page, so that sending it twice changes once.
    pub id: String,
    pub min: String,
    pub max: String,
    pub warn_min: String,
    pub warn_max: String,
    pub reason: String,
}

/// Limits that can stand on an account, in smallest parts, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitsAsked {
    /// Lowest balance, at most 0.
    pub min: i64,
    /// Highest balance, at least 0.
    pub max: i64,
    /// Warn below it; between `min` and 0.
    pub warn_min: i64,
    /// Warn above it; between 0 and `max`.
    pub warn_max: i64,
    /// Why.
    pub reason: String,
}

/// Limits as an account has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in LimitsAsked")]
pub struct Standing {
    pub min: i64,
    pub max: i64,
    pub warn_min: i64,
    pub warn_max: i64,
}

/// The line at nine tenths of a limit; no line where there is no limit.
fn nine_tenths(limit: i64) -> i64 {
    if limit >= RANGE { limit } else { limit - limit / 10 }
}

impl LimitsForm {
    /// A form that shows what stands.
    pub fn of(standing: Standing, unit: &Unit, language: Language) -> Self {
        let typed = |parts| limit::write(unit, language, parts);
        let (min, max) = (typed(standing.min), typed(standing.max));
        let (warn_min, warn_max) = (typed(standing.warn_min), typed(standing.warn_max));
        Self { min, max, warn_min, warn_max, ..Self::default() }
    }

    /// What was meant.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, unit: &Unit, language: Language) -> Result<LimitsAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let min = form.limit("min", &self.min, unit);
        let max = form.limit("max", &self.max, unit);
        let line = |limit: Option<i64>| nine_tenths(limit.unwrap_or(0));
        let warn_min = form.limit_or("warn_min", &self.warn_min, (unit, line(min)));
        let warn_max = form.limit_or("warn_max", &self.warn_max, (unit, line(max)));
        for (field, limit, line) in [("warn_min", min, warn_min), ("warn_max", max, warn_max)] {
            let beyond = limit.zip(line).is_some_and(|(limit, line)| line > limit);
            form.needs(field, (!beyond).then_some(()), Words::limits_error_warn);
        }
        let reason = form.reason("reason", &self.reason);
        form.finish(|| {
            Some(LimitsAsked { min: -min?, max: max?, warn_min: -warn_min?, warn_max: warn_max?, reason: reason? })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{LimitsAsked, LimitsForm};
    use crate::ledger::{RANGE, Unit};
    use crate::words::Language::English;

    fn unit() -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false }
    }

    fn form(min: &str, max: &str, warn_min: &str, reason: &str) -> LimitsForm {
        LimitsForm {
            min: min.into(),
            max: max.into(),
            warn_min: warn_min.into(),
            reason: reason.into(),
            ..LimitsForm::default()
        }
    }

    #[test]
    fn what_may_be_owed_is_stored_below_zero_and_warns_at_nine_tenths_unless_said() {
        let terms = form("150", "none", "", " asked at the market ").parse(&unit(), English);
        let reason = "asked at the market".to_owned();
        assert_eq!(terms, Ok(LimitsAsked { min: -15_000, max: RANGE, warn_min: -13_500, warn_max: RANGE, reason }));
    }

    #[test]
    fn each_wrong_field_is_named_and_nothing_passes() {
        for (form, fields) in [
            (form("", "10", "", "x"), vec!["min"]),
            (form("10", "x", "", ""), vec!["max", "reason"]),
            (form("10", "10", "10.01", "x"), vec!["warn_min"]),
            (form("-10", "10", "", "x"), vec!["min"]),
            (form("10", "10", "", &"x".repeat(501)), vec!["reason"]),
        ] {
            let errors = form.parse(&unit(), English).expect_err("wrong");
            assert_eq!(errors.iter().map(|e| e.field).collect::<Vec<_>>(), fields);
        }
    }
}
