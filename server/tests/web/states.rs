//! The states of a member as people meet them: a holiday that the others see, a suspension that the member understands, and who may
//! do what meanwhile.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use jiff::civil::date;
use manyhands::clock::{Clock, fresh_key};
use manyhands::ledger::verify::verify;
use manyhands::members::states::job::on_their_day;

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, World, worlds};
use crate::days::noon;

const BEN: &str = "/riverside/members/RIVR0002/state";

async fn signed_in(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}@riverside.example")).await
}

/// The committee decides about Ben.
async fn decide(browser: &mut Browser, act: &str, id: &str) -> Page {
    browser.post(BEN, &[("id", id), ("reason", "Does not answer"), ("act", act)]).await
}

async fn state_of(world: &World, name: &str) -> String {
    let mut conn = world.db().read().await.unwrap();
    let sql = "select trim(state || ' ' || state_until) from members where name = $1";
    sqlx::query_scalar(sql).bind(name.to_owned()).fetch_one(&mut *conn).await.unwrap()
}

fn key() -> String {
    fresh_key().to_string()
}

#[tokio::test]
async fn a_holiday_is_seen_by_the_others_and_ends_by_itself_on_the_day_after_its_last() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        riverside(&world).await;
        let (mut ben, mut cleo) = (signed_in(&world, "ben").await, signed_in(&world, "cleo").await);
        cleo.pay("RIVR0002", "1").await;
        let id = key();
        for _ in 0..2 {
            let gone = ben.post("/riverside/holiday", &[("id", &id), ("until", "2026-12-24"), ("act", "go")]).await;
            assert_eq!(gone.location(), "/riverside/holiday", "{} {}", world.engine, gone.text);
        }
        let other = ben.post("/riverside/holiday", &[("id", &id), ("until", "2026-12-25"), ("act", "go")]).await;
        assert_eq!(other.status, StatusCode::CONFLICT, "{}", world.engine);
        let away = "on holiday until 24 December 2026";
        for path in ["/riverside/members", "/riverside/members/RIVR0002"] {
            let page = cleo.get(path).await;
            assert!(page.text.contains(away), "{} {path}: {}", world.engine, page.text);
        }
        let fields =
            [("id", "01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f6f"), ("to", "Bem"), ("amount", "1"), ("description", "x")];
        let likely = cleo.post("/riverside/pay", &fields).await;
        assert!(likely.text.contains(away), "{} {}", world.engine, likely.text);
        let home = ben.get("/riverside").await;
        assert!(home.text.contains("You are on holiday until 24 December 2026."), "{}", home.text);
        assert_eq!(ben.pay("RIVR0003", "1").await.0.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(cleo.pay("RIVR0002", "1").await.0.status, StatusCode::SEE_OTHER, "{}", world.engine);
        for (day, state) in [(date(2026, 12, 24), "holiday 2026-12-24"), (date(2026, 12, 25), "active")] {
            hand.store(noon(day).0, Ordering::SeqCst);
            for _ in 0..2 {
                on_their_day(&world.site).await.unwrap();
            }
            assert_eq!(state_of(&world, "Ben").await, state, "{}", world.engine);
        }
        assert_eq!(world.number("select count(*) from journal where what = 'state'").await, 2, "{}", world.engine);
        assert_eq!(world.number("select count(*) from notices where kind = 'state'").await, 1, "{}", world.engine);
        assert!(!cleo.get("/riverside/members").await.text.contains("on holiday"));
    }
}

