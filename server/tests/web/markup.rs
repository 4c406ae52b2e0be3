//! What the HTML of every page holds, and what it does not.

use axum::http::{Method, StatusCode};
use manyhands::routes;

use crate::browser::{Browser, riverside};
use crate::common::worlds;

#[tokio::test]
async fn no_page_holds_a_mark_that_is_for_scripts_alone() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        ada.pay("ben", "8.5").await;
        let mut seen = 0;
        for route in routes::table().into_iter().filter(|route| route.method == Method::GET) {
            let path = if route.in_exchange { format!("/riverside{}", route.path) } else { route.path.to_owned() };
            let path = path.trim_end_matches('/').replace("{code}", "RIVR0002").replace(['{', '}'], "");
            for path in [path.clone(), format!("{path}?q=nobody&to=%3C!%3E&month=2020-01")] {
                let page = ada.get(&if path.starts_with('/') { path.clone() } else { format!("/{path}") }).await;
                let html = page.text.strip_prefix("<!DOCTYPE html>");
                let Some(html) = html else { continue };
                seen += usize::from(page.status == StatusCode::OK);
                let mark = html
                    .find("<!")
                    .map(|at| html.chars().skip(html[..at].chars().count()).take(80).collect::<String>());
                assert_eq!(mark, None, "{path}");
            }
        }
        assert!(seen > 20, "only {seen} pages were seen");
    }
}
