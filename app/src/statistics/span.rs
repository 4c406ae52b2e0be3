//! Which months are looked at.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::paths::query::StatisticsQuery;

/// How many months may be looked at together; the one that is shown unless another is asked for, a year, is the third.
pub const SPANS: [i64; 5] = [3, 6, 12, 24, 36];

/// From how many months the last one is chosen.
const CHOICES: i64 = 120;

/// Some months, up to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day of the first month.
    pub first: Date,
    /// The first day of the last month.
    pub last: Date,
    /// How many months were asked for; the exchange may be younger.
    pub asked: i64,
    /// The day on which the exchange began.
    pub began: Date,
    /// The day on which they are looked at.
    pub today: Date,
}

impl Span {
    /// Those that are asked for: a year up to this month unless others of the exchange's life are. None is before the exchange began.
    pub fn asked(query: &StatisticsQuery, (began, today): (Date, Date)) -> Self {
        let (began, this) = (began.min(today), today.first_of_month());
        let within = |month: &Date| (began.first_of_month()..=this).contains(month);
        let last = month_of(&query.to).filter(within).unwrap_or(this);
        let asked = SPANS.into_iter().find(|months| months.to_string() == query.months).unwrap_or(12);
        let first = last.checked_sub((asked - 1).months()).unwrap_or(last);
        Self { first: first.max(began.first_of_month()), last, asked, began, today }
    }

    /// Its last month is not over.
    pub fn is_open(&self) -> bool {
        self.last == self.today.first_of_month()
    }

    /// The first day after it.
    pub fn next(&self) -> Date {
        self.last.checked_add(1.month()).unwrap_or(Date::MAX)
    }

    /// The first day of each of its months, in order.
    pub fn months(&self) -> Vec<Date> {
        months(self.first, self.last)
    }

    /// The first day of each month in which the exchange lived, the latest first; of ten years at most.
    pub fn choices(&self) -> Vec<Date> {
        let this = self.today.first_of_month();
        let earliest = this.checked_sub((CHOICES - 1).months()).unwrap_or(this);
        let mut all = months(self.began.first_of_month().max(earliest), this);
        all.reverse();
        all
    }

    /// How many days of it the exchange has lived, today too.
    pub fn days(&self) -> i64 {
        let first = self.first.max(self.began);
        let last = self.next().yesterday().unwrap_or(self.today).min(self.today);
        (first.duration_until(last).as_hours() / 24).saturating_add(1).max(1)
    }

    /// What asks for it.
    pub fn query(&self) -> StatisticsQuery {
        let to = if self.is_open() { String::new() } else { self.last.strftime("%Y-%m").to_string() };
        let months = if self.asked == 12 { String::new() } else { self.asked.to_string() };
        StatisticsQuery { to, months }
    }
}

fn months(first: Date, last: Date) -> Vec<Date> {
    let all = std::iter::successors(Some(first), |month| month.checked_add(1.month()).ok());
    all.take_while(|month| *month <= last).collect()
}

/// The first day of `2026-11`.
fn month_of(typed: &str) -> Option<Date> {
    let plain = typed.len() == 7 && typed.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    format!("{typed}-01").parse::<Date>().ok().filter(|_| plain)
}
