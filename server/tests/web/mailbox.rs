//! Two people who read one address: each is a person of their own, gets mails of their own there, and only one signs in by it.

use axum::http::StatusCode;
use manyhands::clock::fresh_key;
use manyhands::members::erasing::again::Erasures;

use crate::browser::{Browser, PASSWORD, Page, riverside};
use crate::common::{Village, World, worlds};
use crate::forms::{filled, send};
use crate::notices::text;

const SHARED: &str = "ben@riverside.example";
const NEW: &str = "seven slow snails sail";
const ADD: &str = "/riverside/settings/members";

async fn enrolled(ada: &Browser, shared: &str) -> Page {
    let fields = [("name", "Bea"), ("email", SHARED), ("shared", shared)];
    send(ada, ADD, &filled(ada, ADD, &fields).await).await
}

/// Mails to the shared address, the latest first: subject and text.
async fn mails(world: &World) -> Vec<String> {
    let sql = "select subject || ' ' || body from outbox where recipient = 'ben@riverside.example' order by created_at desc, mail_id desc";
    text(world, sql).await
}

fn link(mail: &str) -> String {
    format!("/reset-password/{}", mail.split("/reset-password/").nth(1).unwrap().split_whitespace().next().unwrap())
}

async fn sets_password(browser: &mut Browser, link: &str) -> Page {
    browser.post(link, &[("new", NEW)]).await
}

/// Bea, who reads Ben's address and has set a password with the link of her mail.
async fn bea(world: &World) -> (Village, Browser) {
    let ours = riverside(world).await;
    let ada = Browser::signed_in(world, "ada@riverside.example").await;
    let known = enrolled(&ada, "").await;
    assert!(
        known.status == StatusCode::UNPROCESSABLE_ENTITY && known.text.contains("If two people read it"),
        "{}",
        known.text
    );
    let added = enrolled(&ada, "yes").await;
    assert_eq!(added.location(), "/riverside/members/RIVR0006", "{} {}", world.engine, added.text);
    let mail = mails(world).await.remove(0);
    assert!(mail.contains("Bea") && mail.contains("RIVR0006"), "{mail}");
    let mut bea = Browser::new(world);
    assert_eq!(sets_password(&mut bea, &link(&mail)).await.location(), "/riverside", "{}", world.engine);
    (ours, bea)
}

#[tokio::test]
async fn two_people_on_one_mailbox_sign_in_and_are_written_to_each_for_themselves() {
    for world in worlds().await {
        let (_, mut bea) = bea(&world).await;
        assert!(bea.get("/me").await.text.contains("mails go to ben@riverside.example"), "{}", world.engine);
        for (known_as, password, comes_in) in
            [("RIVR0006", NEW, true), (SHARED, NEW, false), (SHARED, PASSWORD, true), ("RIVR0002", PASSWORD, true)]
        {
            let page = Browser::new(&world).post("/sign-in", &[("email", known_as), ("password", password)]).await;
            assert_eq!(page.status == StatusCode::SEE_OTHER, comes_in, "{} {known_as}", world.engine);
        }
        world.sql("delete from outbox".to_owned()).await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        cleo.pay("RIVR0002", "1").await;
        cleo.pay("RIVR0006", "2").await;
        world.make_mails().await;
        let told = mails(&world).await;
        assert_eq!(told.len(), 2, "{}: {told:?}", world.engine);
        for (name, amount) in [("Hello Ben", "1.00"), ("Hello Bea", "2.00")] {
            assert_eq!(told.iter().filter(|mail| mail.contains(name) && mail.contains(amount)).count(), 1, "{told:?}");
        }
        // Both are marked as not reached, and the list names them.
        world.sql("update outbox set given_up_at = 9, body = '' where sent_at is null".to_owned()).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let list = ada.get("/riverside/balances?show=unreached").await.text;
        assert!(
            list.contains("RIVR0002") && list.contains("RIVR0006") && !list.contains("RIVR0003"),
            "{}",
            world.engine
        );
    }
}

#[tokio::test]
async fn a_link_goes_to_the_mailbox_for_whom_it_was_asked_and_nobody_learns_who_reads_it() {
    for world in worlds().await {
        bea(&world).await;
        let mut pages = Vec::new();
        for (asked, hello, other) in [(SHARED, "Hello Ben", "Bea"), ("RIVR0006", "Hello Bea (RIVR0006)", "Hello Ben")] {
            world.sql("delete from outbox".to_owned()).await;
            let page = Browser::new(&world).post("/reset-password", &[("email", asked)]).await;
            pages.push((page.status, page.text));
            let told = mails(&world).await;
            assert_eq!(told.len(), 1, "{} {asked}: {told:?}", world.engine);
            assert!(told[0].contains(hello) && !told[0].contains(other), "{asked}: {}", told[0]);
        }
        let nobody = Browser::new(&world).post("/reset-password", &[("email", "nobody@riverside.example")]).await;
        pages.push((nobody.status, nobody.text));
        assert!(pages[0] == pages[1] && pages[1] == pages[2], "{}", world.engine);
        // Whose password it sets is who was meant.
        let mail = mails(&world).await.remove(0);
        sets_password(&mut Browser::new(&world), &link(&mail)).await;
        Browser::signed_in(&world, SHARED).await;
    }
}

#[tokio::test]
async fn a_mailbox_is_changed_by_a_link_and_taken_away_by_whose_mails_go_there_and_goes_with_them() {
    for world in worlds().await {
        let (ours, mut bea) = bea(&world).await;
        let asks = async |bea: &mut Browser, email: &str| {
            bea.post("/me/email", &[("email", email), ("shared", "yes"), ("password", NEW)]).await
        };
        // One that is somebody's and one that is nobody's are answered alike.
        for email in ["cleo@riverside.example", "both@riverside.example"] {
            assert_eq!(asks(&mut bea, email).await.status, StatusCode::OK, "{} {email}", world.engine);
        }
        let mail = text(&world, "select body from outbox where recipient = 'both@riverside.example'").await.remove(0);
        let path = format!("/me/email/{}", mail.split("/me/email/").nth(1).unwrap().split_whitespace().next().unwrap());
        assert!(bea.get(&path).await.text.contains("mails for Bea (RIVR0006) go to both@riverside.example"));
        assert_eq!(bea.post(&path, &[]).await.location(), "/me", "{}", world.engine);
        assert!(bea.get("/me").await.text.contains("mails go to both@riverside.example"), "{}", world.engine);
        assert_eq!(bea.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "once");
        assert_eq!(asks(&mut bea, "").await.location(), "/me");
        assert!(!bea.get("/me").await.text.contains("mails go to"), "{}", world.engine);
        let member = world.number("select member_id as n from members where name = 'Bea'").await;
        world.sql("update persons set mailbox = 'ben@riverside.example' where name = 'Bea'".to_owned()).await;
        let text = format!("member {} {member} {} 0 5\n", ours.exchange.0, fresh_key());
        Erasures::read(&text).unwrap().do_again(world.db()).await.unwrap();
        let kept = "select count(*) as n from persons where mailbox is not null or name = 'Bea'";
        assert_eq!(world.number(kept).await, 0, "{}", world.engine);
        let bens = "select count(*) as n from persons where email = 'ben@riverside.example'";
        assert_eq!(world.number(bens).await, 1, "{}: who reads it too goes on", world.engine);
    }
}
