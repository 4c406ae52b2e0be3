//! Members from a spreadsheet: looked at, taken in once, brought again, corrected, cut short.

use axum::http::StatusCode;
use manyhands::ledger::verify::verify;

use crate::browser::{Browser, Page, hilltop, riverside};
use crate::common::{World, worlds};
use crate::forms::{Fields, filled, form, send};
use crate::notices::text;
use crate::whose::set_chair;

const PATH: &str = "/riverside/members/import";
const SHEET: &str = "Name,E-mail,Where,Code,Opening balance,Lowest,Offers\nMarta Sol,marta@new.example,Mill,,12.50,,Bread\n\
    Old Tom,,Harbour,RIVR0050,-12.50,30,\n";

async fn ada(world: &World) -> Browser {
    Browser::signed_in(world, "ada@riverside.example").await
}

/// The page with what would come of a sheet.
async fn look(browser: &Browser, sheet: &str, chosen: &[(&str, &str)]) -> Page {
    let mut fields = filled(browser, PATH, &[("sheet", sheet), ("act", "look")]).await;
    fields.extend(chosen.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    send(browser, PATH, &fields).await
}

/// Its form with the button that takes them in.
fn taking(page: &Page) -> Fields {
    let mut fields = form(page, PATH).unwrap_or_else(|| panic!("no form: {}", page.text)).fields;
    fields.push(("act".to_owned(), "take".to_owned()));
    fields
}

async fn taken(browser: &Browser, sheet: &str, chosen: &[(&str, &str)]) -> Page {
    let page = look(browser, sheet, chosen).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    send(browser, PATH, &taking(&page)).await
}

/// Balances other than zero by code.
async fn balances(world: &World) -> Vec<String> {
    text(world, "select code || ' ' || balance from accounts where balance <> 0 order by code").await
}

async fn is_whole(world: &World) {
    assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
}

#[tokio::test]
async fn a_sheet_is_looked_at_then_taken_in_once_and_the_same_again_changes_nothing() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = ada(&world).await;
        let (members, mails) = ("select count(*) from members", "select count(*) from outbox");
        let page = look(&ada, SHEET, &[]).await;
        assert!(page.status == StatusCode::OK && page.text.contains(">Take them in<"), "{}", page.text);
        assert_eq!(world.number(members).await, 5, "{} a look writes nothing", world.engine);
        assert_eq!(world.number("select count(*) from sheets").await, 0, "{}", world.engine);
        let fields = taking(&page);
        for _ in 0..2 {
            let page = send(&ada, PATH, &fields).await;
            assert_eq!(page.location(), "/riverside/members", "{} {}", world.engine, page.text);
        }
        assert_eq!(world.number(members).await, 7, "{}", world.engine);
        assert_eq!(balances(&world).await, ["RIVR0050 -1250", "RIVR0051 1250"], "{} above the code kept", world.engine);
        let tom = "select min_balance || ' ' || max_balance from accounts where code = 'RIVR0050'";
        assert_eq!(text(&world, tom).await, ["-3000 12000"], "{}", world.engine);
        assert_eq!(text(&world, "select about from members where name = 'Marta Sol'").await, ["Offers: Bread."]);
        assert_eq!(text(&world, "select recipient from outbox").await, ["marta@new.example"], "{}", world.engine);
        let said = text(&world, "select becomes from journal where what = 'sheet'").await;
        assert_eq!(said, ["2 0 0.00 0.00 RIVRCOMMON"], "{} figures, no names", world.engine);
        let decisions = ada.clone().get("/riverside/decisions").await.text;
        assert!(decisions.contains("2 new, 0 corrected"), "{decisions}");
        is_whole(&world).await;
        let again = look(&ada, SHEET, &[]).await.text;
        assert!(again.contains("There is nothing to do") && !again.contains(">Take them in<"), "{again}");
        assert_eq!((world.number(members).await, world.number(mails).await), (7, 1), "{}", world.engine);
    }
}

