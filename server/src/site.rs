//! What every handler has at hand: the database, the clock, the settings.

use std::sync::Arc;

use app::sign_in::LookAs;
use tokio::sync::Notify;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::photos::files::PhotoFiles;
use crate::sign_in::password::Passwords;
use crate::throttle::pace::Pace;

/// One running installation; clones share it.
#[derive(Clone)]
pub struct Site {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The settings.
    pub config: Arc<Config>,
    /// Rung after a commit that left mails to send.
    pub mail_waits: Arc<Notify>,
    /// Rung after a commit that told somebody something, of which a mail is to be made.
    pub notices_wait: Arc<Notify>,
    /// The passwords that are hashed.
    pub passwords: Arc<Passwords>,
    /// The files of photos.
    pub photos: PhotoFiles,
    /// The payments that each person sends.
    pub payments: Arc<Pace>,
    /// The living style page and the mirrored language are there.
    pub development: bool,
    /// As whom one may look around: nobody, but in a demo.
    pub people: Arc<[LookAs]>,
}
