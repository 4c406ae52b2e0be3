//! Opening a database that nobody has opened before.

use std::path::PathBuf;
use std::process::{Command, Output};

use app::demo::exchanges;
use manyhands::clock::fresh_key;
use manyhands::db::Db;
use sqlx::{AnyConnection, Connection};

/// A database with nothing in it on each engine, and the folder of the first.
async fn empty() -> (PathBuf, Vec<String>) {
    let folder = std::env::temp_dir().join(format!("manyhands-starting-{}", fresh_key()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut urls = vec![Db::embedded_url(&folder)];
    if let Ok(server) = std::env::var("TEST_POSTGRES_URL") {
        sqlx::any::install_default_drivers();
        let name = format!("t{}", fresh_key());
        let mut conn = AnyConnection::connect(&server).await.unwrap();
        let create = sqlx::AssertSqlSafe(format!("create database {name}"));
        sqlx::raw_sql(create).execute(&mut conn).await.unwrap();
        urls.push(format!("{}/{name}", server.rsplit_once('/').unwrap().0));
    }
    (folder, urls)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn programs_that_open_an_empty_database_at_the_same_moment_all_come_up() {
    for _ in 0..5 {
        let (folder, urls) = empty().await;
        for url in &urls {
            let opened = (0..4).map(|_| {
                let url = url.clone();
                tokio::spawn(async move { Db::open(&url, None).await.map(|_| ()).map_err(|error| error.to_string()) })
            });
            for one in opened.collect::<Vec<_>>() {
                assert_eq!(one.await.unwrap(), Ok(()), "{url}");
            }
        }
        std::fs::remove_dir_all(folder).ok();
    }
}

fn dry_run(folder: &PathBuf, url: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_manyhands"));
    command
        .current_dir(folder)
        .args(["import", "bundle", "--dry-run", "--database-url", url])
        .env_remove("MIGRATE_URL");
    command.output().unwrap()
}

#[tokio::test]
async fn a_dry_run_tells_what_an_import_would_make_where_no_books_are_yet() {
    let (folder, mut urls) = empty().await;
    std::fs::create_dir_all(folder.join("bundle")).unwrap();
    for file in exchanges(jiff::civil::date(2026, 11, 24))[0].bundle() {
        std::fs::write(folder.join("bundle").join(&file.name), &file.bytes).unwrap();
    }
    // A file that has a head, and nothing in it.
    let other = format!("sqlite://{}?mode=rwc", folder.join("other.sqlite").display());
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(&other).await.unwrap();
    sqlx::raw_sql("create table other (n bigint)").execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    urls.push(other);
    for url in &urls {
        let told = dry_run(&folder, url);
        let (out, errors) = (String::from_utf8_lossy(&told.stdout), String::from_utf8_lossy(&told.stderr));
        assert!(told.status.success() && out.contains("Nothing was written"), "{url}: {out}{errors}");
    }
    std::fs::remove_dir_all(folder).ok();
}
