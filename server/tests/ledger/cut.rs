//! R6: a commit whose answer cannot be trusted is "not known", is looked up by its id, and poisons no connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use app::ids::TransferId;
use manyhands::clock::fresh_transfer_id;
use manyhands::db::{Db, DbError};
use manyhands::ledger::store::find;
use manyhands::ledger::verify::verify;
use manyhands::ledger::{NewTransfer, PostError, Receipt, post};
use sqlx::{AnyConnection, Connection};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::common::{Plan, Village, World, worlds};

/// How often the connection is cut; `CUTS` asks for another number (the promise's long form is 5,000).
fn cuts() -> usize {
    std::env::var("CUTS").ok().and_then(|n| n.parse().ok()).unwrap_or(30)
}

/// What the proxy does to the next message that it waits for; once, then it is an honest one again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Cut {
    /// Nothing.
    Never,
    /// Cuts in place of BEGIN.
    AtBegin,
    /// Cuts in place of COMMIT: it never happens.
    BeforeCommit,
    /// Hands COMMIT on, sees that it was answered, and cuts before the answer: it has happened.
    AfterCommit,
    /// Hands COMMIT on and says nothing more, with the connection open.
    Silent,
}

const ALL: [Cut; 5] = [Cut::Never, Cut::AtBegin, Cut::BeforeCommit, Cut::AfterCommit, Cut::Silent];

/// A wire to PostgreSQL that can be cut.
#[derive(Clone)]
struct Proxy {
    armed: Arc<AtomicU8>,
    url: String,
}

impl Proxy {
    async fn before(database_url: &str) -> Self {
        let (user, rest) = database_url.split_once('@').unwrap();
        let (server, database) = rest.split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("{user}@{}/{database}", listener.local_addr().unwrap());
        let proxy = Self { armed: Arc::new(AtomicU8::new(0)), url };
        let (armed, server) = (Arc::clone(&proxy.armed), server.to_owned());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (armed, server) = (Arc::clone(&armed), server.clone());
                tokio::spawn(async move { carry(client, &server, &armed).await.ok() });
            }
        });
        proxy
    }

    fn arm(&self, cut: Cut) {
        self.armed.store(u8::try_from(ALL.iter().position(|one| *one == cut).unwrap()).unwrap(), Ordering::SeqCst);
    }

    fn is_armed(&self) -> bool {
        self.armed.load(Ordering::SeqCst) != 0
    }
}

/// Carries bytes both ways until one side ends, or the cut.
async fn carry(mut client: TcpStream, server: &str, armed: &AtomicU8) -> std::io::Result<()> {
    let mut server = TcpStream::connect(server).await?;
    let (mut up, mut down) = (vec![0; 65_536], vec![0; 65_536]);
    loop {
        tokio::select! {
            read = client.read(&mut up) => {
                let sent = &up[..read?];
                if sent.is_empty() {
                    return Ok(());
                }
                match due(sent, armed) {
                    Cut::Never => server.write_all(sent).await?,
                    Cut::AtBegin | Cut::BeforeCommit => return Ok(()),
                    Cut::AfterCommit => {
                        server.write_all(sent).await?;
                        loop {
                            let read = server.read(&mut down).await?;
                            if read == 0 || holds(&down[..read], b"COMMIT\0") {
                                return Ok(());
                            }
                        }
                    }
                    Cut::Silent => {
                        server.write_all(sent).await?;
                        while client.read(&mut up).await? > 0 {}
                        return Ok(());
                    }
                }
            }
            read = server.read(&mut down) => {
                let answered = &down[..read?];
                if answered.is_empty() {
                    return Ok(());
                }
                client.write_all(answered).await?;
            }
        }
    }
}

