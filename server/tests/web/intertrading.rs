//! Trade between exchanges as people meet it: agreements by form, paying a member of a partner exchange, and who may.

use app::ids::AgreementId;
use app::intertrading::forms::Reach;
use axum::http::StatusCode;
use manyhands::clock::{fresh_key, fresh_transfer_id};
use manyhands::db::DbError;
use manyhands::intertrading::store::{NewAgreement, clearing};
use manyhands::intertrading::{AgreeError, agree};
use manyhands::ledger::verify::verify;
use manyhands::sign_in::password;
use sqlx::AssertSqlSafe;

use crate::browser::{Browser, PASSWORD, Page, riverside};
use crate::common::{NOON, Plan, Village, World, worlds};

/// Hilltop counts in hours and minutes; Omar is its chair, Sol has the code HILL0007.
pub async fn hilltop(world: &World) -> Village {
    let hash = password::hash_now(PASSWORD).unwrap();
    let names = &["Omar", "Nia", "Kai", "Lea", "Max", "Ona", "Sol"];
    let village = world.village(Plan { slug: "hilltop", code: "HILL", names, limits: (-600, 600), hash }).await;
    let unit = "unit_name = 'hour', unit_plural = 'hours', unit_symbol = 'h', unit_decimals = 0, unit_is_time = 1";
    run(world, format!("update exchanges set {unit}, units_per_hour = '1' where slug = 'hilltop'")).await;
    village
}

/// Riverside at 10.00 leaves an hour and Hilltop at 1 hour; the reach is Riverside's and Hilltop's, both ways.
pub async fn partners(world: &World, (ours, theirs): (i64, i64)) -> (Village, Village) {
    let (river, hill) = (riverside(world).await, hilltop(world).await);
    let reach = |parts| Reach { down: parts, up: parts };
    let new = NewAgreement {
        id: AgreementId(fresh_key()),
        a: (river.exchange, "10".parse().unwrap(), reach(ours)),
        b: (hill.exchange, "1".parse().unwrap(), reach(theirs)),
        note: String::new(),
        by: river.people[0],
        at: NOON,
    };
    let by = hill.people[0];
    let agreed = world.db().write(move |tx| {
        let new = new.clone();
        Box::pin(async move { agree(tx, &new, by).await.map_err(|_: AgreeError| DbError::Again) })
    });
    agreed.await.unwrap();
    (river, hill)
}

pub async fn run(world: &World, sql: String) {
    let done = world.db().write(move |tx| {
        let sql = sql.clone();
        Box::pin(async move {
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(tx.conn()).await?;
            Ok::<(), DbError>(())
        })
    });
    done.await.unwrap();
}

/// The payment form's fields.
pub fn form<'a>(id: &'a str, amount: &'a str, side: &'a str, shown: &'a str) -> [(&'static str, &'a str); 6] {
    [("id", id), ("to", "HILL0007"), ("amount", amount), ("description", "Soup"), ("side", side), ("shown", shown)]
}

/// Looks at the check page of a payment to HILL0007.
pub async fn check(browser: &mut Browser, id: &str, amount: &str, side: &str) -> Page {
    browser.post("/riverside/pay", &form(id, amount, side, "")).await
}

/// Checks and pays HILL0007; answers with what came back and the form's id.
pub async fn pay(browser: &mut Browser, amount: &str, side: &str) -> (Page, String) {
    let id = fresh_transfer_id().to_string();
    let shown = check(browser, &id, amount, side).await.hidden("shown");
    (browser.post("/riverside/transfers", &form(&id, amount, side, &shown)).await, id)
}

/// Both clearing accounts mirror each other in value, and the books verify.
pub async fn sound(world: &World, river: &Village, hill: &Village, value: i64) {
    let mut conn = world.db().read().await.unwrap();
    let ours = clearing(&mut conn, river.exchange, hill.exchange).await.unwrap().unwrap();
    let theirs = clearing(&mut conn, hill.exchange, river.exchange).await.unwrap().unwrap();
    drop(conn);
    assert_eq!((ours.value, theirs.value), (value, -value), "{}", world.engine);
    assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
}

