//! The only place that reads the clock or draws randomness; everybody else receives both as arguments.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::ids::TransferId;
use app::time::Instant;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::{NoContext, Timestamp, Uuid};

/// How far the process's clock is ahead of the machine's, in microseconds: nothing, but for a demo of another day.
static AHEAD: AtomicI64 = AtomicI64::new(0);

/// Makes it noon (UTC) of `day` for the whole process from now on, and time goes on from there: for a demo, before anything else.
pub fn begin_on(day: Date) {
    let noon = app::time::start_of(day, &TimeZone::UTC).plus_seconds(12 * 3600);
    AHEAD.fetch_add(noon.0.saturating_sub(now().0), Ordering::SeqCst);
}

/// The process's time. Whatever asks for the time or makes a key from it asks here.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn now() -> Instant {
    Instant::from(jiff::Timestamp::now()).plus_micros(AHEAD.load(Ordering::SeqCst))
}

/// Tells the time: the process's, or in tests one that they set.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    fixed: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The process's clock, which is the machine's but for a demo of another day.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `start` until the returned handle moves it (microseconds since 1970).
    pub fn fixed(start: Instant) -> (Self, Arc<AtomicI64>) {
        let hand = Arc::new(AtomicI64::new(start.0));
        (Self { fixed: Some(Arc::clone(&hand)) }, hand)
    }

    /// Now.
    pub fn now(&self) -> Instant {
        match &self.fixed {
            Some(hand) => Instant(hand.load(Ordering::SeqCst)),
            None => now(),
        }
    }
}

/// A fresh internal key: milliseconds since 2020, then twenty random bits; strictly rising within one process,
/// so that many made at once differ. A clash between two processes is refused by the primary key.
pub fn fresh_key() -> i64 {
    static LAST: AtomicI64 = AtomicI64::new(0);
    const START_OF_2020_MS: i64 = 1_577_836_800_000;
    let millis = now().0 / 1000 - START_OF_2020_MS;
    let [a, b, c, ..] = random::<4>();
    let low = i64::from(u32::from_be_bytes([0, a & 0x0f, b, c]));
    let wanted = (millis.max(0) << 20) | low;
    let bump = |last: i64| Some(wanted.max(last + 1));
    LAST.fetch_update(Ordering::SeqCst, Ordering::SeqCst, bump).map_or(wanted, |last| wanted.max(last + 1))
}

/// A fresh id for a form that may become a transfer (UUIDv7).
pub fn fresh_transfer_id() -> TransferId {
    let now = now();
    let seconds = u64::try_from(now.unix_seconds()).unwrap_or(0);
    let nanos = u32::try_from(now.0.rem_euclid(1_000_000) * 1000).unwrap_or(0);
    TransferId(Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, nanos)))
}

/// Random bytes from the operating system.
#[expect(clippy::expect_used, reason = "without randomness nothing here is safe; the process must not go on")]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}
