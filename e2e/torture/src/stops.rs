//! Orderly stops under load (promise R13): after SIGTERM the listener closes first, whoever has asked is answered, and the server ends
//! with 0 within eight seconds, whoever is connected. What a broken answer is stands in [`crate::line`]: there must be none.
//!
//! Beside those who pay and look all the time, from near and from far, there are some who think before each request, so that the server
//! closes their connection whenever it likes to; some who open a connection for each request; connections on which nothing is said, or
//! nothing any more; and requests that are half sent, some of which are sent to their end after SIGTERM and then must be answered as well.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::checker::{self, Event, Fate};
use crate::client::Client;
use crate::dice::Dice;
use crate::line::{Happened, Line};
use crate::process::Server;
use crate::world::{self, World};
use crate::{Engine, Options, backup};

/// Who are far away, and how far: a server that closes what is idle now closes under their requests.
const FAR: usize = 6;
const DISTANCE: Duration = Duration::from_millis(40);
/// Who think before each request, at most so long.
const THINKING: usize = 4;
const THOUGHT: u64 = 1_200;
/// Who come anew for each request.
const HURRIED: usize = 2;
/// Connections of each kind that only stand about: that never say anything, that said something once.
const IDLE: usize = 20;
/// Requests of each kind that are half sent, in every second stop: they keep the server from ending for two seconds.
const HALF: usize = 10;
/// As long as they may take to their end.
const REST: u64 = 1_500;

/// A request in two halves; and half of one whose rest never comes.
const HALVES: [(&str, &str); 2] = [
    ("GET /livez HTTP/1.1\r\nhost: x\r\n", "\r\n"),
    (
        "POST /preferences HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: 11\r\n\r\nlang",
        "uage=es",
    ),
];

/// How somebody goes about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Busy,
    Far,
    Thinking,
    Hurried,
}

/// Somebody with a connection of their own.
struct Guest {
    client: Client,
    manner: Manner,
    dice: Dice,
}

/// What one stop came to, or all of them.
#[derive(Debug, Default)]
struct Sums {
    answered: u64,
    last: u64,
    busy: u64,
    found_closed: u64,
    not_sent: u64,
    refused: usize,
    longest: Duration,
    broken: Vec<String>,
}

/// What is broken, a line each.
pub fn run(options: &Options, folder: &Path) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = runtime.block_on(world::database(options.engine, folder));
    let mut server = Server::new(&options.server, folder, &url);
    server.start();
    server.stop();
    let world = runtime.block_on(World::lay(&url, world::MEMBERS));
    let mut dice = Dice::new(options.seed);
    let mut guests = guests(options, &world, (&mut dice, address(&server)));
    let mut all = Sums::default();
    for number in 1..=options.stops {
        server.start();
        let seen = one(&server, &mut guests, (number, &mut dice));
        all.add(seen);
        if options.engine == Engine::Sqlite {
            all.broken.extend(backup::one_file(
                options,
                folder,
                &backup::paid(guests.iter().map(|guest| &guest.client)),
            ));
        }
    }
    server.start();
    ask_again(&server, &mut guests);
    server.stop();
    let history: Vec<Event> = guests.into_iter().flat_map(|guest| guest.client.into_history()).collect();
    let paid = history.iter().filter(|event| event.fate == Fate::Paid).count();
    println!("{} stops, the longest {} ms; {paid} paid; {all}", options.stops, all.longest.as_millis());
    all.broken.extend(checker::check(&history, &[], &runtime.block_on(world::books(&url))));
    let least = u64::from(options.stops) * 5;
    if all.last < least || all.answered < least * 4 {
        all.broken.push("too few were answered to prove anything".to_owned());
    }
    all.broken
}

fn address(server: &Server) -> SocketAddr {
    server.url().trim_start_matches("http://").parse().expect("an address")
}

fn guests(options: &Options, world: &World, (dice, to): (&mut Dice, SocketAddr)) -> Vec<Guest> {
    let busy = std::iter::repeat_n(Manner::Busy, options.clients);
    let manners = busy.chain([Manner::Far; FAR]).chain([Manner::Thinking; THINKING]).chain([Manner::Hurried; HURRIED]);
    let guest = |(number, manner)| {
        let distance = if manner == Manner::Far { DISTANCE } else { Duration::ZERO };
        let line = Line::new(to, manner != Manner::Hurried).at_distance(distance);
        Guest { client: Client::new(number, dice.next(), world).on(line), manner, dice: Dice::new(dice.next()) }
    };
    manners.enumerate().map(guest).collect()
}

