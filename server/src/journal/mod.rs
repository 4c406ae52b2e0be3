//! Acts of the committee: each is one audit row whose key came with the form, so the same form acts once.

pub mod store;

use app::ids::{ExchangeId, MemberId, PersonId};
use app::time::Instant;
use sqlx::Row as _;

use crate::db::{DbError, Tx};
use crate::http::answer::Error;
use store::{FIND_ACT, RECORD_ACT};

/// Something the committee does.
#[derive(Clone, Debug)]
pub struct Act {
    /// Where.
    pub exchange: ExchangeId,
    /// The key that the form carried.
    pub id: i64,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: PersonId,
    /// What: `limits`, `member`, `rules`, `pay for`, `reverse`.
    pub act: &'static str,
    /// To what: an account's code, a transfer's id.
    pub object: String,
    /// For whom; `MemberId(0)` for nobody.
    pub on_behalf_of: MemberId,
    /// Why.
    pub why: String,
}

/// Reads the key that a form carries: made by the page with [`crate::clock::fresh_key`].
///
/// # Errors
/// [`Error::BadRequest`] when the form lost it.
pub fn key(typed: &str) -> Result<i64, Error> {
    typed.parse().ok().filter(|key| *key > 0).ok_or(Error::BadRequest)
}

/// The object of an act that stands already under this key by this person; none if nothing stands.
///
/// # Errors
/// [`DbError::Exists`] if the key stands for something else.
pub async fn standing(tx: &mut Tx, act: &Act) -> Result<Option<String>, DbError> {
    let row = sqlx::query(FIND_ACT).bind(act.exchange).bind(act.id).fetch_optional(tx.conn()).await?;
    let Some(row) = row else { return Ok(None) };
    let (by, what): (PersonId, String) = (row.try_get("person_id")?, row.try_get("act")?);
    if by == act.by && what == act.act { Ok(Some(row.try_get("object")?)) } else { Err(DbError::Exists) }
}

/// Records an act, in its transaction.
///
/// # Errors
/// [`DbError::Exists`] if the same form was faster.
pub async fn record(tx: &mut Tx, act: &Act) -> Result<(), DbError> {
    sqlx::query(RECORD_ACT)
        .bind(act.exchange)
        .bind(act.id)
        .bind(act.at)
        .bind(act.by)
        .bind(act.act)
        .bind(act.object.clone())
        .bind(act.on_behalf_of)
        .bind(act.why.clone())
        .execute(tx.conn())
        .await?;
    Ok(())
}
