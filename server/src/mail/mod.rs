//! Mails are rows of the transaction that causes them; a worker sends them afterwards, at least once.

pub mod store;
pub mod worker;

use app::ids::AccountId;
use app::time::Instant;
use app::words::Language;

use crate::db::{DbError, Tx};
use crate::http::actor::Scope;
use crate::members::store::addresses;

/// A mail to be sent: plain text, to one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// One line; anything that would end it has been taken out.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// A mail to everybody who acts for the account's member, each in their own language: `texts` gives subject and body. Nobody is
/// told of an account that is no member's.
///
/// # Errors
/// When the database fails.
pub async fn tell(
    tx: &mut Tx,
    (scope, account): (Scope, AccountId),
    at: Instant,
    texts: impl Fn(Language) -> (String, String) + Send,
) -> Result<(), DbError> {
    for (to, language) in addresses(tx.conn(), scope, account).await? {
        let (subject, body) = texts(Language::of_tag(&language).unwrap_or(Language::English));
        store::enqueue(tx, &Mail { to, subject, body }, at).await?;
    }
    Ok(())
}