/// The cut that is due at these bytes; it is disarmed then.
fn due(sent: &[u8], armed: &AtomicU8) -> Cut {
    let cut = ALL[usize::from(armed.load(Ordering::SeqCst))];
    let waits_for: &[u8] = if cut == Cut::AtBegin { b"begin isolation" } else { b"commit\0" };
    if cut != Cut::Never && holds(sent, waits_for) {
        armed.store(0, Ordering::SeqCst);
        return cut;
    }
    Cut::Never
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// The PostgreSQL world with a village and a database behind a wire that can be cut; none without PostgreSQL.
async fn wired() -> Option<(World, Village, Proxy, Db)> {
    let world = worlds().await.into_iter().find(|world| world.engine == "postgres")?;
    let names = &["Ada", "Ben"];
    let plan = Plan { slug: "riverside", code: "RIVR", names, limits: (-10_000_000, 10_000_000), hash: String::new() };
    let village = world.village(plan).await;
    let proxy = Proxy::before(&world.site.config.database_url).await;
    let db = Db::open_migrated(&proxy.url).await.unwrap();
    Some((world, village, proxy, db))
}

async fn pay(db: &Db, payment: NewTransfer) -> Result<Receipt, PostError> {
    let paid = db.write_boxed(move |tx| {
        let payment = payment.clone();
        Box::pin(async move { post(tx, &[payment]).await })
    });
    paid.await
}

async fn stands(world: &World, village: &Village, id: TransferId) -> bool {
    let mut conn = world.db().read().await.unwrap();
    !find(&mut conn, village.exchange, &[id]).await.unwrap().is_empty()
}

#[tokio::test]
async fn r6_a_commit_whose_answer_was_cut_off_is_not_known_and_found_by_its_id_and_the_next_write_works() {
    let Some((world, village, proxy, db)) = wired().await else { return };
    for turn in 0..cuts() {
        let cut = if turn % 2 == 0 { Cut::AfterCommit } else { Cut::BeforeCommit };
        let payment = village.payment(fresh_transfer_id(), 0, 1, 100);
        proxy.arm(cut);
        let answer = pay(&db, payment.clone()).await;
        assert!(matches!(answer, Err(PostError::Db(DbError::NotKnown))), "{cut:?}: {answer:?}");
        assert_eq!(stands(&world, &village, payment.id()).await, cut == Cut::AfterCommit);
        let again = pay(&db, payment).await.unwrap();
        assert_eq!(again.repeated, cut == Cut::AfterCommit, "the first receipt, or booked now");
    }
    assert_eq!(world.count(&village).await, i64::try_from(cuts()).unwrap());
    assert_eq!(world.balance(&village, 0).await, -100 * i64::try_from(cuts()).unwrap());
    assert_eq!(verify(world.db()).await.unwrap().disagreement, None);
}

#[tokio::test]
async fn r6_a_commit_that_is_never_answered_is_not_known_in_bounded_time() {
    let Some((world, village, proxy, db)) = wired().await else { return };
    let payment = village.payment(fresh_transfer_id(), 0, 1, 100);
    proxy.arm(Cut::Silent);
    let answer = pay(&db, payment.clone()).await;
    assert!(matches!(answer, Err(PostError::Db(DbError::NotKnown))), "{answer:?}");
    assert!(stands(&world, &village, payment.id()).await);
    assert!(pay(&db, payment).await.unwrap().repeated);
}

#[tokio::test]
async fn r6_a_begin_that_is_cut_begins_anew_on_another_connection_and_books_once() {
    let Some((world, village, proxy, db)) = wired().await else { return };
    for _ in 0..cuts() {
        proxy.arm(Cut::AtBegin);
        let payment = village.new_payment(0, 1, 100);
        assert!(!pay(&db, payment.clone()).await.unwrap().repeated);
        assert!(!proxy.is_armed());
        assert!(pay(&db, payment).await.unwrap().repeated);
    }
    assert_eq!(world.count(&village).await, i64::try_from(cuts()).unwrap());
}

#[tokio::test]
async fn r6_connections_that_the_database_ended_while_idle_are_replaced_and_no_write_notices() {
    let Some((world, village, _, db)) = wired().await else { return };
    let all_at_once = || async {
        let paid = (0..12).map(|_| tokio::spawn(pay_owned(db.clone(), village.new_payment(0, 1, 1))));
        for one in paid.collect::<Vec<_>>() {
            assert!(!one.await.unwrap().unwrap().repeated);
        }
    };
    all_at_once().await;
    let mut conn = AnyConnection::connect(&world.site.config.database_url).await.unwrap();
    let end = "select cast(count(pg_terminate_backend(pid)) as bigint) as ended
               from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
    let ended: i64 = sqlx::query_scalar(end).fetch_one(&mut conn).await.unwrap();
    assert!(ended > 1);
    all_at_once().await;
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let mut conn = db.read().await.unwrap();
    assert_eq!(find(&mut conn, village.exchange, &[fresh_transfer_id()]).await.unwrap(), []);
    assert_eq!(world.count(&village).await, 24);
}

async fn pay_owned(db: Db, payment: NewTransfer) -> Result<Receipt, PostError> {
    pay(&db, payment).await
}

#[tokio::test]
async fn r6_a_unit_of_work_that_panics_leaves_no_open_transaction_to_the_next() {
    for world in worlds().await {
        let names = &["Ada", "Ben"];
        let limits = (-100_000, 100_000);
        let village = world.village(Plan { slug: "riverside", code: "RIVR", names, limits, hash: String::new() }).await;
        let lost = village.new_payment(0, 1, 7);
        let (id, exchange) = (lost.id(), village.exchange);
        let panicked = world.db().write_boxed(move |tx| {
            let lost = lost.clone();
            Box::pin(async move {
                let receipt = post(tx, &[lost]).await?;
                assert!(receipt.repeated, "on purpose");
                Ok::<(), PostError>(())
            })
        });
        panicked.await.unwrap_err();
        let next = async {
            for _ in 0..20 {
                world.post(vec![village.new_payment(0, 1, 100)]).await.unwrap();
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(20), next).await;
        assert!(waited.is_ok(), "{}: an open transaction still holds the accounts", world.engine);
        let mut conn = world.db().read().await.unwrap();
        assert!(find(&mut conn, exchange, &[id]).await.unwrap().is_empty(), "{}", world.engine);
        assert_eq!(verify(world.db()).await.unwrap().disagreement, None, "{}", world.engine);
    }
}

#[tokio::test]
async fn r6_a_unit_of_work_that_passes_over_a_failed_statement_is_never_answered_as_done_without_its_rows() {
    for world in worlds().await {
        let names = &["Ada", "Ben"];
        let limits = (-100_000, 100_000);
        let village = world.village(Plan { slug: "riverside", code: "RIVR", names, limits, hash: String::new() }).await;
        let payment = village.new_payment(0, 1, 100);
        let id = payment.id();
        let answer = world.db().write_boxed(move |tx| {
            let payment = payment.clone();
            Box::pin(async move {
                post(tx, &[payment]).await?;
                sqlx::raw_sql("insert into exchanges (slug) values ('x')").execute(tx.conn()).await.ok();
                Ok::<(), PostError>(())
            })
        });
        assert_eq!(answer.await.is_ok(), stands(&world, &village, id).await, "{}", world.engine);
    }
}