/// One stop; half of them with requests that are half sent.
fn one(server: &Server, guests: &mut [Guest], (number, dice): (u32, &mut Dice)) -> Sums {
    let (told, over) = (OnceLock::new(), AtomicBool::new(false));
    let (to, url) = (address(server), server.url());
    let after = Duration::from_millis(200 + dice.below(600));
    let mut halves = if number % 2 == 0 { half_sent(to) } else { Vec::new() };
    let idle = standing_about(to);
    let mut rests = Dice::new(dice.next());
    let fault = std::thread::scope(|scope| {
        for guest in guests.iter_mut() {
            scope.spawn(|| guest.go_on(url, &over));
        }
        scope.spawn(|| send_the_rest(&mut halves, &told, &mut rests));
        std::thread::sleep(after);
        told.set(Instant::now()).expect("told once");
        let fault = server.stop();
        over.store(true, Ordering::Relaxed);
        fault.map_or_else(|| Ok(told.get().map(Instant::elapsed).unwrap_or_default()), Err)
    });
    drop(idle);
    let told = told.get().copied().expect("it was told");
    let mut sums = Sums::default();
    for happened in guests.iter().map(|guest| guest.client.happened()) {
        sums.note(happened, told);
    }
    for (line, _) in &mut halves {
        sums.note(line.happened(), told);
    }
    match fault {
        Ok(longest) => sums.longest = longest,
        Err(fault) => sums.broken.push(fault),
    }
    println!("stop {number:>3} after {:>4} ms: ended in {:>4} ms, {sums}", after.as_millis(), sums.longest.as_millis());
    sums
}

impl Guest {
    /// Pays and looks by turns until the server takes nobody any more.
    fn go_on(&mut self, url: &str, over: &AtomicBool) {
        for turn in 0_u32.. {
            if self.client.is_refused() || over.load(Ordering::Relaxed) {
                return;
            }
            match turn % 2 {
                0 => self.client.act(url),
                _ => self.client.look(url),
            }
            if self.manner == Manner::Thinking {
                std::thread::sleep(Duration::from_millis(self.dice.below(THOUGHT)));
            }
        }
    }
}

/// Connections that say nothing, and such as have had an answer.
fn standing_about(to: SocketAddr) -> Vec<Line> {
    let mut all = Vec::new();
    for _ in 0..IDLE {
        let (mut silent, mut answered) = (Line::new(to, true), Line::new(to, true));
        silent.begin("");
        answered.ask("GET /livez HTTP/1.1\r\nhost: x\r\n\r\n");
        all.extend([silent, answered]);
    }
    all
}

/// Requests that are half sent, with what is missing of those that will be sent to their end.
fn half_sent(to: SocketAddr) -> Vec<(Line, Option<&'static str>)> {
    let mut all = Vec::new();
    for (number, (begun, rest)) in std::iter::repeat_n(HALVES, HALF).flatten().enumerate() {
        let mut line = Line::new(to, true);
        line.begin(begun);
        all.push((line, (number / 2 % 2 == 0).then_some(rest)));
    }
    all
}

/// After SIGTERM, one after the other.
fn send_the_rest(halves: &mut [(Line, Option<&'static str>)], told: &OnceLock<Instant>, dice: &mut Dice) {
    let to_end = halves.iter_mut().filter_map(|(line, rest)| Some((line, (*rest)?)));
    let told = *told.wait();
    for (number, (line, rest)) in to_end.enumerate() {
        let share = REST * (u64::try_from(number).unwrap_or(0) + 1) / u64::try_from(HALF).unwrap_or(1);
        let at = Duration::from_millis(share.saturating_sub(dice.below(REST / 10)));
        std::thread::sleep(at.saturating_sub(told.elapsed()));
        line.finish(rest);
    }
}

/// Everything whose fate is not known is asked again, on a server that goes on.
fn ask_again(server: &Server, guests: &mut [Guest]) {
    std::thread::scope(|scope| {
        for guest in guests.iter_mut() {
            scope.spawn(|| {
                guest.client.sign_in(server.url());
                guest.client.ask_again(server.url());
            });
        }
    });
}

impl Sums {
    /// Adds what happened on one connection before and after SIGTERM.
    fn note(&mut self, happened: Happened, told: Instant) {
        self.answered += happened.answered;
        self.last += happened.last;
        self.busy += happened.busy;
        self.found_closed += happened.found_closed;
        self.not_sent += happened.not_sent;
        self.refused += happened.refused.len();
        if happened.refused.iter().any(|at| *at < told) {
            self.broken.push("R13: a connection was refused before SIGTERM".to_owned());
        }
        for (begun, what) in happened.broken {
            let when = match begun.checked_duration_since(told) {
                Some(after) => format!("{:.1} ms after SIGTERM", after.as_secs_f64() * 1e3),
                None => format!("{:.1} ms before SIGTERM", told.duration_since(begun).as_secs_f64() * 1e3),
            };
            self.broken.push(format!("R13: {when}: {what}"));
        }
    }

    fn add(&mut self, other: Self) {
        self.answered += other.answered;
        self.last += other.last;
        self.busy += other.busy;
        self.found_closed += other.found_closed;
        self.not_sent += other.not_sent;
        self.refused += other.refused;
        self.longest = self.longest.max(other.longest);
        self.broken.extend(other.broken);
    }
}

impl std::fmt::Display for Sums {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { answered, last, busy, found_closed, not_sent, refused, broken, .. } = self;
        write!(f, "{answered} answers ({last} said they were the last, {busy} busy), {} broken; ", broken.len())?;
        write!(f, "{found_closed} found closed, {not_sent} closed while sending, {refused} refused")
    }
}
