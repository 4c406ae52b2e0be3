//! The outbox.

use app::payments::forms::one_line;
use app::time::Instant;
use sqlx::Row as _;

use super::Mail;
use crate::clock::fresh_key;
use crate::db::{Db, DbError, Tx};

/// Puts a mail into the outbox.
pub const ENQUEUE: &str = "
insert into outbox (mail_id, recipient, subject, body, created_at, next_try_at)
values ($1, $2, $3, $4, $5, $5)";
/// Mails whose time has come.
pub const DUE: &str = "
select mail_id, recipient, subject, body, tries
from outbox
where sent_at is null and next_try_at <= $1
order by next_try_at, mail_id
limit 50";
/// A mail has been taken by the mail server.
pub const SENT: &str = "update outbox set sent_at = $2, body = '' where mail_id = $1";
/// A mail has not been taken; try again later.
pub const POSTPONE: &str = "update outbox set tries = tries + 1, next_try_at = $2 where mail_id = $1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 4] = [ENQUEUE, DUE, SENT, POSTPONE];

/// Puts a mail into the outbox, in the caller's transaction.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(tx: &mut Tx, mail: &Mail, at: Instant) -> Result<(), DbError> {
    let subject = one_line(&mail.subject);
    let query = sqlx::query(ENQUEUE).bind(fresh_key()).bind(mail.to.clone()).bind(subject);
    query.bind(mail.body.clone()).bind(at).execute(tx.conn()).await?;
    Ok(())
}

/// A mail that is due, with its key and how often it was tried.
pub(super) async fn due(db: &Db, now: Instant) -> Result<Vec<(i64, i64, Mail)>, DbError> {
    let mut conn = db.read().await?;
    let rows = sqlx::query(DUE).bind(now).fetch_all(&mut *conn).await?;
    let read = |row: &sqlx::any::AnyRow| {
        let mail = Mail { to: row.try_get("recipient")?, subject: row.try_get("subject")?, body: row.try_get("body")? };
        Ok((row.try_get("mail_id")?, row.try_get("tries")?, mail))
    };
    rows.iter().map(read).collect()
}

pub(super) async fn mark(db: &Db, id: i64, sql: &'static str, at: Instant) -> Result<(), DbError> {
    db.write(move |tx| {
        Box::pin(async move {
            sqlx::query(sql).bind(id).bind(at).execute(tx.conn()).await?;
            Ok(())
        })
    })
    .await
}
