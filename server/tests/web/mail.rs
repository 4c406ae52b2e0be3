//! Mails leave after the transaction that caused them, at least once, and only as what they are.

use std::collections::BTreeSet;
use std::future::Future;
use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use app::mails::Letter;
use manyhands::clock::Clock;
use manyhands::config::Config;
use manyhands::db::DbError;
use manyhands::mail::worker::{LANES, Sender};
use manyhands::mail::{Mail, MailKey, store};
use manyhands::notices::worker;
use manyhands::site::Site;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::common::{NOON, World, worlds};

/// What a mail server counts.
#[derive(Default)]
pub struct Counts {
    /// Mails that it refuses for now.
    refusals: AtomicUsize,
    /// Connections that were opened.
    connections: AtomicUsize,
    /// Mails that are being taken, and the most at once.
    at_once: AtomicUsize,
    most: AtomicUsize,
}

/// A mail server that refuses the first `refusals` mails for now and hands over what it takes.
pub async fn mail_server(refusals: usize) -> (String, UnboundedReceiver<String>) {
    counting_server(Arc::new(Counts { refusals: refusals.into(), ..Counts::default() })).await
}

/// The same, and it counts.
async fn counting_server(counts: Arc<Counts>) -> (String, UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let (taken, received) = unbounded_channel();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counts.connections.fetch_add(1, Ordering::SeqCst);
            let (counts, taken) = (counts.clone(), taken.clone());
            // A client that hangs up in the middle is no failure of the test.
            tokio::spawn(async move { speak(stream, &counts, &taken).await });
        }
    });
    (url, received)
}

async fn speak(stream: TcpStream, counts: &Counts, taken: &UnboundedSender<String>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 test\r\n").await?;
    let mut line = String::new();
    let less = |left: usize| left.checked_sub(1);
    while stream.read_line(&mut line).await? > 0 {
        let word = line.get(..4).unwrap_or("").to_uppercase();
        let answer = match word.as_str() {
            "MAIL" if counts.refusals.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok() => "451 later\r\n",
            "DATA" => {
                let now = counts.at_once.fetch_add(1, Ordering::SeqCst) + 1;
                counts.most.fetch_max(now, Ordering::SeqCst);
                stream.write_all(b"354 go on\r\n").await?;
                let text = text_of(&mut stream).await;
                counts.at_once.fetch_sub(1, Ordering::SeqCst);
                taken.send(text?).ok();
                "250 taken\r\n"
            }
            "QUIT" => "221 bye\r\n",
            _ => "250 fine\r\n",
        };
        stream.write_all(answer.as_bytes()).await?;
        if word == "QUIT" {
            return Ok(());
        }
        line.clear();
    }
    Ok(())
}

/// The text of a mail up to its dot. Who hangs up before that has sent none (RFC 5321, 4.1.1.4).
async fn text_of(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut text = String::new();
    while !text.ends_with("\r\n.\r\n") {
        if stream.read_line(&mut text).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(text)
}

/// The same installation with a mail server.
pub fn with_server(world: &World, url: &str, clock: Clock) -> Site {
    let config = Config { smtp_url: Some(url.to_owned()), ..(*world.site.config).clone() };
    Site { config: Arc::new(config), clock, ..world.site.clone() }
}

fn a_mail(subject: &str) -> Mail {
    let (subject, text, html) = (subject.to_owned(), "Hello, Ada.\n".to_owned(), "<p>Hello, Ada.</p>".to_owned());
    let letter = Letter { subject, text, html, ..Letter::default() };
    Mail { key: MailKey::fresh(), to: "ada@riverside.example".into(), letter, until: None }
}

/// A mail that one may have stopped.
fn a_notice(subject: &str) -> Mail {
    let mut mail = a_mail(subject);
    mail.letter.stop_url = "http://localhost:3000/notices/stop/x".into();
    mail
}

/// A mail with a secret link.
fn a_secret(subject: &str) -> Mail {
    Mail { until: Some(NOON.plus_seconds(3600)), ..a_mail(subject) }
}

/// Queues mails in a transaction that keeps or drops them.
async fn queue_all(site: &Site, mails: Vec<Mail>, keep: bool) -> Result<(), DbError> {
    let queued = site.db.write((mails, keep), async |tx, (mails, keep)| {
        store::enqueue(tx, mails, NOON).await?;
        if *keep { Ok(()) } else { Err(DbError::from(sqlx::Error::RowNotFound)) }
    });
    queued.await
}

async fn queue(site: &Site, subject: &'static str, keep: bool) -> Result<(), DbError> {
    queue_all(site, vec![a_mail(subject)], keep).await
}

/// A server's worker.
pub fn start(site: &Site) -> JoinHandle<()> {
    tokio::spawn(worker::run(site.clone(), Sender::of(&site.config).unwrap()))
}

/// Tries and whether it was sent, of the only mail.
async fn state(site: &Site) -> (i64, bool) {
    let mut conn = site.db.read().await.unwrap();
    let sql = "select tries, coalesce(sent_at, 0) as sent_at from outbox";
    let (tries, sent_at): (i64, i64) = sqlx::query_as(sql).fetch_one(&mut *conn).await.unwrap();
    (tries, sent_at != 0)
}

/// What a future gives, or a failed test after a time no machine needs.
pub async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(300), future).await.unwrap()
}

