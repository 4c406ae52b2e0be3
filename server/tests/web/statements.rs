//! The statement: what is on it, whose it is, and that its pages are one book.

use app::time::Instant;
use axum::http::StatusCode;
use manyhands::clock::fresh_transfer_id;
use manyhands::db::Engine;
use manyhands::ledger::NewTransfer;
use manyhands::statements::store;
use sqlx::{AssertSqlSafe, Row as _, SqlSafeStr};

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{Village, World, worlds};
use crate::lists::texts;

/// 1 November 2026, 0:00 in Madrid.
const NOVEMBER: Instant = Instant(1_793_487_600_000_000);
/// 1 December 2026, 0:00 in Madrid.
const DECEMBER: Instant = Instant(1_796_079_600_000_000);

/// Where a page stands between the pages of its month.
#[derive(Debug)]
struct Part {
    opening: String,
    closing: String,
    ids: Vec<String>,
    before: Option<String>,
    after: Option<String>,
}

fn part(page: &Page) -> Part {
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let body = page.text.split_once("</thead>").map_or("", |(_, rest)| rest.split_once("<tfoot>").unwrap().0);
    let links = body.split("/riverside/transfers/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    let edge = |edge: &str| {
        let mark = format!("&amp;{edge}=");
        let (before, rest) = page.text.split_once("</main>").unwrap().0.split_once(&mark)?;
        let path = before.rsplit_once("href=\"").unwrap().1;
        let path = format!("{path}&{edge}={}", rest.split('"').next().unwrap());
        assert!(path.starts_with("/riverside/statement?") && path.len() < 100, "{path}");
        Some(path)
    };
    Part {
        opening: texts(page, "tbody:first-of-type .after .amount").concat(),
        closing: texts(page, "tfoot tr:last-child .after .amount").concat(),
        ids: links.collect(),
        before: edge("before"),
        after: edge("after"),
    }
}

/// A thousand payments between Ada and Ben in November, with neighbours in October and December to the microsecond.
async fn a_thousand(world: &World, village: &Village) -> Vec<NewTransfer> {
    let step = (DECEMBER.0 - NOVEMBER.0) / 1000;
    let mut moments = vec![Instant(NOVEMBER.0 - 5_000_000), Instant(NOVEMBER.0 - 1)];
    moments.extend((0..1000).map(|i| Instant(NOVEMBER.0 + i * step)));
    moments.extend([DECEMBER, DECEMBER]);
    let mut transfers: Vec<NewTransfer> = Vec::new();
    for (i, at) in moments.into_iter().enumerate() {
        let (payer, payee) = if i % 3 == 0 { (1, 0) } else { (0, 1) };
        let amount = if i % 3 == 0 { 20 } else { 11 };
        let mut transfer = village.new_payment(payer, payee, amount);
        transfer.slip.at = at;
        transfers.push(transfer);
    }
    for part in transfers.chunks(50) {
        world.post(part.to_vec()).await.unwrap();
    }
    transfers
}

#[tokio::test]
async fn a_month_of_a_thousand_lines_comes_in_pages_that_chain_to_one_book() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let posted = a_thousand(&world, &village).await;
        let november: Vec<String> = posted[2..1002].iter().map(|transfer| transfer.id().to_string()).collect();
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut parts = vec![part(&ada.get("/riverside/statement?month=2026-11").await)];
        while let Some(next) = parts.last().unwrap().after.clone() {
            parts.push(part(&ada.get(&next).await));
        }
        assert_eq!(parts.len(), 5, "two hundred lines a page");
        assert!(parts[0].before.is_none(), "{:?}", parts[0].before);
        for pair in parts.windows(2) {
            assert_eq!(pair[0].closing, pair[1].opening, "{}", world.engine);
        }
        let seen: Vec<String> = parts.iter().flat_map(|part| part.ids.clone()).collect();
        assert_eq!(seen, november, "each line once, in the order of the books");
        let mut back = vec![part(&ada.get(parts[4].before.as_ref().unwrap()).await)];
        while let Some(before) = back.last().unwrap().before.clone() {
            back.push(part(&ada.get(&before).await));
        }
        let back: Vec<String> = back.iter().rev().flat_map(|part| part.ids.clone()).collect();
        assert_eq!(back, november[..800], "the same way back");

        let csv = ada.get("/riverside/statement.csv?month=2026-11").await.text;
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let cents = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
        let mut balance = cents(&parts[0].opening.replace('\u{2212}', "-"));
        for (row, id) in reader.records().map(Result::unwrap).zip(&november) {
            balance += cents(&row[3]);
            assert_eq!((cents(&row[4]), &row[5]), (balance, id.as_str()));
        }
        assert_eq!(
            cents(&parts[4].closing.replace('\u{2212}', "-")),
            balance,
            "opening and sum are the closing balance"
        );
        assert_eq!(csv.lines().count(), 1001);
    }
}

