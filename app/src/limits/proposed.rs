//! Limits of an account, or of a class, that wait for a second officer: as they are kept meanwhile.

use super::LimitsCourse;
use super::form::Standing;

/// What was proposed for the limits of one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposedLimits {
    /// They are these, where the exchange counts so.
    Set(Standing, i64),
    /// They take another course.
    Course(LimitsCourse),
}

/// The word of limits that are set.
const SET: &str = "set";
/// The word of a class that is chosen.
const CLASS: &str = "class";

impl ProposedLimits {
    /// As it is kept.
    pub fn value(self) -> String {
        let parts = |numbers: &[i64]| numbers.iter().map(|number| format!(" {number}")).collect::<String>();
        match self {
            Self::Set(limits, counting) => format!("{SET}{}{}", parts(&[counting]), parts(&limits.parts())),
            Self::Course(LimitsCourse::Class(id)) => format!("{CLASS} {id}"),
            Self::Course(course) => {
                let word = LimitsCourse::ALL.into_iter().find(|(_, one)| *one == course);
                word.map_or_else(String::new, |(word, _)| word.to_owned())
            }
        }
    }

    /// What is kept so; none of what this program does not know.
    pub fn read(value: &str) -> Option<Self> {
        let (word, rest) = value.split_once(' ').unwrap_or((value, ""));
        let numbers: Vec<i64> = rest.split(' ').filter_map(|number| number.parse().ok()).collect();
        match (word, numbers.as_slice()) {
            (SET, [counting, min, max, warn_min, warn_max]) => {
                let limits = Standing { min: *min, max: *max, warn_min: *warn_min, warn_max: *warn_max };
                Some(Self::Set(limits, *counting))
            }
            (CLASS, [id]) => Some(Self::Course(LimitsCourse::Class(*id))),
            (word, []) => {
                let course = LimitsCourse::ALL.into_iter().find(|(one, _)| *one == word);
                course.map(|(_, course)| Self::Course(course))
            }
            _ => None,
        }
    }
}

/// Limits of a class of that name, as they are kept.
pub fn class_value(limits: Standing, name: &str) -> String {
    let [min, max, warn_min, warn_max] = limits.parts();
    format!("{min} {max} {warn_min} {warn_max} {name}")
}

/// The same as they are read.
pub fn read_class(value: &str) -> Option<(Standing, &str)> {
    let mut parts = value.splitn(5, ' ');
    let mut number = || parts.next()?.parse().ok();
    let limits = Standing { min: number()?, max: number()?, warn_min: number()?, warn_max: number()? };
    Some((limits, parts.next()?))
}

#[cfg(test)]
mod tests {
    use super::{LimitsCourse, ProposedLimits, Standing, class_value, read_class};
    use crate::ledger::RANGE;

    #[test]
    fn what_was_proposed_is_what_comes_about() {
        let limits = Standing { min: -15_000, max: RANGE, warn_min: -13_500, warn_max: 900 };
        for proposed in [
            ProposedLimits::Set(limits, 4),
            ProposedLimits::Course(LimitsCourse::Class(7)),
            ProposedLimits::Course(LimitsCourse::Class(0)),
            ProposedLimits::Course(LimitsCourse::ToRule),
        ] {
            assert_eq!(ProposedLimits::read(&proposed.value()), Some(proposed));
        }
        for wrong in ["", "set", "set 1 2 3", "class", "class x", "king"] {
            assert_eq!(ProposedLimits::read(wrong), None, "{wrong}");
        }
        let name = "Firms of the old mill";
        assert_eq!(read_class(&class_value(limits, name)), Some((limits, name)));
        assert_eq!(read_class("1 2 3 Firms"), None);
    }
}
