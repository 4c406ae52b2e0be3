//! The table of offices.

use app::ids::{Code, ExchangeId, PersonId};
use app::roles::Role;
use sqlx::AnyConnection;

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
/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 3] = [INSERT_ROLE, OFFICES, CODE_OF];

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
