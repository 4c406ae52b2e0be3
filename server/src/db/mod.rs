//! The database: one of two engines behind `DATABASE_URL`, one way to read and one way to write.
//!
//! Always holds: a write is one transaction that runs in a task of its own, so a client that goes away cancels
//! nothing; it is answered when it is committed. The work of a write does SQL only and may run again.
//!
//! Not here: any statement about a table (each feature's `store.rs`).

mod copy;
pub mod dialect;
mod expand;
mod health;
mod migrations;
mod pool;
mod under_way;
mod writer;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

pub use copy::Held;
pub use dialect::Engine;
pub use expand::expand;
use health::Health;
pub use pool::Lent;
use pool::Pool;
use sqlx::{AnyConnection, Connection};
use under_way::UnderWay;
use writer::Writer;

use crate::vital::Vital;

/// Why a statement or a commit did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A row with that key is there already.
    #[error("a row with that key exists")]
    Exists,
    /// A CHECK, a foreign key or a NOT NULL said no: the second wall.
    #[error("the schema forbids it: {}", dialect::without_values(.0))]
    Forbidden(sqlx::Error),
    /// Lost against another transaction; running it again may succeed.
    #[error("lost against another transaction")]
    Again,
    /// No connection came free in time, or others held a lock for too long. Nothing has been written.
    #[error("no database connection came free, or a lock was held, for too long")]
    Busy,
    /// The database cannot be reached, or the connection was cut before the commit. Nothing has been written.
    #[error("the database cannot be reached: {}", dialect::without_values(.0))]
    Away(sqlx::Error),
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// A text that can stand nowhere: no such thing is there.
    #[error("no text can hold that")]
    NoText,
    /// The commit was sent and its answer did not come: it has happened or it has not; look it up.
    #[error("it is not known whether the commit happened")]
    NotKnown,
    /// Anything else.
    #[error("database: {}", dialect::without_values(.0))]
    Fault(sqlx::Error),
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        Engine::classify(error)
    }
}

impl DbError {
    /// Whether the database cannot be reached, which is logged when it begins and when it ends and nowhere else.
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Away(_))
    }
}

/// An error of a unit of work: knows whether the database was the cause, so that a lost race can run again.
pub trait WorkError: From<DbError> + Send + 'static {
    /// The database's error inside, if that is what it is.
    fn db(&self) -> Option<&DbError>;
}

impl WorkError for DbError {
    fn db(&self) -> Option<&DbError> {
        Some(self)
    }
}

/// Why a unit of work wrote nothing: its own word from a closed list, or the database.
#[derive(Debug, thiserror::Error)]
pub enum Failed<R> {
    /// A rule said no.
    #[error("{0}")]
    Refused(R),
    /// The database.
    #[error("{0}")]
    Db(DbError),
}

impl<R> Failed<R> {
    /// The same with its word put into another list.
    pub fn map<S>(self, into: impl FnOnce(R) -> S) -> Failed<S> {
        match self {
            Self::Refused(refusal) => Failed::Refused(into(refusal)),
            Self::Db(error) => Failed::Db(error),
        }
    }
}

impl<R> From<DbError> for Failed<R> {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl<R> From<sqlx::Error> for Failed<R> {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl<R: Send + 'static> WorkError for Failed<R> {
    fn db(&self) -> Option<&DbError> {
        match self {
            Self::Db(error) => Some(error),
            Self::Refused(_) => None,
        }
    }
}

/// A unit of work: an `async fn(&mut Tx, &I) -> Result<T, E>`, or `async |tx, input| { … }` that captures nothing. It does SQL only
/// and may run again, so everything it needs is in its input.
pub trait Work<'t, I: 't, T, E>: Fn(&'t mut Tx, &'t I) -> Self::Running {
    /// What runs.
    type Running: Future<Output = Result<T, E>> + Send + 't;
}

impl<'t, I, T, E, F, R> Work<'t, I, T, E> for F
where
    I: 't,
    F: Fn(&'t mut Tx, &'t I) -> R,
    R: Future<Output = Result<T, E>> + Send + 't,
{
    type Running = R;
}

/// An open transaction that writes.
pub struct Tx {
    held: Connected,
    engine: Engine,
    #[cfg(debug_assertions)]
    failpoint: Option<(u32, Box<AnyConnection>)>,
}

enum Connected {
    Own(Box<AnyConnection>),
    Pooled(Lent),
}

impl Tx {
    /// The connection, for `sqlx::query(…).execute(tx.conn())`.
    pub fn conn(&mut self) -> &mut AnyConnection {
        #[cfg(debug_assertions)]
        if let Some((left, broken)) = &mut self.failpoint {
            if *left == 0 {
                return broken;
            }
            *left -= 1;
        }
        match &mut self.held {
            Connected::Own(conn) => conn,
            Connected::Pooled(lent) => lent,
        }
    }

