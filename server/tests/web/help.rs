//! Help: for anybody, in the same place everywhere, in everybody's words or the exchange's own.

use axum::http::StatusCode;
use scraper::{Html, Selector};

use crate::browser::{Browser, Page, riverside};
use crate::common::worlds;
use crate::forms::form;

const EDIT: &str = "/riverside/settings/help";

/// Where the links of the first paragraph of the foot lead.
fn foot(page: &Page) -> Vec<String> {
    let html = Html::parse_document(&page.text);
    let links = Selector::parse("footer > p:first-child a").unwrap();
    html.select(&links).map(|link| link.value().attr("href").unwrap().to_owned()).collect()
}

fn written(page: &Page, text: &str) -> Vec<(String, String)> {
    let mut fields = form(page, EDIT).unwrap().fields;
    for (name, value) in &mut fields {
        match name.as_str() {
            "text" => *value = text.to_owned(),
            "reason" => *value = "In our words".to_owned(),
            _ => {}
        }
    }
    fields
}

async fn send(browser: &mut Browser, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(EDIT, &fields).await
}

#[tokio::test]
async fn help_stands_in_the_same_place_on_every_page_for_strangers_and_members_alike() {
    for world in worlds().await {
        riverside(&world).await;
        let mut nobody = Browser::new(&world);
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let here = ["/riverside/help", "/riverside/contact"];
        for path in ["/riverside", "/riverside/help"] {
            assert_eq!(foot(&nobody.get(path).await), here, "{path}");
        }
        for path in
            ["/riverside", "/riverside/pay", "/riverside/statement", "/riverside/settings", "/riverside/contact"]
        {
            assert_eq!(foot(&ben.get(path).await), here, "{path}");
        }
        for path in ["/", "/help", "/sign-in", "/reset-password", "/nowhere"] {
            assert_eq!(foot(&nobody.get(path).await), ["/help"], "{path}");
        }
        let page = nobody.get("/riverside/help").await;
        assert_eq!(page.status, StatusCode::OK);
        // The limits of a new member, as the rules of this exchange say.
        assert!(page.text.contains("100.00\u{a0}leaves") && page.text.contains("120.00\u{a0}leaves"), "{}", page.text);
        assert!(!page.text.contains("Ada") && !page.text.contains(EDIT), "{}", page.text);
    }
}

#[tokio::test]
async fn a_committee_says_in_its_own_words_how_it_works_and_may_go_back_to_the_usual_ones() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert_eq!(ben.get(EDIT).await.status, StatusCode::FORBIDDEN);
        let own = written(&ada.get(EDIT).await, "Ring the bell <twice>.\n\nOr ask Ada.");
        for _ in 0..2 {
            assert_eq!(send(&mut ada, &own).await.location(), "/riverside/help", "the same form once more");
        }
        let page = Browser::new(&world).get("/riverside/help").await.text;
        assert!(page.contains("<p>Ring the bell &lt;twice&gt;.</p><p>Or ask Ada.</p>"), "{page}");
        assert!(!page.contains("100.00"), "{page}");
        let again = written(&ada.get(EDIT).await, "Ring the bell.");
        assert_eq!(again.iter().find(|(name, _)| name == "version").unwrap().1, "2");
        assert_eq!(send(&mut ada, &again).await.status, StatusCode::SEE_OTHER);
        let back = written(&ada.get(EDIT).await, "");
        assert_eq!(send(&mut ada, &back).await.status, StatusCode::SEE_OTHER);
        assert!(Browser::new(&world).get("/riverside/help").await.text.contains("100.00\u{a0}leaves"));
        let read = ben.get("/riverside/decisions").await.text;
        for line in ["The usual text → Our own words", "Written anew", "Our own words → The usual text", "In our words"]
        {
            assert!(read.contains(line), "{line}: {read}");
        }
        assert_eq!(world.number("select count(*) as n from help_texts").await, 3);
        let nothing = written(&ada.get(EDIT).await, "");
        assert_eq!(send(&mut ada, &nothing).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn of_two_who_write_the_help_at_once_one_decides_and_nobodys_words_are_lost() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (mut one, mut other) = (ada.clone(), ada.clone());
        let first = written(&ada.clone().get(EDIT).await, "Words of one.");
        let second = written(&ada.clone().get(EDIT).await, "Words of the other.");
        let pages = tokio::join!(send(&mut one, &first), send(&mut other, &second));
        let (refused, decided) = match pages.0.status {
            StatusCode::SEE_OTHER => (pages.1, pages.0),
            _ => pages,
        };
        assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Words of ") && refused.text.contains("meanwhile"), "{}", refused.text);
        assert_eq!(world.number("select count(*) as n from help_texts").await, 1);
        let twice = written(&ada.clone().get(EDIT).await, "Words of both.");
        let (left, right) = tokio::join!(send(&mut one, &twice), send(&mut other, &twice));
        assert_eq!([left.status, right.status], [StatusCode::SEE_OTHER; 2], "one form, sent twice at once");
        assert_eq!(world.number("select count(*) as n from help_texts").await, 2);
    }
}
