//! Paying, and every line of the table of bad input that it can meet.

use axum::http::StatusCode;
use manyhands::clock::fresh_transfer_id;
use manyhands::ledger::verify::verify;

use crate::browser::{Browser, riverside};
use crate::common::worlds;

#[tokio::test]
async fn a_member_pays_in_two_screens_and_gets_a_receipt() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let form = ada.get("/riverside/pay?to=RIVR0002&amount=8&description=Jam").await;
        assert!(form.text.contains("You can spend 100.00\u{a0}leaves"), "{}", form.text);
        let id = form.text.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let fields = [("id", id.as_str()), ("to", "ben"), ("amount", "8,50"), ("description", "Two jars")];
        let check = ada.post("/riverside/pay", &fields).await;
        assert_eq!(check.status, StatusCode::OK);
        assert!(check.text.contains("Pay 8.50\u{a0}leaves to Ben"), "{}", check.text);
        assert_eq!(world.count(&village).await, 0);
        let paid = ada.post("/riverside/transfers", &fields).await;
        assert_eq!(
            (paid.status, paid.location()),
            (StatusCode::SEE_OTHER, format!("/riverside/transfers/{id}").as_str())
        );
        let receipt = ada.get(paid.location()).await;
        assert!(receipt.text.contains("You paid 8.50\u{a0}leaves to Ben."), "{}", receipt.text);
        assert!(ada.get("/riverside").await.text.contains("\u{2212}8.50\u{a0}leaves"));
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert!(ben.get(paid.location()).await.text.contains("Ada paid you 8.50\u{a0}leaves."));
        assert!(ben.get("/riverside/statement").await.text.contains("Two jars"));
        let csv = ben.get("/riverside/statement.csv?month=2026-11").await.text;
        assert!(csv.contains("2026-11-24,Ada,Two jars,8.50,8.50,"), "{csv}");
    }
}

#[tokio::test]
async fn the_same_form_again_leads_to_the_first_receipt_and_other_terms_are_a_conflict() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let id = fresh_transfer_id().to_string();
        let fields = [("id", id.as_str()), ("to", "RIVR0002"), ("amount", "100"), ("description", "Bread")];
        for _ in 0..3 {
            let page = ada.post("/riverside/transfers", &fields).await;
            assert_eq!(
                (page.status, page.location()),
                (StatusCode::SEE_OTHER, format!("/riverside/transfers/{id}").as_str())
            );
        }
        let back = ada.post("/riverside/pay", &fields).await;
        assert!(back.text.contains("It was booked once") && back.text.contains("Make another payment"));
        // The payee has left since: what was booked is booked, and the form still leads to its receipt.
        let gone = "update members set state = 'left' where name = 'Ben'";
        let left = world.db().write(gone, async |tx, gone| {
            sqlx::raw_sql(*gone).execute(tx.conn()).await?;
            Ok::<(), manyhands::db::DbError>(())
        });
        left.await.unwrap();
        assert_eq!(ada.post("/riverside/transfers", &fields).await.status, StatusCode::SEE_OTHER);
        let other = [("id", id.as_str()), ("to", "RIVR0002"), ("amount", "99"), ("description", "Bread")];
        let conflict = ada.post("/riverside/transfers", &other).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        assert!(conflict.text.contains("100.00"));
        let garbled = [("id", id.as_str()), ("to", "who"), ("amount", "x"), ("description", "")];
        assert_eq!(ada.post("/riverside/transfers", &garbled).await.status, StatusCode::CONFLICT);
        // Somebody who is no party to it learns that the number was used, and nothing else.
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let conflict = cleo.post("/riverside/transfers", &other).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        assert!(!conflict.text.contains("100.00") && !conflict.text.contains("Bread"));
        assert_eq!((world.count(&village).await, world.balance(&village, 0).await), (1, -10_000));
    }
}

