//! Counting the last days of an exchange. The transfers are read from the last one backward, as many as there are in sixty days of a large
//! exchange: so it costs as much in a year as it does now.

use app::home::month::{MOST, MonthMembers, MonthTrades, NAMED};
use app::home::trade_chart::MonthSum;
use app::home::young::{FIRST_TRADES, Youth};
use app::journal::What;
use app::ledger::Kind;
use app::time::Instant;
use jiff::civil::Date;
use sqlx::AnyConnection;

use crate::db::DbError;
use crate::http::actor::Scope;

/// Trades from `$2` on, and how many there were from `$3` until then, of the last `$4`, and whether these reach back so far. A trade that
/// was undone is none, and nor is what undoes it, nor what goes to or from an account of the exchange's own (`app::statistics` says what
/// counts).
pub const TRADES: &str = "
with late as (
    select t.transfer_id, t.kind, t.payer, t.payee, t.amount, t.booked_at
    from transfers t
    where t.exchange_id = $1
    order by t.position desc
    limit $4
),
standing as (
    select l.payer, l.payee, l.amount, l.booked_at, p.kind as payer_kind, q.kind as payee_kind
    from late l
    join accounts p on p.exchange_id = $1 and p.account_id = l.payer
    join accounts q on q.exchange_id = $1 and q.account_id = l.payee
    where l.booked_at >= $3 and l.kind in ($5, $6)
        and p.kind <> 1 and q.kind <> 1 and (p.kind = 0 or q.kind = 0)
        and not exists (select 1 from transfers u where u.exchange_id = $1 and u.reverses = l.transfer_id)
)
select
    cast(coalesce(sum(case when booked_at >= $2 then 1 else 0 end), 0) as bigint) as trades,
    cast(coalesce(sum(case when booked_at >= $2 then amount else 0 end), 0) as bigint) as worth,
    cast(coalesce(sum(case when booked_at < $2 then 1 else 0 end), 0) as bigint) as before,
    (select cast(case when count(*) >= $4 and min(booked_at) >= $2 then 1 else 0 end as bigint) from late) as cut,
    (select cast(case when count(*) >= $4 and min(booked_at) >= $3 then 1 else 0 end as bigint) from late) as before_cut,
    cast(coalesce(sum(case when booked_at >= $2 and payee_kind = 2 then amount else 0 end), 0) as bigint) as bought,
    cast(coalesce(sum(case when booked_at >= $2 and payer_kind = 2 then amount else 0 end), 0) as bigint) as sold,
    (
        select count(*)
        from (
            select payer as account from standing where booked_at >= $2 and payer_kind = 0
            union
            select payee from standing where booked_at >= $2 and payee_kind = 0
        ) took_part
    ) as traders
from standing";
/// Trades by the month in which they happened, of the last `$2` and none before the month `$3`: how many stand, and what they came to.
/// Where there are more, the month in which they begin is not whole and is left out.
pub const BY_MONTH: &str = "
with late as (
    select t.transfer_id, t.kind, t.payer, t.payee, t.amount, t.traded_on
    from transfers t
    where t.exchange_id = $1
    order by t.position desc
    limit $2
)
select substr(l.traded_on, 1, 7) as month, count(*) as trades, cast(sum(l.amount) as bigint) as worth
from late l
join accounts p on p.exchange_id = $1 and p.account_id = l.payer
join accounts q on q.exchange_id = $1 and q.account_id = l.payee
where l.traded_on >= $3 and l.kind in ($4, $5, $6)
    and p.kind <> 1 and q.kind <> 1 and (p.kind = 0 or q.kind = 0)
    and ((select count(*) from late) < $2 or substr(l.traded_on, 1, 7) > (select min(substr(o.traded_on, 1, 7)) from late o))
    and not exists (select 1 from transfers u where u.exchange_id = $1 and u.reverses = l.transfer_id)
