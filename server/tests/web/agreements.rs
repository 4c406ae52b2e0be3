//! Agreements between two exchanges by form: who proposes, who answers, what comes back as typed.

use axum::http::StatusCode;
use manyhands::intertrading::store::clearing;

use crate::browser::{Browser, riverside};
use crate::common::worlds;
use crate::intertrading::{hilltop, run};

pub fn proposal<'a>(partner: &'a str, rate: &'a str, down: &'a str, up: &'a str) -> [(&'static str, &'a str); 5] {
    [("partner", partner), ("rate", rate), ("down", down), ("up", up), ("note", "a word")]
}

#[tokio::test]
async fn one_committee_proposes_and_the_other_accepts_and_then_members_see_it() {
    for world in worlds().await {
        let (river, hill) = (riverside(&world).await, hilltop(&world).await);
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let page = ada.get("/riverside/partners").await;
        assert!(page.text.contains("<option value=\"hilltop\"") && page.text.contains("value=\"10\""), "{}", page.text);
        assert!(!ben.get("/riverside/partners").await.text.contains("partners/propose"));
        let proposed = ada.post("/riverside/partners/propose", &proposal("hilltop", "10", "500", "300")).await;
        assert_eq!(proposed.location(), "/riverside/partners");
        let twice = ada.post("/riverside/partners/propose", &proposal("hilltop", "10", "500", "300")).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text.contains("already") && twice.text.contains("value=\"500\""));
        assert_eq!(ben.get("/riverside/partners/hilltop").await.status, StatusCode::NOT_FOUND);
        assert!(!ben.get("/riverside/partners").await.text.contains("hilltop exchange"));
        let page = omar.get("/hilltop/partners/riverside").await;
        // 300.00 leaves up at Riverside are 30 hours down at Hilltop.
        assert!(page.text.contains("value=\"30:00\"") && page.text.contains("value=\"50:00\""), "{}", page.text);
        let agreement = page.hidden("agreement");
        let accept = |down| [("agreement", agreement.as_str()), ("answer", "accept"), ("down", down), ("up", "50")];
        let wrong = omar.post("/hilltop/partners/riverside/answer", &accept("lots")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"lots\"") && wrong.text.contains("hours and minutes"), "{}", wrong.text);
        let accepted = omar.post("/hilltop/partners/riverside/answer", &accept("20")).await;
        assert_eq!(accepted.location(), "/hilltop/partners");
        let again = omar.post("/hilltop/partners/riverside/answer", &accept("99")).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND, "an answer is given once");
        assert!(ben.get("/riverside/partners/hilltop").await.text.contains("In force"));
        let mut conn = world.db().read().await.unwrap();
        let ours = clearing(&mut conn, river.exchange, hill.exchange).await.unwrap().unwrap().account;
        let theirs = clearing(&mut conn, hill.exchange, river.exchange).await.unwrap().unwrap().account;
        assert_eq!((ours.min_balance, ours.max_balance), (-50_000, 30_000));
        assert_eq!((theirs.min_balance, theirs.max_balance), (-1_200, 3_000));
        drop(conn);
        for (browser, path) in [(&mut ben, "/riverside/settings"), (&mut omar, "/hilltop/settings")] {
            assert!(browser.get(path).await.text.contains("a word"), "{path}: a decision that members read");
        }
    }
}

#[tokio::test]
async fn a_proposal_is_declined_by_the_other_or_withdrawn_by_its_own_committee_and_may_come_again() {
    for world in worlds().await {
        let (river, _) = (riverside(&world).await, hilltop(&world).await);
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let (ours, theirs) = ("/riverside/partners/hilltop", "/hilltop/partners/riverside");
        for answer in ["decline", "withdraw"] {
            ada.post("/riverside/partners/propose", &proposal("hilltop", "10", "500", "500")).await;
            let agreement = ada.get(ours).await.hidden("agreement");
            let fields = [("agreement", agreement.as_str()), ("answer", answer)];
            let (path, wrong) = if answer == "decline" { (theirs, ours) } else { (ours, theirs) };
            let (may, may_not) = if answer == "decline" { (&mut omar, &mut ada) } else { (&mut ada, &mut omar) };
            let refused = may_not.post(&format!("{wrong}/answer"), &fields).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{answer}");
            assert_eq!(may.post(&format!("{path}/answer"), &fields).await.status, StatusCode::SEE_OTHER, "{answer}");
            assert_eq!(may.post(&format!("{path}/answer"), &fields).await.status, StatusCode::NOT_FOUND, "{answer}");
            assert_eq!(ada.get(ours).await.status, StatusCode::NOT_FOUND, "{answer}");
        }
        let unanswered = ada.post("/riverside/partners/propose", &proposal("hilltop", "10", "500", "500")).await;
        assert_eq!(unanswered.status, StatusCode::SEE_OTHER);
        let agreement = omar.get(theirs).await.hidden("agreement");
        let nothing = omar.post(&format!("{theirs}/answer"), &[("agreement", agreement.as_str())]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.count(&river).await, 0);
    }
}

