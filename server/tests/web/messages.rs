//! Writing to the committee: everybody of it gets one mail, once, and no page shows an address.

use app::roles::Role;
use axum::http::StatusCode;
use manyhands::clock::fresh_key;
use manyhands::roles::{NewOffice, give_role};

use crate::browser::{Browser, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::notices::text;

const MAILS: &str = "select recipient || ': ' || subject from outbox order by recipient";

/// Riverside, with Ada and Ben in the committee.
async fn village(world: &World) -> Village {
    let village = riverside(world).await;
    let office = NewOffice {
        exchange: village.exchange,
        person: village.people[1],
        role: Role::Treasurer,
        by: village.people[0],
        at: NOON,
        act: fresh_key(),
    };
    world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
    village
}

#[tokio::test]
async fn a_message_reaches_everybody_of_the_committee_by_one_mail_each_however_often_it_is_sent() {
    for world in worlds().await {
        village(&world).await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let page = cleo.get("/riverside/contact").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Ada") && page.text.contains("Ben"), "{}", page.text);
        assert!(!page.text.contains('@'), "an address: {}", page.text);
        let id = page.hidden("id");
        let sent = [("id", id.as_str()), ("message", "The gate is broken.\nWho mends it?")];
        let (mut one, mut two) = (cleo.clone(), cleo.clone());
        let (one, two) = tokio::join!(one.post("/riverside/contact", &sent), two.post("/riverside/contact", &sent));
        for page in [one, two, cleo.post("/riverside/contact", &sent).await] {
            assert_eq!(page.status, StatusCode::OK, "{}", page.text);
            assert!(page.text.contains("on its way") && !page.text.contains('@'), "{}", page.text);
        }
        let subject = "Cleo writes to the committee of riverside exchange";
        let expected = ["ada", "ben"].map(|to| format!("{to}@riverside.example: {subject}"));
        assert_eq!(text(&world, MAILS).await, expected, "{}", world.engine);
        let bodies = text(&world, "select body from outbox order by recipient").await;
        for part in ["The gate is broken.\nWho mends it?", "cleo@riverside.example", "/riverside/members/RIVR0003"] {
            assert!(bodies[0].contains(part), "{part} in {}", bodies[0]);
        }
        // The same number with other words is another message.
        cleo.post("/riverside/contact", &[("id", id.as_str()), ("message", "It is mended.")]).await;
        assert_eq!(text(&world, MAILS).await.len(), 4, "{}", world.engine);
    }
}

#[tokio::test]
async fn a_message_that_says_nothing_is_asked_for_again_and_a_flood_is_refused() {
    for world in worlds().await {
        village(&world).await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        for message in ["", " \n ", "\u{200b}", "a\u{202e}b", &"x".repeat(2_001)] {
            let id = fresh_key().to_string();
            let page = cleo.post("/riverside/contact", &[("id", id.as_str()), ("message", message)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{message:?}");
            assert_eq!(page.hidden("id"), id, "nothing is lost");
        }
        for nth in 0..7 {
            let (id, message) = (fresh_key().to_string(), format!("Message {nth}."));
            let page = cleo.post("/riverside/contact", &[("id", id.as_str()), ("message", message.as_str())]).await;
            let expected = if nth < 5 { StatusCode::OK } else { StatusCode::TOO_MANY_REQUESTS };
            assert_eq!(page.status, expected, "{nth}");
        }
        assert_eq!(text(&world, MAILS).await.len(), 10, "{}", world.engine);
    }
}

#[tokio::test]
async fn where_nobody_of_the_committee_has_an_address_the_page_says_so_and_asks_for_nothing() {
    for world in worlds().await {
        riverside(&world).await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        world.sql("update persons set email = null where email = 'ada@riverside.example'".into()).await;
        let page = cleo.get("/riverside/contact").await;
        assert!(page.text.contains("has an e-mail address yet") && !page.text.contains("<textarea"), "{}", page.text);
        let mut zoe = Browser::new(&world);
        assert_eq!(zoe.get("/riverside/contact").await.status, StatusCode::SEE_OTHER, "for members");
    }
}
