//! The second wall: what the schema refuses whoever asks, and what `verify` finds.

use app::ledger::Kind;
use manyhands::db::{DbError, Engine, expand};
use manyhands::help;
use manyhands::home;
use manyhands::http::{self, session, tenant};
use manyhands::ledger::verify::verify;
use manyhands::{
    disputes, hosting, import_export, intertrading, jobs, joining, journal, ledger, limits, mail, marketplace, members,
    messages, notices, payments, photos, roles, rules, sign_in, statements, statistics, subscriptions, throttle,
};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};
use strum::IntoEnumIterator;

use crate::common::{Plan, Village, World, worlds};

async fn village(world: &World) -> Village {
    let names = &["Ada", "Ben"];
    world.village(Plan { slug: "riverside", code: "RIVR", names, limits: (-10_000, 12_000), hash: String::new() }).await
}

async fn run(world: &World, sql: String) -> Result<(), DbError> {
    let written = world.db().write(sql, async |tx, sql| {
        sqlx::raw_sql(AssertSqlSafe(sql.clone())).execute(tx.conn()).await?;
        Ok::<(), DbError>(())
    });
    written.await
}

#[tokio::test]
async fn posted_transfers_are_never_changed_or_deleted() {
    for world in worlds().await {
        let village = village(&world).await;
        world.post(vec![village.new_payment(0, 1, 800)]).await.unwrap();
        for sql in [
            "update transfers set amount = 1",
            "delete from transfers",
            "delete from account_limits",
            "update account_limits set reason = 'x'",
        ] {
            assert!(run(&world, sql.to_owned()).await.is_err(), "{} {sql}", world.engine);
        }
    }
}

#[tokio::test]
async fn the_schema_itself_refuses_a_transfer_beyond_its_limits_or_into_another_exchange() {
    for world in worlds().await {
        let village = village(&world).await;
        let names = &["Omar"];
        let there =
            world.village(Plan { slug: "hilltop", code: "HILL", names, limits: (-9, 9), hash: String::new() }).await;
        let blob = if world.db().engine() == Engine::Sqlite { "x'" } else { "'\\x" };
        let insert_as = |kind: &str, payee: i64, after: i64| {
            let (exchange, payer) = (village.exchange.0, village.accounts[0].0);
            format!(
                "insert into transfers (exchange_id, transfer_id, position, kind, payer, payee, amount, payer_after, payee_after,
                    payer_min, payee_max, payer_warned, payee_warned, waived, traded_on, booked_at, entered_by, on_behalf,
                    rules_version, partner_id, partner_code, rate, value, words_hash)
                 values ({exchange}, {blob}000102030405060708090a0b0c0d0e0f', 1, '{kind}', {payer}, {payee}, 5, {after}, 5,
                    -10000, 12000, 0, 0, 0, '2026-11-24', 1, 0, 0, 1, 0, '', '', 0, {blob}00')"
            )
        };
        let insert = |payee: i64, after: i64| insert_as("payment", payee, after);
        // No kind passes the wall by itself: what passes a limit says so in its row.
        for kind in Kind::iter() {
            let beyond = run(&world, insert_as(kind.tag(), village.accounts[1].0, -10_001)).await;
            assert!(matches!(beyond, Err(DbError::Forbidden(_))), "{} {kind:?}", world.engine);
        }
        assert!(run(&world, insert(there.accounts[0].0, -5)).await.is_err(), "{}", world.engine);
        run(&world, insert(village.accounts[1].0, -5)).await.unwrap();
    }
}

#[tokio::test]
async fn verify_names_the_row_that_disagrees() {
    for world in worlds().await {
        let village = village(&world).await;
        world.post(vec![village.new_payment(0, 1, 800)]).await.unwrap();
        let clean = verify(world.db()).await.unwrap();
        assert_eq!((clean.transfers, clean.disagreement), (1, None));
        run(&world, format!("update accounts set balance = balance + 1 where account_id = {}", village.accounts[1].0))
            .await
            .unwrap();
        let found = verify(world.db()).await.unwrap().disagreement.unwrap();
        assert_eq!(found.account, Some(village.code_of(1).to_string()));
        run(&world, format!("update accounts set balance = balance - 1 where account_id = {}", village.accounts[1].0))
            .await
            .unwrap();
        run(&world, format!("update accounts set value = 1 where account_id = {}", village.accounts[0].0))
            .await
            .unwrap();
        let found = verify(world.db()).await.unwrap().disagreement.unwrap();
        assert_eq!(found.account, Some(village.code_of(0).to_string()));
        run(&world, "update accounts set value = 0".to_owned()).await.unwrap();
        run(&world, "update transfer_words set description = 'Cake'".to_owned()).await.unwrap();
        assert!(verify(world.db()).await.unwrap().disagreement.unwrap().transfer.is_some());
    }
}

