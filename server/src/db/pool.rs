//! Connections that are lent out and come back. They stay ours in between: sqlx's own pool asks each one on its way back whether it is
//! still there, and that costs as much as a statement. Here a connection is asked when it was last asked a second ago.
//!
//! Always holds: what is lent and what is idle is never more than the pool may have; a connection in doubt is closed, and makes
//! every idle one be asked before it is lent again.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Connection as _};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

use super::DbError;
use super::health::{Health, broken};

/// So long somebody waits until one of the connections is free.
const PATIENCE: Duration = Duration::from_secs(5);
/// So long the database may take to answer for one.
const ANSWER: Duration = Duration::from_secs(3);
/// The same while it is away.
const ANSWER_OF_AWAY: Duration = Duration::from_secs(1);
/// A connection that was asked so long ago is asked again, and each when one was found broken.
const ASKED_FOR: Duration = Duration::from_secs(1);
/// One that nobody needed for so long goes back to sqlx's pool, which closes it in time.
const IDLE_MOST: Duration = Duration::from_secs(600);

/// A pool; clones share it.
#[derive(Clone)]
pub(super) struct Pool {
    source: AnyPool,
    health: Health,
    /// The one that was used last is on top.
    idle: Arc<Mutex<Vec<Idle>>>,
    free: Arc<Semaphore>,
}

struct Idle {
    conn: PoolConnection<Any>,
    /// None: in doubt.
    asked: Option<LastProbe>,
    since: Instant,
}

/// When a connection was last asked, and how many had been found broken by then.
#[derive(Clone, Copy)]
struct LastProbe {
    at: Instant,
    broken: u64,
}

impl LastProbe {
    fn now() -> Self {
        Self { at: Instant::now(), broken: broken() }
    }

    fn holds(self) -> bool {
        self.at.elapsed() < ASKED_FOR && self.broken == broken()
    }
}

impl Pool {
    /// A pool of at most `size` connections to `url`, each of which is told `prepare` first.
    pub(super) async fn open(url: &str, (size, health): (u32, Health), prepare: &'static str) -> Result<Self, DbError> {
        let options = AnyPoolOptions::new().max_connections(size).acquire_timeout(ANSWER);
        let options = options.after_connect(move |conn, _| {
            Box::pin(async move {
                sqlx::raw_sql(prepare).execute(conn).await?;
                Ok(())
            })
        });
        let free = Arc::new(Semaphore::new(usize::try_from(size).unwrap_or(1)));
        Ok(Self { source: options.connect(url).await?, health, idle: Arc::default(), free })
    }

    /// Lends a connection.
    ///
    /// # Errors
    /// [`DbError::Busy`] when none comes free in time, [`DbError::Away`] when the database cannot be reached.
    pub(super) async fn lend(&self) -> Result<Lent, DbError> {
        let turn = timeout(PATIENCE, Arc::clone(&self.free).acquire_owned()).await.map_err(|_| DbError::Busy)?;
        let turn = turn.map_err(|_| DbError::Away(sqlx::Error::PoolClosed))?;
        let leave = self.health.leave()?;
        let lent = timeout(if leave.is_some() { ANSWER_OF_AWAY } else { ANSWER }, self.next(turn))
            .await
            .unwrap_or(Err(sqlx::Error::PoolTimedOut));
        lent.map_err(|error| {
            // Whatever the reason: who gets no connection does not reach the database.
            let error = DbError::Away(error);
            self.health.gone(&error, leave);
            error
        })
    }

    async fn next(&self, turn: OwnedSemaphorePermit) -> Result<Lent, sqlx::Error> {
        let lent = |conn, asked| Lent { conn: Some(conn), asked, doubtful: false, home: self.clone(), _turn: turn };
        loop {
            let Some(mut idle) = self.idle().pop() else {
                let conn = self.source.acquire().await?;
                self.health.back();
                return Ok(lent(conn, LastProbe::now()));
            };
            match idle.asked {
                Some(asked) if asked.holds() => return Ok(lent(idle.conn, asked)),
                _ => match idle.conn.ping().await {
                    Ok(()) => {
                        self.health.back();
                        return Ok(lent(idle.conn, LastProbe::now()));
                    }
                    Err(_) => idle.conn.close_on_drop(),
                },
            }
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes every connection, those that are lent when they come back.
    pub(super) async fn close(&self) {
        let closed = self.source.close();
        self.idle().clear();
        closed.await;
    }
}

/// A connection until it is dropped.
pub struct Lent {
    conn: Option<PoolConnection<Any>>,
    asked: LastProbe,
    doubtful: bool,
    home: Pool,
    _turn: OwnedSemaphorePermit,
}

impl Lent {
    /// Whether it is to be closed instead of being lent again: neither an open transaction nor an answer that is still under way
    /// may reach the next who gets it.
    pub(super) fn doubt(&mut self, doubtful: bool) {
        self.doubtful = doubtful;
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(mut conn) = self.conn.take() else { return };
        if self.doubtful {
            conn.close_on_drop();
            self.home.idle().iter_mut().for_each(|idle| idle.asked = None);
        } else if !self.home.source.is_closed() {
            let mut idle = self.home.idle();
            idle.push(Idle { conn, asked: Some(self.asked), since: Instant::now() });
            if idle.first().is_some_and(|oldest| oldest.since.elapsed() > IDLE_MOST) {
                idle.remove(0);
            }
        }
    }
}

#[expect(clippy::expect_used, reason = "it is taken out when dropped and never before")]
impl Deref for Lent {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        self.conn.as_ref().expect("a connection")
    }
}

#[expect(clippy::expect_used, reason = "it is taken out when dropped and never before")]
impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        self.conn.as_mut().expect("a connection")
    }
}
