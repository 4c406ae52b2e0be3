//! Leaving: the balance moves only toward zero, the membership ends by itself there, and until then one can stay after all.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::http::StatusCode;
use jiff::ToSpan as _;
use jiff::civil::date;
use manyhands::clock::{Clock, fresh_key};
use manyhands::ledger::verify::verify;
use manyhands::members::states::job::on_their_day;
use sqlx::AssertSqlSafe;

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::days::noon;

async fn signed_in(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}@riverside.example")).await
}

async fn press(browser: &mut Browser, path: &str, act: &str) -> Page {
    browser.post(path, &[("id", &fresh_key().to_string()), ("act", act)]).await
}

async fn texts(world: &World, sql: &str) -> Vec<String> {
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_all(&mut *conn).await.unwrap()
}

/// Ben's state, limits and rights on one line.
async fn ben(world: &World) -> String {
    let sql = "select trim(m.state || ' ' || m.state_until) || ' ' || a.min_balance || ' ' || a.max_balance || ' '
            || a.may_debit || ' ' || a.may_credit
        from members m join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
        where m.name = 'Ben'";
    texts(world, sql).await.remove(0)
}

/// Riverside with a clock that can be moved, where Ben has paid 5.00 to Cleo.
async fn set(world: &mut World) -> (Village, Arc<AtomicI64>) {
    let (clock, hand) = Clock::fixed(NOON);
    world.site.clock = clock;
    let village = riverside(world).await;
    world.post(vec![village.new_payment(1, 2, 500)]).await.unwrap();
    (village, hand)
}

async fn pass(world: &World, hand: &AtomicI64, day: jiff::civil::Date) {
    hand.store(noon(day).0, Ordering::SeqCst);
    for _ in 0..2 {
        on_their_day(&world.site).await.unwrap();
    }
}