/// The texts of the stores that are prepared as they are.
const PLAIN: [&[&str]; 69] = [
    &marketplace::store::ALL,
    &marketplace::searching::store::ALL,
    &marketplace::categories::store::ALL,
    &marketplace::moderating::store::ALL,
    &marketplace::first::store::ALL,
    &members::listed::store::ALL,
    &members::checks::store::ALL,
    &members::asleep::store::ALL,
    &http::work_list::store::ALL,
    &http::glass::store::ALL,
    &hosting::glass::store::ALL,
    &rules::offices::interim::store::ALL,
    &ledger::accounts::ALL,
    &ledger::verify::store::ALL,
    &joining::invitations::store::ALL,
    &joining::vouching::store::ALL,
    &members::operators::store::ALL,
    &sign_in::paper::store::ALL,
    &members::paper::store::ALL,
    &http::store::ALL,
    &disputes::store::ALL,
    &hosting::store::ALL,
    &hosting::asking::store::ALL,
    &hosting::holding::store::ALL,
    &hosting::host::store::ALL,
    &hosting::opening::store::ALL,
    &import_export::store::ALL,
    &import_export::sheet::store::ALL,
    &import_export::store::REMOVE_REST,
    &intertrading::store::ALL,
    &intertrading::work::store::ALL,
    &jobs::store::ALL,
    &joining::store::ALL,
    &journal::store::ALL,
    &limits::store::ALL,
    &limits::following::store::ALL,
    &limits::classes::store::ALL,
    &mail::store::ALL,
    &members::erasing::store::ALL,
    &members::erasing::store::OF_MEMBER,
    &members::erasing::person::store::ALL,
    &members::erasing::person::store::OF_PERSON,
    &members::erasing::person::store::OF_ADDRESS,
    &members::add::store::ALL,
    &members::profile::store::ALL,
    &members::portrait::store::ALL,
    &photos::store::ALL,
    &photos::aside::store::ALL,
    &members::states::store::ALL,
    &home::balances::store::ALL,
    &home::month::store::ALL,
    &members::store::ALL,
    &messages::store::ALL,
    &payments::store::ALL,
    &help::store::ALL,
    &mail::whom::ALL,
    &roles::store::ALL,
    &notices::store::ALL,
    &notices::officers::store::ALL,
    &rules::store::ALL,
    &rules::proposals::store::ALL,
    &session::ALL,
    &sign_in::persons::ALL,
    &sign_in::store::ALL,
    &statements::store::ALL,
    &statistics::store::ALL,
    &subscriptions::store::ALL,
    &tenant::ALL,
    &throttle::store::ALL,
];

#[tokio::test]
async fn every_statement_of_the_stores_is_understood_by_both_engines() {
    for world in worlds().await {
        let mut texts: Vec<String> = Vec::new();
        let listed = [
            &ledger::store::ALL[..],
            &ledger::verify::store::LISTED,
            &notices::news::store::LISTED,
            &notices::store::LISTED,
            &mail::store::LISTED,
            &jobs::store::LISTED,
        ]
        .concat();
        for (sql, lists, first) in listed {
            texts.push(expand(sql, lists, first));
        }
        texts.extend(PLAIN.concat().into_iter().map(str::to_owned));
        let mut conn = world.db().read().await.unwrap();
        for text in texts {
            let sql = AssertSqlSafe(world.db().engine().text(&text)).into_sql_str();
            if let Err(error) = (&mut *conn).prepare(sql).await {
                panic!("{}: {error}: {text}", world.engine);
            }
        }
    }
}