#[tokio::test]
async fn a_member_is_back_when_they_say_so_and_the_committee_may_say_it_for_them() {
    for world in worlds().await {
        riverside(&world).await;
        let (mut ada, mut cleo) = (signed_in(&world, "ada").await, signed_in(&world, "cleo").await);
        let gone = ada.post("/riverside/as/RIVR0003/holiday", &[("id", &key()), ("until", ""), ("act", "go")]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{} {}", world.engine, gone.text);
        assert_eq!(state_of(&world, "Cleo").await, "holiday");
        let told = cleo.get("/me/notices").await;
        assert!(told.text.contains("Your membership of riverside exchange: on holiday"), "{}", told.text);
        let back = cleo.post("/riverside/holiday", &[("id", &key()), ("act", "end")]).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(state_of(&world, "Cleo").await, "active");
        let again = cleo.post("/riverside/holiday", &[("id", &key()), ("act", "end")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text.contains("You are back already"), "{}", again.text);
        let kept = cleo.post("/riverside/holiday", &[("id", &key()), ("until", "2020-01-01"), ("act", "go")]).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(kept.text.contains("value=\"2020-01-01\""), "what was typed is kept: {}", kept.text);
    }
}

#[tokio::test]
async fn whoever_is_suspended_is_told_why_may_be_paid_and_read_and_may_not_pay() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let (mut ada, mut ben) = (signed_in(&world, "ada").await, signed_in(&world, "ben").await);
        let mut cleo = signed_in(&world, "cleo").await;
        let id = key();
        for _ in 0..2 {
            let done = decide(&mut ada, "suspend", &id).await;
            assert_eq!(done.location(), BEN, "{} {}", world.engine, done.text);
        }
        assert_eq!(decide(&mut ada, "lift", &id).await.status, StatusCode::CONFLICT, "{}", world.engine);
        let again = decide(&mut ada, "suspend", &key()).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert_eq!(ben.pay("RIVR0003", "1").await.0.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert_eq!(cleo.pay("RIVR0002", "1").await.0.status, StatusCode::SEE_OTHER, "{}", world.engine);
        let home = ben.get("/riverside").await;
        assert!(!home.text.contains("You can spend"), "{}", home.text);
        for words in ["You are suspended", "Does not answer", "Ask the committee"] {
            assert!(home.text.contains(words), "{} {words}: {}", world.engine, home.text);
        }
        for path in ["/riverside/statement", "/riverside/members", "/riverside/settings", "/riverside/contact"] {
            assert_eq!(ben.get(path).await.status, StatusCode::OK, "{} {path}", world.engine);
        }
        world.make_mails().await;
        let mail = "select count(*) from outbox where subject = 'Your membership of riverside exchange: suspended'";
        assert_eq!(world.number(mail).await, 1, "{}", world.engine);
        let about = ben.get("/riverside/members/RIVR0002").await;
        assert!(about.text.contains("Changed the state"), "{}", about.text);
        assert!(!cleo.get("/riverside/decisions").await.text.contains("Does not answer"), "others do not read of it");
        assert_eq!(decide(&mut ada, "lift", &key()).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(ben.pay("RIVR0003", "1").await.0.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!((state_of(&world, "Ben").await.as_str(), world.balance(&village, 1).await), ("active", 0));
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn nobody_decides_about_themselves_and_whoever_is_suspended_holds_no_office() {
    for world in worlds().await {
        let village = riverside(&world).await;
        crate::whose::set_chair(&world, &village, 1).await;
        let (mut ada, mut ben) = (signed_in(&world, "ada").await, signed_in(&world, "ben").await);
        let own = decide(&mut ben, "suspend", &key()).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(!ben.get(BEN).await.text.contains("name=\"act\""), "there is no form");
        assert_eq!(ben.get("/riverside/balances").await.status, StatusCode::OK);
        assert_eq!(decide(&mut ada, "suspend", &key()).await.status, StatusCode::SEE_OTHER);
        assert_eq!(ben.get("/riverside/balances").await.status, StatusCode::FORBIDDEN, "{}", world.engine);
        assert_eq!(decide(&mut ben, "lift", &key()).await.status, StatusCode::FORBIDDEN, "{}", world.engine);
        assert_eq!(decide(&mut ada, "lift", &key()).await.status, StatusCode::SEE_OTHER);
        assert_eq!(ben.get("/riverside/balances").await.status, StatusCode::OK, "{}", world.engine);
    }
}

#[tokio::test]
async fn a_payment_at_the_moment_of_a_suspension_is_booked_before_it_or_not_at_all() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = signed_in(&world, "ada").await;
        for _ in 0..6 {
            let before = world.count(&village).await;
            let id = key();
            let suspend = async { decide(&mut ada, "suspend", &id).await.status };
            let (paid, suspended) = tokio::join!(world.post(vec![village.new_payment(1, 2, 100)]), suspend);
            assert_eq!(suspended, StatusCode::SEE_OTHER, "{}", world.engine);
            let booked = world.count(&village).await - before;
            assert_eq!(booked, i64::from(paid.is_ok()), "{}", world.engine);
            assert!(world.post(vec![village.new_payment(1, 2, 100)]).await.is_err(), "{}", world.engine);
            assert_eq!(decide(&mut ada, "lift", &key()).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        }
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}
