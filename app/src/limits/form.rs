//! What the committee types into the limits form, and what it comes to.

use serde::Deserialize;

use crate::forms::{FieldError, PAGE, Reader, limit};
use crate::ledger::{Unit, nine_tenths};
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
    /// Which button it was.
    pub act: String,
    /// Which class was chosen; 0 for none.
    pub class: String,
}

/// What the committee decides about an account's limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LimitsDecided {
    /// They are these.
    Set(LimitsAsked),
    /// They take another course, for a reason.
    Course(LimitsCourse, String),
}

/// What limits can do beside being set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitsCourse {
    /// Nothing can be owed.
    Freeze,
    /// They are again what they would be.
    Lift,
    /// They follow the rules, whatever was set.
    ToRule,
    /// They follow those of a class; of 0, everybody's.
    Class(i64),
}

/// The word of the button by which a class is chosen.
pub const CLASS: &str = "class";

impl LimitsCourse {
    /// Each that takes nothing but a reason, with the word of its button.
    pub const ALL: [(&'static str, Self); 3] = [("freeze", Self::Freeze), ("lift", Self::Lift), ("rule", Self::ToRule)];
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
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct Standing {
    #[cfg_attr(feature = "sql", sqlx(rename = "min_balance"))]
    pub min: i64,
    #[cfg_attr(feature = "sql", sqlx(rename = "max_balance"))]
    pub max: i64,
    pub warn_min: i64,
    pub warn_max: i64,
}

impl Standing {
    /// All four: lowest, highest, and the lines below and above.
    pub fn parts(self) -> [i64; 4] {
        [self.min, self.max, self.warn_min, self.warn_max]
    }

    /// Whether these others let somebody owe or hold more.
    pub fn is_raised_by(self, others: Self) -> bool {
        others.min < self.min || others.max > self.max
    }

    /// How far each limit and its line are from zero: below, then above.
    fn sides(self) -> [(i64, i64); 2] {
        [(self.min.saturating_neg(), self.warn_min.saturating_neg()), (self.max, self.warn_max)]
    }
}

impl LimitsAsked {
    /// The limits alone.
    pub fn standing(&self) -> Standing {
        Standing { min: self.min, max: self.max, warn_min: self.warn_min, warn_max: self.warn_max }
    }
}

impl LimitsForm {
    /// A form that shows what stands. A warn line that nobody set is left empty, so that it goes on following its limit.
    pub fn of(standing: Standing, unit: &Unit, language: Language) -> Self {
        let typed = |parts| limit::write(unit, language, parts);
        let line = |(limit, line)| if line == nine_tenths(limit) { String::new() } else { typed(line) };
        let [below, above] = standing.sides();
        Self {
            min: typed(standing.min),
            max: typed(standing.max),
            warn_min: line(below),
            warn_max: line(above),
            ..Self::default()
        }
    }

    /// What is decided, where the account stands with these limits.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn decided(&self, standing: (&Unit, Standing), language: Language) -> Result<LimitsDecided, Vec<FieldError>> {
        if matches!(self.act.as_str(), "" | "set") {
            return self.parse(standing, language).map(LimitsDecided::Set);
        }
        let mut form = Reader::new(language);
        let reason = form.reason("reason", &self.reason);
        let course = match self.act.as_str() {
            CLASS => form.needs("class", self.class.parse().ok().map(LimitsCourse::Class), Words::form_choice),
            act => form.choice(PAGE, act, LimitsCourse::ALL),
        };
        form.finish(|| Some(LimitsDecided::Course(course?, reason?)))
    }

    /// What was meant, where the account stands with these limits. A line that stands where it stood, and that the new limit leaves
    /// behind, nobody meant: it follows the limit.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub(super) fn parse(
        &self,
        (unit, standing): (&Unit, Standing),
        language: Language,
    ) -> Result<LimitsAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let min = form.limit("min", &self.min, unit);
        let max = form.limit("max", &self.max, unit);
        let mut line = |field, typed: &str, (limit, stood): (Option<i64>, i64)| {
            let computed = nine_tenths(limit.unwrap_or(0));
            let line = form.limit_or(field, typed, (unit, computed))?;
            let untouched = line == stood && limit.is_some_and(|limit| line > limit);
            Some(if untouched { computed } else { line })
        };
        let [(_, below), (_, above)] = standing.sides();
        let warn_min = line("warn_min", &self.warn_min, (min, below));
        let warn_max = line("warn_max", &self.warn_max, (max, above));
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
    use super::{LimitsAsked, LimitsCourse, LimitsDecided, LimitsForm, Standing};
    use crate::ledger::{RANGE, Unit};
    use crate::words::Language::{English, Spanish};

    fn unit() -> Unit {
        Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false }
    }

