//! Payments: over HTTP and at the ledger alone, on each engine, in rounds that alternate with pgbench's.

use std::path::Path;
use std::sync::Arc;

use manyhands::db::Db;
use sqlx::{AnyConnection, Connection as _};

use crate::Bar;
use crate::cluster::{Cluster, SCALE};
use crate::load::{Round, payments, posts};
use crate::process::{Server, load, machine};
use crate::stats::{median, millis, percentile};
use crate::watch::Watched;
use crate::world::{EXCHANGES, MEMBERS, World};

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Length of each measurement.
    pub seconds: u64,
    /// How often each is repeated.
    pub rounds: u32,
    /// Clients at the same time.
    pub clients: usize,
    /// Whether each statement's share is shown.
    pub statements: bool,
}

/// One engine's installation.
struct Side {
    name: &'static str,
    url: String,
    world: Arc<World>,
    over_http: usize,
    at_the_ledger: usize,
}

/// The figures of all rounds, a list each.
#[derive(Default)]
struct Figures {
    pgbench: Vec<f64>,
    postgres_http: Vec<f64>,
    postgres_ledger: Vec<f64>,
    sqlite_http: Vec<f64>,
    sqlite_shared: Vec<f64>,
    sqlite_alone: Vec<f64>,
}

/// Lays the worlds, measures round by round, checks that nothing was lost.
pub async fn measure(plan: Plan, program: &Path, folder: &Path) -> Vec<Bar> {
    let cluster = Cluster::start(folder, plan.statements);
    println!("{}\n{}", machine().join("\n"), cluster.machine());
    println!(
        "Manyhands  {} accounts in {EXCHANGES} exchanges, as many sessions; a payment is one of two of an exchange",
        EXCHANGES * MEMBERS
    );
    println!(
        "pgbench    scale {SCALE}: {} accounts, {SCALE} branches; tpcb-like, simple protocol, TCP",
        SCALE * 100_000
    );
    cluster.fill_pgbench();
    let mut postgres = side("postgres", cluster.create("manyhands")).await;
    let mut sqlite = side("sqlite", Db::embedded_url(folder)).await;
    // Only what is filled: of a table that was found empty PostgreSQL believes that it stays so.
    cluster
        .ask("manyhands", "vacuum analyze persons, sessions, exchanges, accounts, account_limits, members, operators");
    if plan.statements {
        cluster.ask("postgres", "create extension pg_stat_statements; select pg_stat_statements_reset()");
    }
    let mut figures = Figures::default();
    for round in 1..=plan.rounds {
        println!("\nround {round} of {}, load average {}", plan.rounds, load());
        let watched = Watched { server: None, postgres: Some(&cluster) };
        let before = watched.read();
        let (tps, transactions) = cluster.pgbench(plan.seconds, plan.clients);
        println!("  {:<34} {tps:>8.0} /s", "pgbench");
        watched.show(before, transactions);
        figures.pgbench.push(tps);
        figures.postgres_http.push(over_http(plan, &mut postgres, (program, folder), Some(&cluster)).await);
        figures.postgres_ledger.push(at_the_ledger(plan, &mut postgres, Some(&cluster), false).await);
        figures.sqlite_http.push(over_http(plan, &mut sqlite, (program, folder), None).await);
        figures.sqlite_shared.push(at_the_ledger(plan, &mut sqlite, None, false).await);
        figures.sqlite_alone.push(at_the_ledger(plan, &mut sqlite, None, true).await);
    }
    if plan.statements {
        show_statements(&cluster, postgres.over_http + postgres.at_the_ledger);
    }
    for side in [postgres, sqlite] {
        check(&side).await;
    }
    bars(&figures)
}

async fn side(name: &'static str, url: String) -> Side {
    let db = Db::open(&url, None).await.expect("a migrated database");
    let world = World::lay(&db).await.expect("exchanges and members");
    db.close().await;
    Side { name, url, world: Arc::new(world), over_http: 0, at_the_ledger: 0 }
}

/// A round over HTTP, on a server that is there for that round alone: what it still has to mail disturbs nobody else's.
async fn over_http(plan: Plan, side: &mut Side, (program, folder): (&Path, &Path), cluster: Option<&Cluster>) -> f64 {
    let server = Server::start(program, folder, &side.url).await;
    let watched = Watched { server: Some(&server), postgres: cluster };
    let before = watched.read();
    let round = payments(&side.world, server.address(), plan.clients, plan.seconds).await;
    side.over_http += round.all;
    show(&format!("{}: POST /{{slug}}/transfers", side.name), &round);
    watched.show(before, round.all);
    round.per_second
}

