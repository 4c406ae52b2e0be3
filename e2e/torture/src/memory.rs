//! Strangers who guess passwords cost a real server no more memory than two passwords at a time, and keep nobody out: those beyond a
//! short queue are sent away at once, nothing is written of them, and the owner gets in by trying again (promise R11).

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex};
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::http::header;

use crate::browser::Browser;
use crate::line::Line;
use crate::process::Server;
use crate::world::World;
use crate::{Options, world};

/// Wrong passwords, each from an address of its own, so that none is refused for its number.
const TRIES: usize = 1_000;
/// What the server may have for itself after it, in KiB.
const MOST: u64 = 120 * 1024;
/// Wrong passwords at the same moment.
const AT_ONCE: usize = 200;
/// So many of them may be hashed or wait for it; more only as places become free meanwhile.
const PLACES: usize = 18;
/// After this the owner is kept out.
const LONGEST: Duration = Duration::from_secs(30);

const ATTEMPTS: &str = "select cast(coalesce(sum(count), 0) as bigint) as n from attempts";

/// What is broken, a line each.
pub fn run(options: &Options, folder: &Path) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = runtime.block_on(world::database(options.engine, folder));
    let mut server = Server::new(&options.server, folder, &url).behind_a_proxy();
    server.start();
    let world = runtime.block_on(World::lay(&url, 2));
    let attempts = || runtime.block_on(world::number(&url, ATTEMPTS));
    let mut broken = one_after_the_other(&server);
    let before = attempts();
    // Each is counted for its address, and for its e-mail from there.
    if before != whole(TRIES * 2) {
        broken.push(format!("{TRIES} tries were counted {before} times: it should be {}", TRIES * 2));
    }
    let (tried, told) = at_once(&server, &world);
    let counted = attempts() - before;
    if counted != whole(tried * 2) {
        broken.push(format!("{tried} tries were made and {counted} counts written: a refused try writes none"));
    }
    let after = server.private_memory();
    println!("private memory in the end {} MiB", after / 1024);
    if after > MOST {
        broken.push(format!("wrong passwords left {after} KiB of private memory"));
    }
    broken.extend(told);
    broken
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).expect("few")
}

/// A thousand wrong passwords, as many at a time as the server takes.
fn one_after_the_other(server: &Server) -> Vec<String> {
    let (before, begun) = (server.private_memory(), Instant::now());
    let (left, busy) = (AtomicUsize::new(TRIES), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..24 {
            scope.spawn(|| {
                let config = Agent::config_builder().max_redirects(0).http_status_as_error(false).build();
                let agent: Agent = config.into();
                while let Ok(number) = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1))
                {
                    while !guessed(&agent, server.url(), number) {
                        busy.fetch_add(1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(50));
                    }
                }
            });
        }
    });
    let after = server.private_memory();
    println!(
        "{TRIES} wrong passwords in {} ms, {} sent away meanwhile: private memory {} MiB, then {} MiB",
        begun.elapsed().as_millis(),
        busy.into_inner(),
        before / 1024,
        after / 1024
    );
    if after > MOST { vec![format!("{TRIES} wrong passwords left {after} KiB of private memory")] } else { vec![] }
}

/// Nobody's password, from an address that the proxy vouches for; whether it was tried.
fn guessed(agent: &Agent, url: &str, number: usize) -> bool {
    let request = agent.post(format!("{url}/sign-in")).header("sec-fetch-site", "same-origin").header("origin", url);
    let form = [("email", "nobody@torture.example"), ("password", "wrong")];
    let answer = request.header("x-forwarded-for", address(number)).send_form(form).expect("an answer");
    match answer.status().as_u16() {
        422 => true,
        503 => false,
        status => panic!("a wrong password was answered with {status}"),
    }
}

fn address(number: usize) -> String {
    format!("10.1.{}.{}", number / 250, number % 250 + 1)
}

