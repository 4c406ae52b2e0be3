//! Measures a real server from outside: payments beside pgbench on the same PostgreSQL, pages at a constant rate, memory.
//!
//! Not a test: figures hang on the machine, so the bars are ratios of medians over rounds that alternate. README.md beside
//! `Cargo.toml` says how to run it and what came out.
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    clippy::panic,
    reason = "a program for a terminal that stops at what it did not expect"
)]

mod cluster;
mod dice;
mod http;
mod lists;
mod load;
mod pages;
mod payments;
mod process;
mod stats;
mod watch;
mod world;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tokio::signal::unix::{SignalKind, signal};

/// Measures payments and pages.
#[derive(Debug, Parser)]
struct Options {
    #[command(subcommand)]
    what: What,
    /// The manyhands program; built if none is named
    #[arg(long, global = true)]
    server: Option<PathBuf>,
    /// Clients that pay at the same time
    #[arg(long, global = true, default_value_t = 32)]
    clients: usize,
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// Payments over HTTP and at the ledger, on both engines, beside pgbench
    Payments {
        /// Length of each measurement
        #[arg(long, default_value_t = 12)]
        seconds: u64,
        /// How often each is repeated
        #[arg(long, default_value_t = 3)]
        rounds: u32,
        /// Show what each statement of a payment cost (slows the rounds a little)
        #[arg(long)]
        statements: bool,
    },
    /// Home and statement of an account with many entries at a constant rate, and the memory afterwards
    Pages {
        /// Length of each measurement
        #[arg(long, default_value_t = 20)]
        seconds: u32,
        /// Requests a second
        #[arg(long, default_value_t = 100)]
        rate: u32,
        /// Seconds without a request before memory is read
        #[arg(long, default_value_t = 60)]
        idle: u64,
    },
    /// The committee's lists of an exchange of two thousand members at a constant rate
    Lists {
        /// Length of each measurement
        #[arg(long, default_value_t = 20)]
        seconds: u32,
        /// Requests a second
        #[arg(long, default_value_t = 20)]
        rate: u32,
    },
}

/// A figure that must be reached.
#[derive(Clone, Debug)]
struct Bar {
    what: &'static str,
    measured: String,
    bar: &'static str,
    holds: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let program = process::program(options.server.clone());
    let folder = Folder::new();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let bars = runtime.block_on(async {
        let mut stop = signal(SignalKind::terminate()).expect("SIGTERM can be listened for");
        tokio::select! {
            bars = measure(&options, &program, &folder.0) => Some(bars),
            _ = tokio::signal::ctrl_c() => None,
            _ = stop.recv() => None,
        }
    });
    let Some(bars) = bars else { return ExitCode::from(130) };
    println!("\n{:<62} {:>12} {:>10}", "bar", "measured", "must be");
    for Bar { what, measured, bar, holds } in &bars {
        println!("{what:<62} {measured:>12} {bar:>10} {}", if *holds { "holds" } else { "MISSED" });
    }
    if bars.iter().all(|bar| bar.holds) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn measure(options: &Options, program: &Path, folder: &Path) -> Vec<Bar> {
    match options.what {
        What::Payments { seconds, rounds, statements } => {
            let plan = payments::Plan { seconds, rounds, clients: options.clients, statements };
            payments::measure(plan, program, folder).await
        }
        What::Pages { seconds, rate, idle } => {
            pages::measure(pages::Plan { seconds, rate, idle }, program, folder).await
        }
        What::Lists { seconds, rate } => lists::measure(pages::Plan { seconds, rate, idle: 0 }, program, folder).await,
    }
}

/// A folder that goes with its owner.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("manyhands-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}
