//! The outbox.

use app::mails::Letter;
use app::text::one_line;
use app::time::Instant;
use sqlx::{AssertSqlSafe, FromRow};

use super::Mail;
use super::worker::{LEASE, LONGEST_PAUSE};
use crate::db::{Db, DbError, Tx, expand};
use crate::ledger::store::Listed;

/// Puts mails into the outbox; one with the key of another is that one.
pub const ENQUEUE: &str = "
insert into outbox (mail_id, recipient, from_name, subject, body, html, stop_url, bulk, expires_at, created_at, next_try_at)
values {rows}
on conflict (mail_id) do nothing";
/// Whether there is a mail whose time has come and is not over.
pub const IS_DUE: &str = "
select count(*) as n
from (
    select 1
    from outbox
    where sent_at is null and given_up_at is null and next_try_at <= $1 and (expires_at is null or expires_at > $1)
    limit 1
) due";
/// Takes the first mail whose time has come and is not over, until a moment: before it nobody else takes it. What people wait for at a
/// screen goes before what may be stopped. Two that ask at the same time get different ones.
pub const CLAIM: &str = "
with due as (
    select mail_id
    from outbox
    where sent_at is null and given_up_at is null and next_try_at <= $1 and (expires_at is null or expires_at > $1)
    order by bulk, next_try_at, mail_id
    limit 1
    {unlocked}
)
update outbox
set next_try_at = $2
where mail_id = (select mail_id from due) and sent_at is null and given_up_at is null and next_try_at <= $1
returning mail_id, recipient, from_name, subject, body, html, stop_url, tries";
/// What a clock that was ahead has put off counts as put off now: a mail that nobody has taken yet is due, a lease is as one of now, and
/// what was refused waits no longer than the longest pause.
pub const CATCH_UP: &str = "
update outbox
set next_try_at = case when tries = 0 and next_try_at > created_at then $2 else $1 end
where sent_at is null and given_up_at is null and next_try_at > $1
    and (next_try_at = created_at or (tries = 0 and next_try_at > $2) or next_try_at > $3)";
/// A mail has been taken by the mail server.
pub const SENT: &str = "update outbox set sent_at = $2, body = '', html = '' where mail_id = $1";
/// A mail has not been taken; try again later.
pub const POSTPONE: &str = "update outbox set tries = tries + 1, next_try_at = $2 where mail_id = $1";
/// A mail will never be taken; its text goes, and that it was not delivered stays.
pub const GIVE_UP: &str = "
update outbox
set tries = tries + 1, given_up_at = $2, body = '', html = ''
where mail_id = $1 and sent_at is null";
/// Forgets that an address could not be reached, after a later mail was taken there.
pub const REACHED_AGAIN: &str = "
delete from outbox
where given_up_at is not null and exists (
    select 1
    from outbox later
    where later.recipient = outbox.recipient and later.sent_at > outbox.given_up_at
)";
/// Forgets mails that were sent before a moment: some hundreds at once.
pub const SWEEP_SENT: &str = "
delete from outbox
where mail_id in (
    select mail_id
    from outbox
    where sent_at is not null and sent_at <= $1
    order by sent_at
    limit 500
)";
/// Forgets mails that were over before a moment, and were not sent: their links are of no use.
pub const SWEEP_OVER: &str = "
delete from outbox
where sent_at is null and given_up_at is null and expires_at is not null and expires_at <= $1";

/// A mail that was not sent before its link was over: nobody can use it any more, and nobody is to read it.
pub const BLANK: &str = "
update outbox set body = '', html = ''
where sent_at is null and expires_at is not null and expires_at <= $1 and body <> ''";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 10] =
    [IS_DUE, CLAIM, CATCH_UP, SENT, POSTPONE, GIVE_UP, BLANK, REACHED_AGAIN, SWEEP_SENT, SWEEP_OVER];
/// Those with lists, as they may be.
pub const LISTED: [Listed; 1] = [(ENQUEUE, &[(MAIL_GROUP, 2)], 1)];

const MAIL_GROUP: &str = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
/// Rows a statement at most.
const CHUNK: usize = 50;

