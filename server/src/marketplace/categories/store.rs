//! The table of categories.

use app::ids::ExchangeId;
use app::marketplace::categories::Category;
use sqlx::AnyConnection;

use crate::db::{DbError, Tx};

/// All of an exchange, in their order.
pub const ALL_OF: &str = "
select category_id, below, name
from categories
where exchange_id = $1
order by place, category_id";
/// Before they are written anew.
pub const DELETE: &str = "delete from categories where exchange_id = $1";
/// One of them.
pub const INSERT: &str =
    "insert into categories (exchange_id, category_id, below, place, name) values ($1, $2, $3, $4, $5)";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 3] = [ALL_OF, DELETE, INSERT];

/// All of an exchange, in their order.
///
/// # Errors
/// The database's.
pub async fn all(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<Category>, DbError> {
    Ok(sqlx::query_as(ALL_OF).bind(exchange).fetch_all(conn).await?)
}

/// Writes the list anew. Listings name categories by number: those of one that is gone have none.
///
/// # Errors
/// The database's.
pub async fn write(tx: &mut Tx, exchange: ExchangeId, list: &[Category]) -> Result<(), DbError> {
    sqlx::query(DELETE).bind(exchange).execute(tx.conn()).await?;
    for (place, one) in (0_i64..).zip(list) {
        let query = sqlx::query(INSERT).bind(exchange).bind(one.id).bind(one.below).bind(place).bind(one.name.clone());
        query.execute(tx.conn()).await?;
    }
    Ok(())
}
