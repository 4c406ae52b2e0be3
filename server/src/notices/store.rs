//! The table of notices.

use sqlx::AssertSqlSafe;

use super::NewNotice;
use crate::db::{DbError, Tx, expand};

/// Writes notices; the same event tells a member once.
pub const INSERT: &str = "
insert into notices (exchange_id, account_id, kind, object, at)
values {rows}
on conflict (exchange_id, account_id, kind, object) do nothing";

const NOTICE_GROUP: &str = "(?, ?, ?, ?, ?)";

/// Rows a statement at most.
const CHUNK: usize = 100;

/// Every text of this store with lists as they may be, for the test that prepares them all.
pub const LISTED: [crate::ledger::store::Listed; 1] = [(INSERT, &[(NOTICE_GROUP, 2)], 1)];

/// Writes notices.
pub(super) async fn insert(tx: &mut Tx, notices: &[NewNotice]) -> Result<(), DbError> {
    for chunk in notices.chunks(CHUNK) {
        let sql = expand(INSERT, &[(NOTICE_GROUP, chunk.len())], 1);
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for notice in chunk {
            query = query.bind(notice.exchange).bind(notice.account).bind(notice.kind.tag());
            query = query.bind(notice.object.clone()).bind(notice.at);
        }
        query.execute(tx.conn()).await?;
    }
    Ok(())
}
