//! Subscriptions in money as people meet them: told before and after, lapsed and restored, entered by the treasurer, moved by nobody.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use jiff::civil::{Date, date};
use manyhands::clock::{Clock, fresh_key};
use manyhands::ledger::verify::verify;
use manyhands::subscriptions::job::on_their_day;

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::days::noon;
use crate::lists::texts;

const LIST: &str = "/riverside/subscriptions";

/// Riverside has subscriptions by the year; whoever is overdue for sixty days only receives.
async fn with_subscriptions(world: &World) -> Village {
    let village = riverside(world).await;
    for (rule, value) in [("subscription", "year"), ("subscription_cost", "12 pounds"), ("subscription_days", "60")] {
        let sql = format!(
            "insert into rules (exchange_id, rule, from_version, from_at, value) values ({}, '{rule}', 2, 0, '{value}')",
            village.exchange.0
        );
        world.sql(sql).await;
    }
    village
}

async fn signed_in(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}@riverside.example")).await
}

/// The treasurer's form, for these members.
async fn enter(browser: &mut Browser, (id, act, until): (&str, &str, &str), codes: &[&str]) -> Page {
    let picks: Vec<String> = codes.iter().map(|code| format!("pick-{code}")).collect();
    let mut fields = vec![("id", id), ("act", act), ("paid_until", until)];
    fields.extend(picks.iter().map(|pick| (pick.as_str(), "yes")));
    browser.post(LIST, &fields).await
}

fn key() -> String {
    fresh_key().to_string()
}

/// What Ben was told of it, the latest first.
async fn told(world: &World) -> Vec<String> {
    let mut ben = signed_in(world, "ben").await;
    let page = ben.get("/me/notices").await;
    let all = texts(&page, "main li").into_iter().chain(texts(&page, "main a"));
    let mut said: Vec<String> = all.filter(|text| text.contains("subscription in")).collect();
    said.dedup();
    said
}