#[tokio::test]
async fn agreements_are_the_committees_and_nobody_answers_their_own_proposal() {
    for world in worlds().await {
        let (river, hill) = (riverside(&world).await, hilltop(&world).await);
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let fields = proposal("hilltop", "10", "500", "500");
        assert_eq!(ben.post("/riverside/partners/propose", &fields).await.status, StatusCode::FORBIDDEN);
        let unknown = ada.get("/nowhere/partners").await;
        assert_eq!(ada.get("/hilltop/partners").await.text, unknown.text, "not a member there");
        assert_eq!(ada.post("/hilltop/partners/propose", &fields).await.text, unknown.text);
        ada.post("/riverside/partners/propose", &fields).await;
        let agreement = ada.get("/riverside/partners/hilltop").await.hidden("agreement");
        let accept = [("agreement", agreement.as_str()), ("answer", "accept"), ("down", "9"), ("up", "9")];
        let answer = "/riverside/partners/hilltop/answer";
        assert_eq!(ben.post(answer, &accept).await.status, StatusCode::FORBIDDEN);
        assert_eq!(ada.post(answer, &accept).await.status, StatusCode::NOT_FOUND, "theirs to accept");
        // Ada sits in Hilltop's committee too.
        let (person, exchange) = (river.people[0].0, hill.exchange.0);
        let member = format!("select member_id from members where exchange_id = {exchange} and name = 'Nia'");
        run(&world, format!("insert into operators values ({exchange}, ({member}), {person}, 1)")).await;
        run(
            &world,
            format!(
                "insert into roles (exchange_id, person_id, role, since) values ({exchange}, {person}, 'treasurer', 1)"
            ),
        )
        .await;
        let page = ada.get("/hilltop/partners/riverside").await;
        assert!(page.text.contains("You proposed this yourself") && !page.text.contains("value=\"accept\""));
        let answered = ada.post("/hilltop/partners/riverside/answer", &accept).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND);
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        assert_eq!(omar.post("/hilltop/partners/riverside/answer", &accept).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn bad_input_on_the_partner_forms_comes_back_as_typed_and_proposes_nothing() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let rate = "a number above zero";
        for (partner, rated, down, says) in [
            ("hilltop", "0", "500", rate),
            ("hilltop", "-1", "500", rate),
            ("hilltop", "1e9", "500", rate),
            ("hilltop", "NaN", "500", rate),
            ("hilltop", "lots", "500", rate),
            ("hilltop", "", "500", rate),
            ("hilltop", "0.0000001", "500", rate),
            ("hilltop", "1000001", "500", rate),
            ("hilltop", "10", "-1", "more than zero"),
            ("hilltop", "10", "1e9", "in digits"),
            ("hilltop", "10", "NaN", "in digits"),
            ("hilltop", "10", "", "Enter the amount"),
            ("hilltop", "10", "0.0001", "2 decimals at most"),
            ("hilltop", "10", "10000000000000.01", "at most"),
            ("hilltop", "10", "0", "room in one direction"),
            ("nowhere", "10", "500", "Choose an exchange"),
            ("", "10", "500", "Choose an exchange"),
            ("sign-in", "10", "500", "Choose an exchange"),
            ("riverside", "10", "500", "Choose an exchange"),
            ("<script>", "10", "500", "Choose an exchange"),
        ] {
            let page = ada.post("/riverside/partners/propose", &proposal(partner, rated, down, "0")).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{partner} {rated} {down}");
            assert!(page.text.contains(says), "{partner} {rated} {down}: {}", page.text);
            for typed in [rated, down, "a word"].iter().filter(|typed| !typed.is_empty()) {
                assert!(page.text.contains(&format!("value=\"{typed}\"")), "{typed}: {}", page.text);
            }
            assert!(!page.text.contains("<script"));
        }
        let twice = "partner=hilltop&rate=10&rate=20&down=5&up=5".to_owned();
        let twice = ada.post_body("/riverside/partners/propose", twice).await;
        assert_eq!(twice.status, StatusCode::BAD_REQUEST);
        let answer = "/riverside/partners/hilltop/answer";
        for agreement in ["", "x", "-1", "99999999999999999999"] {
            let fields = [("agreement", agreement), ("answer", "decline")];
            assert_eq!(ada.post(answer, &fields).await.status, StatusCode::NOT_FOUND, "{agreement}");
        }
        let mut conn = world.db().read().await.unwrap();
        let sql = "select count(*) as n from agreements";
        let written: i64 = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap();
        assert_eq!(written, 0);
    }
}

#[tokio::test]
async fn a_proposal_shows_both_rates_and_asks_where_an_hour_of_work_would_be_no_hour() {
    for world in worlds().await {
        riverside(&world).await;
        crate::intertrading::hilltop(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let odd = omar.post("/hilltop/partners/propose", &proposal("riverside", "2", "5:00", "5:00")).await;
        assert_eq!(odd.status, StatusCode::OK, "{}", odd.text);
        assert!(odd.text.contains("2:00\u{a0}h here = 10.00\u{a0}leaves there."), "{}", odd.text);
        assert!(
            odd.text.contains("hilltop exchange counts hours, and yet one hour of work is 2:00\u{a0}h there."),
            "{}",
            odd.text
        );
        assert_eq!(world.number("select count(*) from agreements").await, 0, "asked first");
        // What was asked about other rates is asked again.
        let form = crate::forms::form(&odd, "/hilltop/partners/propose").unwrap();
        for (rate, expected) in [("3", StatusCode::OK), ("2", StatusCode::SEE_OTHER)] {
            let with = |(name, value): &(String, String)| {
                (name.clone(), if name == "rate" { rate.into() } else { value.clone() })
            };
            let fields: Vec<_> = form.fields.iter().map(with).collect();
            assert_eq!(crate::whose::send(&omar, &form.action, &fields).await.status, expected, "{rate}");
        }
        assert_eq!(world.number("select count(*) from agreements").await, 1);
        let page = ada.get("/riverside/partners/hilltop").await;
        assert!(page.text.contains("10.00\u{a0}leaves here = 2:00\u{a0}h there."), "{}", page.text);
        // An hour that is an hour is not asked about.
        world.sql("delete from agreements".into()).await;
        let plain = omar.post("/hilltop/partners/propose", &proposal("riverside", "1", "5:00", "5:00")).await;
        assert_eq!(plain.status, StatusCode::SEE_OTHER, "{}", plain.text);
    }
}
