//! Mails are rows of the transaction that causes them; a worker sends them afterwards, at least once.
//!
//! Not here: what they say (`app`), and the notices that most of them are made from (`notices`).

pub mod store;
pub mod whom;
pub mod worker;

use app::mails::Letter;
use app::time::Instant;
use sha2::{Digest as _, Sha256};

use crate::clock::fresh_key;
use crate::db::DbError;
use crate::site::Site;

/// The key of a mail, drawn before the transaction that puts it into the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailKey(pub i64);

impl MailKey {
    /// A fresh one.
    pub fn fresh() -> Self {
        Self(fresh_key())
    }

    /// The one of what is said so: of the same said twice there is one mail.
    pub fn said(what: &str) -> Self {
        let digest = Sha256::digest(what.as_bytes());
        Self(i64::from_be_bytes(digest.first_chunk::<8>().copied().unwrap_or_default()) & i64::MAX)
    }
}

/// A mail to be sent to one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its key.
    pub key: MailKey,
    /// The address.
    pub to: String,
    /// What it says.
    pub letter: Letter,
    /// Of a mail with a secret link: when the link is over. Afterwards the mail is not sent and its text is gone.
    pub until: Option<Instant>,
}

/// How long a mail that was sent, or whose link is over, is remembered, in seconds: thirty days. What was given up stays until a later
/// mail is taken at the same address.
const KEPT: i64 = 30 * 86_400;

/// Forgets what is over.
pub async fn sweep(site: &Site) -> Result<(), DbError> {
    store::sweep(&site.db, site.clock.now().plus_seconds(-KEPT)).await
}
