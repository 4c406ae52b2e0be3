//! What undoing needs to know of a transfer and its sides.

use app::ids::AccountId;
use sqlx::AnyConnection;

use crate::db::DbError;
use crate::http::actor::Scope;

/// Whether the member of an account has left.
pub const HAS_LEFT: &str =
    "select count(*) as gone from members where exchange_id = $1 and account_id = $2 and state in ('left', 'deceased')";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 1] = [HAS_LEFT];

/// Whether the member of an account has left; an account without a member never does.
pub async fn has_left(conn: &mut AnyConnection, scope: Scope, account: AccountId) -> Result<bool, DbError> {
    let gone: i64 = sqlx::query_scalar(HAS_LEFT).bind(scope.exchange()).bind(account).fetch_one(conn).await?;
    Ok(gone > 0)
}