    fn new(held: Connected, engine: Engine) -> Self {
        Self {
            held,
            engine,
            #[cfg(debug_assertions)]
            failpoint: None,
        }
    }

    /// For tests: after `statements` more statements every one fails, since it is sent to `broken`; none disarms.
    #[cfg(debug_assertions)]
    pub fn fail_after(&mut self, armed: Option<(u32, AnyConnection)>) {
        self.failpoint = armed.map(|(statements, broken)| (statements, Box::new(broken)));
    }

    /// Which engine this is, for [`Engine::text`].
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Ends the one writing connection: what is in the log goes into the file, so that the file alone holds everything. Another process
    /// that reads meanwhile keeps the log, and does it when it ends.
    async fn leave(self) {
        let Connected::Own(mut conn) = self.held else { return };
        if let Err(error) = sqlx::raw_sql(copy::EMPTY_LOG).execute(&mut *conn).await {
            tracing::warn!(%error, "the log of the database could not be put into its file");
        }
        if let Err(error) = conn.close().await {
            tracing::warn!(%error, "the database could not be closed");
        }
    }

    async fn plain(&mut self, sql: &'static str) -> Result<(), DbError> {
        sqlx::raw_sql(sql).execute(self.conn()).await?;
        Ok(())
    }

    /// Commits or rolls back, so that a pooled connection may go back once that is answered.
    async fn end(&mut self, sql: &'static str) -> Result<(), DbError> {
        self.plain(sql).await?;
        if let Connected::Pooled(lent) = &mut self.held {
            lent.doubt(false);
        }
        Ok(())
    }
}

/// The open database; clones share it.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    readers: Pool,
    writers: Writers,
    _held: Arc<Held>,
    vital: Vital,
    under_way: UnderWay,
}

#[derive(Clone)]
enum Writers {
    /// SQLite: one connection, whose waiting units of work share a commit.
    One(Writer),
    /// PostgreSQL: a pool.
    Many(Pool, Health),
}

/// How often a database that is busy is tried to be opened, and how long between.
const BUSY_TRIES: u32 = 100;
const BUSY_PAUSE: Duration = Duration::from_millis(100);
/// How often a unit of work is tried before a lost race goes up as an error.
const TRIES: u32 = 4;

impl Db {
    /// Opens the database at `url`, migrating it first (with `migrate_url` if given: an owner's credentials).
    ///
    /// # Errors
    /// When it cannot be reached or migrated.
    pub async fn open(url: &str, migrate_url: Option<&str>) -> Result<Self, DbError> {
        sqlx::any::install_default_drivers();
        let _held = Held::shared(url);
        let owned = migrate_url.unwrap_or(url);
        let mut tries = 0;
        // SQLite answers some of those who open a new file at the same moment as busy, however long they would wait.
        while let Err(error) = migrations::run(Engine::of_url(url), owned).await {
            tries += 1;
            if !matches!(error, DbError::Busy) || tries > BUSY_TRIES {
                return Err(error);
            }
            tokio::time::sleep(BUSY_PAUSE).await;
        }
        Self::open_migrated(url).await
    }

