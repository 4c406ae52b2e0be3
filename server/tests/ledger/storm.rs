//! Many at once: sixty-four tasks pay one another while limits are edited.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use manyhands::clock::fresh_key;
use manyhands::db::DbError;
use manyhands::ledger::accounts::{Limits, LimitsChange, set_limits};
use manyhands::ledger::verify::verify;
use manyhands::ledger::{NotPosted, PostError};
use manyhands::limits::following::job::on_their_day;

use crate::common::{NOON, Plan, Village, World, worlds};

/// Transfers in all; `STORM` asks for another number (the long form is 20,000).
fn transfers() -> usize {
    std::env::var("STORM").ok().and_then(|n| n.parse().ok()).unwrap_or(4_000)
}

const TASKS: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn under_a_storm_of_payments_no_update_is_lost_no_limit_breaks_and_nobody_meets_a_deadlock() {
    for world in worlds().await {
        let names = &["A", "B", "C", "D", "E", "F", "G", "H"];
        let plan = Plan { slug: "riverside", code: "RIVR", names, limits: (-15_000, 15_000), hash: String::new() };
        let village = world.village(plan).await;
        let world = Arc::new(world);
        let started = tokio::time::Instant::now();
        let over = Arc::new(AtomicBool::new(false));
        let tasks: Vec<_> =
            (0..TASKS).map(|task| tokio::spawn(pay(Arc::clone(&world), village.clone(), task))).collect();
        let (mut booked, mut refused) = (0, 0);
        let (rules, done) = (tokio::spawn(change_rules(Arc::clone(&world), village.clone(), Arc::clone(&over))), over);
        for task in tasks {
            let came_of = task.await.unwrap();
            booked += came_of.0;
            refused += came_of.1;
        }
        done.store(true, Ordering::SeqCst);
        rules.await.unwrap();
        let followed = "select count(*) as n from account_limits where reason = 'everybody'";
        assert!(world.number(followed).await > 8, "{}: limits followed the rules meanwhile", world.engine);
        let seconds = started.elapsed().as_secs_f64();
        eprintln!("{}: {booked} booked, {refused} refused in {seconds:.1} s", world.engine);
        assert_eq!(world.count(&village).await, i64::try_from(booked).unwrap(), "{}", world.engine);
        assert!(booked > transfers() / 2, "{}: only {booked} were booked", world.engine);
        assert!(refused > transfers() / 100, "{}: only {refused} met a limit", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

/// One task's share; a third of its posts have many rows; answers with how many transfers were booked and how many refused.
async fn pay(world: Arc<World>, village: Village, task: usize) -> (usize, usize) {
    let (mut asked, mut booked, mut refused, mut turn) = (0, 0, 0, task);
    while asked < transfers() / TASKS {
        turn += 1;
        let many = if turn % 3 == 0 { 5 } else { 1 };
        let count = village.accounts.len();
        let rows: Vec<_> = (0..many)
            .map(|row| {
                let payer = (turn * 7 + task + row * 3) % count;
                let payee = (payer + 1 + (turn + row) % (count - 1)) % count;
                village.new_payment(payer, payee, 100 + i64::try_from((turn * 37 + row) % 900).unwrap())
            })
            .collect();
        asked += rows.len();
        match world.post(rows.clone()).await {
            Ok(receipt) => booked += receipt.transfers.len(),
            Err(PostError::Refused(NotPosted::Rule { .. })) => refused += rows.len(),
            Err(error) => panic!("{}: {error:?}", world.engine),
        }
        if turn % 11 == 0 {
            edit_limits(&world, &village, turn).await;
        }
    }
    (booked, refused)
}

/// The rule changes back and forth, and the job writes what follows from it, until the storm is over.
async fn change_rules(world: Arc<World>, village: Village, over: Arc<AtomicBool>) {
    let exchange = village.exchange.0;
    for version in 2.. {
        let lowest = -9_000 - 4_000 * (version % 3);
        let sql = "insert into rules (exchange_id, rule, from_version, from_at, value)";
        world.sql(format!("{sql} values ({exchange}, 'default_min', {version}, {version}, '{lowest}')")).await;
        on_their_day(&world.site).await.unwrap();
        if over.load(Ordering::SeqCst) {
            return;
        }
    }
}

async fn edit_limits(world: &World, village: &Village, turn: usize) {
    let (exchange, account) = (village.exchange, village.accounts[turn % village.accounts.len()]);
    let most = 10_000 + i64::try_from(turn % 5).unwrap() * 2_000;
    let change_id = fresh_key();
    let (limits, reason) = (Limits::between(-most, most), "storm".to_owned());
    let change = LimitsChange { exchange, account, limits, reason, by: village.people[0], at: NOON, change_id };
    let edited = world.db().write(change, async |tx, change| {
        set_limits(tx, change).await?;
        Ok::<(), DbError>(())
    });
    edited.await.unwrap();
}
