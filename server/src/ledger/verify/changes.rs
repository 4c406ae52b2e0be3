//! The records of changed limits, read along with the transfers.

use std::collections::VecDeque;

use sqlx::AnyConnection;

use super::Audit;
use super::replay::Books;
use super::store::{AuditChange, CHANGES};

/// The changes that are still to come, a part at a time.
pub(super) struct Changes {
    waiting: VecDeque<AuditChange>,
    last: (i64, i64, i64),
    all_read: bool,
}

impl Default for Changes {
    fn default() -> Self {
        Self { waiting: VecDeque::new(), last: (i64::MIN, i64::MIN, i64::MIN), all_read: false }
    }
}

impl Changes {
    /// Takes every change that was made before the transfer at `position`.
    pub async fn until(&mut self, conn: &mut AnyConnection, books: &mut Books<'_>, position: i64) -> Audit<()> {
        loop {
            if self.waiting.is_empty() && !self.all_read {
                self.read(&mut *conn, books).await?;
            }
            match self.waiting.front() {
                Some(change) if change.after_position < position => books.change(change)?,
                _ => return Ok(()),
            }
            self.waiting.pop_front();
        }
    }

    async fn read(&mut self, conn: &mut AnyConnection, books: &Books<'_>) -> Audit<()> {
        let (after, account, turn) = self.last;
        let query = sqlx::query_as(CHANGES).bind(books.about.exchange_id).bind(after).bind(account).bind(turn);
        let read: Vec<AuditChange> = query.fetch_all(conn).await?;
        match read.last() {
            Some(last) => self.last = (last.after_position, last.account_id.0, last.turn),
            None => self.all_read = true,
        }
        self.waiting.extend(read);
        Ok(())
    }
}
