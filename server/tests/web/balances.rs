//! The committee's page of all accounts.

use app::ledger::{RANGE, Unit};
use app::ui::number_text;
use app::words::Language;
use axum::http::{StatusCode, header};
use scraper::{ElementRef, Html, Selector};

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{World, worlds};
use crate::lists::texts;

/// The count that the work list shows beside a line; none if the line is not there.
fn waiting(page: &Page, what: &str) -> Option<usize> {
    let line = page
        .text
        .split("<li>")
        .filter_map(|line| line.split("</li>").next())
        .find(|line| line.contains("class=\"count\"") && line.contains(what))?;
    line.split("class=\"count\">").nth(1)?.split('<').next()?.parse().ok()
}

async fn run(world: &World, sql: &'static str) {
    let ran = world.db().write(sql, async |tx, sql| {
        sqlx::raw_sql(*sql).execute(tx.conn()).await?;
        Ok::<(), manyhands::db::DbError>(())
    });
    ran.await.unwrap();
}

#[tokio::test]
async fn the_committee_sees_what_waits_and_every_account_with_state_and_last_trade() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        ben.pay("cleo", "95").await;
        let page = ada.get("/riverside/balances").await;
        assert_eq!(waiting(&page, "close to a limit"), Some(1), "{}", page.text);
        assert_eq!(waiting(&page, "beyond a limit"), None);
        assert_eq!(waiting(&page, "have not traded yet"), Some(3));
        assert!(page.text.contains("24 November 2026") && page.text.contains("no trade yet"));
        run(&world, "update accounts set min_balance = -5000, warn_min = -4500 where code = 'RIVR0002'").await;
        run(&world, "update members set state = 'suspended' where name = 'Cleo'").await;
        let page = ada.get("/riverside/balances").await;
        assert_eq!(waiting(&page, "beyond a limit"), Some(1));
        assert_eq!(waiting(&page, "close to a limit"), None);
        assert!(page.text.contains("suspended"));
        for path in page.text.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            if path.starts_with("/riverside/members/") {
                assert_eq!(ada.get(path).await.status, StatusCode::OK, "{path}");
            }
        }
        let beyond = ada.get("/riverside/balances?show=beyond").await;
        assert!(beyond.text.contains("RIVR0002") && !beyond.text.contains("RIVR0003"), "{}", beyond.text);
        assert!(ada.get("/riverside/balances?show=%3Cscript%3E").await.text.contains("RIVR0003"));
    }
}

#[tokio::test]
async fn a_proposal_of_a_partner_waits_for_who_may_answer_it() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let form = [("partner", "riverside"), ("rate", "10"), ("down", "50"), ("up", "50"), ("note", "")];
        let proposed = omar.post("/hilltop/partners/propose", &form).await;
        assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.text);
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let proposals = "Proposals of partner exchanges";
        assert_eq!(waiting(&ada.get("/riverside/balances").await, proposals), Some(1));
        assert_eq!(waiting(&omar.get("/hilltop/balances").await, proposals), None, "their own waits for others");
        run(&world, "update roles set role = 'membership'").await;
        let page = ada.get("/riverside/balances").await;
        assert_eq!(waiting(&page, proposals), None, "it is not theirs to answer");
        assert!(!page.text.contains("/RIVR0002/limits"), "nor are the limits");
    }
}

#[tokio::test]
async fn the_balances_are_taken_along_for_a_spreadsheet_that_runs_none_of_them() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        ada.pay("ben", "8.5").await;
        run(&world, "update members set name = '=1+1' where name = 'Cleo'").await;
        run(&world, "update accounts set max_balance = 1000000000000000 where code = 'RIVR0004'").await;
        let page = ada.get("/riverside/balances.csv").await;
        assert_eq!(page.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
        assert!(page.text.starts_with('\u{feff}'), "or spreadsheets take it for another encoding");
        let lines: Vec<&str> = page.text.lines().collect();
        assert_eq!(lines[1], "RIVR0001,Ada,active,-8.50,-100.00,120.00,2026-11-24");
        assert_eq!(lines[3], "RIVR0003,'=1+1,active,0.00,-100.00,120.00,");
        assert_eq!(lines[4], "RIVR0004,Sam Low,active,0.00,-100.00,,", "no limit is an empty cell");
        assert!(lines[6].contains("the exchange’s own"), "{lines:?}");
        // A spreadsheet in Spanish takes a point for no decimal mark, and parts cells at semicolons.
        run(&world, "update persons set language = 'es'").await;
        let page = ada.get("/riverside/balances.csv").await;
        let lines: Vec<&str> = page.text.lines().collect();
        assert!(lines[0].starts_with("\u{feff}Cuenta;"), "{lines:?}");
        assert_eq!(lines[1], "RIVR0001;Ada;activo;-8,50;-100,00;120,00;2026-11-24");
        assert_eq!(lines[3], "RIVR0003;'=1+1;activo;0,00;-100,00;120,00;");
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        assert_eq!(ben.get("/riverside/balances.csv").await.status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn an_officers_home_says_what_waits_and_a_members_does_not() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        ben.pay("cleo", "95").await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let home = ada.get("/riverside").await.text;
        assert!(home.contains("What waits for the committee"), "{home}");
        assert!(home.contains("/riverside/balances?show=close\">Accounts close to a limit"), "{home}");
        assert!(!ben.get("/riverside").await.text.contains("What waits"));
    }
}

