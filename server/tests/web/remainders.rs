//! What is left of whoever leaves or has died: moved once, on its day, by a decision; and a forgiven debt that stands again.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::StatusCode;
use jiff::civil::{Date, date};
use manyhands::clock::{Clock, fresh_key};
use manyhands::jobs::{JobKind, do_due, holder};
use manyhands::ledger::verify::verify;
use manyhands::members::states::job::on_their_day;
use manyhands::rules::proposals::job::REMAINDER;
use manyhands::rules::remainders::in_force;
use sqlx::AssertSqlSafe;

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::days::noon;

const PATH: &str = "/riverside/members/RIVR0002/remainder";

async fn signed_in(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}@riverside.example")).await
}

fn key() -> String {
    fresh_key().to_string()
}

async fn moves(browser: &mut Browser, id: &str) -> Page {
    browser.post(PATH, &[("id", id), ("reason", "Moved abroad")]).await
}

async fn decide(browser: &mut Browser, act: &str) -> Page {
    let fields = [("id", &*key()), ("reason", "Their family wrote"), ("act", act)];
    browser.post("/riverside/members/RIVR0002/state", &fields).await
}

/// Balances by code, but for those at zero, and Ben's state.
async fn stands(world: &World) -> (Vec<String>, String) {
    let mut conn = world.db().read().await.unwrap();
    let sql = "select code || ' ' || balance from accounts where balance <> 0 order by code";
    let balances = sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_all(&mut *conn).await.unwrap();
    let state = sqlx::query_scalar("select state from members where name = 'Ben'").fetch_one(&mut *conn).await.unwrap();
    (balances, state)
}

fn expected(balances: &[&str], state: &str) -> (Vec<String>, String) {
    (balances.iter().map(|line| (*line).to_owned()).collect(), state.to_owned())
}

/// Riverside with a clock that can be moved and two chairs, where Ben paid `amount` to Cleo, or was paid it.
async fn set(world: &mut World, amount: i64) -> (Village, Arc<AtomicI64>) {
    let (clock, hand) = Clock::fixed(NOON);
    world.site.clock = clock;
    let village = riverside(world).await;
    crate::whose::set_chair(world, &village, 2).await;
    rule(world, &village, (2, "no")).await;
    let (payer, payee) = if amount < 0 { (1, 2) } else { (2, 1) };
    world.post(vec![village.new_payment(payer, payee, amount.abs())]).await.unwrap();
    (village, hand)
}

/// Whether it takes a second officer, from a version of the rules on.
async fn rule(world: &World, village: &Village, (version, value): (i64, &str)) {
    let rule = "insert into rules (exchange_id, rule, from_version, from_at, value) values";
    world.sql(format!("{rule} ({}, 'second_for_remainders', {version}, 0, '{value}')", village.exchange.0)).await;
}

/// That day, on which somebody signs in.
async fn on(world: &World, hand: &AtomicI64, (day, name): (Date, &str)) -> Browser {
    hand.store(noon(day).0, Ordering::SeqCst);
    signed_in(world, name).await
}

