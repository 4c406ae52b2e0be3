//! Whom a payment may mean: the members that half a name fits, and those who were paid last.

use app::ids::{AccountId, Code, ExchangeId};
use app::members::likely::{Likely, LookedFor, likeliest};
use sqlx::AnyConnection;

use super::store;
use crate::db::DbError;

/// So many of those who were paid last are offered.
const LAST: usize = 5;

/// The likeliest members for a name that is nobody's: of one's own exchange, then of partners with whom an agreement is in force.
pub async fn likely(
    conn: &mut AnyConnection,
    (exchange, own): (ExchangeId, &Code),
    typed: &str,
) -> Result<Vec<Likely>, DbError> {
    let Some(looked_for) = LookedFor::typed(typed) else { return Ok(Vec::new()) };
    let mut found = store::likely_here(&mut *conn, exchange, &looked_for).await?;
    found.retain(|one| one.candidate.code != *own);
    found.extend(store::likely_abroad(conn, exchange, &looked_for).await?);
    Ok(likeliest(typed, found))
}

/// Whom an account paid last, the latest first, each once.
pub async fn paid_last(
    conn: &mut AnyConnection,
    (exchange, account): (ExchangeId, AccountId),
) -> Result<Vec<Likely>, DbError> {
    let mut last: Vec<Likely> = Vec::new();
    for paid in store::paid_last(conn, exchange, account).await? {
        if last.len() < LAST && last.iter().all(|other| other.candidate.code != paid.candidate.code) {
            last.push(paid);
        }
    }
    Ok(last)
}
