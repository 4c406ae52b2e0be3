//! R16, R28 by commands: a backup is whole and private, a restore puts in place only what verifies, and every command leaves one file that
//! holds everything. Under load, and with a server that is stopped, it is the torture's.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use manyhands::db::{Db, DbError};
use sqlx::AssertSqlSafe;

use crate::import_export::{Folder, bundle, manyhands, text};

const ADD: [&str; 16] = [
    "exchange",
    "add",
    "--slug",
    "greenvale",
    "--code",
    "GRNV",
    "--name",
    "Greenvale",
    "--unit",
    "acorn",
    "--units",
    "acorns",
    "--chair-name",
    "Ida",
    "--chair-email",
    "ida@greenvale.example",
];

/// Runs it; what it said, which must be this.
fn says(folder: &Path, arguments: &[&str], fine: bool, words: &str) -> String {
    let output = manyhands(folder, arguments);
    let told = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.success(), fine, "{arguments:?}: {told}");
    assert!(told.contains(words), "{arguments:?}: {told}");
    told
}

/// The log beside a file, if there is anything in it.
fn log_of(file: &Path) -> u64 {
    fs::metadata(format!("{}-wal", file.display())).map_or(0, |about| about.len())
}

async fn run(url: &str, sql: &str) -> Db {
    let db = Db::open_migrated(url).await.unwrap();
    let done = db.write(sql.to_owned(), async |tx, sql| {
        sqlx::raw_sql(AssertSqlSafe(sql.clone())).execute(tx.conn()).await?;
        Ok::<(), DbError>(())
    });
    done.await.unwrap();
    db
}

#[test]
fn every_command_leaves_one_file_that_holds_everything() {
    let folder = Folder::with(&bundle());
    let books = folder.0.join("data/manyhands.sqlite");
    let import = ["import", "bundle", "--slug", "elsewhere"];
    let person = ["person", "add", "--email", "o@x.example", "--name", "Otto"];
    for (arguments, holds) in [
        (&["migrate"][..], "0 exchanges"),
        (&ADD, "1 exchanges"),
        (&person, "1 exchanges"),
        (&import, "2 exchanges"),
        (&ADD, "2 exchanges"),
        (&["verify"], "2 exchanges"),
    ] {
        manyhands(&folder.0, arguments);
        assert_eq!(log_of(&books), 0, "{arguments:?} leaves a log");
        let alone = folder.0.join("alone.sqlite");
        fs::copy(&books, &alone).unwrap();
        let url = format!("sqlite://{}", alone.display());
        says(&folder.0, &["verify", "--database-url", &url], true, holds);
    }
}

#[tokio::test]
async fn a_backup_holds_what_is_only_in_the_log_is_private_and_never_written_over_a_file() {
    let folder = Folder::with(&bundle());
    says(&folder.0, &["backup", "copy"], false, "there are no books yet");
    assert!(!folder.0.join("copy").exists() && !folder.0.join("data").exists());
    says(&folder.0, &["import", "bundle"], true, "It is there");
    let url = Db::url_of(&folder.0.join("data/manyhands.sqlite"));
    // As a running server has it: open, with the latest in the log.
    let open = run(&url, "update exchanges set name = 'Only in the log'").await;
    assert!(log_of(&folder.0.join("data/manyhands.sqlite")) > 0);
    let told = says(&folder.0, &["backup", "copy"], true, "1 exchanges");
    assert!(told.contains("the last was booked at 20"), "{told}");
    let copy = folder.0.join("copy");
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!folder.0.join("copy.part").exists() && log_of(&copy) == 0);
    let held = fs::read(&copy).unwrap();
    assert!(text(&held).contains("Only in the log"));
    says(&folder.0, &["backup", "copy"], false, "exists");
    says(&folder.0, &["verify", "--database-url", "sqlite://copy"], true, "1 exchanges");
    assert_eq!(fs::read(&copy).unwrap(), held, "neither a second backup nor a look changes it");
    says(&folder.0, &["backup", "nowhere/copy"], false, "nowhere/copy");
    // Books that disagree are copied all the same, and it is said.
    run(&url, "update accounts set balance = balance + 1 where account_id = (select min(account_id) from accounts)")
        .await;
    says(&folder.0, &["backup", "wrong"], false, "DISAGREE");
    assert!(folder.0.join("wrong").exists());
    open.close().await;
}

