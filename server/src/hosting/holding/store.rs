//! Whether an exchange is held, and what stands between it and its partners.

use app::ids::ExchangeId;
use sqlx::AnyConnection;

use crate::db::{DbError, Tx};

/// Key and reason of the exchange of an address, whatever its state.
pub const KEPT: &str = "select exchange_id, held_why, most_members from exchanges where slug = $1";
/// Locks the accounts that stand for partners, in the order of the ledger; who trades meanwhile waits, and then finds how the exchange stands.
pub const LOCK_CLEARING: &str = "
select account_id, balance, value, partner_id
from accounts
where exchange_id = $1 and kind = 2
order by kind, account_id
{lock}";
/// The name of a partner with whom an agreement is in force.
pub const AGREES: &str = "
select e.name
from agreements g
join exchanges e on e.exchange_id = $2
where g.state = 'in_force' and ((g.a_exchange_id = $1 and g.b_exchange_id = $2) or (g.b_exchange_id = $1 and g.a_exchange_id = $2))
limit 1";
/// How an exchange stands, which nobody changes meanwhile.
pub const LOCK_STATUS: &str = "select status from exchanges where exchange_id = $1 {lock}";
/// Sets how it stands, and why.
pub const HOLD: &str = "update exchanges set status = $2, held_why = $3 where exchange_id = $1";

/// How many members there may be, which nobody changes meanwhile.
pub const LOCK_QUOTA: &str = "select most_members from exchanges where exchange_id = $1 {lock}";
/// Sets how many.
pub const SET_QUOTA: &str = "update exchanges set most_members = $2 where exchange_id = $1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 7] = [KEPT, LOCK_CLEARING, AGREES, LOCK_STATUS, HOLD, LOCK_QUOTA, SET_QUOTA];

/// A row of [`KEPT`].
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct KeptRow {
    pub(super) exchange_id: ExchangeId,
    pub(super) held_why: String,
    pub(super) most_members: i64,
}

/// A row of [`LOCK_CLEARING`].
#[derive(sqlx::FromRow)]
pub(super) struct ClearingRow {
    pub(super) balance: i64,
    pub(super) value: i64,
    pub(super) partner_id: ExchangeId,
}

/// The exchange of an address, whatever its state.
pub(super) async fn kept(conn: &mut AnyConnection, slug: &str) -> Result<Option<KeptRow>, DbError> {
    Ok(sqlx::query_as(KEPT).bind(slug.to_owned()).fetch_optional(conn).await?)
}

/// Locks what stands for partners.
pub(super) async fn lock_clearing(tx: &mut Tx, exchange: ExchangeId) -> Result<Vec<ClearingRow>, DbError> {
    let sql = tx.engine().text(LOCK_CLEARING);
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(exchange).fetch_all(tx.conn()).await?)
}

/// The partner's name, if an agreement with it is in force.
pub(super) async fn agrees(tx: &mut Tx, exchange: ExchangeId, with: ExchangeId) -> Result<Option<String>, DbError> {
    Ok(sqlx::query_scalar(AGREES).bind(exchange).bind(with).fetch_optional(tx.conn()).await?)
}

/// How an exchange stands, locked.
pub(super) async fn lock_status(tx: &mut Tx, exchange: ExchangeId) -> Result<String, DbError> {
    let sql = tx.engine().text(LOCK_STATUS);
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(exchange).fetch_one(tx.conn()).await?)
}

/// Sets how it stands, and why.
pub(super) async fn set(tx: &mut Tx, exchange: ExchangeId, (status, why): (&str, &str)) -> Result<(), DbError> {
    let query = sqlx::query(HOLD).bind(exchange).bind(status.to_owned()).bind(why.to_owned());
    query.execute(tx.conn()).await?;
    Ok(())
}

/// How many members there may be, locked.
pub(super) async fn lock_quota(tx: &mut Tx, exchange: ExchangeId) -> Result<i64, DbError> {
    let sql = tx.engine().text(LOCK_QUOTA);
    Ok(sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(exchange).fetch_one(tx.conn()).await?)
}

/// Sets how many.
pub(super) async fn set_quota(tx: &mut Tx, exchange: ExchangeId, most: i64) -> Result<(), DbError> {
    sqlx::query(SET_QUOTA).bind(exchange).bind(most).execute(tx.conn()).await?;
    Ok(())
}
