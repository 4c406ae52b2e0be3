//! The table of offices.

use app::ids::{AccountId, Code, ExchangeId, PersonId};
use app::roles::Role;
use app::time::Instant;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::NewOffice;
use crate::db::{DbError, Tx};

/// Gives a person an office.
pub const INSERT_ROLE: &str = "
insert into roles (exchange_id, person_id, role, since)
values ($1, $2, $3, $4)
on conflict (exchange_id, person_id, role) do nothing";
/// A person's offices.
pub const OFFICES: &str = "select role from roles where exchange_id = $1 and person_id = $2";
/// The oldest account of a person here.
pub const CODE_OF: &str = "
select a.code
from operators o
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where o.exchange_id = $1 and o.person_id = $2
order by m.joined_at, m.member_id
limit 1";
/// How much a person entered in their own favour after a moment.
pub const ENTERED: &str = "
select cast(coalesce(sum(favour), 0) as bigint) as entered
from journal
where exchange_id = $1 and proposed_by = $2 and entered_at > $3 and favour > 0";
/// The other members with one of these offices (`$3`, their words between bars), by name.
pub const OTHERS: &str = "
select min(m.name) as name
from roles r
join operators o on o.exchange_id = r.exchange_id and o.person_id = r.person_id
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('suspended', 'left', 'deceased')
where r.exchange_id = $1 and r.person_id <> $2 and $3 like '%|' || r.role || '|%'
group by r.person_id
order by min(m.sort_key)
limit 5";
/// Holds a person's offices, in the order of their words.
pub const HOLD: &str = "
select role
from roles
where exchange_id = $1 and person_id = $2
order by role
{lock}";
/// Whether a person enrolled the member of an account after a moment.
pub const ENROLLED: &str = "
select count(*) as enrolled
from accounts a
join journal j on j.exchange_id = a.exchange_id and j.object = a.code and j.what in ('member', 'admitted')
where a.exchange_id = $1 and a.account_id = $2 and j.proposed_by = $3 and j.entered_at > $4";
/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 7] = [INSERT_ROLE, OFFICES, CODE_OF, ENTERED, OTHERS, HOLD, ENROLLED];

/// Writes an office.
pub(super) async fn insert(tx: &mut Tx, new: NewOffice) -> Result<(), DbError> {
    let query = sqlx::query(INSERT_ROLE).bind(new.exchange).bind(new.person).bind(new.role.tag()).bind(new.at);
    query.execute(tx.conn()).await?;
    Ok(())
}

/// The offices of a person, in the order of the list of offices.
pub async fn offices(conn: &mut AnyConnection, exchange: ExchangeId, person: PersonId) -> Result<Vec<Role>, DbError> {
    let tags: Vec<String> = sqlx::query_scalar(OFFICES).bind(exchange).bind(person).fetch_all(conn).await?;
    let mut roles: Vec<Role> = tags.iter().filter_map(|tag| Role::of_tag(tag)).collect();
    roles.sort();
    Ok(roles)
}

/// The code of a person's oldest account, if they have one.
pub(super) async fn code_of(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    person: PersonId,
) -> Result<Option<Code>, DbError> {
    Ok(sqlx::query_scalar(CODE_OF).bind(exchange).bind(person).fetch_optional(conn).await?)
}

/// How much a person entered in their own favour after a moment.
pub(super) async fn entered(
    conn: &mut AnyConnection,
    (exchange, by): (ExchangeId, PersonId),
    after: Instant,
) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar(ENTERED).bind(exchange).bind(by).bind(after).fetch_one(conn).await?)
}

/// The names of others with one of these offices; at most five.
pub(super) async fn others(
    conn: &mut AnyConnection,
    (exchange, by): (ExchangeId, PersonId),
    offices: &[Role],
) -> Result<Vec<String>, DbError> {
    let words: String = offices.iter().map(|role| format!("|{}|", role.tag())).collect();
    Ok(sqlx::query_scalar(OTHERS).bind(exchange).bind(by).bind(words).fetch_all(conn).await?)
}

/// Holds a person's offices until the transaction ends.
pub(super) async fn hold(tx: &mut Tx, exchange: ExchangeId, by: PersonId) -> Result<(), DbError> {
    let sql = tx.engine().text(HOLD);
    sqlx::query(AssertSqlSafe(sql)).bind(exchange).bind(by).fetch_all(tx.conn()).await?;
    Ok(())
}

/// Whether a person enrolled the member of an account after a moment.
pub(super) async fn enrolled(
    conn: &mut AnyConnection,
    (exchange, account): (ExchangeId, AccountId),
    (by, after): (PersonId, Instant),
) -> Result<bool, DbError> {
    let query = sqlx::query_scalar(ENROLLED).bind(exchange).bind(account).bind(by).bind(after);
    let count: i64 = query.fetch_one(conn).await?;
    Ok(count > 0)
}
