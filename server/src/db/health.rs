//! Whether the database can be reached: shared by the pools, logged when it changes and not once a request.
//!
//! Always holds: while it is away one asks for it at a time, now and then, and everybody else is answered at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::Instant;

use super::DbError;

/// How many connections were found broken in this process: whoever keeps idle ones asks them again then.
static BROKEN: AtomicU64 = AtomicU64::new(0);

/// A connection was found broken.
pub(super) fn found_broken() {
    BROKEN.fetch_add(1, Ordering::SeqCst);
}

/// How many connections were found broken.
pub(super) fn broken() -> u64 {
    BROKEN.load(Ordering::SeqCst)
}

/// While it is away, so long after somebody has asked nobody asks.
const PAUSE: Duration = Duration::from_millis(500);

/// A leave to ask while it is away.
pub(super) type Leave = OwnedMutexGuard<Option<Instant>>;

/// What is known of the database; clones share it.
#[derive(Clone, Default)]
pub(super) struct Health {
    away: Arc<AtomicBool>,
    /// Commits without an answer since it was last there.
    unanswered: Arc<AtomicU64>,
    /// Held by whoever asks while it is away: when it was last asked in vain.
    asking: Arc<Mutex<Option<Instant>>>,
}

impl Health {
    /// A leave to ask for a connection.
    ///
    /// # Errors
    /// [`DbError::Away`] while it is away and somebody else is asking, or has just done so.
    pub(super) fn leave(&self) -> Result<Option<Leave>, DbError> {
        if !self.away.load(Ordering::SeqCst) {
            return Ok(None);
        }
        let asking = Arc::clone(&self.asking).try_lock_owned().ok();
        let asking = asking.filter(|last| last.is_none_or(|last| last.elapsed() > PAUSE));
        asking.map(Some).ok_or(DbError::Away(sqlx::Error::PoolTimedOut))
    }

    /// No connection was to be had.
    pub(super) fn gone(&self, error: &DbError, leave: Option<Leave>) {
        if let Some(mut last) = leave {
            *last = Some(Instant::now());
        }
        if !self.away.swap(true, Ordering::SeqCst) {
            tracing::error!(%error, "the database is away; until it is back everybody is told so");
        }
    }

    /// A commit was sent and not answered.
    pub(super) fn unanswered(&self) {
        self.unanswered.fetch_add(1, Ordering::SeqCst);
    }

    /// A connection was asked just now, and is there.
    pub(super) fn back(&self) {
        if self.away.load(Ordering::SeqCst) && self.away.swap(false, Ordering::SeqCst) {
            let unanswered = self.unanswered.swap(0, Ordering::SeqCst);
            tracing::warn!(unanswered, "the database is back; that many commits were answered as not known");
        }
    }
}
