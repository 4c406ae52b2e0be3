//! The pages about oneself: where one is signed in, the password, the e-mail address.

use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use manyhands::clock::Clock;
use manyhands::sign_in::sweep;

use crate::browser::{Browser, PASSWORD, Page, encode, hilltop, riverside};
use crate::common::{NOON, World, worlds};

const ADA: &str = "ada@riverside.example";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
const SESSIONS: &str = "/me/sessions";

/// The keys by which the page offers sessions to be ended.
fn keys(page: &Page) -> Vec<String> {
    let after = page.text.split("name=\"session\" value=\"").skip(1);
    after.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

async fn signed_in_as(world: &World, email: &str, agent: &str) -> Browser {
    let mut browser = Browser::new(world);
    let request = Request::post("/sign-in")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header(header::USER_AGENT, agent)
        .body(Body::from(encode(&[("email", email), ("password", PASSWORD)])))
        .unwrap();
    assert_eq!(browser.send(request).await.status, StatusCode::SEE_OTHER);
    browser
}

/// Every mail to an address: subject and text.
async fn mails(world: &World, to: &'static str) -> Vec<(String, String)> {
    let mut conn = world.db().read().await.unwrap();
    let sql = "select subject, body from outbox where recipient = $1 order by mail_id";
    sqlx::query_as(sql).bind(to).fetch_all(&mut *conn).await.unwrap()
}

/// The path of the link in the last mail to an address.
async fn link(world: &World, to: &'static str) -> String {
    let (_, body) = mails(world, to).await.pop().unwrap();
    let token = body.split("/me/email/").nth(1).unwrap().split_whitespace().next().unwrap();
    format!("/me/email/{token}")
}

#[tokio::test]
async fn a_person_sees_where_they_are_signed_in_and_ends_one_session_or_all_others() {
    for world in worlds().await {
        riverside(&world).await;
        let mut here = Browser::signed_in(&world, ADA).await;
        let mut there = signed_in_as(&world, ADA, FIREFOX).await;
        let mut third = signed_in_as(&world, ADA, "<script>alert(1)</script>").await;
        let mut ben = signed_in_as(&world, "ben@riverside.example", FIREFOX).await;
        let page = here.get(SESSIONS).await;
        assert!(page.text.contains("Firefox on Linux") && page.text.contains("This one"), "{}", page.text);
        assert!(page.text.contains("24 November 2026") && !page.text.contains("<script"));
        let offered = keys(&page);
        assert_eq!(offered.len(), 2, "this one is not offered");
        let mut conn = world.db().read().await.unwrap();
        let stored: Vec<String> =
            sqlx::query_scalar("select session_id from sessions").fetch_all(&mut *conn).await.unwrap();
        drop(conn);
        assert!(stored.iter().all(|id| !page.text.contains(id)), "neither the cookie nor the table's own id is shown");

        let unknown = here.post(SESSIONS, &[("session", "00")]).await;
        let bens = keys(&ben.get(SESSIONS).await);
        assert!(bens.is_empty(), "Ben is alone");
        for stranger in offered.iter().map(String::as_str).chain([stored[0].as_str()]) {
            let page = ben.post(SESSIONS, &[("session", stranger)]).await;
            assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown.text));
        }
        let firefox = page.text.split("<li>").find(|line| line.contains("Firefox")).unwrap();
        let one = offered.iter().find(|key| firefox.contains(key.as_str())).unwrap();
        assert_eq!(here.post(SESSIONS, &[("session", one)]).await.location(), SESSIONS);
        assert_eq!(there.get("/me").await.status, StatusCode::SEE_OTHER, "ended");
        assert_eq!(third.get("/me").await.status, StatusCode::OK);
        assert_eq!(here.post(SESSIONS, &[("session", one)]).await.status, StatusCode::NOT_FOUND, "it is gone");
        assert_eq!(here.post(SESSIONS, &[("others", "yes")]).await.location(), SESSIONS);
        assert_eq!(third.get("/me").await.status, StatusCode::SEE_OTHER);
        assert_eq!((here.get("/me").await.status, ben.get("/me").await.status), (StatusCode::OK, StatusCode::OK));
    }
}

#[tokio::test]
async fn the_last_use_of_a_session_is_noted_to_within_an_hour() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        riverside(&world).await;
        let mut here = Browser::signed_in(&world, ADA).await;
        let mut there = signed_in_as(&world, ADA, FIREFOX).await;
        hand.store(NOON.plus_seconds(5 * 3600).0, Ordering::SeqCst);
        assert!(here.get(SESSIONS).await.text.contains("last seen 5 hours ago"));
        there.get("/me").await;
        let noted = async {
            while here.get(SESSIONS).await.text.contains("last seen 5 hours ago") {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(60), noted).await.unwrap();
    }
}

