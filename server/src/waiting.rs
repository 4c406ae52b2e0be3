//! Starting while the database is not there yet: the server says so once and waits for it.

use std::pin::pin;
use std::time::Duration;

use crate::config::Config;
use crate::serve::{Stop, open};
use crate::site::Site;

/// How long between two tries.
const PAUSE: Duration = Duration::from_secs(1);

/// Opens the installation as soon as its database can be reached; none if the program was told to stop first.
///
/// # Errors
/// A sentence for the person who starts the program, if waiting would not help.
pub async fn open_when_there(config: &Config) -> Result<Option<Site>, String> {
    let stop = Stop::listen().map_err(|error| format!("SIGTERM cannot be listened for: {error}"))?;
    let mut stop = pin!(stop.told());
    let mut told = false;
    loop {
        let opened = tokio::select! {
            opened = open(config.clone(), false) => opened,
            () = &mut stop => return Ok(None),
        };
        match opened {
            Ok(site) => return Ok(Some(site)),
            Err(refused) if !refused.may_pass() => return Err(refused.to_string()),
            Err(refused) if !told => {
                tracing::warn!(%refused, "waiting for the database");
                told = true;
            }
            Err(_) => {}
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = &mut stop => return Ok(None),
        }
    }
}
