//! Whose portrait is which photo.

use app::ids::{ExchangeId, MemberId};
use app::members::portrait::Portrait;
use app::time::Instant;
use sqlx::AnyConnection;

use crate::db::{DbError, Tx};
use crate::photos;

/// The photo that stands.
pub const STANDS: &str = "
select u.photo_id, f.hash, f.width, f.height
from portraits u
join photos f on f.exchange_id = u.exchange_id and f.photo_id = u.photo_id
where u.exchange_id = $1 and u.member_id = $2";
/// Puts another in its place, by the form of that key, once.
pub const PUT: &str = "
insert into portraits (exchange_id, member_id, photo_id, changed_by_form)
select f.exchange_id, cast($2 as bigint), f.photo_id, f.photo_id
from photos f
where f.exchange_id = $1 and f.photo_id = $3 and f.gone_at = 0
on conflict (exchange_id, member_id) do update
set photo_id = excluded.photo_id, changed_by_form = excluded.changed_by_form
where portraits.changed_by_form <> excluded.changed_by_form";
/// Takes one away, if it is still the one that was seen.
pub const REMOVE: &str = "
update portraits
set photo_id = null, changed_by_form = $4
where exchange_id = $1 and member_id = $2 and photo_id = $3";
/// Which form changed it last.
pub const CHANGED_BY: &str = "select changed_by_form from portraits where exchange_id = $1 and member_id = $2";
/// Of an erased member.
pub const FORGET: &str = "delete from portraits where exchange_id = $1 and member_id = $2";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 5] = [STANDS, PUT, REMOVE, CHANGED_BY, FORGET];

/// Whose.
pub(super) type PortraitOf = (ExchangeId, MemberId);

pub(super) async fn stands(conn: &mut AnyConnection, of: PortraitOf) -> Result<Option<Portrait>, DbError> {
    Ok(sqlx::query_as(STANDS).bind(of.0).bind(of.1).fetch_optional(conn).await?)
}

/// False if that form has done so before.
pub(super) async fn put(tx: &mut Tx, of: PortraitOf, photo: i64) -> Result<bool, DbError> {
    Ok(sqlx::query(PUT).bind(of.0).bind(of.1).bind(photo).execute(tx.conn()).await?.rows_affected() > 0)
}

/// False if it is another by now, or none.
pub(super) async fn remove(tx: &mut Tx, of: PortraitOf, (seen, form): (i64, i64)) -> Result<bool, DbError> {
    let query = sqlx::query(REMOVE).bind(of.0).bind(of.1).bind(seen).bind(form);
    Ok(query.execute(tx.conn()).await?.rows_affected() > 0)
}

/// Whether that form has changed it last.
pub(super) async fn is_changed_by(tx: &mut Tx, of: PortraitOf, form: i64) -> Result<bool, DbError> {
    let last: Option<i64> = sqlx::query_scalar(CHANGED_BY).bind(of.0).bind(of.1).fetch_optional(tx.conn()).await?;
    Ok(last == Some(form))
}

/// Takes it away for good: nobody may use it any more.
///
/// # Errors
/// The database's.
pub async fn erase(tx: &mut Tx, of: PortraitOf, at: Instant) -> Result<(), DbError> {
    let had = stands(tx.conn(), of).await?;
    sqlx::query(FORGET).bind(of.0).bind(of.1).execute(tx.conn()).await?;
    match had {
        Some(had) => photos::store::let_go_of(tx, (of.0, had.photo_id), at).await,
        None => Ok(()),
    }
}
