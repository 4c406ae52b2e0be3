//! Counting the months of an exchange. What counts is said in `app::statistics`; everything is read from the books themselves, and sums
//! come in thousand millions and the rest, since together they may be more than a bigint holds.
//!
//! Every text names a position: so SQLite walks the index in whose order the rows lie, eight times as fast as by whichever other.

use app::ledger::Kind;
use app::statistics::{CompassMember, Traded};
use app::time::Instant;
use jiff::civil::Date;
use sqlx::{AnyConnection, AssertSqlSafe};

use crate::db::DbError;
use crate::db::dialect::Engine;
use crate::http::actor::Scope;

/// Trades that stand, `$1`: of the days from `$2` on and before `$3`, of the kinds `$4`, `$5` and `$6`; each has a member at one end, and
/// a member or a partner at the other.
macro_rules! standing {
    ($rest:literal) => {
        concat!(
            "
with standing as (
    select substr(t.traded_on, 1, 7) as month, t.payer, t.payee, t.amount, p.kind as payer_kind, q.kind as payee_kind
    from transfers t
    join accounts p on p.exchange_id = $1 and p.account_id = t.payer
    join accounts q on q.exchange_id = $1 and q.account_id = t.payee
    where t.exchange_id = $1 and t.position > 0 and t.traded_on >= $2 and t.traded_on < $3 and t.kind in ($4, $5, $6)
        and p.kind <> 1 and q.kind <> 1 and (p.kind = 0 or q.kind = 0)
        and not exists (select 1 from transfers u where u.exchange_id = $1 and u.reverses = t.transfer_id)
),
took_part as (
    select month, payer as account, amount as paid from standing where payer_kind = 0
    union all
    select month, payee, 0 from standing where payee_kind = 0
)",
            $rest
        )
    };
}
/// What was traded in each month, and by how many members.
pub const TRADED: &str = standing!(
    "
select s.month, s.trades, s.much, s.rest, s.bought_much, s.bought_rest, s.sold_much, s.sold_rest, k.traders
from (
    select month, count(*) as trades,
        cast(sum(amount / 1000000000) as bigint) as much,
        cast(sum(amount % 1000000000) as bigint) as rest,
        cast(sum(case when payee_kind = 2 then amount / 1000000000 else 0 end) as bigint) as bought_much,
        cast(sum(case when payee_kind = 2 then amount % 1000000000 else 0 end) as bigint) as bought_rest,
        cast(sum(case when payer_kind = 2 then amount / 1000000000 else 0 end) as bigint) as sold_much,
        cast(sum(case when payer_kind = 2 then amount % 1000000000 else 0 end) as bigint) as sold_rest
    from standing
    group by month
) s
join (select month, count(distinct account) as traders from took_part group by month) k on k.month = s.month
order by s.month"
);
/// Each member's account, as `app::statistics::CompassMember` reads it: the balance without what happened from the day `$3` on, what they
/// paid, whether they traded, whether they take part, whether they joined at `$7` or later. Those who joined at `$8` or later are not
/// there yet.
pub const HOLDINGS: &str = standing!(
    ",
later as (
    select account_id, cast(sum(amount) as bigint) as moved
    from entries
    where exchange_id = $1 and position > 0 and traded_on >= $3
    group by account_id
)
select coalesce({strung}(h.balance || ',' || h.much || ',' || h.rest || ',' || h.traded || ',' || h.takes_part || ',' || h.is_new, '\n'), '')
from (
    select a.balance - coalesce(l.moved, 0) as balance, coalesce(k.much, 0) as much,
        coalesce(k.rest, 0) as rest,
        case when k.account is null then 0 else 1 end as traded,
        case when m.state in ('active', 'holiday') then 1 else 0 end as takes_part,
        case when m.joined_at >= $7 then 1 else 0 end as is_new,
        m.state
    from accounts a
    join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
    left join (
        select account, cast(sum(paid / 1000000000) as bigint) as much, cast(sum(paid % 1000000000) as bigint) as rest
        from took_part
        group by account
    ) k on k.account = a.account_id
    left join later l on l.account_id = a.account_id
    where a.exchange_id = $1 and a.kind = 0 and m.joined_at < $8
) h
where h.state not in ('left', 'deceased') or h.balance <> 0"
);
/// By how much what members above zero hold together changed in each month from the day `$2` on: each account is followed back from where
/// it stands now.
pub const MOVED: &str = "
with net as (
    select account_id, substr(traded_on, 1, 7) as month, cast(sum(amount) as bigint) as net
    from entries
    where exchange_id = $1 and position > 0 and traded_on >= $2
    group by account_id, substr(traded_on, 1, 7)
),
stood as (
    select n.month, n.net, a.balance - cast(coalesce(sum(n.net) over (
            partition by n.account_id
            order by n.month desc
            rows between unbounded preceding and 1 preceding
        ), 0) as bigint) as after
    from net n
    join accounts a on a.exchange_id = $1 and a.account_id = n.account_id and a.kind = 0
)
select month, cast(sum(case when after > 0 then after else 0 end)
    - sum(case when after - net > 0 then after - net else 0 end) as bigint) as moved
