//! Taking an exchange over: whole or not at all, once, with books that come out as the bundle says.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use app::demo::exchanges;
use app::import_export::{File, ImportPlan, read};
use app::time::Instant;
use jiff::tz::TimeZone;
use manyhands::clock::fresh_key;
use manyhands::db::DbError;
use manyhands::import_export::{self, ImportError, KeyedLoading, Loaded, Loading, NotImported, load};
use manyhands::ledger::accounts::Limits;
use manyhands::ledger::verify::verify;
use manyhands::members::store::{FirstLimits, NewMember, Phone, create_member};
use sqlx::{AnyConnection, Connection, Row};

use crate::common::{NOON, World, worlds};

/// Riverside of the demo as its bundle has it: 38 members and a year and a half of trade.
pub fn bundle() -> Vec<File> {
    exchanges(jiff::civil::date(2026, 11, 24))[0].bundle()
}

pub fn changed(file: &str, from: &str, to: &str) -> Vec<File> {
    let mut files = bundle();
    let found = files.iter_mut().find(|one| one.name == file).unwrap();
    let text = String::from_utf8(found.bytes.clone()).unwrap();
    assert!(text.contains(from), "{from}");
    found.bytes = text.replacen(from, to, 1).into_bytes();
    files
}

fn plan(files: &[File]) -> ImportPlan {
    read(files, NOON).unwrap_or_else(|problems| panic!("{problems}"))
}

pub fn loading(files: &[File]) -> Loading {
    let zone = TimeZone::get("Europe/London").unwrap();
    Loading {
        plan: plan(files),
        slug: "riverside".into(),
        zone_name: "Europe/London".into(),
        zone,
        hue: Loading::HUE,
        now: NOON,
    }
}

pub async fn import(world: &World, loading: Loading) -> Result<Loaded, ImportError> {
    import_export::import(world.db(), loading, async |_| Ok(())).await
}

pub fn loaded(repeated: bool) -> Loaded {
    Loaded { slug: "riverside".into(), zone_name: "Europe/London".into(), repeated }
}

async fn number(world: &World, sql: &'static str) -> i64 {
    let mut conn = world.db().read().await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
}

