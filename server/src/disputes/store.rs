//! What undoing needs to know of a transfer and its sides.

use app::ids::{AccountId, TransferId};
use sqlx::AnyConnection;

use crate::db::DbError;
use crate::http::actor::Scope;

/// The opposite of a transfer, if it was undone.
pub const UNDOING: &str = "select transfer_id from transfers where exchange_id = $1 and reverses = $2";

/// Whether the member of an account has left.
pub const HAS_LEFT: &str =
    "select count(*) as gone from members where exchange_id = $1 and account_id = $2 and state = 'left'";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 2] = [UNDOING, HAS_LEFT];

/// The opposite of a transfer, if it was undone.
pub async fn undoing(conn: &mut AnyConnection, scope: Scope, id: TransferId) -> Result<Option<TransferId>, DbError> {
    Ok(sqlx::query_scalar(UNDOING).bind(scope.exchange()).bind(id).fetch_optional(conn).await?)
}

/// Whether the member of an account has left; an account without a member never does.
pub async fn has_left(conn: &mut AnyConnection, scope: Scope, account: AccountId) -> Result<bool, DbError> {
    let gone: i64 = sqlx::query_scalar(HAS_LEFT).bind(scope.exchange()).bind(account).fetch_one(conn).await?;
    Ok(gone > 0)
}
