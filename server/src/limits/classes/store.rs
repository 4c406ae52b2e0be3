//! Classes of member.

use app::ids::{ExchangeId, PersonId};
use app::limits::classes::{ClassAsked, MemberClass};
use app::text::folded;
use sqlx::{AnyConnection, AssertSqlSafe};

use crate::db::{DbError, Tx};

/// All of an exchange, by name, with how many members each has.
pub const EVERY: &str = "
select c.class_id, c.name, c.min_balance, c.max_balance, c.warn_min, c.warn_max, c.reason, (
    select count(*)
    from members m
    where m.exchange_id = c.exchange_id and m.class_id = c.class_id and m.class_id <> 0 and m.state not in ('left', 'deceased')
) as members
from member_classes c
where c.exchange_id = $1
order by c.sort_name";
/// One, and nobody changes it meanwhile.
pub const HOLD: &str = "
select c.class_id, c.name, c.min_balance, c.max_balance, c.warn_min, c.warn_max, c.reason, cast(0 as bigint) as members
from member_classes c
where c.exchange_id = $1 and c.class_id = $2
{lock}";
/// Makes one.
pub const INSERT: &str = "
insert into member_classes (exchange_id, class_id, name, sort_name, min_balance, max_balance, warn_min, warn_max, reason)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
/// Changes one.
pub const CHANGE: &str = "
update member_classes
set name = $3, sort_name = $4, min_balance = $5, max_balance = $6, warn_min = $7, warn_max = $8, reason = $9
where exchange_id = $1 and class_id = $2";
/// Whether a person acts for a member of a class.
pub const IS_OWN: &str = "
select count(*) as own
from members m
join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id
where m.exchange_id = $1 and m.class_id = $2 and m.class_id <> 0 and o.person_id = $3";
/// How many members of a class would stand below or above limits.
pub const OUTSIDE: &str = "
select count(*) as outside
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.class_id = $2 and m.class_id <> 0 and m.hand_at = 0 and m.ramp_ended_at <> 0
    and m.state not in ('leaving', 'left', 'deceased') and (a.balance > $4 or (m.frozen_at = 0 and a.balance < $3))";

/// How many are in a class, but for whoever has left or died.
pub const PEOPLED: &str = "
select count(*) as peopled
from members
where exchange_id = $1 and class_id = $2 and class_id <> 0 and state not in ('left', 'deceased')";
/// Takes whoever has left or died out of a class that is given up.
pub const EMPTY: &str = "
update members
set class_id = 0
where exchange_id = $1 and class_id = $2 and class_id <> 0 and state in ('left', 'deceased')";
/// Gives up a class.
pub const DELETE: &str = "delete from member_classes where exchange_id = $1 and class_id = $2";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 9] = [EVERY, HOLD, INSERT, CHANGE, IS_OWN, OUTSIDE, PEOPLED, EMPTY, DELETE];

/// All classes of an exchange, by name.
///
/// # Errors
/// The database's.
pub async fn every(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<MemberClass>, DbError> {
    Ok(sqlx::query_as(EVERY).bind(exchange).fetch_all(conn).await?)
}

/// Holds a class until the transaction ends.
pub(in crate::limits) async fn hold(
    tx: &mut Tx,
    (exchange, class): (ExchangeId, i64),
) -> Result<Option<MemberClass>, DbError> {
    let sql = tx.engine().text(HOLD);
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(exchange).bind(class).fetch_optional(tx.conn()).await?)
}

/// Writes a class: a new one, or one that is there.
///
/// # Errors
/// [`DbError::Exists`] if another has that name.
pub(super) async fn put(
    tx: &mut Tx,
    (exchange, class, is_new): (ExchangeId, i64, bool),
    asked: &ClassAsked,
) -> Result<(), DbError> {
    let query = sqlx::query(if is_new { INSERT } else { CHANGE }).bind(exchange).bind(class);
    let query = query.bind(asked.name.clone()).bind(folded(&asked.name));
    let query = asked.limits.parts().into_iter().fold(query, sqlx::query::Query::bind);
    query.bind(asked.reason.clone()).execute(tx.conn()).await?;
    Ok(())
}

/// Gives up a class that is held, if nobody is in it; whoever has left or died is in none then.
pub(super) async fn delete(tx: &mut Tx, (exchange, class): (ExchangeId, i64)) -> Result<bool, DbError> {
    let peopled: i64 = sqlx::query_scalar(PEOPLED).bind(exchange).bind(class).fetch_one(tx.conn()).await?;
    if peopled > 0 {
        return Ok(false);
    }
    for sql in [EMPTY, DELETE] {
        sqlx::query(sql).bind(exchange).bind(class).execute(tx.conn()).await?;
    }
    Ok(true)
}

/// Whether that person acts for a member of that class.
pub(super) async fn is_own(
    conn: &mut AnyConnection,
    (exchange, class): (ExchangeId, i64),
    person: PersonId,
) -> Result<bool, DbError> {
    let own: i64 = sqlx::query_scalar(IS_OWN).bind(exchange).bind(class).bind(person).fetch_one(conn).await?;
    Ok(own > 0)
}

/// How many members of that class would be outside, between these limits.
pub(super) async fn outside(
    conn: &mut AnyConnection,
    (exchange, class): (ExchangeId, i64),
    (min, max): (i64, i64),
) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar(OUTSIDE).bind(exchange).bind(class).bind(min).bind(max).fetch_one(conn).await?)
}
