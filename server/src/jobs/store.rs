//! The table of jobs.

use app::ids::ExchangeId;
use app::time::Instant;
use sqlx::{AssertSqlSafe, FromRow};

use super::{JobKind, LEASE, NewJob};
use crate::db::{Db, DbError, Tx, expand};
use crate::ledger::store::Listed;

/// Puts a job down; one of that key stays as it is.
pub const INSERT: &str = "
insert into jobs (exchange_id, job_key, kind, due_at)
values ($1, $2, $3, $4)
on conflict (exchange_id, job_key) do nothing";
/// What a clock that was ahead has put off counts as put off now: a job that failed, and the lease of one that is worked on.
pub const CATCH_UP: &str = "
update jobs
set due_at = case when tries > 0 and due_at > $2 then $1 else due_at end,
    leased_until = case when leased_until > $3 then $3 else leased_until end
where done_at is null and ((tries > 0 and due_at > $2) or leased_until > $3)";
/// The same of a job that repeats, which is never due later than so long from now.
pub const CATCH_UP_REPEATING: &str = "
update jobs
set due_at = $3
where exchange_id = $1 and job_key = $2 and done_at is null and due_at > $4";
/// Takes one job that is due and that nobody works on, of the kinds that this program knows; of two at once each gets another.
pub const CLAIM: &str = "
with due as (
    select exchange_id, job_key
    from jobs
    where done_at is null and due_at <= $1 and leased_until <= $1 and kind in ({rows})
    order by due_at, exchange_id, job_key
    limit 1
    {unlocked}
)
update jobs
set holder = $2, leased_until = $3, tries = tries + 1
where done_at is null and due_at <= $1 and leased_until <= $1
    and (exchange_id, job_key) in (select exchange_id, job_key from due)
returning exchange_id, job_key, kind, due_at, tries, holder";
/// Done, by whoever holds it.
pub const DONE: &str = "
update jobs
set done_at = $4, leased_until = 0
where exchange_id = $1 and job_key = $2 and holder = $3 and done_at is null";
/// Lets go of it until later, by whoever holds it.
pub const POSTPONE: &str = "
update jobs
set due_at = $4, tries = $5, leased_until = 0
where exchange_id = $1 and job_key = $2 and holder = $3 and done_at is null";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 5] = [INSERT, DONE, POSTPONE, CATCH_UP, CATCH_UP_REPEATING];
/// Those with lists, as they may be.
pub const LISTED: [Listed; 1] = [(CLAIM, &[("?", 2)], 4)];

/// A job that this process works on until its lease is over.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ClaimedJob {
    /// Whose; zero for the installation.
    #[sqlx(rename = "exchange_id")]
    pub exchange: ExchangeId,
    /// What makes it this one.
    #[sqlx(rename = "job_key")]
    pub key: String,
    /// The word of its kind.
    pub kind: String,
    /// When it was due.
    pub due_at: Instant,
    /// How often it was begun, this time among them.
    pub tries: i64,
    /// Who works on it.
    pub(super) holder: String,
}

/// Puts a job down.
pub(super) async fn insert(tx: &mut Tx, job: &NewJob) -> Result<(), DbError> {
    let query = sqlx::query(INSERT).bind(job.exchange).bind(job.key.clone()).bind(job.kind).bind(job.due_at);
    query.execute(tx.conn()).await?;
    Ok(())
}

/// After a clock that was ahead: whatever waits for longer than it may, from now on. `repeating` are those of the installation with their
/// intervals in seconds; `pause` is the longest pause between two tries.
pub(super) async fn catch_up(
    db: &Db,
    (repeating, pause): (Vec<(&'static str, i64)>, i64),
    now: Instant,
) -> Result<(), DbError> {
    db.write((repeating, pause, now), async |tx, (repeating, pause, now)| {
        let query = sqlx::query(CATCH_UP).bind(*now).bind(now.plus_seconds(*pause)).bind(now.plus_seconds(LEASE));
        query.execute(tx.conn()).await?;
        for (key, every) in repeating {
            let query = sqlx::query(CATCH_UP_REPEATING).bind(ExchangeId(0)).bind(*key).bind(*now);
            query.bind(now.plus_seconds(*every)).execute(tx.conn()).await?;
        }
        Ok(())
    })
    .await
}

/// Takes one job that is due.
pub async fn claim(
    db: &Db,
    (table, holder): (&'static [JobKind], &str),
    now: Instant,
) -> Result<Option<ClaimedJob>, DbError> {
    db.write((table, holder.to_owned(), now), async |tx, (table, holder, now)| {
        let sql = tx.engine().text(&expand(CLAIM, &[("?", table.len())], 4));
        let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(*now).bind(holder.clone());
        query = query.bind(now.plus_seconds(LEASE));
        for kind in *table {
            query = query.bind(kind.kind);
        }
        Ok(query.fetch_optional(tx.conn()).await?)
    })
    .await
}

/// Marks a job as done; false if another process holds it by now, or it was done.
pub(super) async fn done(tx: &mut Tx, job: &ClaimedJob, now: Instant) -> Result<bool, DbError> {
    let query = sqlx::query(DONE).bind(job.exchange).bind(job.key.clone()).bind(job.holder.clone()).bind(now);
    Ok(query.execute(tx.conn()).await?.rows_affected() == 1)
}

/// Lets go of a job until later, with so many tries behind it.
pub(super) async fn postpone(db: &Db, job: ClaimedJob, (until, tries): (Instant, i64)) -> Result<(), DbError> {
    db.write((job, until, tries), async |tx, (job, until, tries)| {
        let query = sqlx::query(POSTPONE).bind(job.exchange).bind(job.key.clone()).bind(job.holder.clone());
        query.bind(*until).bind(*tries).execute(tx.conn()).await?;
        Ok(())
    })
    .await
}
