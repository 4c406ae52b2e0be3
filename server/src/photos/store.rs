//! The rows of photos, and who uses one.

use app::ids::{ExchangeId, PersonId};
use app::photos::Photo;
use app::time::Instant;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use super::NewPhoto;
use crate::db::{DbError, Tx};

/// Who uses the photo `f`: whoever is added here keeps theirs.
macro_rules! used {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "exists (select 1 from portraits u where u.exchange_id = f.exchange_id and u.photo_id = f.photo_id)
    or exists (select 1 from logos u where u.exchange_id = f.exchange_id and u.photo_id = f.photo_id)",
            $after
        )
    };
}

/// A new one; the same key again is none.
pub const INSERT: &str = "
insert into photos (exchange_id, photo_id, hash, width, height, made_by, made_at)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (exchange_id, photo_id) do nothing";
/// What a key stands for.
pub const ONE: &str = "select hash, made_by from photos where exchange_id = $1 and photo_id = $2";
/// One that can be used, held so that it does not go meanwhile.
pub const HOLD: &str = "
select hash, width, height
from photos
where exchange_id = $1 and photo_id = $2 and made_by = $3 and gone_at = 0
{lock}";
/// Who sees a photo: everybody, the members, or whoever sent it alone.
pub const WHO_SEES: &str = "
select f.made_by,
    (select count(*) from logos u where u.exchange_id = f.exchange_id and u.photo_id = f.photo_id) as by_all,
    (
        select count(*)
        from portraits u
        join members m on m.exchange_id = u.exchange_id and m.member_id = u.member_id
        where u.exchange_id = f.exchange_id and u.photo_id = f.photo_id and m.state not in ('left', 'deceased')
    ) as by_members
from photos f
where f.exchange_id = $1 and f.hash = $2 and f.gone_at = 0";
/// Nobody may use from now on what nobody has used since before.
pub const LET_GO: &str =
    used!("update photos as f set gone_at = $1 where f.gone_at = 0 and f.made_at < $2 and not (", ")");
/// The same of one, at once.
pub const LET_GO_OF: &str = used!(
    "update photos as f set gone_at = $3 where f.exchange_id = $1 and f.photo_id = $2 and f.gone_at = 0 and not (",
    ")"
);
/// Whose files are to be removed.
pub const GONE: &str = "
select exchange_id, photo_id, hash
from photos
where gone_at > 0
order by exchange_id, photo_id
limit 200";
/// How many there are.
pub const COUNT: &str = "select count(*) as photos from photos where gone_at = 0";
/// Its files are.
pub const DELETE: &str = "delete from photos where exchange_id = $1 and photo_id = $2 and gone_at > 0";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 9] = [INSERT, ONE, HOLD, WHO_SEES, LET_GO, LET_GO_OF, GONE, COUNT, DELETE];

/// Who sees a photo.
#[derive(Clone, Copy, Debug, FromRow)]
pub(super) struct WhoSees {
    pub made_by: PersonId,
    pub by_all: i64,
    pub by_members: i64,
}

/// One whose files are to be removed.
#[derive(Clone, Debug, FromRow)]
pub(super) struct GonePhoto {
    pub exchange_id: ExchangeId,
    pub photo_id: i64,
    pub hash: String,
}

/// Writes it down; false if its key stands for something else.
pub(super) async fn insert(tx: &mut Tx, new: &NewPhoto, (photo, at): (&Photo, Instant)) -> Result<bool, DbError> {
    let query = sqlx::query(INSERT).bind(new.exchange).bind(new.id).bind(photo.hash.clone());
    let query = query.bind(photo.width).bind(photo.height).bind(new.by).bind(at);
    if query.execute(tx.conn()).await?.rows_affected() > 0 {
        return Ok(true);
    }
    let before: Option<(String, PersonId)> =
        sqlx::query_as(ONE).bind(new.exchange).bind(new.id).fetch_optional(tx.conn()).await?;
    Ok(before.is_some_and(|(hash, by)| hash == photo.hash && by == new.by))
}

/// One of somebody's, held until the transaction ends, so that it can be used; none if it is not theirs, or goes.
///
/// # Errors
/// The database's.
pub async fn hold(tx: &mut Tx, of: &NewPhoto) -> Result<Option<Photo>, DbError> {
    let sql = tx.engine().text(HOLD);
    let query = sqlx::query_as(AssertSqlSafe(sql)).bind(of.exchange).bind(of.id).bind(of.by);
    Ok(query.fetch_optional(tx.conn()).await?)
}

pub(super) async fn who_sees(
    conn: &mut AnyConnection,
    (exchange, hash): (ExchangeId, &str),
) -> Result<Option<WhoSees>, DbError> {
    Ok(sqlx::query_as(WHO_SEES).bind(exchange).bind(hash.to_owned()).fetch_optional(conn).await?)
}

/// Lets go of those that nobody uses, made before that moment.
pub(super) async fn let_go(tx: &mut Tx, (now, before): (Instant, Instant)) -> Result<(), DbError> {
    sqlx::query(LET_GO).bind(now).bind(before).execute(tx.conn()).await?;
    Ok(())
}

/// Lets go of one that somebody used until now, unless somebody still does: whoever takes a photo away says so.
///
/// # Errors
/// The database's.
pub async fn let_go_of(tx: &mut Tx, (exchange, photo): (ExchangeId, i64), at: Instant) -> Result<(), DbError> {
    sqlx::query(LET_GO_OF).bind(exchange).bind(photo).bind(at).execute(tx.conn()).await?;
    Ok(())
}

pub(super) async fn gone(conn: &mut AnyConnection) -> Result<Vec<GonePhoto>, DbError> {
    Ok(sqlx::query_as(GONE).fetch_all(conn).await?)
}

pub(super) async fn delete(tx: &mut Tx, gone: &GonePhoto) -> Result<(), DbError> {
    sqlx::query(DELETE).bind(gone.exchange_id).bind(gone.photo_id).execute(tx.conn()).await?;
    Ok(())
}

/// How many photos there are, of all exchanges.
///
/// # Errors
/// The database's.
pub async fn count(conn: &mut AnyConnection) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar(COUNT).fetch_one(conn).await?)
}
