//! The outbox.

use app::mails::Letter;
use app::text::one_line;
use app::time::Instant;
use sqlx::{AssertSqlSafe, FromRow};

use super::Mail;
use crate::db::{Db, DbError, Tx, expand};
use crate::ledger::store::Listed;

/// Puts mails into the outbox.
pub const ENQUEUE: &str = "
insert into outbox (mail_id, recipient, subject, body, html, stop_url, expires_at, created_at, next_try_at)
values {rows}";
/// Takes mails whose time has come and is not over, until a moment: before it nobody else takes them. Two servers that ask at the same
/// time get different ones.
pub const CLAIM: &str = "
with due as (
    select mail_id
    from outbox
    where sent_at is null and next_try_at <= $1 and (expires_at is null or expires_at > $1)
    order by next_try_at, mail_id
    limit 20
    {unlocked}
)
update outbox
set next_try_at = $2
where mail_id in (select mail_id from due) and sent_at is null and next_try_at <= $1
returning mail_id, recipient, subject, body, html, stop_url, tries";
/// A mail has been taken by the mail server.
pub const SENT: &str = "update outbox set sent_at = $2, body = '', html = '' where mail_id = $1";
/// A mail has not been taken; try again later.
pub const POSTPONE: &str = "update outbox set tries = tries + 1, next_try_at = $2 where mail_id = $1";

/// A mail that was not sent before its link was over: nobody can use it any more, and nobody is to read it.
pub const BLANK: &str = "
update outbox set body = '', html = ''
where sent_at is null and expires_at is not null and expires_at <= $1 and body <> ''";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 4] = [CLAIM, SENT, POSTPONE, BLANK];
/// Those with lists, as they may be.
pub const LISTED: [Listed; 1] = [(ENQUEUE, &[(MAIL_GROUP, 2)], 1)];

const MAIL_GROUP: &str = "(?, ?, ?, ?, ?, ?, ?, ?, ?)";
/// Rows a statement at most.
const CHUNK: usize = 50;

/// Puts mails into the outbox, in the caller's transaction.
pub async fn enqueue(tx: &mut Tx, mails: &[Mail], at: Instant) -> Result<(), DbError> {
    for chunk in mails.chunks(CHUNK) {
        let sql = expand(ENQUEUE, &[(MAIL_GROUP, chunk.len())], 1);
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for mail in chunk {
            let letter = &mail.letter;
            query = query.bind(mail.key.0).bind(mail.to.clone()).bind(one_line(&letter.subject));
            query = query.bind(letter.text.clone()).bind(letter.html.clone()).bind(letter.stop_url.clone());
            query = query.bind(mail.until).bind(at).bind(at);
        }
        query.execute(tx.conn()).await?;
    }
    Ok(())
}

/// Takes the text out of every mail whose link is over.
pub async fn blank(db: &Db, now: Instant) -> Result<(), DbError> {
    db.write(now, async |tx, now| {
        sqlx::query(BLANK).bind(*now).execute(tx.conn()).await?;
        Ok(())
    })
    .await
}

/// A mail that this process may send until its lease is over.
#[derive(Clone, Debug, FromRow)]
pub(super) struct ClaimedMail {
    pub(super) mail_id: i64,
    pub(super) recipient: String,
    subject: String,
    body: String,
    html: String,
    stop_url: String,
    /// How often it was tried in vain.
    pub(super) tries: i64,
}

impl ClaimedMail {
    pub(super) fn letter(&self) -> Letter {
        Letter {
            subject: self.subject.clone(),
            text: self.body.clone(),
            html: self.html.clone(),
            stop_url: self.stop_url.clone(),
        }
    }
}

/// Takes some mails that are due, oldest first.
pub(super) async fn claim(db: &Db, now: Instant, until: Instant) -> Result<Vec<ClaimedMail>, DbError> {
    let mut claimed = db
        .write((now, until), async |tx, (now, until)| {
            let sql = tx.engine().text(CLAIM);
            let query = sqlx::query_as(AssertSqlSafe(sql)).bind(*now).bind(*until);
            Ok::<Vec<ClaimedMail>, DbError>(query.fetch_all(tx.conn()).await?)
        })
        .await?;
    claimed.sort_by_key(|mail| mail.mail_id);
    Ok(claimed)
}

/// What has become of a mail: [`SENT`] at, or [`POSTPONE`]d until.
pub(super) async fn mark(db: &Db, id: i64, sql: &'static str, at: Instant) -> Result<(), DbError> {
    db.write((id, sql, at), async |tx, (id, sql, at)| {
        sqlx::query(*sql).bind(*id).bind(*at).execute(tx.conn()).await?;
        Ok(())
    })
    .await
}