#[tokio::test]
async fn an_imported_exchange_has_the_balances_times_and_codes_that_its_bundle_says() {
    for world in worlds().await {
        let asked = loading(&bundle());
        let expected = asked.plan.clone();
        let loaded = import(&world, asked).await.unwrap();
        assert_eq!(loaded, self::loaded(false));
        let as_imported = "select count(*) from transfers t
            join transfer_words w on w.exchange_id = t.exchange_id and w.transfer_id = t.transfer_id
            where t.kind = 'imported' and t.waived = 1 and w.waiver_reason = ''";
        let all = i64::try_from(expected.transfers.len()).unwrap();
        assert_eq!(number(&world, as_imported).await, all, "{}", world.engine);
        let mut conn = world.db().read().await.unwrap();
        let sql = "select code, balance, min_balance, max_balance from accounts where kind = 0 order by code";
        let rows = sqlx::query(sql).fetch_all(&mut *conn).await.unwrap();
        for (row, member) in rows.iter().zip(&expected.members) {
            let stands: (String, i64, i64, i64) = (row.get(0), row.get(1), row.get(2), row.get(3));
            let planned = (member.code.to_string(), member.balance, member.min_balance, member.max_balance);
            assert_eq!(stands, planned, "{}", world.engine);
        }
        assert_eq!(rows.len(), expected.members.len());
        let sql = "select booked_at, waived from transfers order by position";
        let rows = sqlx::query(sql).fetch_all(&mut *conn).await.unwrap();
        let booked: Vec<(i64, i64)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
        let planned: Vec<(i64, i64)> = expected.transfers.iter().map(|transfer| (transfer.at.0, 1)).collect();
        assert_eq!(booked, planned, "{}", world.engine);
        drop(conn);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn the_same_bundle_again_or_twice_at_once_makes_one_exchange_and_another_bundle_is_refused() {
    for world in worlds().await {
        let (one, two) = tokio::join!(import(&world, loading(&bundle())), import(&world, loading(&bundle())));
        let repeated = [one.unwrap().repeated, two.unwrap().repeated];
        assert_eq!(repeated.iter().filter(|repeated| **repeated).count(), 1, "{}", world.engine);
        let count = "select count(*) from transfers";
        let before = number(&world, count).await;
        // The address asked for does not matter to what stands already.
        let again = Loading { slug: "elsewhere".into(), ..loading(&bundle()) };
        assert_eq!(import(&world, again).await.unwrap(), loaded(true));
        assert_eq!((number(&world, count).await, number(&world, "select count(*) from exchanges").await), (before, 1));
        let other = loading(&changed("members.csv", "Bicycles", "Tricycles"));
        assert!(
            matches!(import(&world, other).await, Err(ImportError::Refused(NotImported::CodeTaken(slug))) if slug == "riverside")
        );
        let mut renamed = loading(&bundle());
        renamed.plan.code = "RIVX".into();
        assert!(
            matches!(import(&world, renamed).await, Err(ImportError::Refused(NotImported::SlugTaken(_)))),
            "{}",
            world.engine
        );
    }
}

#[tokio::test]
async fn a_failure_at_any_statement_leaves_nothing_of_the_exchange() {
    for world in worlds().await {
        let asked = KeyedLoading::of(loading(&bundle()));
        let mut failed = 0;
        // The first statements each, then every thirteenth: an import is some two hundred of them.
        for statements in (0..30).chain((30..600).step_by(13)) {
            let made = world.db().write((asked.clone(), statements), async |tx, (asked, statements)| {
                let broken = AnyConnection::connect("sqlite::memory:").await.map_err(DbError::from)?;
                tx.fail_after(Some((*statements, broken)));
                let loaded = load(tx, asked).await;
                tx.fail_after(None);
                loaded
            });
            if made.await.is_ok() {
                break;
            }
            failed += 1;
            for sql in
                ["select count(*) from exchanges", "select count(*) from persons", "select count(*) from accounts"]
            {
                assert_eq!(number(&world, sql).await, 0, "{} {statements} {sql}", world.engine);
            }
        }
        assert!((35..70).contains(&failed), "{failed}");
        assert_eq!(number(&world, "select count(*) from exchanges").await, 1, "{}", world.engine);
    }
}

#[tokio::test]
async fn who_left_is_gone_who_is_suspended_cannot_pay_and_the_next_member_gets_the_next_number() {
    for world in worlds().await {
        let files = changed("members.csv", "Grace Ellery,personal,active", "Grace Ellery,personal,suspended");
        import(&world, loading(&files)).await.unwrap();
        let sql = "select count(*) from members where state = 'suspended' and name = 'Grace Ellery'";
        assert_eq!(number(&world, sql).await, 1);
        let sql = "select count(*) from accounts where code = 'RIVR0003' and may_debit = 0 and may_credit = 0";
        assert_eq!(number(&world, sql).await, 1, "{}", world.engine);
        let called = "select count(*) from members where phone like '01632 960%' and phone_shown = 1";
        assert!(number(&world, called).await > 9, "{}: they can be called", world.engine);
        let exchange = app::ids::ExchangeId(number(&world, "select exchange_id from exchanges").await);
        let new = NewMember {
            exchange,
            id: app::ids::MemberId(fresh_key()),
            account: app::ids::AccountId(fresh_key()),
            code: None,
            name: "New".into(),
            kind: "person",
            about: String::new(),
            phone: Phone::default(),
            area: String::new(),
            limits: Limits::between(-1, 1),
            follows: FirstLimits::Everybody,
            operators: Vec::new(),
            joined_at: NOON,
        };
        let made = world.db().write(new, async |tx, new| create_member(tx, new, app::ids::PersonId(0)).await);
        let code: Result<_, DbError> = made.await;
        assert_eq!(code.unwrap().as_str(), "RIVR0039", "{}", world.engine);
    }
}

/// The program itself, with its data in a folder of its own.
pub fn manyhands(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_manyhands"));
    command.current_dir(folder).args(arguments).args(["--data-dir", "data"]);
    for name in ["DATABASE_URL", "MIGRATE_URL", "DATA_DIR", "PUBLIC_URL", "LISTEN"] {
        command.env_remove(name);
    }
    command.output().unwrap()
}

pub struct Folder(pub PathBuf);

impl Folder {
    pub fn with(files: &[File]) -> Self {
        let folder = std::env::temp_dir().join(format!("manyhands-import-{}", fresh_key()));
        std::fs::create_dir_all(folder.join("bundle")).unwrap();
        for file in files {
            std::fs::write(folder.join("bundle").join(&file.name), &file.bytes).unwrap();
        }
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_command_tells_everything_before_it_writes_anything() {
    let folder = Folder::with(&bundle());
    let dry = manyhands(&folder.0, &["import", "bundle", "--dry-run"]);
    let told = text(&dry.stdout);
    assert!(dry.status.success() && told.contains("36 active") && told.contains("Nothing was written"), "{told}");
    assert!(!folder.0.join("data").exists(), "a dry run made a data folder");
    let made = manyhands(&folder.0, &["import", "bundle", "--time-zone", "Europe/London"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(text(&made.stdout).contains("/riverside-lets (Europe/London)"), "{}", text(&made.stdout));
    let again = manyhands(&folder.0, &["import", "bundle"]);
    assert!(text(&again.stdout).contains("Nothing was changed"), "{}", text(&again.stdout));
    let dry = manyhands(&folder.0, &["import", "bundle", "--dry-run"]);
    assert!(text(&dry.stdout).contains("stands already as /riverside-lets"), "{}", text(&dry.stdout));
    assert!(manyhands(&folder.0, &["verify"]).status.success());
    let kept = manyhands(&folder.0, &["import", "--remove", "riverside-lets"]);
    assert!(text(&kept.stderr).contains("/riverside-lets is not being imported"), "{}", text(&kept.stderr));
    assert!(!manyhands(&folder.0, &["import"]).status.success(), "nothing was said to import");
}

#[test]
fn a_bundle_with_mistakes_is_refused_by_line_and_nothing_is_written() {
    let folder = Folder::with(&changed("transfers.csv", "ada@riverside.example", "nobody@riverside.example"));
    let refused = manyhands(&folder.0, &["import", "bundle"]);
    assert!(!refused.status.success());
    let told = text(&refused.stderr);
    assert!(told.contains("1 in this bundle") && told.contains(":user: is not in users.csv"), "{told}");
    assert!(!folder.0.join("data").exists());
}

#[tokio::test]
async fn the_published_example_of_the_format_comes_in_as_it_declares() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/komunitin-example");
    if !example.exists() {
        eprintln!("skipped: the published example (../shared/data/komunitin-example is not here)");
        return;
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&example).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.push(File { name, bytes: std::fs::read(&path).unwrap() });
    }
    for world in worlds().await {
        let plan = read(&files, Instant(NOON.0)).unwrap_or_else(|problems| panic!("{problems}"));
        let asked = Loading { plan, slug: "example-exchange".into(), ..loading(&bundle()) };
        import(&world, asked).await.unwrap();
        let mut conn = world.db().read().await.unwrap();
        let sql = "select balance from accounts where kind = 0 order by code";
        let balances: Vec<i64> = sqlx::query_scalar(sql).fetch_all(&mut *conn).await.unwrap();
        assert_eq!(balances, [-500, 500], "{}", world.engine);
    }
}
