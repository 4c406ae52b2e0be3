//! What the process cannot do without: when it is gone, the process ends and says why.

use std::sync::Arc;

use axum::http::StatusCode;
use manyhands::config::Config;
use manyhands::db::{Db, DbError, Engine};
use manyhands::serve::serve;
use manyhands::site::Site;
use manyhands::vital::Vital;

use crate::browser::{Browser, riverside};
use crate::common::{World, worlds};

async fn note(db: Db, (name, panics): (String, bool)) -> Result<(), DbError> {
    let work = db.write((name, panics), async |tx, (name, panics)| {
        let sql = "insert into attempts (attempt_key, window_start, count) values ($1, 0, 1)";
        sqlx::query(sql).bind(name.clone()).execute(tx.conn()).await?;
        assert!(!panics, "on purpose");
        Ok(())
    });
    work.await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_that_panics_is_a_fault_once_and_whatever_shares_its_commit_stands() {
    for world in worlds().await {
        let given = |n: usize| (format!("note {n}"), n % 5 == 3);
        let all: Vec<_> = (0..40).map(|n| tokio::spawn(note(world.db().clone(), given(n)))).collect();
        for (n, one) in all.into_iter().enumerate() {
            match one.await.unwrap() {
                Ok(()) => assert!(!given(n).1),
                Err(error) => assert!(given(n).1 && matches!(error, DbError::Fault(_)), "{}: {error}", world.engine),
            }
        }
        let mut conn = world.db().read().await.unwrap();
        let sql = "select count(*) from attempts where attempt_key like 'note %'";
        let noted: i64 = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap();
        assert_eq!((noted, world.db().vital().reason()), (32, None), "{}", world.engine);
    }
}

/// The installation on an address of its own.
fn on_any_port(world: &World) -> Site {
    let config = Config { listen: "127.0.0.1:0".into(), ..(*world.site.config).clone() };
    Site { config: Arc::new(config), ..world.site.clone() }
}

/// What kills whoever drops it, the writer.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        assert!(std::thread::panicking(), "on purpose");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r27_a_writer_that_is_gone_is_told_to_everybody_and_ends_the_server_with_a_reason() {
    for world in worlds().await.into_iter().filter(|world| world.db().engine() == Engine::Sqlite) {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let site = on_any_port(&world);
        let serving = tokio::spawn(async move { serve(site, || ()).await });
        world.db().write(Bomb, async |_, _| Ok::<(), DbError>(())).await.unwrap();
        assert!(serving.await.unwrap().unwrap_err().contains("writer"));
        let (page, _) = ada.pay("ben", "1").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.text);
        assert_eq!(ada.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(ada.get("/livez").await.status, StatusCode::OK);
        assert_eq!(world.site.db.vital().reason(), Some("the writer of the database panicked"));
        drop(village);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r27_a_worker_that_panics_or_ends_ends_the_server_with_a_reason() {
    for world in worlds().await {
        for panics in [true, false] {
            let vital = Vital::default();
            vital.clone().keep("the jobs have ended", async move { assert!(!panics, "on purpose") }).await;
            assert_eq!(vital.reason(), Some("the jobs have ended"));
            vital.fell("something else");
            assert_eq!(vital.fallen().await, "the jobs have ended");
        }
        let mut stranger = Browser::new(&world);
        assert_eq!(stranger.get("/readyz").await.status, StatusCode::OK, "{}", world.engine);
        let site = on_any_port(&world);
        let serving = tokio::spawn(async move { serve(site, || ()).await });
        world.db().vital().fell("the jobs have ended");
        assert!(serving.await.unwrap().unwrap_err().contains("the jobs have ended"), "{}", world.engine);
        assert_eq!(stranger.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE, "{}", world.engine);
    }
}
