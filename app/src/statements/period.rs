//! Which period a statement is of: the last twelve months, a calendar year, a month.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::year::first_day;
use crate::paths::query::StatementQuery;
use crate::ui::text::{day_text, month_text};
use crate::words::Words;

/// The period of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// From a year before this day on; whatever a clock that was ahead dated later is in it too.
    UpTo(Date),
    /// A calendar year, by its first day.
    Year(Date),
    /// A month, by its first day.
    Month(Date),
}

impl Period {
    /// The one that is asked for; the last twelve months if none is. What is neither year nor month is no period.
    pub fn asked(query: &StatementQuery, today: Date) -> Option<Self> {
        let first = |typed: &str, length: usize, rest: &str| {
            let plain = typed.len() == length && typed.bytes().all(|b| b.is_ascii_digit() || b == b'-');
            format!("{typed}{rest}").parse::<Date>().ok().filter(|_| plain)
        };
        let period = match (query.year.as_str(), query.month.as_str()) {
            ("", "") => return Some(Self::UpTo(today)),
            (year, "") => Self::Year(first(year, 4, "-01-01")?),
            (_, month) => Self::Month(first(month, 7, "-01")?),
        };
        period.next().map(|_| period)
    }

    /// Its first day.
    pub fn first(self) -> Date {
        match self {
            Self::UpTo(today) => first_day(today),
            Self::Year(first) | Self::Month(first) => first,
        }
    }

    /// The first day after it; none if it is open, or the calendar ends with it.
    pub fn next(self) -> Option<Date> {
        match self {
            Self::UpTo(_) => None,
            Self::Year(first) => first.checked_add(1.year()).ok(),
            Self::Month(first) => first.checked_add(1.month()).ok(),
        }
    }

    /// Its last day, or today if that is earlier.
    pub fn last(self, today: Date) -> Date {
        let last = self.next().and_then(|next| next.yesterday().ok());
        last.map_or(today, |last| last.min(today.max(self.first())))
    }

    /// Today is after it, so that its balance is not today's.
    pub fn is_over(self, today: Date) -> bool {
        self.next().is_some_and(|next| next <= today)
    }

    /// What asks for it.
    pub fn query(self) -> StatementQuery {
        let (mut year, mut month) = Default::default();
        match self {
            Self::UpTo(_) => {}
            Self::Year(first) => year = format!("{:04}", first.year()),
            Self::Month(first) => month = format!("{:04}-{:02}", first.year(), first.month()),
        }
        StatementQuery { year, month, ..StatementQuery::default() }
    }

    /// What it is called.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::UpTo(_) => words.statement_twelve(),
            Self::Year(first) => first.year().to_string(),
            Self::Month(first) => month_text(words, first),
        }
    }

    /// From which day to which.
    pub fn days(self, words: &Words, today: Date) -> String {
        words.statement_from_to(day_text(words, self.first()), day_text(words, self.last(today)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::Period;
    use crate::paths::query::StatementQuery;
    use crate::words::Language;

    const TODAY: Date = date(2026, 11, 25);

    fn asked(year: &str, month: &str) -> Option<Period> {
        let query = StatementQuery { year: year.into(), month: month.into(), ..StatementQuery::default() };
        Period::asked(&query, TODAY)
    }

    #[test]
    fn a_period_is_twelve_months_a_year_or_a_month_and_nothing_else() {
        for (year, month, first, next, last) in [
            ("", "", date(2025, 11, 25), None, TODAY),
            ("2025", "", date(2025, 1, 1), Some(date(2026, 1, 1)), date(2025, 12, 31)),
            ("2026", "", date(2026, 1, 1), Some(date(2027, 1, 1)), TODAY),
            ("", "2026-02", date(2026, 2, 1), Some(date(2026, 3, 1)), date(2026, 2, 28)),
            ("", "2027-02", date(2027, 2, 1), Some(date(2027, 3, 1)), date(2027, 2, 1)),
        ] {
            let period = asked(year, month).unwrap();
            assert_eq!((period.first(), period.next(), period.last(TODAY)), (first, next, last), "{year} {month}");
            assert_eq!(period.is_over(TODAY), next.is_some_and(|next| next <= TODAY), "{year} {month}");
            assert_eq!(Period::asked(&period.query(), TODAY), Some(period));
        }
        for year in ["26", "02026", "-202", "20 6", "9999", "year", "2026-11", "٢٠٢٦", "%00"] {
            assert_eq!(asked(year, ""), None, "{year}");
        }
        for month in ["2026", "2026-13", "2026-1", "november", "2026-11-24", "9999-12", "+"] {
            assert_eq!(asked("", month), None, "{month}");
        }
    }

    #[test]
    fn a_period_says_its_days() {
        let words = Language::English.words();
        let days = |period: Period| period.days(words, TODAY);
        assert_eq!(days(Period::UpTo(TODAY)), "25 November 2025 to 25 November 2026");
        assert_eq!(days(Period::Year(date(2025, 1, 1))), "1 January 2025 to 31 December 2025");
        assert_eq!(days(Period::Year(date(2026, 1, 1))), "1 January 2026 to 25 November 2026");
    }
}
