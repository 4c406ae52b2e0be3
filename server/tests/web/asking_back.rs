//! Asking for a payment back: one message, to who was paid and to the committee, once; and what the page says of whom it reaches is so.

use axum::http::StatusCode;
use manyhands::clock::fresh_key;

use crate::browser::{Browser, riverside};
use crate::common::{World, worlds};
use crate::intertrading::{partners, pay};
use crate::notices::text;

const MAILS: &str = "select recipient || ': ' || subject || ' ' || body from outbox where subject not like '% paid %' \
                     order by recipient, subject";

async fn mails(world: &World) -> Vec<String> {
    text(world, MAILS).await.into_iter().map(|mail| mail.replace('\u{a0}', " ")).collect()
}

async fn signed(world: &World, name: &str) -> Browser {
    Browser::signed_in(world, &format!("{name}.example")).await
}

/// The message as a page has it, and what is written.
fn message<'a>(id: &'a str, payment: &'a str) -> [(&'static str, &'a str); 3] {
    [("id", id), ("payment", payment), ("message", "A zero too many.\nSorry!")]
}

#[tokio::test]
async fn the_payer_asks_the_payee_and_the_committee_by_one_mail_each_however_often_it_is_sent() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ben = signed(&world, "ben@riverside").await;
        let (_, payment) = ben.pay("cleo", "8.50").await;
        let path = format!("/riverside/contact?payment={payment}");
        let receipt = ben.get(&format!("/riverside/transfers/{payment}")).await.text;
        assert!(receipt.contains(&format!("<a href=\"{path}\">Ask for it back</a>")), "{receipt}");
        let page = ben.get(&path).await;
        assert!(page.text.contains("This goes to Cleo and to everybody of the committee, by mail."), "{}", page.text);
        assert!(page.text.contains("was a mistake:") && !page.text.contains('@'), "{}", page.text);
        assert_eq!(page.hidden("payment"), payment);
        let id = page.hidden("id");
        let (mut one, mut two) = (ben.clone(), ben.clone());
        let sent = message(&id, &payment);
        let (one, two) = tokio::join!(one.post("/riverside/contact", &sent), two.post("/riverside/contact", &sent));
        for page in [one, two, ben.post("/riverside/contact", &sent).await] {
            assert_eq!(page.status, StatusCode::OK, "{}", page.text);
            assert!(page.text.contains("Cleo gets it by mail too"), "{}", page.text);
        }
        let told = mails(&world).await;
        assert_eq!(told.len(), 2, "{}: {told:?}", world.engine);
        let (committee, payee) = (&told[0], &told[1]);
        assert!(committee.starts_with("ada@riverside.example: Ben writes to the committee"), "{committee}");
        for says in [
            "cleo@riverside.example: Ben asks for 8.50 leaves back",
            "8.50 leaves, in riverside exchange:",
            "A zero too many.\nSorry!",
            &format!("/riverside/transfers/{payment}/back"),
            "The committee of riverside exchange got this message too.",
        ] {
            assert!(payee.contains(says), "{says}: {payee}");
        }
        assert!(!payee.contains("ben@"), "the payer's address is the committee's alone: {payee}");
        // Words that say nothing are asked for again, with the payment still named.
        let page = ben.post("/riverside/contact", &[("id", &id), ("payment", &payment), ("message", " ")]).await;
        assert_eq!((page.status, page.hidden("payment")), (StatusCode::UNPROCESSABLE_ENTITY, payment));
        assert!(page.text.contains("This goes to Cleo"), "{}", page.text);
    }
}

