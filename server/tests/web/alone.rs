//! An officer in her own favour, as she and the others meet it: what is refused and in which words, what is listed, what is undone.

use axum::http::StatusCode;
use manyhands::clock::fresh_transfer_id;

use crate::browser::{Browser, Page, riverside};
use crate::common::{World, worlds};
use crate::intertrading::run;
use crate::lists::texts;

const LIMITS: &str = "/riverside/members/RIVR0006/limits";

/// Riverside, whose chair Ada has enrolled a second member under another address; Ben is treasurer.
async fn scene(world: &World) -> (Browser, Browser) {
    let village = riverside(world).await;
    let (exchange, person) = (village.exchange.0, village.people[1].0);
    run(
        world,
        format!(
            "insert into roles (exchange_id, person_id, role, since) values ({exchange}, {person}, 'treasurer', 1)"
        ),
    )
    .await;
    let mut ada = Browser::signed_in(world, "ada@riverside.example").await;
    let path = "/riverside/settings/members";
    let id = ada.get(path).await.hidden("id");
    let fields = [("id", id.as_str()), ("name", "Second"), ("kind", "person"), ("email", "ada2@riverside.example")];
    assert_eq!(ada.post(path, &fields).await.status, StatusCode::SEE_OTHER);
    (ada, Browser::signed_in(world, "ben@riverside.example").await)
}

async fn limits(browser: &mut Browser, min: &str) -> Page {
    let id = browser.get(LIMITS).await.hidden("id");
    browser.post(LIMITS, &[("id", &id), ("min", min), ("max", "none"), ("reason", "she asked")]).await
}

async fn for_cleo(browser: &mut Browser, to: &str, amount: &str) -> (Page, String) {
    let id = fresh_transfer_id().to_string();
    let fields = [("id", id.as_str()), ("to", to), ("amount", amount), ("description", "Jam")];
    let check = browser.post("/riverside/as/RIVR0003/pay", &fields).await;
    let paid = browser.post("/riverside/as/RIVR0003/transfers", &fields).await;
    assert_eq!(check.status == StatusCode::OK, paid.status == StatusCode::SEE_OTHER, "{}", check.text);
    (paid, id)
}

#[tokio::test]
async fn whom_an_officer_enrolled_she_lets_owe_little_more_alone_and_another_officer_lets_them_owe_much() {
    for world in worlds().await {
        let (mut ada, mut ben) = scene(&world).await;
        let says =
            "Above 30.00\u{a0}leaves in a day another officer must enter what is in your own favour. Who can: Ben";
        for min in ["130.01", "9000", "none"] {
            let refused = limits(&mut ada, min).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {min}", world.engine);
            assert!(refused.text.contains(says) && refused.text.contains("she asked"), "{}", refused.text);
        }
        assert_eq!(limits(&mut ada, "120").await.status, StatusCode::SEE_OTHER);
        // To owe less is in nobody's favour, and what was raised before counts with what is raised now.
        assert_eq!(limits(&mut ada, "90").await.status, StatusCode::SEE_OTHER);
        assert_eq!(limits(&mut ada, "101").await.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert_eq!(limits(&mut ada, "100").await.status, StatusCode::SEE_OTHER);
        let (paid, _) = for_cleo(&mut ada, "RIVR0001", "0.01").await;
        assert_eq!(paid.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(paid.text.contains(says), "limits and payments count together: {}", paid.text);
        run(&world, "update persons set language = 'es' where name = 'Ada'".to_owned()).await;
        let (paid, _) = for_cleo(&mut ada, "RIVR0001", "0.01").await;
        assert!(paid.text.contains("otra persona con cargo. Puede: Ben"), "{}", paid.text);
        assert_eq!(limits(&mut ben, "9000").await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        let (paid, _) = for_cleo(&mut ben, "RIVR0006", "50").await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER, "he did not enrol her");
    }
}

#[tokio::test]
async fn what_she_enters_alone_is_told_listed_for_the_others_and_undone_by_one_of_them() {
    for world in worlds().await {
        let (mut ada, mut ben) = scene(&world).await;
        let waits = "Entered by one officer in their own favour";
        assert!(!ben.get("/riverside").await.text.contains(waits));
        let (paid, id) = for_cleo(&mut ada, "RIVR0001", "10").await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.text);
        for_cleo(&mut ada, "RIVR0004", "10").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        assert!(cleo.get("/me/notices").await.text.contains("10.00\u{a0}leaves"), "{}", world.engine);
        for page in ["/riverside", "/riverside/balances"] {
            let page = ben.get(page).await.text;
            assert!(page.contains(waits) && page.contains("href=\"/riverside/decisions?show=alone\""), "{page}");
        }
        assert!(!ada.get("/riverside").await.text.contains(waits), "not for who entered it");
        assert!(!cleo.get("/riverside").await.text.contains(waits));
        let rows = texts(&ben.get("/riverside/decisions?show=alone").await, "main ul.rows li");
        assert_eq!(rows.len(), 1, "the payment to Sam is in nobody's favour: {rows:?}");
        assert!(rows[0].contains("RIVR0003 → RIVR0001, 10.00\u{a0}leaves"), "{rows:?}");
        assert!(rows[0].contains("another officer can undo it"), "{rows:?}");
        assert!(texts(&cleo.get("/riverside/decisions?show=alone").await, "main ul.rows li").is_empty());
        let path = format!("/riverside/transfers/{id}/reverse");
        let own = fresh_transfer_id().to_string();
        let barred = ada.post(&path, &[("id", &own), ("reason", "mine")]).await;
        assert_eq!(barred.status, StatusCode::UNPROCESSABLE_ENTITY);
        let undone = ben.post(&path, &[("id", &own), ("reason", "she did not know of it")]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
        assert!(!ben.get("/riverside").await.text.contains(waits), "{}", world.engine);
    }
}

#[tokio::test]
async fn nobody_pays_between_two_accounts_of_their_own() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let (exchange, person) = (village.exchange.0, village.people[1].0);
        // Ben acts for Cleo's account too.
        let member = format!("select member_id from members where exchange_id = {exchange} and name = 'Cleo'");
        run(&world, format!("insert into operators values ({exchange}, ({member}), {person}, 1)")).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let id = fresh_transfer_id().to_string();
        for (before, to) in [("/riverside", "RIVR0003"), ("/riverside/as/RIVR0003", "RIVR0002"), ("/riverside", "Cleo")]
        {
            let fields = [("id", id.as_str()), ("to", to), ("amount", "1"), ("description", "Jam")];
            for path in ["pay", "transfers"] {
                let page = ben.post(&format!("{before}/{path}"), &fields).await;
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{before} {path}");
                assert!(page.text.contains("Nobody pays between accounts of their own"), "{}", page.text);
            }
        }
        assert_eq!(world.count(&village).await, 0, "{}", world.engine);
    }
}
