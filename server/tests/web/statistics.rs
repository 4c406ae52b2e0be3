//! The compass: its figures are those of the books, computed by hand here, and only who sees balances sees it.

use axum::http::StatusCode;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use manyhands::clock::fresh_transfer_id;
use manyhands::ledger::NewTransfer;

use crate::browser::{Browser, riverside};
use crate::common::{Village, World, worlds};
use crate::intertrading::{partners, pay};
use crate::lists::texts;

/// One member pays another, on one day, entered on another.
fn payment(village: &Village, (payer, payee, amount): (usize, usize, i64), days: (Date, Date)) -> NewTransfer {
    let mut one = village.payment(fresh_transfer_id(), payer, payee, amount);
    one.slip.traded_on = days.0;
    one.slip.at = app::time::start_of(days.1, &TimeZone::UTC).plus_seconds(12 * 3600);
    one
}

/// September: Ben pays Ada 60, Sam pays her 30. October: Cleo pays Ben 12, which is undone in November; Ada pays Cleo 5, which is entered in
/// November. November: Ada pays Ben 30 and the exchange 7, Ben buys at Hilltop for 20. Ada stands at 48, Ben at -50, Cleo at 5, Sam at -30,
/// Sám at 0.
async fn small(world: &World) -> Browser {
    let (village, _) = partners(world, (50_000, 3_000)).await;
    let day = |month, day| date(2026, month, day);
    for (movement, traded, entered) in [
        ((1, 0, 6_000), day(9, 10), day(9, 10)),
        ((3, 0, 3_000), day(9, 30), day(9, 30)),
        ((2, 1, 1_200), day(10, 5), day(10, 5)),
        ((0, 2, 500), day(10, 31), day(11, 3)),
        ((0, 1, 3_000), day(11, 4), day(11, 4)),
    ] {
        world.post(vec![payment(&village, movement, (traded, entered))]).await.unwrap();
    }
    let mut ada = Browser::signed_in(world, "ada@riverside.example").await;
    let mut ben = Browser::signed_in(world, "ben@riverside.example").await;
    let mut cleo = Browser::signed_in(world, "cleo@riverside.example").await;
    let statement = cleo.get("/riverside/statement").await;
    let id = statement.text.split("/riverside/transfers/").nth(1).unwrap()[..36].to_owned();
    let undo = format!("/riverside/transfers/{id}/reverse");
    let form = ada.get(&undo).await.hidden("id");
    assert_eq!(ada.post(&undo, &[("id", &form), ("reason", "typed twice")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ada.pay("RIVRCOMMON", "7").await.0.status, StatusCode::SEE_OTHER);
    assert_eq!(pay(&mut ben, "20", "").await.0.status, StatusCode::SEE_OTHER);
    ada
}

#[tokio::test]
async fn the_committee_reads_figures_that_are_those_of_the_books() {
    for world in worlds().await {
        let mut ada = small(&world).await;
        let page = ada.get("/riverside/statistics").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let said: Vec<String> = texts(&page, "main figcaption, main h2 + p:not(.muted)");
        // Credit is 48 and 5; 145 were traded in the 76 days since 10 September: 27.8 days. Ada paid 35 of
        // her 48, Cleo nothing that stands of her 5: 18 of 53 are 34 %.
        let expected = [
            "5 trades, worth 145.00\u{a0}leaves together; the most in September 2026. The last month is not over. Of that, members bought from other exchanges for 20.00\u{a0}leaves and sold there for 0.00\u{a0}leaves.",
            "4 of 5 members traded in this time. One did not. Of these, one joined in this time.",
            "Members above zero have 53.00\u{a0}leaves to their credit. As much is traded in 28 days.",
            "Below zero are 2 members, above it 2, at zero 1. Half of all credit is with one member.",
            "2 members have more credit than they spent in this time, by 18.00\u{a0}leaves together: 34 % of all credit.",
            "Today all members together stand at \u{2212}27.00\u{a0}leaves. Where the rest is",
        ];
        assert_eq!(said, expected, "{}", world.engine);
        let file = ada.get("/riverside/statistics.csv").await;
        let rows: Vec<&str> = file.text.lines().collect();
        let expected = [
            "\u{feff}Month,Trades,Worth,Bought from other exchanges,Sold to other exchanges,Members who traded,Credit",
            "2026-09,2,90.00,0.00,0.00,3,90.00",
            "2026-10,1,5.00,0.00,0.00,2,85.00",
            "2026-11,2,50.00,20.00,0.00,2,53.00",
        ];
        assert_eq!(rows, expected, "{}", world.engine);
        assert_eq!(world.number("select cast(sum(balance) as bigint) from accounts where kind = 0 and balance > 0 and code like 'RIVR%'").await, 5_300);
        // Home counts the same months in the same way.
        let home = texts(&ada.get("/riverside").await, "main .said + .chart tbody td").concat();
        assert_eq!(home, "290.00\u{a0}leaves15.00\u{a0}leaves250.00\u{a0}leaves", "{}", world.engine);
    }
}

#[tokio::test]
async fn months_that_are_over_stand_as_they_stood_at_their_end() {
    for world in worlds().await {
        let mut ada = small(&world).await;
        let page = ada.get("/riverside/statistics?months=3&to=2026-10").await;
        let said: Vec<String> = texts(&page, "main figcaption");
        // Ada had 85, Ben -48 and Cleo -7, since what was undone in November still stood; who joined in November was not there.
        assert!(
            said[0].starts_with("3 trades, worth 95.00\u{a0}leaves together; the most in September 2026."),
            "{said:?}"
        );
        assert!(!said[0].contains("not over"), "{said:?}");
        assert!(said[2].starts_with("Members above zero have 0.00"), "they all joined on 24 November: {said:?}");
        world.sql("update members set joined_at = 0".into()).await;
        let page = ada.get("/riverside/statistics?months=3&to=2026-10").await;
        let said: Vec<String> = texts(&page, "main figcaption");
        assert_eq!(said[1], "4 of 5 members traded in this time. One did not.", "{}", world.engine);
        // 95 in the 52 days from 10 September to 31 October.
        assert_eq!(said[2], "Members above zero have 85.00\u{a0}leaves to their credit. As much is traded in 47 days.");
        assert!(said[3].starts_with("Below zero are 3 members, above it 1, at zero 1."), "{said:?}");
        let file = ada.get("/riverside/statistics.csv?months=3&to=2026-10").await;
        assert_eq!(file.text.lines().nth(2), Some("2026-10,1,5.00,0.00,0.00,2,85.00"), "{}", world.engine);
        assert_eq!(file.text.lines().count(), 3);
        for odd in ["?months=9&to=2027-01", "?months=%00&to=%F0%9F%8D%9E", "?to=2026-08", "?to=0000-00&months=-1"] {
            let page = ada.get(&format!("/riverside/statistics{odd}")).await;
            assert_eq!(page.status, StatusCode::OK, "{odd}");
            assert!(page.text.contains("5 trades"), "{odd}: the last twelve months");
        }
    }
}

#[tokio::test]
async fn who_may_not_see_balances_reads_no_figures_of_them_until_the_exchange_opens_its_books() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let empty = ada.get("/riverside/statistics").await;
        assert!(empty.text.contains("Nothing has been booked yet."), "{}", empty.text);
        world.post(vec![village.new_payment(0, 1, 500)]).await.unwrap();
        for path in ["/riverside/statistics", "/riverside/statistics.csv"] {
            assert_eq!(ben.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(ada.get(path).await.status, StatusCode::OK, "{path}");
        }
        assert!(!ben.get("/riverside/members").await.text.contains("/riverside/statistics"));
        let open = "insert into rules (exchange_id, rule, from_version, from_at, value)
            select exchange_id, 'show_balances', 2, 0, 'yes' from exchanges where slug = 'riverside'";
        world.sql(open.to_owned()).await;
        assert!(ben.get("/riverside/members").await.text.contains("/riverside/statistics"), "{}", world.engine);
        let page = ben.get("/riverside/statistics").await;
        assert!(page.text.contains("One trade, worth 5.00"), "{}", page.text);
        assert!(!page.text.contains("/riverside/balances"), "what is the committee's is not led to");
    }
}
