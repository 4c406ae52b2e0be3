//! The file of icons: one for all pages, kept by the browser for ever.

use axum::http::{StatusCode, header};

use crate::browser::{Browser, riverside};
use crate::common::worlds;

#[tokio::test]
async fn the_icons_of_the_menu_come_from_one_file_that_a_browser_keeps_for_ever() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let page = ada.get("/riverside").await.text;
        let icons: Vec<&str> = page.split("<use href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(icons.len() > 5, "{page}");
        let path = icons[0].split('#').next().unwrap();
        let file = ada.get(path).await;
        assert_eq!(file.status, StatusCode::OK, "{path}");
        assert_eq!(file.headers[header::CONTENT_TYPE], "image/svg+xml");
        assert_eq!(file.headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        for icon in icons {
            let name = icon.strip_prefix(&format!("{path}#")).unwrap();
            assert!(file.text.contains(&format!("id=\"{name}\"")), "{icon}");
        }
        assert_eq!(ada.get("/assets/icons-000000000000.svg").await.status, StatusCode::NOT_FOUND);
    }
}
