//! R21, as far as it goes without a seal: whoever has the database file changes one thing in it, past triggers, checks and foreign
//! keys, and `verify` finds it. Each way is a row of the table, on both engines.

mod scene;
mod table;

use manyhands::ledger::verify::{verify, verify_all};
use manyhands::ledger::words_hash;
use scene::{Scene, scene};
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use crate::common::{World, worlds};

/// One statement after another, with the names in braces filled in.
async fn run(conn: &mut AnyConnection, sql: String) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(conn).await?;
    Ok(())
}

/// A connection inside a transaction in which nothing stands in the way of somebody who has the file.
async fn attacker(world: &World) -> AnyConnection {
    let mut conn = AnyConnection::connect(&world.site.config.database_url).await.unwrap();
    let open = if world.engine == "sqlite" {
        "pragma foreign_keys = off; pragma ignore_check_constraints = on; begin immediate;
         drop trigger transfers_no_update; drop trigger transfers_no_delete; drop trigger account_limits_no_update;
         drop trigger account_limits_no_delete; drop trigger journal_no_update; drop trigger journal_no_delete;"
    } else {
        "begin; set local session_replication_role = replica;
         do $$ declare c record; begin
            for c in select conrelid::regclass as t, conname from pg_constraint
                where contype = 'c' and connamespace = 'public'::regnamespace
            loop execute format('alter table %s drop constraint %I', c.t, c.conname); end loop;
         end $$;"
    };
    run(&mut conn, open.to_owned()).await.unwrap();
    conn
}

/// The table's words with keys in place of names.
async fn filled(world: &World, scene: &Scene, conn: &mut AnyConnection) -> impl Fn(&str) -> String + use<> {
    let bytes = if world.engine == "sqlite" {
        |hex: &str| format!("x'{hex}'")
    } else {
        |hex: &str| format!("'\\x{hex}'::bytea")
    };
    let mut names = vec![
        ("{r}".to_owned(), scene.river.exchange.0.to_string()),
        ("{h}".to_owned(), scene.hill.exchange.0.to_string()),
        ("{nothing}".to_owned(), bytes(&"ab".repeat(32))),
        ("{nowhere}".to_owned(), bytes(&"ab".repeat(16))),
    ];
    for (name, id) in &scene.transfers {
        names.push((format!("{{{name}}}"), bytes(&id.0.simple().to_string())));
    }
    names.extend(scene.accounts.iter().map(|(name, id)| (format!("{{{name}}}"), id.to_string())));
    for (place, name) in ["ada", "ben", "cleo", "dan", "eve"].into_iter().enumerate() {
        names.push((format!("{{person {name}}}"), scene.river.people[place].0.to_string()));
    }
    let sql = "select exchange_id from exchanges where slug = 'puerto'";
    let puerto: i64 = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap();
    names.push(("{p}".to_owned(), puerto.to_string()));
    // What these would have as their hash if they said something else: whoever can write the rows can reckon that too.
    for (name, description, waiver) in [("bus", "bus", ""), ("bread", "cake", ""), ("bread", "bread", "no reason")] {
        let sql = format!(
            "select w.salt from transfer_words w where w.transfer_id = {}",
            names.iter().find(|(known, _)| *known == format!("{{{name}}}")).unwrap().1
        );
        let salt: Vec<u8> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *conn).await.unwrap();
        let hash = words_hash(&salt, description, waiver, "");
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        names.push((format!("{{hash of {description} {waiver}}}"), bytes(&hex)));
    }
    move |sql: &str| names.iter().fold(sql.to_owned(), |sql, (name, value)| sql.replace(name, value))
}

/// What `verify` says of one manipulation, which is then taken back.
async fn found(conn: &mut AnyConnection, sql: String) -> Option<String> {
    run(conn, "savepoint one".to_owned()).await.unwrap();
    run(conn, sql.clone()).await.unwrap_or_else(|error| panic!("{error}: {sql}"));
    let report = verify_all(&mut *conn).await.unwrap();
    run(conn, "rollback to one; release one".to_owned()).await.unwrap();
    report.disagreement.map(|found| found.to_string())
}

#[tokio::test]
async fn r21_every_manipulation_that_other_rows_speak_against_is_found() {
    for world in worlds().await {
        let scene = scene(&world).await;
        let report = verify(world.db()).await.unwrap();
        assert_eq!(report.disagreement, None, "{}: untouched", world.engine);
        assert!(report.transfers > 100 && report.last.is_some(), "{report:?}");
        let mut conn = attacker(&world).await;
        let fill = filled(&world, &scene, &mut conn).await;
        let typed = if world.engine == "sqlite" { table::SQLITE } else { &[] };
        let mut missed = Vec::new();
        for (name, sql, says) in table::FOUND.iter().chain(typed) {
            let told = found(&mut conn, fill(sql)).await;
            if std::env::var("SHOW").is_ok() {
                eprintln!("{}: {name}: {told:?}", world.engine);
            }
            if !told.as_ref().is_some_and(|told| told.contains(says)) {
                missed.push(format!("{}: {name}: {told:?}", world.engine));
            }
        }
        assert!(table::FOUND.len() >= 60, "{} ways", table::FOUND.len());
        assert!(missed.is_empty(), "\n{}", missed.join("\n"));
        assert_eq!(verify_all(&mut conn).await.unwrap().disagreement, None, "{}: taken back", world.engine);
        run(&mut conn, "rollback".to_owned()).await.unwrap();
    }
}

/// So that nobody takes the table for all there is: these change what no other row speaks of. They wait for the sealed chain.
#[tokio::test]
async fn what_only_a_sealed_chain_can_show_is_known_by_name() {
    for world in worlds().await {
        let scene = scene(&world).await;
        let mut conn = attacker(&world).await;
        let fill = filled(&world, &scene, &mut conn).await;
        for (name, sql) in table::SEALED {
            let told = found(&mut conn, fill(sql)).await;
            assert_eq!(told, None, "{}: {name}: it is found, and belongs into the other table", world.engine);
        }
        run(&mut conn, "rollback".to_owned()).await.unwrap();
    }
}
