//! Link and code of the mail to whoever wants to join: how long they are good, and how often a code may be tried.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use manyhands::clock::Clock;
use tokio::task::JoinSet;

use crate::browser::{Browser, PASSWORD, hilltop, riverside};
use crate::common::{NOON, worlds};
use crate::joining::{PHRASE, ZOE, filed, filled, mails, opening};

const CONFIRM: &str = "/riverside/join/confirm";
const AGAIN: &str = "/riverside/join/again";

#[tokio::test]
async fn a_code_is_tried_five_times_and_then_only_a_new_one_is_good() {
    for world in worlds().await {
        riverside(&world).await;
        let mut zoe = Browser::new(&world);
        let fields = filled(&mut zoe, ZOE).await;
        let joining = filed(&mut zoe, &fields).await.hidden("joining");
        let (_, first) = opening(&mails(&world, ZOE).await[0]);
        let mut tries = JoinSet::new();
        for nth in 0..8 {
            let (mut browser, joining) = (zoe.clone(), joining.clone());
            tries.spawn(async move {
                let code = format!("0000000{nth}");
                browser.post(CONFIRM, &[("joining", joining.as_str()), ("code", code.as_str())]).await
            });
        }
        let pages = tries.join_all().await;
        assert!(pages.iter().all(|page| page.status == StatusCode::UNPROCESSABLE_ENTITY));
        let over = pages.iter().filter(|page| page.text.contains("no longer good")).count();
        assert_eq!(over, 3, "{}: five are looked at, however many come at once", world.engine);
        let right = zoe.post(CONFIRM, &[("joining", joining.as_str()), ("code", first.as_str())]).await;
        assert!(right.text.contains("no longer good"), "{}: {}", world.engine, right.text);
        let again = zoe.post(AGAIN, &[("joining", joining.as_str())]).await;
        assert!(zoe.get(again.location()).await.text.contains("Another mail is on its way"));
        let (_, second) = opening(mails(&world, ZOE).await.last().unwrap());
        assert_ne!(first, second);
        for (code, to) in [(first, ""), (second, "/riverside/join/offers")] {
            let page = zoe.post(CONFIRM, &[("joining", joining.as_str()), ("code", code.as_str())]).await;
            assert_eq!(page.location(), to, "{}", page.text);
        }
    }
}

#[tokio::test]
async fn a_link_is_good_once_for_an_hour_and_in_its_own_exchange() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        riverside(&world).await;
        hilltop(&world).await;
        let mut zoe = Browser::new(&world);
        let fields = filled(&mut zoe, ZOE).await;
        let joining = filed(&mut zoe, &fields).await.hidden("joining");
        let (link, code) = opening(&mails(&world, ZOE).await[0]);
        let there = link.replace("/riverside/", "/hilltop/");
        assert_eq!(zoe.get(&there).await.status, StatusCode::NOT_FOUND);
        assert_eq!(zoe.post(&there, &[]).await.status, StatusCode::NOT_FOUND);
        let elsewhere = zoe.post("/hilltop/join/confirm", &[("joining", &joining), ("code", &code)]).await;
        assert!(elsewhere.text.contains("no longer good"), "{}", elsewhere.text);
        hand.store(NOON.plus_seconds(3601).0, Ordering::SeqCst);
        assert_eq!(zoe.get(&link).await.status, StatusCode::NOT_FOUND);
        assert_eq!(zoe.post(&link, &[("password", PHRASE)]).await.status, StatusCode::NOT_FOUND);
        let late = zoe.post(CONFIRM, &[("joining", &joining), ("code", &code)]).await;
        assert!(late.text.contains("no longer good"), "{}", late.text);
        zoe.post(AGAIN, &[("joining", &joining)]).await;
        let (link, _) = opening(mails(&world, ZOE).await.last().unwrap());
        for _ in 0..2 {
            let page = zoe.get(&link).await;
            assert!(page.status == StatusCode::OK && page.text.contains("Zoe Mill"), "looking uses nothing up");
        }
        assert_eq!(zoe.post(&link, &[("password", PHRASE)]).await.location(), "/riverside/join/offers");
        assert_eq!(
            zoe.post(&link, &[("password", PHRASE)]).await.location(),
            "/riverside",
            "the same again leads home"
        );
        assert_eq!(
            Browser::new(&world).post(&link, &[("password", PHRASE)]).await.status,
            StatusCode::NOT_FOUND,
            "it was used"
        );
    }
}

#[tokio::test]
async fn three_mails_an_hour_go_to_one_address_and_who_asks_for_more_is_told_nothing() {
    for world in worlds().await {
        riverside(&world).await;
        for nth in 0..5 {
            let mut zoe = Browser::new(&world);
            let fields = filled(&mut zoe, ZOE).await;
            let page = filed(&mut zoe, &fields).await;
            assert_eq!(page.status, StatusCode::OK, "{nth}");
        }
        assert_eq!(mails(&world, ZOE).await.len(), 3, "{}", world.engine);
    }
}

#[tokio::test]
async fn whoever_has_the_mail_and_not_the_password_takes_over_no_strangers_application() {
    for world in worlds().await {
        riverside(&world).await;
        // A stranger applies with Zoe's address and a password of their own; Zoe gets the mail and presses what it shows.
        let mut stranger = Browser::new(&world);
        let fields = filled(&mut stranger, ZOE).await;
        filed(&mut stranger, &fields).await;
        let (link, _) = opening(&mails(&world, ZOE).await[0]);
        let mut zoe = Browser::new(&world);
        for password in ["", "my own words of old", PASSWORD] {
            let page = zoe.post(&link, &[("password", password)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
            assert!(!page.text.contains(password) || password.is_empty(), "no password comes back");
        }
        assert_eq!(world.number("select count(*) as n from persons where name = 'Zoe Mill'").await, 0);
        // Whoever guesses waits.
        let mut last = StatusCode::OK;
        for nth in 0..10 {
            last = zoe.post(&link, &[("password", &format!("guess number {nth}"))]).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "{}", world.engine);
    }
}