    /// 100 both ways, with the lines that nobody set.
    const STANDING: Standing = Standing { min: -10_000, max: 10_000, warn_min: -9_000, warn_max: 9_000 };

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
        let terms = form("150", "none", "", " asked at the market ").parse((&unit(), STANDING), English);
        let reason = "asked at the market".to_owned();
        assert_eq!(terms, Ok(LimitsAsked { min: -15_000, max: RANGE, warn_min: -13_500, warn_max: RANGE, reason }));
    }

    #[test]
    fn another_course_takes_a_reason_and_nothing_else() {
        for (act, course) in LimitsCourse::ALL {
            let form = LimitsForm { act: act.into(), min: "x".into(), reason: "so".into(), ..LimitsForm::default() };
            let decided = form.decided((&unit(), STANDING), English);
            assert_eq!(decided, Ok(LimitsDecided::Course(course, "so".into())));
            let form = LimitsForm { reason: String::new(), ..form };
            assert!(form.decided((&unit(), STANDING), English).is_err());
        }
        let set = |act: &str| LimitsForm { act: act.into(), ..form("1", "2", "", "x") };
        assert!(matches!(set("set").decided((&unit(), STANDING), English), Ok(LimitsDecided::Set(_))));
        assert!(set("melt").decided((&unit(), STANDING), English).is_err());
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
            let errors = form.parse((&unit(), STANDING), English).expect_err("wrong");
            assert_eq!(errors.iter().map(|e| e.field).collect::<Vec<_>>(), fields);
        }
    }
    #[test]
    fn a_warn_line_that_nobody_touched_follows_its_limit_and_one_that_somebody_set_stays() {
        // Limit and line as they stand, what is typed over them (nothing: untouched), and limit and line after it; on either side.
        for (stood, typed, after) in [
            ((10_000, 9_000), ("250", None), Some((25_000, 22_500))),
            ((10_000, 9_000), ("50", None), Some((5_000, 4_500))),
            ((10_000, 9_000), ("0", None), Some((0, 0))),
            ((10_000, 9_000), ("none", None), Some((RANGE, RANGE))),
            ((10_000, 9_000), ("250", Some("90")), Some((25_000, 9_000))),
            ((10_000, 9_000), ("100", None), Some((10_000, 9_000))),
            ((10_000, 8_000), ("250", None), Some((25_000, 8_000))),
            ((10_000, 8_000), ("90", None), Some((9_000, 8_000))),
            ((10_000, 8_000), ("50", None), Some((5_000, 4_500))),
            ((10_000, 8_000), ("50", Some("")), Some((5_000, 4_500))),
            ((10_000, 8_000), ("50", Some("70")), None),
            ((10_000, 10_000), ("20", None), Some((2_000, 1_800))),
            ((RANGE, RANGE), ("100", None), Some((10_000, 9_000))),
            ((RANGE, 9_000), ("100", None), Some((10_000, 9_000))),
            ((RANGE, 9_000), ("50", None), Some((5_000, 4_500))),
            ((0, 0), ("100", None), Some((10_000, 9_000))),
            ((99, 90), ("100", None), Some((10_000, 9_000))),
        ] {
            let (limit, line) = stood;
            let standing = Standing { min: -limit, max: limit, warn_min: -line, warn_max: line };
            for language in [English, Spanish] {
                let (limit, line) = typed;
                let limit = if limit == "none" { language.words().limits_none() } else { limit.to_owned() };
                let shown = LimitsForm::of(standing, &unit(), language);
                let line = |shown: &str| line.map_or_else(|| shown.to_owned(), str::to_owned);
                let form = LimitsForm {
                    min: limit.clone(),
                    max: limit,
                    warn_min: line(&shown.warn_min),
                    warn_max: line(&shown.warn_max),
                    reason: "asked".into(),
                    ..shown
                };
                let read = form.parse((&unit(), standing), language);
                let read = read.ok().map(|read| [(-read.min, -read.warn_min), (read.max, read.warn_max)]);
                assert_eq!(read, after.map(|side| [side, side]), "{stood:?} {typed:?}");
            }
        }
    }
}
