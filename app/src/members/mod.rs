//! The people of an exchange: directory, one member, and for the committee all balances.

pub mod active;
pub mod add;
pub mod asleep;
pub mod checks;
pub mod erasing;
pub mod likely;
pub mod listed;
pub mod mails;
pub mod operators;
pub mod pages;
pub mod paper;
pub mod portrait;
pub mod profile;
pub mod states;

use crate::ids::Code;

/// A member whom a name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct Candidate {
    /// Their account.
    pub code: Code,
    /// Their name.
    pub name: String,
    /// Where they live.
    pub area: String,
    /// State and day of whoever is away, as `states::text` reads them; empty of anybody else, and where nobody asks.
    #[cfg_attr(feature = "sql", sqlx(default))]
    pub away: String,
}
