//! The only place that reads the clock or draws randomness; everybody else receives both as arguments.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::ids::TransferId;
use app::time::Instant;
use uuid::Uuid;

/// Tells the time: the machine's, or in tests one that they set.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    fixed: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `start` until the returned handle moves it (microseconds since 1970).
    pub fn fixed(start: Instant) -> (Self, Arc<AtomicI64>) {
        let hand = Arc::new(AtomicI64::new(start.0));
        (Self { fixed: Some(Arc::clone(&hand)) }, hand)
    }

    /// Now.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> Instant {
        match &self.fixed {
            Some(hand) => Instant(hand.load(Ordering::SeqCst)),
            None => jiff::Timestamp::now().into(),
        }
    }
}

/// A fresh internal key: milliseconds since 2020, then twenty random bits; strictly rising within one process,
/// so that many made at once differ. A clash between two processes is refused by the primary key.
#[expect(clippy::disallowed_methods, reason = "the one place that makes ids")]
pub fn fresh_key() -> i64 {
    static LAST: AtomicI64 = AtomicI64::new(0);
    const START_OF_2020_MS: i64 = 1_577_836_800_000;
    let millis = jiff::Timestamp::now().as_millisecond() - START_OF_2020_MS;
    let [a, b, c, ..] = random::<4>();
    let low = i64::from(u32::from_be_bytes([0, a & 0x0f, b, c]));
    let wanted = (millis.max(0) << 20) | low;
    let bump = |last: i64| Some(wanted.max(last + 1));
    LAST.fetch_update(Ordering::SeqCst, Ordering::SeqCst, bump).map_or(wanted, |last| wanted.max(last + 1))
}

/// A fresh id for a form that may become a transfer (UUIDv7).
#[expect(clippy::disallowed_methods, reason = "the one place that makes ids")]
pub fn fresh_transfer_id() -> TransferId {
    TransferId(Uuid::now_v7())
}

/// Random bytes from the operating system.
#[expect(clippy::expect_used, reason = "without randomness nothing here is safe; the process must not go on")]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}