#[tokio::test]
async fn a_new_address_is_confirmed_from_its_own_mail_once_and_the_old_one_hears_of_it() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, ADA).await;
        let new = "Ada.New@riverside.example";
        let wrong = ada.post("/me/email", &[("email", "nowhere"), ("password", "guess")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"nowhere\"") && wrong.text.contains("That is not your password now"));
        let same = ada.post("/me/email", &[("email", "ADA@riverside.example"), ("password", PASSWORD)]).await;
        assert!(same.text.contains("That is your address already"));
        assert_eq!(mails(&world, ADA).await.len(), 0);

        let sent = ada.post("/me/email", &[("email", new), ("password", PASSWORD)]).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
        let taken = ada.post("/me/email", &[("email", "ben@riverside.example"), ("password", PASSWORD)]).await;
        let without = |page: &Page, address: &str| page.text.replace(address, "");
        assert_eq!(without(&sent, "ada.new@riverside.example"), without(&taken, "ben@riverside.example"));
        let told = mails(&world, "ben@riverside.example").await;
        assert_eq!(told.len(), 1);
        assert!(told[0].0.contains("in use already") && !told[0].1.contains("/me/email/"));
        assert_eq!(mails(&world, ADA).await.len(), 2, "the old address hears that somebody asked");

        let path = link(&world, "ada.new@riverside.example").await;
        for _ in 0..2 {
            let look = Browser::new(&world).get(&path).await;
            assert!(look.text.contains("Ada signs in with ada.new@riverside.example"), "{}", look.text);
        }
        assert!(ada.get("/me").await.text.contains(ADA), "looking changes nothing");
        let mut phone = Browser::new(&world);
        assert_eq!(phone.post(&path, &[]).await.location(), "/sign-in");
        assert_eq!(phone.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "once");
        assert_eq!(phone.get(&path).await.status, StatusCode::NOT_FOUND);
        assert!(ada.get("/me").await.text.contains("ada.new@riverside.example"));
        assert!(mails(&world, ADA).await.last().unwrap().0.contains("was changed"));
        let old = phone.post("/sign-in", &[("email", ADA), ("password", PASSWORD)]).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
        Browser::signed_in(&world, "ada.new@riverside.example").await;
    }
}

#[tokio::test]
async fn an_address_that_somebody_took_meanwhile_an_old_link_or_one_of_another_kind_changes_nothing() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        riverside(&world).await;
        hilltop(&world).await;
        let new = "both@riverside.example";
        let mut paths = Vec::new();
        for email in [ADA, "ben@riverside.example", "omar@hilltop.example"] {
            let mut person = Browser::signed_in(&world, email).await;
            person.post("/me/email", &[("email", new), ("password", PASSWORD)]).await;
            paths.push(link(&world, new).await);
        }
        let mut stranger = Browser::new(&world);
        let as_reset = paths[0].replace("/me/email/", "/reset-password/");
        assert_eq!(stranger.get(&as_reset).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post(&paths[0], &[]).await.location(), "/sign-in");
        assert_eq!(stranger.post(&paths[1], &[]).await.status, StatusCode::NOT_FOUND);
        hand.store(NOON.plus_seconds(3601).0, Ordering::SeqCst);
        assert_eq!(stranger.get(&paths[2]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.post(&paths[2], &[]).await.status, StatusCode::NOT_FOUND);
        Browser::signed_in(&world, "ben@riverside.example").await;
    }
}

#[tokio::test]
async fn mails_about_an_address_and_guesses_at_the_password_are_bounded() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, ADA).await;
        for _ in 0..3 {
            let page = ada.post("/me/email", &[("email", "new@riverside.example"), ("password", PASSWORD)]).await;
            assert_eq!(page.status, StatusCode::OK);
        }
        let fourth = ada.post("/me/email", &[("email", "new@riverside.example"), ("password", PASSWORD)]).await;
        assert_eq!(fourth.status, StatusCode::TOO_MANY_REQUESTS);
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        for _ in 0..10 {
            let page = ben.post("/me/email", &[("email", "new@riverside.example"), ("password", "guess")]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let right = [("email", "new@riverside.example"), ("password", PASSWORD)];
        assert_eq!(ben.post("/me/email", &right).await.status, StatusCode::TOO_MANY_REQUESTS);
        let change = [("password", PASSWORD), ("new", "seven slow snails sail")];
        assert_eq!(ben.post("/me/password", &change).await.status, StatusCode::TOO_MANY_REQUESTS, "one count for both");
    }
}

#[tokio::test]
async fn a_password_is_offered_and_may_be_set_but_not_one_made_of_names_here() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, ADA).await;
        let offered = |page: &Page| {
            let phrase = page.text.split("class=\"phrase\"").nth(1).unwrap().split("<bdi>").nth(1).unwrap();
            phrase.split('<').next().unwrap().to_owned()
        };
        let (first, second) = (offered(&ada.get("/me/password").await), offered(&ada.get("/me/password").await));
        assert_ne!(first, second);
        for easy in
            ["riverside exchange 2026", "Ada@Riverside.example", "correct horse battery staple", "qwertyuiopasdfgh"]
        {
            let page = ada.post("/me/password", &[("password", PASSWORD), ("new", easy)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{easy}");
            assert!(page.text.contains("too easy to guess") && !page.text.contains(easy));
        }
        let set = ada.post("/me/password", &[("password", PASSWORD), ("new", &first)]).await;
        assert_eq!(set.status, StatusCode::SEE_OTHER);
        let told = mails(&world, ADA).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].0.contains("password was changed") && !told[0].1.contains(&first));
    }
}

#[tokio::test]
async fn no_link_stays_readable_in_the_outbox_after_its_time() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        riverside(&world).await;
        Browser::new(&world).post("/reset-password", &[("email", ADA)]).await;
        assert!(mails(&world, ADA).await[0].1.contains("/reset-password/"), "it waits for the mail server");
        let later = NOON.plus_seconds(3601);
        hand.store(later.0, Ordering::SeqCst);
        sweep(&world.site).await.unwrap();
        assert_eq!(mails(&world, ADA).await[0].1, "");
        let mut conn = world.db().read().await.unwrap();
        for sql in ["select count(*) as n from links", "select count(*) as n from outbox where sent_at is not null"] {
            let left: i64 = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap();
            assert_eq!(left, 0, "{sql}");
        }
    }
}