#[tokio::test]
async fn whoever_does_not_pay_is_told_then_only_receives_and_pays_again_once_it_is_entered() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        let village = with_subscriptions(&world).await;
        let (mut ada, mut ben) = (signed_in(&world, "ada").await, signed_in(&world, "ben").await);
        let run = async |day: Date| {
            hand.store(noon(day).0, Ordering::SeqCst);
            for _ in 0..2 {
                on_their_day(&world.site).await.unwrap();
            }
        };
        let count = |what: &'static str| world.number(what);
        const NOTICES: &str = "select count(*) from notices where kind = 'subscription'";
        const LAPSES: &str = "select count(*) from journal where what = 'subscription' and becomes like '%lapsed'";
        // They joined on 24 November and owe it from then on; all five are told so, once.
        run(date(2026, 11, 24)).await;
        assert_eq!(count(NOTICES).await, 5, "{}", world.engine);
        let home = ben.get("/riverside").await.text;
        for said in ["Your subscription is due", "It costs: 12 pounds", "by 22 January 2027"] {
            assert!(home.contains(said), "{} {said}: {home}", world.engine);
        }
        // All but Ben's are entered.
        let id = key();
        for _ in 0..2 {
            let done = enter(&mut ada, (&id, "paid", "2027-12-31"), &["RIVR0003", "RIVR0004", "RIVR0005"]).await;
            assert_eq!(done.location(), LIST, "{} {}", world.engine, done.text);
        }
        assert_eq!(count("select count(*) from journal where what = 'subscription'").await, 3, "{}", world.engine);
        run(date(2027, 1, 22)).await;
        // Their sessions have ended meanwhile.
        (ada, ben) = (signed_in(&world, "ada").await, signed_in(&world, "ben").await);
        let mut cleo = signed_in(&world, "cleo").await;
        assert_eq!((count(LAPSES).await, ben.pay("cleo", "1").await.0.status), (0, StatusCode::SEE_OTHER));
        run(date(2027, 1, 23)).await;
        assert_eq!(count(LAPSES).await, 2, "Ben, and Ada, whose own nobody has entered");
        let (refused, _) = ben.pay("cleo", "1").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        let why = "You can be paid, but not pay, until your payment is entered.";
        assert!(refused.text.contains(why), "{}", refused.text);
        assert_eq!(cleo.pay("ben", "1").await.0.status, StatusCode::SEE_OTHER, "a debt can shrink");
        assert!(ben.get("/riverside").await.text.contains(why));
        assert!(!cleo.get("/riverside/decisions").await.text.contains("only receives"), "others do not read of it");
        // Entered as paid, Ben pays again.
        let done = enter(&mut ada, (&key(), "paid", "2027-12-31"), &["RIVR0002"]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert_eq!(ben.pay("cleo", "1").await.0.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert!(ben.get("/riverside").await.text.contains("Your subscription is paid until 31 December 2027."));
        run(date(2027, 12, 17)).await;
        let said = told(&world).await.join("\n");
        for news in [
            "subscription in riverside exchange is due",
            "you can be paid but not pay",
            "is in order again, and you can pay",
            "ends on 31 December 2027",
        ] {
            assert!(said.contains(news), "{} {news}: {said}", world.engine);
        }
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
        ada = signed_in(&world, "ada").await;
        // Given up, it binds nobody any more: Ada pays again.
        let off = "insert into rules (exchange_id, rule, from_version, from_at, value) values";
        world.sql(format!("{off} ({}, 'subscription', 3, 0, 'off')", village.exchange.0)).await;
        assert_eq!(ada.pay("cleo", "1").await.0.status, StatusCode::UNPROCESSABLE_ENTITY);
        run(date(2027, 12, 18)).await;
        assert_eq!(ada.pay("cleo", "1").await.0.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn two_processes_on_one_day_let_somebody_lapse_once_and_their_state_keeps_to_it() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        with_subscriptions(&world).await;
        on_their_day(&world.site).await.unwrap();
        hand.store(noon(date(2027, 2, 1)).0, Ordering::SeqCst);
        let (one, other) = tokio::join!(on_their_day(&world.site), on_their_day(&world.site));
        assert!(one.is_ok() && other.is_ok(), "{}", world.engine);
        let lapses = "select count(*) from journal where what = 'subscription'";
        assert_eq!(world.number(lapses).await, 5, "{}", world.engine);
        assert_eq!(world.number("select count(*) from accounts where kind = 0 and may_debit = 0").await, 5);
        // Suspended and let take part again, Ben still only receives; leaving, he pays toward zero.
        let (mut ada, mut ben) = (signed_in(&world, "ada").await, signed_in(&world, "ben").await);
        for act in ["suspend", "lift"] {
            let fields = [("id", key()), ("reason", "so".to_owned()), ("act", act.to_owned())];
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let done = ada.post("/riverside/members/RIVR0002/state", &fields).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{} {act} {}", world.engine, done.text);
            assert_eq!(ben.pay("cleo", "1").await.0.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        }
        assert_eq!(world.number("select count(*) from accounts where kind = 0 and may_debit = 0").await, 5);
        let leaves = ben.post("/riverside/leave", &[("id", &key()), ("act", "leave")]).await;
        assert_eq!(leaves.location(), "/riverside/leave", "{} {}", world.engine, leaves.text);
        assert_eq!(world.number("select count(*) from accounts where kind = 0 and may_debit = 0").await, 4);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn the_treasurers_list_shows_who_owes_and_nobody_enters_their_own() {
    for world in worlds().await {
        with_subscriptions(&world).await;
        let (mut ada, mut ben) = (signed_in(&world, "ada").await, signed_in(&world, "ben").await);
        for path in [LIST.to_owned(), format!("{LIST}.csv")] {
            assert_eq!(ben.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(enter(&mut ben, (&key(), "paid", "2027-12-31"), &["RIVR0003"]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(enter(&mut ada, (&key(), "paid", "2026-12-01"), &["RIVR0002"]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(enter(&mut ada, (&key(), "paid", "2026-12-31"), &["RIVR0003"]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(enter(&mut ada, (&key(), "exempt", ""), &["RIVR0004"]).await.status, StatusCode::SEE_OTHER);
        for (show, codes) in [
            ("overdue", vec!["RIVR0001", "RIVR0005"]),
            ("soon", vec!["RIVR0002"]),
            ("paid", vec!["RIVR0002", "RIVR0003"]),
            ("exempt", vec!["RIVR0004"]),
        ] {
            let page = ada.get(&format!("{LIST}?show={show}")).await;
            assert_eq!(texts(&page, "main .rows .code"), codes, "{show} {}", world.engine);
        }
        assert_eq!(texts(&ada.get(&format!("{LIST}?q=cleo")).await, "main .rows .code"), ["RIVR0003"]);
        let file = ada.get(&format!("{LIST}.csv?show=paid")).await.text;
        assert!(file.contains("RIVR0002,Ben,2026-12-01,paid until 1 December 2026,Ada,2026-11-24"), "{file}");
        let page = ada.get(LIST).await;
        assert!(!page.text.contains("pick-RIVR0001") && page.text.contains("pick-RIVR0002"), "{}", page.text);
        let own = enter(&mut ada, (&key(), "paid", "2027-12-31"), &["RIVR0001", "RIVR0002"]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(own.text.contains("Your own is entered by another officer"), "{}", own.text);
        for (act, until, codes, says) in [
            ("paid", "soon", &["RIVR0002"][..], "aria-invalid"),
            ("paid", "2027-12-31", &[], "Tick those who have paid"),
        ] {
            let wrong = enter(&mut ada, (&key(), act, until), codes).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{act} {until}");
            assert!(wrong.text.contains(says) && wrong.text.contains(until), "what was typed is kept: {}", wrong.text);
        }
        assert_eq!(enter(&mut ada, (&key(), "paid", "2027-12-31"), &["HILL0001"]).await.status, StatusCode::NOT_FOUND);
        let id = key();
        enter(&mut ada, (&id, "paid", "2027-12-31"), &["RIVR0002"]).await;
        let other = enter(&mut ada, (&id, "paid", "2028-12-31"), &["RIVR0002"]).await;
        assert_eq!(other.status, StatusCode::CONFLICT, "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}
