//! How lately a member traded, as roughly as others need to know it.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::time::Instant;
use crate::ui::text::month_text;
use crate::words::Words;

/// How lately, from a week to a month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastActive {
    /// Not yet.
    Never,
    /// In the last seven days.
    Week,
    /// In the last thirty.
    Month,
    /// Before: in the month of this day.
    In(Date),
}

impl LastActive {
    /// Of whose account moved then for the last time; at 0 it never did.
    pub fn of(last: Instant, (today, zone): (Date, &TimeZone)) -> Self {
        if last.0 <= 0 {
            return Self::Never;
        }
        let day = last.day(zone);
        match day.until(today).map_or(i32::MAX, |span| span.get_days()) {
            ..7 => Self::Week,
            7..30 => Self::Month,
            _ => Self::In(day),
        }
    }

    /// As it is said; nothing of who never traded.
    pub fn sentence(self, words: &Words) -> String {
        match self {
            Self::Never => String::new(),
            Self::Week => words.member_active_week(),
            Self::Month => words.member_active_month(),
            Self::In(day) => words.member_active_in(month_text(words, day)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::LastActive;
    use crate::time::{Instant, start_of};
    use crate::words::Language::English;

    #[test]
    fn it_is_said_how_lately_somebody_traded_and_never_the_day() {
        let zone = TimeZone::UTC;
        let today = date(2026, 11, 24);
        let says = |last: Instant| LastActive::of(last, (today, &zone)).sentence(English.words());
        for (day, expected) in [
            (date(2026, 11, 25), "traded this week"),
            (date(2026, 11, 24), "traded this week"),
            (date(2026, 11, 18), "traded this week"),
            (date(2026, 11, 17), "traded in the last month"),
            (date(2026, 10, 26), "traded in the last month"),
            (date(2026, 10, 25), "last traded in October 2026"),
            (date(2024, 1, 31), "last traded in January 2024"),
        ] {
            assert_eq!(says(start_of(day, &zone)), expected, "{day}");
        }
        assert_eq!(says(Instant(0)), "");
    }
}
