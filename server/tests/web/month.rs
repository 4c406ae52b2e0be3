//! Home of the committee: how the exchange does, in figures that are those of the books, and what a young one has still to do.

use app::home::month::MonthTrades;
use app::home::trade_chart::MonthSum;
use app::ledger::Kind;
use axum::http::StatusCode;
use jiff::tz::TimeZone;
use manyhands::home::month::store;

use crate::browser::{Browser, riverside};
use crate::common::{NOON, worlds};
use crate::intertrading::{partners, pay};
use crate::lists::texts;

const DAY: i64 = 86_400;

/// The sentences of the last days.
async fn said(browser: &mut Browser) -> Vec<String> {
    texts(&browser.get("/riverside").await, "main .said li")
}

#[tokio::test]
async fn the_committee_reads_the_last_thirty_days_in_four_sentences_whose_figures_are_those_of_the_books() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let at = |days: i64, payer, payee, amount| {
            let mut payment = village.new_payment(payer, payee, amount);
            payment.slip.at = NOON.plus_seconds(-days * DAY);
            payment.slip.traded_on = payment.slip.at.day(&TimeZone::UTC);
            payment
        };
        // Sixty-one days ago: told of nowhere. Then two, then three.
        let some = [(61, 1, 0, 900), (59, 0, 1, 100), (31, 1, 0, 100), (29, 0, 1, 250), (2, 1, 0, 125), (1, 0, 1, 75)];
        for (days, payer, payee, amount) in some {
            world.post(vec![at(days, payer, payee, amount)]).await.unwrap();
        }
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let four = [
            "3 trades were booked, worth 4.50\u{a0}leaves together. In the same time before, it was 2.",
            "2 of 5 members took part.",
            "Sám  low, Sam Low, Cleo and 2 more joined.",
            "Nobody traded with another exchange.",
        ];
        assert_eq!(said(&mut ada).await, four, "{}", world.engine);
        // The bars below them: 24 September, 26 September and 24 October, 26 October, 22 and 23 November.
        let page = ada.get("/riverside").await;
        let numbers = texts(&page, "main .said + .chart tbody td").concat();
        assert_eq!(
            numbers,
            "210.00\u{a0}leaves 23.50\u{a0}leaves 22.00\u{a0}leaves ".replace(' ', ""),
            "{}",
            world.engine
        );
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert!(said(&mut ben).await.is_empty(), "what is the committee's is nobody else's");
    }
}

#[tokio::test]
async fn a_trade_that_was_undone_counts_as_none_and_one_with_a_partner_says_what_was_bought() {
    for world in worlds().await {
        partners(&world, (50_000, 3_000)).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert!(said(&mut ada).await.is_empty(), "nothing is told of an exchange in which nobody traded");
        let (paid, _) = ben.pay("cleo", "8").await;
        let undo = format!("{}/reverse", paid.location());
        let id = ada.get(&undo).await.hidden("id");
        ada.post(&undo, &[("id", &id), ("reason", "typed twice")]).await;
        ben.pay("cleo", "3").await;
        assert_eq!(
            said(&mut ada).await[0],
            "One trade was booked, worth 3.00\u{a0}leaves. In the same time before, it was 0."
        );
        let (across, _) = pay(&mut ben, "10", "").await;
        assert_eq!(across.status, StatusCode::SEE_OTHER, "{}", across.text);
        let four = said(&mut ada).await;
        assert_eq!(
            four[0],
            "2 trades were booked, worth 13.00\u{a0}leaves together. In the same time before, it was 0."
        );
        let partner = ada.get("/riverside/partners/hilltop").await;
        let ends = texts(&partner, ".chart tbody td");
        assert_eq!(ends.last().map(String::as_str), Some("10.00\u{a0}leaves"), "{ends:?}");
        let sentence = texts(&partner, ".chart figcaption").concat();
        assert!(
            sentence.contains("bought from hilltop exchange for 10.00\u{a0}leaves and sold there for 0.00"),
            "{sentence}"
        );
        assert_eq!(
            four[3],
            "From other exchanges your members bought for 10.00\u{a0}leaves, and they sold there for 0.00\u{a0}leaves.",
            "{}",
            world.engine
        );
    }
}

#[tokio::test]
async fn what_a_young_exchange_has_to_do_is_ticked_off_by_facts_and_gone_after_ten_trades() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let page = ada.get("/riverside").await;
        let checks = texts(&page, "main .checks li");
        assert_eq!((checks.len(), texts(&page, "main .checks .done").len()), (5, 1), "{checks:?}");
        assert_eq!(checks[1], "Add your first 5 members (done)");
        ada.pay("ben", "1").await;
        let page = ada.get("/riverside").await;
        assert_eq!(texts(&page, "main .checks .done")[1..], ["Make the first trade, however small (done)"]);
        assert!(page.text.contains("1 of 10"), "{}", page.text);
        world.post((0..8).map(|_| village.new_payment(1, 0, 10)).collect()).await.unwrap();
        assert_eq!(texts(&ada.get("/riverside").await, "main .checks li").len(), 5);
        world.post(vec![village.new_payment(1, 0, 10)]).await.unwrap();
        let page = ada.get("/riverside").await;
        assert!(texts(&page, "main .checks li").is_empty(), "{}", page.text);
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert!(texts(&ben.get("/riverside").await, "main .checks li").is_empty());
    }
}

#[tokio::test]
async fn of_more_than_is_looked_through_no_figure_is_said_to_be_whole() {
    for world in worlds().await {
        let village = riverside(&world).await;
        for (days, amount) in [(65, 1), (45, 2), (31, 4), (29, 8), (2, 16)] {
            let mut payment = village.new_payment(0, 1, amount);
            payment.slip.at = NOON.plus_seconds(-days * DAY);
            payment.slip.traded_on = payment.slip.at.day(&TimeZone::UTC);
            world.post(vec![payment]).await.unwrap();
        }
        let mut conn = world.db().read().await.unwrap();
        let days = |days: i64| NOON.plus_seconds(-days * DAY);
        for (most, trades, before, cut, before_cut, months) in [
            (9_000, 2, 2, false, false, vec!["2026-09", "2026-10", "2026-11"]),
            (5, 2, 2, false, false, vec!["2026-10", "2026-11"]),
            (4, 2, 2, false, true, vec!["2026-11"]),
            (2, 2, 0, true, true, vec!["2026-11"]),
            (1, 1, 0, true, true, vec![]),
        ] {
            let query = sqlx::query_as(store::TRADES).bind(village.exchange).bind(days(30)).bind(days(60)).bind(most);
            let query = query.bind(Kind::Payment).bind(Kind::Intertrade);
            let told: MonthTrades = query.fetch_one(&mut *conn).await.unwrap();
            let found = (told.trades, told.before, told.cut, told.before_cut);
            assert_eq!(found, (trades, before, cut, before_cut), "{most}, {}", world.engine);
            let query = sqlx::query_as(store::BY_MONTH).bind(village.exchange).bind(most).bind("2026-01-01");
            let query = query.bind(Kind::Payment).bind(Kind::Intertrade).bind(Kind::Imported);
            let sums: Vec<MonthSum> = query.fetch_all(&mut *conn).await.unwrap();
            let found: Vec<&str> = sums.iter().map(|sum| sum.month.as_str()).collect();
            assert_eq!(found, months, "{most}, {}", world.engine);
        }
    }
}