#[tokio::test]
async fn a_restore_puts_in_place_what_verifies_and_otherwise_changes_nothing() {
    let folder = Folder::with(&bundle());
    let (books, old) = (folder.0.join("data/manyhands.sqlite"), folder.0.join("data/manyhands.sqlite.old"));
    says(&folder.0, &["import", "bundle"], true, "It is there");
    says(&folder.0, &["backup", "copy"], true, "1 exchanges");
    fs::remove_dir_all(folder.0.join("data")).unwrap();
    says(&folder.0, &["restore", "copy"], true, "1 exchanges");
    assert_eq!(fs::metadata(&books).unwrap().permissions().mode() & 0o777, 0o600);
    says(&folder.0, &["verify"], true, "1 exchanges");
    says(&folder.0, &ADD, true, "greenvale");
    let now = fs::read(&books).unwrap();

    fs::write(folder.0.join("empty"), b"").unwrap();
    fs::write(folder.0.join("torn"), &fs::read(folder.0.join("copy")).unwrap()[..50_000]).unwrap();
    fs::write(folder.0.join("letter"), b"Dear treasurer, these are no books at all.".repeat(100)).unwrap();
    fs::copy(folder.0.join("copy"), folder.0.join("raw")).unwrap();
    fs::write(folder.0.join("raw-wal"), b"what was paid last").unwrap();
    fs::copy(folder.0.join("copy"), folder.0.join("wrong")).unwrap();
    let wrong = Db::url_of(&folder.0.join("wrong"));
    run(&wrong, "update accounts set balance = balance + 1 where kind = 0").await.close().await;
    for (file, words) in [
        ("nowhere", "nowhere"),
        ("empty", "there is nothing in it"),
        ("torn", "torn"),
        ("letter", "letter"),
        ("raw", "a file copied from a running server"),
        ("wrong", "DISAGREES, nothing was changed"),
    ] {
        says(&folder.0, &["restore", file, "--replace"], false, words);
        assert_eq!(fs::read(&books).unwrap(), now, "{file}");
        assert!(!old.exists() && !folder.0.join("data/manyhands.sqlite.part").exists(), "{file}");
    }
    says(&folder.0, &["restore", "copy"], false, "--replace");
    let open = Db::open_migrated(&Db::url_of(&books)).await.unwrap();
    says(&folder.0, &["restore", "copy", "--replace"], false, "stop the server");
    open.close().await;
    drop(open);
    says(&folder.0, &["restore", "copy", "--replace"], true, "1 exchanges");
    says(&folder.0, &["verify"], true, "1 exchanges");
    let url = format!("sqlite://{}", old.display());
    says(&folder.0, &["verify", "--database-url", &url], true, "2 exchanges");
    says(&folder.0, &["restore", "copy", "--replace"], false, "is not overwritten");
}

#[tokio::test]
async fn a_backup_holds_the_files_of_photos_and_a_restore_brings_them_back() {
    let folder = Folder::with(&bundle());
    says(&folder.0, &["import", "bundle"], true, "It is there");
    let url = Db::url_of(&folder.0.join("data/manyhands.sqlite"));
    let row = |key: i64, hash: &str, gone: i64| {
        format!("select exchange_id, {key}, '{hash}', 96, 96, 0, 1, {gone} from exchanges")
    };
    let rows = [row(1, "aa", 0), row(2, "bb", 7)].join(" union all ");
    let columns = "exchange_id, photo_id, hash, width, height, made_by, made_at, gone_at";
    let db = run(&url, &format!("insert into photos ({columns}) {rows}")).await;
    let mut conn = db.read().await.unwrap();
    let exchange: i64 = sqlx::query_scalar("select exchange_id from exchanges").fetch_one(&mut *conn).await.unwrap();
    drop(conn);
    db.close().await;
    let photos = folder.0.join(format!("data/photos/{exchange}"));
    fs::create_dir_all(&photos).unwrap();
    let file = |hash: &str, width: u32| photos.join(format!("{hash}-{width}.jpg"));
    for width in [96, 240, 480, 960] {
        fs::write(file("aa", width), format!("as wide as {width}")).unwrap();
        fs::write(file("bb", width), "of nobody any more").unwrap();
    }
    says(&folder.0, &["backup", "copy"], true, "; 1 photos\n");
    assert_eq!(log_of(&folder.0.join("copy")), 0);
    fs::remove_file(file("aa", 96)).unwrap();
    says(&folder.0, &["backup", "torn"], true, "1 photos, OF WHICH 1 HAVE NO FILES");
    fs::remove_dir_all(folder.0.join("data")).unwrap();
    says(&folder.0, &["restore", "copy"], true, "1 exchanges");
    for width in [96, 240, 480, 960] {
        assert_eq!(fs::read_to_string(file("aa", width)).unwrap(), format!("as wide as {width}"));
        assert!(!file("bb", width).exists());
    }
    let books = run(&url, "select 1").await;
    let mut conn = books.read().await.unwrap();
    let held: i64 = sqlx::query_scalar("select count(*) from photo_copies").fetch_one(&mut *conn).await.unwrap();
    assert_eq!(held, 0, "books that are served hold no files");
}

#[test]
fn a_host_of_postgresql_is_told_how_and_no_password_is_shown() {
    let folder = Folder::with(&[]);
    for (command, words) in [("backup", "pg_dump --format=custom"), ("restore", "pg_restore --exit-on-error")] {
        let url = "postgres://host:s3cret@db.example/books";
        let told = says(&folder.0, &[command, "copy", "--database-url", url], false, words);
        assert!(told.contains("nothing was done") && !told.contains("s3cret"), "{told}");
    }
}