async fn at_the_ledger(plan: Plan, side: &mut Side, cluster: Option<&Cluster>, alone: bool) -> f64 {
    let db = Db::open_migrated(&side.url).await.expect("the database");
    let watched = Watched { server: None, postgres: cluster };
    let before = watched.read();
    let round = posts(&side.world, &db, (plan.clients, alone), plan.seconds).await;
    side.at_the_ledger += round.all;
    let how = if alone { "db.write, a commit each" } else { "db.write + ledger::post" };
    show(&format!("{}: {how}", side.name), &round);
    watched.show(before, round.all);
    db.close().await;
    round.per_second
}

fn show(what: &str, round: &Round) {
    let [half, most] = [50, 95].map(|percent| millis(percentile(&round.times, percent)));
    println!("  {what:<34} {:>8.0} /s   p50 {half:>6.1} ms   p95 {most:>6.1} ms", round.per_second);
}

/// Every payment that was answered stands in the books with its words, and every one over HTTP with its notice.
async fn check(side: &Side) {
    let mut conn = AnyConnection::connect(&side.url).await.expect("the database");
    for (table, expected) in [
        ("transfers", side.over_http + side.at_the_ledger),
        ("transfer_words", side.over_http + side.at_the_ledger),
        ("notices", side.over_http),
    ] {
        let count = sqlx::AssertSqlSafe(format!("select count(*) as n from {table}"));
        let count: i64 = sqlx::query_scalar(count).fetch_one(&mut conn).await.expect("a count");
        assert_eq!(usize::try_from(count), Ok(expected), "{}: rows of {table}", side.name);
    }
    let (name, all) = (side.name, side.over_http + side.at_the_ledger);
    println!("{name}: all {all} payments are there with their words, {} with their notices", side.over_http);
    conn.close().await.expect("closed");
}

/// The statements of Manyhands' database that took longest.
fn show_statements(cluster: &Cluster, payments: usize) {
    let rows = cluster.ask(
        "postgres",
        "select calls, round(total_exec_time::numeric), left(regexp_replace(query, '\\s+', ' ', 'g'), 80) \
         from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = 'manyhands' \
         order by total_exec_time desc limit 30",
    );
    println!("\nstatements over {payments} payments\n     calls   total ms  statement");
    for row in rows.lines() {
        let mut columns = row.splitn(3, '\t');
        let mut next = || columns.next().unwrap_or_default();
        println!("{:>10} {:>10}  {}", next(), next(), next());
    }
}

fn bars(figures: &Figures) -> Vec<Bar> {
    let of = |above: &[f64], below: &[f64]| median(above) / median(below).max(f64::MIN_POSITIVE);
    println!("\nmedians");
    for (what, values) in [
        ("pgbench tpcb-like", &figures.pgbench),
        ("postgres: POST /{slug}/transfers", &figures.postgres_http),
        ("postgres: db.write + ledger::post", &figures.postgres_ledger),
        ("sqlite: POST /{slug}/transfers", &figures.sqlite_http),
        ("sqlite: db.write + ledger::post", &figures.sqlite_shared),
        ("sqlite: db.write, a commit each", &figures.sqlite_alone),
    ] {
        println!("  {what:<34} {:>8.0} /s", median(values));
    }
    let bar = |what, ratio: f64, (least, bar): (f64, &'static str)| Bar {
        what,
        measured: format!("{ratio:.2} x"),
        bar,
        holds: ratio >= least,
    };
    vec![
        bar(
            "PostgreSQL: payments over HTTP, against pgbench (goal 1.0)",
            of(&figures.postgres_http, &figures.pgbench),
            (0.25, ">= 0.25 x"),
        ),
        bar(
            "PostgreSQL: posts at the ledger, against pgbench",
            of(&figures.postgres_ledger, &figures.pgbench),
            (0.7, ">= 0.7 x"),
        ),
        bar(
            "SQLite: db.write of 32 tasks, against a commit each",
            of(&figures.sqlite_shared, &figures.sqlite_alone),
            (1.5, ">= 1.5 x"),
        ),
    ]
}
