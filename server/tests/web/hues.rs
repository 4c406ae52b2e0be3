//! The hue that a committee chooses, and how pages look where others link to them or a device keeps them.

use axum::http::{StatusCode, header};
use scraper::{Html, Selector};

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{World, worlds};
use crate::forms::form;

const SETTINGS: &str = "/riverside/settings/look";

/// The form of the rules as it stands, with another hue.
fn with_hue(page: &Page, hue: &str) -> Vec<(String, String)> {
    let mut fields = form(page, SETTINGS).unwrap().fields;
    for (name, value) in &mut fields {
        match name.as_str() {
            "hue" => *value = hue.to_owned(),
            "reason" => *value = "The colour of the river".to_owned(),
            _ => {}
        }
    }
    fields
}

async fn send(browser: &mut Browser, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(SETTINGS, &fields).await
}

async fn decisions(world: &World) -> i64 {
    world.number("select count(*) as n from journal where what = 'rule' and object = 'hue'").await
}

/// The content of a meta of the page.
fn meta(page: &Page, selector: &str) -> Vec<String> {
    let html = Html::parse_document(&page.text);
    let selector = Selector::parse(&format!("head {selector}")).unwrap();
    let content = |element: scraper::ElementRef<'_>| element.value().attr("content").unwrap_or_default().to_owned();
    html.select(&selector).map(content).collect()
}

#[tokio::test]
async fn the_hue_that_a_committee_chooses_is_seen_at_once_by_everybody_and_stands_in_the_record() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let page = ada.get(SETTINGS).await;
        assert!(page.text.contains("class=\"hue-9 theme-device\"") && page.text.contains("<span>Fern green</span>"));
        let fields = with_hue(&page, "16");
        for _ in 0..2 {
            assert_eq!(send(&mut ada, &fields).await.status, StatusCode::SEE_OTHER, "the same form once more");
        }
        assert_eq!(decisions(&world).await, 1);
        for path in ["/riverside", "/riverside/help", "/riverside/settings"] {
            assert!(ada.get(path).await.text.contains("class=\"hue-16 theme-device\""), "{path}");
        }
        assert!(Browser::new(&world).get("/riverside").await.text.contains("face tile big hue-16"));
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let read = ben.get("/riverside/decisions").await.text;
        assert!(read.contains("Fern green → Sea blue") && read.contains("The colour of the river"), "{read}");
        let fields = with_hue(&ada.get(SETTINGS).await, "24");
        let wrong = send(&mut ada, &fields).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("href=\"#hue\""), "{}", wrong.text);
    }
}

#[tokio::test]
async fn of_two_who_choose_a_hue_at_once_one_decides_and_the_other_sees_what_became_of_it() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (mut one, mut other) = (ada.clone(), ada.clone());
        let (first, second) = (ada.clone().get(SETTINGS).await, ada.clone().get(SETTINGS).await);
        let (red, blue) = (with_hue(&first, "2"), with_hue(&second, "16"));
        let (red, blue) = tokio::join!(send(&mut one, &red), send(&mut other, &blue));
        let mut answers = [red.status, blue.status];
        answers.sort();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "{}", world.engine);
        assert_eq!(decisions(&world).await, 1);
        let fields = with_hue(&ada.clone().get(SETTINGS).await, "20");
        let (red, blue) = tokio::join!(send(&mut one, &fields), send(&mut other, &fields));
        assert_eq!([red.status, blue.status], [StatusCode::SEE_OTHER; 2], "one form, sent twice at once");
        assert_eq!(decisions(&world).await, 2);
    }
}

#[tokio::test]
async fn beside_a_link_stands_what_a_stranger_may_know_and_a_picture_in_the_exchanges_hue() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut nobody = Browser::new(&world);
        let origin = world.site.config.public_url.clone();
        for path in ["/", "/riverside", "/riverside/help", "/help"] {
            let page = nobody.get(&format!("{path}?x=1")).await;
            assert_eq!(meta(&page, "meta[name=description]").len(), 1, "{path}");
            assert_eq!(meta(&page, "meta[property='og:url']"), [format!("{origin}{path}")]);
            let picture = meta(&page, "meta[property='og:image']").remove(0);
            let picture = nobody.get(picture.strip_prefix(&origin).unwrap()).await;
            assert_eq!(picture.headers[header::CONTENT_TYPE], "image/png");
            assert!(picture.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
            assert_eq!(meta(&page, "meta[name='theme-color']").len(), 2);
        }
        let mut pictures = Vec::new();
        for hue in 0..24 {
            world.sql(format!("update exchanges set hue = {hue} where slug = 'hilltop'")).await;
            pictures.extend(meta(&nobody.get("/hilltop").await, "meta[property='og:image']"));
        }
        let all: std::collections::BTreeSet<_> = pictures.iter().collect();
        assert_eq!((pictures.len(), all.len()), (24, 24), "each hue has a picture of its own");
        let sign_in = nobody.get("/sign-in").await;
        assert_eq!((meta(&sign_in, "meta[name=description]").len(), sign_in.text.contains("og:")), (1, false));
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for path in ["/riverside", "/riverside/members", "/riverside/statement", "/me", "/riverside/settings"] {
            let page = ada.get(path).await;
            assert!(!page.text.contains("og:") && meta(&page, "meta[name=description]").is_empty(), "{path}");
        }
        assert!(!nobody.get("/riverside/members").await.text.contains("og:"));
    }
}

#[tokio::test]
async fn a_device_can_keep_the_installation_among_its_apps() {
    for world in worlds().await {
        let mut nobody = Browser::new(&world);
        let page = nobody.get("/").await.text;
        assert!(page.contains("<link rel=\"manifest\" href=\"/manifest.webmanifest\""), "{page}");
        let file = nobody.get("/manifest.webmanifest").await;
        assert_eq!(file.headers[header::CONTENT_TYPE], "application/manifest+json");
        let manifest: serde_json::Value = serde_json::from_str(&file.text).unwrap();
        let icons = manifest["icons"].as_array().unwrap();
        let purposes: Vec<_> = icons.iter().map(|icon| (icon["sizes"].as_str(), icon["purpose"].as_str())).collect();
        let (small, large) = (Some("192x192"), Some("512x512"));
        assert_eq!(purposes, [(small, Some("any")), (large, Some("any")), (large, Some("maskable"))]);
        for icon in icons {
            let icon = nobody.get(icon["src"].as_str().unwrap()).await;
            assert_eq!(
                (icon.status, &icon.headers[header::CONTENT_TYPE]),
                (StatusCode::OK, &"image/png".parse().unwrap())
            );
        }
    }
}
