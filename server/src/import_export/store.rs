//! What an import writes beside what making an exchange writes anyway.

use app::ids::{ExchangeId, MemberId};
use app::import_export::ImportPlan;
use sqlx::AnyConnection;

use crate::db::{DbError, Tx};
use crate::sign_in::persons::person_by_email;

/// The exchange of a code, whatever its state.
pub const BY_CODE: &str = "select slug, import_print from exchanges where code = $1";
/// Who has an address already.
pub const SLUG_TAKEN: &str = "select count(*) as taken from exchanges where slug = $1";
/// Finishes an imported exchange: its print, the number of its next account, whether it is open.
pub const FINISH: &str = "
update exchanges
set import_print = $2, next_number = $3, status = $4
where exchange_id = $1";
/// A member's state.
pub const SET_STATE: &str = "update members set state = $3 where exchange_id = $1 and member_id = $2";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 4] = [BY_CODE, SLUG_TAKEN, FINISH, SET_STATE];

/// Slug and print of the exchange of that code.
pub async fn by_code(conn: &mut AnyConnection, code: &str) -> Result<Option<(String, String)>, DbError> {
    Ok(sqlx::query_as(BY_CODE).bind(code.to_owned()).fetch_optional(conn).await?)
}

/// Whether an address is taken.
pub async fn slug_taken(conn: &mut AnyConnection, slug: &str) -> Result<bool, DbError> {
    let taken: i64 = sqlx::query_scalar(SLUG_TAKEN).bind(slug.to_owned()).fetch_one(conn).await?;
    Ok(taken > 0)
}

/// How many of a plan's persons are here already.
pub async fn known(conn: &mut AnyConnection, plan: &ImportPlan) -> Result<usize, DbError> {
    let mut known = 0;
    for person in &plan.persons {
        known += usize::from(person_by_email(conn, &person.email).await?.is_some());
    }
    Ok(known)
}

/// Finishes an imported exchange.
pub async fn finish(tx: &mut Tx, exchange: ExchangeId, plan: &ImportPlan, next_number: i64) -> Result<(), DbError> {
    let status = if plan.open { "open" } else { "suspended" };
    sqlx::query(FINISH)
        .bind(exchange)
        .bind(plan.print.clone())
        .bind(next_number)
        .bind(status)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Sets a member's state.
pub async fn set_state(tx: &mut Tx, exchange: ExchangeId, member: MemberId, state: &str) -> Result<(), DbError> {
    sqlx::query(SET_STATE).bind(exchange).bind(member).bind(state.to_owned()).execute(tx.conn()).await?;
    Ok(())
}
