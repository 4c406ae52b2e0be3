//! SQLite's one writer: units of work that wait at the same moment share one commit, and so one fsync; each has its
//! savepoint, so that one's refusal undoes nothing of another's.
//!
//! Always holds: nobody is answered before the commit that carries their rows; when the commit fails, everybody in it
//! is told that it is not known. A unit of work that panics is answered so, and the others go on; when the writer itself is gone, or
//! the disk does not keep what is written, the process ends: what the disk has is read anew at the next start.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;

use tokio::sync::{mpsc, oneshot};

use super::dialect::disk_is_broken;
use super::{DbError, Tx, Work, WorkError, panicked};
use crate::vital::{Vital, caught};

/// At most so many units of work share one commit.
const BATCH: usize = 64;

/// Units of work that wait beyond this are refused as [`DbError::Busy`].
const QUEUE: usize = 1024;

/// The way to the one writer; clones lead to the same.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Message>,
}

enum Message {
    Work(Box<dyn AnyWork>),
    Close(oneshot::Sender<()>),
}

/// A unit of work whose types are forgotten, so that different ones can stand in one queue.
trait AnyWork: Send {
    /// Runs it inside its savepoint; true if its rows are to stay.
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> Pin<Box<dyn Future<Output = bool> + Send + 't>>;
    /// Answers whoever waits: with its own result if `fate` is none, else with that error.
    fn answer(self: Box<Self>, fate: Option<DbError>);
}

struct QueuedWork<I, T, E, W> {
    input: I,
    work: W,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<I, T, E, W> AnyWork for QueuedWork<I, T, E, W>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
    E: WorkError,
    W: for<'t> Work<'t, I, T, E> + Send + Sync,
{
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> Pin<Box<dyn Future<Output = bool> + Send + 't>> {
        Box::pin(async move {
            let (work, input) = (&self.work, &self.input);
            let result = caught(async move { work(tx, input).await }).await;
            let result = result.unwrap_or_else(|| Err(E::from(panicked())));
            let keep = result.is_ok();
            self.result = Some(result);
            keep
        })
    }

    fn answer(self: Box<Self>, fate: Option<DbError>) {
        let answer = match (fate, self.result) {
            // Its own refusal stands whatever became of the others.
            (_, Some(Err(error))) => Err(error),
            (None, Some(Ok(value))) => Ok(value),
            (Some(error), _) => Err(E::from(error)),
            (None, None) => Err(E::from(DbError::NotKnown)),
        };
        self.reply.send(answer).ok();
    }
}

impl Writer {
    /// Starts the writer on its connection, in a thread of its own: each statement goes to the connection's thread and back, and
    /// it costs less to wake a thread than a runtime.
    pub(super) fn start(tx: Tx, vital: Vital) -> Result<Self, DbError> {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let runtime = tokio::runtime::Handle::current();
        let thread = std::thread::Builder::new().name("writer".to_owned());
        let serving = move || {
            let ended = catch_unwind(AssertUnwindSafe(|| runtime.block_on(serve(tx, waiting))));
            match ended.unwrap_or(Err("the writer of the database panicked")) {
                Ok(()) => {}
                Err(what) => vital.fell(what),
            }
        };
        thread.spawn(serving).map_err(|error| DbError::Fault(error.into()))?;
        Ok(Self { queue })
    }

    /// Hands the work in and waits for its commit.
    pub(super) async fn run<I, T, E, W>(&self, input: I, work: W) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: WorkError,
        W: for<'t> Work<'t, I, T, E> + Send + Sync + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(QueuedWork { input, work, result: None, reply });
        match self.queue.try_send(Message::Work(job)) {
            Ok(()) => answer.await.unwrap_or_else(|_| Err(E::from(DbError::NotKnown))),
            Err(mpsc::error::TrySendError::Full(_)) => Err(E::from(DbError::Busy)),
            Err(mpsc::error::TrySendError::Closed(_)) => Err(E::from(DbError::Away(sqlx::Error::PoolClosed))),
        }
    }

    /// Ends the writer after what waits.
    pub(super) async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.queue.send(Message::Close(done)).await.is_ok() {
            closed.await.ok();
        }
    }
}

/// Serves until it is closed, or nobody is left who could ask.
///
/// # Errors
/// Why it cannot go on.
async fn serve(mut tx: Tx, mut waiting: mpsc::Receiver<Message>) -> Result<(), &'static str> {
    while let Some(first) = waiting.recv().await {
        let mut units = Vec::new();
        let mut closing = None;
        let mut next = Some(first);
        while let Some(message) = next {
            match message {
                Message::Work(unit) => units.push(unit),
                Message::Close(done) => closing = Some(done),
            }
            next = if units.len() < BATCH && closing.is_none() { waiting.try_recv().ok() } else { None };
        }
        if !units.is_empty() {
            commit_together(&mut tx, units).await?;
        }
        if let Some(done) = closing {
            tx.leave().await;
            done.send(()).ok();
            return Ok(());
        }
    }
    Ok(())
}

async fn commit_together(tx: &mut Tx, mut units: Vec<Box<dyn AnyWork>>) -> Result<(), &'static str> {
    let mut ended = Ok(());
    let fate = match run_all(tx, &mut units).await {
        Ok(()) => None,
        Err(error) => {
            // Busy is what only the beginning can be: nothing has happened.
            let fate = match error {
                DbError::Full => || DbError::Full,
                DbError::Busy => || DbError::Busy,
                _ => || DbError::NotKnown,
            };
            tracing::error!(%error, answered = %fate(), "a commit failed");
            if matches!(error, DbError::Away(sqlx::Error::WorkerCrashed)) {
                ended = Err("the thread of the database's connection is gone");
            } else if disk_is_broken(&error) {
                // What was not kept may look kept until the file is opened anew.
                ended = Err("the disk did not keep what was written");
            }
            tx.plain("rollback").await.ok();
            Some(fate)
        }
    };
    for unit in units {
        unit.answer(fate.map(|fate| fate()));
    }
    ended
}

/// Begins, runs every unit in its savepoint, commits.
async fn run_all(tx: &mut Tx, units: &mut [Box<dyn AnyWork>]) -> Result<(), DbError> {
    errand(tx, "begin immediate; savepoint unit").await?;
    let last = units.len().saturating_sub(1);
    for (place, unit) in units.iter_mut().enumerate() {
        if !unit.run(tx).await {
            errand(tx, "rollback to unit").await?;
        }
        if place < last {
            errand(tx, "release unit; savepoint unit").await?;
        }
    }
    errand(tx, "release unit; commit").await
}

/// Runs statements in one errand to the connection's thread; they stay prepared.
async fn errand(tx: &mut Tx, sql: &'static str) -> Result<(), DbError> {
    sqlx::query(sql).execute(tx.conn()).await?;
    Ok(())
}
