//! An import that is cut short: it stays hidden, goes on where it stopped, lets payments pass, and can be taken away.

use std::collections::BTreeMap;

use app::ids::PersonId;
use app::words::Language;
use manyhands::clock::{Clock, fresh_key};
use manyhands::db::DbError;
use manyhands::import_export::{
    self, ImportError, ImportPlace, ImportStage, KeyedLoading, Loaded, NotImported, NotRemoved, RemovalError, load,
    remove, run_removal,
};
use manyhands::ledger::verify::{HiddenExchange, verify};
use manyhands::sign_in::persons::{NewPerson, create_person};
use sqlx::AssertSqlSafe;

use crate::common::{NOON, Plan, Village, World, worlds};
use crate::import_export::{bundle, changed, import, loaded, loading};

/// What an exchange holds, told without the keys that each import draws for itself.
const HOLDS: [&str; 10] = [
    "select slug || code || name || description || area || status || unit_name || unit_plural || unit_symbol || language
        || time_zone || import_print || cast(unit_decimals * 100000 + hue * 1000 + next_number + created_at + rules_version as text)
     from exchanges where slug = 'riverside'",
    "select email || name || language || cast(created_at as text) from persons order by email",
    "select code || name || cast(kind as text) || '|' || cast(balance as text) || '|' || cast(min_balance as text) || '|'
        || cast(max_balance as text) || '|' || cast(warn_min as text) || '|' || cast(warn_max as text) || '|'
        || cast(may_debit * 2 + may_credit as text) || '|' || cast(last_booked_at as text) || '|' || cast(opened_at as text)
     from accounts order by code",
    "select a.code || m.name || m.sort_key || m.kind || m.state || m.about || m.area || cast(m.joined_at as text)
     from members m join accounts a on a.account_id = m.account_id order by a.code",
    "select a.code || p.email || cast(o.since as text)
     from operators o join members m on m.member_id = o.member_id join accounts a on a.account_id = m.account_id
     join persons p on p.person_id = o.person_id order by a.code, p.email",
    "select p.email || r.role || cast(r.since as text)
     from roles r join persons p on p.person_id = r.person_id order by p.email",
    "select rule || value || cast(from_version as text) from rules order by rule, from_version",
    "select what || object || was || becomes || why || terms || cast(entered_at + proposed_by + rules_version as text)
     from journal order by what, object",
    "select a.code || cast(l.turn as text) || '|' || cast(l.min_balance as text) || '|' || cast(l.max_balance as text) || '|'
        || cast(l.warn_min as text) || '|' || cast(l.changed_at + l.changed_by as text)
     from account_limits l join accounts a on a.account_id = l.account_id order by a.code, l.turn",
    "select payer.code || payee.code || cast(t.amount as text) || '|' || cast(t.payer_after as text) || '|'
        || cast(t.payee_after as text) || '|' || cast(t.payer_min as text) || '|' || cast(t.payee_max as text) || '|'
        || t.traded_on || cast(t.booked_at as text) || p.email || cast(t.on_behalf as text) || w.description
     from transfers t join accounts payer on payer.account_id = t.payer join accounts payee on payee.account_id = t.payee
     join transfer_words w on w.transfer_id = t.transfer_id join persons p on p.person_id = t.entered_by order by t.position",
];

async fn holds(world: &World) -> Vec<Vec<String>> {
    let mut conn = world.db().read().await.unwrap();
    let mut all = Vec::new();
    for sql in HOLDS {
        all.push(sqlx::query_scalar(sql).fetch_all(&mut *conn).await.unwrap());
    }
    all
}

/// How many rows each table has.
async fn rows(world: &World) -> BTreeMap<String, i64> {
    let mut conn = world.db().read().await.unwrap();
    let tables = if world.engine == "sqlite" {
        "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
    } else {
        "select cast(relname as text) from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
    };
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut *conn).await.unwrap();
    let mut rows = BTreeMap::new();
    for table in tables {
        let count = AssertSqlSafe(format!("select count(*) from {table}"));
        rows.insert(table, sqlx::query_scalar(count).fetch_one(&mut *conn).await.unwrap());
    }
    assert!(rows.len() > 15, "{rows:?}");
    rows
}

