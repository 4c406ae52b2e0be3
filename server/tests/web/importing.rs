//! Nobody sees an exchange whose import has not come to its end: neither its own people nor its partners-to-be.

use app::demo::exchanges;
use app::ids::PersonId;
use app::import_export::read;
use app::words::Language;
use axum::http::StatusCode;
use jiff::tz::TimeZone;
use manyhands::clock::fresh_key;
use manyhands::db::DbError;
use manyhands::import_export::{ImportError, ImportPlace, ImportStage, Loading, import};
use manyhands::sign_in::password;
use manyhands::sign_in::persons::{NewPerson, create_person};

use crate::browser::{Browser, PASSWORD, hilltop};
use crate::common::{NOON, World, worlds};

fn loading() -> Loading {
    let bundle = exchanges(jiff::civil::date(2026, 11, 24))[0].bundle();
    let plan = read(&bundle, NOON).unwrap_or_else(|problems| panic!("{problems}"));
    let (zone, zone_name) = (TimeZone::UTC, "UTC".to_owned());
    Loading { plan, slug: "riverside".into(), zone_name, zone, hue: Loading::HUE, now: NOON }
}

/// Whom the bundle names as a chair is known here already, as a member of another exchange.
async fn ada(world: &World, password_hash: &str) -> PersonId {
    let id = PersonId(fresh_key());
    let ada = NewPerson {
        id,
        email: Some("ada@riverside.example".into()),
        name: "Ada".into(),
        language: Language::English,
        password_hash: password_hash.to_owned(),
        is_host: false,
    };
    world.db().write(ada, async |tx, ada| create_person(tx, ada, NOON).await).await.unwrap();
    id
}

#[tokio::test]
async fn an_exchange_that_is_being_imported_is_a_page_that_does_not_exist() {
    let hash = password::hash_now(PASSWORD).unwrap();
    for world in worlds().await {
        let village = hilltop(&world).await;
        let ada = ada(&world, &hash).await;
        world.household(&village, ("The Ashes", vec![ada])).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let mut nobody = Browser::new(&world);
        let until_whole = async |at: ImportPlace| match at.stage {
            ImportStage::Whole => Err(ImportError::Db(DbError::NotKnown)),
            _ => Ok(()),
        };
        assert!(import(world.db(), loading(), until_whole).await.is_err());
        assert_eq!(world.number("select count(*) from exchanges where status = 'importing'").await, 1);
        let pages =
            ["", "/members", "/members/RIVR0001", "/statement", "/pay", "/decisions", "/members.csv", "/as/RIVR0001/"];
        for browser in [&mut ada, &mut omar, &mut nobody] {
            for page in pages {
                let (hidden, unknown) =
                    (browser.get(&format!("/riverside{page}")).await, browser.get(&format!("/elsewhere{page}")).await);
                assert_eq!((hidden.status, hidden.headers.len()), (unknown.status, unknown.headers.len()), "{page}");
                assert_eq!(hidden.text.replace("riverside", "elsewhere"), unknown.text, "{} {page}", world.engine);
            }
            for page in ["/", "/me", "/hilltop", "/hilltop/partners"] {
                let page = browser.get(page).await;
                assert!(!page.text.contains("Riverside") && !page.text.contains("/riverside"), "{}", page.text);
            }
        }
        assert_eq!(ada.get("/riverside").await.status, StatusCode::NOT_FOUND);
        assert_eq!(omar.get("/hilltop/partners").await.status, StatusCode::OK);
        import(world.db(), loading(), async |_| Ok(())).await.unwrap();
        assert!(ada.get("/riverside").await.text.contains("Hello, Ada"), "{}", world.engine);
        assert!(nobody.get("/").await.text.contains("/riverside"));
        assert!(omar.get("/hilltop/partners").await.text.contains("Riverside"));
    }
}
