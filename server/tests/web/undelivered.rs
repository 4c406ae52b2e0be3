//! Mails that nobody takes: given up, shown to the committee without an address, and forgotten in time.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use manyhands::clock::Clock;
use manyhands::db::DbError;
use manyhands::mail::worker::MOST_TRIES;
use manyhands::mail::{self, Mail, MailKey, store};
use manyhands::notices::worker::sweep as sweep_notices;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use crate::browser::{Browser, hilltop, riverside};
use crate::common::{NOON, World, worlds};
use crate::mail::{soon, start, with_server};
use crate::notices::text;

const DAY: i64 = 86_400;

/// A mail server that answers whoever is written to with that; only Cleo's mails it takes.
async fn answering(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut stream = BufReader::new(stream);
                stream.write_all(b"220 test\r\n").await?;
                let mut line = String::new();
                while stream.read_line(&mut line).await? > 0 {
                    let is_rcpt = line.to_uppercase().starts_with("RCPT") && !line.contains("cleo@");
                    if line.starts_with("DATA") {
                        stream.write_all(b"354 go on\r\n").await?;
                        while line != ".\r\n" {
                            line.clear();
                            stream.read_line(&mut line).await?;
                        }
                    }
                    let said = if is_rcpt { format!("{answer}\r\n") } else { "250 fine\r\n".to_owned() };
                    stream.write_all(said.as_bytes()).await?;
                    line.clear();
                }
                Ok::<(), std::io::Error>(())
            });
        }
    });
    url
}

/// What became of Ben's mails: waits, sent or given up, and after how many tries.
async fn fates(world: &World) -> Vec<String> {
    let sql =
        "select case when sent_at is not null then 'sent' when given_up_at is not null then 'given up' else 'waits' end
        || ' ' || cast(tries as text) as fate
        from outbox where recipient like 'ben@%' order by mail_id";
    text(world, sql).await
}

