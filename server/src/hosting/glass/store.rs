//! When the host broke the glass of which exchange. Whether it is broken now says `http::glass`, which every page asks.

use app::ids::ExchangeId;
use app::time::Instant;
use sqlx::AnyConnection;

use super::Breaking;
use crate::db::{DbError, Tx};

/// The exchange of an address, of those whose pages can be read.
pub const FIND: &str =
    "select exchange_id from exchanges where slug = $1 and status in ('open', 'suspended', 'archived')";
/// Breaks it.
pub const INSERT: &str = "
insert into glass (exchange_id, act_id, person_id, broken_at, ends_at)
values ($1, $2, $3, $4, $5)";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 2] = [FIND, INSERT];

/// The exchange of an address, if its pages can be read.
pub(super) async fn find(conn: &mut AnyConnection, slug: &str) -> Result<Option<ExchangeId>, DbError> {
    Ok(sqlx::query_scalar(FIND).bind(slug.to_owned()).fetch_optional(conn).await?)
}

/// Breaks it until then.
pub(super) async fn insert(tx: &mut Tx, breaking: &Breaking, until: Instant) -> Result<(), DbError> {
    let query = sqlx::query(INSERT).bind(breaking.exchange).bind(breaking.key).bind(breaking.by);
    query.bind(breaking.at).bind(until).execute(tx.conn()).await?;
    Ok(())
}
