//! What an exchange counts in.

/// The unit of one exchange. Amounts in it are integers of its smallest part: a hundredth for two
/// decimals, a minute for a unit of time.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct Unit {
    /// One of it: `leaf`.
    #[cfg_attr(feature = "sql", sqlx(rename = "unit_name"))]
    pub name: String,
    /// Several: `leaves`.
    #[cfg_attr(feature = "sql", sqlx(rename = "unit_plural"))]
    pub plural: String,
    /// One to three characters for narrow places.
    #[cfg_attr(feature = "sql", sqlx(rename = "unit_symbol"))]
    pub symbol: String,
    /// Digits after the decimal mark, 0 to 4; 0 for a unit of time.
    #[cfg_attr(feature = "sql", sqlx(rename = "unit_decimals", try_from = "i64"))]
    pub decimals: u32,
    /// Counted in minutes and shown as hours and minutes (`1:30`).
    #[cfg_attr(feature = "sql", sqlx(rename = "unit_is_time", try_from = "crate::ids::Flag"))]
    pub is_time: bool,
}

impl Unit {
    /// How it counts, as one number: what is typed means the same amount in two units that have the same.
    pub fn counting(&self) -> i64 {
        i64::from(self.decimals) * 2 + i64::from(self.is_time)
    }

    /// How many smallest parts make one unit: 10^decimals, or 60 for a unit of time.
    pub fn parts(&self) -> i64 {
        if self.is_time { 60 } else { 10_i64.pow(self.decimals.min(4)) }
    }
}
