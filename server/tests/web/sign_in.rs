//! Signing in, changing the password, signing out: what a thief of cookies, links or guesses gets, which is nothing.

use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use manyhands::clock::Clock;

use crate::browser::{Browser, PASSWORD, Page, encode, riverside};
use crate::common::{NOON, World, worlds};

const ADA: &str = "ada@riverside.example";
const NEW: &str = "nine slow herons wade";

/// The session's cookie as `name=value`, when the page set it.
fn session_cookie(page: &Page) -> Option<String> {
    let cookies = page.headers.get_all(header::SET_COOKIE).into_iter();
    let mut pairs = cookies.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap());
    pairs.find(|pair| pair.starts_with("manyhands=")).map(str::to_owned)
}

/// The page of somebody's own, asked for with nothing but a cookie.
async fn me_with(browser: &mut Browser, cookie: &str) -> StatusCode {
    let request = Request::get("/me").header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    browser.send(request).await.status
}

/// A sign-in that comes from an address.
async fn sign_in_from(browser: &mut Browser, address: &str, password: &str) -> StatusCode {
    browser.post_from(address, "/sign-in", &[("email", ADA), ("password", password)]).await.status
}

#[tokio::test]
async fn signing_in_leads_on_to_our_own_pages_and_to_no_others() {
    for world in worlds().await {
        riverside(&world).await;
        for (next, to) in [
            ("/riverside/pay?to=RIVR0002", "/riverside/pay?to=RIVR0002"),
            ("/me", "/me"),
            ("", "/riverside"),
            ("/", "/riverside"),
            ("https://evil.example/", "/riverside"),
            ("//evil.example/", "/riverside"),
            ("/\\evil.example/", "/riverside"),
            ("/x\r\nset-cookie: a=b", "/riverside"),
        ] {
            let mut ada = Browser::new(&world);
            let shown = ada.get(&format!("/sign-in?{}", encode(&[("next", next)]))).await;
            assert!(!shown.text.contains("evil.example"), "{next}");
            let page = ada.post("/sign-in", &[("email", ADA), ("password", PASSWORD), ("next", next)]).await;
            assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, to), "{next}");
        }
    }
}

#[tokio::test]
async fn a_failed_sign_in_keeps_the_email_and_shows_no_password() {
    for world in worlds().await {
        riverside(&world).await;
        let fields = [("email", ADA), ("password", "a guess nobody makes"), ("next", "/riverside/pay")];
        let page = Browser::new(&world).post("/sign-in", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(ADA) && page.text.contains("/riverside/pay"));
        assert!(!page.text.contains("a guess nobody makes"));
    }
}

