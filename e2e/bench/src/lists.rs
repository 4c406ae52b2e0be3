//! The committee's lists of an exchange of two thousand members at a constant rate: each page as its chair asks for it, in every order and
//! filter that it offers.

use std::path::Path;

use app::ids::{ExchangeId, PersonId};
use app::journal::What;
use app::time::Instant;
use app::words::Language;
use manyhands::clock::{Clock, fresh_key};
use manyhands::db::{Db, DbError, Tx};
use manyhands::journal::{self, Act};
use manyhands::sign_in::persons::{NewPerson, create_person};

use crate::Bar;
use crate::cluster::Cluster;
use crate::load::{page, pages};
use crate::pages::Plan;
use crate::process::{Server, load, machine};
use crate::stats::{millis, percentile};
use crate::watch::Watched;
use crate::world::{ENTRIES, MEMBERS, Member, Village, World, history};

/// Who wait to be let in.
const APPLICATIONS: usize = 400;
/// Decisions in the record.
const DECISIONS: usize = 4_000;

/// Somebody in the chair for as long as they stay.
const CHAIR: &str = "
insert into roles (exchange_id, person_id, role, since, attended_at)
values ($1, $2, 'chair', $3, $3)";
/// An application of somebody.
const APPLICATION: &str = "
insert into applications (exchange_id, application_id, person_id, name, area, agreement_version, offers, wants, state, applied_at,
    decided_by, reason)
values ($1, $2, $3, $4, 'Mill', 1, 'Bread on Fridays', '', 'applied', $5, 0, '')";

/// The pages, without the exchange before them; each is asked for in turn.
const LISTS: [(&str, &[&str]); 8] = [
    ("members", &["/members", "/members?sort=newest", "/members?q=member+17", "/members?q=1999"]),
    (
        "balances",
        &["/balances", "/balances?sort=highest", "/balances?sort=code", "/balances?q=17", "/balances?show=beyond"],
    ),
    ("work", &["/work"]),
    ("decisions", &["/decisions", "/decisions?q=limit"]),
    ("subscriptions", &["/subscriptions"]),
    ("officers", &["/officers"]),
    ("statement of one", &["/members/BENA0002/statement", "/members/BENA0003"]),
    ("statistics", &["/statistics", "/statistics?months=36"]),
];

/// Lays the worlds, asks for the lists.
pub async fn measure(plan: Plan, program: &Path, folder: &Path) -> Vec<Bar> {
    let cluster = Cluster::start(folder, false);
    println!("{}\n{}", machine().join("\n"), cluster.machine());
    println!("Manyhands  {MEMBERS} members, {} transfers, {DECISIONS} decisions, {APPLICATIONS} who wait", ENTRIES * 5);
    println!("load       {} requests a second for {} s each, on an open loop", plan.rate, plan.seconds);
    let mut bars = Vec::new();
    for (name, url) in [("sqlite", Db::embedded_url(folder)), ("postgres", cluster.create("manyhands"))] {
        let db = Db::open(&url, None).await.expect("a migrated database");
        let world = World::lay(&db).await.expect("exchanges and members");
        let (village, chair) = history(&db, &world).await.expect("a history");
        let laid = (village.clone(), chair.clone(), Clock::system().now());
        db.write(laid, async |tx, (village, chair, now)| committee(tx, (village, chair), *now).await)
            .await
            .expect("a committee");
        db.close().await;
        if name == "postgres" {
            cluster.ask("manyhands", "vacuum analyze");
        }
        println!("\n{name}, load average {}", load());
        let server = Server::start(program, folder, &url).await;
        let watched = Watched { server: Some(&server), postgres: (name == "postgres").then_some(&cluster) };
        for (what, paths) in LISTS {
            let request = |path: &&str| page(server.address(), &format!("/{}{path}", village.slug), &chair.cookie);
            let requests: Vec<Vec<u8>> = paths.iter().map(request).collect();
            pages(server.address(), requests.clone(), plan.rate, 2).await;
            let before = watched.read();
            let times = pages(server.address(), requests, plan.rate, plan.seconds).await;
            let [half, most, worst] = [50, 95, 99].map(|percent| millis(percentile(&times, percent)));
            println!(
                "  {what:<18} {:>6} pages   p50 {half:>6.1} ms   p95 {most:>6.1} ms   p99 {worst:>6.1} ms",
                times.len()
            );
            watched.show(before, times.len());
            let what =
                if name == "sqlite" { format!("SQLite: {what}, p95") } else { format!("PostgreSQL: {what}, p95") };
            bars.push(Bar {
                what: what.leak(),
                measured: format!("{most:.1} ms"),
                bar: "<= 100 ms",
                holds: most <= 100.0,
            });
        }
    }
    bars
}

/// The first member takes the chair; people wait to be let in, and much was decided.
async fn committee(tx: &mut Tx, (village, chair): (&Village, &Member), now: Instant) -> Result<(), DbError> {
    sqlx::query(CHAIR).bind(village.exchange).bind(chair.person).bind(now).execute(tx.conn()).await?;
    for number in 0..APPLICATIONS {
        applicant(tx, (village.exchange, number), now).await?;
    }
    let mut decided = Vec::new();
    for number in 0..DECISIONS {
        let whose = village.members.get(number % village.members.len()).expect("a member");
        let act = Act::new(What::Limits, (village.exchange, fresh_key()), (chair.person, now));
        let (object, why) = (whose.code.to_string(), "Asked for a wider limit at the meeting".to_owned());
        decided.push(Act { object, why, was: "-1000 1000".to_owned(), becomes: "-2000 1000".to_owned(), ..act });
    }
    for act in &decided {
        journal::record(tx, act).await?;
    }
    Ok(())
}

async fn applicant(tx: &mut Tx, (exchange, number): (ExchangeId, usize), now: Instant) -> Result<(), DbError> {
    let (id, name) = (PersonId(fresh_key()), format!("Applicant {number}"));
    let person = NewPerson {
        id,
        email: Some(format!("applicant{number}@bench.example")),
        name: name.clone(),
        language: Language::English,
        password_hash: String::new(),
        is_host: false,
    };
    create_person(tx, &person, now).await?;
    let query = sqlx::query(APPLICATION).bind(exchange).bind(fresh_key()).bind(id).bind(name);
    query.bind(now.plus_seconds(-60)).execute(tx.conn()).await?;
    Ok(())
}
