//! Jobs: each is done once, whoever does it, and again when it failed.

use std::sync::Mutex;
use std::sync::atomic::Ordering;

use app::ids::ExchangeId;
use app::time::Instant;
use manyhands::clock::Clock;
use manyhands::db::{Db, DbError};
use manyhands::jobs::store::{self, ClaimedJob};
use manyhands::jobs::{self, JobKind, NewJob, do_due, holder, plan};
use manyhands::site::Site;

use crate::common::{NOON, World, worlds};

/// Keys of the jobs that ran, of all tests.
static RAN: Mutex<Vec<String>> = Mutex::new(Vec::new());

static TABLE: [JobKind; 3] = [
    JobKind { kind: "note", every: None, run: |_, job| Box::pin(async move { note(job) }) },
    JobKind { kind: "fail", every: None, run: |_, _| Box::pin(async { Err(DbError::Busy) }) },
    JobKind { kind: "again", every: Some(3600), run: |_, job| Box::pin(async move { note(job) }) },
];

fn note(job: ClaimedJob) -> Result<(), DbError> {
    RAN.lock().unwrap().push(job.key);
    Ok(())
}

fn ran(key: &str) -> usize {
    RAN.lock().unwrap().iter().filter(|ran| ran.starts_with(key)).count()
}

async fn put(world: &World, job: NewJob) {
    world.db().write(job, async |tx, job| plan(tx, job).await).await.unwrap();
}

fn job(key: String, kind: &'static str, due_at: Instant) -> NewJob {
    NewJob { exchange: ExchangeId(7), key, kind, due_at }
}

async fn numbers(world: &World, sql: &'static str) -> Vec<i64> {
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(sql).fetch_all(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn two_servers_do_each_job_once_and_one_that_is_not_due_not_at_all() {
    for world in worlds().await {
        let name = format!("levy-{}", world.engine);
        for number in 0..40 {
            put(&world, job(format!("{name}:{number}"), "note", NOON)).await;
            // The same key again is the same job.
            put(&world, job(format!("{name}:{number}"), "note", NOON.plus_seconds(9))).await;
        }
        put(&world, job(format!("{name}:later"), "note", NOON.plus_seconds(1))).await;
        let url = &world.site.config.database_url;
        let db = if url.starts_with("postgres") { Db::open_migrated(url).await.unwrap() } else { world.db().clone() };
        let other = Site { db, ..world.site.clone() };
        let (one, two) = (holder(), holder());
        let (first, second) = tokio::join!(do_due(&world.site, &TABLE, &one), do_due(&other, &TABLE, &two));
        first.and(second).unwrap();
        assert_eq!(ran(&name), 40, "{}", world.engine);
        do_due(&world.site, &TABLE, &one).await.unwrap();
        assert_eq!(ran(&name), 40, "{}: done is done", world.engine);
    }
}

#[tokio::test]
async fn a_job_that_fails_is_tried_again_with_growing_pauses_and_one_that_repeats_comes_back() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        put(&world, job("failing".into(), "fail", NOON)).await;
        let mut waits = Vec::new();
        for _ in 0..3 {
            let now = world.site.clock.now();
            do_due(&world.site, &TABLE, "me").await.unwrap();
            let due = numbers(&world, "select due_at from jobs where kind = 'fail' and done_at is null").await[0];
            waits.push((due - now.0) / 1_000_000);
            hand.store(due, Ordering::SeqCst);
        }
        assert_eq!(waits, [60, 120, 240], "{}", world.engine);
        let sql = "select due_at from jobs where kind = 'again' and exchange_id = 0 and done_at is null";
        assert_eq!(numbers(&world, sql).await, [NOON.plus_seconds(3600).0]);
    }
}

#[tokio::test]
async fn the_job_of_a_server_that_died_is_taken_when_its_lease_is_over_and_it_cannot_end_it_any_more() {
    for world in worlds().await {
        put(&world, job("held".into(), "fail", NOON)).await;
        let table = &TABLE[1..2];
        let dead = store::claim(world.db(), (table, "dead"), NOON).await.unwrap().unwrap();
        let early = NOON.plus_seconds(jobs::LEASE - 1);
        assert_eq!(store::claim(world.db(), (table, "alive"), early).await.unwrap(), None);
        let late = NOON.plus_seconds(jobs::LEASE);
        let taken = store::claim(world.db(), (table, "alive"), late).await.unwrap().unwrap();
        assert_eq!(taken.tries, 2);
        for (job, expected) in [(dead, false), (taken.clone(), true), (taken, false)] {
            let ended = world.db().write(job, async |tx, job| jobs::finish(tx, job, NOON).await).await.unwrap();
            assert_eq!(ended, expected, "{}", world.engine);
        }
    }
}
