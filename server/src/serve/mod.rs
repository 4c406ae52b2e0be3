//! Serves until told to stop, then finishes what is under way: the listener closes, whoever has asked is answered, what happens by
//! itself ends, the database closes; all of it within eight seconds whoever is connected.

mod connection;
mod files;
mod guests;
mod pulse;
pub mod wire;

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, timeout};

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, DbError};
use crate::photos::files::PhotoFiles;
use crate::site::Site;
use crate::throttle::pace::Pace;
use crate::{routes, timetable};
use wire::FrontDoor;

/// How long the other side may take, how much it may send, how many there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WireLimits {
    /// For the whole head of a request, and for the first byte of a connection.
    pub head: Duration,
    /// For the whole body of a request, and a second more for each 16 KiB of it that has come.
    pub body: Duration,
    /// Between two requests.
    pub idle: Duration,
    /// The same for trusted proxies: longer than they keep a connection themselves, so that they never write into one that we close.
    pub idle_of_proxy: Duration,
    /// Without taking any more of an answer.
    pub stalled: Duration,
    /// Bytes of a head.
    pub head_size: usize,
    /// Bytes that are taken and thrown away after an answer, so that whoever sends all of a large body first can read why it is refused.
    pub rest: usize,
    /// Without any more of them.
    pub rest_quiet: Duration,
    /// Connections from one address.
    pub per_address: usize,
    /// Connections from all addresses together.
    pub in_all: usize,
    /// After a stop, until an idle connection is closed: what was on its way has come by then.
    pub stop_quiet: Duration,
    /// After a stop, until a request that is only half sent is dropped.
    pub stop_half: Duration,
    /// After a stop, until an answer must be on its way.
    pub stop_answer: Duration,
}

impl Default for WireLimits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(30),
            idle: Duration::from_secs(60),
            idle_of_proxy: Duration::from_secs(300),
            stalled: Duration::from_secs(30),
            head_size: 16 * 1024,
            rest: 16 * 1024 * 1024,
            rest_quiet: Duration::from_secs(2),
            per_address: 256,
            in_all: 4096,
            stop_quiet: Duration::from_millis(500),
            stop_half: Duration::from_secs(2),
            stop_answer: Duration::from_millis(5500),
        }
    }
}

/// After a stop: until what happens by itself has ended, and until the database is closed.
const TO_END: Duration = Duration::from_millis(200);
const TO_CLOSE: Duration = Duration::from_millis(1500);

/// Opens (and migrates) the database and puts the installation together.
///
/// # Errors
/// [`NotOpened`]
pub async fn open(config: Config, development: bool) -> Result<Site, NotOpened> {
    let private = files::keep_private(&config);
    private.map_err(|(path, error)| NotOpened::Folder(format!("{}: {error}", path.display())))?;
    let db = Db::open(&config.database_url, config.migrate_url.as_deref()).await?;
    Ok(Site {
        db,
        clock: Clock::system(),
        photos: PhotoFiles::of(&config).map_err(NotOpened::Folder)?,
        payments: Arc::new(Pace::a_minute(config.payments_a_minute)),
        config: Arc::new(config),
        mail_waits: Arc::new(Notify::new()),
        notices_wait: Arc::new(Notify::new()),
        passwords: Arc::default(),
        development,
        people: Arc::default(),
    })
}

/// Why an installation could not be opened, in a sentence for the person who starts the program.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// Its folder.
    #[error("{0}")]
    Folder(String),
    /// Its database.
    #[error("{0}")]
    Db(#[from] DbError),
}

impl NotOpened {
    /// Whether it may be otherwise in a while.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Db(DbError::Away(_) | DbError::Busy))
    }
}

impl From<NotOpened> for String {
    fn from(refused: NotOpened) -> Self {
        refused.to_string()
    }
}

/// Serves; `ready` is called when the address is taken.
///
/// # Errors
/// When the address is not to be had, the mail settings cannot be read, or something without which it cannot go on was gone.
pub async fn serve(site: Site, ready: impl FnOnce()) -> Result<(), String> {
    let stop = Stop::listen().map_err(|error| format!("SIGTERM cannot be listened for: {error}"))?;
    let listener =
        TcpListener::bind(&site.config.listen).await.map_err(|error| format!("{}: {error}", site.config.listen))?;
    let app = routes::app(site.clone())?;
    let by_itself = timetable::start(&site)?;
    if let Some(doubt) = site.config.doubt() {
        tracing::warn!("{doubt}");
    }
    let mut limits = WireLimits::default();
    limits.in_all = limits.in_all.min(wire::raise_file_limit());
    let door = FrontDoor { limits, proxies: site.config.trusted_proxies.clone() };
    let (tell, stopped) = watch::channel(None);
    ready();
    let vital = site.db.vital().clone();
    let telling = tokio::spawn(async move {
        tokio::select! {
            () = stop.told() => {}
            _ = vital.fallen() => {}
        }
        tell.send_replace(Some(Instant::now()));
        tell.closed().await;
    });
    wire::serve(listener, app, door, stopped).await;
    by_itself.end(TO_END).await;
    if timeout(TO_CLOSE, site.db.close()).await.is_err() {
        tracing::warn!("the database did not close in time");
    }
    telling.abort();
    match site.db.vital().reason() {
        Some(what) => Err(format!("{what}; start it again")),
        None => Ok(()),
    }
}

/// SIGTERM or Ctrl-C, heard from the moment it is made.
pub(crate) struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    pub(crate) fn listen() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    pub(crate) async fn told(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
