//! The host breaks the glass of an exchange: told to its committee, for an hour, and to read alone.

use axum::http::StatusCode;
use manyhands::clock::{Clock, fresh_key};

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{NOON, World, worlds};
use crate::host::hedda;

const LOOK: &str = "/host/exchanges/riverside/look";

async fn break_it(host: &mut Browser, id: &str, reason: &str) -> Page {
    host.post(LOOK, &[("id", id), ("reason", reason)]).await
}

/// What who looks over the books reads, and what nobody reads who only looks in.
const READS: [&str; 7] = [
    "/riverside/balances",
    "/riverside/members/RIVR0002/statement",
    "/riverside/as/RIVR0002/statement",
    "/riverside/members",
    "/riverside/decisions",
    "/riverside/officers",
    "/riverside/balances.csv",
];
const NOT: [&str; 6] = [
    "/riverside/pay",
    "/riverside/profile",
    "/riverside/leave",
    "/riverside/as/RIVR0002/pay",
    "/riverside/officers/own",
    "/hilltop/balances",
];

#[tokio::test]
async fn behind_broken_glass_the_host_reads_for_an_hour_what_the_auditor_reads_and_the_committee_knows() {
    for mut world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let (mut ada, mut ben) = (signed_in(&world, "ada").await, signed_in(&world, "ben").await);
        assert_eq!(ben.pay("cleo", "7.25").await.0.status, StatusCode::SEE_OTHER);
        let mut host = hedda(&world).await;
        for path in READS.into_iter().chain(NOT) {
            assert_eq!(host.get(path).await.status, StatusCode::NOT_FOUND, "{path}: the glass is whole");
        }
        let silent = break_it(&mut host, &fresh_key().to_string(), " ").await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        let id = fresh_key().to_string();
        for _ in 0..2 {
            assert_eq!(break_it(&mut host, &id, "A member wrote to us").await.status, StatusCode::SEE_OTHER);
        }
        let other = break_it(&mut host, &id, "Out of curiosity").await;
        assert_eq!(other.status, StatusCode::CONFLICT, "{}", world.engine);
        assert_eq!(world.number("select count(*) as n from glass").await, 1, "{}", world.engine);
        for path in READS {
            let page = host.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{} {path}", world.engine);
            assert!(path.ends_with(".csv") || page.text.contains("You look in for the installation until"), "{path}");
        }
        assert!(host.get("/riverside/members/RIVR0002/statement").await.text.contains("7.25"), "{}", world.engine);
        for path in NOT {
            assert_eq!(host.get(path).await.status, StatusCode::NOT_FOUND, "{} {path}", world.engine);
        }
        // Nothing that is sent is taken, not even as the exchange.
        let limits = [("id", "5"), ("min", "1"), ("max", "1"), ("reason", "so")];
        for path in ["/riverside/members/RIVR0002/limits", "/riverside/as/RIVR0002/pay", "/riverside/officers/own"] {
            assert_eq!(host.post(path, &limits).await.status, StatusCode::NOT_FOUND, "{} {path}", world.engine);
        }
        // The committee is told, and every member reads it.
        assert!(ada.get("/me/notices").await.text.contains("looks into riverside"), "{}", world.engine);
        assert!(!ben.get("/me/notices").await.text.contains("looks into riverside"), "{}", world.engine);
        let read = ben.get("/riverside/decisions").await.text;
        assert!(read.contains("Looked in for an hour") && read.contains("A member wrote to us"), "{read}");
        // It ends by itself.
        world.site.clock = Clock::fixed(NOON.plus_seconds(3_600)).0;
        let mut host = Browser::signed_in(&world, "hedda@manyhands.example").await;
        for path in READS {
            assert_eq!(host.get(path).await.status, StatusCode::NOT_FOUND, "{} {path}", world.engine);
        }
    }
}

async fn signed_in(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}@riverside.example")).await
}

#[tokio::test]
async fn nobody_else_breaks_it_and_one_exchange_is_not_another() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut host = hedda(&world).await;
        let mut ada = signed_in(&world, "ada").await;
        assert_eq!(ada.get(LOOK).await.status, StatusCode::NOT_FOUND);
        assert_eq!(break_it(&mut ada, "5", "to see").await.status, StatusCode::NOT_FOUND, "{}", world.engine);
        assert_eq!(break_it(&mut host, "7", "A member wrote to us").await.status, StatusCode::SEE_OTHER);
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        assert_eq!(omar.get("/riverside/balances").await.status, StatusCode::NOT_FOUND, "{}", world.engine);
        assert_eq!(host.get("/hilltop/members").await.status, StatusCode::NOT_FOUND, "{}", world.engine);
    }
}