fn proposal<'a>(partner: &'a str, rate: &'a str, down: &'a str, up: &'a str) -> [(&'static str, &'a str); 5] {
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
        run(&world, format!("insert into roles values ({exchange}, {person}, 'treasurer', 1)")).await;
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
async fn a_member_pays_a_member_of_a_partner_exchange_in_two_screens_and_both_get_a_receipt() {
    for world in worlds().await {
        let (river, hill) = partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let id = fresh_transfer_id().to_string();
        let page = check(&mut ada, &id, "5", "").await;
        assert_eq!((page.status, world.count(&river).await), (StatusCode::OK, 0));
        for shown in [
            "Sol",
            "Pay 5.00\u{a0}leaves, so that Sol gets 0:30\u{a0}h",
            "An hour of ordinary work is 10\u{a0}leaves in riverside exchange and 1\u{a0}hour in hilltop exchange.",
            "Since 24 November 2026.",
            "100.00\u{a0}leaves",
            "500.00\u{a0}leaves",
            "Your own: 100.00\u{a0}leaves",
        ] {
            assert!(page.text.contains(shown), "{shown}: {}", page.text);
        }
        let shown = page.hidden("shown");
        let paid = ada.post("/riverside/transfers", &form(&id, "5", "", &shown)).await;
        assert_eq!(paid.location(), format!("/riverside/transfers/{id}"));
        let receipt = ada.get(paid.location()).await.text;
        assert!(receipt.contains("Ada paid 5.00\u{a0}leaves to Sol HILL0007 in hilltop exchange."), "{receipt}");
        assert!(receipt.contains("0:30\u{a0}h") && receipt.contains("0.500000\u{a0}h"), "{receipt}");
        let mut sol = Browser::signed_in(&world, "sol@hilltop.example").await;
        let receipt = sol.get(&format!("/hilltop/transfers/{id}")).await.text;
        assert!(receipt.contains("Ada RIVR0001 in riverside exchange paid Sol 0:30\u{a0}h."), "{receipt}");
        let mut nia = Browser::signed_in(&world, "nia@hilltop.example").await;
        assert_eq!(nia.get(&format!("/hilltop/transfers/{id}")).await.status, StatusCode::NOT_FOUND);
        assert!(sol.get("/hilltop/statement").await.text.contains("Ada (RIVR0001)"));
        // The other side may be typed: what Sol gets.
        let (paid, _) = pay(&mut ada, "0:20", "theirs").await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER);
        assert_eq!((world.balance(&river, 0).await, world.balance(&hill, 6).await), (-834, 50));
        let mut conn = world.db().read().await.unwrap();
        let mails: Vec<String> = sqlx::query_scalar("select recipient || ': ' || subject from outbox order by mail_id")
            .fetch_all(&mut *conn)
            .await
            .unwrap();
        assert_eq!(
            mails,
            [
                "sol@hilltop.example: Ada (riverside exchange) paid you 0:30 h",
                "sol@hilltop.example: Ada (riverside exchange) paid you 0:20 h"
            ]
        );
        drop(conn);
        sound(&world, &river, &hill, 833_333).await;
    }
}

#[tokio::test]
async fn a_refusal_says_whose_limit_and_how_much_room_and_keeps_what_was_typed() {
    for world in worlds().await {
        let (river, hill) = partners(&world, (8_000, 420)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let ours = "limit of riverside exchange for trade with hilltop exchange leaves room for 80.00\u{a0}leaves";
        let theirs = "limit of hilltop exchange for trade with us leaves room for 70.16\u{a0}leaves";
        for (amount, side, says) in [
            ("100.01", "", "You can spend 100.00\u{a0}leaves at most before your own limit"),
            ("80.01", "", ours),
            ("70.17", "", theirs),
            ("7:01", "theirs", theirs),
            ("0.01", "", "so little that nothing would be left"),
            ("0.16", "", "so little that nothing would be left"),
            ("9999999999999", "theirs", "more than the books"),
        ] {
            let id = fresh_transfer_id().to_string();
            for path in ["/riverside/pay", "/riverside/transfers"] {
                let page = ada.post(path, &form(&id, amount, side, "")).await;
                let booked_nothing = [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::CONFLICT];
                assert!(booked_nothing.contains(&page.status), "{path} {amount}: {}", page.status);
                assert!(page.text.contains(says), "{path} {amount}: {}", page.text);
                for typed in [amount, "HILL0007", "Soup", &id] {
                    assert!(page.text.contains(&format!("value=\"{typed}\"")), "{path} {typed}: {}", page.text);
                }
                let kept = format!("name=\"side\" value=\"{side}\"");
                assert!(page.text.contains(&kept) || side.is_empty(), "{path} {side}: {}", page.text);
            }
        }
        // Exactly the room passes the check.
        assert_eq!(check(&mut ada, &fresh_transfer_id().to_string(), "70.16", "").await.status, StatusCode::OK);
        // The payee's own limit: whose it is, and not how much they have.
        run(&world, format!("update accounts set max_balance = 30 where code = 'HILL0007' and balance = 0")).await;
        let page = check(&mut ada, &fresh_transfer_id().to_string(), "5.17", "").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("payee’s own limit") && !page.text.contains("0:30"), "{}", page.text);
        assert_eq!((world.count(&river).await, world.count(&hill).await), (0, 0));
    }
}