#[tokio::test]
async fn a_month_holds_what_was_booked_in_it_where_the_exchange_is_to_the_microsecond() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let posted = a_thousand(&world, &village).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let id = |i: usize| posted[i].id().to_string();
        let october = part(&ada.get("/riverside/statement?month=2026-10").await);
        assert_eq!((october.ids, october.opening.as_str()), (vec![id(0), id(1)], "0.00"));
        let december = part(&ada.get("/riverside/statement?month=2026-12").await);
        assert_eq!(december.ids, [id(1002), id(1003)]);
        for month in
            ["2020-01", "2027-01", "0001-01", "9999-12", "2026-13", "2026-1", "november", "2026-11-24", "%00", "+"]
        {
            for path in
                [format!("/riverside/statement?month={month}"), format!("/riverside/statement.csv?month={month}")]
            {
                let beyond = ada.get(&path).await;
                assert_eq!(beyond.status, StatusCode::NOT_FOUND, "{path} {}", world.engine);
            }
        }
        let none = part(&cleo.get("/riverside/statement?month=2026-11").await);
        assert_eq!((none.ids.len(), none.opening.as_str()), (0, ""), "nothing is no table");
        let foreign = cleo.get(&format!("/riverside/statement?month=2026-11&after={}", id(500))).await;
        let unknown = cleo.get("/riverside/statement?month=2026-11&after=00000000-0000-7000-8000-000000000000").await;
        assert_eq!((foreign.status, foreign.text), (StatusCode::NOT_FOUND, unknown.text));
    }
}

#[tokio::test]
async fn a_statement_reads_no_row_that_it_does_not_show() {
    for world in worlds().await {
        let village = riverside(&world).await;
        if world.db().engine() != Engine::Sqlite {
            continue;
        }
        world.post(vec![village.new_payment(0, 1, 100)]).await.unwrap();
        let mut conn = world.db().read().await.unwrap();
        for sql in [store::FIRST, store::LAST, store::BEFORE, store::FIRST_FROM] {
            let explain = AssertSqlSafe(format!("explain query plan {sql}")).into_sql_str();
            let mut query = sqlx::query(explain).bind(village.exchange).bind(village.accounts[0]).bind(0_i64);
            for more in 4..=5 {
                if sql.contains(&format!("${more}")) {
                    query = query.bind(200_i64);
                }
            }
            let plan: Vec<String> =
                query.fetch_all(&mut *conn).await.unwrap().iter().map(|row| row.get::<String, _>("detail")).collect();
            let reads: Vec<&String> = plan
                .iter()
                .filter(|step| {
                    step.contains(" transfers") || step.starts_with("SEARCH t ") || step.starts_with("SEARCH u ")
                })
                .collect();
            assert!(reads.len() >= 2, "{plan:?}");
            for step in reads {
                // The opposite of a line that is shown is one search by what it reverses.
                let opposite = step.contains("transfers_reverses (exchange_id=? AND reverses=?)");
                let walked = step.contains("(payer,position)>(?,?)") || step.contains("(payee,position)>(?,?)");
                assert!(walked || opposite, "{step}");
            }
        }
    }
}

#[tokio::test]
async fn the_committee_reads_a_members_statement_and_to_others_it_is_not_there() {
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let (_, id) = ben.pay("cleo", "8.5").await;
        let path = "/riverside/members/RIVR0002/statement";
        let page = ada.get(&format!("{path}?month=2026-11")).await;
        assert!(page.text.contains("Statement of Ben for November 2026") && page.text.contains(&id), "{}", page.text);
        assert!(ada.get("/riverside/members/RIVR0002").await.text.contains(&format!("href=\"{path}\"")));
        let csv = ada.get(&format!("{path}.csv?month=2026-11")).await;
        assert!(csv.text.contains("2026-11-24,Cleo,Bread,-8.50,-8.50,"), "{}", csv.text);
        assert!(csv.headers["content-disposition"].to_str().unwrap().contains("RIVR0002-2026-11.csv"));
        assert_eq!(ada.get("/riverside/members/RIVRCOMMON/statement").await.status, StatusCode::OK);
        let unknown = ben.get("/nowhere/members/NOWH0001").await;
        for path in [path.to_owned(), format!("{path}.csv"), "/riverside/members/NOBODY01/statement".to_owned()] {
            for browser in [&mut ben, &mut omar] {
                let page = browser.get(&path).await;
                assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown.text), "{path}");
            }
        }
        assert_eq!(omar.get("/hilltop/members/RIVR0002/statement").await.text, unknown.text);
        assert!(!ben.get("/riverside/members/RIVR0003").await.text.contains("RIVR0003/statement"));
    }
}

