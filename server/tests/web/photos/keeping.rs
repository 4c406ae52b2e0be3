//! What becomes of photos: what nobody uses goes with its files, what somebody uses stays, and with a person goes theirs.

use std::fs;

use axum::http::StatusCode;
use manyhands::clock::Clock;
use manyhands::photos::job::remove_unused;
use manyhands::photos::{NewPhoto, keep, read};
use manyhands::site::Site;

use super::files::jpeg;
use super::{PATH, chosen, key};
use crate::browser::{Browser, riverside};
use crate::common::{NOON, World, worlds};

/// How many files there are.
fn files(world: &World, exchange: i64) -> usize {
    let folder = world.site.config.data_dir.join("photos").join(exchange.to_string());
    fs::read_dir(folder).map_or(0, Iterator::count)
}

#[tokio::test]
async fn what_nobody_uses_is_removed_and_a_photo_of_the_same_picture_stays() {
    for world in worlds().await {
        let ours = riverside(&world).await;
        let (ben, cleo) = (
            Browser::signed_in(&world, "ben@riverside.example").await,
            Browser::signed_in(&world, "cleo@riverside.example").await,
        );
        let picture = jpeg(300, 300);
        let first = chosen(&ben, PATH, &picture).await;
        let hers = chosen(&cleo, PATH, &picture).await;
        assert_ne!(first, hers, "each has files of its own");
        let second = chosen(&ben, PATH, &jpeg(200, 100)).await;
        // One that was sent and that nobody uses yet, which only who sent it sees.
        let new = NewPhoto { exchange: ours.exchange, id: key().parse().unwrap(), by: ours.people[1] };
        let waits = keep(&world.site, new, &read(picture).await.unwrap()).await.unwrap().href("riverside", 240);
        assert_eq!(files(&world, ours.exchange.0), 16, "{}", world.engine);
        assert_eq!(ben.clone().get(&waits).await.status, StatusCode::OK);
        assert_eq!(cleo.clone().get(&waits).await.status, StatusCode::NOT_FOUND);
        remove_unused(&world.site).await.unwrap();
        assert_eq!(files(&world, ours.exchange.0), 12, "{}: what was replaced", world.engine);
        assert_eq!(ben.clone().get(&waits).await.status, StatusCode::OK, "it may be used still");
        let later = Site { clock: Clock::fixed(NOON.plus_seconds(86_401)).0, ..world.site.clone() };
        for _ in 0..2 {
            remove_unused(&later).await.unwrap();
            assert_eq!(files(&world, ours.exchange.0), 8, "{}", world.engine);
        }
        assert_eq!(world.number("select count(*) from photos").await, 2);
        for (src, status) in [(&first, 404), (&waits, 404), (&second, 200), (&hers, 200)] {
            assert_eq!(ben.clone().get(src).await.status, status, "{} {src}", world.engine);
        }
    }
}

#[tokio::test]
async fn with_an_erased_member_goes_their_photo() {
    for world in worlds().await {
        let ours = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let (stays, goes) = (chosen(&ben, PATH, &jpeg(100, 100)).await, chosen(&cleo, PATH, &jpeg(100, 100)).await);
        world.sql("update members set state = 'left', state_since = 1 where name = 'Cleo'".to_owned()).await;
        assert_eq!(ada.get(&goes).await.status, StatusCode::NOT_FOUND, "nobody sees who has left");
        let id = key();
        let fields = [("id", id.as_str()), ("reason", "Asked for it"), ("understood", "yes")];
        let page = ada.post("/riverside/members/RIVR0003/erase", &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}: {}", world.engine, page.text);
        remove_unused(&world.site).await.unwrap();
        assert_eq!(files(&world, ours.exchange.0), 4, "{}", world.engine);
        assert_eq!(world.number("select count(*) from portraits").await, 1);
        assert_eq!(ada.get(&stays).await.status, StatusCode::OK);
    }
}
