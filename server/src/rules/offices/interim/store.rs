//! Who asks for which interim chair.

use app::ids::{Code, ExchangeId, PersonId};
use sqlx::{AnyConnection, FromRow};

use super::Asking;
use crate::db::{DbError, Tx};

/// A member asks for somebody; whom they asked for before they ask for no more.
pub const PUT: &str = "
insert into chair_asks (exchange_id, member_id, person_id, code, by_auditor, asked_at)
values ($1, $2, $3, $4, $5, $6)
on conflict (exchange_id, member_id) do update
set person_id = excluded.person_id, code = excluded.code, by_auditor = excluded.by_auditor, asked_at = excluded.asked_at";
/// For whom is asked, and by how many who are members still.
pub const ASKED: &str = "
select c.person_id, c.code, p.name, count(*) as asks, max(c.by_auditor) as by_auditor
from chair_asks c
join persons p on p.person_id = c.person_id
join members m on m.exchange_id = c.exchange_id and m.member_id = c.member_id and m.state not in ('suspended', 'left', 'deceased')
where c.exchange_id = $1
group by c.person_id, c.code, p.name
order by count(*) desc, min(c.asked_at), c.person_id";
/// Forgets what was asked.
pub const FORGET: &str = "delete from chair_asks where exchange_id = $1";
/// The exchanges in which somebody asks.
pub const EVERYWHERE: &str = "
select e.slug, e.name
from exchanges e
where e.status in ('open', 'suspended') and exists (
    select 1
    from chair_asks c
    where c.exchange_id = e.exchange_id
)
order by e.name, e.exchange_id
limit 50";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 4] = [PUT, ASKED, FORGET, EVERYWHERE];

/// Somebody for whom is asked.
#[derive(Clone, Debug, FromRow)]
pub struct AskedRow {
    /// Who.
    pub person_id: PersonId,
    /// The code of their account.
    pub code: Code,
    /// Their name.
    pub name: String,
    /// How many members ask.
    pub asks: i64,
    /// 1 if who looks over the books does.
    pub by_auditor: i64,
}

/// Writes what a member asks.
pub(super) async fn put(tx: &mut Tx, asking: &Asking) -> Result<(), DbError> {
    let query = sqlx::query(PUT).bind(asking.exchange.id).bind(asking.member).bind(asking.of.person_id);
    let query = query.bind(asking.of.code.clone()).bind(i64::from(asking.by_auditor)).bind(asking.act.at);
    query.execute(tx.conn()).await?;
    Ok(())
}

/// For whom is asked, those for whom most ask first.
pub(super) async fn asked(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<AskedRow>, DbError> {
    Ok(sqlx::query_as(ASKED).bind(exchange).fetch_all(conn).await?)
}

/// Forgets what was asked.
///
/// # Errors
/// The database's.
pub async fn forget(tx: &mut Tx, exchange: ExchangeId) -> Result<(), DbError> {
    sqlx::query(FORGET).bind(exchange).execute(tx.conn()).await?;
    Ok(())
}

/// Address and name of the exchanges in which somebody asks.
///
/// # Errors
/// The database's.
pub async fn everywhere(conn: &mut AnyConnection) -> Result<Vec<(String, String)>, DbError> {
    Ok(sqlx::query_as(EVERYWHERE).fetch_all(conn).await?)
}
