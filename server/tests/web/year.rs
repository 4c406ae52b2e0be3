//! Home's year in one line: its figures are those of the books.

use app::statements::year::{MOST, YearEntry};
use app::time::Instant;
use axum::http::StatusCode;
use manyhands::statements::store;
use sqlx::AssertSqlSafe;

use crate::browser::{Browser, Page, riverside};
use crate::common::{NOON, worlds};
use crate::lists::texts;

const DAY: i64 = 86_400;

/// The line has a step for most of a year's weekly payments (some stand as high as the one before), and ends where the balance stands
/// between the limits of 100.00 and 120.00.
fn drawn(home: &Page, balance: i64) {
    let line = home.text.split("class=\"line\"").next().unwrap().rsplit("<path d=\"").next().unwrap();
    let heights: Vec<i64> =
        line.split('V').skip(1).map(|step| step.split(['H', '"']).next().unwrap().parse().unwrap()).collect();
    assert!(heights.len() > 30, "{line}");
    let (stands, last) = ((12_000 - balance) * 100 / 22_000, heights[heights.len() - 2]);
    assert!((stands - last).abs() <= 1, "{stands} in {line}");
    assert!(home.text.contains(&format!("cy=\"{last}%\"")), "{line}");
}

#[tokio::test]
async fn the_year_on_ones_home_says_what_the_statement_of_each_month_says() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let (mut given, mut taken) = (0, 0);
        for back in (0..60).rev() {
            let days = back * 7;
            let (payer, payee, amount) = if back % 3 == 0 { (0, 1, 411) } else { (1, 0, 100 + back) };
            let mut payment = village.new_payment(payer, payee, amount);
            payment.slip.at = NOON.plus_seconds(-days * DAY);
            world.post(vec![payment]).await.unwrap();
            // The year began on 24 November 2025.
            if days <= 365 {
                *(if payer == 0 { &mut taken } else { &mut given }) += amount;
            }
        }
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let home = ada.get("/riverside").await;
        let months = texts(&home, ".chart tbody th");
        let balances = texts(&home, ".chart tbody td");
        assert_eq!((months.len(), months[0].as_str(), months[12].as_str()), (13, "November 2025", "November 2026"));
        for (at, balance) in balances.iter().enumerate() {
            let month = format!("{}-{:02}", 2025 + (at + 10) / 12, (at + 10) % 12 + 1);
            let statement = ada.get(&format!("/riverside/statement?month={month}")).await;
            assert_eq!(statement.status, StatusCode::OK, "{month}");
            let closing = texts(&statement, "tfoot tr:last-child .amount").concat();
            assert_eq!(*balance, format!("{closing}\u{a0}leaves"), "{month}, {}", world.engine);
        }
        drawn(&home, world.balance(&village, 0).await);
        let sentence = &texts(&home, ".chart figcaption")[0];
        let text = |parts: i64| format!("{}.{:02}\u{a0}leaves", parts / 100, parts % 100);
        let said = format!(
            "you gave what is worth {} and received what is worth {}, with one neighbour.",
            text(given),
            text(taken)
        );
        assert!(sentence.ends_with(&said), "{sentence}, not {said}, {}", world.engine);
    }
}

#[tokio::test]
async fn however_much_an_account_has_the_line_reads_four_hundred_entries_and_ends_at_its_balance() {
    for world in worlds().await {
        let village = riverside(&world).await;
        for _ in 0..3 {
            let some = (0..170).flat_map(|_| [village.new_payment(0, 1, 3), village.new_payment(2, 0, 2)]).collect();
            world.post(some).await.unwrap();
        }
        let mut conn = world.db().read().await.unwrap();
        let sql = AssertSqlSafe(world.db().engine().text(store::YEAR));
        let query = sqlx::query_scalar(sql).bind(village.exchange).bind(village.accounts[0]);
        let strung: String = query.bind(Instant(0)).bind(MOST).bind(i64::MAX).fetch_one(&mut *conn).await.unwrap();
        let entries = YearEntry::strung(&strung);
        assert_eq!(entries.len(), 400, "{}", world.engine);
        for pair in entries.windows(2) {
            assert_eq!(pair[0].balance_after + pair[1].amount, pair[1].balance_after, "{}", world.engine);
        }
        drop(conn);
        assert_eq!(entries.last().unwrap().balance_after, world.balance(&village, 0).await);
    }
}

#[tokio::test]
async fn who_has_not_traded_is_welcomed_with_their_code_and_three_things_to_do_and_others_with_where_they_stand() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let fresh = ben.get("/riverside").await;
        assert!(
            fresh.text.contains("Welcome to riverside exchange") && fresh.text.contains("Your account is RIVR0002.")
        );
        assert_eq!(texts(&fresh, "main h2 + .rows a").len(), 3, "{}", fresh.text);
        assert!(!fresh.text.contains("<figure"), "no line of nothing");
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        ada.pay("ben", "8.5").await;
        let traded = ben.get("/riverside").await.text;
        assert!(traded.contains("You have given more than you took") && !traded.contains("Welcome to"), "{traded}");
        let owes = ada.get("/riverside").await.text;
        assert!(owes.contains("You have received 8.50\u{a0}leaves more than you gave. That is fine"), "{owes}");
    }
}