#[tokio::test]
async fn what_is_left_of_a_leaver_is_moved_once_on_its_day_and_stands_again_if_they_come_back() {
    for mut world in worlds().await {
        let (_, hand) = set(&mut world, -500).await;
        let (mut ben, mut ada) = (signed_in(&world, "ben").await, signed_in(&world, "ada").await);
        let early = moves(&mut ada, &key()).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{} nobody leaves", world.engine);
        ben.post("/riverside/leave", &[("id", &key()), ("act", "leave")]).await;
        ada = on(&world, &hand, (date(2027, 2, 21), "ada")).await;
        assert!(ada.get(PATH).await.text.contains("It can be moved from 22 February 2027 on."), "{}", world.engine);
        assert_eq!(moves(&mut ada, &key()).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        ada = on(&world, &hand, (date(2027, 2, 22), "ada")).await;
        assert!(ada.get(PATH).await.text.contains("It goes to Remainders (RIVRREMAINDERS)"), "{}", world.engine);
        let id = key();
        for _ in 0..2 {
            let moved = moves(&mut ada, &id).await;
            assert_eq!(moved.location(), "/riverside/members/RIVR0002/state", "{} {}", world.engine, moved.text);
        }
        let after = expected(&["RIVR0003 500", "RIVRREMAINDERS -500"], "left");
        assert_eq!(stands(&world).await, after, "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
        assert_eq!(decide(&mut ada, "return").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        let back = expected(&["RIVR0002 -500", "RIVR0003 500"], "active");
        assert_eq!(stands(&world).await, back, "{}", world.engine);
        let mut ben = signed_in(&world, "ben").await;
        assert_eq!(ben.pay("RIVR0003", "1").await.0.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn two_officers_at_once_move_it_once() {
    for mut world in worlds().await {
        let (_, hand) = set(&mut world, 500).await;
        let mut ben = signed_in(&world, "ben").await;
        ben.post("/riverside/leave", &[("id", &key()), ("act", "leave")]).await;
        let mut ada = on(&world, &hand, (date(2027, 3, 1), "ada")).await;
        let mut cleo = signed_in(&world, "cleo").await;
        let (one, other) = (key(), key());
        let (one, other) = tokio::join!(moves(&mut ada, &one), moves(&mut cleo, &other));
        let mut both = [one.status, other.status];
        both.sort();
        assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "{}", world.engine);
        assert_eq!(stands(&world).await, expected(&["RIVR0003 -500", "RIVRFUND 500"], "left"), "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
        // What went to the fund stays there.
        assert_eq!(decide(&mut ada, "return").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(stands(&world).await, expected(&["RIVR0003 -500", "RIVRFUND 500"], "active"), "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn a_payment_at_the_moment_of_the_move_leaves_nothing_behind() {
    for mut world in worlds().await {
        let (village, hand) = set(&mut world, -500).await;
        let mut ben = signed_in(&world, "ben").await;
        ben.post("/riverside/leave", &[("id", &key()), ("act", "leave")]).await;
        let mut ada = on(&world, &hand, (date(2027, 4, 1), "ada")).await;
        let id = key();
        let (moved, paid) = tokio::join!(moves(&mut ada, &id), world.post(vec![village.new_payment(2, 1, 200)]));
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{} {}", world.engine, moved.text);
        let rest = if paid.is_ok() {
            ["RIVR0003 300", "RIVRREMAINDERS -300"]
        } else {
            ["RIVR0003 500", "RIVRREMAINDERS -500"]
        };
        assert_eq!(stands(&world).await, expected(&rest, "left"), "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn of_the_dead_a_debt_is_moved_at_once_and_credit_waits_ninety_days() {
    for mut world in worlds().await {
        let (village, hand) = set(&mut world, 500).await;
        let mut ada = signed_in(&world, "ada").await;
        assert_eq!(decide(&mut ada, "die").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        world.make_mails().await;
        let mails = "select count(*) from outbox where recipient = 'ben@riverside.example'";
        assert_eq!(world.number(mails).await, 0, "{} mails stop that day", world.engine);
        assert!(world.post(vec![village.new_payment(2, 1, 1)]).await.is_err(), "{}", world.engine);
        assert!(!ada.get("/riverside/members").await.text.contains("RIVR0002"), "{}", world.engine);
        for (day, status) in
            [(date(2027, 2, 21), StatusCode::UNPROCESSABLE_ENTITY), (date(2027, 2, 22), StatusCode::SEE_OTHER)]
        {
            ada = on(&world, &hand, (day, "ada")).await;
            on_their_day(&world.site).await.unwrap();
            assert_eq!(moves(&mut ada, &key()).await.status, status, "{} {day}", world.engine);
        }
        assert_eq!(stands(&world).await, expected(&["RIVR0003 -500", "RIVRFUND 500"], "deceased"), "{}", world.engine);
        assert_eq!(moves(&mut ada, &key()).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{} once", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
        // Whoever was taken for dead is let in again.
        assert_eq!(decide(&mut ada, "return").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(stands(&world).await, expected(&["RIVR0003 -500", "RIVRFUND 500"], "active"), "{}", world.engine);
        assert!(world.post(vec![village.new_payment(2, 1, 1)]).await.is_ok(), "{}", world.engine);
    }
}

/// What was confirmed is done.
async fn confirmed(world: &World) {
    static TABLE: [JobKind; 1] =
        [JobKind { kind: REMAINDER, every: None, run: |site, job| Box::pin(in_force(site, job)) }];
    do_due(&world.site, &TABLE, &holder()).await.unwrap();
}

#[tokio::test]
async fn what_is_left_waits_for_another_officer_and_is_moved_once_if_the_balance_is_still_the_same() {
    for mut world in worlds().await {
        let (village, hand) = set(&mut world, -500).await;
        rule(&world, &village, (3, "yes")).await;
        let mut ben = signed_in(&world, "ben").await;
        ben.post("/riverside/leave", &[("id", &key()), ("act", "leave")]).await;
        let mut ada = on(&world, &hand, (date(2027, 4, 1), "ada")).await;
        let mut cleo = signed_in(&world, "cleo").await;
        assert!(ada.get(PATH).await.text.contains("It waits until another officer has confirmed it"));
        let id = key();
        let path = moves(&mut ada, &id).await.location().to_owned();
        assert!(path.starts_with("/riverside/proposals/"), "{} {path}", world.engine);
        assert_eq!(moves(&mut ada, &id).await.location(), path, "{}: the same form proposes once", world.engine);
        let other = moves(&mut cleo, &key()).await;
        assert!(other.text.contains("waits already"), "{} {}", world.engine, other.text);
        assert!(ada.get(&path).await.text.contains("RIVRREMAINDERS, 5.00"), "{}", world.engine);
        for who in [&mut ada, &mut signed_in(&world, "ben").await] {
            let not = who.post(&path, &[("id", &key()), ("answer", "second")]).await;
            assert_eq!(not.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        }
        let sam = signed_in(&world, "sam.low").await.get(&path).await;
        assert_eq!(sam.status, StatusCode::NOT_FOUND, "{}: it is about Ben", world.engine);
        let confirm = [("id", &*key()), ("answer", "second")];
        for _ in 0..2 {
            assert_eq!(cleo.post(&path, &confirm).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        }
        // A payment comes between: what was shown to both is not what is there.
        world.post(vec![village.new_payment(2, 1, 100)]).await.unwrap();
        confirmed(&world).await;
        let page = ada.get(&path).await.text;
        assert!(page.contains("It does not come about. What it would have changed"), "{} {page}", world.engine);
        assert_eq!(stands(&world).await, expected(&["RIVR0002 -400", "RIVR0003 400"], "leaving"), "{}", world.engine);
        let path = moves(&mut ada, &key()).await.location().to_owned();
        cleo.post(&path, &[("id", &key()), ("answer", "second")]).await;
        for _ in 0..2 {
            confirmed(&world).await;
        }
        let after = expected(&["RIVR0003 400", "RIVRREMAINDERS -400"], "left");
        assert_eq!(stands(&world).await, after, "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
        let read = ada.get("/riverside/decisions").await.text;
        for says in ["Moved what was left", "confirmed by Cleo", "Could not be done any more"] {
            assert!(read.contains(says), "{} {says}: {read}", world.engine);
        }
    }
}
