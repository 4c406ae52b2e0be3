//! The outbox.

use app::text::one_line;
use app::time::Instant;
use sqlx::Row as _;

use super::Mail;
use crate::clock::fresh_key;
use crate::db::{Db, DbError, Tx};

/// Puts a mail into the outbox.
pub const ENQUEUE: &str = "
insert into outbox (mail_id, recipient, subject, body, expires_at, created_at, next_try_at)
values ($1, $2, $3, $4, $5, $6, $6)";
/// Mails whose time has come and is not over.
pub const DUE: &str = "
select mail_id, recipient, subject, body, tries
from outbox
where sent_at is null and next_try_at <= $1 and (expires_at is null or expires_at > $1)
order by next_try_at, mail_id
limit 50";
/// A mail has been taken by the mail server.
pub const SENT: &str = "update outbox set sent_at = $2, body = '' where mail_id = $1";
/// A mail has not been taken; try again later.
pub const POSTPONE: &str = "update outbox set tries = tries + 1, next_try_at = $2 where mail_id = $1";

/// A mail that was not sent before its link was over: nobody can use it any more, and nobody is to read it.
pub const BLANK: &str =
    "update outbox set body = '' where sent_at is null and expires_at is not null and expires_at <= $1 and body <> ''";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 5] = [ENQUEUE, DUE, SENT, POSTPONE, BLANK];

/// Puts a mail into the outbox, in the caller's transaction.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(tx: &mut Tx, mail: &Mail, at: Instant) -> Result<(), DbError> {
    put(tx, mail, (at, None)).await
}

/// The same for a mail with a secret link, which is good until a moment; afterwards the mail is not sent and its text is gone.
///
/// # Errors
/// When the database fails.
pub async fn enqueue_until(tx: &mut Tx, mail: &Mail, (at, until): (Instant, Instant)) -> Result<(), DbError> {
    put(tx, mail, (at, Some(until))).await
}

async fn put(tx: &mut Tx, mail: &Mail, (at, until): (Instant, Option<Instant>)) -> Result<(), DbError> {
    let subject = one_line(&mail.subject);
    let query = sqlx::query(ENQUEUE).bind(fresh_key()).bind(mail.to.clone()).bind(subject);
    query.bind(mail.body.clone()).bind(until).bind(at).execute(tx.conn()).await?;
    Ok(())
}

/// Takes the text out of every mail whose link is over.
///
/// # Errors
/// When the database fails.
pub async fn blank(db: &Db, now: Instant) -> Result<(), DbError> {
    db.write(now, async |tx, now| {
        sqlx::query(BLANK).bind(*now).execute(tx.conn()).await?;
        Ok(())
    })
    .await
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
    db.write((id, sql, at), async |tx, (id, sql, at)| {
        sqlx::query(*sql).bind(*id).bind(*at).execute(tx.conn()).await?;
        Ok(())
    })
    .await
}
