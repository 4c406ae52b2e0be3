//! What an officer enters in their own favour: a little alone, more by another officer, where there is one who may.
//!
//! Always holds: what was entered so within a day counts together, under a lock on the officer's own row, so that neither many small
//! acts nor two at the same moment come to more; each stands in the journal with how much it was, for the others to see and undo.
//! What counts as one's own favour says whoever asks: `payments` and `limits`.

use app::ids::{AccountId, ExchangeId, PersonId};
use app::roles::{Right, offices};
use app::time::Instant;
use sqlx::AnyConnection;

use super::store;
use crate::db::{DbError, Tx};

/// How long acts count together, in seconds.
const DAY: i64 = 86_400;
/// How long somebody stays new to whoever enrolled them, in seconds: a quarter of a year, in which nobody else may have met them.
const NEW: i64 = 90 * DAY;

/// An act in the favour of whoever enters it.
#[derive(Clone, Copy, Debug)]
pub struct Favour {
    /// Where.
    pub exchange: ExchangeId,
    /// Who enters it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// How much, in smallest parts.
    pub amount: i64,
    /// How much of that the rules let one officer enter alone within a day; 0 for nothing, whoever else there is.
    pub most: i64,
    /// The right that it takes.
    pub right: Right,
}

/// Another officer must enter it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAlone {
    /// What one may enter alone within a day.
    pub most: i64,
    /// Who may enter it instead; nobody where the rules say never and there is nobody else.
    pub others: Vec<String>,
}

/// Whether another must enter it, as things stand; in a transaction after [`hold`].
pub async fn weigh(conn: &mut AnyConnection, favour: Favour) -> Result<Option<NotAlone>, DbError> {
    let Favour { exchange, by, at, amount, most, right } = favour;
    let before = store::entered(&mut *conn, (exchange, by), at.plus_seconds(-DAY)).await?;
    if before.saturating_add(amount) <= most {
        return Ok(None);
    }
    let others = store::others(conn, (exchange, by), offices(right)).await?;
    Ok((most == 0 || !others.is_empty()).then_some(NotAlone { most, others }))
}

/// Holds the offices of whoever enters it, until the transaction ends: what they enter at the same moment waits, and then counts.
pub async fn hold(tx: &mut Tx, exchange: ExchangeId, by: PersonId) -> Result<(), DbError> {
    store::hold(tx, exchange, by).await
}

/// Whether that officer enrolled the member whose account it is.
pub async fn enrolled(
    conn: &mut AnyConnection,
    (exchange, account): (ExchangeId, AccountId),
    by: PersonId,
) -> Result<bool, DbError> {
    store::enrolled(conn, (exchange, account), (by, Instant(i64::MIN))).await
}

/// The same, and not so long ago.
pub async fn enrolled_lately(
    conn: &mut AnyConnection,
    (exchange, account): (ExchangeId, AccountId),
    (by, now): (PersonId, Instant),
) -> Result<bool, DbError> {
    store::enrolled(conn, (exchange, account), (by, now.plus_seconds(-NEW))).await
}