#[tokio::test]
async fn bad_amounts_come_back_as_typed_on_whichever_side() {
    for world in worlds().await {
        let (river, _) = partners(&world, (8_000, 420)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for (amount, side, says) in [
            ("", "", "Enter the amount"),
            ("0", "", "more than zero"),
            ("-1", "", "more than zero"),
            ("1e9", "", "in digits"),
            ("NaN", "", "in digits"),
            ("1,000", "", "decimal mark or thousands"),
            ("0.0001", "", "2 decimals at most"),
            ("", "theirs", "Enter the amount"),
            ("0", "theirs", "more than zero"),
            ("1:75", "theirs", "hours and minutes"),
            ("soon", "theirs", "hours and minutes"),
        ] {
            let id = fresh_transfer_id().to_string();
            for path in ["/riverside/pay", "/riverside/transfers"] {
                let page = ada.post(path, &form(&id, amount, side, "")).await;
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {amount}");
                assert!(page.text.contains(says), "{path} {amount}: {}", page.text);
                assert!(amount.is_empty() || page.text.contains(&format!("value=\"{amount}\"")), "{amount}");
                assert_eq!(page.text.contains("How much do they get, in hours?"), side == "theirs", "{}", page.text);
            }
        }
        assert_eq!(world.count(&river).await, 0);
    }
}

#[tokio::test]
async fn nobody_pays_under_a_rate_or_rules_that_they_have_not_seen() {
    for world in worlds().await {
        let (river, hill) = partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let id = fresh_transfer_id().to_string();
        for (amount, side) in [("5", ""), ("0:30", "theirs")] {
            for shown in ["", "x"] {
                let page = ada.post("/riverside/transfers", &form(&id, amount, side, shown)).await;
                assert_eq!(page.status, StatusCode::CONFLICT, "{side} {shown}");
                let says = if shown.is_empty() { "Nothing is booked yet" } else { "Something changed since" };
                assert!(page.text.contains(says) && page.text.contains("so that Sol gets 0:30"), "{}", page.text);
            }
        }
        let shown = check(&mut ada, &id, "5", "").await.hidden("shown");
        // Either exchange decides something, or the agreement is renewed at another rate.
        for change in [
            "update exchanges set rules_version = rules_version + 1 where slug = 'hilltop'",
            "update exchanges set rules_version = rules_version + 1 where slug = 'riverside'",
            "update agreements set a_units_per_hour = '20'",
        ] {
            run(&world, change.to_owned()).await;
            let stale = ada.post("/riverside/transfers", &form(&id, "5", "", &shown)).await;
            assert_eq!(stale.status, StatusCode::CONFLICT, "{change}");
            assert!(stale.text.contains("Something changed since you last looked"), "{}", stale.text);
        }
        assert_eq!((world.count(&river).await, world.count(&hill).await), (0, 0));
        let again = ada.post("/riverside/transfers", &form(&id, "5", "", &shown)).await;
        assert!(again.text.contains("so that Sol gets 0:15"), "the check page at the new rate: {}", again.text);
        let seen = ada.post("/riverside/transfers", &form(&id, "5", "", &again.hidden("shown"))).await;
        assert_eq!((seen.status, world.balance(&hill, 6).await), (StatusCode::SEE_OTHER, 15));
        // A payment within one's own exchange has no rate to be seen.
        assert_eq!(ada.pay("ben", "1").await.0.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn of_two_equal_intertrades_at_once_with_room_for_one_exactly_one_is_booked() {
    for world in worlds().await {
        let (river, hill) = partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut checked = Vec::new();
        for _ in 0..2 {
            let id = fresh_transfer_id().to_string();
            let shown = check(&mut ada, &id, "60", "").await.hidden("shown");
            checked.push((id, shown));
        }
        let mut sent = Vec::new();
        for (id, shown) in checked {
            let mut ada = ada.clone();
            sent.push(tokio::spawn(async move {
                ada.post("/riverside/transfers", &form(&id, "60", "", &shown)).await.status
            }));
        }
        let mut answers = Vec::new();
        for one in sent {
            answers.push(one.await.unwrap());
        }
        answers.sort_unstable();
        assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY], "{}", world.engine);
        assert_eq!((world.count(&river).await, world.count(&hill).await), (1, 1), "{}", world.engine);
        sound(&world, &river, &hill, 6_000_000).await;
    }
}

#[tokio::test]
async fn the_same_form_eight_times_at_once_is_one_pair_of_legs_and_eight_receipts() {
    for world in worlds().await {
        let (river, hill) = partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let id = fresh_transfer_id().to_string();
        let shown = check(&mut ada, &id, "100", "").await.hidden("shown");
        let sent: Vec<_> = (0..8)
            .map(|_| {
                let (mut ada, id, shown) = (ada.clone(), id.clone(), shown.clone());
                tokio::spawn(async move { ada.post("/riverside/transfers", &form(&id, "100", "", &shown)).await })
            })
            .collect();
        for one in sent {
            assert_eq!(one.await.unwrap().location(), format!("/riverside/transfers/{id}"), "{}", world.engine);
        }
        assert_eq!((world.count(&river).await, world.count(&hill).await), (1, 1), "{}", world.engine);
        sound(&world, &river, &hill, 10_000_000).await;
    }
}

#[tokio::test]
async fn a_form_sent_again_leads_to_its_receipt_whatever_became_of_payee_agreement_and_room() {
    for world in worlds().await {
        let (river, hill) = partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for (amount, side) in [("50", ""), ("0:30", "theirs")] {
            run(&world, "update accounts set min_balance = -20000 where code = 'RIVR0001'".to_owned()).await;
            let (paid, id) = pay(&mut ada, amount, side).await;
            assert_eq!(paid.status, StatusCode::SEE_OTHER);
            for change in [
                "update exchanges set rules_version = rules_version + 1",
                "update agreements set a_units_per_hour = '20', b_units_per_hour = '3'",
                "update accounts set min_balance = 0 where code = 'RIVR0001'",
                "update members set state = 'left' where name = 'Sol'",
                "update agreements set state = 'ended'",
            ] {
                run(&world, change.to_owned()).await;
                for shown in ["", "x"] {
                    let again = ada.post("/riverside/transfers", &form(&id, amount, side, shown)).await;
                    assert_eq!(again.location(), format!("/riverside/transfers/{id}"), "{change}: {}", again.text);
                }
                for page in [
                    check(&mut ada, &id, amount, side).await,
                    ada.get(&format!("/riverside/pay?id={id}&to=HILL0007&amount={amount}")).await,
                ] {
                    assert!(page.text.contains("It was booked once"), "{change}: {}", page.text);
                    assert!(page.text.contains("Make another payment"), "{change}: {}", page.text);
                }
            }
            for (amount, side, to) in [
                ("99", side, "HILL0007"),
                (amount, side, "HILL0006"),
                ("x", "", "nobody"),
                ("0:31", "theirs", "HILL0007"),
            ] {
                let fields =
                    [("id", id.as_str()), ("to", to), ("amount", amount), ("description", "Soup"), ("side", side)];
                let other = ada.post("/riverside/transfers", &fields).await;
                assert_eq!(other.status, StatusCode::CONFLICT, "{amount} {to}");
                assert!(other.text.contains("something else was paid before"), "{}", other.text);
            }
            // Nobody else learns what the number stands for, there or here.
            let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
            let mut nia = Browser::signed_in(&world, "nia@hilltop.example").await;
            for (browser, path) in [(&mut cleo, "/riverside/transfers"), (&mut nia, "/hilltop/transfers")] {
                let other = browser.post(path, &form(&id, amount, side, "")).await;
                assert_eq!(other.status, StatusCode::CONFLICT);
                assert!(!other.text.contains("Soup") && !other.text.contains("0:30"), "{}", other.text);
            }
            run(&world, "update members set state = 'active'".to_owned()).await;
            run(
                &world,
                "update agreements set state = 'in_force', a_units_per_hour = '10', b_units_per_hour = '1'".into(),
            )
            .await;
        }
        assert_eq!((world.count(&river).await, world.count(&hill).await), (2, 2));
        sound(&world, &river, &hill, 5_500_000).await;
    }
}

#[tokio::test]
async fn without_an_agreement_in_force_nobody_there_is_known() {
    for world in worlds().await {
        let river = riverside(&world).await;
        hilltop(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for path in ["/riverside/pay", "/riverside/transfers"] {
            let page = ada.post(path, &form(&fresh_transfer_id().to_string(), "5", "", "")).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text.contains("We find nobody called") && !page.text.contains("Sol"), "{}", page.text);
        }
        assert_eq!(world.count(&river).await, 0);
    }
}