/// The error by which a test cuts an import short.
fn killed() -> ImportError {
    DbError::NotKnown.into()
}

fn was_killed(result: &Result<Loaded, ImportError>) -> bool {
    matches!(result, Err(ImportError::Db(DbError::NotKnown)))
}

/// Imports so many parts and no more, as a process that is killed then; whether there were so many.
async fn import_parts(world: &World, parts: usize) -> bool {
    let left = std::cell::Cell::new(parts);
    let between = async |_| {
        left.set(left.get() - 1);
        if left.get() == 0 { Err(killed()) } else { Ok(()) }
    };
    was_killed(&import_export::import(world.db(), loading(&bundle()), between).await)
}

async fn hilltop(world: &World) -> Village {
    let plan =
        Plan { slug: "hilltop", code: "HILL", names: &["Omar", "Pia"], limits: (-9_000, 9_000), hash: String::new() };
    world.village(plan).await
}

#[tokio::test]
async fn an_import_that_is_killed_after_each_part_comes_to_the_same_as_one_in_one_go() {
    for world in worlds().await {
        let mut places: Vec<ImportPlace> = Vec::new();
        let finished = loop {
            // Each time another process, which draws keys of its own and stops after one part.
            let place = std::cell::Cell::new(None);
            let between = async |at| {
                place.set(Some(at));
                Err(killed())
            };
            let result = import_export::import(world.db(), loading(&bundle()), between).await;
            if !was_killed(&result) {
                break result;
            }
            places.extend(place.get());
            let report = verify(world.db()).await.unwrap();
            assert_eq!(report.disagreement, None, "{}: after {places:?}", world.engine);
            assert_eq!(report.hidden, [HiddenExchange { slug: "riverside".into(), removing: false }]);
            assert!(report.hidden[0].to_string().starts_with("/riverside is being imported"));
        };
        assert_eq!(finished.unwrap(), loaded(false), "{}", world.engine);
        let stages: Vec<ImportStage> = places.iter().map(|at| at.stage).collect();
        assert!(places.len() >= 5, "{places:?}");
        assert!(stages.contains(&ImportStage::Transfers) && stages.last() == Some(&ImportStage::Whole), "{places:?}");
        assert_eq!(verify(world.db()).await.unwrap().hidden, []);
        let in_parts = holds(&world).await;
        assert!(in_parts.iter().all(|table| !table.is_empty()));
        assert_eq!(world.number("select count(*) from imports").await, 0);
        assert_eq!(world.number("select count(*) from import_persons").await, 0);
        let other = other_of(world.engine).await;
        other.db().write(KeyedLoading::of(loading(&bundle())), load).await.unwrap();
        assert_eq!(in_parts, holds(&other).await, "{}", world.engine);
        assert_eq!(import(&world, loading(&bundle())).await.unwrap(), loaded(true));
    }
}

/// Another empty installation on that engine.
async fn other_of(engine: &str) -> World {
    worlds().await.into_iter().find(|world| world.engine == engine).unwrap()
}

