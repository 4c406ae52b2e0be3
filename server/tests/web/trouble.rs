//! When the machine is in trouble: a full disk and too much at once are told plainly, nothing is lost, and it passes.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use manyhands::clock::fresh_transfer_id;
use manyhands::db::{DbError, Engine};
use manyhands::ledger::verify::verify;
use sqlx::{AnyConnection, Connection};

use crate::browser::{Browser, hilltop, riverside};
use crate::common::{World, worlds};

/// Runs a statement where the writes run.
async fn on_the_writer(world: &World, sql: &'static str) {
    let done = world.db().write(sql, async |tx, sql| {
        sqlx::raw_sql(*sql).execute(tx.conn()).await?;
        Ok::<(), DbError>(())
    });
    done.await.unwrap();
}

/// Makes the database say that the disk is full: SQLite may not grow any more; PostgreSQL answers writes with the class of that error.
async fn fill_the_disk(world: &World) {
    let sql = match world.db().engine() {
        Engine::Sqlite => "pragma max_page_count = 1",
        Engine::Postgres => {
            "create function no_space() returns trigger language plpgsql as
                $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$;
             create trigger no_space before insert on transfers for each row execute function no_space()"
        }
    };
    on_the_writer(world, sql).await;
}

async fn make_room(world: &World) {
    let sql = match world.db().engine() {
        Engine::Sqlite => "pragma max_page_count = 1073741823",
        Engine::Postgres => "drop trigger no_space on transfers",
    };
    on_the_writer(world, sql).await;
}

#[tokio::test]
async fn a_full_disk_refuses_plainly_while_reads_go_on_and_needs_no_restart() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        fill_the_disk(&world).await;
        let mut paid = 0;
        let mut refused = None;
        for _ in 0..200 {
            let (page, id) = ada.pay("ben", "0.10").await;
            if page.status != StatusCode::SEE_OTHER {
                refused = Some((page, id));
                break;
            }
            paid += 1;
        }
        let (page, id) = refused.unwrap();
        assert_eq!(page.status, StatusCode::INSUFFICIENT_STORAGE, "{}: {}", world.engine, page.text);
        assert!(!page.text.contains("53100") && !page.text.contains("SQLITE"), "{}", page.text);
        assert_eq!(world.count(&village).await, paid, "{}", world.engine);
        assert_eq!(ada.get("/riverside/statement").await.status, StatusCode::OK, "{}", world.engine);
        make_room(&world).await;
        let fields = [("id", id.as_str()), ("to", "ben"), ("amount", "0.10"), ("description", "Bread")];
        assert_eq!(ada.post("/riverside/transfers", &fields).await.status, StatusCode::SEE_OTHER, "{}", world.engine);
        assert_eq!(world.count(&village).await, paid + 1);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn when_no_connection_comes_free_the_answer_is_503_and_when_to_come_back() {
    for world in worlds().await {
        riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut held = Vec::new();
        while let Ok(Ok(conn)) = tokio::time::timeout(std::time::Duration::from_millis(200), world.db().read()).await {
            held.push(conn);
        }
        let page = ada.get("/riverside/members").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", world.engine);
        assert!(page.headers.contains_key(header::RETRY_AFTER));
        drop(held);
        assert_eq!(ada.get("/riverside/members").await.status, StatusCode::OK, "{}", world.engine);
    }
}

/// How many connections wait for a lock.
async fn waiting_for_a_lock(conn: &mut AnyConnection) -> i64 {
    let sql = "select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    sqlx::query_scalar(sql).fetch_one(conn).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_one_account_is_locked_others_are_paid_and_who_waits_for_it_is_told_that_nothing_happened() {
    for world in worlds().await.into_iter().filter(|world| world.db().engine() == Engine::Postgres) {
        let (village, there) = (riverside(&world).await, hilltop(&world).await);
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let mut omar = Browser::signed_in(&world, "omar@hilltop.example").await;
        let mut other = AnyConnection::connect(&world.site.config.database_url).await.unwrap();
        let lock = "begin; select * from accounts where code = 'RIVR0002' for update";
        sqlx::raw_sql(lock).execute(&mut other).await.unwrap();
        let pay = || {
            let mut ada = ada.clone();
            tokio::spawn(async move { ada.pay("ben", "1").await })
        };
        let waiting: Vec<_> = (0..20).map(|_| pay()).collect();
        while !waiting.iter().any(tokio::task::JoinHandle::is_finished) && waiting_for_a_lock(&mut other).await < 16 {}
        let fields =
            [("id", &*fresh_transfer_id().to_string()), ("to", "nia"), ("amount", "1"), ("description", "Eggs")];
        let page = omar.post("/hilltop/transfers", &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let mut ids = Vec::new();
        for one in waiting {
            let (page, id) = one.await.unwrap();
            assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.text);
            assert!(page.headers.contains_key(header::RETRY_AFTER) && page.text.contains("nothing was changed"));
            ids.push(id);
        }
        sqlx::raw_sql("rollback").execute(&mut other).await.unwrap();
        assert_eq!((world.count(&village).await, world.count(&there).await), (0, 1));
        for id in &ids {
            let fields = [("id", id.as_str()), ("to", "ben"), ("amount", "1"), ("description", "Bread")];
            assert_eq!(ada.post("/riverside/transfers", &fields).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(world.count(&village).await, 20);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
    }
}

#[tokio::test]
async fn a_body_that_is_no_form_is_400() {
    for world in worlds().await {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        let marks = ada.marks("/riverside").await;
        let marks: Vec<String> = marks.iter().map(|(name, value)| format!("{name}={value}")).collect();
        for (kind, body) in [
            ("application/json", "{\"to\":\"ben\"}".to_owned()),
            ("text/plain", "to=ben".to_owned()),
            ("multipart/form-data; boundary=x", "--x--".to_owned()),
            ("application/x-www-form-urlencoded", format!("{}&%ff=%fe&amount=%f0%28", marks.join("&"))),
        ] {
            let request = Request::post("/riverside/transfers")
                .header(header::CONTENT_TYPE, kind)
                .header("sec-fetch-site", "same-origin")
                .body(Body::from(body))
                .unwrap();
            let page = ada.send(request).await;
            let refused = [StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY];
            let expected = if kind.ends_with("urlencoded") { &refused[..] } else { &refused[..1] };
            assert!(expected.contains(&page.status), "{} {kind}: {}", world.engine, page.status);
        }
        assert_eq!(world.count(&village).await, 0);
    }
}

#[tokio::test]
async fn while_another_process_holds_the_write_lock_a_payment_is_told_to_come_back_and_nothing_is_booked() {
    for world in worlds().await.into_iter().filter(|world| world.db().engine() == Engine::Sqlite) {
        let village = riverside(&world).await;
        let mut ada = Browser::signed_in(&world, "ada@riverside.example").await;
        on_the_writer(&world, "pragma busy_timeout = 100").await;
        let mut other = AnyConnection::connect(&world.site.config.database_url).await.unwrap();
        sqlx::raw_sql("begin immediate").execute(&mut other).await.unwrap();
        let (page, id) = ada.pay("ben", "1").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.text);
        assert!(page.headers.contains_key(header::RETRY_AFTER) && !page.text.contains("not known"), "{}", page.text);
        sqlx::raw_sql("rollback").execute(&mut other).await.unwrap();
        let fields = [("id", id.as_str()), ("to", "ben"), ("amount", "1"), ("description", "Bread")];
        assert_eq!(ada.post("/riverside/transfers", &fields).await.status, StatusCode::SEE_OTHER);
        assert_eq!(world.count(&village).await, 1);
    }
}
