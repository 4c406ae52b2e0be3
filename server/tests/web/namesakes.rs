//! Whoever adds a member is asked about those of the same name, however it is spelled; nothing that was typed is lost, and nobody hears of
//! people of other exchanges.

use axum::http::StatusCode;
use scraper::{Html, Selector};

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::worlds;

const PATH: &str = "/riverside/settings/members";

/// Who is called Chiara Rossi, to the eye or to the ear.
const SAME: [&str; 10] = [
    "Chiara Rossi",
    "chiara rossi",
    "CHIARA ROSSI",
    "  Chiara   Rossi ",
    "Chi\u{200b}ara Rossi",
    "Chiara\u{2060} Ro\u{ad}ssi",
    "Chi\u{e0}ra Rossi",
    "Chia\u{300}ra Rossi",
    "Chíärå Røssi",
    "Chiara-Rossi",
];

/// Others.
const OTHERS: [&str; 6] = ["Chiara Rosi", "Chiara", "Rossi Chiara", "Chiara Rossi jr", "Chiara Rossi 2", "Omar"];

/// Sends a fresh form with these fields, as the page makes it.
async fn add(ada: &mut Browser, fields: &[(&str, &str)]) -> Page {
    let id = ada.get(PATH).await.hidden("id");
    ada.post(PATH, &[&[("id", id.as_str()), ("kind", "household")], fields].concat()).await
}

/// What the page says is wrong, and where.
fn errors(page: &Page) -> Vec<(String, String)> {
    let html = Html::parse_document(&page.text);
    let links = Selector::parse(".error-summary a").unwrap();
    let error = |link: scraper::ElementRef| (link.attr("href").unwrap().to_owned(), link.text().collect());
    html.select(&links).map(error).collect()
}

#[tokio::test]
async fn the_committee_is_asked_about_members_of_the_same_name_however_it_is_spelled() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for name in OTHERS {
            let added = add(&mut ada, &[("name", name)]).await;
            assert_eq!(added.status, StatusCode::SEE_OTHER, "{} {name}: {}", world.engine, added.text);
        }
        let first = add(&mut ada, &[("name", "Chiara Rossi"), ("area", "Mill Lane")]).await;
        assert_eq!(first.location(), "/riverside/members/RIVR0012/paper-code", "{}", first.text);
        for name in SAME {
            let asked = add(&mut ada, &[("name", name), ("about", "Sews")]).await;
            assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {name:?}", world.engine);
            let question = "Chiara Rossi (RIVR0012, Mill Lane) is a member already. Is this somebody else?";
            assert_eq!(errors(&asked), [("#another".to_owned(), question.to_owned())], "{name:?}");
        }
        assert_eq!(ada.get("/riverside/members/RIVR0013").await.status, StatusCode::NOT_FOUND, "nobody was added");
        world.sql("update persons set language = 'es'".into()).await;
        let asked = add(&mut ada, &[("name", "chiara rossi")]).await;
        let question = "Chiara Rossi (RIVR0012, Mill Lane) ya es miembro. ¿Se trata de alguien distinto?";
        assert_eq!(errors(&asked)[0].1, question);
        assert!(asked.text.contains("Sí, es alguien distinto con el mismo nombre"), "{}", asked.text);
    }
}

#[tokio::test]
async fn a_namesake_is_added_once_the_box_is_ticked_and_nothing_typed_is_lost() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let typed = [("name", "sam low"), ("email", "sam@mill.example"), ("area", "Mill"), ("about", "Sews & mends")];
        let asked = add(&mut ada, &typed).await;
        let question = "Sam Low (RIVR0004), Sám low (RIVR0005) are members already. Is this somebody else?";
        assert_eq!(errors(&asked)[0].1.split_whitespace().collect::<Vec<_>>().join(" "), question);
        for kept in ["value=\"sam low\"", "value=\"sam@mill.example\"", "value=\"Mill\"", "Sews &amp; mends</textarea>"]
        {
            assert!(asked.text.contains(kept), "{kept}: {}", asked.text);
        }
        assert!(asked.text.contains("<option value=\"household\" selected"), "{}", asked.text);
        let (id, about) = (asked.hidden("id"), asked.hidden("asked"));
        let send = |name: &'static str, email: &'static str, tick: &'static str| {
            let (mut ada, id, about) = (ada.clone(), id.clone(), about.clone());
            async move {
                let fields =
                    [("id", id.as_str()), ("kind", "person"), ("name", name), ("email", email), ("asked", &about)];
                ada.post(PATH, &[&fields[..], &[("another", tick)]].concat()).await
            }
        };
        // Not ticked; another name than was asked about; another mistake, after which the tick is still there.
        assert_eq!(errors(&send("sam low", "", "").await)[0].1.matches("Sam Low (RIVR0004)").count(), 1);
        let other = send("Ben", "", "yes").await;
        assert_eq!(errors(&other)[0].1, "Ben (RIVR0002) is a member already. Is this somebody else?");
        assert!(!other.text.contains(" checked"), "{}", other.text);
        let wrong = send("sam low", "sam@@mill", "yes").await;
        assert_eq!(errors(&wrong)[0].0, "#email", "{}", wrong.text);
        assert!(wrong.text.contains(" checked"), "{}", wrong.text);
        for _ in 0..2 {
            let added = send("sam low", "sam@mill.example", "yes").await;
            assert_eq!(added.location(), "/riverside/members/RIVR0006", "{} {}", world.engine, added.text);
        }
        assert_eq!(ada.get("/riverside/members/RIVR0007").await.status, StatusCode::NOT_FOUND, "added once");
    }
}

#[tokio::test]
async fn two_officers_who_add_the_same_name_at_once_are_asked_about_the_first() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let one = |mut ada: Browser| tokio::spawn(async move { add(&mut ada, &[("name", "Nora Lee")]).await });
        let mut both = Vec::new();
        for sent in [one(ada.clone()), one(ada)] {
            both.push(sent.await.unwrap().status);
        }
        both.sort();
        assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "{}", world.engine);
    }
}
