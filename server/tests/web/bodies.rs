//! Bodies that are too large: whoever sends all of one before reading anything can read why it was refused, on every page, in every
//! framing; and whoever never ends is cut off.

use std::net::SocketAddr;
use std::time::Duration;

use manyhands::routes;
use manyhands::serve::WireLimits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::browser::riverside;
use crate::common::process::{HERE, Process, connected, heard, rest};
use crate::common::worlds;
use crate::stopping::signed_in;
use crate::whose::filled;
use crate::wire::{LONG, PATIENT, SHORT, Wire};

/// What a form may have, and a sign-in, which may carry another form.
const LIMIT: usize = 64 * 1024;
const SIGN_IN: usize = manyhands::sign_in::BODY;

/// Nobody's.
const NO_ID: &str = "018f0000-0000-7000-8000-000000000000";

/// A POST to that path, with so many bytes in one framing.
fn request((path, cookie): (&str, &str), size: usize, framing: &str) -> String {
    let body = format!("description={}", "x".repeat(size - 12));
    let framed = match framing {
        "chunked" => {
            let chunks = body.as_bytes().chunks(50_000).map(|chunk| String::from_utf8_lossy(chunk));
            let chunks = chunks.map(|chunk| format!("{:x}\r\n{chunk}\r\n", chunk.len())).collect::<String>();
            format!("transfer-encoding: chunked\r\n\r\n{chunks}0\r\n\r\n")
        }
        "expected" => format!("expect: 100-continue\r\ncontent-length: {size}\r\n\r\n{body}"),
        _ => format!("content-length: {size}\r\n\r\n{body}"),
    };
    format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\n{framed}"
    )
}

/// Sends all of it, and only then reads; the one answer that came, whole. Unless all was read, it says that it is the last.
async fn sent_whole(to: SocketAddr, request: &str) -> String {
    let mut stream = connected(HERE, to).await;
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = heard(&mut stream, "\r\n\r\n").await;
    if head.starts_with("HTTP/1.1 100 ") {
        head = heard(&mut stream, "\r\n\r\n").await;
    }
    let length = head.split("content-length: ").nth(1).unwrap().lines().next().unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    tokio::time::timeout(Duration::from_secs(60), stream.read_exact(&mut body)).await.unwrap().unwrap();
    if head.contains("connection: close") {
        let more = tokio::time::timeout(Duration::from_secs(60), stream.read(&mut [0])).await.unwrap();
        assert_eq!(more.unwrap(), 0, "{head}");
    } else {
        assert!(request.len() < SIGN_IN * 2, "{head}");
    }
    head + &String::from_utf8(body).unwrap()
}

#[tokio::test]
async fn whoever_sends_all_of_a_large_body_before_reading_can_read_why_it_is_refused() {
    for world in worlds().await {
        riverside(&world).await;
        let server = Process::start(&world, |_| {}).await;
        let cookie = signed_in(connected(HERE, server.address).await).await;
        for (path, cookie, most) in [("/riverside/transfers", cookie.as_str(), LIMIT), ("/sign-in", "", SIGN_IN)] {
            for framing in ["counted", "chunked", "expected"] {
                for size in [most + 1, most * 2, 1_000_000, 10_000_000] {
                    let said = sent_whole(server.address, &request((path, cookie), size, framing)).await;
                    assert!(said.starts_with("HTTP/1.1 413"), "{} {path} {framing} {size}: {said}", world.engine);
                    assert!(said.contains("Too large"), "{said}");
                }
            }
        }
        // Whoever sends as much as may be goes on with the same connection.
        let fine = request(("/sign-in", ""), SIGN_IN, "counted");
        let mut stream = connected(HERE, server.address).await;
        stream.write_all(fine.as_bytes()).await.unwrap();
        let said = heard(&mut stream, "</html>").await;
        assert!(said.starts_with("HTTP/1.1 422") && !said.contains("connection: close"), "{said}");
    }
}

#[tokio::test]
async fn every_page_that_takes_a_form_refuses_one_that_is_too_large_so_that_it_can_be_read() {
    for world in worlds().await {
        riverside(&world).await;
        let server = Process::start(&world, |_| {}).await;
        let cookie = signed_in(connected(HERE, server.address).await).await;
        for route in routes::table().into_iter().filter(|route| route.writes) {
            let below = if route.in_exchange { "/riverside" } else { "" };
            let path = format!("{below}{}", filled(route.path, NO_ID).replace("{token}", "none"));
            // A sheet of members may be larger than other forms.
            let size = if path.ends_with("/members/import") { 2_000_000 } else { 1_000_000 };
            for cookie in [&cookie, ""] {
                let said = sent_whole(server.address, &request((&path, cookie), size, "counted")).await;
                assert!(said.starts_with("HTTP/1.1 413") && said.contains("Too large"), "{path}: {said}");
            }
        }
        // From elsewhere nothing of it is read; the next request may not come on this connection.
        for size in [20, LIMIT, 10_000_000] {
            let request = request(("/riverside/transfers", &cookie), size, "counted");
            let request = request.replace("same-origin", "cross-site");
            let said = sent_whole(server.address, &request).await;
            assert!(said.starts_with("HTTP/1.1 403") && said.contains("connection: close"), "{size}: {said}");
        }
    }
}

/// A POST that is refused for its size, and goes on for ever.
const FOR_EVER: &str = "POST /take HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";

#[tokio::test]
async fn a_body_that_never_ends_is_cut_off_by_its_size_its_time_or_a_stop() {
    let chunk = format!("186a0\r\n{}\r\n", "x".repeat(100_000));
    for limits in [
        WireLimits { rest: 1_000_000, ..PATIENT },
        WireLimits { body: SHORT * 4, ..PATIENT },
        WireLimits { stop_half: SHORT * 4, ..PATIENT },
    ] {
        let wire = Wire::with(limits, "").await;
        let (mut reads, mut writes) = wire.connect().await.into_split();
        writes.write_all(FOR_EVER.as_bytes()).await.unwrap();
        let chunk = chunk.clone();
        let sends = tokio::spawn(async move { while writes.write_all(chunk.as_bytes()).await.is_ok() {} });
        let mut said = [0; 12];
        reads.read_exact(&mut said).await.unwrap();
        assert_eq!(&said, b"HTTP/1.1 413");
        if limits.stop_half < PATIENT.stop_half {
            wire.stop();
            wire.ends().await;
        }
        tokio::time::timeout(Duration::from_secs(60), sends).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn whoever_says_nothing_more_after_the_answer_is_not_waited_for_and_makes_room() {
    let wire = Wire::with(WireLimits { rest_quiet: SHORT, ..PATIENT }, "").await;
    let mut stream = wire.connect().await;
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    assert!(rest(&mut stream).await.ends_with("here."));
    // Its own end stays open.
    wire.stop();
    wire.ends().await;

    let wire = Wire::with(WireLimits { per_address: 1, rest_quiet: LONG, ..PATIENT }, "").await;
    let mut first = wire.connect().await;
    first.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    assert!(rest(&mut first).await.ends_with("here."));
    let mut second = wire.connect().await;
    second.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    heard(&mut second, "here.").await;
}
