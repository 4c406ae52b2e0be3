//! R10: a clock that was ahead and is right again. Nothing waits for a moment that it made, nobody is kept out or let in by it for longer
//! than is meant, and whoever never traded under it finds their payments where they belong.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use app::ids::ExchangeId;
use app::mails::Letter;
use app::time::Instant;
use axum::http::StatusCode;
use jiff::civil::date;
use manyhands::clock::{Clock, fresh_key};
use manyhands::db::DbError;
use manyhands::jobs::store::{ClaimedJob, claim};
use manyhands::jobs::{JobKind, LEASE, NewJob, do_due, plan};
use manyhands::ledger::accounts::{Limits, LimitsChange, set_limits};
use manyhands::ledger::verify::verify;
use manyhands::mail::{Mail, MailKey, store as mail};
use manyhands::notices::worker::make_mails;
use manyhands::sign_in::sweep;

use crate::browser::{Browser, PASSWORD, riverside};
use crate::common::{NOON, World, worlds};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// How far ahead the clock was, in seconds.
const AHEAD: [(&str, i64); 4] =
    [("two hours", 2 * HOUR), ("a day", DAY), ("thirty days", 30 * DAY), ("a year", 366 * DAY)];

/// A world whose clock the test moves.
async fn clocked() -> Vec<(World, Arc<AtomicI64>)> {
    let mut clocked = Vec::new();
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        clocked.push((world, hand));
    }
    clocked
}

fn turn(hand: &AtomicI64, seconds: i64) {
    hand.store(NOON.plus_seconds(seconds).0, Ordering::SeqCst);
}

async fn number(world: &World, sql: &'static str) -> i64 {
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn tries_counted_under_a_clock_that_was_ahead_keep_nobody_out_for_longer_than_their_window() {
    for (jump, ahead) in AHEAD {
        for (world, hand) in clocked().await {
            riverside(&world).await;
            turn(&hand, ahead);
            let wrong = [("email", "ada@riverside.example"), ("password", "not this one at all")];
            let right = [("email", "ada@riverside.example"), ("password", PASSWORD)];
            let mut ada = Browser::new(&world);
            let mut last = StatusCode::OK;
            for _ in 0..40 {
                last = ada.post("/sign-in", &wrong).await.status;
                if last == StatusCode::TOO_MANY_REQUESTS {
                    break;
                }
            }
            assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "{} {jump}", world.engine);
            turn(&hand, 0);
            let at_once = ada.post("/sign-in", &wrong).await.status;
            assert_eq!(at_once, StatusCode::TOO_MANY_REQUESTS, "{} {jump}: they count as now", world.engine);
            turn(&hand, HOUR + 1);
            let later = ada.post("/sign-in", &right).await;
            assert_eq!(later.status, StatusCode::SEE_OTHER, "{} {jump}: {}", world.engine, later.text);
        }
    }
}

/// The keys of jobs that ran.
static RAN: Mutex<Vec<String>> = Mutex::new(Vec::new());

static TABLE: [JobKind; 3] = [
    JobKind { kind: "hourly", every: Some(HOUR), run: |_, job| Box::pin(async move { note(&job) }) },
    JobKind { kind: "breaks", every: None, run: |_, job| Box::pin(async move { note(&job).and(Err(DbError::Busy)) }) },
    JobKind { kind: "later", every: None, run: |_, job| Box::pin(async move { note(&job) }) },
];

fn note(job: &ClaimedJob) -> Result<(), DbError> {
    RAN.lock().unwrap().push(job.key.clone());
    Ok(())
}

fn ran(key: &str) -> usize {
    RAN.lock().unwrap().iter().filter(|ran| *ran == key).count()
}

async fn put(world: &World, key: &str, kind: &'static str, due_at: Instant) {
    let job = NewJob { exchange: ExchangeId(7), key: key.to_owned(), kind, due_at };
    world.db().write(job, async |tx, job| plan(tx, job).await).await.unwrap();
}

#[tokio::test]
async fn jobs_put_off_or_leased_under_a_clock_that_was_ahead_are_done_when_it_is_right_and_planned_ones_on_their_day() {
    for (jump, ahead) in AHEAD {
        for (world, hand) in clocked().await {
            let key = |what: &str| format!("{what} {} {jump}", world.engine);
            turn(&hand, ahead);
            put(&world, &key("breaks"), "breaks", NOON).await;
            put(&world, &key("planned"), "later", NOON.plus_seconds(400 * DAY)).await;
            do_due(&world.site, &TABLE, "me").await.unwrap();
            put(&world, &key("held"), "later", NOON).await;
            let dead = claim(world.db(), (&TABLE, "dead"), world.site.clock.now()).await.unwrap().unwrap();
            assert_eq!(dead.key, key("held"));
            assert_eq!((ran(&key("breaks")), ran(&key("held"))), (1, 0), "{} {jump}", world.engine);
            turn(&hand, 0);
            do_due(&world.site, &TABLE, "me").await.unwrap();
            assert_eq!(ran(&key("held")), 0, "{} {jump}: its lease counts as taken now", world.engine);
            let hourly = "select due_at from jobs where kind = 'hourly' and done_at is null";
            assert_eq!(number(&world, hourly).await, NOON.plus_seconds(HOUR).0, "{} {jump}", world.engine);
            turn(&hand, LEASE + 1);
            do_due(&world.site, &TABLE, "me").await.unwrap();
            assert_eq!(ran(&key("held")), 1, "{} {jump}", world.engine);
            turn(&hand, 6 * HOUR);
            do_due(&world.site, &TABLE, "me").await.unwrap();
            assert!(ran(&key("breaks")) > 1, "{} {jump}", world.engine);
            assert_eq!(ran(&key("planned")), 0, "{} {jump}: its day is not here", world.engine);
        }
    }
}

