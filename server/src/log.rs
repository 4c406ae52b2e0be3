//! What the program tells whoever runs it. The log goes to stderr through a thread of its own, so that a stderr that is full, closed or
//! read by nobody kills nothing and keeps nobody waiting: lines that do not fit are lost, and how many is said when some fit again.
//!
//! Always holds: libraries are heard from warnings up whatever `RUST_LOG` says, since below they write out what passes through them:
//! sessions, links, mails. Our own lines name no token at any level.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::time::Duration;

use tracing::{Level, Metadata};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Lines that may wait for stderr.
const WAITING: usize = 4096;
/// So long the end of the program waits for the last of them.
const AT_THE_END: Duration = Duration::from_millis(500);

/// The way to the log.
#[derive(Clone, Debug)]
pub struct Log {
    lines: SyncSender<LogMessage>,
    lost: Arc<AtomicU64>,
}

#[derive(Debug)]
enum LogMessage {
    Line(Vec<u8>),
    /// Answered when all before it is written.
    Written(SyncSender<()>),
}

impl Log {
    /// Begins the log, with panics in it.
    ///
    /// # Errors
    /// When the thread cannot be started, or there is a log already.
    pub fn start() -> Result<Self, String> {
        let (lines, waiting) = sync_channel(WAITING);
        let log = Self { lines, lost: Arc::default() };
        let lost = Arc::clone(&log.lost);
        let thread = std::thread::Builder::new().name("log".to_owned());
        thread.spawn(move || write(&waiting, &lost)).map_err(|error| error.to_string())?;
        let asked = EnvFilter::try_from_default_env();
        let asked = asked.unwrap_or_else(|_| EnvFilter::new("info,sqlx=error,tower_sessions=warn"));
        let writer = log.clone();
        let lines = tracing_subscriber::fmt::layer()
            .with_writer(move || writer.clone())
            .with_ansi(io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty()))
            .log_internal_errors(false);
        let log_all = tracing_subscriber::registry().with(asked).with(filter_fn(may_speak)).with(lines);
        log_all.try_init().map_err(|error| error.to_string())?;
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            // A message that was put together may hold anything.
            let message = panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("a panic");
            tracing::error!(place, "{message}");
        }));
        Ok(log)
    }

    /// Writes a line as it is.
    pub fn line(&self, text: &str) {
        self.put(format!("{text}\n").into_bytes());
    }

    /// Waits a moment until all is written.
    pub fn end(&self) {
        let (written, done) = sync_channel(1);
        if self.lines.try_send(LogMessage::Written(written)).is_ok() {
            done.recv_timeout(AT_THE_END).ok();
        }
    }

    fn put(&self, line: Vec<u8>) {
        if let Err(TrySendError::Full(_)) = self.lines.try_send(LogMessage::Line(line)) {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Write for Log {
    /// Takes a whole line.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.put(line.to_vec());
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a line may stand in the log at all.
fn may_speak(about: &Metadata<'_>) -> bool {
    about.target().split("::").next() == Some(env!("CARGO_PKG_NAME")) || *about.level() <= Level::WARN
}

/// Writes lines until nobody is left to send any.
fn write(waiting: &Receiver<LogMessage>, lost: &AtomicU64) {
    for message in waiting {
        match message {
            LogMessage::Line(line) => {
                let missing = lost.swap(0, Ordering::Relaxed);
                let missing =
                    if missing > 0 { format!("{missing} lines of this log are lost\n") } else { String::new() };
                let mut stderr = io::stderr();
                if stderr.write_all(missing.as_bytes()).and_then(|()| stderr.write_all(&line)).is_err() {
                    lost.fetch_add(1, Ordering::Relaxed);
                }
            }
            LogMessage::Written(done) => {
                done.send(()).ok();
            }
        }
    }
}

/// Says what a command was asked for. That nobody hears it is no fault of the program.
pub fn say(text: &str) {
    let mut stdout = io::stdout();
    if let Err(error) = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        tracing::warn!(%error, "what was asked for could not be said");
    }
}