group by substr(l.traded_on, 1, 7)
order by month";
/// Members who take part or are on holiday: all, those who joined at `$2` or later, those of whom it stands what they do, and those who were there at `$3`
/// and did not trade since, but for holidays.
pub const MEMBERS: &str = "
select count(*) as members,
    cast(coalesce(sum(case when m.joined_at >= $2 then 1 else 0 end), 0) as bigint) as joined,
    cast(coalesce(sum(case when m.about <> '' then 1 else 0 end), 0) as bigint) as described,
    cast(coalesce(sum(case when m.state = 'active' and m.joined_at < $3 and a.last_booked_at < $3 then 1 else 0 end), 0) as bigint) as quiet
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.state in ('active', 'holiday')";
/// The last `$3` who joined at `$2` or later.
pub const JOINED: &str = "
select name
from members
where exchange_id = $1 and state in ('active', 'holiday') and joined_at >= $2
order by joined_at desc, member_id desc
limit $3";
/// How many trades stand, up to `$2`, whoever booked them and where.
pub const TRADED: &str = "
select count(*)
from (
    select t.transfer_id
    from transfers t
    where t.exchange_id = $1 and t.kind in ($3, $4, $5)
        and not exists (select 1 from transfers u where u.exchange_id = $1 and u.reverses = t.transfer_id)
    limit $2
) standing";
/// How many rules were decided.
pub const DECIDED: &str = "select count(*) from journal where exchange_id = $1 and what = $2";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 6] = [TRADES, BY_MONTH, MEMBERS, JOINED, TRADED, DECIDED];

/// What was traded from one moment on, and how often from another until then.
pub async fn trades(
    conn: &mut AnyConnection,
    scope: Scope,
    (from, before): (Instant, Instant),
) -> Result<MonthTrades, DbError> {
    let query = sqlx::query_as(TRADES).bind(scope.exchange()).bind(from).bind(before).bind(MOST);
    Ok(query.bind(Kind::Payment).bind(Kind::Intertrade).fetch_one(conn).await?)
}

/// Trades by month from the first day of a month on, in their order; months without any are left out.
pub async fn by_month(conn: &mut AnyConnection, scope: Scope, from: Date) -> Result<Vec<MonthSum>, DbError> {
    let query = sqlx::query_as(BY_MONTH).bind(scope.exchange()).bind(MOST).bind(from.to_string());
    Ok(query.bind(Kind::Payment).bind(Kind::Intertrade).bind(Kind::Imported).fetch_all(conn).await?)
}

/// Who is there; who joined since one moment, and who did nothing since another.
pub async fn members(
    conn: &mut AnyConnection,
    scope: Scope,
    (joined, quiet): (Instant, Instant),
) -> Result<MonthMembers, DbError> {
    Ok(sqlx::query_as(MEMBERS).bind(scope.exchange()).bind(joined).bind(quiet).fetch_one(conn).await?)
}

/// The names of those who joined last.
pub async fn joined(conn: &mut AnyConnection, scope: Scope, from: Instant) -> Result<Vec<String>, DbError> {
    Ok(sqlx::query_scalar(JOINED).bind(scope.exchange()).bind(from).bind(NAMED).fetch_all(conn).await?)
}

/// How far a young exchange is. Of one that is not young any more the decisions are not counted.
pub async fn youth(conn: &mut AnyConnection, scope: Scope) -> Result<Youth, DbError> {
    let query = sqlx::query_scalar(TRADED).bind(scope.exchange()).bind(FIRST_TRADES);
    let query = query.bind(Kind::Payment).bind(Kind::Intertrade).bind(Kind::Imported);
    let trades: i64 = query.fetch_one(&mut *conn).await?;
    if trades >= FIRST_TRADES {
        return Ok(Youth { trades, decided: 0 });
    }
    let decided = sqlx::query_scalar(DECIDED).bind(scope.exchange()).bind(What::Rule.tag()).fetch_one(conn).await?;
    Ok(Youth { trades, decided })
}