#[tokio::test]
async fn a_payee_in_a_partner_exchange_reads_it_with_the_receipt_in_their_own_books() {
    for world in worlds().await {
        partners(&world, (50_000, 3_000)).await;
        let mut ada = signed(&world, "ada@riverside").await;
        let (_, payment) = pay(&mut ada, "5", "").await;
        let page = ada.get(&format!("/riverside/contact?payment={payment}")).await;
        assert!(page.text.contains("This goes to Sol and to everybody of the committee"), "{}", page.text);
        let sent = [("id", page.hidden("id")), ("payment", payment.clone()), ("message", "The wrong Sol.".into())];
        let sent = sent.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(ada.post("/riverside/contact", &sent).await.status, StatusCode::OK);
        let told = mails(&world).await;
        let payee = told.iter().find(|mail| mail.starts_with("sol@hilltop.example: ")).expect("Sol is reached");
        for says in [
            "Ada (riverside exchange) asks for 0:30 h back",
            "0:30 h, in hilltop exchange:",
            "The wrong Sol.",
            &format!("/hilltop/transfers/{payment}/back"),
            "/hilltop/contact",
        ] {
            assert!(payee.contains(says), "{says}: {payee}");
        }
        assert!(told.iter().all(|mail| !mail.starts_with("omar@")), "Hilltop's committee is not asked: {told:?}");
        // With the partner closed for now only the committee is written to, and the page says so.
        crate::intertrading::run(&world, "update exchanges set status = 'suspended' where slug = 'hilltop'".into())
            .await;
        let page = ada.get(&format!("/riverside/contact?payment={payment}")).await;
        assert!(page.text.contains("Sol cannot be reached by mail here."), "{}", page.text);
    }
}

#[tokio::test]
async fn where_the_payee_has_no_address_only_the_committee_is_reached_and_the_page_says_so() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ben = signed(&world, "ben@riverside").await;
        let (_, payment) = ben.pay("cleo", "8.50").await;
        world.sql("update persons set email = null where name = 'Cleo'".into()).await;
        let page = ben.get(&format!("/riverside/contact?payment={payment}")).await;
        let says = "This goes to everybody of the committee, by mail. Cleo cannot be reached by mail here.";
        assert!(page.text.contains(says), "{}", page.text);
        let sent = ben.post("/riverside/contact", &message(&page.hidden("id"), &payment)).await;
        assert!(sent.text.contains("on its way") && !sent.text.contains("by mail too"), "{}", sent.text);
        assert_eq!(mails(&world).await.len(), 1, "{}", world.engine);
        // And the other way round.
        world.sql("update persons set email = 'cleo@riverside.example' where name = 'Cleo'".into()).await;
        world.sql("update persons set email = null where name = 'Ada'".into()).await;
        let page = ben.get(&format!("/riverside/contact?payment={payment}")).await;
        assert!(page.text.contains("This goes to Cleo by mail; nobody of the committee"), "{}", page.text);
        ben.post("/riverside/contact", &message(&page.hidden("id"), &payment)).await;
        let told = mails(&world).await;
        assert!(told[1].starts_with("cleo@") && !told[1].contains("got this message too"), "{told:?}");
    }
}

#[tokio::test]
async fn nobody_asks_for_a_payment_that_they_did_not_make() {
    for world in worlds().await {
        partners(&world, (50_000, 3_000)).await;
        let mut ben = signed(&world, "ben@riverside").await;
        let (_, payment) = ben.pay("cleo", "8.50").await;
        let (unknown, none) = ("01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f72".to_owned(), ben.get("/nowhere").await.text);
        for (name, payment) in [
            ("cleo@riverside", &payment),
            ("ada@riverside", &payment),
            ("omar@hilltop", &payment),
            ("ben@riverside", &unknown),
            ("ben@riverside", &"x".to_owned()),
        ] {
            let mut browser = signed(&world, name).await;
            let page = browser.get(&format!("/riverside/contact?payment={payment}")).await;
            assert_eq!((page.status, &page.text), (StatusCode::NOT_FOUND, &none), "{name} {payment}");
            let id = fresh_key().to_string();
            let stranger = [("name", "Omar"), ("email", "omar@hilltop.example")];
            let sent = [&message(&id, payment)[..], &stranger[..]].concat();
            assert_eq!(browser.post("/riverside/contact", &sent).await.status, StatusCode::NOT_FOUND, "{name}");
        }
        let nobody = Browser::new(&world).get(&format!("/riverside/contact?payment={payment}")).await;
        assert!(nobody.location().starts_with("/sign-in?next="), "{}", nobody.status);
        assert!(mails(&world).await.is_empty(), "{}", world.engine);
        // What was paid back is not asked for by who gave it back.
        let mut cleo = signed(&world, "cleo@riverside").await;
        let back = format!("/riverside/transfers/{payment}/back");
        let id = cleo.get(&back).await.hidden("id");
        cleo.post(&back, &[("id", &id)]).await;
        let page = cleo.get(&format!("/riverside/contact?payment={id}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{}", world.engine);
    }
}
