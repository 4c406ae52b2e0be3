//! Mails leave after the transaction that caused them, at least once, and only as what they are.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use app::mails::Letter;
use manyhands::clock::Clock;
use manyhands::config::Config;
use manyhands::db::DbError;
use manyhands::mail::worker::Sender;
use manyhands::mail::{Mail, MailKey, store};
use manyhands::notices::worker;
use manyhands::site::Site;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::common::{NOON, World, worlds};

/// A mail server that refuses the first `refusals` mails for now and hands over what it takes.
pub async fn mail_server(refusals: usize) -> (String, UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let (taken, received) = unbounded_channel();
    tokio::spawn(async move {
        let mut refusals = refusals;
        while let Ok((stream, _)) = listener.accept().await {
            // A client that hangs up in the middle is no failure of the test.
            speak(stream, &mut refusals, &taken).await.ok();
        }
    });
    (url, received)
}

async fn speak(stream: TcpStream, refusals: &mut usize, taken: &UnboundedSender<String>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 test\r\n").await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        let word = line.get(..4).unwrap_or("").to_uppercase();
        let answer = match word.as_str() {
            "MAIL" if *refusals > 0 => {
                *refusals -= 1;
                "451 later\r\n"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                taken.send(text_of(&mut stream).await?).ok();
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

async fn text_of(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut text = String::new();
    while !text.ends_with("\r\n.\r\n") && stream.read_line(&mut text).await? > 0 {}
    Ok(text)
}

/// The same installation with a mail server.
pub fn with_server(world: &World, url: &str, clock: Clock) -> Site {
    let config = Config { smtp_url: Some(url.to_owned()), ..(*world.site.config).clone() };
    Site { config: Arc::new(config), clock, ..world.site.clone() }
}

/// Queues a mail in a transaction that keeps or drops it.
async fn queue(site: &Site, subject: &'static str, keep: bool) -> Result<(), DbError> {
    let (subject, text, html) = (subject.to_owned(), "Hello, Ada.\n".to_owned(), "<p>Hello, Ada.</p>".to_owned());
    let letter = Letter { subject, text, html, stop_url: String::new() };
    let mail = Mail { key: MailKey::fresh(), to: "ada@riverside.example".into(), letter, until: None };
    let queued = site.db.write((mail, keep), async |tx, (mail, keep)| {
        store::enqueue(tx, std::slice::from_ref(mail), NOON).await?;
        if *keep { Ok(()) } else { Err(DbError::from(sqlx::Error::RowNotFound)) }
    });
    queued.await
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
    tokio::time::timeout(Duration::from_secs(60), future).await.unwrap()
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