#[tokio::test]
async fn bad_input_comes_back_as_typed_with_a_sentence_beside_the_field() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for (to, amount, says) in [
            ("ben", "", "Enter the amount"),
            ("ben", "0", "more than zero"),
            ("ben", "-1", "more than zero"),
            ("ben", "abc", "in digits"),
            ("ben", "1e9", "in digits"),
            ("ben", "NaN", "in digits"),
            ("ben", "٣", "in digits"),
            ("ben", "0.0001", "2 decimals at most"),
            ("ben", "1,000", "decimal mark or thousands"),
            ("ben", "1.000", "decimal mark or thousands"),
            ("ben", "10000000000000.01", "at most"),
            ("", "8", "Enter who you pay"),
            ("Nobody Here", "8", "nobody called"),
            ("<script>alert(1)</script>", "8", "nobody called"),
            ("sam low", "8", "Several members have that name"),
            ("ada", "8", "your own account"),
            ("ben", "100.01", "at most before your own limit"),
        ] {
            for path in ["/riverside/pay", "/riverside/transfers"] {
                let id = fresh_transfer_id().to_string();
                let fields = [("id", id.as_str()), ("to", to), ("amount", amount), ("description", "Jam")];
                let page = ada.post(path, &fields).await;
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {to} {amount}");
                assert!(page.text.contains(says), "{path} {to} {amount}: {}", page.text);
                assert!(page.text.contains("There is a problem") && page.text.contains("value=\"Jam\""));
                assert!(amount.is_empty() || page.text.contains(&format!("value=\"{amount}\"")), "{amount}");
                assert!(!page.text.contains("<script"));
            }
        }
        let page = ada
            .post("/riverside/transfers", &[("id", "7"), ("to", "ben"), ("amount", "8"), ("description", "Jam")])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(ada.post("/riverside/transfers", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(world.count(&village).await, 0);
    }
}

#[tokio::test]
async fn a_field_twice_is_400_and_a_body_over_the_limit_413() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let id = fresh_transfer_id();
        let twice = format!("id={id}&to=ben&amount=1&amount=100&description=x");
        assert_eq!(ada.post_body("/riverside/transfers", twice).await.status, StatusCode::BAD_REQUEST);
        let large = format!("id={id}&to=ben&amount=1&description={}", "x".repeat(10_000_000));
        assert_eq!(ada.post_body("/riverside/transfers", large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(world.count(&village).await, 0);
    }
}

#[tokio::test]
async fn the_payee_is_told_by_a_mail_of_the_same_transaction() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        ada.pay("ben", "8").await;
        ada.pay("ben", "1000").await;
        world.make_mails().await;
        let mut conn = world.db().read().await.unwrap();
        let mails: Vec<String> =
            sqlx::query_scalar("select recipient || ': ' || subject from outbox").fetch_all(&mut *conn).await.unwrap();
        assert_eq!(mails, ["ben@riverside.example: Ada paid you 8.00 leaves"]);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn hours_written_with_a_mark_are_asked_about_and_either_reading_is_a_button_that_fills_the_field() {
    for world in worlds().await {
        riverside(&world).await;
        let hours = "update exchanges set unit_decimals = 0, unit_is_time = 1 where slug = 'riverside'";
        let told = world.db().write(hours, async |tx, hours| {
            sqlx::raw_sql(*hours).execute(tx.conn()).await?;
            Ok::<(), manyhands::db::DbError>(())
        });
        told.await.unwrap();
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for (typed, minutes, hours) in
            [("1.30", "1:30", "1:18"), ("2,10", "2:10", "2:06"), ("0.45", "0:45", "0:27"), ("1.20", "1:20", "1:12")]
        {
            let id = fresh_transfer_id().to_string();
            let fields = [("id", id.as_str()), ("to", "ben"), ("amount", typed), ("description", "Two jars")];
            for path in ["/riverside/pay", "/riverside/transfers"] {
                let asked = ada.post(path, &fields).await;
                assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed} {}", world.engine);
                for reading in [minutes, hours] {
                    let button = format!("name=\"reading\" value=\"{reading}\"");
                    assert!(asked.text.contains(&button), "{typed}: {button} in {}", asked.text);
                    let filled = ada.post("/riverside/pay", &[&fields[..], &[("reading", reading)]].concat()).await;
                    assert_eq!(filled.status, StatusCode::OK, "{typed} {reading}");
                    is_filled(&filled, [("to", "ben"), ("amount", reading), ("description", "Two jars")]);
                }
            }
        }
        for (typed, shown) in [("1.5", "1:30"), ("0.75", "0:45"), ("1:30", "1:30"), ("90 min", "1:30")] {
            let id = fresh_transfer_id().to_string();
            let fields = [("id", id.as_str()), ("to", "ben"), ("amount", typed), ("description", "Two jars")];
            let check = ada.post("/riverside/pay", &fields).await;
            assert_eq!(check.status, StatusCode::OK, "{typed}");
            assert!(check.text.contains(&format!("Pay {shown}")), "{typed}: {}", check.text);
        }
    }
}

