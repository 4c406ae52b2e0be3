//! What this process cannot do its work without: the writer, and what happens by itself. When one of them is gone the process ends and
//! says why, so that the service manager starts it anew; until then it is not ready.
//!
//! Always holds: the first reason counts.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::Poll;

use tokio::sync::watch;

/// Shared by all who must live, and by whoever ends the process; clones share it.
#[derive(Clone, Debug)]
pub struct Vital {
    fallen: Arc<watch::Sender<Option<&'static str>>>,
}

impl Default for Vital {
    fn default() -> Self {
        Self { fallen: Arc::new(watch::Sender::new(None)) }
    }
}

impl Vital {
    /// Something is gone: `what` is a sentence about it.
    pub fn fell(&self, what: &'static str) {
        self.fallen.send_if_modified(|fallen| {
            let first = fallen.is_none();
            fallen.get_or_insert(what);
            first
        });
    }

    /// What is gone, if anything.
    pub fn reason(&self) -> Option<&'static str> {
        *self.fallen.borrow()
    }

    /// Waits until something is gone.
    pub async fn fallen(&self) -> &'static str {
        let mut watching = self.fallen.subscribe();
        match watching.wait_for(Option::is_some).await.map(|what| *what) {
            Ok(Some(what)) => what,
            // Never: the sender lives as long as we do.
            _ => std::future::pending().await,
        }
    }

    /// Runs what must go on as long as the process; that it ends, or panics, is told as `what`.
    pub async fn keep(self, what: &'static str, task: impl Future<Output = ()> + Send) {
        caught(task).await;
        self.fell(what);
    }
}

/// Runs a future to its end; none if it panicked.
pub async fn caught<T>(work: impl Future<Output = T> + Send) -> Option<T> {
    let mut work = Box::pin(work);
    std::future::poll_fn(move |context| {
        match std::panic::catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
            Ok(poll) => poll.map(Some),
            Err(_) => Poll::Ready(None),
        }
    })
    .await
}
