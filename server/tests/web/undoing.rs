//! Undoing an intertrade: both legs, once, by the committee of the exchange whose member was paid.

use axum::http::StatusCode;
use manyhands::clock::fresh_transfer_id;

use crate::browser::{Browser, riverside};
use crate::common::{Village, World, worlds};
use crate::intertrading::{partners, pay, run, sound};

/// Ada of Riverside has paid Sol of Hilltop 5.00 leaves, which is 0:30 h; Cleo is Riverside's treasurer, Kai Hilltop's.
async fn paid(world: &World) -> (Village, Village, String) {
    let (river, hill) = partners(world, (50_000, 3_000)).await;
    for (village, member) in [(&river, 2), (&hill, 2)] {
        let (exchange, person) = (village.exchange.0, village.people[member].0);
        run(
            world,
            format!(
                "insert into roles (exchange_id, person_id, role, since) values ({exchange}, {person}, 'treasurer', 1)"
            ),
        )
        .await;
    }
    let mut ada = Browser::signed_in(world, "ada@riverside.example").await;
    let (page, id) = pay(&mut ada, "5", "").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    sound(world, &river, &hill, 500_000).await;
    (river, hill, id)
}

async fn mails(world: &World) -> Vec<String> {
    let sql =
        "select recipient || ': ' || subject || body from outbox where subject like '%undone%' order by recipient";
    world.make_mails().await;
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(sql).fetch_all(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn the_payees_committee_undoes_both_legs_once_and_both_sides_are_told_in_their_own_unit() {
    for world in worlds().await {
        let (river, hill, id) = paid(&world).await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let receipt = omar.get(&format!("/hilltop/transfers/{id}")).await;
        let path = format!("/hilltop/transfers/{id}/reverse");
        assert!(receipt.text.contains(&format!("href=\"{path}\"")), "{}", receipt.text);
        let page = omar.get(&path).await;
        let what = "Ada (riverside exchange) paid 0:30\u{a0}h / 5.00\u{a0}leaves to Sol.";
        assert!(page.text.contains(what), "{}", page.text);
        let opposite = page.hidden("id");
        let form = |reason| [("id", opposite.as_str()), ("reason", reason)];
        let wordless = omar.post(&path, &form(" ")).await;
        assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
        // What undoes passes the limits, and needs no agreement any more.
        world.set_limits("kind in (0, 2)", (0, 0)).await;
        run(&world, "update agreements set state = 'ended'".to_owned()).await;
        for _ in 0..2 {
            let undone = omar.post(&path, &form("the wrong Sol")).await;
            assert_eq!(undone.location(), format!("/hilltop/transfers/{opposite}"), "{}", undone.text);
        }
        let other = fresh_transfer_id().to_string();
        let second = omar.post(&path, &[("id", other.as_str()), ("reason", "again")]).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(second.text.contains("undone already"), "{}", second.text);
        assert_eq!((world.balance(&river, 0).await, world.balance(&hill, 6).await), (0, 0));
        assert_eq!((world.count(&river).await, world.count(&hill).await), (2, 2));
        for (clearing, reach) in [("code = 'RIVR*HILL'", 50_000), ("code = 'HILL*RIVR'", 3_000)] {
            world.set_limits(clearing, (-reach, reach)).await;
        }
        run(&world, "update agreements set state = 'in_force'".to_owned()).await;
        sound(&world, &river, &hill, 0).await;
        run(&world, "update agreements set state = 'ended'".to_owned()).await;
        let told = mails(&world).await;
        assert_eq!(told.len(), 2, "{told:?}");
        for (mail, who, amount, parties, slug) in [
            (&told[0], "ada@riverside", "5.00 leaves", "from Ada to Sol (hilltop exchange)", "riverside"),
            (&told[1], "sol@hilltop", "0:30 h", "from Ada (riverside exchange) to Sol", "hilltop"),
        ] {
            let mail = mail.replace('\u{a0}', " ");
            assert!(mail.starts_with(who), "{mail}");
            let undone = format!("The committee of hilltop exchange has undone the payment of {amount} {parties}.");
            assert!(mail.contains(&undone) && mail.contains("Why: the wrong Sol"), "{mail}");
            assert!(mail.contains(&format!("/{slug}/transfers/{opposite}")), "{mail}");
        }
        let mut conn = world.db().read().await.unwrap();
        let sql =
            "select count(distinct exchange_id) as n from journal where what = 'reverse' and why = 'the wrong Sol'";
        let recorded: i64 = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap();
        assert_eq!(recorded, 2, "both exchanges read who did it");
        drop(conn);
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let receipt = ada.get(&format!("/riverside/transfers/{opposite}")).await.text;
        assert!(receipt.contains("Sol HILL0007 in hilltop exchange paid Ada 5.00\u{a0}leaves."), "{receipt}");
        assert!(receipt.contains("This undoes an earlier payment") && receipt.contains("the wrong Sol"), "{receipt}");
        let page = omar.get(&format!("/hilltop/transfers/{opposite}/reverse")).await;
        assert!(page.text.contains("itself the undoing"), "{}", page.text);
        let first = ada.get(&format!("/riverside/transfers/{id}")).await.text;
        let link = format!("href=\"/riverside/transfers/{opposite}\"");
        assert!(first.contains("Undone on 24 November 2026 by") && first.contains(&link), "{first}");
        let statement = ada.get("/riverside/statement").await.text;
        for page in [&first, &receipt, &statement] {
            assert!(!page.contains("Omar"), "whom of Hilltop it was is told there: {page}");
        }
        let first = omar.get(&format!("/hilltop/transfers/{id}")).await.text;
        assert!(first.contains("by Omar: the wrong Sol") && !first.contains(&path), "no second undoing: {first}");
        let month = ada.get("/riverside/partners/hilltop").await.status;
        assert_eq!(month, StatusCode::NOT_FOUND, "the agreement has ended");
    }
}

#[tokio::test]
async fn the_payers_committee_reads_whom_to_ask_and_members_and_parties_may_not() {
    for world in worlds().await {
        let (river, hill, id) = paid(&world).await;
        let other = fresh_transfer_id().to_string();
        let form = [("id", other.as_str()), ("reason", "we want it back")];
        let path = format!("/riverside/transfers/{id}/reverse");
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        for page in [cleo.get(&path).await, cleo.post(&path, &form).await] {
            let says = "Only the committee of hilltop exchange can undo this payment, since it was paid to Sol \
                        (hilltop exchange). Ask them.";
            assert!(page.text.contains(says) && !page.text.contains("name=\"reason\""), "{}", page.text);
        }
        assert_eq!(cleo.post(&path, &form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let mut nia = Browser::signed_in(&world, "nia@hilltop.example").await;
        let theirs = format!("/hilltop/transfers/{id}/reverse");
        assert_eq!(ben.post(&path, &form).await.status, StatusCode::FORBIDDEN);
        assert_eq!(nia.post(&theirs, &form).await.status, StatusCode::FORBIDDEN);
        assert_eq!(cleo.post(&theirs, &form).await.status, StatusCode::NOT_FOUND, "not a member there");
        // Omar acts for the payer's member too: he is a party, though the payer is in the other exchange.
        let (exchange, person) = (river.exchange.0, hill.people[0].0);
        let member = format!("select member_id from members where exchange_id = {exchange} and name = 'Ada'");
        run(&world, format!("insert into operators values ({exchange}, ({member}), {person}, 1)")).await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let own = omar.post(&theirs, &form).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(own.text.contains("You are a party to this payment"), "{}", own.text);
        assert_eq!((world.count(&river).await, world.count(&hill).await), (1, 1));
        // With the partner closed for now there are no books to undo it in.
        run(&world, "update exchanges set status = 'suspended' where slug = 'riverside'".to_owned()).await;
        let mut kai = Browser::signed_in(&world, "kai@hilltop.example").await;
        let closed = kai.post(&theirs, &form).await;
        assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(closed.text.contains("the other exchange is closed"), "{}", closed.text);
        run(&world, "update exchanges set status = 'open'".to_owned()).await;
        assert_eq!(kai.post(&theirs, &form).await.status, StatusCode::SEE_OTHER);
        sound(&world, &river, &hill, 0).await;
    }
}

#[tokio::test]
async fn both_committees_and_two_officers_at_once_undo_it_once() {
    for world in worlds().await {
        let (river, hill, id) = paid(&world).await;
        let mut sent = Vec::new();
        for (slug, who) in [("hilltop", "omar"), ("hilltop", "kai"), ("riverside", "cleo"), ("hilltop", "omar")] {
            let mut browser = Browser::signed_in(&world, &format!("{who}@{slug}.example")).await;
            let (path, opposite) = (format!("/{slug}/transfers/{id}/reverse"), fresh_transfer_id().to_string());
            sent.push(tokio::spawn(async move {
                let form = [("id", opposite.as_str()), ("reason", "at once")];
                browser.post(&path, &form).await.status
            }));
        }
        let mut done = 0;
        for one in sent {
            match one.await.unwrap() {
                StatusCode::SEE_OTHER => done += 1,
                status => {
                    assert!([StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY].contains(&status), "{status}")
                }
            }
        }
        assert_eq!(done, 1, "{}", world.engine);
        assert_eq!((world.count(&river).await, world.count(&hill).await), (2, 2), "{}", world.engine);
        assert_eq!(mails(&world).await.len(), 2, "{}", world.engine);
        sound(&world, &river, &hill, 0).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_undoing_eight_times_at_once_is_one_and_eight_receipts() {
    for world in worlds().await {
        let (river, hill, id) = paid(&world).await;
        let omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let (path, opposite) = (format!("/hilltop/transfers/{id}/reverse"), fresh_transfer_id().to_string());
        let sent: Vec<_> = (0..8)
            .map(|_| {
                let (mut omar, path, opposite) = (omar.clone(), path.clone(), opposite.clone());
                tokio::spawn(async move { omar.post(&path, &[("id", opposite.as_str()), ("reason", "at once")]).await })
            })
            .collect();
        for one in sent {
            let page = one.await.unwrap();
            assert_eq!(page.location(), format!("/hilltop/transfers/{opposite}"), "{}: {}", world.engine, page.status);
        }
        assert_eq!((world.count(&river).await, world.count(&hill).await), (2, 2), "{}", world.engine);
        sound(&world, &river, &hill, 0).await;
    }
}

#[tokio::test]
async fn what_was_undone_is_no_trade_of_the_month() {
    for world in worlds().await {
        let (_, _, id) = paid(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let row = |text: &str| text.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap().to_owned();
        assert!(row(&ada.get("/riverside/partners/hilltop").await.text).contains("5.00"));
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let opposite = fresh_transfer_id().to_string();
        let form = [("id", opposite.as_str()), ("reason", "by mistake")];
        omar.post(&format!("/hilltop/transfers/{id}/reverse"), &form).await;
        for (browser, path) in [(&mut ada, "/riverside/partners/hilltop"), (&mut omar, "/hilltop/partners/riverside")] {
            let row = row(&browser.get(path).await.text);
            assert!(!row.contains("5.00") && !row.contains("0:30"), "{path}: {row}");
        }
    }
}

#[tokio::test]
async fn a_payment_with_somebody_who_has_left_is_not_undone_so_that_their_account_stays_at_zero() {
    for world in worlds().await {
        let river = crate::browser::riverside(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let (_, id) = ben.pay("cleo", "1").await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        cleo.pay("ben", "1").await;
        run(&world, "update members set state = 'left' where name = 'Cleo'".to_owned()).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let path = format!("/riverside/transfers/{id}/reverse");
        assert!(ada.get(&path).await.text.contains("One of the two has left"));
        let opposite = fresh_transfer_id().to_string();
        let refused = ada.post(&path, &[("id", opposite.as_str()), ("reason", "a mistake")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((world.balance(&river, 2).await, world.count(&river).await), (0, 2), "{}", world.engine);
    }
}

#[tokio::test]
async fn an_undone_payment_says_so_to_payer_payee_and_committee_and_offers_no_second_undoing() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        let id = fresh_transfer_id().to_string();
        let paid = [("id", id.as_str()), ("to", "RIVR0003"), ("amount", "5"), ("description", "Jam")];
        assert_eq!(ben.post("/riverside/transfers", &paid).await.status, StatusCode::SEE_OTHER);
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let path = format!("/riverside/transfers/{id}/reverse");
        let receipt = format!("/riverside/transfers/{id}");
        assert!(ada.get(&receipt).await.text.contains(&path), "Ada may undo it");
        let opposite = ada.get(&path).await.hidden("id");
        ada.post(&path, &[("id", opposite.as_str()), ("reason", "paid twice")]).await;
        let mut cleo = Browser::signed_in(&world, "cleo@riverside.example").await;
        let link = format!("href=\"/riverside/transfers/{opposite}\"");
        for reader in [&mut ben, &mut cleo, &mut ada] {
            let page = reader.get(&receipt).await.text;
            assert!(page.contains("Undone on 24 November 2026 by Ada: paid twice") && page.contains(&link), "{page}");
            assert!(!page.contains(&path), "nothing more to undo: {page}");
            let back = reader.get(&format!("/riverside/transfers/{opposite}")).await.text;
            assert!(back.contains(&format!("href=\"{receipt}\"")) && !back.contains("/reverse"), "{back}");
        }
        for party in [&mut ben, &mut cleo] {
            for page in ["/riverside", "/riverside/statement"] {
                let page = party.get(page).await.text;
                assert!(page.contains(&format!("<a {link}>undone</a>")), "{page}");
            }
            let csv = party.get("/riverside/statement.csv?month=2026-11").await.text;
            assert!(csv.contains(&format!("undone by {opposite}")), "{csv}");
        }
    }
}
