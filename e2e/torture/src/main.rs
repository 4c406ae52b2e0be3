//! Kills a real server under load and checks in its database that no credit was lost or doubled (promises R1 to R4); that no mail of two
//! servers is lost or comes twice (`--part mails`, R24); that strangers' guesses cost no memory (`--part memory`, R11); that an orderly stop
//! breaks no answer (`--part stops`, R13).
//!
//! It shares no code with the product: it starts `manyhands serve`, signs in, posts transfers as browsers do while the chair
//! changes the limits of accounts on the committee's pages, writes down what it sent and what came back, sends SIGKILL at random moments, starts the server again, asks again about
//! everything it does not know, and in the end reads the database itself.
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a program for a terminal that measures, and stops at what it did not expect"
)]

mod backup;
mod browser;
mod chair;
mod checker;
mod client;
mod dice;
mod line;
mod mails;
mod memory;
mod process;
mod sink;
mod stops;
mod world;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chair::Chair;
use checker::{Event, Fate};
use clap::{Parser, ValueEnum};
use client::Client;
use dice::Dice;
use process::Server;
use world::World;

/// Which engine the server runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The books, after kills.
    Books,
    /// The mails of two servers on one PostgreSQL.
    Mails,
    /// The memory of a server whose passwords are guessed.
    Memory,
    /// Orderly stops under load.
    Stops,
}

/// Kills a server under load and checks its books.
#[derive(Debug, Parser)]
struct Options {
    /// The manyhands program
    #[arg(long, default_value = "target/debug/manyhands")]
    server: PathBuf,
    #[arg(long, value_enum, default_value = "books")]
    part: Part,
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
    /// How often the server is killed
    #[arg(long, default_value_t = 20)]
    kills: u32,
    /// How often it is stopped in order, with `--part stops`
    #[arg(long, default_value_t = 25)]
    stops: u32,
    /// Tasks that post at the same time
    #[arg(long, default_value_t = 8)]
    clients: usize,
    /// Instead of kills: a backup under load, a stop, a restore
    #[arg(long)]
    backup: bool,
    /// Repeats a run's choices
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    let options = Options::parse();
    println!(
        "torture: {:?} on {:?}, {} kills, {} stops, {} clients, --seed {}",
        options.part, options.engine, options.kills, options.stops, options.clients, options.seed
    );
    let folder = std::env::temp_dir().join(format!("manyhands-torture-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let broken = match options.part {
        Part::Books => run(&options, &folder),
        Part::Mails => mails::run(&options, &folder),
        Part::Memory => memory::run(&options, &folder),
        Part::Stops => stops::run(&options, &folder),
    };
    if broken.is_empty() {
        std::fs::remove_dir_all(&folder).expect("the temporary folder goes");
        println!("1 passed, 0 failed");
        return ExitCode::SUCCESS;
    }
    for line in broken.iter().take(20) {
        println!("BROKEN {line}");
    }
    println!("the server's log is in {}; repeat with --seed {}", folder.display(), options.seed);
    println!("0 passed, 1 failed");
    ExitCode::FAILURE
}

fn run(options: &Options, folder: &Path) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = runtime.block_on(world::database(options.engine, folder));
    let mut server = Server::new(&options.server, folder, &url);
    server.start();
    server.kill();
    let world = runtime.block_on(World::lay(&url, world::MEMBERS));
    if options.backup {
        return backup::run(options, (folder, &url), (&mut server, &world));
    }
    let mut dice = Dice::new(options.seed);
    let mut clients: Vec<Client> = (0..options.clients).map(|n| Client::new(n, dice.next(), &world)).collect();
    let mut chair = Chair::new(dice.next(), &world);
    // On a loaded machine a round does little; then more of them are made, so that what is proven does not depend on the load.
    let mut round = 0;
    while round < options.kills || (round < options.kills * 5 && !is_enough(&tally(&clients, &chair), options)) {
        server.start();
        let after = Duration::from_millis(150 + dice.below(1500));
        load((&mut clients, &mut chair), &server, after);
        let sums = tally(&clients, &chair);
        round += 1;
        println!("kill {round:>3} after {:>4} ms: {sums}", after.as_millis());
    }
    server.start();
    settle((&mut clients, &mut chair), &server);
    let sums = tally(&clients, &chair);
    server.kill();
    println!("in the end: {sums}");
    let history: Vec<Event> = clients.into_iter().flat_map(Client::into_history).collect();
    let mut broken = checker::check(&history, chair.edits(), &runtime.block_on(world::books(&url)));
    if !is_enough(&sums, options) {
        let (paid, edits) = (sums.paid, sums.edits);
        broken.push(format!(
            "only {paid} payments went through and {edits} limits were changed: too few to prove anything"
        ));
    }
    broken
}

/// Whether enough happened between the kills that something is proven.
fn is_enough(sums: &Tally, options: &Options) -> bool {
    sums.paid >= u64::from(options.kills) * 5 && sums.edits >= u64::from(options.kills) * 2
}

/// All clients post, and the chair changes limits, until the server is killed, `after` so long.
fn load((clients, chair): (&mut [Client], &mut Chair), server: &Server, after: Duration) {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for client in clients.iter_mut() {
            scope.spawn(|| {
                client.sign_in(server.url());
                while !stop.load(Ordering::Relaxed) {
                    client.act(server.url());
                }
            });
        }
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                chair.act(server.url());
            }
        });
        std::thread::sleep(after);
        server.kill();
        stop.store(true, Ordering::Relaxed);
    });
}

/// Everything whose fate is not known is asked again, on a server that nobody kills.
fn settle((clients, chair): (&mut [Client], &mut Chair), server: &Server) {
    std::thread::scope(|scope| {
        scope.spawn(|| chair.ask_again(server.url()));
        for client in clients.iter_mut() {
            scope.spawn(|| {
                client.sign_in(server.url());
                client.ask_again(server.url());
            });
        }
    });
}

/// How many transfers came to which end so far, and how many changes of limits were acknowledged.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    paid: u64,
    refused: u64,
    unknown: u64,
    edits: u64,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { paid, refused, unknown, edits } = self;
        write!(f, "{paid} paid, {refused} refused, {unknown} unknown, {edits} limits changed")
    }
}

fn tally(clients: &[Client], chair: &Chair) -> Tally {
    let edits = chair.edits().iter().filter(|edit| edit.fate == Fate::Paid).fold(0, |sum, _| sum + 1);
    let mut tally = Tally { edits, ..Tally::default() };
    for event in clients.iter().flat_map(Client::history) {
        match event.fate {
            Fate::Paid => tally.paid += 1,
            Fate::Refused => tally.refused += 1,
            Fate::Unknown => tally.unknown += 1,
        }
    }
    tally
}
