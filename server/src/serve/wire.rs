//! The listener: takes connections within limits, and after a stop goes on until those who have asked are answered.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use rustix::process::{Resource, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

use super::WireLimits;
use super::connection::{self, Hosting, Stopped};
use super::guests::Guests;
use super::pulse::Pulse;
use crate::http::address::{Address, TrustedProxies};

/// Open files that are not connections of visitors: the database, mails, what proxies bring.
const OTHER_FILES: u64 = 256;
/// So long nothing is accepted after the machine could not.
const PAUSE: Duration = Duration::from_millis(100);
/// Trouble is told again after so long a time without.
const QUIET: Duration = Duration::from_secs(60);

/// Raises the limit of open files as far as this process may; answers with how many connections fit below it.
pub(super) fn raise_file_limit() -> usize {
    let mut files = getrlimit(Resource::Nofile);
    files.current = files.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, files) {
        tracing::warn!(%error, "the limit of open files could not be raised");
    }
    let most = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    usize::try_from(most.saturating_sub(OTHER_FILES).max(most / 2)).unwrap_or(usize::MAX)
}

/// Whom a listener lets in, and how it treats them.
#[derive(Clone, Debug)]
pub struct FrontDoor {
    /// How long, how large, how many.
    pub limits: WireLimits,
    /// Many people come through each of these.
    pub proxies: TrustedProxies,
}

/// Serves until `stopped` says when, and then until everybody is answered or time is over.
pub async fn serve(listener: TcpListener, app: Router, door: FrontDoor, stopped: Stopped) {
    let (open, last) = watch::channel(());
    let (limits, mut told) = (door.limits, stopped.clone());
    let guests = Guests::new(limits);
    let mut accepting = Complaint::default();
    let take_in = move |stream: TcpStream, peer: SocketAddr| {
        let pulse = Arc::new(Pulse::new());
        let trusted = door.proxies.include(peer.ip());
        let seat = if trusted { None } else { guests.seat(Address::of(peer.ip()), &pulse) };
        if seat.is_none() && !trusted {
            return;
        }
        let idle = if trusted { limits.idle_of_proxy } else { limits.idle };
        let hosting = Hosting { app: app.clone(), limits, idle, stopped: stopped.clone() };
        let last = last.clone();
        tokio::spawn(async move {
            connection::serve((stream, peer), pulse, hosting).await;
            drop((seat, last));
        });
    };
    loop {
        let accepted = tokio::select! {
            biased;
            _ = told.wait_for(Option::is_some) => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => take_in(stream, peer),
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                if accepting.is_news() {
                    tracing::error!(%error, "connections cannot be accepted; it is tried again and again");
                }
                tokio::select! {
                    () = sleep(PAUSE) => {}
                    _ = told.wait_for(Option::is_some) => {}
                }
            }
        }
    }
    // Whoever is through to the machine already would be thrown out with the listener.
    for (stream, peer) in waiting(listener) {
        take_in(stream, peer);
    }
    drop(take_in);
    timeout(limits.stop_answer + PAUSE, open.closed()).await.ok();
}

/// What the machine has accepted and we have not; then the listener is closed.
fn waiting(listener: TcpListener) -> Vec<(TcpStream, SocketAddr)> {
    let Ok(listener) = listener.into_std() else { return Vec::new() };
    let accepted = std::iter::from_fn(|| listener.accept().ok());
    accepted
        .filter_map(|(stream, peer)| {
            stream.set_nonblocking(true).ok()?;
            Some((TcpStream::from_std(stream).ok()?, peer))
        })
        .collect()
}

/// Whether only the connection that was to be accepted is gone.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

/// Trouble that may come many times a second and is told once.
#[derive(Debug, Default)]
pub(super) struct Complaint {
    last: Option<Instant>,
}

impl Complaint {
    /// Notes it; true after a time without.
    pub(super) fn is_news(&mut self) -> bool {
        let now = Instant::now();
        let before = self.last.replace(now);
        before.is_none_or(|before| now.duration_since(before) > QUIET)
    }
}
