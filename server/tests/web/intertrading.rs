//! Paying a member of a partner exchange as people meet it: both amounts first, whose limit refused, each form once.

use app::ids::AgreementId;
use app::intertrading::forms::Reach;
use axum::http::StatusCode;
use manyhands::clock::{fresh_key, fresh_transfer_id};
use manyhands::db::DbError;
use manyhands::intertrading::store::{NewAgreement, clearing};
use manyhands::intertrading::{AnswerKeys, agree};
use manyhands::ledger::verify::verify;
use manyhands::sign_in::password;
use sqlx::AssertSqlSafe;

use crate::browser::{Browser, PASSWORD, Page, riverside};
use crate::common::{NOON, Plan, Village, World, worlds};
use crate::lists::texts;

/// Hilltop counts in hours and minutes; Omar is its chair, Sol has the code HILL0007.
pub async fn hilltop(world: &World) -> Village {
    let hash = password::hash_now(PASSWORD).unwrap();
    let names = &["Omar", "Nia", "Kai", "Lea", "Max", "Ona", "Sol"];
    let village = world.village(Plan { slug: "hilltop", code: "HILL", names, limits: (-600, 600), hash }).await;
    let unit = "unit_name = 'hour', unit_plural = 'hours', unit_symbol = 'h', unit_decimals = 0, unit_is_time = 1";
    run(world, format!("update exchanges set {unit} where slug = 'hilltop'")).await;
    let rate = "insert into rules (exchange_id, rule, from_version, from_at, value)
        select exchange_id, 'units_per_hour', 2, 0, '1' from exchanges where slug = 'hilltop'";
    run(world, rate.to_owned()).await;
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
        counting: None,
        note: String::new(),
        by: river.people[0],
        at: NOON,
    };
    let by = hill.people[0];
    let agreed = world
        .db()
        .write((new, by, AnswerKeys::fresh()), async |tx, (new, by, keys)| agree(tx, new, (*by, *keys)).await);
    agreed.await.unwrap();
    (river, hill)
}

pub async fn run(world: &World, sql: String) {
    let done = world.db().write(sql, async |tx, sql| {
        sqlx::raw_sql(AssertSqlSafe(sql.clone())).execute(tx.conn()).await?;
        Ok::<(), DbError>(())
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
            "An hour of ordinary work is 10\u{a0}leaves in riverside exchange and 1\u{a0}h in hilltop exchange.",
            "Since 24 November 2026.",
            "100.00\u{a0}leaves",
            "500.00\u{a0}leaves",
            "Your own: 100.00\u{a0}leaves",
        ] {
            assert!(page.text.contains(shown), "{shown}: {}", page.text);
        }
        assert_eq!(texts(&page, "main > dl.summary > div").len(), 5, "{}", page.text);
        assert_eq!(texts(&page, "main details dl.summary > div").len(), 5, "{}", page.text);
        assert!(texts(&page, "main details[open]").is_empty(), "far from any limit it is folded");
        let shown = page.hidden("shown");
        let paid = ada.post("/riverside/transfers", &form(&id, "5", "", &shown)).await;
        assert_eq!(paid.location(), format!("/riverside/transfers/{id}"));
        let receipt = ada.get(paid.location()).await.text;
        assert!(receipt.contains("Ada paid 5.00\u{a0}leaves to Sol HILL0007 in hilltop exchange."), "{receipt}");
        assert!(receipt.contains("0:30\u{a0}h") && receipt.contains("0.50\u{a0}h"), "{receipt}");
        let mut sol = Browser::signed_in(&world, "sol@hilltop.example").await;
        let receipt = sol.get(&format!("/hilltop/transfers/{id}")).await.text;
        assert!(receipt.contains("Ada RIVR0001 in riverside exchange paid Sol 0:30\u{a0}h."), "{receipt}");
        let mut nia = Browser::signed_in(&world, "nia@hilltop.example").await;
        assert_eq!(nia.get(&format!("/hilltop/transfers/{id}")).await.status, StatusCode::NOT_FOUND);
        assert!(sol.get("/hilltop/statement").await.text.contains("Ada (RIVR0001)"));
        let near = check(&mut ada, &fresh_transfer_id().to_string(), "93", "").await;
        assert_eq!(texts(&near, "main details[open] summary"), ["Why this much, and which limits apply"]);
        // The other side may be typed: what Sol gets.
        let (paid, _) = pay(&mut ada, "0:20", "theirs").await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER);
        assert_eq!((world.balance(&river, 0).await, world.balance(&hill, 6).await), (-834, 50));
        world.make_mails().await;
        let mut conn = world.db().read().await.unwrap();
        let mails: Vec<String> = sqlx::query_scalar("select recipient || ': ' || subject from outbox order by mail_id")
            .fetch_all(&mut *conn)
            .await
            .unwrap();
        drop(conn);
        assert_eq!(
            mails.iter().filter(|mail| mail.starts_with("sol@")).collect::<Vec<_>>(),
            ["sol@hilltop.example: Ada (riverside exchange) paid you 2 times, 0:50 h together"]
        );
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
        run(&world, "update accounts set max_balance = 30 where code = 'HILL0007'".to_owned()).await;
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

// On several threads and several times over: on one the twins hardly ever meet between two statements.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_form_eight_times_at_once_is_one_pair_of_legs_and_eight_receipts() {
    for world in worlds().await {
        let (river, hill) = partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for round in 1..=10 {
            let id = fresh_transfer_id().to_string();
            let shown = check(&mut ada, &id, "10", "").await.hidden("shown");
            let sent: Vec<_> = (0..8)
                .map(|_| {
                    let (mut ada, id, shown) = (ada.clone(), id.clone(), shown.clone());
                    tokio::spawn(async move { ada.post("/riverside/transfers", &form(&id, "10", "", &shown)).await })
                })
                .collect();
            for one in sent {
                let page = one.await.unwrap();
                let receipt = format!("/riverside/transfers/{id}");
                assert_eq!(page.location(), receipt, "{} {}: {}", world.engine, page.status, page.text);
            }
            assert_eq!((world.count(&river).await, world.count(&hill).await), (round, round), "{}", world.engine);
        }
        sound(&world, &river, &hill, 10_000_000).await;
    }
}