/// Puts mails into the outbox, in the caller's transaction.
pub async fn enqueue(tx: &mut Tx, mails: &[Mail], at: Instant) -> Result<(), DbError> {
    for chunk in mails.chunks(CHUNK) {
        let sql = expand(ENQUEUE, &[(MAIL_GROUP, chunk.len())], 1);
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for mail in chunk {
            let letter = &mail.letter;
            query = query.bind(mail.key.0).bind(mail.to.clone()).bind(one_line(&letter.from));
            query = query.bind(one_line(&letter.subject));
            query = query.bind(letter.text.clone()).bind(letter.html.clone()).bind(letter.stop_url.clone());
            // What may be stopped is what nobody waits for.
            let bulk = i64::from(!letter.stop_url.is_empty());
            query = query.bind(bulk).bind(mail.until).bind(at).bind(at);
        }
        query.execute(tx.conn()).await?;
    }
    Ok(())
}

/// After a clock that was ahead: whatever waits for longer than it may, waits from now on.
pub async fn catch_up(db: &Db, now: Instant) -> Result<(), DbError> {
    db.write(now, async |tx, now| {
        let query =
            sqlx::query(CATCH_UP).bind(*now).bind(now.plus_seconds(LEASE)).bind(now.plus_seconds(LONGEST_PAUSE));
        query.execute(tx.conn()).await?;
        Ok(())
    })
    .await
}

/// Takes the text out of every mail whose link is over.
pub async fn blank(db: &Db, now: Instant) -> Result<(), DbError> {
    db.write(now, async |tx, now| {
        sqlx::query(BLANK).bind(*now).execute(tx.conn()).await?;
        Ok(())
    })
    .await
}

/// Forgets what is over since a moment: mails that were sent, or that nobody can use any more.
pub(super) async fn sweep(db: &Db, before: Instant) -> Result<(), DbError> {
    db.write(before, async |tx, before| {
        sqlx::query(REACHED_AGAIN).execute(tx.conn()).await?;
        sqlx::query(SWEEP_OVER).bind(*before).execute(tx.conn()).await?;
        Ok::<(), DbError>(())
    })
    .await?;
    let some = |before| {
        db.write(before, async |tx, before: &Instant| {
            Ok::<bool, DbError>(sqlx::query(SWEEP_SENT).bind(*before).execute(tx.conn()).await?.rows_affected() > 0)
        })
    };
    while some(before).await? {}
    Ok(())
}

/// A mail that this process may send until its lease is over.
#[derive(Clone, Debug, FromRow)]
pub(super) struct ClaimedMail {
    pub(super) mail_id: i64,
    pub(super) recipient: String,
    from_name: String,
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
            from: self.from_name.clone(),
            subject: self.subject.clone(),
            text: self.body.clone(),
            html: self.html.clone(),
            stop_url: self.stop_url.clone(),
        }
    }
}

/// What has become of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The mail server took it, then.
    Sent(i64, Instant),
    /// It is to be tried again, then.
    Postponed(i64, Instant),
    /// It will never be taken; this was found then.
    GivenUp(i64, Instant),
}

/// Whether any mail waits to be sent.
pub(super) async fn is_due(db: &Db, now: Instant) -> Result<bool, DbError> {
    let mut conn = db.read().await?;
    let due: i64 = sqlx::query_scalar(IS_DUE).bind(now).fetch_one(&mut *conn).await?;
    Ok(due > 0)
}

/// Writes down what has become of the mail before, and takes the next one from `now` until its lease is over: one commit a mail.
pub(super) async fn next(
    db: &Db,
    before: Option<Fate>,
    (now, until): (Instant, Instant),
) -> Result<Option<ClaimedMail>, DbError> {
    db.write((before, now, until), async |tx, (before, now, until)| {
        if let Some(fate) = before {
            mark(tx, *fate).await?;
        }
        let sql = tx.engine().text(CLAIM);
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(*now).bind(*until);
        Ok::<Option<ClaimedMail>, DbError>(query.fetch_optional(tx.conn()).await?)
    })
    .await
}

/// Writes down what has become of a mail.
pub async fn mark(tx: &mut Tx, fate: Fate) -> Result<(), DbError> {
    let (sql, id, at) = match fate {
        Fate::Sent(id, at) => (SENT, id, at),
        Fate::Postponed(id, at) => (POSTPONE, id, at),
        Fate::GivenUp(id, at) => (GIVE_UP, id, at),
    };
    sqlx::query(sql).bind(id).bind(at).execute(tx.conn()).await?;
    Ok(())
}
