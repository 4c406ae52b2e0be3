//! Giving back what one was paid: whole, once, by whoever acts for the payee; both receipts, both statements and a mail say so.

use axum::http::StatusCode;
use manyhands::clock::fresh_transfer_id;
use manyhands::ledger::verify::verify;

use crate::browser::{Browser, riverside};
use crate::common::{Village, World, worlds};
use crate::intertrading::{partners, pay, sound};

/// Ben has paid Cleo 8.50: where the receipt is.
async fn paid(world: &World) -> (Village, String) {
    let village = riverside(world).await;
    let mut ben = Browser::signed_in(world, "ben@riverside.example").await;
    let receipt = ben.pay("cleo", "8.50").await.0.location().to_owned();
    (village, receipt)
}

async fn signed(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}@riverside.example")).await
}

async fn mails(world: &World) -> Vec<String> {
    world.make_mails().await;
    let sql = "select recipient || ': ' || subject || body from outbox where subject like '%back to you%'";
    let mut conn = world.db().read().await.unwrap();
    let all: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *conn).await.unwrap();
    all.into_iter().map(|mail| mail.replace('\u{a0}', " ")).collect()
}

#[tokio::test]
async fn the_payee_gives_it_back_with_one_button_and_both_sides_see_what_became_of_it() {
    for world in worlds().await {
        let (village, receipt) = paid(&world).await;
        let (mut ben, mut cleo) = (signed(&world, "ben").await, signed(&world, "cleo").await);
        let path = format!("{receipt}/back");
        let page = cleo.get(&path).await;
        for says in [
            "your statement will show 8.50\u{a0}leaves paid back, that of Ben 8.50\u{a0}leaves received",
            ": Bread”",
            "<dt>Your balance after</dt>",
        ] {
            assert!(page.text.contains(says), "{says}: {}", page.text);
        }
        assert_eq!(world.count(&village).await, 1, "looking gives nothing back");
        let id = page.hidden("id");
        let sent = [("id", id.as_str()), ("reason", " ")];
        for _ in 0..2 {
            let given = cleo.post(&path, &sent).await;
            assert_eq!(given.location(), format!("/riverside/transfers/{id}"), "{}", given.text);
        }
        assert_eq!((world.balance(&village, 1).await, world.count(&village).await), (0, 2), "{}", world.engine);
        for reader in [&mut ben, &mut cleo] {
            let first = reader.get(&receipt).await.text;
            assert!(first.contains("Paid back on 24 November 2026 by Cleo: Back, no. "), "{first}");
            assert!(first.contains(&format!("href=\"/riverside/transfers/{id}\"")) && !first.contains("/back\""));
            let second = reader.get(&format!("/riverside/transfers/{id}")).await.text;
            assert!(second.contains("This pays an earlier payment back") && second.contains(&receipt), "{second}");
            assert!(!second.contains("Past the limits"), "{second}");
            let statement = reader.get("/riverside/statement").await.text;
            assert!(statement.contains(&format!("<a href=\"/riverside/transfers/{id}\">undone</a>")), "{statement}");
        }
        let told = mails(&world).await;
        assert_eq!(told.len(), 1, "{told:?}");
        for says in [
            "ben@riverside.example: Cleo paid 8.50 leaves back to you",
            "Cleo has paid back the 8.50 leaves that Ben had paid in riverside exchange.",
            "For: Back, no. ",
            &format!("/riverside/transfers/{id}"),
        ] {
            assert!(told[0].contains(says), "{says}: {}", told[0]);
        }
        let notices = ben.get("/me/notices").await.text;
        assert!(notices.contains("Cleo paid 8.50\u{a0}leaves back to you"), "{notices}");
        let decisions = signed(&world, "ada").await.get("/riverside/decisions").await.text;
        assert!(!decisions.contains("Undid"), "it is nobody's decision: {decisions}");
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn nobody_gives_back_what_was_not_paid_to_them_and_nobody_on_the_payees_behalf() {
    for world in worlds().await {
        let (village, receipt) = paid(&world).await;
        world.household(&village, ("Mill House", vec![village.people[1], village.people[2]])).await;
        let form = [("id", "01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f71"), ("reason", "it is mine")];
        let path = format!("{receipt}/back");
        let mut cleo = signed(&world, "cleo").await;
        let unknown = cleo.get("/riverside/transfers/01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f72/back").await.text;
        for (name, path) in [
            ("ben", path.clone()),
            ("ada", path.clone()),
            ("sam.low", path.clone()),
            ("ada", path.replace("/riverside", "/riverside/as/RIVR0003")),
            ("cleo", path.replace("/riverside", "/riverside/as/RIVR0006")),
        ] {
            let mut browser = signed(&world, name).await;
            let page = browser.get(&path).await;
            assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &unknown), "{name} {path}");
            assert_eq!(browser.post(&path, &form).await.status, StatusCode::NOT_FOUND, "{name} {path}");
        }
        assert_eq!(world.count(&village).await, 1, "{}", world.engine);
        // Whoever of a household it is may, from its own pages.
        let mut sam = signed(&world, "sam.low").await;
        let (booked, id) = sam.pay("RIVR0006", "2").await;
        assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text);
        let path = format!("/riverside/as/RIVR0006/transfers/{id}/back");
        let page = cleo.get(&path).await;
        assert!(
            page.text.contains("the statement of Mill House will show 2.00\u{a0}leaves paid back"),
            "{}",
            page.text
        );
        let sent = [("id", page.hidden("id")), ("reason", "we have enough".to_owned())];
        let sent = sent.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(cleo.post(&path, &sent).await.status, StatusCode::SEE_OTHER);
        let first = sam.get(&format!("/riverside/transfers/{id}")).await.text;
        assert!(first.contains("by Mill House: we have enough"), "{first}");
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn who_has_spent_it_is_told_how_much_room_there_is_and_loses_no_word() {
    for world in worlds().await {
        let (village, receipt) = paid(&world).await;
        let mut cleo = signed(&world, "cleo").await;
        let path = format!("{receipt}/back");
        let id = cleo.get(&path).await.hidden("id");
        cleo.pay("ada", "10.50").await;
        world.set_limits("code = 'RIVR0003'", (-500, 12_000)).await;
        let sent = [("id", id.as_str()), ("reason", "sorry, \"dear\" Ben")];
        let refused = cleo.post(&path, &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let room = "Before your own limit there is room for 3.00\u{a0}leaves";
        assert!(
            refused.text.contains(room) && refused.text.contains("sorry, &quot;dear&quot; Ben"),
            "{}",
            refused.text
        );
        assert_eq!(refused.hidden("id"), id);
        let page = cleo.get(&path).await;
        assert!(page.text.contains(room) && !page.text.contains("name=\"reason\""), "{}", page.text);
        let long = cleo.post(&path, &[("id", &id), ("reason", &"x".repeat(501))]).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((world.count(&village).await, mails(&world).await.len()), (2, 0), "{}", world.engine);
        world.set_limits("code = 'RIVR0003'", (-1_050, 12_000)).await;
        assert_eq!(cleo.post(&path, &sent).await.location(), format!("/riverside/transfers/{id}"));
        assert_eq!(world.balance(&village, 2).await, -1_050, "{}", world.engine);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn at_once_from_the_payee_and_from_the_committee_it_is_undone_once_and_the_others_are_told_so() {
    for world in worlds().await {
        let (village, receipt) = paid(&world).await;
        let (cleo, ada) = (signed(&world, "cleo").await, signed(&world, "ada").await);
        let sent: Vec<_> = (0..6)
            .map(|nth| {
                let (mut browser, door) = if nth % 3 == 0 { (ada.clone(), "reverse") } else { (cleo.clone(), "back") };
                let (path, id) = (format!("{receipt}/{door}"), fresh_transfer_id().to_string());
                tokio::spawn(async move { browser.post(&path, &[("id", &id), ("reason", "at once")]).await })
            })
            .collect();
        let mut done = 0;
        for one in sent {
            let page = one.await.unwrap();
            if page.status == StatusCode::SEE_OTHER {
                done += 1;
            } else {
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text);
                assert!(page.text.contains("This payment was undone already."), "{}", page.text);
            }
        }
        assert_eq!(
            (done, world.count(&village).await, world.balance(&village, 1).await),
            (1, 2, 0),
            "{}",
            world.engine
        );
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn what_came_from_a_partner_exchange_goes_back_in_both_books_and_the_payer_there_is_told() {
    for world in worlds().await {
        let (river, hill) = partners(&world, (50_000, 3_000)).await;
        let mut ada = signed(&world, "ada").await;
        let (_, first) = pay(&mut ada, "5", "").await;
        let mut sol = Browser::signed_in(&world, "sol@hilltop.example").await;
        let path = format!("/hilltop/transfers/{first}/back");
        let page = sol.get(&path).await;
        let says = "your statement will show 0:30\u{a0}h paid back, that of Ada (riverside exchange) 5.00\u{a0}leaves received";
        assert!(page.text.contains(says), "{}", page.text);
        let id = page.hidden("id");
        for _ in 0..2 {
            let given = sol.post(&path, &[("id", &id), ("reason", "another Sol")]).await;
            assert_eq!(given.location(), format!("/hilltop/transfers/{id}"), "{}", given.text);
        }
        assert_eq!((world.balance(&river, 0).await, world.balance(&hill, 6).await), (0, 0), "{}", world.engine);
        let told = mails(&world).await;
        assert_eq!(told.len(), 1, "{told:?}");
        let says = "ada@riverside.example: Sol (hilltop exchange) paid 5.00 leaves back to you";
        assert!(told[0].contains(says) && told[0].contains(&format!("/riverside/transfers/{id}")), "{told:?}");
        for (browser, slug) in [(&mut ada, "riverside"), (&mut sol, "hilltop")] {
            let receipt = browser.get(&format!("/{slug}/transfers/{first}")).await.text;
            assert!(receipt.contains("Paid back on 24 November 2026 by Sol: another Sol"), "{slug}: {receipt}");
            let receipt = browser.get(&format!("/{slug}/transfers/{id}")).await.text;
            assert!(receipt.contains("This pays an earlier payment back"), "{slug}: {receipt}");
        }
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let undo = format!("/hilltop/transfers/{first}/reverse");
        assert!(omar.get(&undo).await.text.contains("undone already"), "{}", world.engine);
        sound(&world, &river, &hill, 0).await;
    }
}
