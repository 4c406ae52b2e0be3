//! Who vouches for whom.

use app::ids::{ExchangeId, PersonId};
use app::joining::vouching::VouchLine;
use app::time::Instant;
use jiff::tz::TimeZone;
use sqlx::{AnyConnection, FromRow};

use crate::db::{DbError, Tx};
use crate::http::actor::MyMember;
use crate::joining::store::JoiningKey;

/// Whether somebody takes part, and so may vouch.
pub const TAKES_PART: &str = "
select count(*) as here
from members
where exchange_id = $1 and member_id = $2 and state in ('active', 'holiday')";
/// Says that one knows them; once.
pub const VOUCH: &str = "
insert into vouches (exchange_id, application_id, person_id, at)
values ($1, $2, $3, $4)
on conflict (exchange_id, application_id, person_id) do nothing";
/// How many have.
pub const COUNT: &str = "select count(*) as vouched from vouches where exchange_id = $1 and application_id = $2";
/// Who has, the first first.
pub const NAMES: &str = "
select p.name
from vouches v
join persons p on p.person_id = v.person_id
where v.exchange_id = $1 and v.application_id = $2
order by v.at, v.person_id
limit 50";
/// All who wait, the oldest first, for a reader.
pub const WAITING: &str = "
select w.application_id, w.name, w.area, w.offers, w.applied_at, (
        select count(*)
        from vouches v
        where v.exchange_id = w.exchange_id and v.application_id = w.application_id
    ) as vouched, (
        select count(*)
        from vouches v
        where v.exchange_id = w.exchange_id and v.application_id = w.application_id and v.person_id = $2
    ) as mine
from applications w
where w.exchange_id = $1 and w.state = 'applied' and not exists (
    select 1
    from operators o
    where o.exchange_id = w.exchange_id and o.person_id = w.person_id
)
order by w.applied_at, w.application_id
limit 50";
/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 5] = [TAKES_PART, VOUCH, COUNT, NAMES, WAITING];

/// Whether a member takes part.
pub async fn takes_part(tx: &mut Tx, me: MyMember) -> Result<bool, DbError> {
    let here: i64 = sqlx::query_scalar(TAKES_PART).bind(me.exchange).bind(me.id).fetch_one(tx.conn()).await?;
    Ok(here > 0)
}

/// Vouches for somebody whose application is held; how many have then.
pub async fn vouch(tx: &mut Tx, key: JoiningKey, (person, at): (PersonId, Instant)) -> Result<i64, DbError> {
    sqlx::query(VOUCH).bind(key.0).bind(key.1).bind(person).bind(at).execute(tx.conn()).await?;
    count(tx.conn(), key).await
}

/// How many have vouched.
pub async fn count(conn: &mut AnyConnection, key: JoiningKey) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar(COUNT).bind(key.0).bind(key.1).fetch_one(conn).await?)
}

/// Who has vouched, the first first.
pub async fn names(conn: &mut AnyConnection, key: JoiningKey) -> Result<Vec<String>, DbError> {
    Ok(sqlx::query_scalar(NAMES).bind(key.0).bind(key.1).fetch_all(conn).await?)
}

#[derive(Clone, Debug, FromRow)]
struct VouchRow {
    application_id: i64,
    name: String,
    area: String,
    offers: String,
    applied_at: Instant,
    vouched: i64,
    mine: i64,
}

/// All who wait, as a member sees them.
pub async fn waiting(
    conn: &mut AnyConnection,
    (exchange, reader): (ExchangeId, PersonId),
    zone: &TimeZone,
) -> Result<Vec<VouchLine>, DbError> {
    let rows: Vec<VouchRow> = sqlx::query_as(WAITING).bind(exchange).bind(reader).fetch_all(conn).await?;
    let line = |row: VouchRow| VouchLine {
        id: row.application_id,
        name: row.name,
        area: row.area,
        offers: row.offers,
        since: row.applied_at.day(zone),
        vouched: row.vouched,
        mine: row.mine > 0,
    };
    Ok(rows.into_iter().map(line).collect())
}
