//! Strangers on the wire: whoever is slow, silent or many keeps nobody out, and a stop answers whoever has asked.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use manyhands::serve::WireLimits;
use manyhands::serve::wire::{self, FrontDoor};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::common::process::{HERE, THERE, connected, heard, rest, told};

const ASK: &str = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
const ASK_SLOWLY: &str = "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n";
pub const LONG: Duration = Duration::from_secs(300);
pub const SHORT: Duration = Duration::from_millis(100);

/// Nobody is cut off.
pub const PATIENT: WireLimits = WireLimits {
    head: LONG,
    body: LONG,
    idle: LONG,
    idle_of_proxy: LONG,
    stalled: LONG,
    head_size: 16 * 1024,
    rest: usize::MAX,
    rest_quiet: Duration::from_secs(1),
    per_address: 100,
    in_all: 100,
    stop_quiet: LONG,
    stop_half: LONG,
    stop_answer: LONG,
};

pub struct Wire {
    address: SocketAddr,
    stop: watch::Sender<Option<Instant>>,
    done: JoinHandle<()>,
    /// A slow answer takes one.
    answers: Arc<Semaphore>,
}

impl Wire {
    pub async fn with(limits: WireLimits, proxies: &str) -> Self {
        let answers = Arc::new(Semaphore::new(0));
        let waits = Arc::clone(&answers);
        let slow = async move || {
            waits.acquire().await.unwrap().forget();
            "slow."
        };
        let large = async || "x".repeat(30_000_000);
        let app = Router::new().route("/", get(async || "here.")).route("/slow", get(slow)).route("/large", get(large));
        let app = app.route("/take", post(async |body: String| format!("taken {body}.")));
        let listener = TcpListener::bind((HERE, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = watch::channel(None);
        let door = FrontDoor { limits, proxies: proxies.parse().unwrap() };
        let done = tokio::spawn(wire::serve(listener, app, door, stopped));
        Self { address, stop, done, answers }
    }

    pub async fn connect(&self) -> TcpStream {
        connected(HERE, self.address).await
    }

    pub fn stop(&self) {
        self.stop.send_replace(Some(Instant::now()));
    }

    pub async fn ends(self) {
        tokio::time::timeout(Duration::from_secs(60), self.done).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn whoever_is_slow_or_silent_is_cut_off_and_everybody_else_is_not() {
    for (limits, said, answered) in [
        (WireLimits { head: SHORT, ..PATIENT }, "", ""),
        (WireLimits { head: SHORT, ..PATIENT }, "G", ""),
        (WireLimits { head: SHORT, ..PATIENT }, "GET / HTTP/1.1\r\nhost: x\r\n", ""),
        (WireLimits { body: SHORT, ..PATIENT }, "POST /take HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf", ""),
        (
            WireLimits { body: SHORT, ..PATIENT },
            "POST /take HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n4\r\nha",
            "",
        ),
        (WireLimits { idle: SHORT, ..PATIENT }, ASK, "here."),
        (
            WireLimits { idle: SHORT, ..PATIENT },
            "POST /take HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\n\r\nhalf",
            "taken half.",
        ),
    ] {
        let wire = Wire::with(limits, "").await;
        let said = told(&mut wire.connect().await, said).await;
        assert!(said.ends_with(answered) && said.is_empty() == answered.is_empty(), "{limits:?}: {said}");
    }
    // What takes long is the server's own affair.
    let wire = Wire::with(WireLimits { head: SHORT, body: SHORT, idle: SHORT, stalled: SHORT, ..PATIENT }, "").await;
    let mut stream = wire.connect().await;
    stream.write_all(ASK_SLOWLY.as_bytes()).await.unwrap();
    let mut one = [0; 1];
    tokio::time::timeout(SHORT * 4, stream.read(&mut one)).await.unwrap_err();
    wire.answers.add_permits(1);
    assert!(rest(&mut stream).await.ends_with("slow."));
}

#[tokio::test]
async fn a_byte_now_and_then_does_not_keep_half_a_request_alive() {
    for (limits, begun) in [
        (WireLimits { head: SHORT * 4, ..PATIENT }, "GET / HTTP/1.1\r\nhost: x\r\nx: "),
        (WireLimits { body: SHORT * 4, ..PATIENT }, "POST /take HTTP/1.1\r\nhost: x\r\ncontent-length: 9999\r\n\r\n"),
    ] {
        let wire = Wire::with(limits, "").await;
        let (mut reads, mut writes) = wire.connect().await.into_split();
        writes.write_all(begun.as_bytes()).await.unwrap();
        let dripping = tokio::spawn(async move {
            let mut tick = tokio::time::interval(SHORT / 4);
            while writes.write_all(b"x").await.is_ok() {
                tick.tick().await;
            }
        });
        let mut said = Vec::new();
        tokio::time::timeout(Duration::from_secs(60), reads.read_to_end(&mut said)).await.unwrap().ok();
        assert_eq!(String::from_utf8_lossy(&said), "");
        dripping.abort();
    }
}

#[tokio::test]
async fn whoever_takes_nothing_of_an_answer_is_cut_off() {
    let wire = Wire::with(WireLimits { stalled: SHORT, ..PATIENT }, "").await;
    let mut stream = wire.connect().await;
    stream.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    // Nothing is read: the server cannot write on. It ends all the same.
    heard(&mut stream, "\r\n\r\n").await;
    wire.stop();
    wire.ends().await;
    assert!(rest(&mut stream).await.len() < 30_000_000);
}

#[tokio::test]
async fn a_head_above_sixteen_kilobytes_is_refused_with_431() {
    let wire = Wire::with(PATIENT, "").await;
    for (size, status) in [(100, "200"), (15_000, "200"), (17_000, "431"), (60_000, "431"), (390_000, "431")] {
        let head = format!("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx: {}\r\n\r\n", "y".repeat(size));
        let said = told(&mut wire.connect().await, &head).await;
        assert!(said.starts_with(&format!("HTTP/1.1 {status} ")), "{size}: {said}");
    }
}

#[tokio::test]
async fn of_too_many_silent_connections_the_oldest_go_and_the_newest_is_heard() {
    for limits in [WireLimits { per_address: 3, ..PATIENT }, WireLimits { in_all: 3, ..PATIENT }] {
        let wire = Wire::with(limits, "").await;
        let mut all = Vec::new();
        for said in ["", "", "G", ASK, "POST /take HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nhalf", "", ""] {
            let mut stream = wire.connect().await;
            stream.write_all(said.as_bytes()).await.unwrap();
            all.push(stream);
        }
        for from in [HERE, THERE] {
            let mut newest = connected(from, wire.address).await;
            newest.write_all(ASK.as_bytes()).await.unwrap();
            heard(&mut newest, "here.").await;
            all.push(newest);
        }
        let (closed, mut gone) = tokio::sync::mpsc::channel(100);
        let all_were = all.len();
        for mut stream in all {
            let closed = closed.clone();
            tokio::spawn(async move {
                stream.read_to_end(&mut Vec::new()).await.ok();
                closed.send(()).await.ok();
            });
        }
        // One of them came from elsewhere.
        let stay = if limits.in_all == 3 { 3 } else { 4 };
        for _ in stay..all_were {
            tokio::time::timeout(Duration::from_secs(60), gone.recv()).await.unwrap().unwrap();
        }
        assert!(gone.try_recv().is_err(), "{stay} stay");
    }
}

#[tokio::test]
async fn whoever_is_being_answered_keeps_their_place() {
    let wire = Wire::with(WireLimits { per_address: 2, ..PATIENT }, "").await;
    let mut asked = Vec::new();
    for _ in 0..2 {
        let mut stream = wire.connect().await;
        stream.write_all(ASK.as_bytes()).await.unwrap();
        heard(&mut stream, "here.").await;
        stream.write_all(ASK_SLOWLY.as_bytes()).await.unwrap();
        asked.push(stream);
    }
    assert_eq!(told(&mut wire.connect().await, ASK).await, "");
    let mut other = connected(THERE, wire.address).await;
    other.write_all(ASK.as_bytes()).await.unwrap();
    heard(&mut other, "here.").await;
    wire.answers.add_permits(2);
    for mut stream in asked {
        heard(&mut stream, "slow.").await;
    }
}

#[tokio::test]
async fn a_trusted_proxy_may_have_as_many_as_it_likes() {
    let limits = WireLimits { per_address: 2, in_all: 2, idle: SHORT, ..PATIENT };
    let wire = Wire::with(limits, "127.0.0.0/30").await;
    let mut all = Vec::new();
    for _ in 0..20 {
        let mut stream = wire.connect().await;
        stream.write_all(ASK.as_bytes()).await.unwrap();
        heard(&mut stream, "here.").await;
        all.push(stream);
    }
    for mut stream in all {
        stream.write_all(ASK.as_bytes()).await.unwrap();
        heard(&mut stream, "here.").await;
    }
}

#[tokio::test]
async fn after_a_stop_whoever_has_asked_is_answered_and_the_answer_says_that_it_is_the_last() {
    let wire = Wire::with(PATIENT, "").await;
    let (mut idle, mut slow, mut half) = (wire.connect().await, wire.connect().await, wire.connect().await);
    idle.write_all(ASK.as_bytes()).await.unwrap();
    let kept = heard(&mut idle, "here.").await;
    assert!(!kept.to_lowercase().contains("connection: close"), "{kept}");
    slow.write_all(ASK_SLOWLY.as_bytes()).await.unwrap();
    half.write_all(b"POST /take HTTP/1.1\r\nhost: x\r\ncontent-length: 8\r\n\r\nhalf").await.unwrap();
    // Both are with the server.
    heard_by(&wire).await;
    wire.stop();
    for (stream, said, answered) in
        [(&mut idle, ASK, "here."), (&mut half, "half", "taken halfhalf."), (&mut slow, "", "slow.")]
    {
        wire.answers.add_permits(usize::from(answered == "slow."));
        let said = told(stream, said).await;
        assert!(said.ends_with(answered) && said.to_lowercase().contains("connection: close"), "{answered} {said}");
    }
    let address = wire.address;
    wire.ends().await;
    TcpStream::connect(address).await.unwrap_err();
}

/// Comes back when the server has read whatever was sent before: it reads this later.
async fn heard_by(wire: &Wire) {
    let mut stream = wire.connect().await;
    stream.write_all(ASK.as_bytes()).await.unwrap();
    heard(&mut stream, "here.").await;
    stream.shutdown().await.unwrap();
    rest(&mut stream).await;
}

#[tokio::test]
async fn after_a_stop_idle_and_half_sent_ones_end_without_an_answer_and_unanswered_ones_at_the_latest() {
    let stop = WireLimits { stop_quiet: SHORT, stop_half: SHORT, stop_answer: SHORT * 3, ..PATIENT };
    let wire = Wire::with(stop, "").await;
    let mut all = Vec::new();
    for said in
        ["", "G", "GET / HTTP/1.1\r\n", "POST /take HTTP/1.1\r\nhost: x\r\ncontent-length: 8\r\n\r\nhalf", ASK_SLOWLY]
    {
        let mut stream = wire.connect().await;
        stream.write_all(said.as_bytes()).await.unwrap();
        all.push(stream);
    }
    heard_by(&wire).await;
    wire.stop();
    for stream in &mut all {
        assert_eq!(rest(stream).await, "");
    }
    wire.ends().await;
}
