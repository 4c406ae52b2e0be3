//! What members told the committee of a listing: each person once, until it has decided.

use app::ids::PersonId;
use app::time::Instant;
use sqlx::{AnyConnection, FromRow};

use crate::db::{DbError, Tx};
use crate::marketplace::store::ListingKey;

/// Tells it; again it is what was said last.
pub const TELL: &str = "
insert into listing_reports (exchange_id, listing_id, person_id, why, told_at, closed_at)
values ($1, $2, $3, $4, $5, 0)
on conflict (exchange_id, listing_id, person_id) do update
set why = excluded.why, told_at = excluded.told_at, closed_at = 0";
/// What was said and not decided about, the oldest first.
pub const OPEN: &str = "
select coalesce(p.name, '') as name, r.why, r.told_at
from listing_reports r
left join persons p on p.person_id = r.person_id
where r.exchange_id = $1 and r.listing_id = $2 and r.closed_at = 0
order by r.told_at, r.person_id
limit 50";
/// The committee has decided.
pub const CLOSE: &str = "
update listing_reports
set closed_at = $3
where exchange_id = $1 and listing_id = $2 and closed_at = 0";
/// The listing is thrown away.
pub const DELETE: &str = "delete from listing_reports where exchange_id = $1 and listing_id = $2";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 4] = [TELL, OPEN, CLOSE, DELETE];

/// Something that was said.
#[derive(Clone, Debug, FromRow)]
pub struct ReportRow {
    /// Who said it.
    pub name: String,
    /// What.
    pub why: String,
    /// When.
    pub told_at: Instant,
}

/// Tells the committee.
///
/// # Errors
/// The database's.
pub async fn tell(tx: &mut Tx, key: ListingKey, (by, why, at): (PersonId, &str, Instant)) -> Result<(), DbError> {
    let query = sqlx::query(TELL).bind(key.0).bind(key.1).bind(by).bind(why.to_owned()).bind(at);
    query.execute(tx.conn()).await?;
    Ok(())
}

/// What was said and not decided about.
pub(super) async fn open(conn: &mut AnyConnection, key: ListingKey) -> Result<Vec<ReportRow>, DbError> {
    Ok(sqlx::query_as(OPEN).bind(key.0).bind(key.1).fetch_all(conn).await?)
}

/// The committee has decided.
pub(super) async fn close(tx: &mut Tx, key: ListingKey, at: Instant) -> Result<(), DbError> {
    sqlx::query(CLOSE).bind(key.0).bind(key.1).bind(at).execute(tx.conn()).await?;
    Ok(())
}

/// All that was said of a listing goes with it.
pub(in crate::marketplace) async fn delete(tx: &mut Tx, key: ListingKey) -> Result<(), DbError> {
    sqlx::query(DELETE).bind(key.0).bind(key.1).execute(tx.conn()).await?;
    Ok(())
}
