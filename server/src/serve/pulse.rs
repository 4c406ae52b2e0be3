//! How far a connection is and since when, so that whoever only occupies it can be told from whoever is answered.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::WireLimits;

/// Whoever sends so many bytes of a body in a second is not cut off, however large it is.
const SLOWEST: f64 = 16.0 * 1024.0;

/// What a connection waits for.
#[derive(Clone, Copy, Debug)]
enum Stage {
    /// Nothing came yet.
    New(Instant),
    /// The last request is answered, the next has not begun.
    Quiet(Instant),
    /// For the rest of a request's head.
    Head(Instant),
    /// For the rest of a request's body.
    Body(Instant),
    /// For our answer.
    Answer,
    /// Answered for good: for the other side to close, while what it still sends is thrown away.
    Rest(Instant),
}

/// The state of one connection, shared by its parts.
#[derive(Debug)]
pub(super) struct Pulse {
    state: Mutex<State>,
    /// Its place is needed for somebody else.
    pub(super) leave: Notify,
}

#[derive(Debug)]
struct State {
    stage: Stage,
    /// Since when the other side takes nothing of an answer.
    stalled: Option<Instant>,
    /// To be closed unless something has come in after all.
    last_look: bool,
    /// The other side has said that nothing more comes.
    ended: bool,
    /// Nobody wanted all of the body.
    unread: bool,
}

impl Pulse {
    pub(super) fn new() -> Self {
        let stage = Stage::New(Instant::now());
        let state = State { stage, stalled: None, last_look: false, ended: false, unread: false };
        Self { state: Mutex::new(state), leave: Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something came in.
    pub(super) fn heard(&self) {
        let mut state = self.state();
        state.last_look = false;
        if let Stage::New(_) | Stage::Quiet(_) = state.stage {
            state.stage = Stage::Head(Instant::now());
        }
    }

    /// The other side will send nothing more.
    pub(super) fn ended(&self) {
        self.state().ended = true;
    }

    pub(super) fn has_ended(&self) -> bool {
        self.state().ended
    }

    /// A head is complete.
    pub(super) fn asked(&self) {
        let mut state = self.state();
        (state.stage, state.unread) = (Stage::Body(Instant::now()), false);
    }

    /// So much of a body came: whoever sends a photo over a slow line has as much longer.
    pub(super) fn came(&self, bytes: usize) {
        let mut state = self.state();
        if let Stage::Body(since) = state.stage {
            let more = Duration::from_secs_f64(f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / SLOWEST);
            state.stage = Stage::Body((since + more).min(Instant::now()));
        }
    }

    /// A body is complete.
    pub(super) fn read(&self) {
        let mut state = self.state();
        if let Stage::Body(_) = state.stage {
            state.stage = Stage::Answer;
        }
    }

    /// Nobody wants the rest of a body, if there is one.
    pub(super) fn unwanted(&self) {
        let mut state = self.state();
        if let Stage::Body(_) = state.stage {
            (state.stage, state.unread) = (Stage::Answer, true);
        }
    }

    /// Whether some of the body is not read, so that no other request can follow it.
    pub(super) fn is_unread(&self) -> bool {
        let state = self.state();
        state.unread || matches!(state.stage, Stage::Body(_))
    }

    /// Everything is answered; what still comes in is nothing to us.
    pub(super) fn rests(&self) {
        let mut state = self.state();
        (state.stage, state.stalled) = (Stage::Rest(Instant::now()), None);
    }

    /// An answer is handed over to be sent.
    pub(super) fn answered(&self) {
        self.state().stage = Stage::Quiet(Instant::now());
    }

    /// Whether the other side takes what is sent.
    pub(super) fn flows(&self, flows: bool) {
        let mut state = self.state();
        state.stalled = if flows { None } else { state.stalled.or_else(|| Some(Instant::now())) };
    }

    /// Whether a last look is due before it is closed.
    pub(super) fn is_last_look(&self) -> bool {
        self.state().last_look
    }

    /// Asks for a last look if nothing has come in; false if it may be closed at once.
    pub(super) fn look_again(&self) -> bool {
        let mut state = self.state();
        let first = !state.last_look && state.stalled.is_none();
        state.last_look = first && matches!(state.stage, Stage::New(_) | Stage::Quiet(_));
        state.last_look
    }

    /// Since when it waits for the other side; none while the other side waits for us.
    pub(super) fn waits_since(&self) -> Option<Instant> {
        let state = self.state();
        match state.stage {
            Stage::New(since) | Stage::Quiet(since) | Stage::Head(since) | Stage::Body(since) | Stage::Rest(since) => {
                Some(since)
            }
            Stage::Answer => state.stalled,
        }
    }

    /// When it is to be closed, with so long a time for a next request; after a stop, sooner.
    pub(super) fn due(&self, limits: &WireLimits, idle: Duration, stopped: Option<Instant>) -> Option<Instant> {
        let state = self.state();
        let (own, stop) = match (state.stalled, state.stage) {
            (Some(since), _) => (Some(since + limits.stalled), stopped.map(|at| at + limits.stop_answer)),
            (None, Stage::New(since)) => {
                (Some(since + limits.head), stopped.map(|at| at.max(since) + limits.stop_quiet))
            }
            (None, Stage::Quiet(since)) => (Some(since + idle), stopped.map(|at| at.max(since) + limits.stop_quiet)),
            (None, Stage::Head(since)) => (Some(since + limits.head), stopped.map(|at| at + limits.stop_half)),
            (None, Stage::Body(since)) => (Some(since + limits.body), stopped.map(|at| at + limits.stop_half)),
            (None, Stage::Rest(since)) => {
                (Some(since + limits.body), stopped.map(|at| at.max(since) + limits.stop_half))
            }
            (None, Stage::Answer) => (None, stopped.map(|at| at + limits.stop_answer)),
        };
        [own, stop].into_iter().flatten().min()
    }
}