#[tokio::test]
async fn signing_in_changes_the_session_so_that_a_planted_one_is_worth_nothing() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::new(&world);
        let first = ada.post("/sign-in", &[("email", ADA), ("password", PASSWORD)]).await;
        let planted = session_cookie(&first).unwrap();
        let second = ada.post("/sign-in", &[("email", ADA), ("password", PASSWORD)]).await;
        let own = session_cookie(&second).unwrap();
        assert_ne!(planted, own);
        assert_eq!(me_with(&mut Browser::new(&world), &own).await, StatusCode::OK);
        assert_eq!(me_with(&mut Browser::new(&world), &planted).await, StatusCode::SEE_OTHER);
        let invented = "manyhands=AAAAAAAAAAAAAAAAAAAAAA";
        let mut victim = Browser::new(&world);
        let request = Request::post("/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, invented)
            .body(Body::from(encode(&[("email", ADA), ("password", PASSWORD)])))
            .unwrap();
        let page = victim.send(request).await;
        assert_ne!(session_cookie(&page).unwrap(), invented);
        assert_eq!(me_with(&mut Browser::new(&world), invented).await, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn after_signing_out_the_old_cookie_opens_nothing() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::new(&world);
        let page = ada.post("/sign-in", &[("email", ADA), ("password", PASSWORD)]).await;
        let cookie = session_cookie(&page).unwrap();
        assert_eq!(me_with(&mut Browser::new(&world), &cookie).await, StatusCode::OK);
        ada.post("/sign-out", &[]).await;
        assert_eq!(me_with(&mut Browser::new(&world), &cookie).await, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_new_password_ends_every_other_session_and_the_old_password() {
    for world in worlds().await {
        riverside(&world).await;
        let mut here = Browser::signed_in(&world, ADA).await;
        let mut elsewhere = Browser::signed_in(&world, ADA).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let page = here.post("/me/password", &[("password", PASSWORD), ("new", NEW)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        assert_eq!(here.get("/me").await.status, StatusCode::OK);
        assert_eq!(elsewhere.get("/me").await.status, StatusCode::SEE_OTHER);
        assert_eq!(ben.get("/me").await.status, StatusCode::OK);
        let mut again = Browser::new(&world);
        let old = again.post("/sign-in", &[("email", ADA), ("password", PASSWORD)]).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
        let new = again.post("/sign-in", &[("email", ADA), ("password", NEW)]).await;
        assert_eq!(new.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn without_the_password_now_or_with_an_easy_new_one_nothing_changes() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, ADA).await;
        for (now, new) in [("wrong", NEW), (PASSWORD, "short"), (PASSWORD, "aaaaaaaaaaaaaaaaaaaa")] {
            let page = ada.post("/me/password", &[("password", now), ("new", new)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{now} {new}");
            assert!(!page.text.contains(PASSWORD) && !page.text.contains(NEW));
        }
        Browser::signed_in(&world, ADA).await;
    }
}

#[tokio::test]
async fn guesses_from_one_address_do_not_lock_the_owner_out_at_another() {
    for world in worlds().await {
        riverside(&world).await;
        let mut browser = Browser::new(&world);
        for _ in 0..10 {
            let status = sign_in_from(&mut browser, "203.0.113.9:4000", "wrong").await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let guesser = sign_in_from(&mut browser, "203.0.113.9:4001", PASSWORD).await;
        assert_eq!(guesser, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(sign_in_from(&mut browser, "198.51.100.7:4000", PASSWORD).await, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn an_open_session_is_no_place_to_guess_the_password() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for _ in 0..10 {
            let page = ada.post("/me/password", &[("password", "guess"), ("new", "seven slow snails sail")]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let right = [("password", PASSWORD), ("new", "seven slow snails sail")];
        assert_eq!(ada.post("/me/password", &right).await.status, StatusCode::TOO_MANY_REQUESTS);
    }
}

#[tokio::test]
async fn of_thirty_guesses_made_at_once_ten_are_tried() {
    for world in worlds().await {
        riverside(&world).await;
        let guesses = (0..30).map(|_| {
            let mut browser = Browser::new(&world);
            tokio::spawn(async move { sign_in_from(&mut browser, "203.0.113.9:4000", "wrong").await })
        });
        let mut tried = 0;
        for guess in guesses.collect::<Vec<_>>() {
            match guess.await.unwrap() {
                StatusCode::UNPROCESSABLE_ENTITY => tried += 1,
                other => assert_eq!(other, StatusCode::TOO_MANY_REQUESTS),
            }
        }
        assert_eq!(tried, 10, "{}", world.engine);
    }
}

#[tokio::test]
async fn signing_in_rightly_again_and_again_uses_up_no_tries() {
    for world in worlds().await {
        riverside(&world).await;
        let mut browser = Browser::new(&world);
        for _ in 0..12 {
            assert_eq!(sign_in_from(&mut browser, "203.0.113.9:4000", PASSWORD).await, StatusCode::SEE_OTHER);
        }
    }
}

async fn number(world: &World, sql: &'static str) -> i64 {
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
}

const TRIES: &str = "select coalesce(cast(sum(count) as bigint), 0) as n from attempts";

#[tokio::test]
async fn wrong_passwords_from_everywhere_are_tried_in_two_memories_that_are_kept() {
    for world in worlds().await {
        riverside(&world).await;
        let guesses = (0..60).map(|number| {
            let mut browser = Browser::new(&world);
            tokio::spawn(async move {
                let address = format!("203.0.{number}.9:4000");
                // Nobody of that name: the whole work all the same.
                let form = [("email", "nobody@riverside.example"), ("password", "wrong")];
                browser.post_from(&address, "/sign-in", &form).await.status
            })
        });
        let mut tried = 0;
        for guess in guesses.collect::<Vec<_>>() {
            match guess.await.unwrap() {
                StatusCode::UNPROCESSABLE_ENTITY => tried += 1,
                other => assert_eq!(other, StatusCode::SERVICE_UNAVAILABLE),
            }
        }
        assert!((1..60).contains(&tried), "{}: {tried}", world.engine);
        assert_eq!(number(&world, TRIES).await, 2 * tried, "{}: who was sent away has not tried", world.engine);
        let kept = world.site.passwords.kept();
        assert!((19_456..=2 * 19_456).contains(&kept), "{}: {kept} KiB", world.engine);
    }
}

#[tokio::test]
async fn when_too_many_wait_everybody_else_is_sent_away_at_once_and_has_not_tried() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, ADA).await;
        let before = number(&world, TRIES).await;
        let places: Vec<_> = std::iter::from_fn(|| world.site.passwords.place(None).ok()).collect();
        assert_eq!(places.len(), 18, "two at work and sixteen who wait");
        for email in [ADA, "nobody@riverside.example"] {
            let page = Browser::new(&world).post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
            assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{email}");
            assert!(page.headers.contains_key(header::RETRY_AFTER), "{email}");
        }
        let page = ada.post("/me/password", &[("password", PASSWORD), ("new", NEW)]).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(number(&world, TRIES).await, before, "{}", world.engine);
        drop(places);
        Browser::signed_in(&world, ADA).await;
    }
}

#[tokio::test]
async fn a_try_that_is_refused_writes_nothing_and_the_window_ends_all_the_same() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        riverside(&world).await;
        let mut browser = Browser::new(&world);
        for number in 0..15 {
            let status = sign_in_from(&mut browser, "203.0.113.9:4000", "wrong").await;
            let refused = number >= 10;
            assert_eq!(status == StatusCode::TOO_MANY_REQUESTS, refused, "{number}");
        }
        assert_eq!(number(&world, TRIES).await, 20, "{}: ten of the account, ten of the address", world.engine);
        hand.store(NOON.plus_seconds(899).0, Ordering::SeqCst);
        assert_eq!(sign_in_from(&mut browser, "203.0.113.9:4000", PASSWORD).await, StatusCode::TOO_MANY_REQUESTS);
        hand.store(NOON.plus_seconds(900).0, Ordering::SeqCst);
        assert_eq!(sign_in_from(&mut browser, "203.0.113.9:4000", PASSWORD).await, StatusCode::SEE_OTHER);
    }
}
