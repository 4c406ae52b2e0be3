//! The table of invitations.

use app::ids::{ExchangeId, PersonId};
use app::joining::invitations::{InvitationShown, InvitationState, InviteAsked};
use app::time::Instant;
use jiff::tz::TimeZone;
use sqlx::{AnyConnection, FromRow};

use crate::db::{DbError, Tx};
use crate::http::actor::Scope;

/// A new one.
pub const INSERT: &str = "
insert into invitations (exchange_id, invitation_id, code, label, most, used, made_by, made_at, expires_at)
values ($1, $2, $3, $4, $5, 0, $6, $7, $8)";
/// The last hundred, the newest first.
pub const ALL_OF: &str = "
select i.invitation_id, i.code, i.label, i.most, i.used, coalesce(p.name, '') as by_name, i.expires_at, i.ended_at
from invitations i
left join persons p on p.person_id = i.made_by
where i.exchange_id = $1
order by i.made_at desc, i.invitation_id desc
limit 100";
/// One of them.
pub const ONE: &str = "
select i.invitation_id, i.code, i.label, i.most, i.used, coalesce(p.name, '') as by_name, i.expires_at, i.ended_at
from invitations i
left join persons p on p.person_id = i.made_by
where i.exchange_id = $1 and i.invitation_id = $2";
/// The number of a code, while somebody may join with it.
pub const GOOD: &str = "
select invitation_id
from invitations
where exchange_id = $1 and code = $2 and used < most and expires_at > $3 and ended_at is null";
/// The code of a number.
pub const CODE: &str = "select code from invitations where exchange_id = $1 and invitation_id = $2";
/// Who made one.
pub const MADE_BY: &str = "select made_by from invitations where exchange_id = $1 and invitation_id = $2";
/// One more joins with it, if one more may: of two who would be the last, one.
pub const USE_ONE: &str = "
update invitations
set used = used + 1
where exchange_id = $1 and invitation_id = $2 and used < most and expires_at > $3 and ended_at is null
returning made_by";
/// They could not be let in after all.
pub const GIVE_BACK: &str = "
update invitations
set used = used - 1
where exchange_id = $1 and invitation_id = $2";
/// Ends it, once.
pub const END: &str = "
update invitations
set ended_at = $3
where exchange_id = $1 and invitation_id = $2 and ended_at is null";
/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 9] = [INSERT, ALL_OF, ONE, GOOD, CODE, MADE_BY, USE_ONE, GIVE_BACK, END];

/// An invitation by its number, where.
pub type InvitationKey = (ExchangeId, i64);

/// Makes one.
///
/// # Errors
/// [`DbError::Exists`] if the code is taken.
pub async fn insert(
    tx: &mut Tx,
    key: InvitationKey,
    (asked, code): (&InviteAsked, &str),
    (by, at, until): (PersonId, Instant, Instant),
) -> Result<(), DbError> {
    let query = sqlx::query(INSERT).bind(key.0).bind(key.1).bind(code.to_owned()).bind(asked.label.clone());
    query.bind(asked.most).bind(by).bind(at).bind(until).execute(tx.conn()).await?;
    Ok(())
}

#[derive(Clone, Debug, FromRow)]
struct InvitationRow {
    invitation_id: i64,
    code: String,
    label: String,
    most: i64,
    used: i64,
    by_name: String,
    expires_at: Instant,
    ended_at: Option<Instant>,
}

impl InvitationRow {
    fn shown(self, (now, zone): (Instant, &TimeZone)) -> InvitationShown {
        let state = match self.ended_at {
            Some(_) => InvitationState::Ended,
            None if self.used >= self.most => InvitationState::Used,
            None if self.expires_at <= now => InvitationState::Over,
            None => InvitationState::Good,
        };
        InvitationShown {
            id: self.invitation_id,
            code: self.code,
            label: self.label,
            most: self.most,
            used: self.used,
            by: self.by_name,
            until: self.expires_at.plus_seconds(-1).day(zone),
            state,
        }
    }
}

/// The last hundred, the newest first.
pub async fn all(
    conn: &mut AnyConnection,
    scope: Scope,
    day: (Instant, &TimeZone),
) -> Result<Vec<InvitationShown>, DbError> {
    let rows: Vec<InvitationRow> = sqlx::query_as(ALL_OF).bind(scope.exchange()).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| row.shown(day)).collect())
}

/// One of them.
pub async fn one(
    conn: &mut AnyConnection,
    (scope, id): (Scope, i64),
    day: (Instant, &TimeZone),
) -> Result<Option<InvitationShown>, DbError> {
    let row: Option<InvitationRow> = sqlx::query_as(ONE).bind(scope.exchange()).bind(id).fetch_optional(conn).await?;
    Ok(row.map(|row| row.shown(day)))
}

/// The number of a code, while somebody may join with it.
pub async fn good(
    conn: &mut AnyConnection,
    (exchange, code): (ExchangeId, &str),
    now: Instant,
) -> Result<Option<i64>, DbError> {
    Ok(sqlx::query_scalar(GOOD).bind(exchange).bind(code.to_owned()).bind(now).fetch_optional(conn).await?)
}

/// The code of a number; nothing of none.
pub async fn code(conn: &mut AnyConnection, key: InvitationKey) -> Result<String, DbError> {
    let code: Option<String> = sqlx::query_scalar(CODE).bind(key.0).bind(key.1).fetch_optional(conn).await?;
    Ok(code.unwrap_or_default())
}

/// Who made one; nobody of none.
pub async fn made_by(conn: &mut AnyConnection, key: InvitationKey) -> Result<PersonId, DbError> {
    let by: Option<PersonId> = sqlx::query_scalar(MADE_BY).bind(key.0).bind(key.1).fetch_optional(conn).await?;
    Ok(by.unwrap_or(PersonId(0)))
}

/// One more joins with it: who had made it; none if nobody may any more.
pub async fn use_one(tx: &mut Tx, key: InvitationKey, now: Instant) -> Result<Option<PersonId>, DbError> {
    Ok(sqlx::query_scalar(USE_ONE).bind(key.0).bind(key.1).bind(now).fetch_optional(tx.conn()).await?)
}

/// They could not be let in after all.
pub async fn give_back(tx: &mut Tx, key: InvitationKey) -> Result<(), DbError> {
    sqlx::query(GIVE_BACK).bind(key.0).bind(key.1).execute(tx.conn()).await?;
    Ok(())
}

/// Ends it; false if it had ended, or there is none.
pub async fn end(tx: &mut Tx, key: InvitationKey, at: Instant) -> Result<bool, DbError> {
    let query = sqlx::query(END).bind(key.0).bind(key.1).bind(at);
    Ok(query.execute(tx.conn()).await?.rows_affected() > 0)
}