/// Two hundred at the same moment, each on a connection that is open, and the owner among them; how many were tried, and what is broken.
fn at_once(server: &Server, world: &World) -> (usize, Vec<String>) {
    let to: SocketAddr = server.url().trim_start_matches("http://").parse().expect("an address");
    let (ready, over) = (Barrier::new(AT_ONCE + 2), AtomicBool::new(false));
    let (refusals, tried, broken) = (Mutex::new(Vec::new()), AtomicUsize::new(0), Mutex::new(Vec::new()));
    let mut lives = Vec::new();
    std::thread::scope(|scope| {
        let mut guesses = Vec::new();
        for number in 0..AT_ONCE {
            let (ready, refusals, tried, broken) = (&ready, &refusals, &tried, &broken);
            guesses.push(scope.spawn(move || {
                let mut line = Line::new(to, true);
                line.begin("");
                ready.wait();
                let begun = Instant::now();
                let answer = line.finish(&guess(TRIES + number));
                let took = begun.elapsed();
                let status = answer.as_ref().map_or(0, |answer| answer.status().as_u16());
                let after = answer.as_ref().is_some_and(|answer| answer.headers().contains_key(header::RETRY_AFTER));
                match (status, after) {
                    (422, _) => _ = tried.fetch_add(1, Ordering::SeqCst),
                    (503, true) => refusals.lock().expect("no thread died").push(took),
                    _ => broken.lock().expect("no thread died").push(format!(
                        "a try among {AT_ONCE} was answered with {status} (Retry-After: {after}), {:?}",
                        line.happened()
                    )),
                }
            }));
        }
        let livez = scope.spawn(|| {
            ready.wait();
            live(to, &over)
        });
        ready.wait();
        if let Err(fault) = owner(server, world) {
            broken.lock().expect("no thread died").push(fault);
        }
        for guess in guesses {
            guess.join().expect("no thread died");
        }
        over.store(true, Ordering::SeqCst);
        lives = livez.join().expect("no thread died");
    });
    let (refusals, tried) = (refusals.into_inner().expect("no thread died"), tried.into_inner());
    let mut broken = broken.into_inner().expect("no thread died");
    println!("{AT_ONCE} at once: {tried} tried; {} sent away {}", refusals.len(), spread(&refusals));
    println!("/livez meanwhile {}", spread(&lives));
    if refusals.len() + PLACES * 4 < AT_ONCE {
        broken.push(format!("of {AT_ONCE} tries at once only {} were sent away", refusals.len()));
    }
    (tried, broken)
}

fn guess(number: usize) -> String {
    let (form, kind) = ("email=nobody%40torture.example&password=wrong", "application/x-www-form-urlencoded");
    format!(
        "POST /sign-in HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\nx-forwarded-for: {}\r\ncontent-type: {kind}\r\n\
         content-length: {}\r\n\r\n{form}",
        address(number),
        form.len()
    )
}

/// How long a page takes that costs nothing, until all is over.
fn live(to: SocketAddr, over: &AtomicBool) -> Vec<Duration> {
    let (mut line, mut all) = (Line::new(to, true), Vec::new());
    while !over.load(Ordering::SeqCst) {
        let begun = Instant::now();
        line.ask("GET /livez HTTP/1.1\r\nhost: x\r\n\r\n").expect("a server that lives");
        all.push(begun.elapsed());
        std::thread::sleep(Duration::from_millis(2));
    }
    all
}

/// The owner of an account tries again until it is their turn.
fn owner(server: &Server, world: &World) -> Result<(), String> {
    let (mut browser, begun) = (Browser::new(world.email(0)), Instant::now());
    for tries in 1.. {
        browser.sign_in(server.url());
        if browser.is_signed_in() {
            println!("the owner got in after {tries} tries and {} ms", begun.elapsed().as_millis());
            return Ok(());
        }
        if begun.elapsed() > LONGEST {
            break;
        }
    }
    Err(format!("{AT_ONCE} tries at once kept the owner out for {} s", begun.elapsed().as_secs()))
}

/// Median and 99 in 100.
fn spread(all: &[Duration]) -> String {
    let mut sorted = all.to_vec();
    sorted.sort_unstable();
    let at = |share: usize| sorted.get((sorted.len() * share / 100).min(sorted.len().saturating_sub(1)));
    let text = |share| at(share).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    format!("in {:.1} ms (median), {:.1} ms (p99)", text(50), text(99))
}
