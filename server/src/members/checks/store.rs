//! What is ticked on the checklists of persons.

use app::ids::{ExchangeId, MemberId, PersonId};
use app::members::checks::{CheckItem, Ticked};
use app::time::Instant;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sqlx::{AnyConnection, FromRow};

use crate::db::{DbError, Tx};

/// What is ticked of a person.
pub const TICKED: &str = "
select c.item, coalesce(p.name, '') as clerk, c.ticked_at, c.valid_until
from admission_checks c
left join persons p on p.person_id = c.ticked_by
where c.exchange_id = $1 and c.person_id = $2";
/// Who acts for the member of an account, longest first.
pub const PERSON_OF: &str = "
select o.person_id
from operators o
where o.exchange_id = $1 and o.member_id = $2
order by o.since, o.person_id
limit 1";
/// Ticks an item; one that is ticked until the same day already stays whose it was.
pub const TICK: &str = "
insert into admission_checks (exchange_id, person_id, item, ticked_by, ticked_at, valid_until)
values ($1, $2, $3, $4, $5, $6)
on conflict (exchange_id, person_id, item) do update
set ticked_by = excluded.ticked_by, ticked_at = excluded.ticked_at, valid_until = excluded.valid_until
where admission_checks.valid_until <> excluded.valid_until";
/// Takes a tick back.
pub const UNTICK: &str = "delete from admission_checks where exchange_id = $1 and person_id = $2 and item = $3";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 4] = [TICKED, PERSON_OF, TICK, UNTICK];

#[derive(FromRow)]
struct TickedRow {
    item: String,
    clerk: String,
    ticked_at: Instant,
    valid_until: String,
}

/// What is ticked of a person; items that this program does not know are left out.
///
/// # Errors
/// The database's.
pub async fn ticked(
    conn: &mut AnyConnection,
    (exchange, zone): (ExchangeId, &TimeZone),
    person: PersonId,
) -> Result<Vec<(CheckItem, Ticked)>, DbError> {
    let rows: Vec<TickedRow> = sqlx::query_as(TICKED).bind(exchange).bind(person).fetch_all(conn).await?;
    let line = |row: TickedRow| {
        let ticked = Ticked { by: row.clerk, on: row.ticked_at.day(zone), until: row.valid_until.parse().ok() };
        Some((CheckItem::of_tag(&row.item)?, ticked))
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// Of whom the checklist of a member is: who has acted for them longest.
///
/// # Errors
/// The database's.
pub async fn person_of(
    conn: &mut AnyConnection,
    (exchange, member): (ExchangeId, MemberId),
) -> Result<Option<PersonId>, DbError> {
    Ok(sqlx::query_scalar(PERSON_OF).bind(exchange).bind(member).fetch_optional(conn).await?)
}

/// Ticks an item of somebody, until that day.
pub(super) async fn tick(
    tx: &mut Tx,
    (exchange, person): (ExchangeId, PersonId),
    (item, until): (CheckItem, Option<Date>),
    (by, at): (PersonId, Instant),
) -> Result<(), DbError> {
    let until = until.map(|day| day.to_string()).unwrap_or_default();
    let query = sqlx::query(TICK).bind(exchange).bind(person).bind(item.tag()).bind(by).bind(at).bind(until);
    query.execute(tx.conn()).await?;
    Ok(())
}

/// Takes the tick of an item back.
pub(super) async fn untick(
    tx: &mut Tx,
    (exchange, person): (ExchangeId, PersonId),
    item: CheckItem,
) -> Result<(), DbError> {
    sqlx::query(UNTICK).bind(exchange).bind(person).bind(item.tag()).execute(tx.conn()).await?;
    Ok(())
}
