//! From nothing: the first start.

use axum::http::StatusCode;
use manyhands::hosting::set_up::offer;

use crate::browser::{Browser, PASSWORD};
use crate::common::worlds;

#[tokio::test]
async fn the_link_of_the_first_start_makes_an_exchange_and_its_chair_once() {
    for world in worlds().await {
        let link = offer(&world.site).await.unwrap().unwrap();
        let path = format!("/{}", link.splitn(4, '/').nth(3).unwrap());
        let mut ida = Browser::new(&world);
        assert!(ida.get(&path).await.text.contains("Your exchange"));
        assert_eq!(ida.get("/setup/00").await.status, StatusCode::NOT_FOUND);
        let fields = |slug| {
            let (name, email) = ("Ida Moss", "Ida@greenvale.example");
            let unit = [("unit", "acorn"), ("units", "acorns"), ("zone", "Europe/Madrid"), ("language", "en")];
            let mine = [("name", name), ("email", email), ("password", PASSWORD), ("exchange", "Greenvale")];
            [mine.to_vec(), unit.to_vec(), vec![("slug", slug), ("code", "grnv")]].concat()
        };
        let wrong = ida.post(&path, &fields("sign-in")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"Ida Moss\"") && !wrong.text.contains(PASSWORD));
        let made = ida.post(&path, &fields("greenvale")).await;
        assert_eq!((made.status, made.location()), (StatusCode::SEE_OTHER, "/greenvale"));
        assert!(ida.get("/greenvale").await.text.contains("Hello, Ida Moss"));
        assert!(ida.get("/greenvale/balances").await.text.contains("GRNV0001"));
        assert_eq!(ida.post(&path, &fields("second")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(offer(&world.site).await.unwrap(), None);
    }
}
