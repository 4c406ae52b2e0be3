//! The committee's page of all accounts.

use axum::http::{StatusCode, header};

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{World, worlds};

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
        assert!(page.text.contains("24 November 2026") && page.text.contains("none yet"));
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