/// What a row says: code, balance, what is heard of the bar, where the handle and the zero stand on it.
fn row(row: ElementRef<'_>) -> [String; 5] {
    let one = |css: &str| row.select(&Selector::parse(css).unwrap()).next().unwrap();
    let text = |css: &str| one(css).text().collect::<String>();
    let said = |css: &str, name: &str| one(css).attr(name).unwrap().to_owned();
    [
        text(".code"),
        text("td.num .amount"),
        said("svg", "aria-label"),
        said("circle.handle", "cx"),
        said("line.zero", "x1"),
    ]
}

#[tokio::test]
async fn every_balance_and_its_bar_are_those_of_the_ledger() {
    for world in worlds().await {
        riverside(&world).await;
        for (who, to, amount) in [("ben", "cleo", "100"), ("sam.low", "RIVR0005", "50")] {
            let mut payer = Browser::signed_in(&world, &format!("{who}@riverside.example")).await;
            assert_eq!(payer.pay(to, amount).await.0.status, StatusCode::SEE_OTHER, "{who}");
        }
        run(&world, "update accounts set max_balance = 10000, warn_max = 9000 where code = 'RIVR0003'").await;
        run(&world, "update accounts set min_balance = -2500, warn_min = -2000 where code = 'RIVR0004'").await;
        let open = "update accounts set min_balance = -1000000000000000, warn_min = -1000000000000000,
            max_balance = 1000000000000000, warn_max = 1000000000000000 where code = 'RIVR0005'";
        run(&world, open).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let page = Html::parse_document(&ada.get("/riverside/balances").await.text);
        let rows: Vec<[String; 5]> = page.select(&Selector::parse(".accounts tbody tr").unwrap()).map(row).collect();
        // At zero, at the lower limit, at the upper, beyond one, without any, and the exchange's own.
        let stands = [
            ("RIVR0001", 0, (-10_000, 12_000), ("45.45%", "45.45%")),
            ("RIVR0002", -10_000, (-10_000, 12_000), ("0.00%", "45.45%")),
            ("RIVR0003", 10_000, (-10_000, 10_000), ("100.00%", "50.00%")),
            ("RIVR0004", -5_000, (-2_500, 12_000), ("0.00%", "29.41%")),
            ("RIVR0005", 5_000, (-RANGE, RANGE), ("75.00%", "50.00%")),
            ("RIVRCOMMON", 0, (-100_000, 120_000), ("45.45%", "45.45%")),
        ];
        let ledger = "select a.code, cast(coalesce(sum(e.amount), 0) as bigint) as stands from accounts a
            left join entries e on e.exchange_id = a.exchange_id and e.account_id = a.account_id
            group by a.code order by a.code";
        let mut conn = world.db().read().await.unwrap();
        let booked: Vec<(String, i64)> = sqlx::query_as(ledger).fetch_all(&mut *conn).await.unwrap();
        drop(conn);
        assert_eq!(booked, stands.map(|(code, balance, ..)| (code.to_owned(), balance)), "{}", world.engine);
        let leaves =
            Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "lf".into(), decimals: 2, is_time: false };
        let text = |parts| number_text(&leaves, Language::English, parts);
        for ((code, balance, (min, max), (handle, zero)), row) in stands.into_iter().zip(&rows) {
            let plus = if balance > 0 { "+" } else { "" };
            let heard = if max == RANGE {
                format!("{}; without limits", text(balance))
            } else {
                format!("{}; from {} to {} is allowed", text(balance), text(min), text(max))
            };
            let expected = [code, &format!("{plus}{}", text(balance)), &heard, handle, zero];
            assert_eq!(row, &expected, "{}", world.engine);
        }
        assert_eq!(rows.len(), 6);
        let marks = texts(&ada.get("/riverside/balances").await, ".accounts tbody .tag");
        assert_eq!(marks, ["Close to the limit", "Close to the limit", "Beyond the limit"], "{}", world.engine);
    }
}

#[tokio::test]
async fn a_member_is_known_by_their_face_and_the_exchange_by_its_tile() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let page = ada.get("/riverside/balances").await;
        assert_eq!(texts(&page, ".accounts .face:not(.tile)"), ["A", "B", "C", "SL", "SL"], "{}", world.engine);
        assert_eq!(texts(&page, ".accounts .face.tile"), ["CA"], "{}", world.engine);
    }
}
