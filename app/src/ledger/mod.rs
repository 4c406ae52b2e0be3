//! The core: what a transfer is, and whether it may be posted.
//!
//! Always holds: an amount is a positive integer of the unit's smallest part; a transfer takes as much
//! from its payer as it gives its payee; a payer is held to its minimum alone and a payee to its maximum
//! alone, so that what moves toward zero always passes.
//!
//! Not here: SQL, locks and the writing (`manyhands::ledger`), words for people (`ui`, `words`), roles.

pub mod amount;
pub mod decide;
pub mod encoding;
pub mod kind;
pub mod unit;

pub use amount::{Amount, AmountError};
pub use decide::{Account, Booking, Posted, Refusal, Side, Warned, decide};
pub use kind::Kind;
pub use unit::Unit;

/// The range of every balance, limit and amount: ±10^15 smallest parts. A limit that stands there
/// means "none"; the schema's CHECKs hold the same figure.
pub const RANGE: i64 = 1_000_000_000_000_000;

/// The warn line of a limit that has none of its own: nine tenths of the way; none where there is no limit.
pub fn nine_tenths(limit: i64) -> i64 {
    if limit.saturating_abs() >= RANGE { limit } else { limit - limit / 10 }
}
