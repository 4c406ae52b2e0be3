//! How much is being written at this moment, so that what nobody waits for can let the rest go first.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A count that everybody who writes stands in; clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct UnderWay(Arc<AtomicUsize>);

/// One who stands in it, until it is dropped.
pub(super) struct Here(Arc<AtomicUsize>);

impl UnderWay {
    pub(super) fn enter(&self) -> Here {
        self.0.fetch_add(1, Ordering::Relaxed);
        Here(self.0.clone())
    }

    pub(super) fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

impl Drop for Here {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
