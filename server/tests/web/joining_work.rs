//! The committee decides who joins: from the list of work, one or several at once, and once.

use app::roles::Role;
use axum::http::StatusCode;
use manyhands::clock::fresh_key;
use manyhands::roles::{NewOffice, give_role};

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{NOON, Village, World, worlds};
use crate::forms::form;
use crate::joining::{applicant, applied, apply_as, mails, sent};
use crate::notices::text;
use crate::whose::lets_in;

const WORK: &str = "/riverside/work";

/// Riverside, with Ada in the chair and Ben who lets people in.
async fn village(world: &World) -> Village {
    let village = riverside(world).await;
    let office = NewOffice {
        exchange: village.exchange,
        person: village.people[1],
        role: Role::Membership,
        by: village.people[0],
        at: NOON,
        act: fresh_key(),
    };
    world.db().write(office, async |tx, office| give_role(tx, *office).await).await.unwrap();
    village
}

/// What the page of an application sends with that button.
async fn answer(browser: &Browser, id: i64, answer: &str, reason: &str) -> Vec<(String, String)> {
    let path = format!("/riverside/applications/{id}");
    let mut fields = form(&browser.clone().get(&path).await, &path).unwrap().fields;
    fields.push(("answer".into(), answer.into()));
    fields.push(("reason".into(), reason.into()));
    fields
}

async fn send(browser: &Browser, id: i64, fields: &[(String, String)]) -> Page {
    sent(&mut browser.clone(), &format!("/riverside/applications/{id}"), fields).await
}

#[tokio::test]
async fn two_officers_who_admit_one_applicant_at_once_make_one_member_and_the_other_is_told_who_did() {
    for world in worlds().await {
        let village = village(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let (mut zoe, id) = applicant(&world, &village, "Zoe").await;
        let (by_ada, by_ben) = (answer(&ada, id, "admit", "").await, answer(&ben, id, "admit", "").await);
        let (one, two) = tokio::join!(send(&ada, id, &by_ada), send(&ben, id, &by_ben));
        let (first, told) = if one.status == StatusCode::SEE_OTHER { ("Ada", two) } else { ("Ben", one) };
        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.text);
        assert!(told.text.contains(&format!("{first} admitted Zoe.")), "{}: {}", world.engine, told.text);
        assert_eq!(world.number("select count(*) as n from members where name = 'Zoe'").await, 1);
        assert_eq!(mails(&world, "zoe@mill.example").await.len(), 1, "{}", world.engine);
        for (browser, fields) in [(&ada, &by_ada), (&ben, &by_ben)] {
            let page = send(browser, id, fields).await;
            assert!([StatusCode::SEE_OTHER, StatusCode::CONFLICT].contains(&page.status));
        }
        assert_eq!(world.number("select count(*) as n from journal where what = 'admitted'").await, 1);
        let page = zoe.get("/riverside").await;
        assert!(page.text.contains("RIVR0006"), "a member, at home: {}", page.text);
        let late = answer_form(&ben, "decline", "too late").await;
        assert_eq!(send(&ben, id, &late).await.status, StatusCode::CONFLICT);
    }
}

/// A form as it was before it was decided.
async fn answer_form(browser: &Browser, answer: &str, reason: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> =
        browser.marks("/riverside").await.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let id = fresh_key().to_string();
    let own = [("id", id.as_str()), ("answer", answer), ("reason", reason)];
    fields.extend(own.map(|(name, value)| (name.to_owned(), value.to_owned())));
    fields
}

#[tokio::test]
async fn ten_are_admitted_at_once_and_of_one_who_is_gone_it_is_said_what_became_of_them() {
    for world in worlds().await {
        let village = village(&world).await;
        let (mut gone, _) = applicant(&world, &village, "Gone").await;
        for nth in 0..9 {
            apply_as(&world, &village, &format!("New{nth}"), fresh_key()).await;
        }
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let page = ada.get(WORK).await;
        let found = form(&page, WORK).unwrap();
        let mut fields = found.fields.clone();
        fields.extend(
            found.names.iter().filter(|name| name.starts_with("pick-")).map(|name| (name.clone(), "yes".into())),
        );
        assert_eq!(fields.iter().filter(|(name, _)| name.starts_with("pick-")).count(), 10);
        let nobody = sent(&mut ada, WORK, &found.fields).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nobody.text.contains("Nobody was chosen"), "{}", nobody.text);
        let withdraw = form(&gone.get("/riverside").await, "/riverside/join/withdraw").unwrap().fields;
        sent(&mut gone, "/riverside/join/withdraw", &withdraw).await;
        let page = sent(&mut ada, WORK, &fields).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert!(page.text.contains("9 new members were admitted"), "{}", page.text);
        assert!(
            page.text.contains("Gone took the application back") && page.text.contains("Well done"),
            "{}",
            page.text
        );
        let again = sent(&mut ada, WORK, &fields).await;
        assert_eq!(again.status, StatusCode::OK, "{}", again.text);
        assert_eq!(
            world.number("select count(*) as n from members where name like 'New%'").await,
            9,
            "{}",
            world.engine
        );
        assert_eq!(world.number("select count(*) as n from members where name = 'Gone'").await, 0);
        fields.pop();
        assert_eq!(sent(&mut ada, WORK, &fields).await.status, StatusCode::CONFLICT, "others under the same number");
    }
}