#[tokio::test]
async fn a_line_says_what_the_committee_did_and_the_member_reads_who_did_it() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let id = manyhands::clock::fresh_transfer_id().to_string();
        let waived = [("waive", "yes"), ("waive_reason", "the assembly")];
        let mut fields = vec![("id", id.as_str()), ("to", "Cleo"), ("amount", "101"), ("description", "Roof")];
        fields.extend(waived);
        assert_eq!(ada.post("/riverside/as/RIVR0002/transfers", &fields).await.status, StatusCode::SEE_OTHER);
        let opposite = manyhands::clock::fresh_transfer_id().to_string();
        let undo = [("id", opposite.as_str()), ("reason", "typed twice")];
        let undone = ada.post(&format!("/riverside/transfers/{id}/reverse"), &undo).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
        let page = ben.get("/riverside/statement").await;
        assert!(page.text.contains("Entered by Ada of the committee, on behalf of the payer"), "{}", page.text);
        assert!(page.text.contains("The committee let it pass the limits"));
        assert!(page.text.contains("This undoes an earlier payment"));
        let csv = ben.get("/riverside/statement.csv").await.text;
        assert!(csv.contains(&format!("on behalf; waived; undone by {opposite}\n")), "{csv}");
        assert!(csv.contains(&format!("reverses {id}\n")), "{csv}");
        let mine = ben.get("/riverside/members/RIVR0002").await;
        assert!(
            mine.text.contains("Paid on behalf of this member") && mine.text.contains("the assembly"),
            "{}",
            mine.text
        );
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        assert!(!cleo.get("/riverside/members/RIVR0002").await.text.contains("the assembly"));
    }
}

#[tokio::test]
async fn what_was_taken_over_is_not_said_to_have_passed_the_limits_and_a_waiver_always_is() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let (id, waived_id) = (fresh_transfer_id(), fresh_transfer_id());
        let movement = village.movement(0, 1, 100);
        world.post(vec![NewTransfer::imported(village.slip(id, 0), movement, "Bread".into())]).await.unwrap();
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        assert!(!ada.get("/riverside/statement?month=2026-11").await.text.contains("pass the limits"));
        let receipt = ada.get(&format!("/riverside/transfers/{id}")).await.text;
        assert!(receipt.contains("Taken over from the exchange") && !receipt.contains("past the limits"), "{receipt}");
        // A waiver is shown whatever its reason says: a word hides nothing.
        for (reason, id) in [("import", waived_id), ("imported", fresh_transfer_id())] {
            let waived = village.payment(id, 0, 1, 100).waived(Some(reason.to_owned()));
            world.post(vec![waived]).await.unwrap();
        }
        let statement = ada.get("/riverside/statement?month=2026-11").await.text;
        assert_eq!(statement.matches("pass the limits").count(), 2, "{statement}");
        let receipt = ada.get(&format!("/riverside/transfers/{waived_id}")).await.text;
        assert!(!receipt.contains("Taken over from the exchange"), "{receipt}");
    }
}

#[tokio::test]
async fn the_statement_of_a_month_that_is_over_begins_with_the_balance_at_its_end_and_not_with_todays() {
    for world in worlds().await {
        let village = riverside(&world).await;
        a_thousand(&world, &village).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for path in ["/riverside/statement", "/riverside/members/RIVR0001/statement"] {
            let october = ada.get(&format!("{path}?month=2026-10")).await;
            let closing = part(&october).closing;
            assert!(october.text.contains("Balance on 31 October 2026"), "{}", october.text);
            let shown = october.text.split("class=\"balance\"").nth(1).unwrap();
            assert!(shown[..200].contains(&closing), "{closing}: {}", &shown[..200]);
            let paper = texts(&october, ".for-print dd");
            let head = ["riverside exchange", "Ada, RIVR0001", "1 October 2026 to 31 October 2026", "0.00\u{a0}leaves"];
            assert_eq!(paper[..4], head);
            assert_eq!(paper[4..], [format!("{closing}\u{a0}leaves"), "24 November 2026".to_owned()]);
            assert!(!ada.get(path).await.text.contains("Balance on"), "this month is not over");
        }
    }
}

#[tokio::test]
async fn a_month_of_very_many_entries_is_taken_along_whole_and_in_order() {
    for world in worlds().await {
        let village = riverside(&world).await;
        // Two full parts of a file and a little more.
        for _ in 0..3 {
            let some = (0..700).map(|_| village.new_payment(0, 1, 1)).collect();
            world.post(some).await.unwrap();
        }
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let file = ben.get("/riverside/statement.csv?month=2026-11").await;
        assert_eq!(file.status, StatusCode::OK);
        let lines: Vec<&str> = file.text.lines().collect();
        assert_eq!(lines.len(), 2101, "{}", world.engine);
        assert!(lines[0].starts_with("\u{feff}Day,"), "{}", lines[0]);
        for (place, line) in (1..=2100).zip(&lines[1..]) {
            let after = format!("{}.{:02}", place / 100, place % 100);
            assert!(line.starts_with(&format!("2026-11-24,Ada,Bread,0.01,{after},")), "{line} at {place}");
        }
        let ids: std::collections::BTreeSet<&str> =
            lines[1..].iter().filter_map(|line| line.split(',').nth(5)).collect();
        assert_eq!(ids.len(), 2100, "{}", world.engine);
    }
}
