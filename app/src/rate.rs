//! What an hour of ordinary work is worth in an exchange's unit.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;

use crate::ledger::Unit;
use crate::words::Language;

/// Units for one hour of ordinary work: positive, at most a million, at most six decimals. Set by a committee, not by a market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitsPerHour(Decimal);

impl UnitsPerHour {
    /// One unit an hour, as time banks have it.
    pub const ONE: Self = Self(Decimal::ONE);
    /// The most units that an hour can be.
    const MOST: i64 = 1_000_000;
    /// The most digits after the mark.
    const SCALE: u32 = 6;

    /// That many units an hour, if a rate can be so.
    pub fn new(units: Decimal) -> Option<Self> {
        let units = units.normalize();
        let fits = units > Decimal::ZERO && units <= Decimal::from(Self::MOST) && units.scale() <= Self::SCALE;
        fits.then_some(Self(units))
    }

    /// Reads what a person typed: digits with a point or a comma before decimals. `1,000` is a thousand in one country and one in
    /// another: none.
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.trim().replace(',', ".");
        let plain = text.len() <= 16 && text.chars().all(|c| c.is_ascii_digit() || c == '.');
        let thousands = text.split_once('.').is_some_and(|(whole, rest)| rest.len() == 3 && whole != "0");
        if plain && !thousands { text.parse::<Self>().ok() } else { None }
    }

    /// As one would type it into a form in that language.
    pub fn typed_text(self, language: Language) -> String {
        let zero = if self.0.scale() == 3 { "0" } else { "" };
        self.0.to_string().replace('.', &language.decimal_mark().to_string()) + zero
    }

    /// Millionths of the unit's smallest part that stand for one hour; at most 10^16.
    pub fn micro_parts(self, unit: &Unit) -> i128 {
        let missing = Self::SCALE.saturating_sub(self.0.scale());
        self.0.mantissa() * 10_i128.pow(missing) * i128::from(unit.parts())
    }

    /// `10.5 leaves`, `1 h`, as people read it in their language.
    pub fn text(self, unit: &Unit, language: Language) -> String {
        let number = self.0.to_string().replace('.', &language.decimal_mark().to_string());
        let name = match (unit.is_time, self.0 == Decimal::ONE) {
            (true, _) => "h",
            (false, true) => &unit.name,
            (false, false) => &unit.plural,
        };
        format!("{number}\u{a0}{name}")
    }
}

/// As the database keeps it: a plain decimal with a point.
impl fmt::Display for UnitsPerHour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Not a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRate;

impl FromStr for UnitsPerHour {
    type Err = NoRate;

    fn from_str(text: &str) -> Result<Self, NoRate> {
        Decimal::from_str_exact(text.trim()).ok().and_then(Self::new).ok_or(NoRate)
    }
}

#[cfg(test)]
mod tests {
    use super::UnitsPerHour;
    use crate::words::Language::{English, Spanish};

    #[test]
    fn a_rate_is_positive_and_has_six_decimals_at_most() {
        for (typed, kept) in [("12", "12"), ("10,50", "10.5"), (" 0.000001 ", "0.000001"), ("1000000", "1000000")] {
            assert_eq!(UnitsPerHour::typed(typed).map(|rate| rate.to_string()).as_deref(), Some(kept), "{typed}");
        }
        assert_eq!(UnitsPerHour::typed("0,125").map(|rate| rate.to_string()).as_deref(), Some("0.125"));
        for kept in ["10", "12.5", "12.345", "0.125", "999999.999999"] {
            let rate: UnitsPerHour = kept.parse().unwrap();
            for language in [English, Spanish] {
                assert_eq!(UnitsPerHour::typed(&rate.typed_text(language)), Some(rate), "{kept}");
            }
        }
        for typed in ["", "0", "-1", "0.0000001", "1000001", "1e3", "abc", "1.000.000", "1,000", "12.345", "NaN", "٣"]
        {
            assert_eq!(UnitsPerHour::typed(typed), None, "{typed}");
        }
    }
}