fn letter(subject: &str) -> Letter {
    let (text, html) = ("text".to_owned(), "text".to_owned());
    Letter { subject: subject.to_owned(), text, html, ..Letter::default() }
}

#[tokio::test]
async fn mails_that_waited_under_a_clock_that_was_ahead_leave_when_it_is_right() {
    for (jump, ahead) in AHEAD {
        for (world, hand) in clocked().await {
            turn(&hand, ahead);
            let new = |subject: &str| Mail {
                key: MailKey::fresh(),
                to: "a@b.example".into(),
                letter: letter(subject),
                until: None,
            };
            let mails = vec![new("untouched"), new("taken"), new("refused")];
            let at = world.site.clock.now();
            let put = world.db().write((mails, at), async |tx, (mails, at)| mail::enqueue(tx, mails, *at).await);
            put.await.unwrap();
            // As the worker leaves them: one claimed by a process that died, one that the mail server did not take.
            for (sql, until) in [
                ("update outbox set next_try_at = $1 where subject = 'taken'", ahead + 180),
                ("update outbox set next_try_at = $1, tries = 9 where subject = 'refused'", ahead + 6 * HOUR),
            ] {
                let set = world.db().write((sql, NOON.plus_seconds(until)), async |tx, (sql, until)| {
                    sqlx::query(*sql).bind(*until).execute(tx.conn()).await?;
                    Ok::<(), DbError>(())
                });
                set.await.unwrap();
            }
            turn(&hand, 0);
            mail::catch_up(world.db(), NOON).await.unwrap();
            let waits = "select max(next_try_at) from outbox where sent_at is null and subject <> 'refused'";
            assert!(number(&world, waits).await <= NOON.plus_seconds(180).0, "{} {jump}", world.engine);
            let untouched = number(&world, "select next_try_at from outbox where subject = 'untouched'").await;
            assert_eq!(untouched, NOON.0, "{} {jump}", world.engine);
            let refused = number(&world, "select next_try_at from outbox where subject = 'refused'").await;
            assert!(refused <= NOON.plus_seconds(6 * HOUR).0, "{} {jump}", world.engine);
            // What waits as it should is left alone.
            mail::catch_up(world.db(), NOON).await.unwrap();
            assert_eq!(number(&world, "select next_try_at from outbox where subject = 'refused'").await, refused);
        }
    }
}

#[tokio::test]
async fn what_is_told_under_a_clock_that_was_ahead_is_mailed_and_read_when_it_is_right() {
    for (jump, ahead) in AHEAD {
        for (world, hand) in clocked().await {
            riverside(&world).await;
            turn(&hand, ahead);
            let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
            assert_eq!(ada.pay("ben", "1").await.0.status, StatusCode::SEE_OTHER);
            turn(&hand, 0);
            make_mails(&world.site).await.unwrap();
            // Notices of one pair may wait for each other, some minutes at most.
            turn(&hand, HOUR);
            make_mails(&world.site).await.unwrap();
            let mails = number(&world, "select count(*) from outbox where recipient = 'ben@riverside.example'").await;
            assert_eq!(mails, 1, "{} {jump}", world.engine);
            let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
            assert!(ben.get("/me/notices").await.text.contains("Ada"), "{} {jump}", world.engine);
        }
    }
}

