//! Pages of an account with a long history at a constant rate, and what the server keeps in memory afterwards.

use std::path::Path;
use std::time::Duration;

use app::time::Instant;
use manyhands::clock::Clock;
use manyhands::db::Db;

use crate::Bar;
use crate::cluster::Cluster;
use crate::load::{page, pages};
use crate::process::{Server, load, machine, private_memory};
use crate::stats::{millis, percentile};
use crate::watch::Watched;
use crate::world::{ENTRIES, EXCHANGES, MEMBERS, Member, Village, World, history};

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Length of each measurement.
    pub seconds: u32,
    /// Requests a second.
    pub rate: u32,
    /// Seconds without a request before memory is read.
    pub idle: u64,
}

/// Months whose statements are asked for in turn.
const MONTHS: i64 = 48;

/// Lays the worlds, asks for pages, lets the servers rest, reads their memory.
pub async fn measure(plan: Plan, program: &Path, folder: &Path) -> Vec<Bar> {
    let cluster = Cluster::start(folder, false);
    println!("{}\n{}", machine().join("\n"), cluster.machine());
    println!("Manyhands  {} accounts; the one whose pages are asked for has {ENTRIES} entries", EXCHANGES * MEMBERS);
    println!("load       {} requests a second for {} s each, on an open loop", plan.rate, plan.seconds);
    let mut bars = Vec::new();
    let mut servers = Vec::new();
    for (name, url) in [("sqlite", Db::embedded_url(folder)), ("postgres", cluster.create("manyhands"))] {
        let db = Db::open(&url, None).await.expect("a migrated database");
        let world = World::lay(&db).await.expect("exchanges and members");
        let (village, me) = history(&db, &world).await.expect("a history");
        db.close().await;
        if name == "postgres" {
            cluster.ask("manyhands", "vacuum analyze");
        }
        println!("\n{name}, load average {}", load());
        let server = Server::start(program, folder, &url).await;
        for (what, paths) in [("home", vec![format!("/{}", village.slug)]), ("statement", statements(&village))] {
            bars.push(asked(plan, (&server, &cluster), (name, what), (&paths, &me)).await);
        }
        servers.push((name, server));
    }
    println!("\n{} s without a request", plan.idle);
    tokio::time::sleep(Duration::from_secs(plan.idle)).await;
    for (name, server) in &servers {
        let memory = private_memory(server.pid());
        println!("  {name:<10} private memory {memory:>6.1} MB");
        bars.push(Bar {
            what: if *name == "sqlite" { "SQLite: private memory, idle" } else { "PostgreSQL: private memory, idle" },
            measured: format!("{memory:.1} MB"),
            bar: "<= 60 MB",
            holds: memory <= 60.0,
        });
    }
    bars
}

/// The statement of the last twelve months, as the link leads to it, then each month's before this one.
fn statements(village: &Village) -> Vec<String> {
    let path = format!("/{}/statement", village.slug);
    let now: Instant = Clock::system().now();
    let today = now.day(&jiff::tz::TimeZone::UTC);
    let months = (1..MONTHS).filter_map(|ago| today.checked_sub(jiff::Span::new().months(ago)).ok());
    let earlier = months.map(|day| format!("{path}?month={:04}-{:02}", day.year(), day.month()));
    std::iter::once(path.clone()).chain(earlier).collect()
}

async fn asked(
    plan: Plan,
    (server, cluster): (&Server, &Cluster),
    (engine, what): (&str, &str),
    (paths, me): (&[String], &Member),
) -> Bar {
    let requests: Vec<Vec<u8>> = paths.iter().map(|path| page(server.address(), path, &me.cookie)).collect();
    // Connections open and statements get prepared before anything counts.
    pages(server.address(), requests.clone(), plan.rate, 2).await;
    let watched = Watched { server: Some(server), postgres: (engine == "postgres").then_some(cluster) };
    let before = watched.read();
    let times = pages(server.address(), requests, plan.rate, plan.seconds).await;
    let [half, most, worst] = [50, 95, 99].map(|percent| millis(percentile(&times, percent)));
    println!("  {what:<10} {:>6} pages   p50 {half:>6.1} ms   p95 {most:>6.1} ms   p99 {worst:>6.1} ms", times.len());
    watched.show(before, times.len());
    let name = match (engine, what) {
        ("sqlite", "home") => "SQLite: home of an account with 10,000 entries, p95",
        ("sqlite", _) => "SQLite: statement of an account with 10,000 entries, p95",
        (_, "home") => "PostgreSQL: home of an account with 10,000 entries, p95",
        _ => "PostgreSQL: statement of an account with 10,000 entries, p95",
    };
    Bar { what: name, measured: format!("{most:.1} ms"), bar: "<= 50 ms", holds: most <= 50.0 }
}