    /// Opens a database that is known to be migrated.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub async fn open_migrated(url: &str) -> Result<Self, DbError> {
        sqlx::any::install_default_drivers();
        let held = Arc::new(Held::shared(url));
        let engine = Engine::of_url(url);
        let cores = std::thread::available_parallelism().map_or(2, |n| u32::try_from(n.get()).unwrap_or(2));
        let (health, vital) = (Health::default(), Vital::default());
        let readers = Pool::open(url, (cores.saturating_mul(2), health.clone()), engine.prepare_reader()).await?;
        let writers = match engine {
            Engine::Sqlite => {
                let mut conn = AnyConnection::connect(url).await?;
                sqlx::raw_sql(engine.prepare_writer()).execute(&mut conn).await?;
                Writers::One(Writer::start(Tx::new(Connected::Own(Box::new(conn)), engine), vital.clone())?)
            }
            Engine::Postgres => {
                let size = (cores.saturating_mul(8), health.clone());
                Writers::Many(Pool::open(url, size, engine.prepare_writer()).await?, health)
            }
        };
        Ok(Self { engine, readers, writers, vital, _held: held, under_way: UnderWay::default() })
    }

    /// Whether it holds books: somebody has migrated it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn has_books(&self) -> Result<bool, DbError> {
        let mut conn = self.read().await?;
        let tables: i64 =
            sqlx::query_scalar(self.engine.count_tables()).bind("exchanges".to_owned()).fetch_one(&mut *conn).await?;
        Ok(tables > 0)
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// What the process cannot go on without.
    pub fn vital(&self) -> &Vital {
        &self.vital
    }

    /// How many units of work are being written, or wait to be: of this process.
    pub fn under_way(&self) -> usize {
        self.under_way.count()
    }

    /// A connection that only reads; each statement sees the latest commit.
    ///
    /// # Errors
    /// [`DbError::Busy`] when none comes free in time, [`DbError::Away`] when the database cannot be reached.
    pub async fn read(&self) -> Result<Lent, DbError> {
        self.readers.lend().await
    }

    /// Runs `work` on `input` in one transaction and answers when it is committed; an error rolls it back. It may run
    /// several times (a lost race, a key that a twin was faster to take), so ids and times come in the input.
    ///
    /// # Errors
    /// What `work` answers, or the database's [`DbError`]; [`DbError::NotKnown`] when the commit's answer did not come.
    pub async fn write<I, T, E, W>(&self, input: I, work: W) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: WorkError,
        // `AsyncFn` lets the compiler read a closure's parameters; `Work` says that what runs is `Send`.
        W: AsyncFn(&mut Tx, &I) -> Result<T, E> + for<'t> Work<'t, I, T, E> + Send + Sync + 'static,
    {
        let _here = self.under_way.enter();
        match &self.writers {
            Writers::One(writer) => writer.run(input, work).await,
            Writers::Many(pool, health) => {
                let (pool, health, engine) = (pool.clone(), health.clone(), self.engine);
                let task = tokio::spawn(async move { write_pooled((&pool, &health, engine), &input, work).await });
                // Work that panics does so before the commit is sent; its connection is closed with what it had begun.
                task.await
                    .unwrap_or_else(|ended| Err(E::from(if ended.is_panic() { panicked() } else { DbError::NotKnown })))
            }
        }
    }

    /// Closes every connection, after what is under way; of the embedded database the log is put into the file. Whoever reads for longer
    /// than that takes is not waited for.
    pub async fn close(&self) {
        tokio::time::timeout(LAST_READS, self.readers.close()).await.ok();
        match &self.writers {
            Writers::One(writer) => writer.close().await,
            Writers::Many(pool, _) => pool.close().await,
        }
    }
}

/// How long reading may go on while everything is closed.
const LAST_READS: Duration = Duration::from_secs(2);
/// What a unit of work that panicked is answered with.
fn panicked() -> DbError {
    DbError::Fault(sqlx::Error::WorkerCrashed)
}

/// How long the answer to a commit may take: a primary that lost its power says nothing at all.
const COMMIT_ANSWER: Duration = Duration::from_secs(10);

/// Runs a unit of work on PostgreSQL until it is committed, refused, or out of tries.
async fn write_pooled<I, T, E, W>((pool, health, engine): (&Pool, &Health, Engine), input: &I, work: W) -> Result<T, E>
where
    E: WorkError,
    W: for<'t> Work<'t, I, T, E>,
{
    let mut tries = 0;
    loop {
        tries += 1;
        let mut lent = pool.lend().await?;
        lent.doubt(true);
        let mut tx = Tx::new(Connected::Pooled(lent), engine);
        if let Err(error) = tx.plain(engine.begin()).await {
            // Gone since it was last asked; nothing has begun.
            if tries < TRIES {
                continue;
            }
            return Err(error.into());
        }
        let error = match work(&mut tx, input).await {
            Ok(value) => match commit_pooled(&mut tx, health).await {
                Ok(()) => return Ok(value),
                Err(error) => E::from(error),
            },
            Err(error) => {
                // A connection that cannot even roll back is closed.
                tx.end("rollback").await.ok();
                error
            }
        };
        // A connection that was cut before the commit has written nothing; another may be there.
        let lost = matches!(error.db(), Some(DbError::Again | DbError::Exists | DbError::Away(_)));
        if !lost || tries >= TRIES {
            return Err(error);
        }
    }
}

/// Commits; [`DbError::NotKnown`] unless the database said that it did, or that it rolled back.
async fn commit_pooled(tx: &mut Tx, health: &Health) -> Result<(), DbError> {
    let engine = tx.engine();
    match tokio::time::timeout(COMMIT_ANSWER, tx.end(engine.commit())).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) if engine.has_rolled_back(&error) => Err(error),
        Ok(Err(DbError::Away(_))) => {
            health.unanswered();
            Err(DbError::NotKnown)
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "a commit failed; it is answered as not known");
            Err(DbError::NotKnown)
        }
        Err(_) => {
            tracing::error!("no answer to a commit in time; it is answered as not known");
            Err(DbError::NotKnown)
        }
    }
}

/// Shared by all who hold the database in an `Arc`.
pub type SharedDb = Arc<Db>;
