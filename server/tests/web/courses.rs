//! What the committee decides about an account's limits beside setting them, and the one sentence that says why they are what they are.

use axum::http::StatusCode;
use manyhands::clock::fresh_key;
use manyhands::ledger::verify::verify;

use crate::browser::{Browser, Page, riverside};
use crate::common::{World, worlds};
use crate::following::fill_in;

const BEN: &str = "/riverside/members/RIVR0002/limits";

async fn signed_in(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}@riverside.example")).await
}

/// The committee decides about Ben.
async fn decide(browser: &mut Browser, act: &str, id: i64) -> Page {
    browser.post(BEN, &[("id", &id.to_string()), ("act", act), ("reason", "Two old debts")]).await
}

async fn pays(browser: &mut Browser, to: &str, amount: &str) -> bool {
    browser.pay(to, amount).await.0.status == StatusCode::SEE_OTHER
}

async fn lowest(world: &World) -> i64 {
    world.number("select min_balance from accounts where code = 'RIVR0002'").await
}

#[tokio::test]
async fn a_frozen_account_spends_what_it_has_owes_nothing_more_and_is_lifted_again() {
    for world in worlds().await {
        riverside(&world).await;
        let (mut ada, mut ben, mut cleo) =
            (signed_in(&world, "ada").await, signed_in(&world, "ben").await, signed_in(&world, "cleo").await);
        assert!(pays(&mut ben, "RIVR0003", "50").await);
        let id = fresh_key();
        for _ in 0..2 {
            let frozen = decide(&mut ada, "freeze", id).await;
            assert_eq!(frozen.location(), BEN, "{} {}", world.engine, frozen.text);
        }
        assert_eq!(decide(&mut ada, "lift", id).await.status, StatusCode::CONFLICT, "{}", world.engine);
        let again = decide(&mut ada, "freeze", fresh_key()).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(again.text.contains("That is so already"), "{}", again.text);
        let why = "The committee froze this account on 24 November 2026: what is on it can be spent, nothing can be owed. \
                   Why: Two old debts";
        for page in [ben.get("/riverside").await, ada.get(BEN).await] {
            assert!(page.text.contains(why), "{}", page.text);
        }
        assert!(!ada.get(BEN).await.text.contains("name=\"min\""), "what is frozen is lifted first");
        let set = ada.post(BEN, &[("id", &fresh_key().to_string()), ("min", "1"), ("max", "1"), ("reason", "x")]).await;
        assert_eq!(set.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(set.text.contains("Lift the freeze first"), "{}", set.text);
        // Nothing more is owed, whoever stands below zero can be paid, and what is there can be spent.
        assert!(!pays(&mut ben, "RIVR0003", "1").await, "{}", world.engine);
        assert!(pays(&mut cleo, "RIVR0002", "60").await, "{}", world.engine);
        assert!(pays(&mut ben, "RIVR0003", "10").await, "{}", world.engine);
        assert!(!pays(&mut ben, "RIVR0003", "1").await, "{}", world.engine);
        assert_eq!(decide(&mut ada, "lift", fresh_key()).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert!(pays(&mut ben, "RIVR0003", "1").await, "{}", world.engine);
        assert_eq!(world.number("select count(*) from journal where what = 'limits'").await, 2, "{}", world.engine);
        assert_eq!(world.number("select count(*) from notices where kind = 'limits'").await, 2, "{}", world.engine);
        let about = ben.get("/riverside/members/RIVR0002").await.text;
        assert!(about.contains("may owe up to 0.00"), "the member reads of it: {about}");
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn what_was_set_by_hand_outlasts_a_freeze_and_is_given_up_for_the_rule() {
    for world in worlds().await {
        riverside(&world).await;
        let (mut ada, mut ben) = (signed_in(&world, "ada").await, signed_in(&world, "ben").await);
        let rule = "This limit is the exchange’s rule for every member.";
        assert!(ben.get("/riverside").await.text.contains(rule));
        let early = decide(&mut ada, "rule", fresh_key()).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        let by_hand = [("min", "70"), ("max", "120"), ("reason", "asked"), ("act", "set")];
        let set = fill_in(&mut ada, BEN, &by_hand).await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text);
        let why = "The committee set this limit on 24 November 2026. Why: asked";
        assert!(ben.get("/riverside").await.text.contains(why), "{}", world.engine);
        for (act, after) in [("freeze", 0), ("lift", -7_000), ("rule", -10_000)] {
            let done = decide(&mut ada, act, fresh_key()).await;
            assert_eq!((done.status, lowest(&world).await), (StatusCode::SEE_OTHER, after), "{} {act}", world.engine);
        }
        assert!(ben.get("/riverside").await.text.contains(rule), "{}", world.engine);
        assert!(!ada.get(BEN).await.text.contains("Back to the exchange’s rule"), "there is nothing to give up");
        assert!(!ada.get("/riverside/members/RIVRCOMMON/limits").await.text.contains("Freeze"), "nor for the exchange");
    }
}

#[tokio::test]
async fn nobody_freezes_or_lifts_their_own_account_and_of_two_at_once_one_does() {
    for world in worlds().await {
        let village = riverside(&world).await;
        crate::whose::set_chair(&world, &village, 1).await;
        let (mut ada, mut ben, mut cleo) =
            (signed_in(&world, "ada").await, signed_in(&world, "ben").await, signed_in(&world, "cleo").await);
        assert_eq!(decide(&mut ben, "freeze", fresh_key()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(decide(&mut cleo, "freeze", fresh_key()).await.status, StatusCode::FORBIDDEN);
        assert_eq!(lowest(&world).await, -10_000, "{}", world.engine);
        let mut twin = ada.clone();
        let (one, other) =
            tokio::join!(decide(&mut ada, "freeze", fresh_key()), decide(&mut twin, "freeze", fresh_key()));
        let mut answers = [one.status, other.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "{}", world.engine);
        assert_eq!(decide(&mut ben, "lift", fresh_key()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(lowest(&world).await, 0, "{}", world.engine);
        assert_eq!(world.number("select count(*) from journal where what = 'limits'").await, 1, "{}", world.engine);
    }
}
