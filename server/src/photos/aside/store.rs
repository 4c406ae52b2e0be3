//! The files of photos as rows: in a backup, and nowhere else.

use app::ids::ExchangeId;
use sqlx::FromRow;

use crate::db::{DbError, Tx};

/// What photos there are after one, for a part of them.
pub const PHOTOS: &str = "
select exchange_id, hash
from photos
where (exchange_id, hash) > ($1, $2) and gone_at = 0
order by exchange_id, hash
limit 50";
/// A file.
pub const PUT: &str = "insert into photo_copies (exchange_id, hash, width, content) values ($1, $2, $3, $4)";
/// Files after one of photos that may be used, a few at a time: they are held in memory.
pub const FILES: &str = "
select c.exchange_id, c.hash, c.width, c.content
from photo_copies c
join photos f on f.exchange_id = c.exchange_id and f.hash = c.hash and f.gone_at = 0
where (c.exchange_id, c.hash, c.width) > ($1, $2, $3)
order by c.exchange_id, c.hash, c.width
limit 50";
/// All of them.
pub const FORGET: &str = "delete from photo_copies";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 4] = [PHOTOS, PUT, FILES, FORGET];

/// A file of a photo.
#[derive(Clone, Debug, FromRow)]
pub(super) struct PhotoCopy {
    pub exchange_id: ExchangeId,
    pub hash: String,
    pub width: i64,
    pub content: Vec<u8>,
}

pub(super) async fn photos(tx: &mut Tx, after: (ExchangeId, &str)) -> Result<Vec<(ExchangeId, String)>, DbError> {
    Ok(sqlx::query_as(PHOTOS).bind(after.0).bind(after.1.to_owned()).fetch_all(tx.conn()).await?)
}

pub(super) async fn put(tx: &mut Tx, copy: &PhotoCopy) -> Result<(), DbError> {
    let query = sqlx::query(PUT).bind(copy.exchange_id).bind(copy.hash.clone()).bind(copy.width);
    query.bind(copy.content.clone()).execute(tx.conn()).await?;
    Ok(())
}

pub(super) async fn files(tx: &mut Tx, after: (ExchangeId, &str, i64)) -> Result<Vec<PhotoCopy>, DbError> {
    let query = sqlx::query_as(FILES).bind(after.0).bind(after.1.to_owned()).bind(after.2);
    Ok(query.fetch_all(tx.conn()).await?)
}

pub(super) async fn forget(tx: &mut Tx) -> Result<(), DbError> {
    sqlx::query(FORGET).execute(tx.conn()).await?;
    Ok(())
}