#[tokio::test]
async fn whoever_leaves_trades_to_zero_and_has_left_once_nobody_can_object_and_not_before() {
    for mut world in worlds().await {
        let (village, hand) = set(&mut world).await;
        let mut one = signed_in(&world, "ben").await;
        let asked = press(&mut one, "/riverside/leave", "leave").await;
        assert_eq!(asked.location(), "/riverside/leave", "{} {}", world.engine, asked.text);
        assert_eq!(ben(&world).await, "leaving 2027-02-22 0 0 1 1", "{}", world.engine);
        let plan = one.get("/riverside/leave/plan").await;
        for words in ["−5.00", "22 February 2027", "0.42", "12 weeks", "Ada"] {
            assert!(plan.text.contains(words), "{words}: {}", plan.text);
        }
        assert!(one.get("/riverside").await.text.contains("Leaving until 22 February 2027"), "{}", world.engine);
        let mut ada = signed_in(&world, "ada").await;
        let home = ada.get("/riverside").await.text;
        assert!(home.contains("Members who are leaving") && !home.contains("beyond a limit"), "{home}");
        let work = ada.get("/riverside/work").await.text;
        assert!(work.contains("Members who are leaving") && work.contains("/riverside/members/RIVR0002\""), "{work}");
        let list = ada.get("/riverside/balances?show=leaving").await.text;
        assert!(list.contains("RIVR0002") && !list.contains("RIVR0003"), "{list}");
        // Only toward zero: they can spend nothing, be paid 5.00 and no more.
        assert_eq!(one.pay("RIVR0003", "0.01").await.0.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(world.post(vec![village.new_payment(2, 1, 501)]).await.is_err(), "{}", world.engine);
        let mut last = village.new_payment(2, 1, 500);
        last.slip.at = noon(date(2026, 12, 1));
        world.post(vec![last]).await.unwrap();
        pass(&world, &hand, date(2026, 12, 30)).await;
        assert_eq!(ben(&world).await, "leaving 2027-02-22 0 0 1 1", "{}: an objection is possible", world.engine);
        pass(&world, &hand, date(2026, 12, 31)).await;
        assert_eq!(ben(&world).await, "left 0 0 0 0", "{}", world.engine);
        let lines = texts(&world, "select becomes from journal where what = 'state' order by entered_at").await;
        assert_eq!(lines, ["leaving 2027-02-22", "left"], "{}", world.engine);
        // What is told to whoever has left is that they have.
        world.make_mails().await;
        let mails = texts(&world, "select subject from outbox where recipient = 'ben@riverside.example'").await;
        assert!(mails.contains(&"Your membership of riverside exchange: has left".to_owned()), "{mails:?}");
        let mut cleo = signed_in(&world, "cleo").await;
        assert!(!cleo.get("/riverside/members").await.text.contains("RIVR0002"), "{}", world.engine);
        assert!(cleo.get("/riverside/statement").await.text.contains("Ben"), "the name stays where they traded");
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn with_a_balance_nobody_has_left_by_themselves_however_long_it_takes() {
    for mut world in worlds().await {
        let (_, hand) = set(&mut world).await;
        press(&mut signed_in(&world, "ben").await, "/riverside/leave", "leave").await;
        pass(&world, &hand, date(2026, 11, 24).saturating_add(2.years())).await;
        assert_eq!(ben(&world).await, "leaving 2027-02-22 0 0 1 1", "{}", world.engine);
    }
}

#[tokio::test]
async fn whoever_stays_after_all_has_the_limits_that_stood_and_the_committee_sets_none_meanwhile() {
    for mut world in worlds().await {
        set(&mut world).await;
        let (mut one, mut ada) = (signed_in(&world, "ben").await, signed_in(&world, "ada").await);
        let before = ben(&world).await;
        press(&mut one, "/riverside/leave", "leave").await;
        let fields = [("id", "77"), ("min", "50"), ("max", "50"), ("reason", "why not")];
        let set = ada.post("/riverside/members/RIVR0002/limits", &fields).await;
        assert_eq!(set.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(set.text.contains("moves only toward zero"), "{}", set.text);
        let stays = press(&mut one, "/riverside/leave", "stay").await;
        assert_eq!(stays.status, StatusCode::SEE_OTHER, "{} {}", world.engine, stays.text);
        assert_eq!(ben(&world).await, before, "{}", world.engine);
        let again = press(&mut one, "/riverside/leave", "stay").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn whoever_is_suspended_leaves_by_the_committee_alone_and_is_suspended_again_if_they_stay() {
    for mut world in worlds().await {
        set(&mut world).await;
        let (mut one, mut ada) = (signed_in(&world, "ben").await, signed_in(&world, "ada").await);
        let fields = [("id", "77"), ("reason", "Does not answer"), ("act", "suspend")];
        ada.post("/riverside/members/RIVR0002/state", &fields).await;
        let own = press(&mut one, "/riverside/leave", "leave").await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        let done = press(&mut ada, "/riverside/as/RIVR0002/leave", "leave").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{} {}", world.engine, done.text);
        assert_eq!(ben(&world).await, "leaving 2027-02-22 0 0 1 1", "{}", world.engine);
        press(&mut ada, "/riverside/as/RIVR0002/leave", "stay").await;
        assert_eq!(ben(&world).await, "suspended -10000 12000 0 1", "{}", world.engine);
    }
}

#[tokio::test]
async fn a_payment_at_the_moment_of_the_end_is_never_lost_and_can_still_be_objected_to() {
    for mut world in worlds().await {
        let (village, hand) = set(&mut world).await;
        press(&mut signed_in(&world, "ben").await, "/riverside/leave", "leave").await;
        hand.store(noon(date(2027, 1, 20)).0, Ordering::SeqCst);
        let mut last = village.new_payment(2, 1, 500);
        last.slip.at = noon(date(2027, 1, 20));
        let (ended, paid) = tokio::join!(on_their_day(&world.site), world.post(vec![last]));
        ended.unwrap();
        paid.unwrap();
        assert_eq!(ben(&world).await, "leaving 2027-02-22 0 0 1 1", "{}", world.engine);
        assert_eq!(world.balance(&village, 1).await, 0, "{}", world.engine);
        pass(&world, &hand, date(2027, 2, 19)).await;
        assert_eq!(ben(&world).await, "left 0 0 0 0", "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}