#[tokio::test]
async fn a_form_sent_again_leads_to_its_receipt_whatever_became_of_payee_agreement_and_room() {
    for world in worlds().await {
        let (river, hill) = partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for (amount, side) in [("50", ""), ("0:30", "theirs")] {
            world.set_limits("code = 'RIVR0001'", (-20_000, 12_000)).await;
            let (paid, id) = pay(&mut ada, amount, side).await;
            assert_eq!(paid.status, StatusCode::SEE_OTHER);
            for change in [
                "update exchanges set rules_version = rules_version + 1",
                "update agreements set a_units_per_hour = '20', b_units_per_hour = '3'",
                "no room",
                "update members set state = 'left' where name = 'Sol'",
                "update agreements set state = 'ended'",
            ] {
                match change {
                    "no room" => world.set_limits("code = 'RIVR0001'", (0, 12_000)).await,
                    change => run(&world, change.to_owned()).await,
                }
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

#[tokio::test]
async fn a_partner_page_says_what_is_open_between_the_two_in_hours_and_nothing_where_nothing_is() {
    for world in worlds().await {
        partners(&world, (50_000, 3_000)).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let even = ben.get("/riverside/partners/hilltop").await.text;
        assert!(even.contains("is even") && !even.contains("of ordinary work, which"), "{even}");
        pay(&mut ben, "5", "").await;
        let ours = ben.get("/riverside/partners/hilltop").await.text;
        assert!(ours.contains("That is 0.50\u{a0}h of ordinary work, which our members owe theirs."), "{ours}");
        let theirs = omar.get("/hilltop/partners/riverside").await.text;
        assert!(theirs.contains("That is 0.50\u{a0}h of ordinary work, which their members owe ours."), "{theirs}");
        world.sql("update persons set language = 'es'".into()).await;
        let spanish = ben.get("/riverside/partners/hilltop").await.text;
        assert!(
            spanish.contains("Equivale a 0,50\u{a0}h de trabajo corriente que nuestros miembros les deben."),
            "{spanish}"
        );
        assert!(
            spanish.contains("10\u{a0}leaves") && spanish.contains("1\u{a0}h en"),
            "hours need no language: {spanish}"
        );
    }
}
