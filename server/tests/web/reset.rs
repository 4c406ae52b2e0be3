//! Getting back in.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use manyhands::clock::Clock;

use crate::browser::{Browser, PASSWORD, riverside};
use crate::common::{NOON, World, worlds};

const NEW: &str = "seven slow snails sail";

async fn links(world: &World) -> Vec<String> {
    let mut conn = world.db().read().await.unwrap();
    let bodies: Vec<String> =
        sqlx::query_scalar("select body from outbox order by mail_id").fetch_all(&mut *conn).await.unwrap();
    let path = |body: &String| {
        body.split("/reset-password/").nth(1).map(|rest| rest.split_whitespace().next().unwrap().to_owned())
    };
    bodies.iter().filter_map(path).map(|token| format!("/reset-password/{token}")).collect()
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_with_a_link_that_works_once_and_ends_the_old_sessions() {
    for world in worlds().await {
        riverside(&world).await;
        let mut elsewhere = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ada = Browser::new(&world);
        let known = ada.post("/reset-password", &[("email", " Ada@riverside.example ")]).await;
        let unknown = ada.post("/reset-password", &[("email", "who@riverside.example")]).await;
        assert_eq!((known.status, &known.text), (unknown.status, &unknown.text));
        let links = links(&world).await;
        assert_eq!(links.len(), 1);
        assert_eq!(ada.get(&links[0]).await.status, StatusCode::OK);
        let short = ada.post(&links[0], &[("new", "short")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        let named = ada.post(&links[0], &[("new", "ada of riverside 26")]).await;
        assert_eq!(named.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(ada.post(&links[0], &[("new", NEW)]).await.location(), "/riverside");
        assert_eq!(ada.get("/me").await.status, StatusCode::OK, "whoever set it is signed in");
        let told = "select count(*) as n from outbox where recipient = 'ada@riverside.example' and subject like '%was changed%' \
                    and body like 'Hello Ada,%'";
        let mut conn = world.db().read().await.unwrap();
        let told: i64 = sqlx::query_scalar(told).fetch_one(&mut *conn).await.unwrap();
        drop(conn);
        assert_eq!(told, 1);
        assert_eq!(ada.post(&links[0], &[("new", "another long password")]).await.status, StatusCode::NOT_FOUND);
        assert!(elsewhere.get("/me").await.location().starts_with("/sign-in"));
        let old = ada.post("/sign-in", &[("email", "ada@riverside.example"), ("password", PASSWORD)]).await;
        assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
        let new = ada.post("/sign-in", &[("email", "ada@riverside.example"), ("password", NEW)]).await;
        assert_eq!(new.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_link_is_good_for_an_hour_and_three_of_them_an_hour_are_enough() {
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        riverside(&world).await;
        let mut ada = Browser::new(&world);
        for _ in 0..5 {
            ada.post("/reset-password", &[("email", "ada@riverside.example")]).await;
        }
        let links = links(&world).await;
        assert_eq!(links.len(), 3);
        hand.store(NOON.plus_seconds(3601).0, Ordering::SeqCst);
        assert_eq!(ada.get(&links[0]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ada.post(&links[0], &[("new", NEW)]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ada.get("/reset-password/00").await.status, StatusCode::NOT_FOUND);
    }
}