async fn until_fate(world: &World, fate: &str) {
    soon(async {
        while fates(world).await != [fate] {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_mail_is_given_up_when_nobody_is_there_and_tried_again_when_the_mail_server_is_in_trouble() {
    for (answer, fate) in [
        ("550 5.1.1 <ben@riverside.example>: no such mailbox", "given up 1"),
        ("551 moved", "given up 1"),
        ("553 5.1.3 no such name", "given up 1"),
        ("556 5.1.10 takes no mail", "given up 1"),
        ("450 4.2.1 later", "waits 1"),
        ("452 4.2.2 full", "waits 1"),
        ("421 4.3.2 closing", "waits 1"),
        ("530 5.7.0 sign in first", "waits 1"),
        ("535 5.7.8 wrong password", "waits 1"),
        ("554 5.7.1 we do not like this text", "waits 1"),
    ] {
        for world in worlds().await {
            riverside(&world).await;
            Browser::signed_in(&world, "ada@riverside.example").await.pay("ben", "1").await;
            let worker = start(&with_server(&world, &answering(answer).await, world.site.clock.clone()));
            until_fate(&world, fate).await;
            worker.abort();
            let kept = text(&world, "select body from outbox").await.remove(0);
            assert_eq!(kept.is_empty(), fate.starts_with("given"), "{} {answer}: {kept}", world.engine);
        }
    }
}

#[tokio::test]
async fn a_mail_that_is_refused_for_days_is_given_up_and_nothing_takes_it_up_again() {
    for world in worlds().await {
        riverside(&world).await;
        Browser::signed_in(&world, "ada@riverside.example").await.pay("ben", "1").await;
        world.make_mails().await;
        world.sql(format!("update outbox set tries = {}", MOST_TRIES - 2)).await;
        let url = answering("450 later").await;
        let (clock, hand) = Clock::fixed(NOON);
        let site = with_server(&world, &url, clock);
        let worker = start(&site);
        until_fate(&world, &format!("waits {}", MOST_TRIES - 1)).await;
        hand.store(NOON.plus_seconds(DAY).0, Ordering::SeqCst);
        site.mail_waits.notify_one();
        until_fate(&world, &format!("given up {MOST_TRIES}")).await;
        store::catch_up(world.db(), NOON).await.unwrap();
        hand.store(NOON.plus_seconds(9 * DAY).0, Ordering::SeqCst);
        // A mail to somebody else goes, so the worker has looked.
        Browser::signed_in(&world, "ada@riverside.example").await.pay("cleo", "1").await;
        site.notices_wait.notify_one();
        soon(async {
            while text(&world, "select subject from outbox where recipient like 'cleo@%' and sent_at is not null")
                .await
                .is_empty()
            {
                tokio::task::yield_now().await;
            }
        })
        .await;
        worker.abort();
        assert_eq!(fates(&world).await, [format!("given up {MOST_TRIES}")], "{}", world.engine);
    }
}

/// Writes that a mail to that address was given up at noon, or sent a day later.
async fn happened(world: &World, (to, column): (&str, &str)) {
    let letter = app::mails::Letter { subject: "x".into(), ..app::mails::Letter::default() };
    let mail = Mail { key: MailKey::fresh(), to: to.to_owned(), letter, until: None };
    let key = mail.key.0;
    world.db().write(mail, async |tx, mail| store::enqueue(tx, std::slice::from_ref(mail), NOON).await).await.unwrap();
    let at = if column == "given_up_at" { NOON } else { NOON.plus_seconds(DAY) };
    world.sql(format!("update outbox set {column} = {} where mail_id = {key}", at.0)).await;
}

#[tokio::test]
async fn the_committee_sees_whom_a_mail_did_not_reach_but_no_address_and_nothing_of_another_exchange() {
    const PAGE: &str = "/riverside/balances?show=unreached";
    const WORDS: &str = "Members to whom a mail could not be delivered";
    for world in worlds().await {
        riverside(&world).await;
        hilltop(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        assert!(!ada.get("/riverside").await.text.contains(WORDS));
        for to in ["ben@riverside.example", "ben@riverside.example", "nobody@riverside.example"] {
            happened(&world, (to, "given_up_at")).await;
        }
        let home = ada.get("/riverside").await.text;
        assert!(home.contains(WORDS) && home.contains("show=unreached"), "{}: {home}", world.engine);
        assert!(!omar.get("/hilltop").await.text.contains(WORDS));
        assert!(
            !Browser::signed_in(&world, "cleo@riverside.example").await.get("/riverside").await.text.contains(WORDS)
        );
        let page = ada.get(PAGE).await.text;
        assert!(page.contains("members/RIVR0002\"") && !page.contains("RIVR0003"), "{page}");
        assert!(!page.contains("ben@"), "{page}");
        let elsewhere = omar.get("/hilltop/balances?show=unreached").await.text;
        assert!(elsewhere.contains("No account is like that now") && !elsewhere.contains("RIVR"), "{elsewhere}");
        // Who has left is not waited for; who was reached since, or has another address, is reached.
        for (change, back) in [
            (
                "update members set state = 'left' where name = 'Ben'",
                "update members set state = 'active' where name = 'Ben'",
            ),
            (
                "update persons set email = 'b@x.example' where name = 'Ben'",
                "update persons set email = 'ben@riverside.example' where name = 'Ben'",
            ),
        ] {
            world.sql(change.to_owned()).await;
            assert!(!ada.get("/riverside").await.text.contains(WORDS), "{} {change}", world.engine);
            assert!(!ada.get(PAGE).await.text.contains("RIVR0002"), "{} {change}", world.engine);
            world.sql(back.to_owned()).await;
        }
        assert!(ada.get("/riverside/balances").await.text.contains(WORDS));
        happened(&world, ("ben@riverside.example", "sent_at")).await;
        assert!(!ada.get("/riverside").await.text.contains(WORDS), "{}", world.engine);
        assert!(!ada.get(PAGE).await.text.contains("RIVR0002"), "{}", world.engine);
        assert_eq!(omar.get(PAGE).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn mails_are_forgotten_a_month_after_they_were_sent_and_notices_two_years_after_they_were_told_if_they_were_read()
{
    for mut world in worlds().await {
        let (clock, hand) = Clock::fixed(NOON);
        world.site.clock = clock;
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        for to in ["ben", "cleo"] {
            assert_eq!(ada.pay(to, "1").await.0.status, StatusCode::SEE_OTHER);
        }
        world.make_mails().await;
        let mut ben = Browser::signed_in(&world, "ben@riverside.example").await;
        ben.post("/me/notices", &[("until", &NOON.0.to_string())]).await;
        world.sql(format!("update outbox set sent_at = {} where recipient like 'ben@%'", NOON.0)).await;
        world.sql(format!("update outbox set given_up_at = {} where recipient like 'cleo@%'", NOON.0)).await;
        Browser::new(&world).post("/reset-password", &[("email", "sam.low@riverside.example")]).await;
        let kept = |world: &World, sql: &'static str| {
            let db = world.db().clone();
            async move {
                let mut conn = db.read().await?;
                Ok::<Vec<String>, DbError>(sqlx::query_scalar(sql).fetch_all(&mut *conn).await?)
            }
        };
        for (days, mails, notices) in [
            (29, &["ben", "cleo", "sam.low"][..], 2),
            (31, &["cleo"], 2),
            (731, &["cleo"], 2),
            (733, &["cleo"], 1),
            (9_999, &["cleo"], 1),
        ] {
            hand.store(NOON.plus_seconds(days * DAY).0, Ordering::SeqCst);
            mail::sweep(&world.site).await.unwrap();
            sweep_notices(&world.site).await.unwrap();
            let left = kept(&world, "select recipient from outbox order by recipient").await.unwrap();
            let expected: Vec<String> = mails.iter().map(|one| format!("{one}@riverside.example")).collect();
            assert_eq!(left, expected, "{} after {days} days", world.engine);
            let left = kept(&world, "select object from notices").await.unwrap();
            assert_eq!(left.len(), notices, "{} after {days} days", world.engine);
        }
        // Reached at last: what was given up is forgotten with it.
        happened(&world, ("cleo@riverside.example", "sent_at")).await;
        hand.store(NOON.0, Ordering::SeqCst);
        mail::sweep(&world.site).await.unwrap();
        assert_eq!(kept(&world, "select recipient from outbox").await.unwrap().len(), 1, "{}", world.engine);
    }
}

#[tokio::test]
async fn what_the_database_says_of_an_error_holds_no_value() {
    for world in worlds().await {
        riverside(&world).await;
        let mut told = Vec::new();
        for sql in [
            "select cast('ada@riverside.example' as bigint) + 1 / 0 as x",
            "insert into persons (person_id, email, name, language, created_at) values (1, 'ada@riverside.example', 'x', 'en', 1)",
            "insert into persons (person_id, email, name, language, is_host, created_at) values (2, 'a@b.example', 'Ada Byron', 'en', 7, 1)",
            "insert into persons (person_id, email, name, language, created_at) values (3, 'c@d.example', null, 'en', 1)",
        ] {
            let done = world.db().write(sql, async |tx, sql| {
                sqlx::raw_sql(*sql).execute(tx.conn()).await?;
                Ok::<(), DbError>(())
            });
            if let Err(error) = done.await {
                told.push(error.to_string());
            }
        }
        assert!(told.len() >= 3, "{}: {told:?}", world.engine);
        for said in told {
            assert!(!said.contains('@') && !said.contains("Byron"), "{}: {said}", world.engine);
        }
    }
}
