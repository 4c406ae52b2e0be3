//! The table of the journal: the one place that writes it, and what members read of it.

use app::ids::{Code, ExchangeId, MemberId, PersonId};
use app::journal::{JournalLine, What};
use sqlx::AnyConnection;

use super::Act;
use crate::db::{DbError, Tx};
use crate::http::actor::Scope;

/// The first line of an act.
pub const FIRST_LINE: &str = "
select what, object, proposed_by
from journal
where exchange_id = $1 and act_id = $2 and line = 0";
/// Writes a line.
pub const WRITE: &str = "
insert into journal (exchange_id, act_id, line, what, object, was, becomes, why, proposed_by, on_behalf_of, rules_version,
    entered_at, in_force_from)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)";
/// What made the rules what they are, latest first.
pub const DECISIONS: &str = "
select j.what, j.object, j.was, j.becomes, j.why, coalesce(p.name, '') as entered_by, j.entered_at
from journal j
left join persons p on p.person_id = j.proposed_by
where j.exchange_id = $1 and j.rules_version > 0
order by j.entered_at desc, j.act_id desc, j.line
limit 100";
/// What the committee did about a member, latest first.
pub const ABOUT_MEMBER: &str = "
select j.what, j.object, j.was, j.becomes, j.why, coalesce(p.name, '') as entered_by, j.entered_at
from journal j
left join persons p on p.person_id = j.proposed_by
where j.exchange_id = $1 and (j.on_behalf_of = $2 or j.object = $3)
order by j.entered_at desc, j.act_id desc, j.line
limit 50";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 4] = [FIRST_LINE, WRITE, DECISIONS, ABOUT_MEMBER];

/// What an act is recognised by.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct FirstLine {
    /// What.
    #[sqlx(try_from = "String")]
    pub what: What,
    /// To what.
    pub object: String,
    /// Who.
    pub proposed_by: PersonId,
}

/// The first line of an act, if it was done.
pub(super) async fn first_line(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    act: i64,
) -> Result<Option<FirstLine>, DbError> {
    Ok(sqlx::query_as(FIRST_LINE).bind(exchange).bind(act).fetch_optional(conn).await?)
}

/// Writes a line at its place in the act.
pub(super) async fn write(tx: &mut Tx, act: &Act, line: i64) -> Result<(), DbError> {
    sqlx::query(WRITE)
        .bind(act.exchange)
        .bind(act.id)
        .bind(line)
        .bind(act.what.tag())
        .bind(act.object.clone())
        .bind(act.was.clone())
        .bind(act.becomes.clone())
        .bind(act.why.clone())
        .bind(act.by)
        .bind(act.on_behalf_of)
        .bind(act.rules_version)
        .bind(act.at)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What made the rules what they are, latest first; at most 100.
pub async fn decisions(conn: &mut AnyConnection, scope: Scope) -> Result<Vec<JournalLine>, DbError> {
    Ok(sqlx::query_as(DECISIONS).bind(scope.exchange()).fetch_all(conn).await?)
}

/// What the committee did about a member, latest first; at most 50.
pub async fn about_member(
    conn: &mut AnyConnection,
    scope: Scope,
    (member, code): (MemberId, &Code),
) -> Result<Vec<JournalLine>, DbError> {
    let query = sqlx::query_as(ABOUT_MEMBER).bind(scope.exchange()).bind(member).bind(code.clone());
    Ok(query.fetch_all(conn).await?)
}