#[tokio::test]
async fn a_corrected_sheet_books_the_difference_until_anybody_has_traded() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = ada(&world).await;
        assert_eq!(taken(&ada, SHEET, &[]).await.status, StatusCode::SEE_OTHER);
        let corrected = SHEET.replace("Marta Sol", "Martha Sol").replace("12.50", "20").replace("Harbour", "Pier");
        let corrected = corrected.replace(",30,", ",40,").replace("Tom,,", "Tom,tom@new.example,");
        let page = look(&ada, &corrected, &[]).await;
        assert!(page.text.contains("2 lines that correct members"), "{}", page.text);
        assert_eq!(send(&ada, PATH, &taking(&page)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(balances(&world).await, ["RIVR0050 -2000", "RIVR0051 2000"], "{}", world.engine);
        let amounts = "select cast(amount as text) from transfers where kind = 'opening' order by position";
        assert_eq!(text(&world, amounts).await, ["1250", "1250", "750", "750"], "{} the difference", world.engine);
        let people = "select m.name || ' ' || m.area || ' ' || a.min_balance from members m
            join accounts a on a.account_id = m.account_id where a.code >= 'RIVR0050' and a.kind = 0 order by a.code";
        assert_eq!(text(&world, people).await, ["Old Tom Pier -4000", "Martha Sol Mill -10000"], "{}", world.engine);
        let mails = text(&world, "select recipient from outbox order by recipient").await;
        assert_eq!(mails, ["marta@new.example", "tom@new.example"], "{} each once", world.engine);
        let found = ada.get("/riverside/members?q=martha").await.text;
        assert!(found.contains("RIVR0051"), "found by the new name: {found}");
        is_whole(&world).await;
        assert_eq!(ada.pay("RIVR0051", "1").await.0.status, StatusCode::SEE_OTHER);
        let late = look(&ada, SHEET, &[]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(late.text.contains("Line 2, Name: There has been trade here since"), "{}", late.text);
        assert_eq!(look(&ada, &corrected, &[]).await.status, StatusCode::OK, "what is the same may stand");
        let more = format!("{corrected}New Nell,,,,,,\n");
        assert_eq!(taken(&ada, &more, &[]).await.status, StatusCode::SEE_OTHER, "and who is new may come");
        is_whole(&world).await;
        // But with nothing that one officer's word would make: neither credit nor more room than everybody has.
        for (cells, told) in [
            (",,,RIVR0070,5,,", "Line 2, Opening balance: There has been trade here"),
            (",,,RIVR0070,-5,,", "Line 2, Opening balance: There has been trade here"),
            (",,,RIVR0070,,500,", "Line 2, Lowest balance (may owe): There has been trade here"),
        ] {
            let sheet = format!("Name,E-mail,Where,Code,Opening balance,Lowest,Offers\nNew Nora{cells}\n");
            let page = look(&ada, &sheet, &[("common", "RIVRCOMMON")]).await;
            assert!(page.text.contains(told) && !page.text.contains(">Take them in<"), "{told} {}", page.text);
            let sent = send(&ada, PATH, &taking(&page)).await;
            assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{} {cells}", world.engine);
        }
        let less = "Name,Code,Lowest\nNew Nora,RIVR0070,40\n";
        assert_eq!(taken(&ada, less, &[]).await.status, StatusCode::SEE_OTHER, "less room is no credit");
        is_whole(&world).await;
    }
}

#[tokio::test]
async fn what_is_missing_to_zero_is_taken_by_the_account_that_is_named_and_mistakes_are_told_by_line() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = ada(&world).await;
        let sheet = "Name;Balance\nMarta;10\nTom;-4,50\n";
        let page = look(&ada, sheet, &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(page.text.contains("href=\"#common\"") && !page.text.contains(">Take them in<"), "{}", page.text);
        let refused = send(&ada, PATH, &taking(&page)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        let page = taken(&ada, sheet, &[("common", "RIVRCOMMON")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let stand = ["RIVR0006 1000", "RIVR0007 -450", "RIVRCOMMON -550"];
        assert_eq!(balances(&world).await, stand, "{}", world.engine);
        let said = text(&world, "select becomes from journal where what = 'sheet'").await;
        assert_eq!(said, ["2 0 5.50 -5.50 RIVRCOMMON"], "{}", world.engine);
        is_whole(&world).await;
        let wrong = "Name,E-mail,Code\nNell,ben@riverside.example,\nNat,,RIVR0002\n,,\nSam Low,,\n";
        let page = look(&ada, wrong, &[]).await;
        for told in [
            "Line 2, E-mail: Somebody with this e-mail acts for RIVR0002 here already",
            "Line 3, Account code: RIVR0002 belongs to somebody",
            "Line 5, Name: RIVR0004 has the same name",
        ] {
            assert!(page.text.contains(told), "{told}: {}", page.text);
        }
        let members = "update exchanges set most_members = 8 where slug = 'riverside'";
        world.sql(members.to_owned()).await;
        let page = look(&ada, "Name\nNell\nNat\n", &[]).await;
        assert!(page.text.contains("The host allows one more member here"), "{}", page.text);
        assert_eq!(balances(&world).await, stand, "{}", world.engine);
    }
}

#[tokio::test]
async fn of_two_officers_at_once_one_wins_and_the_other_is_shown_how_it_stands() {
    for world in worlds().await {
        let village = riverside(&world).await;
        hilltop(&world).await;
        set_chair(&world, &village, 1).await;
        let (ada, ben) = (ada(&world).await, Browser::signed_in(&world, "ben@riverside.example").await);
        let sheet = SHEET.replace("marta@new", "nia@hilltop");
        let (one, other) = (taking(&look(&ada, &sheet, &[]).await), taking(&look(&ben, &sheet, &[]).await));
        let (one, other) = tokio::join!(send(&ada, PATH, &one), send(&ben, PATH, &other));
        let told = if one.status == StatusCode::CONFLICT { &one.text } else { &other.text };
        let mut both = [one.status, other.status];
        both.sort();
        assert_eq!(both, [StatusCode::SEE_OTHER, StatusCode::CONFLICT], "{} {told}", world.engine);
        assert!(told.contains("Something has changed since the page was made"), "{told}");
        assert_eq!(world.number("select count(*) from journal where what = 'sheet'").await, 1, "{}", world.engine);
        assert_eq!(balances(&world).await, ["RIVR0050 -1250", "RIVR0051 1250"], "{}", world.engine);
        // Whom the installation knows joins with what they have.
        let nia = "select count(*) from persons where email = 'nia@hilltop.example'";
        assert_eq!(world.number(nia).await, 1, "{}", world.engine);
        is_whole(&world).await;
        let cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        for (browser, status) in [(cleo, StatusCode::FORBIDDEN), (omar, StatusCode::NOT_FOUND)] {
            assert_eq!(browser.clone().get(PATH).await.status, status);
            let sent = browser.clone().post(PATH, &[("sheet", SHEET), ("act", "take")]).await;
            assert_eq!(sent.status, status, "{}", world.engine);
        }
        assert!(ada.clone().get("/riverside/settings/members").await.text.contains(PATH));
    }
}

#[tokio::test]
async fn a_sheet_that_is_cut_short_goes_on_with_the_same_form_and_comes_to_the_same() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = ada(&world).await;
        let line = |n: i64| {
            let (sign, area) = (if n % 2 == 0 { "" } else { "-" }, if [90, 91].contains(&n) { "Stop" } else { "" });
            format!("Member {n},m{n}@new.example,{area},{sign}{}\n", n / 2 + 1)
        };
        let sheet = format!("Name,E-mail,Where,Balance\n{}", (0..120).map(line).collect::<String>());
        let fields = taking(&look(&ada, &sheet, &[]).await);
        // The fourth part cannot be written.
        world.sql("create unique index stop on members (exchange_id, area) where area = 'Stop'".to_owned()).await;
        assert_eq!(send(&ada, PATH, &fields).await.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", world.engine);
        let members = "select count(*) from sheet_members";
        assert_eq!(world.number(members).await, 75, "{} the parts before stand, whole", world.engine);
        is_whole(&world).await;
        let half = look(&ada, &sheet, &[]).await.text;
        assert!(half.contains(">Take them in<"), "another form could go on too: {half}");
        world.sql("drop index stop".to_owned()).await;
        // Trade that has begun meanwhile stops no sheet that was decided before it.
        assert_eq!(ada.clone().pay("RIVR0002", "1").await.0.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(send(&ada, PATH, &fields).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(world.number(members).await, 120, "{}", world.engine);
        assert_eq!(world.number("select count(*) from outbox").await, 120, "{} each mail once", world.engine);
        assert_eq!(world.number("select count(*) from journal where what = 'sheet'").await, 1, "{}", world.engine);
        let sums = "select cast(sum(abs(balance)) as bigint) from accounts";
        assert_eq!(world.number(sums).await, 2 * 100 * (1 + (1..=60).sum::<i64>()), "{}", world.engine);
        let common = "select balance from accounts where code = 'RIVRCOMMON'";
        assert_eq!(world.number(common).await, 0, "{}", world.engine);
        is_whole(&world).await;
        assert!(look(&ada, &sheet, &[]).await.text.contains("There is nothing to do"), "{}", world.engine);
    }
}

#[tokio::test]
async fn two_thousand_lines_come_through_the_door_and_more_than_that_is_said_to_be_too_large() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = ada(&world).await;
        let line = |n: i64| format!("Member número {n},m{n}@new.example,\"Calle del Molino, {n}\",Cocina y costura\n");
        let sheet = |lines: i64| format!("Name,E-mail,Where,Offers\n{}", (0..lines).map(line).collect::<String>());
        let page = look(&ada, &sheet(2_000), &[]).await;
        assert!(
            page.status == StatusCode::OK && page.text.contains("<dd>2000</dd>"),
            "{} {}",
            world.engine,
            page.status
        );
        let many = look(&ada, &sheet(2_001), &[]).await;
        assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(many.text.contains("There are more than"), "{}", world.engine);
        assert_eq!(look(&ada, &sheet(20_000), &[]).await.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", world.engine);
        // Whose session has ended is asked to sign in, and brings the sheet again.
        let mut nobody = Browser::new(&world);
        let sent = nobody.post_bare(PATH, &[("sheet", &sheet(2_000)), ("person", "0")]).await;
        assert_eq!(sent.status, StatusCode::UNAUTHORIZED, "{}", world.engine);
        assert!(sent.text.len() < 20_000, "{}", world.engine);
    }
}

#[tokio::test]
async fn until_when_somebody_has_paid_comes_in_with_the_sheet_and_stands_on_the_treasurers_list() {
    for world in worlds().await {
        riverside(&world).await;
        let ada = ada(&world).await;
        let sheet = "Name,Opening balance,Paid until\nMarta Sol,0,31.12.2026\nOld Tom,0,\n";
        assert_eq!(taken(&ada, sheet, &[]).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        let paid = "select m.name || ' ' || s.paid_until from subscriptions s join members m on m.member_id = s.member_id order by 1";
        assert_eq!(text(&world, paid).await, ["Marta Sol 2026-12-31"], "{}", world.engine);
        assert!(look(&ada, sheet, &[]).await.text.contains("There is nothing to do"), "{}", world.engine);
        let later = sheet.replace("31.12.2026", "2027-12-31");
        let page = look(&ada, &later, &[]).await;
        assert!(page.text.contains("Paid until (in money) (RIVR0006)"), "{}", page.text);
        for _ in 0..2 {
            assert_eq!(send(&ada, PATH, &taking(&page)).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        }
        assert_eq!(text(&world, paid).await, ["Marta Sol 2027-12-31"], "{}", world.engine);
        let said = text(
            &world,
            "select was || '>' || becomes from journal where what = 'subscription' order by entered_at, becomes",
        )
        .await;
        assert_eq!(said, [">2026-12-31", "2026-12-31>2027-12-31"], "{}", world.engine);
        let wrong = look(&ada, &sheet.replace("31.12.2026", "1/2/2027"), &[]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", world.engine);
        assert!(wrong.text.contains("Write the last day that is paid for"), "{}", wrong.text);
        is_whole(&world).await;
    }
}