from stood
group by month
order by month";
/// What members above zero hold together.
pub const CREDIT: &str = "
select cast(coalesce(sum(balance), 0) as bigint)
from accounts
where exchange_id = $1 and kind = 0 and balance > 0";
/// When the exchange began, and on which day the first that was booked had happened; nothing if nothing was.
pub const BEGAN: &str = "
select created_at, coalesce((
    select t.traded_on
    from transfers t
    where t.exchange_id = $1
    order by t.position
    limit 1
), '') as traded_on
from exchanges
where exchange_id = $1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 5] = [TRADED, HOLDINGS, MOVED, CREDIT, BEGAN];

/// The days from one on and before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Date,
    /// The first after them.
    pub until: Date,
}

#[derive(sqlx::FromRow)]
struct TradedRow {
    month: String,
    trades: i64,
    much: i64,
    rest: i64,
    bought_much: i64,
    bought_rest: i64,
    sold_much: i64,
    sold_rest: i64,
    traders: i64,
}

impl TradedRow {
    fn month(self) -> (String, Traded) {
        let sum = |much: i64, rest: i64| {
            i64::try_from(i128::from(much) * 1_000_000_000 + i128::from(rest)).unwrap_or(i64::MAX)
        };
        let traded = Traded {
            trades: self.trades,
            worth: sum(self.much, self.rest),
            bought: sum(self.bought_much, self.bought_rest),
            sold: sum(self.sold_much, self.sold_rest),
            traders: self.traders,
        };
        (self.month, traded)
    }
}

/// What was traded in each month of some days.
pub async fn traded(conn: &mut AnyConnection, scope: Scope, days: Days) -> Result<Vec<(String, Traded)>, DbError> {
    let query = sqlx::query_as(TRADED).bind(scope.exchange()).bind(days.from.to_string()).bind(days.until.to_string());
    let query = query.bind(Kind::Payment).bind(Kind::Intertrade).bind(Kind::Imported);
    let rows: Vec<TradedRow> = query.fetch_all(conn).await?;
    Ok(rows.into_iter().map(TradedRow::month).collect())
}

/// The accounts of those who had joined before the last moment, as they stood before the end of some days; who joined from the first moment
/// on is new.
pub async fn holdings(
    conn: &mut AnyConnection,
    scope: Scope,
    days: Days,
    (new, joined): (Instant, Instant),
) -> Result<Vec<CompassMember>, DbError> {
    let sql = AssertSqlSafe(Engine::of_connection(conn).text(HOLDINGS));
    let query = sqlx::query_scalar(sql).bind(scope.exchange()).bind(days.from.to_string()).bind(days.until.to_string());
    let query = query.bind(Kind::Payment).bind(Kind::Intertrade).bind(Kind::Imported);
    let strung: String = query.bind(new).bind(joined).fetch_one(conn).await?;
    Ok(CompassMember::strung(&strung))
}

/// How credit changed month by month from a day on.
pub async fn moved(conn: &mut AnyConnection, scope: Scope, from: Date) -> Result<Vec<(String, i64)>, DbError> {
    Ok(sqlx::query_as(MOVED).bind(scope.exchange()).bind(from.to_string()).fetch_all(conn).await?)
}

/// What members above zero hold together.
pub async fn credit(conn: &mut AnyConnection, scope: Scope) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar(CREDIT).bind(scope.exchange()).fetch_one(conn).await?)
}

/// When the exchange began here, and the day of what was booked first, if anything was.
pub async fn began(conn: &mut AnyConnection, scope: Scope) -> Result<(Instant, Option<Date>), DbError> {
    let query = sqlx::query_as(BEGAN).bind(scope.exchange());
    let (began, first): (Instant, String) = query.fetch_one(conn).await?;
    Ok((began, first.parse().ok()))
}
