//! The table of tries.

use app::time::Instant;

use crate::db::{Db, DbError};

/// Counts a try that may still be made, and answers how many there were in its window, this one among them; a window that is over begins
/// anew. Of one that may not be made nothing is written, and there is no answer. A window that began under a clock that was ahead counts
/// as begun now, so that nobody is kept out for longer than it is long.
pub const COUNT: &str = "
insert into attempts (attempt_key, window_start, count)
values ($1, $2, 1)
on conflict (attempt_key) do update
set count = case when attempts.window_start > $3 then attempts.count + 1 else 1 end,
    window_start = case when attempts.window_start > $3 and attempts.window_start < $2 then attempts.window_start else $2 end
where attempts.window_start <= $3 or attempts.window_start > $2 or attempts.count < $4
returning count";
/// Whether all tries of a window were made that began by now: one that begins later is for [`COUNT`] to bring back.
pub const IS_OVER: &str = "
select count(*) as n
from attempts
where attempt_key = $1 and window_start > $2 and window_start <= $4 and count >= $3";
/// Takes back a try that was right.
pub const UNCOUNT: &str = "update attempts set count = count - 1 where attempt_key = $1 and count > 0";
/// Counts whose window is long over.
pub const SWEEP: &str = "delete from attempts where window_start <= $1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 4] = [COUNT, IS_OVER, UNCOUNT, SWEEP];

/// A key, how often it may be tried, and since when its window is.
pub(super) type Counted = (String, i64, Instant);

/// Counts one more try under a key; false, and nothing is written, if it is one too many.
pub(super) async fn count(db: &Db, counted: Counted, now: Instant) -> Result<bool, DbError> {
    db.write((counted, now), async |tx, ((key, most, since), now)| {
        let query = sqlx::query_scalar(COUNT).bind(key.clone()).bind(*now).bind(*since).bind(*most);
        let counted: Option<i64> = query.fetch_optional(tx.conn()).await?;
        Ok(counted.is_some_and(|count| count <= *most))
    })
    .await
}

/// Whether all tries under a key were made.
pub(super) async fn is_over(db: &Db, (key, most, since): Counted, now: Instant) -> Result<bool, DbError> {
    let mut conn = db.read().await?;
    let query = sqlx::query_scalar(IS_OVER).bind(key).bind(since).bind(most).bind(now);
    let over: i64 = query.fetch_one(&mut *conn).await?;
    Ok(over > 0)
}

/// Takes back one try under each key.
pub(super) async fn uncount(db: &Db, keys: Vec<String>) -> Result<(), DbError> {
    db.write(keys, async |tx, keys| {
        for key in keys {
            sqlx::query(UNCOUNT).bind(key.clone()).execute(tx.conn()).await?;
        }
        Ok(())
    })
    .await
}

/// Clears away windows that began before.
pub(super) async fn sweep(db: &Db, before: Instant) -> Result<(), DbError> {
    db.write(before, async |tx, before| {
        sqlx::query(SWEEP).bind(*before).execute(tx.conn()).await?;
        Ok(())
    })
    .await
}
