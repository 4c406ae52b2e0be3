//! What an exchange counts in.

/// The unit of one exchange. Amounts in it are integers of its smallest part: a hundredth for two
/// decimals, a minute for a unit of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// One of it: `leaf`.
    pub name: String,
    /// Several: `leaves`.
    pub plural: String,
    /// One to three characters for narrow places.
    pub symbol: String,
    /// Digits after the decimal mark, 0 to 4; 0 for a unit of time.
    pub decimals: u32,
    /// Counted in minutes and shown as hours and minutes (`1:30`).
    pub is_time: bool,
}

impl Unit {
    /// How many smallest parts make one unit: 10^decimals, or 60 for a unit of time.
    pub fn parts(&self) -> i64 {
        if self.is_time { 60 } else { 10_i64.pow(self.decimals.min(4)) }
    }
}
