//! What members are told: a row for each event and member, written in the transaction that causes it; mail is made from the rows
//! after the commit.
//!
//! Always holds: a notice is there if and only if what it tells of is; the same event tells nobody twice; writing one looks nothing up
//! and draws nothing, so it may run again.

pub mod inbox;
mod news;
pub mod stop;
pub mod store;
pub mod worker;

use app::ids::{AccountId, ExchangeId, TransferId};
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
        Self { exchange, account, kind, object: id.to_string(), at }
    }
}

/// Tells, in the caller's transaction: one errand for up to a hundred. What was told already is left as it is.
pub async fn tell(tx: &mut Tx, notices: &[NewNotice]) -> Result<(), DbError> {
    store::insert(tx, notices).await
}

/// Where mails of a kind are stopped, as a whole address: the person's secret, then the kind.
fn stop_url(site: &Site, stop_key: &str, kind: NoticeKind) -> String {
    format!("{}{}", site.config.public_url, StopNotices { token: format!("{stop_key}-{}", kind.tag()) })
}