/// The payment form holds these values, ready to be changed, and whatever it holds stands in no address of the page.
fn is_filled(page: &crate::browser::Page, fields: [(&str, &str); 3]) {
    assert!(page.text.contains("<h1>Pay somebody</h1>"), "{}", page.text);
    for (name, value) in fields {
        let field = page.text.split("<input").find(|input| input.contains(&format!("name=\"{name}\"")));
        let field = field.unwrap_or_else(|| panic!("{name} in {}", page.text));
        assert!(field.contains(&format!("value=\"{value}\"")), "{name}: {field}");
    }
    no_typed_word_in_an_address(page);
}

fn no_typed_word_in_an_address(page: &crate::browser::Page) {
    for mark in ["href=\"", "action=\"", "src=\""] {
        for address in page.text.split(mark).skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(!address.contains("amount=") && !address.contains("description="), "{address}");
        }
    }
}

#[tokio::test]
async fn what_was_typed_comes_back_from_a_check_page_by_a_button_and_stands_in_no_address() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let id = fresh_transfer_id().to_string();
        let typed = [("id", id.as_str()), ("to", "ben"), ("amount", "2"), ("description", "Two jars")];
        let check = ada.post("/riverside/pay", &typed).await;
        assert_eq!(check.status, StatusCode::OK);
        no_typed_word_in_an_address(&check);
        for field in ["to", "amount", "description"] {
            let button = format!("formaction=\"/riverside/pay#{field}\" name=\"change\" value=\"{field}\"");
            assert!(check.text.contains(&button), "{button} in {}", check.text);
            let hidden = ["id", "to", "amount", "description", "side", "shown"].map(|name| (name, check.hidden(name)));
            let mut sent: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).collect();
            sent.push(("change", field));
            let form = ada.post("/riverside/pay", &sent).await;
            assert_eq!(form.status, StatusCode::OK, "{field}");
            is_filled(&form, [("to", "RIVR0002"), ("amount", "2.00"), ("description", "Two jars")]);
            assert_eq!(form.hidden("id"), id, "the same payment");
        }
        assert_eq!(ada.get("/riverside").await.text.matches("Two jars").count(), 0, "nothing is paid");
    }
}

#[tokio::test]
async fn a_payment_is_spoken_of_by_its_number_on_receipt_and_statement_and_its_parties_find_it_by_that() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let number = |page: &crate::browser::Page| {
            let after = page.text.split_once("No. ").expect("its number").1;
            after.split('<').next().unwrap().to_owned()
        };
        let mut seen = Vec::new();
        for _ in 0..2 {
            let (_, id) = ben.pay("ada", "1").await;
            let receipt = ben.get(&format!("/riverside/transfers/{id}")).await;
            assert!(receipt.text.contains(&id), "the reference stays");
            let number = number(&receipt);
            assert!(ben.get("/riverside/statement").await.text.contains(&format!("No. {number}<")));
            for (one, status) in
                [(&mut ada, StatusCode::OK), (&mut ben, StatusCode::OK), (&mut cleo, StatusCode::NOT_FOUND)]
            {
                let page = one.get(&format!("/riverside/transfers/{number}")).await;
                assert_eq!(
                    (page.status, page.text.contains(&id)),
                    (status, status == StatusCode::OK),
                    "{}",
                    world.engine
                );
            }
            seen.push(number);
        }
        assert_ne!(seen[0], seen[1]);
        let unknown = cleo.get("/nowhere/members/NOWH0001").await.text;
        for none in ["0", "-1", "99999999", "999999999999999999999", "+1", " 1", "1.0"] {
            let path = format!("/riverside/transfers/{}", none.replace(' ', "%20"));
            assert_eq!(cleo.get(&path).await.text, unknown, "{none}");
        }
    }
}
