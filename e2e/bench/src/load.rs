//! The loads: payments as fast as so many clients get answers, and pages at a constant rate.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use manyhands::clock::{Clock, fresh_transfer_id};
use manyhands::db::Db;
use manyhands::ledger::{PostError, post};
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until};

use crate::dice::Dice;
use crate::http::{Answer, Connection};
use crate::stats::number;
use crate::world::{Pick, World};

/// What a round came to.
#[derive(Clone, Debug, Default)]
pub struct Round {
    /// How many a second.
    pub per_second: f64,
    /// How long each took.
    pub times: Vec<Duration>,
    /// How many there were, those before and after the measured time with them.
    pub all: usize,
}

/// How long before the measured time a load begins: connections open, statements get prepared.
const WARM: Duration = Duration::from_secs(1);

/// When each of the clients measures.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: Instant,
    until: Instant,
}

impl Span {
    fn starting_now(seconds: u64) -> Self {
        let from = Instant::now() + WARM;
        Self { from, until: from + Duration::from_secs(seconds) }
    }

    fn holds(&self, moment: Instant) -> bool {
        self.from <= moment && moment < self.until
    }
}

/// Puts the clients' times together.
async fn gather(clients: Vec<tokio::task::JoinHandle<(usize, Vec<Duration>)>>, seconds: u64) -> Round {
    let mut round = Round::default();
    for client in clients {
        let (all, times) = client.await.expect("a client that ends");
        round.all += all;
        round.times.extend(times);
    }
    round.per_second = number(round.times.len()) / Duration::from_secs(seconds).as_secs_f64();
    round
}

/// `POST /{slug}/transfers` by so many clients, each with one connection, until the time is over.
pub async fn payments(world: &Arc<World>, address: &str, clients: usize, seconds: u64) -> Round {
    let span = Span::starting_now(seconds);
    let started = (0..clients).map(|number| {
        let (world, address) = (Arc::clone(world), address.to_owned());
        tokio::spawn(async move {
            let mut connection = Connection::open(&address).await.expect("a connection");
            let (mut dice, mut all, mut times) = (seed(number), 0, Vec::new());
            loop {
                let sent = Instant::now();
                if sent >= span.until {
                    return (all, times);
                }
                let pick = world.pick(&mut dice).expect("somebody to pay");
                pay(&mut connection, &address, pick).await;
                all += 1;
                if span.holds(Instant::now()) {
                    times.push(sent.elapsed());
                }
            }
        })
    });
    gather(started.collect(), seconds).await
}

/// Each run of a client draws others than the last one did.
fn seed(number: usize) -> Dice {
    let random = u64::from_be_bytes(manyhands::clock::random());
    Dice::new(random ^ u64::try_from(number).unwrap_or(0))
}

async fn pay(connection: &mut Connection, address: &str, pick: Pick<'_>) {
    let id = fresh_transfer_id().to_string();
    let (whole, cents) = (pick.amount / 100, pick.amount % 100);
    let to = pick.payee.code.as_str();
    let whose = format!("person={}&member={}", pick.payer.person.0, pick.payer.code);
    let body = format!("{whose}&id={id}&to={to}&amount={whole}.{cents:02}&description=Bread+and+oil&shown=&side=");
    let request = format!(
        "POST /{}/transfers HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\nsec-fetch-site: same-origin\r\n\
         cookie: manyhands={}\r\naccept-encoding: gzip, deflate, br\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {}\r\n\r\n{body}",
        pick.village.slug,
        pick.payer.cookie,
        body.len()
    );
    let answer = connection.send(request.as_bytes()).await.expect("an answer");
    let paid = answer.status == 303 && answer.location.as_ref().is_some_and(|place| place.ends_with(&id));
    assert!(paid, "a payment was answered {answer:?}");
}

/// `db.write` and `ledger::post` by so many tasks; if `alone`, one at a time, so that none shares its commit.
pub async fn posts(world: &Arc<World>, db: &Db, (tasks, alone): (usize, bool), seconds: u64) -> Round {
    let (span, turn) = (Span::starting_now(seconds), Arc::new(Mutex::new(())));
    let started = (0..tasks).map(|number| {
        let (world, db, turn) = (Arc::clone(world), db.clone(), Arc::clone(&turn));
        tokio::spawn(async move {
            let (mut dice, mut all, mut times) = (seed(number), 0, Vec::new());
            loop {
                let sent = Instant::now();
                if sent >= span.until {
                    return (all, times);
                }
                let pick = world.pick(&mut dice).expect("somebody to pay");
                let transfer = pick.transfer(fresh_transfer_id(), Clock::system().now());
                let held = if alone { Some(turn.lock().await) } else { None };
                let posted = db.write(transfer, async |tx, transfer| post(tx, std::slice::from_ref(transfer)).await);
                posted.await.unwrap_or_else(|error: PostError| panic!("a post was answered {error:?}"));
                drop(held);
                all += 1;
                if span.holds(Instant::now()) {
                    times.push(sent.elapsed());
                }
            }
        })
    });
    gather(started.collect(), seconds).await
}

/// A page as a browser asks for it.
pub fn page(address: &str, path: &str, cookie: &str) -> Vec<u8> {
    format!(
        "GET {path} HTTP/1.1\r\nhost: {address}\r\ncookie: manyhands={cookie}\r\naccept-encoding: gzip, deflate, br\r\n\
         accept-language: en\r\n\r\n"
    )
    .into_bytes()
}

/// Asks for `requests` in turn at a constant rate, whatever becomes of the ones before; each time is counted from the
/// moment at which it should have been sent.
pub async fn pages(address: &str, requests: Vec<Vec<u8>>, rate: u32, seconds: u32) -> Vec<Duration> {
    let (requests, next) = (Arc::new(requests), Arc::new(AtomicUsize::new(0)));
    let (total, every) = (usize::try_from(rate * seconds).unwrap_or(0), Duration::from_secs(1) / rate);
    let start = Instant::now() + Duration::from_millis(200);
    let lines = (0..LINES).map(|_| {
        let (requests, next, address) = (Arc::clone(&requests), Arc::clone(&next), address.to_owned());
        tokio::spawn(async move {
            let mut connection = Connection::open(&address).await.expect("a connection");
            let mut times = Vec::new();
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                if turn >= total {
                    return times;
                }
                let due = start + every * u32::try_from(turn).unwrap_or(u32::MAX);
                sleep_until(due).await;
                let request = requests.get(turn % requests.len()).expect("a request");
                let answer = connection.send(request).await.expect("an answer");
                assert!(matches!(answer, Answer { status: 200, body: 1.., .. }), "a page was answered {answer:?}");
                times.push(due.elapsed());
            }
        })
    });
    let mut times = Vec::with_capacity(total);
    for line in lines.collect::<Vec<_>>() {
        times.extend(line.await.expect("a line that ends"));
    }
    times
}

/// Connections for pages: as many requests may be under way.
const LINES: usize = 64;
