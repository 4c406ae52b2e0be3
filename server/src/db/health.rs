//! Whether the database can be reached: shared by the pools, logged when it changes and not once a request.
//!
//! Always holds: while it is away one asks for it at a time, and everybody else is answered at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::sync::{Mutex, OwnedMutexGuard};

use super::DbError;

/// What is known of the database; clones share it.
#[derive(Clone, Default)]
pub(super) struct Health {
    away: Arc<AtomicBool>,
    /// Commits without an answer since it was last there.
    unanswered: Arc<AtomicU64>,
    asking: Arc<Mutex<()>>,
}

impl Health {
    /// A leave to ask for a connection.
    ///
    /// # Errors
    /// [`DbError::Away`] while it is away and somebody else is asking.
    pub(super) fn leave(&self) -> Result<Option<OwnedMutexGuard<()>>, DbError> {
        if !self.away.load(Ordering::SeqCst) {
            return Ok(None);
        }
        let asking = Arc::clone(&self.asking).try_lock_owned();
        asking.map(Some).map_err(|_| DbError::Away(sqlx::Error::PoolTimedOut))
    }

    /// No connection was to be had.
    pub(super) fn gone(&self, error: &DbError) {
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
