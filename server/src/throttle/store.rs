//! The table of tries.

use app::time::Instant;

use crate::db::{Db, DbError};

/// Counts a try and answers how many there were in its window, this one among them; a window that is over begins anew.
pub const COUNT: &str = "
insert into attempts (attempt_key, window_start, count)
values ($1, $2, 1)
on conflict (attempt_key) do update
set count = case when attempts.window_start > $3 then attempts.count + 1 else 1 end,
    window_start = case when attempts.window_start > $3 then attempts.window_start else $2 end
returning count";
/// Takes back a try that was right.
pub const UNCOUNT: &str = "update attempts set count = count - 1 where attempt_key = $1 and count > 0";
/// Counts whose window is long over.
pub const SWEEP: &str = "delete from attempts where window_start <= $1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 3] = [COUNT, UNCOUNT, SWEEP];

/// Counts one more try under a key; answers with how many there were in its window of so many seconds.
pub(super) async fn count(db: &Db, (key, window): (String, i64), now: Instant) -> Result<i64, DbError> {
    db.write((key, now, now.plus_seconds(-window)), async |tx, (key, now, since)| {
        let query = sqlx::query_scalar(COUNT).bind(key.clone()).bind(*now).bind(*since);
        Ok(query.fetch_one(tx.conn()).await?)
    })
    .await
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
