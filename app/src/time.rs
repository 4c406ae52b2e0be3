//! Time as it is stored and as people read it: instants are microseconds since 1970 UTC, days
//! are calendar days in an exchange's time zone. The clock itself is the server's.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A moment, in microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// The moment `micros` microseconds later.
    #[must_use]
    pub fn plus_micros(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// The moment `seconds` seconds later (earlier if negative).
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        self.plus_micros(seconds.saturating_mul(1_000_000))
    }

    /// Whole seconds since 1970.
    pub fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The calendar day it is then in `zone`.
    pub fn day(self, zone: &TimeZone) -> Date {
        zone.to_datetime(self.timestamp()).date()
    }

    /// The same moment for the calendar library; the ends of its range beyond it.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }

    /// `2026-11-24T08:30:00Z`: for machines, in CSV and the `datetime` of a `<time>`.
    pub fn iso(self) -> String {
        format!("{:.0}", self.timestamp())
    }
}

impl From<Timestamp> for Instant {
    fn from(moment: Timestamp) -> Self {
        Self(moment.as_microsecond())
    }
}

/// The time zone of that IANA name (`Europe/Madrid`), from the list built into the program.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// The first moment of a day in `zone`.
pub fn start_of(day: Date, zone: &TimeZone) -> Instant {
    zone.to_zoned(day.at(0, 0, 0, 0)).map_or(Instant(0), |moment| moment.timestamp().into())
}

#[cfg(feature = "sql")]
mod sql {
    use sqlx::any::{Any, AnyTypeInfo, AnyValueRef};
    use sqlx::encode::IsNull;
    use sqlx::error::BoxDynError;
    use sqlx::{Database, Decode, Encode, Type};

    use super::Instant;

    impl Type<Any> for Instant {
        fn type_info() -> AnyTypeInfo {
            <i64 as Type<Any>>::type_info()
        }
    }
    impl<'q> Encode<'q, Any> for Instant {
        fn encode_by_ref(&self, buf: &mut <Any as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
            <i64 as Encode<'q, Any>>::encode_by_ref(&self.0, buf)
        }
    }
    impl<'r> Decode<'r, Any> for Instant {
        fn decode(value: AnyValueRef<'r>) -> Result<Self, BoxDynError> {
            <i64 as Decode<'r, Any>>::decode(value).map(Self)
        }
    }
}