#[tokio::test]
async fn who_is_declined_reads_why_in_their_mail_and_may_apply_again() {
    for world in worlds().await {
        village(&world).await;
        let mut zoe = applied(&world, "zoe@mill.example").await;
        let ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let id = world.number("select application_id as n from applications").await;
        let none = answer(&ben, id, "decline", " ").await;
        assert_eq!(send(&ben, id, &none).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a no has a reason");
        let no = answer(&ben, id, "decline", "We are full until spring.").await;
        for _ in 0..2 {
            assert_eq!(send(&ben, id, &no).await.location(), WORK);
        }
        let other: Vec<_> = no.iter().filter(|(name, _)| name != "answer").cloned().collect();
        let other = [other, vec![("answer".to_owned(), "admit".to_owned())]].concat();
        assert_eq!(send(&ben, id, &other).await.status, StatusCode::CONFLICT, "other terms");
        let told = mails(&world, "zoe@mill.example").await;
        assert!(told.last().unwrap().contains("We are full until spring."), "{told:?}");
        assert_eq!(told.len(), 2, "the code, and the answer once");
        let page = zoe.get("/riverside").await;
        assert!(page.text.contains("href=\"/riverside/join\"") && !page.text.contains("has your application"));
        let mut fields = form(&zoe.get("/riverside/join").await, "/riverside/join").unwrap().fields;
        fields.push(("agree".into(), "yes".into()));
        assert_eq!(sent(&mut zoe, "/riverside/join", &fields).await.location(), "/riverside/join/offers");
        let mut eve = Browser::signed_in(&world, "cleo@riverside.example").await;
        let page = eve.get("/riverside/decisions").await;
        assert!(!page.text.contains("full until spring"), "no member's business: {}", page.text);
    }
}

#[tokio::test]
async fn an_application_of_another_exchange_or_for_a_member_without_the_right_is_the_same_404() {
    for world in worlds().await {
        village(&world).await;
        let there = hilltop(&world).await;
        apply_as(&world, &there, "Zoe", 4242).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let unknown = ada.get("/riverside/applications/77").await;
        let fields = answer_form(&ada, "admit", "").await;
        for page in [
            ada.get("/riverside/applications/4242").await,
            cleo.get("/riverside/applications/4242").await,
            send(&ada, 4242, &fields).await,
        ] {
            assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown.text));
        }
        assert_eq!(world.number("select count(*) as n from applications where state = 'applied'").await, 1);
    }
}

#[tokio::test]
async fn the_committee_is_told_once_in_some_hours_and_the_menu_and_the_list_say_who_waits() {
    for world in worlds().await {
        village(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let page = ada.get(WORK).await;
        assert!(page.text.contains("Nothing waits for you. Well done"), "{}", page.text);
        for email in ["zoe@mill.example", "yan@mill.example", "xia@mill.example"] {
            applied(&world, email).await;
        }
        let told = text(&world, "select recipient from outbox where subject like '%wants to join%' order by 1").await;
        assert_eq!(told, ["ada@riverside.example", "ben@riverside.example"], "{}", world.engine);
        let page = ada.get("/riverside").await;
        assert!(page.text.contains("Work list (3)"), "{}", page.text);
        let page = ada.get(WORK).await;
        assert!(
            page.text.contains("They want to join") && page.text.contains("since 24 November 2026"),
            "{}",
            page.text
        );
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        assert_eq!(cleo.get(WORK).await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn whoever_is_added_by_the_committee_meanwhile_has_applied_for_nothing_any_more() {
    for world in worlds().await {
        let village = village(&world).await;
        let (_, id) = applicant(&world, &village, "Zoe").await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let key = fresh_key().to_string();
        let added = [("id", key.as_str()), ("name", "Zoe"), ("kind", "person"), ("email", "zoe@mill.example")];
        let page = ada.post("/riverside/settings/members", &added).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        assert!(ada.get(WORK).await.text.contains("Nothing waits for you"));
        let fields = answer(&ada, id, "admit", "").await;
        let page = send(&ada, id, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("Zoe is a member here already"), "{}", page.text);
        assert_eq!(world.number("select count(*) as n from members where name = 'Zoe'").await, 1);
    }
}

#[tokio::test]
async fn where_everybody_may_join_who_confirms_is_a_member_at_once() {
    for world in worlds().await {
        village(&world).await;
        lets_in(&world, &[("who_may_join", "open")]).await;
        let page = Browser::new(&world).get("/riverside").await;
        assert!(page.text.contains("you are a member at once"), "{}", page.text);
        let mut zoe = applied(&world, "zoe@mill.example").await;
        assert_eq!(zoe.get("/riverside/join/offers").await.location(), "/riverside");
        assert!(zoe.get("/riverside").await.text.contains("RIVR0006"), "{}", world.engine);
        let told = mails(&world, "zoe@mill.example").await;
        assert!(told.last().unwrap().contains("Your account is RIVR0006"), "{told:?}");
        assert_eq!(
            world.number("select count(*) as n from journal where what = 'admitted' and proposed_by = 0").await,
            1
        );
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        assert!(ada.get(WORK).await.text.contains("Nothing waits for you"), "nobody has to decide");
    }
}

#[tokio::test]
async fn where_one_joins_by_invitation_the_page_says_whom_to_ask_and_takes_no_form() {
    for world in worlds().await {
        village(&world).await;
        let mut zoe = Browser::new(&world);
        let fields = crate::joining::filled(&mut zoe, "zoe@mill.example").await;
        lets_in(&world, &[("who_may_join", "invitation")]).await;
        let page = zoe.get("/riverside/join").await;
        assert!(page.text.contains("joins by invitation") && page.text.contains("/riverside/contact"), "{}", page.text);
        assert_eq!(sent(&mut zoe, "/riverside/join", &fields).await.status, StatusCode::CONFLICT);
        assert_eq!(world.number("select count(*) as n from joinings").await, 0);
    }
}
