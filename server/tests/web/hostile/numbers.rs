//! What a form carries unseen is its own business: with a number that is none nothing is done, and nothing that was typed is lost.

use axum::http::StatusCode;

use super::Hostile;
use super::fields::{body, encoded, subjects, with};
use crate::books::Books;
use crate::common::worlds;
use crate::forms::{PageForm, form};
use crate::whose::{everything, set};

/// The number of an act or of a payment, and of what an answer is given to.
const NUMBERS: [&str; 2] = ["id", "agreement"];
const NONE: [&str; 6] = ["", "no%20number", "-1", "0", "9223372036854775808", "01939f3e-7d3a-7b60"];

/// No password comes back, so that these forms are not taken as they come back: `joining` and `erasing` say what is.
const NO_PASSWORD: [&str; 2] = ["/join", "/me/erase"];

#[tokio::test]
async fn a_form_that_lost_its_number_comes_back_with_a_new_one_and_with_all_that_was_typed() {
    for world in worlds().await {
        let (ours, id) = set(&world).await;
        let books = Books::of(&world).await;
        let mut tried = Vec::new();
        for subject in subjects(&world, (&ours, &id)).await.into_iter().filter(|one| !NO_PASSWORD.contains(&one.route))
        {
            let (fields, names) = subject.filled(0).await;
            let mut last = None;
            for number in names.iter().filter(|name| NUMBERS.contains(&name.as_str())) {
                let stands = everything(&world, &books, &ours).await;
                for raw in NONE {
                    let hostile = Hostile { name: "no number", raw: raw.to_owned(), text: false };
                    let page =
                        subject.browser.clone().post_body(&subject.action, with(&fields, number, &hostile)).await;
                    let at = format!("{} {} {number} {raw:?}: {}", world.engine, subject.action, page.text);
                    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
                    assert!(page.text.contains("had lost its number") && page.text.contains("href=\"#main\""), "{at}");
                    // A payment that was checked is filled in again.
                    let back = form(&page, &subject.action).or_else(|| form(&page, &subject.page)).unwrap();
                    for (name, value) in back.fields.iter().filter(|(name, _)| !NUMBERS.contains(&name.as_str())) {
                        let typed = fields.iter().find(|(field, _)| field == name).map_or("", |(_, raw)| raw);
                        assert_eq!(encoded(value), typed, "{name}: {at}");
                    }
                    last = Some(back);
                }
                assert_eq!(everything(&world, &books, &ours).await, stands, "{} {}", world.engine, subject.action);
                tried.push((subject.route, number.clone()));
            }
            // As it came back it is taken.
            let Some(PageForm { action, fields, buttons, .. }) = last else { continue };
            let fields = fields.into_iter().chain(buttons.into_iter().next());
            let fields: Vec<_> = fields.map(|(name, value)| (name, encoded(&value))).collect();
            let page = subject.browser.clone().post_body(&action, body(&fields)).await;
            assert!([StatusCode::OK, StatusCode::SEE_OTHER].contains(&page.status), "{action}: {}", page.text);
        }
        assert_eq!(tried.len(), 67, "{tried:?}");
    }
}

#[tokio::test]
async fn rules_that_were_never_shown_are_shown_before_they_are_changed() {
    for world in worlds().await {
        let (ours, id) = set(&world).await;
        let books = Books::of(&world).await;
        let subject =
            subjects(&world, (&ours, &id)).await.into_iter().find(|one| one.route == "/settings/{subject}").unwrap();
        let (fields, _) = subject.filled(0).await;
        let shown = fields.iter().find(|(field, _)| field == "version").unwrap().1.clone();
        let stands = everything(&world, &books, &ours).await;
        for raw in NONE {
            let hostile = Hostile { name: "no version", raw: raw.to_owned(), text: false };
            let page = subject.browser.clone().post_body(&subject.action, with(&fields, "version", &hostile)).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {raw:?}: {}", world.engine, page.text);
            let back = form(&page, &subject.action).unwrap().fields;
            let value = |name: &str| back.iter().find(|(field, _)| field == name).unwrap().1.clone();
            assert_eq!((value("version"), value("reason")), (shown.clone(), "because".to_owned()), "{raw:?}");
        }
        assert_eq!(everything(&world, &books, &ours).await, stands, "{}", world.engine);
    }
}
