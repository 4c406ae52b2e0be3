//! What is made sure of before somebody is let in: ticked by officers, seen by nobody else, missing only for a reason.

use axum::http::StatusCode;
use manyhands::clock::fresh_key;

use crate::browser::{Browser, hilltop, riverside};
use crate::common::worlds;
use crate::forms::form;
use crate::joining::{applicant, sent};
use crate::whose::lets_in;

const WORK: &str = "/riverside/work";

fn fields(given: &[(&str, &str)]) -> Vec<(String, String)> {
    given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn nobody_is_let_in_before_what_is_asked_for_is_ticked_or_a_reason_given_and_members_see_none_of_it() {
    for world in worlds().await {
        let village = riverside(&world).await;
        hilltop(&world).await;
        lets_in(&world, &[("check_meeting", "yes"), ("check_references", "yes")]).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (mut zoe, id) = applicant(&world, &village, "Zoe").await;
        let page = format!("/riverside/applications/{id}");
        let marks = form(&ada.get(&page).await, &page).unwrap().fields;
        let answer = async |ada: &mut Browser, because: &str| {
            let own = [("id", &*fresh_key().to_string()), ("answer", "admit"), ("because", because)];
            let kept = marks.iter().filter(|(name, _)| !["id", "because"].contains(&name.as_str())).cloned();
            sent(ada, &page, &kept.chain(fields(&own)).collect::<Vec<_>>()).await
        };
        let refused = answer(&mut ada, "").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        let missing = "Of Zoe this is not made sure of yet: Met somebody of the committee, References";
        assert!(refused.text.contains(missing) && refused.text.contains("href=\"#because\""), "{}", refused.text);
        // One is ticked, once, however often the form is sent.
        let checks = format!("{page}/checks");
        let key = fresh_key().to_string();
        for _ in 0..2 {
            let done = ada.post(&checks, &[("id", &key), ("stood", ""), ("meeting", "yes")]).await;
            assert_eq!(done.location(), page, "{} {}", world.engine, done.text);
        }
        assert_eq!(world.number("select count(*) from journal where what = 'checked' and object = ''").await, 1);
        let mut several = form(&ada.get(WORK).await, WORK).unwrap().fields;
        several.push((format!("pick-{id}"), "yes".to_owned()));
        let said = sent(&mut ada, WORK, &several).await;
        assert!(said.text.contains("not made sure of yet: References") && said.text.contains("(1)"), "{}", said.text);
        assert_eq!(world.number("select count(*) from members").await, 7, "{}", world.engine);
        let wrong = ada.post(&checks, &[("id", &fresh_key().to_string()), ("references_until", "soon")]).await;
        assert!(
            wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("value=\"soon\""),
            "{}",
            wrong.text
        );
        let both = [
            ("id", &*fresh_key().to_string()),
            ("meeting", "yes"),
            ("references", "yes"),
            ("references_until", "2026-12-10"),
        ];
        assert_eq!(ada.post(&checks, &both).await.status, StatusCode::SEE_OTHER);
        let admitted = answer(&mut ada, "").await;
        assert_eq!(admitted.location(), WORK, "{} {}", world.engine, admitted.text);
        // It stands on their page, for who admits; it ends soon, and is renewed from the list of work.
        let member = "/riverside/members/RIVR0006";
        let shown = ada.get(member).await.text;
        assert!(shown.contains("holds until 10 December 2026") && shown.contains("Met somebody"), "{shown}");
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        for other in [&mut cleo, &mut zoe] {
            let seen = other.get(member).await.text + &other.get("/riverside/decisions").await.text;
            assert!(seen.contains("Zoe") && !seen.contains("Met somebody") && !seen.contains("made sure"), "{seen}");
        }
        let form_of = format!("{member}/checks");
        for other in [&mut cleo, &mut zoe, &mut omar] {
            assert_eq!(other.get(&form_of).await.status, StatusCode::NOT_FOUND, "{}", world.engine);
        }
        assert!(ada.get(WORK).await.text.contains(&form_of), "{}", world.engine);
        let renewed = [("id", &*fresh_key().to_string()), ("stood", "meeting references"), ("references", "yes")];
        assert_eq!(ada.post(&form_of, &renewed).await.location(), member);
        assert!(!ada.get(WORK).await.text.contains(&form_of), "{}", world.engine);
        assert_eq!(world.number("select count(*) from admission_checks").await, 1, "the other was taken back");
    }
}

#[tokio::test]
async fn with_a_reason_somebody_is_let_in_of_whom_something_is_missing() {
    for world in worlds().await {
        let village = riverside(&world).await;
        lets_in(&world, &[("check_firm", "yes")]).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let (_, id) = applicant(&world, &village, "Yan").await;
        let page = format!("/riverside/applications/{id}");
        let because =
            [("id", &*fresh_key().to_string()), ("answer", "admit"), ("because", "We have known Yan for years")];
        let done = ada.post(&page, &because).await;
        assert_eq!(done.location(), WORK, "{} {}", world.engine, done.text);
        let why = "select count(*) from journal where what = 'admitted' and why = 'We have known Yan for years'";
        assert_eq!(world.number(why).await, 1, "{}", world.engine);
    }
}