#[tokio::test]
async fn payments_in_another_exchange_pass_between_the_parts() {
    for world in worlds().await {
        let village = hilltop(&world).await;
        let paid = std::cell::Cell::new(0);
        let between = async |_| {
            let receipt = world.post(vec![village.new_payment(0, 1, 100)]).await.unwrap();
            assert!(!receipt.repeated);
            paid.set(paid.get() + 1);
            Ok(())
        };
        let came = import_export::import(world.db(), loading(&bundle()), between).await.unwrap();
        assert_eq!((came, paid.get() >= 5), (loaded(false), true), "{}", world.engine);
        assert_eq!(world.count(&village).await, paid.get());
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn an_import_that_is_taken_away_after_any_part_leaves_no_row() {
    for world in worlds().await {
        hilltop(&world).await;
        // She is known here before, and stays.
        let ada = NewPerson {
            id: PersonId(fresh_key()),
            email: Some("ada@riverside.example".into()),
            name: "Ada".into(),
            language: Language::English,
            password_hash: String::new(),
            is_host: false,
        };
        world.db().write(ada, async |tx, ada| create_person(tx, ada, NOON).await).await.unwrap();
        let before = rows(&world).await;
        let mut parts = 0;
        while import_parts(&world, parts + 1).await {
            parts += 1;
            assert!(rows(&world).await != before);
            // The removal too is killed after each of its parts.
            let cut = || RemovalError::Db(DbError::NotKnown);
            while let Err(error) = remove(world.db(), "riverside".into(), async || Err(cut())).await {
                assert!(matches!(error, RemovalError::Db(DbError::NotKnown)), "{}: {error}", world.engine);
                let report = verify(world.db()).await.unwrap();
                assert_eq!(report.disagreement, None, "{}", world.engine);
                assert_eq!(report.hidden, [HiddenExchange { slug: "riverside".into(), removing: true }]);
                let refused = import(&world, loading(&bundle())).await;
                assert!(matches!(refused, Err(ImportError::Refused(NotImported::Removing(_)))), "{refused:?}");
            }
            assert_eq!(rows(&world).await, before, "{}: after {parts} parts", world.engine);
        }
        assert!(parts >= 5, "{parts} parts");
        // What was cut short last has come in whole after all, and nobody takes it away.
        assert_eq!(import(&world, loading(&bundle())).await.unwrap(), loaded(true));
        for (slug, why) in [("riverside", "is not being imported"), ("nowhere", "there is no exchange /nowhere")] {
            let told = run_removal(world.db(), slug).await.unwrap_err();
            assert!(told.contains(why), "{told}");
        }
        let refused = remove(world.db(), "hilltop".into(), async || Ok(())).await;
        assert!(matches!(refused, Err(RemovalError::Refused(NotRemoved::Whole(_)))));
    }
}

#[tokio::test]
async fn a_person_whom_somebody_else_needs_by_then_stays_when_an_import_is_taken_away() {
    for world in worlds().await {
        let village = hilltop(&world).await;
        assert!(import_parts(&world, 3).await);
        let mut conn = world.db().read().await.unwrap();
        let sql = "select person_id from persons where email = $1";
        let mut person = async |email: &str| -> PersonId {
            sqlx::query_scalar(sql).bind(email.to_owned()).fetch_one(&mut *conn).await.unwrap()
        };
        let (ada, ben) = (person("ada@riverside.example").await, person("ben@riverside.example").await);
        drop(conn);
        world.household(&village, ("The Ashes", vec![ada])).await;
        world.sql(format!("update persons set password_hash = 'x' where person_id = {}", ben.0)).await;
        run_removal(world.db(), "riverside").await.unwrap();
        let left = "select count(*) from persons where email like '%@riverside.example'";
        assert_eq!(world.number(left).await, 2, "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn while_a_bundle_is_on_its_way_another_one_is_refused_and_nobody_opens_the_exchange() {
    for world in worlds().await {
        assert!(import_parts(&world, 3).await);
        let mut elsewhere = loading(&bundle());
        elsewhere.plan.code = "RIVX".into();
        for other in [loading(&changed("members.csv", "Bicycles", "Tricycles")), elsewhere] {
            let refused = import(&world, other).await;
            assert!(
                matches!(&refused, Err(ImportError::Refused(NotImported::OtherBundle(slug))) if slug == "riverside")
            );
            let told = refused.unwrap_err().to_string();
            assert!(told.contains("`manyhands import --remove riverside`"), "{told}");
        }
        for command in ["open", "close"] {
            let told = command_on(&world, command).await.unwrap_err();
            assert!(told.contains("opens by itself when its last part is in"), "{told}");
        }
        assert_eq!(world.number("select count(*) from exchanges where status = 'importing'").await, 1);
        // The address and the zone that it began with hold, whatever the same bundle is given now.
        let again = import_export::Loading {
            slug: "elsewhere".into(),
            zone_name: "UTC".into(),
            zone: jiff::tz::TimeZone::UTC,
            ..loading(&bundle())
        };
        assert_eq!(import(&world, again).await.unwrap(), loaded(false), "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

async fn command_on(world: &World, command: &str) -> Result<String, String> {
    use manyhands::hosting::commands::{ExchangeCommand, exchange};
    let slug = "riverside".to_owned();
    let command = if command == "open" { ExchangeCommand::Open { slug } } else { ExchangeCommand::Close { slug } };
    exchange(world.db(), command, Clock::fixed(NOON).0.now()).await
}

#[tokio::test]
async fn two_that_import_the_same_bundle_part_by_part_write_nothing_twice() {
    for world in worlds().await {
        // The second goes on from each place to which the first has come, and the first from there.
        let between = async |_| {
            import_parts(&world, 1).await;
            Ok(())
        };
        let first = import_export::import(world.db(), loading(&bundle()), between).await.unwrap();
        assert_eq!(first.slug, "riverside", "{}", world.engine);
        let other = other_of(world.engine).await;
        other.db().write(KeyedLoading::of(loading(&bundle())), load).await.unwrap();
        assert_eq!(holds(&world).await, holds(&other).await, "{}", world.engine);
        assert_eq!(world.number("select count(*) from imports").await, 0);
    }
}

#[tokio::test]
async fn books_that_do_not_come_out_as_the_bundle_says_are_never_open() {
    for world in worlds().await {
        for change in [
            "update accounts set balance = balance + 1 where code = 'RIVR0002'",
            // Books that agree with themselves, and lack what the bundle has.
            "update imports set file = 'community.csv', done = 0",
        ] {
            let between = async |at: ImportPlace| {
                if (at.stage, at.done) == (ImportStage::Transfers, 0) {
                    world.sql(change.to_owned()).await;
                }
                Ok(())
            };
            let refused = import_export::import(world.db(), loading(&bundle()), between).await;
            assert!(matches!(refused, Err(ImportError::Refused(NotImported::Disagrees(_)))), "{refused:?} {change}");
            assert_eq!(world.number("select count(*) from exchanges where status = 'open'").await, 0);
            run_removal(world.db(), "riverside").await.unwrap();
            assert_eq!(world.number("select count(*) from accounts").await, 0, "{}", world.engine);
        }
    }
}

#[tokio::test]
async fn the_belt_lets_nothing_go_of_an_exchange_that_is_not_being_taken_away() {
    for world in worlds().await {
        let village = hilltop(&world).await;
        world.post(vec![village.new_payment(0, 1, 100)]).await.unwrap();
        for sql in [
            "update exchanges set status = 'removing'",
            "update exchanges set status = 'importing'",
            "delete from transfers",
            "delete from account_limits",
            "delete from rules",
            "delete from journal",
        ] {
            let run = world.db().write(sql, async |tx, sql| {
                sqlx::raw_sql(AssertSqlSafe((*sql).to_owned())).execute(tx.conn()).await?;
                Ok::<(), DbError>(())
            });
            assert!(run.await.is_err(), "{}: {sql}", world.engine);
        }
        assert!(import_parts(&world, 4).await);
        let importing =
            "delete from transfers where exchange_id = (select exchange_id from exchanges where slug = 'riverside')";
        let run = world.db().write(importing, async |tx, sql| {
            sqlx::raw_sql(*sql).execute(tx.conn()).await?;
            Ok::<(), DbError>(())
        });
        assert!(run.await.is_err(), "{}: of what is being imported", world.engine);
    }
}
