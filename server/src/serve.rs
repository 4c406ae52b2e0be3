//! Serves until told to stop, then finishes what is under way.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::site::Site;
use crate::{routes, timetable};

/// Opens (and migrates) the database and puts the installation together.
///
/// # Errors
/// A sentence for the person who starts the program.
pub async fn open(config: Config, development: bool) -> Result<Site, String> {
    std::fs::create_dir_all(&config.data_dir).map_err(|error| format!("{}: {error}", config.data_dir.display()))?;
    let db = Db::open(&config.database_url, config.migrate_url.as_deref()).await.map_err(|error| error.to_string())?;
    Ok(Site { db, clock: Clock::system(), config: Arc::new(config), mail_waits: Arc::new(Notify::new()), development })
}

/// Serves; `ready` is called when the address is taken.
///
/// # Errors
/// When the address is not to be had, or the mail settings cannot be read.
pub async fn serve(site: Site, ready: impl FnOnce()) -> Result<(), String> {
    let listener =
        TcpListener::bind(&site.config.listen).await.map_err(|error| format!("{}: {error}", site.config.listen))?;
    // With Nagle's algorithm on, small answers wait 40 ms for an acknowledgement.
    let listener = listener.tap_io(|stream| {
        stream.set_nodelay(true).ok();
    });
    let app = routes::app(site.clone())?;
    let by_itself = timetable::start(&site)?;
    ready();
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let done = axum::serve(listener, service).with_graceful_shutdown(told_to_stop());
    done.await.map_err(|error| error.to_string())?;
    for task in by_itself {
        task.abort();
    }
    site.db.close().await;
    Ok(())
}

/// SIGTERM or Ctrl-C.
async fn told_to_stop() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be listened for");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
