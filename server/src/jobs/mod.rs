//! What happens later or again, whichever server process does it: rows that are claimed with a lease, due by the clock given, tried
//! again with growing pauses, done once for each key.
//!
//! Always holds: while two processes live, a job is run by one of them at a time; when one dies, its jobs are taken when their leases are
//! over. A job that must leave exactly one effect ends itself with [`finish`] in the transaction of that effect.
//!
//! Not here: what the jobs do (a table beside the routes names them).

pub mod store;

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use app::ids::ExchangeId;
use app::time::Instant;
use tokio::task::JoinSet;

use crate::clock::random;
use crate::db::{DbError, Tx};
use crate::site::Site;
pub use store::ClaimedJob;

/// What a job is while it runs.
pub type Running = Pin<Box<dyn Future<Output = Result<(), DbError>> + Send>>;

/// A kind of job.
#[derive(Clone, Copy)]
pub struct JobKind {
    /// Its word in the database.
    pub kind: &'static str,
    /// Runs again so many seconds after it was done; without it, a key is done once and for all.
    pub every: Option<i64>,
    /// What it does.
    pub run: fn(Site, ClaimedJob) -> Running,
}

/// A job to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Whose; zero for the installation.
    pub exchange: ExchangeId,
    /// What makes it this one: `levy:2026-11`. Done once.
    pub key: String,
    /// The word of its [`JobKind`].
    pub kind: &'static str,
    /// Not before.
    pub due_at: Instant,
}

/// How long a process may work on a job before another takes it, in seconds.
pub const LEASE: i64 = 600;
/// A job that runs longer than this is stopped, while its lease still holds.
const LONGEST: Duration = Duration::from_secs(540);
/// How often what is due is looked for.
const LOOK: Duration = Duration::from_secs(10);

/// Puts a job down, in the caller's transaction; one of that key that is there already, done or not, stays as it is.
pub async fn plan(tx: &mut Tx, job: &NewJob) -> Result<(), DbError> {
    store::insert(tx, job).await
}

/// Ends a job, in the transaction of its effect. False if the lease went to another process meanwhile: the caller must roll back then.
pub async fn finish(tx: &mut Tx, job: &ClaimedJob, now: Instant) -> Result<bool, DbError> {
    store::done(tx, job, now).await
}

/// Does what is due until the task is dropped.
pub async fn run(site: Site, table: &'static [JobKind]) {
    let holder = holder();
    loop {
        if let Err(error) = do_due(&site, table, &holder).await
            && !error.is_away()
        {
            tracing::warn!(%error, "jobs could not be looked for or marked");
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// A name that no other process has.
pub fn holder() -> String {
    random::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Does what is due now, one job after another.
pub async fn do_due(site: &Site, table: &'static [JobKind], holder: &str) -> Result<(), DbError> {
    plan_repeating(site, table).await?;
    let repeating = table.iter().filter_map(|kind| Some((kind.kind, kind.every?))).collect();
    store::catch_up(&site.db, (repeating, LONGEST_PAUSE), site.clock.now()).await?;
    while let Some(job) = store::claim(&site.db, (table, holder), site.clock.now()).await? {
        let Some(kind) = table.iter().find(|kind| kind.kind == job.kind) else { continue };
        // In a task of its own: one that panics is tried again like any other that fails. It ends when this one is ended.
        let mut running = JoinSet::new();
        running.spawn(tokio::time::timeout(LONGEST, (kind.run)(site.clone(), job.clone())));
        let ended = running.join_next().await;
        let now = site.clock.now();
        match ended {
            Some(Ok(Ok(Ok(())))) => match kind.every {
                Some(seconds) => store::postpone(&site.db, job, (now.plus_seconds(seconds), 0)).await?,
                None => {
                    site.db.write((job, now), async |tx, (job, now)| store::done(tx, job, *now).await).await?;
                }
            },
            failed => {
                let why = match failed {
                    Some(Ok(Ok(Err(error)))) => error.to_string(),
                    Some(Ok(Err(_))) => "it took too long".to_owned(),
                    Some(Err(_)) => "it panicked".to_owned(),
                    _ => "it did not end".to_owned(),
                };
                tracing::warn!(kind = job.kind, tries = job.tries, why, "a job failed; it will be tried again");
                let (again, tries) = (now.plus_seconds(pause(job.tries)), job.tries);
                store::postpone(&site.db, job, (again, tries)).await?;
            }
        }
    }
    Ok(())
}

/// Kinds that repeat have one job of the installation, named like the kind.
async fn plan_repeating(site: &Site, table: &'static [JobKind]) -> Result<(), DbError> {
    let repeating = table.iter().filter(|kind| kind.every.is_some());
    let due_at = site.clock.now();
    let jobs: Vec<NewJob> = repeating
        .map(|kind| NewJob { exchange: ExchangeId(0), key: kind.kind.to_owned(), kind: kind.kind, due_at })
        .collect();
    site.db
        .write(jobs, async |tx, jobs| {
            for job in jobs {
                store::insert(tx, job).await?;
            }
            Ok(())
        })
        .await
}

/// The longest pause between two tries, in seconds.
const LONGEST_PAUSE: i64 = 21_600;

/// One minute after the first failure, then twice as long each time, six hours at most.
fn pause(tries: i64) -> i64 {
    60_i64.saturating_mul(1 << (tries - 1).clamp(0, 9)).min(LONGEST_PAUSE)
}
