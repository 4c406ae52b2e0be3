//! Who has not traded for long, and what they said to it.

use app::ids::{AccountId, ExchangeId, MemberId};
use app::time::Instant;
use sqlx::{AnyConnection, FromRow};

use crate::db::{DbError, Tx};
use crate::http::work_list::store::awake;

/// Who was last awake before a moment (`$2`) and was not asked since; those after `$3`.
pub const TO_ASK: &str = concat!(
    "
select m.member_id, m.account_id, ",
    awake!(),
    " as awake_at, m.asleep_asked_at
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.member_id > $3 and m.state = 'active' and ",
    awake!(),
    " < $2 and m.asleep_asked_at <= ",
    awake!(),
    "
order by m.member_id
limit 500"
);
/// When a member was last awake, and when they were asked.
pub const OF_MEMBER: &str = concat!(
    "
select m.member_id, m.account_id, ",
    awake!(),
    " as awake_at, m.asleep_asked_at
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.member_id = $2"
);
/// Notes that they are asked, if they were last awake at `$3` still and nobody asked them since.
pub const ASK: &str = concat!(
    "
update members
set asleep_asked_at = $4
where exchange_id = $1 and member_id = $2 and state = 'active' and asleep_asked_at <= $3 and $3 = (
    select ",
    awake!(),
    "
    from members m
    join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
    where m.exchange_id = $1 and m.member_id = $2
)"
);
/// Notes that they are there; a clock that went back takes nothing away.
pub const HERE: &str = "
update members
set here_at = $3
where exchange_id = $1 and member_id = $2 and here_at < $3";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 4] = [TO_ASK, OF_MEMBER, ASK, HERE];

/// How long a member has slept.
#[derive(Clone, Copy, Debug, FromRow)]
pub struct Sleeper {
    /// Who.
    pub member_id: MemberId,
    /// Their account.
    pub account_id: AccountId,
    /// When they last traded, joined, came back or said that they are there.
    pub awake_at: Instant,
    /// When they were asked last; 0 for never.
    pub asleep_asked_at: Instant,
}

/// Who sleeps since before a moment and was not asked: five hundred of those after one.
pub(super) async fn to_ask(
    conn: &mut AnyConnection,
    (exchange, after): (ExchangeId, MemberId),
    before: Instant,
) -> Result<Vec<Sleeper>, DbError> {
    Ok(sqlx::query_as(TO_ASK).bind(exchange).bind(before).bind(after).fetch_all(conn).await?)
}

/// How long a member has slept; none of whom there is not.
pub(super) async fn of_member(
    conn: &mut AnyConnection,
    (exchange, member): (ExchangeId, MemberId),
) -> Result<Option<Sleeper>, DbError> {
    Ok(sqlx::query_as(OF_MEMBER).bind(exchange).bind(member).fetch_optional(conn).await?)
}

/// Notes that they are asked. False if they woke, or were asked, meanwhile.
pub(super) async fn ask(
    tx: &mut Tx,
    (exchange, sleeper): (ExchangeId, &Sleeper),
    at: Instant,
) -> Result<bool, DbError> {
    let query = sqlx::query(ASK).bind(exchange).bind(sleeper.member_id).bind(sleeper.awake_at).bind(at);
    Ok(query.execute(tx.conn()).await?.rows_affected() == 1)
}

/// Notes that they are there.
pub(super) async fn here(tx: &mut Tx, (exchange, member): (ExchangeId, MemberId), at: Instant) -> Result<(), DbError> {
    sqlx::query(HERE).bind(exchange).bind(member).bind(at).execute(tx.conn()).await?;
    Ok(())
}
