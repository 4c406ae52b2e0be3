//! Others' rooms: with hidden balances no page says how much somebody else can still be paid, and nobody tries their way to it.

use axum::http::{StatusCode, header};
use manyhands::clock::fresh_transfer_id;

use crate::browser::{Browser, riverside};
use crate::common::{Village, World, worlds};
use crate::intertrading::{form, partners, run};

/// Everything that is shown to somebody who tries to pay `to`, with their own account as it was at the beginning: the check page of
/// little and of much, what refuses much, and the receipt of little.
async fn shown(world: &World, village: &Village, browser: &mut Browser, to: &str) -> Vec<String> {
    let own = village.accounts[1].0;
    run(world, format!("update accounts set balance = 0 where account_id = {own}")).await;
    let id = "01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f6f";
    let fields = |amount| [("id", id), ("to", to), ("amount", amount), ("description", "Soup")];
    let mut all = Vec::new();
    for (path, amount) in [("pay", "0.5"), ("pay", "25"), ("transfers", "25")] {
        let page = browser.post(&format!("/riverside/{path}"), &fields(amount)).await;
        let status = if amount == "25" { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        assert_eq!(page.status, status, "{path} {amount}: {}", page.text);
        all.push(page.text);
    }
    let paid = fresh_transfer_id().to_string();
    let mut pays = fields("0.5").to_vec();
    pays[0].1 = &paid;
    let check = browser.post("/riverside/pay", &pays).await;
    let seen = if check.text.contains("name=\"shown\"") { check.hidden("shown") } else { String::new() };
    pays.push(("shown", &seen));
    let booked = browser.post("/riverside/transfers", &pays).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text);
    let receipt = browser.get(booked.location()).await;
    assert_eq!(receipt.status, StatusCode::OK);
    // What names the payment differs from one to the next: its number, in the text and in the link to the committee, and its id.
    let (_, number) = receipt.text.split_once("No. ").unwrap();
    let number: String = number.chars().take_while(char::is_ascii_digit).collect();
    let named = ["No. ", "no.+"].map(|before| format!("{before}{number}"));
    let unnamed = named.iter().fold(receipt.text, |text, name| text.replace(name, "its number"));
    all.push(unnamed.replace(&paid, "the id"));
    all
}

#[tokio::test]
async fn with_hidden_balances_nothing_that_a_member_is_shown_changes_with_the_payees_balance() {
    for world in worlds().await {
        let (village, _) = partners(&world, (50_000, 3_000)).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        // RIVR0003 can be paid up to 30.00, HILL0007 up to 2:30 h, which is 25.00.
        run(&world, "update accounts set max_balance = 3000 where code = 'RIVR0003'".to_owned()).await;
        run(&world, "update accounts set max_balance = 150 where code = 'HILL0007'".to_owned()).await;
        for (to, balances) in [("RIVR0003", [700, 1_500, 2_900]), ("HILL0007", [10, 60, 140])] {
            // Whom one has paid before is offered: so each has been.
            let stands = |balance| run(&world, format!("update accounts set balance = {balance} where code = '{to}'"));
            stands(balances[0]).await;
            shown(&world, &village, &mut ben, to).await;
            let mut before: Option<Vec<String>> = None;
            for balance in balances {
                stands(balance).await;
                let now = shown(&world, &village, &mut ben, to).await;
                for (place, page) in now.iter().enumerate() {
                    let before = before.as_ref().map_or(page, |before| &before[place]);
                    assert_eq!(page, before, "{} {to} {balance}, page {place}", world.engine);
                }
                before = Some(now);
            }
        }
    }
}

#[tokio::test]
async fn a_room_has_a_figure_for_who_sees_balances_and_words_for_everybody_else() {
    for world in worlds().await {
        let (village, _) = partners(&world, (1_000, 420)).await;
        run(&world, "update accounts set max_balance = 500 where code = 'RIVR0003'".to_owned()).await;
        let fields = |amount: &'static str| {
            [
                ("id", "01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f6f"),
                ("to", "RIVR0003"),
                ("amount", amount),
                ("description", "Soup"),
            ]
        };
        let rooms = ["Room before our limit with", "Room before the limit of", "Tightest limit"];
        let figures = ["They can be paid 5.00\u{a0}leaves at most", "leaves room for 10.00\u{a0}leaves at most"];
        let words = ["They can be paid less than that before their limit", "leaves less room than that"];
        for open in [false, true] {
            if open {
                let rule = "insert into rules (exchange_id, rule, from_version, from_at, value)
                    select exchange_id, 'show_balances', 2, 0, 'yes' from exchanges where slug = 'riverside'";
                run(&world, rule.to_owned()).await;
            }
            for (name, before, sees) in
                [("ben", "/riverside", open), ("ada", "/riverside", true), ("ada", "/riverside/as/RIVR0002", true)]
            {
                let mut browser = Browser::signed_in(&world, &format!("{name}@riverside.example")).await;
                let id = fresh_transfer_id().to_string();
                let here = browser.post(&format!("{before}/pay"), &fields("5.01")).await;
                let abroad = browser.post(&format!("{before}/pay"), &form(&id, "10.02", "", "")).await;
                for (page, place) in [(&here, 0), (&abroad, 1)] {
                    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {before}");
                    assert_eq!(page.text.contains(figures[place]), sees, "{name} {before} {open}: {}", page.text);
                    assert_eq!(page.text.contains(words[place]), !sees, "{name} {before} {open}: {}", page.text);
                }
                let check = browser.post(&format!("{before}/pay"), &form(&id, "5", "", "")).await;
                for room in rooms {
                    assert_eq!(check.text.contains(room), sees, "{name} {before} {open} {room}: {}", check.text);
                }
                assert!(check.text.contains("Room before your own limit") || check.text.contains("own limit"));
            }
        }
        assert_eq!(world.count(&village).await, 0);
    }
}

#[tokio::test]
async fn whoever_tries_amounts_or_codes_one_after_the_other_is_told_to_wait_and_the_committee_is_not() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let fields =
            |to| [("id", "01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f6f"), ("to", to), ("amount", "1"), ("description", "x")];
        let codes: Vec<String> = (1..=70).map(|nth| format!("HILL{nth:04}")).collect();
        for (nth, code) in (1..=70).zip(&codes) {
            let page = ben.post("/riverside/pay", &fields(code)).await;
            let status = if nth <= 60 { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::TOO_MANY_REQUESTS };
            assert_eq!(page.status, status, "{} {nth}", world.engine);
            assert_eq!(page.headers.contains_key(header::RETRY_AFTER), nth > 60);
            assert!(page.text.contains(&format!("value=\"{code}\"")), "what was typed is kept: {}", page.text);
            // Names that are nobody's are counted of everybody; what somebody can be paid the committee sees anyway.
            assert_eq!(ada.post("/riverside/pay", &fields("RIVR0002")).await.status, StatusCode::OK, "{nth}");
        }
        // What one pays without trying is not stopped, nor is anybody else.
        let (paid, _) = ben.pay("RIVR0003", "1").await;
        assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(cleo.post("/riverside/pay", &fields("RIVR0002")).await.status, StatusCode::OK);
    }
}
