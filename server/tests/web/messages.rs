//! Writing to the committee: everybody of it gets one mail, once, and no page shows an address.

use app::roles::Role;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use manyhands::clock::fresh_key;
use manyhands::roles::{NewOffice, give_role};

use crate::browser::{Browser, hilltop, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::forms::form;
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
        let page = Browser::new(&world).get("/riverside/contact").await;
        assert!(page.text.contains("has an e-mail address yet") && !page.text.contains("<textarea"), "{}", page.text);
    }
}

const PATH: &str = "/riverside/contact";

/// What a stranger sends with a form of that number.
fn stranger<'a>(id: &'a str, email: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("person", "0"), ("id", id), ("name", "Zoe Ray"), ("email", email), ("message", "May I join?\nI bake.")]
}

#[tokio::test]
async fn a_stranger_asks_the_committee_and_is_answered_by_mail_without_seeing_an_address() {
    for world in worlds().await {
        village(&world).await;
        let mut zoe = Browser::new(&world);
        let page = zoe.get(PATH).await;
        assert_eq!(page.status, StatusCode::OK);
        for part in ["Ada", "Chair", "Ben", "Treasurer", "name=\"email\""] {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        assert!(!page.text.contains('@') && !page.text.contains("RIVR000"), "no address, no code: {}", page.text);
        let id = form(&page, PATH).unwrap().fields.into_iter().find(|(name, _)| name == "id").unwrap().1;
        let sent = stranger(&id, "zoe@mill.example");
        let (mut one, mut two) = (zoe.clone(), zoe.clone());
        let (one, two) = tokio::join!(one.post_bare(PATH, &sent), two.post_bare(PATH, &sent));
        for page in [one, two, zoe.post_bare(PATH, &sent).await] {
            assert_eq!(page.status, StatusCode::OK, "{}", page.text);
            assert!(page.text.contains("answers you at zoe@mill.example"), "{}", page.text);
            assert!(!page.text.contains("@riverside"), "{}", page.text);
        }
        let subject = "Somebody writes to the committee of riverside exchange";
        let expected = ["ada", "ben"].map(|to| format!("{to}@riverside.example: {subject}"));
        assert_eq!(text(&world, MAILS).await, expected, "{}", world.engine);
        let bodies = text(&world, "select body from outbox order by recipient").await;
        for part in
            ["Zoe Ray, who is not a member", "May I join?\nI bake.", "at zoe@mill.example", "Nobody has checked"]
        {
            assert!(bodies[0].contains(part), "{part} in {}", bodies[0]);
        }
    }
}

#[tokio::test]
async fn strangers_are_counted_by_where_they_come_from_and_all_together_and_members_apart_from_them() {
    for world in worlds().await {
        village(&world).await;
        hilltop(&world).await;
        let zoe = Browser::new(&world);
        let ids: Vec<String> = (0..40).map(|_| fresh_key().to_string()).collect();
        for (nth, id) in ids[..7].iter().enumerate() {
            let page = zoe.clone().post_from("192.0.2.1:5000", PATH, &stranger(id, "zoe@mill.example")).await;
            let expected = if nth < 5 { StatusCode::OK } else { StatusCode::TOO_MANY_REQUESTS };
            assert_eq!(page.status, expected, "{} {nth}", world.engine);
            assert_eq!(page.headers.contains_key(header::RETRY_AFTER), nth >= 5);
        }
        // What is wrong is counted for nothing, and what was refused neither: 25 are left for all others.
        let mut taken = 0;
        for (nth, id) in ids[7..].iter().enumerate() {
            let from = format!("192.0.2.{}:5000", nth + 2);
            assert_eq!(
                zoe.clone().post_from(&from, PATH, &stranger(id, "zoe")).await.status,
                StatusCode::UNPROCESSABLE_ENTITY
            );
            let page = zoe.clone().post_from(&from, PATH, &stranger(id, "zoe@mill.example")).await;
            taken += usize::from(page.status == StatusCode::OK);
        }
        assert_eq!(taken, 25, "{}", world.engine);
        let id = fresh_key().to_string();
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let page = cleo.post(PATH, &[("id", &id), ("message", "The gate is broken.")]).await;
        assert_eq!(page.status, StatusCode::OK, "a member is not kept out by strangers");
        let page =
            zoe.clone().post_from("198.51.100.1:1", "/hilltop/contact", &stranger(&id, "zoe@mill.example")).await;
        assert_eq!(page.status, StatusCode::OK, "nor is another exchange");
    }
}

#[tokio::test]
async fn what_a_stranger_sends_from_elsewhere_or_wrongly_reaches_nobody() {
    for world in worlds().await {
        village(&world).await;
        let mut zoe = Browser::new(&world);
        let id = fresh_key().to_string();
        for (field, value) in [
            ("name", ""),
            ("name", "Zoe\0"),
            ("name", "Zoe\u{202e}"),
            ("name", &"x".repeat(81)),
            ("email", ""),
            ("email", "zoe@mill"),
            ("email", "zoe@mill.example\r\nBcc: eve@mill.example"),
            ("message", ""),
            ("message", &"x".repeat(2_001)),
            ("id", "x"),
        ] {
            let mut fields = stranger(&id, "zoe@mill.example");
            fields.retain(|(name, _)| *name != field);
            fields.push((field, value));
            let page = zoe.post_bare(PATH, &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value:?}");
            assert!(page.text.contains("value=\"Zoe Ray\"") || field == "name", "nothing is lost: {}", page.text);
        }
        let mut nobodys = stranger(&id, "zoe@mill.example");
        nobodys.retain(|(name, _)| *name != "person");
        assert_eq!(zoe.post_bare(PATH, &nobodys).await.status, StatusCode::CONFLICT, "no form of ours");
        for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let body = crate::browser::encode(&stranger(&id, "zoe@mill.example"));
            let request = Request::post(PATH)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(name, value)
                .body(Body::from(body))
                .unwrap();
            assert_eq!(zoe.send(request).await.status, StatusCode::FORBIDDEN, "{name}");
        }
        // Of a member who has signed out meanwhile it is theirs again.
        let cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let marks = cleo.marks(PATH).await;
        let fields: Vec<(&str, &str)> = marks.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let page = zoe.post_bare(PATH, &[&fields[..], &[("id", &id), ("message", "Hello")]].concat()).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert_eq!(cleo.clone().post_bare(PATH, &stranger(&id, "zoe@mill.example")).await.status, StatusCode::CONFLICT);
        assert!(text(&world, MAILS).await.is_empty(), "{}", world.engine);
    }
}

#[tokio::test]
async fn no_committee_of_no_exchange_is_written_to() {
    for world in worlds().await {
        village(&world).await;
        hilltop(&world).await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let unknown = omar.get("/nowhere").await;
        for mut browser in [omar.clone(), Browser::new(&world)] {
            assert_eq!(browser.get("/nowhere/contact").await.status, StatusCode::NOT_FOUND);
            assert_eq!(
                browser.post_bare("/nowhere/contact", &stranger("7", "z@mill.example")).await.status,
                StatusCode::NOT_FOUND
            );
        }
        assert_eq!(omar.get("/nowhere/contact").await.text, unknown.text);
        // Who is of another exchange writes as anybody does.
        let id = fresh_key().to_string();
        let fields =
            [("id", id.as_str()), ("name", "Omar"), ("email", "omar@hilltop.example"), ("message", "Shall we trade?")];
        assert_eq!(omar.post(PATH, &fields).await.status, StatusCode::OK);
        assert_eq!(text(&world, MAILS).await.len(), 2, "{}", world.engine);
    }
}
