//! What members are told: a row for each event and member, written in the transaction that causes it; mail is made from the rows
//! after the commit.
//!
//! Always holds: a notice is there if and only if what it tells of is; the same event tells nobody twice; writing one looks nothing up
//! and draws nothing, so it may run again.

pub mod inbox;
pub mod news;
pub mod officers;
pub mod stop;
pub mod store;
pub mod worker;

use app::ids::{AccountId, ExchangeId, PersonId, TransferId};
use app::notices::NoticeKind;
use app::paths::installation::StopNotices;
use app::time::Instant;

use crate::db::{DbError, Tx};
use crate::site::Site;

/// Somebody to be told of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// The exchange that the account stands in.
    pub exchange: ExchangeId,
    /// The account of the member who is told; everybody who acts for them reads it. Of an account that is no member's, nobody does.
    pub account: AccountId,
    /// What happened.
    pub kind: NoticeKind,
    /// To what, as text: a transfer's id, say.
    pub object: String,
    /// Between whom: some minutes of the same pair are told in one mail. Empty: in a mail of its own, at once.
    pub pair: String,
    /// When.
    pub at: Instant,
}

/// What officers are told: those with the right that the kind asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerNotice {
    /// Whose officers.
    pub exchange: ExchangeId,
    /// What happened.
    pub kind: NoticeKind,
    /// To what, as text: an agreement's key, say.
    pub object: String,
    /// Who did it, and need not be told.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

impl NewNotice {
    /// Tells one side of a transfer.
    pub fn of_transfer(
        kind: NoticeKind,
        (exchange, account): (ExchangeId, AccountId),
        id: TransferId,
        at: Instant,
    ) -> Self {
        Self { exchange, account, kind, object: id.to_string(), pair: String::new(), at }
    }

    /// The same, told together with others of that pair.
    #[must_use]
    pub fn of_pair(self, pair: String) -> Self {
        Self { pair, ..self }
    }
}

/// Tells, in the caller's transaction: one errand for up to a hundred. What was told already is left as it is.
pub async fn tell(tx: &mut Tx, notices: &[NewNotice]) -> Result<(), DbError> {
    store::insert(tx, notices).await
}

/// Tells every officer whom it concerns, in the caller's transaction: on the oldest account that each has there.
pub async fn tell_officers(tx: &mut Tx, notice: OfficerNotice) -> Result<(), DbError> {
    officers::store::insert_for_officers(tx, notice).await
}

/// Tells everybody who is a member, in the caller's transaction, of what has that key.
pub async fn tell_all(
    tx: &mut Tx,
    (exchange, kind): (ExchangeId, NoticeKind),
    (object, at): (i64, Instant),
) -> Result<(), DbError> {
    officers::store::insert_for_all(tx, (exchange, kind), (object.to_string(), at)).await
}

/// Of books that begin in the past: whatever the exchange told until a moment was mailed and read then.
pub async fn was_read(tx: &mut Tx, exchange: ExchangeId, until: Instant) -> Result<(), DbError> {
    store::was_read(tx, exchange, until).await
}

/// Where a person stops mails of one kind, as a whole address.
fn stop_url(site: &Site, stop_key: &str) -> String {
    format!("{}{}", site.config.public_url, StopNotices { token: stop_key.to_owned() })
}