async fn until(site: &Site, wanted: (i64, bool)) {
    soon(async {
        while state(site).await != wanted {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_mail_leaves_once_its_transaction_stands_and_not_when_it_does_not() {
    for world in worlds().await {
        let (url, mut received) = mail_server(0).await;
        let site = with_server(&world, &url, world.site.clock.clone());
        queue(&site, "Never happened", false).await.unwrap_err();
        queue(&site, "Happened", true).await.unwrap();
        let worker = start(&site);
        let text = soon(received.recv()).await.unwrap();
        assert!(text.contains("Subject: Happened") && text.contains("Hello, Ada."), "{text}");
        until(&site, (0, true)).await;
        worker.abort();
        assert!(received.try_recv().is_err());
    }
}

#[tokio::test]
async fn a_mail_that_is_refused_for_now_is_sent_later() {
    for world in worlds().await {
        let (url, mut received) = mail_server(1).await;
        let (clock, hand) = Clock::fixed(NOON);
        let site = with_server(&world, &url, clock);
        queue(&site, "Patience", true).await.unwrap();
        let worker = start(&site);
        until(&site, (1, false)).await;
        assert!(received.try_recv().is_err());
        hand.store(NOON.plus_seconds(60).0, Ordering::SeqCst);
        site.mail_waits.notify_one();
        assert!(soon(received.recv()).await.unwrap().contains("Subject: Patience"));
        until(&site, (1, true)).await;
        worker.abort();
    }
}

#[tokio::test]
async fn a_name_in_a_subject_cannot_add_lines_to_the_head_of_a_mail() {
    for world in worlds().await {
        let (url, mut received) = mail_server(0).await;
        let site = with_server(&world, &url, world.site.clock.clone());
        queue(&site, "Hello\r\nBcc: everybody@evil.example\r\n\r\nBuy", true).await.unwrap();
        let worker = start(&site);
        let text = soon(received.recv()).await.unwrap();
        worker.abort();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.lines().any(|line| line.starts_with("Subject: Hello Bcc")), "{head}");
        assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    }
}

#[tokio::test]
async fn without_a_mail_server_mails_are_files_in_the_data_folder() {
    for world in worlds().await {
        queue(&world.site, "On paper", true).await.unwrap();
        let worker = start(&world.site);
        until(&world.site, (0, true)).await;
        worker.abort();
        let files: Vec<_> = std::fs::read_dir(world.site.config.data_dir.join("mails")).unwrap().collect();
        assert_eq!(files.len(), 1);
        let text = std::fs::read_to_string(files[0].as_ref().unwrap().path()).unwrap();
        assert!(text.contains("Subject: On paper"), "{text}");
    }
}

#[tokio::test]
async fn a_thousand_mails_go_over_a_few_connections_that_are_kept() {
    for world in worlds().await {
        let counts = Arc::new(Counts::default());
        let (url, mut received) = counting_server(counts.clone()).await;
        let site = with_server(&world, &url, world.site.clock.clone());
        let mails = (0..1_000).map(|number| a_notice(&format!("Notice {number}"))).collect();
        queue_all(&site, mails, true).await.unwrap();
        let worker = start(&site);
        for _ in 0..1_000 {
            soon(received.recv()).await.unwrap();
        }
        worker.abort();
        let lanes = usize::from(LANES);
        assert!(counts.most.load(Ordering::SeqCst) <= lanes, "{}", world.engine);
        // One that is being put back while the next mail leaves may be replaced: seldom.
        let opened = counts.connections.load(Ordering::SeqCst);
        assert!(opened <= 20 * lanes, "{}: {opened} connections for a thousand mails", world.engine);
    }
}

#[tokio::test]
async fn whoever_waits_for_a_link_waits_for_no_notices() {
    for world in worlds().await {
        let (url, mut received) = mail_server(0).await;
        let site = with_server(&world, &url, world.site.clock.clone());
        let mails = (0..1_000).map(|number| a_notice(&format!("Notice {number}"))).collect();
        queue_all(&site, mails, true).await.unwrap();
        let worker = start(&site);
        for _ in 0..100 {
            soon(received.recv()).await.unwrap();
        }
        queue_all(&site, vec![a_secret("Your link")], true).await.unwrap();
        let mut before = 0;
        while !soon(received.recv()).await.unwrap().contains("Subject: Your link") {
            before += 1;
        }
        worker.abort();
        assert!(before < 100, "{}: {before} notices left before it", world.engine);
    }
}

#[tokio::test]
async fn after_an_orderly_stop_every_mail_that_was_taken_is_marked_and_no_other_is() {
    for world in worlds().await {
        let (url, mut received) = mail_server(0).await;
        let site = with_server(&world, &url, world.site.clock.clone());
        let mails = (0..1_000).map(|number| a_notice(&format!("Notice {number}"))).collect();
        queue_all(&site, mails, true).await.unwrap();
        let sender = Sender::of(&site.config).unwrap();
        let hands = sender.hands();
        let worker = tokio::spawn(worker::run(site.clone(), sender));
        let mut taken = 0;
        while taken < 50 {
            soon(received.recv()).await.unwrap();
            taken += 1;
        }
        soon(hands.stop()).await;
        worker.abort();
        while received.try_recv().is_ok() {
            taken += 1;
        }
        let marked = world.number("select count(*) as n from outbox where sent_at is not null").await;
        assert_eq!(marked, taken, "{}", world.engine);
        assert!(marked < 1_000, "{}: it stopped in the middle", world.engine);
    }
}

#[tokio::test]
async fn while_the_mail_server_is_away_only_a_few_mails_are_tried_and_none_of_the_others_waits_longer_for_it() {
    for world in worlds().await {
        let site = with_server(&world, "smtp://127.0.0.1:9", world.site.clock.clone());
        queue_all(&site, (0..100).map(|number| a_notice(&format!("Notice {number}"))).collect(), true).await.unwrap();
        let worker = start(&site);
        let tried = "select count(*) as n from outbox where tries > 0";
        soon(async {
            while world.number(tried).await == 0 {
                tokio::task::yield_now().await;
            }
        })
        .await;
        worker.abort();
        assert!(world.number(tried).await <= 2 * i64::from(LANES), "{}", world.engine);
    }
}

/// The lines of a mail's head that begin with that name.
fn heads<'a>(mail: &'a str, name: &str) -> Vec<&'a str> {
    let (head, _) = mail.split_once("\r\n\r\n").unwrap();
    head.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect()
}

#[tokio::test]
async fn the_head_of_every_mail_says_what_the_standards_ask_of_one_that_a_program_sends() {
    for world in worlds().await {
        let (url, mut received) = mail_server(1).await;
        let (clock, hand) = Clock::fixed(NOON);
        let mut site = with_server(&world, &url, clock);
        let (public_url, mail_from) = ("https://hub.example:8443".to_owned(), "Post <post@mails.example>".to_owned());
        site.config = Arc::new(Config { public_url, mail_from, ..(*site.config).clone() });
        let mut mails = vec![a_mail("One"), a_notice("Two"), a_secret("Three"), a_notice("Four")];
        for mail in &mut mails {
            mail.letter.subject += " ärgerlich";
            mail.letter.text = format!("{} Zoë\n.\n", "long ".repeat(400));
        }
        let keys: BTreeSet<String> = mails.iter().map(|mail| format!("{:016x}", mail.key.0)).collect();
        queue_all(&site, mails, true).await.unwrap();
        let worker = start(&site);
        let mut ids = BTreeSet::new();
        for number in 0..4 {
            if number == 3 {
                // The one that was refused, tried again.
                soon(async {
                    while world.number("select count(*) as n from outbox where tries > 0").await == 0 {
                        tokio::task::yield_now().await;
                    }
                })
                .await;
                hand.store(NOON.plus_seconds(60).0, Ordering::SeqCst);
                site.mail_waits.notify_one();
            }
            let mail = soon(received.recv()).await.unwrap();
            for (name, value) in [("MIME-Version", "1.0"), ("Auto-Submitted", "auto-generated")] {
                assert_eq!(heads(&mail, name), [value], "{mail}");
            }
            assert_eq!(heads(&mail, "From"), ["Post <post@mails.example>"]);
            for name in ["Date", "To", "Subject", "Message-ID", "Content-Type"] {
                assert_eq!(heads(&mail, name).len(), 1, "{name}: {mail}");
            }
            assert!(heads(&mail, "Date")[0].starts_with("Tue, 24 Nov 2026 12:0"), "the day by our clock: {mail}");
            let stops = ["Two", "Four"].iter().any(|subject| mail.contains(&format!("Subject: {subject}")));
            for name in ["List-Unsubscribe", "List-Unsubscribe-Post", "List-Id"] {
                assert_eq!(heads(&mail, name).len(), usize::from(stops), "{name}: {mail}");
            }
            if stops {
                assert_eq!(heads(&mail, "List-Unsubscribe"), ["<http://localhost:3000/notices/stop/x>"]);
                assert_eq!(heads(&mail, "List-Unsubscribe-Post"), ["List-Unsubscribe=One-Click"]);
                assert_eq!(heads(&mail, "List-Id"), ["<notices.hub.example>"]);
            }
            let (head, _) = mail.split_once("\r\n\r\n").unwrap();
            assert!(head.is_ascii() && !head.contains("\r\n\r"), "{head}");
            for line in mail.split("\r\n") {
                assert!(line.len() <= 998 && !line.contains(['\r', '\n']), "RFC 5322, 2.1.1: {line}");
            }
            let id = heads(&mail, "Message-ID")[0].trim_matches(['<', '>']).to_owned();
            ids.insert(id.strip_suffix("@hub.example").unwrap().to_owned());
        }
        worker.abort();
        assert_eq!(ids, keys, "each its own, and the same when it is sent again");
    }
}

#[tokio::test]
async fn an_exchange_writes_under_its_own_name_which_adds_nothing_to_the_head() {
    for world in worlds().await {
        let (url, mut received) = mail_server(0).await;
        let (clock, _) = Clock::fixed(NOON);
        let mut site = with_server(&world, &url, clock);
        let mail_from = "Post <post@mails.example>".to_owned();
        site.config = Arc::new(Config { mail_from, ..(*site.config).clone() });
        for (name, stands) in [
            ("", "Post <post@mails.example>"),
            ("Riverside LETS", "\"Riverside LETS\" <post@mails.example>"),
            ("Mill, \"Quay\" & Sons", ""),
            ("Ada <ada@evil.example>", ""),
            ("Zoë\r\nBcc: eve@evil.example", ""),
            ("Mill\r\nBcc: eve@evil.example\r\n\r\nHi", ""),
        ] {
            let mut mail = a_mail("One");
            mail.letter.from = name.to_owned();
            queue_all(&site, vec![mail], true).await.unwrap();
            let worker = start(&site);
            let mail = soon(received.recv()).await.unwrap();
            worker.abort();
            let [from] = heads(&mail, "From")[..] else { panic!("{} {name:?}: {mail}", world.engine) };
            assert!(stands.is_empty() || from == stands, "{} {name:?}: {from}", world.engine);
            // Whatever the name holds, the one address is ours.
            let mailbox: lettre::message::Mailbox = from.parse().unwrap();
            assert_eq!(mailbox.email.to_string(), "post@mails.example", "{} {name:?}: {from}", world.engine);
            assert_eq!(heads(&mail, "Bcc"), Vec::<&str>::new(), "{mail}");
            assert!(!mail.split_once("\r\n\r\n").unwrap().1.contains("eve@"), "{mail}");
        }
    }
}