#[tokio::test]
async fn a_session_or_link_begun_under_a_clock_that_was_ahead_holds_no_longer_than_one_begun_now() {
    for (jump, ahead) in AHEAD {
        for (world, hand) in clocked().await {
            riverside(&world).await;
            turn(&hand, ahead);
            let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
            Browser::new(&world).post("/reset-password", &[("email", "ada@riverside.example")]).await;
            turn(&hand, 0);
            let mut conn = world.db().read().await.unwrap();
            let body: String = sqlx::query_scalar("select body from outbox").fetch_one(&mut *conn).await.unwrap();
            drop(conn);
            let token = body.split("/reset-password/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
            let link = format!("/reset-password/{token}");
            sweep(&world.site).await.unwrap();
            for (seconds, good) in [(0, true), (HOUR - 1, true), (HOUR + 1, false)] {
                turn(&hand, seconds);
                let status = Browser::new(&world).get(&link).await.status;
                assert_eq!(status == StatusCode::OK, good, "{} {jump}: a link after {seconds} s", world.engine);
            }
            for (seconds, good) in [(HOUR, true), (29 * DAY, true), (30 * DAY + 1, false)] {
                turn(&hand, seconds);
                let status = ada.get("/me").await.status;
                assert_eq!(status == StatusCode::OK, good, "{} {jump}: a session after {seconds} s", world.engine);
            }
        }
    }
}

#[tokio::test]
async fn changes_of_limits_stand_in_the_order_in_which_they_were_made() {
    for (world, _) in clocked().await {
        let village = riverside(&world).await;
        let (exchange, account, by) = (village.exchange, village.accounts[1], village.people[0]);
        // Under a clock ahead, then right, and with the key of a form that was opened before the other.
        let keys = [fresh_key(), fresh_key()];
        for (reason, ahead, change_id) in
            [("at the April meeting", 366 * DAY, keys[1]), ("at the May meeting", 0, keys[0])]
        {
            let (limits, at) = (Limits::between(-5_000, 5_000), NOON.plus_seconds(ahead));
            let change = LimitsChange { exchange, account, limits, reason: reason.into(), by, at, change_id };
            let set = world.db().write(change, async |tx, change| set_limits(tx, change).await);
            assert!(set.await.unwrap().is_some());
        }
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let page = ada.get("/riverside/members/RIVR0002/limits").await.text;
        let (second, first) = (page.find("at the May meeting").unwrap(), page.find("at the April meeting").unwrap());
        assert!(second < first, "{}: the latest first: {page}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

/// The month of a moment so many seconds after noon, as a statement's address has it.
fn month(seconds: i64) -> String {
    let day = NOON.plus_seconds(seconds).day(&jiff::tz::TimeZone::get("Europe/Madrid").unwrap());
    format!("{:04}-{:02}", day.year(), day.month())
}

#[tokio::test]
async fn payments_between_people_who_never_saw_a_clock_ahead_stand_on_the_statement_of_their_day() {
    for (jump, ahead) in AHEAD {
        for (world, hand) in clocked().await {
            riverside(&world).await;
            let mut people = Vec::new();
            for name in ["ben", "cleo"] {
                people.push(Browser::signed_in(&world, &format!("{name}@riverside.example")).await);
            }
            turn(&hand, ahead);
            // A session that is over by that clock is begun anew.
            let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
            let (paid, wrong) = ada.pay("ben", "1").await;
            assert_eq!(paid.status, StatusCode::SEE_OTHER);
            turn(&hand, 0);
            let (_, after) = people[0].pay("cleo", "1").await;
            let (_, never) = people[1].pay("RIVR0004", "1").await;
            let now = "/riverside/statement?month=2026-11";
            let cleos = people[1].get(now).await.text;
            for id in [&after, &never] {
                assert!(cleos.contains(&format!("/riverside/transfers/{id}")), "{} {jump}: {cleos}", world.engine);
            }
            let mut sam = Browser::signed_in(&world, "sam.low@riverside.example").await;
            assert!(sam.get(now).await.text.contains(&never), "{} {jump}", world.engine);
            // Ben saw it: his own order is kept, and nothing of it is lost.
            let bens = people[0].get(&format!("/riverside/statement?month={}", month(ahead))).await.text;
            let (first, second) = (bens.find(&wrong).unwrap(), bens.find(&after).unwrap());
            assert_ne!(first, second, "{} {jump}", world.engine);
            let report = verify(world.db()).await.unwrap();
            assert_eq!(report.disagreement, None, "{} {jump}", world.engine);
        }
    }
}

#[tokio::test]
async fn on_the_nights_when_the_hour_changes_every_payment_is_on_its_own_day_in_its_own_order() {
    for (night, day) in [("to winter", date(2026, 10, 25)), ("to summer", date(2027, 3, 28))] {
        for (world, hand) in clocked().await {
            riverside(&world).await;
            let zone = jiff::tz::TimeZone::get("Europe/Madrid").unwrap();
            let midnight = app::time::start_of(day, &zone);
            let mut booked = Vec::new();
            // Quarter hours through the night, also through the hour that comes twice, or not at all.
            for quarter in -2..16 {
                hand.store(midnight.plus_seconds(quarter * 900).0, Ordering::SeqCst);
                let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
                booked.push(ada.pay("ben", "1").await.1);
            }
            let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
            let csv =
                ben.get(&format!("/riverside/statement.csv?month={:04}-{:02}", day.year(), day.month())).await.text;
            let mut days: Vec<&str> = csv.lines().filter(|line| line.contains("Bread")).collect();
            assert_eq!(days.len(), booked.len(), "{} {night}: {csv}", world.engine);
            if days.first() > days.last() {
                days.reverse();
            }
            let of_the_day = days.iter().filter(|line| line.contains(&day.to_string())).count();
            assert_eq!(of_the_day, 16, "{} {night}: {csv}", world.engine);
            assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
        }
    }
}
