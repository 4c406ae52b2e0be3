//! Reading every account of an exchange: a window of them, and what holds of all.

use app::home::Waiting;
use app::home::balances::{BalanceLine, BalancesSort, Holder, ShiftLine, Show};
use app::ids::Code;
use app::members::states::MemberState;
use app::time::Instant;
use app::ui::Gauge;
use jiff::tz::TimeZone;
use sqlx::AnyConnection;

use crate::db::DbError;
use crate::http::actor::Scope;
use crate::http::list::{LookFor, Window};
use crate::http::work_list::store::awake;

/// Accounts of an exchange, `$1`: `$2`, `$3` what is looked for, `$4` which of them; asleep is who was last awake before `$5`.
macro_rules! shown {
    () => {
        concat!(
            "
from accounts a
left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
where a.exchange_id = $1
    and ($2 = '' or m.sort_name like $3 escape '!' or lower(a.code) like $3 escape '!' or lower(a.name) like $3 escape '!')
    and (
        $4 = 'all'
        or ($4 = 'beyond' and coalesce(m.state, '') <> 'leaving' and (a.balance < a.min_balance or a.balance > a.max_balance))
        or ($4 = 'leaving' and m.state = 'leaving')
        or ($4 = 'close' and a.balance >= a.min_balance and a.balance <= a.max_balance
            and (a.balance < a.warn_min or a.balance > a.warn_max))
        or ($4 = 'never' and a.kind = 0 and m.state = 'active' and a.last_booked_at <= 0)
        or ($4 = 'asleep' and m.state = 'active' and ",
            awake!(),
            " < $5)
        or ($4 = 'unreached' and m.state not in ('left', 'deceased') and exists (
            select 1
            from operators o
            join persons p on p.person_id = o.person_id
            join outbox g on g.recipient = coalesce(p.email, p.mailbox) and g.given_up_at is not null
            where o.exchange_id = m.exchange_id and o.member_id = m.member_id and not exists (
                select 1
                from outbox later
                where later.recipient = g.recipient and later.sent_at > g.given_up_at
            )
        ))
    )"
        )
    };
}
/// The same from an edge on: `$6` the account at the edge.
macro_rules! balances {
    ($key:literal, $beyond:literal, $order:literal) => {
        concat!(
            "
select a.code, coalesce(m.name, a.name) as name, a.kind, coalesce(m.state, '') as state, a.balance, a.min_balance, a.max_balance,
    a.warn_min, a.warn_max, a.last_booked_at",
            shown!(),
            "
    and ($6 = '' or (",
            $key,
            ", a.code) ",
            $beyond,
            " (
        select ",
            $key,
            ", a.code
        from accounts a
        left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
        where a.exchange_id = $1 and a.code = $6
    ))
order by ",
            $key,
            $order,
            ", a.code",
            $order,
            "
limit $7"
        )
    };
}
/// Members' accounts first, by code, forward.
pub const BY_CODE: &str = balances!("a.kind", ">", "");
/// The same, backward from an edge.
pub const BY_CODE_BACK: &str = balances!("a.kind", "<", " desc");
/// By name, forward.
pub const BY_NAME: &str = balances!("coalesce(m.sort_key, '')", ">", "");
/// The same, backward from an edge.
pub const BY_NAME_BACK: &str = balances!("coalesce(m.sort_key, '')", "<", " desc");
/// The lowest balance first, forward; backward from an edge where the highest is first.
pub const LOWEST: &str = balances!("a.balance", ">", "");
/// The highest balance first, forward; backward from an edge where the lowest is first.
pub const HIGHEST: &str = balances!("a.balance", "<", " desc");
/// What moved last first, forward.
pub const LATEST: &str = balances!("a.last_booked_at", "<", " desc");
/// The same, backward from an edge.
pub const LATEST_BACK: &str = balances!("a.last_booked_at", ">", "");
/// How many accounts are like that, and their sum.
pub const OF_FOUND: &str =
    concat!("\nselect count(*) as found, cast(coalesce(sum(a.balance), 0) as bigint) as sum", shown!());
/// The sum of all accounts, how many stand beyond a limit, how many only beyond a warn line, and how many active members never
/// traded.
pub const OF_ALL: &str = "
select cast(coalesce(sum(balance), 0) as bigint) as sum,
    cast(coalesce(sum(beyond), 0) as bigint) as beyond,
    cast(coalesce(sum(case when beyond = 0 then warned else 0 end), 0) as bigint) as close,
    cast(coalesce(sum(never), 0) as bigint) as never,
    cast(coalesce(sum(leaving), 0) as bigint) as leaving
from (
    select a.balance,
        case when m.state = 'leaving' then 1 else 0 end as leaving,
        case when coalesce(m.state, '') <> 'leaving' and (a.balance < a.min_balance or a.balance > a.max_balance) then 1
            else 0 end as beyond,
        case when coalesce(m.state, '') <> 'leaving' and (a.balance < a.warn_min or a.balance > a.warn_max) then 1
            else 0 end as warned,
        case when a.kind = 0 and m.state = 'active' and a.last_booked_at <= 0 then 1 else 0 end as never
    from accounts a
    left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
    where a.exchange_id = $1
) counted";
/// How many members act through somebody to whom a mail could not be delivered, and none was since.
pub const UNREACHED: &str = "
select count(distinct m.member_id) as n
from operators o
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('left', 'deceased')
join persons p on p.person_id = o.person_id
join outbox g on g.recipient = coalesce(p.email, p.mailbox) and g.given_up_at is not null
where o.exchange_id = $1 and not exists (
    select 1
    from outbox later
    where later.recipient = g.recipient and later.sent_at > g.given_up_at
)";

/// Where the members stand together, and each account of the exchange's own, with how often what was left of somebody was moved to it.
pub const SHIFT: &str = "
select '' as code, '' as name, cast(coalesce(sum(balance), 0) as bigint) as balance, 0 as moved
from accounts
where exchange_id = $1 and kind = 0
union all
select a.code, a.name, a.balance, (
    select count(*)
    from transfers t
    where t.exchange_id = a.exchange_id and t.kind = 'remainder' and a.account_id in (t.payer, t.payee)
)
from accounts a
where a.exchange_id = $1 and a.kind = 1
order by code";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 12] = [
    SHIFT,
    BY_CODE,
    BY_CODE_BACK,
    BY_NAME,
    BY_NAME_BACK,
    LOWEST,
    HIGHEST,
    LATEST,
    LATEST_BACK,
    OF_FOUND,
    OF_ALL,
    UNREACHED,
];

/// Which accounts, in which order.
#[derive(Clone, Debug)]
pub struct BalancesAsk {
    /// What is looked for.
    pub look_for: LookFor,
    /// Which of them.
    pub show: Show,
    /// In which order.
    pub sort: BalancesSort,
    /// Who was last awake before it is asleep.
    pub asleep_since: Instant,
}

impl BalancesAsk {
    /// Whether it asks for all of them.
    pub fn is_for_all(&self) -> bool {
        self.show == Show::All && self.look_for.folded.is_empty()
    }
}

/// An account as its row says.
#[derive(sqlx::FromRow)]
struct BalanceRow {
    code: Code,
    name: String,
    kind: i64,
    state: String,
    balance: i64,
    min_balance: i64,
    max_balance: i64,
    warn_min: i64,
    warn_max: i64,
    last_booked_at: Instant,
}

impl BalanceRow {
    fn line(self, zone: &TimeZone) -> BalanceLine {
        BalanceLine {
            code: self.code,
            name: self.name,
            holder: match self.kind {
                0 => Holder::Member(MemberState::of_tag(&self.state)),
                1 => Holder::Exchange,
                _ => Holder::Partner,
            },
            stands: Gauge {
                balance: self.balance,
                min: self.min_balance,
                max: self.max_balance,
                warn_min: self.warn_min,
                warn_max: self.warn_max,
            },
            last: (self.last_booked_at.0 > 0).then(|| self.last_booked_at.day(zone)),
        }
    }
}

/// The accounts of a window, with the day of their last entry in `zone`; one more than are shown.
pub async fn balances(
    conn: &mut AnyConnection,
    (scope, zone): (Scope, &TimeZone),
    ask: &BalancesAsk,
    window: &Window,
) -> Result<Vec<BalanceLine>, DbError> {
    let sql = match (ask.sort, window.is_backward()) {
        (BalancesSort::Code, false) => BY_CODE,
        (BalancesSort::Code, true) => BY_CODE_BACK,
        (BalancesSort::Name, false) => BY_NAME,
        (BalancesSort::Name, true) => BY_NAME_BACK,
        (BalancesSort::Lowest, false) | (BalancesSort::Highest, true) => LOWEST,
        (BalancesSort::Lowest, true) | (BalancesSort::Highest, false) => HIGHEST,
        (BalancesSort::Latest, false) => LATEST,
        (BalancesSort::Latest, true) => LATEST_BACK,
    };
    let LookFor { folded, pattern } = ask.look_for.clone();
    let query = sqlx::query_as(sql).bind(scope.exchange()).bind(folded).bind(pattern).bind(ask.show.tag());
    let query = query.bind(ask.asleep_since);
    let rows: Vec<BalanceRow> = query.bind(window.edge()).bind(window.limit()).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| row.line(zone)).collect())
}

/// How many accounts are as asked, on all pages, and their sum.
pub async fn of_found(conn: &mut AnyConnection, scope: Scope, ask: &BalancesAsk) -> Result<(i64, i64), DbError> {
    let LookFor { folded, pattern } = ask.look_for.clone();
    let query = sqlx::query_as(OF_FOUND).bind(scope.exchange()).bind(folded).bind(pattern).bind(ask.show.tag());
    Ok(query.bind(ask.asleep_since).fetch_one(conn).await?)
}

/// What holds of all accounts of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OfAll {
    /// The sum of all balances.
    pub sum: i64,
    beyond: i64,
    close: i64,
    never: i64,
    leaving: i64,
}

impl OfAll {
    /// What waits of it for the committee.
    pub fn waits(self) -> Waiting {
        let count = |count: i64| usize::try_from(count).unwrap_or(0);
        Waiting {
            beyond: count(self.beyond),
            close: count(self.close),
            never: count(self.never),
            leaving: count(self.leaving),
            ..Waiting::default()
        }
    }
}

/// What makes the members' side drift from zero: the members together, then each account of the exchange's own.
pub async fn shift(conn: &mut AnyConnection, scope: Scope) -> Result<Vec<ShiftLine>, DbError> {
    Ok(sqlx::query_as(SHIFT).bind(scope.exchange()).fetch_all(conn).await?)
}

/// The sum of all accounts and how many need the committee.
pub async fn of_all(conn: &mut AnyConnection, scope: Scope) -> Result<OfAll, DbError> {
    Ok(sqlx::query_as(OF_ALL).bind(scope.exchange()).fetch_one(conn).await?)
}

/// How many members a mail could not be delivered to.
pub async fn unreached(conn: &mut AnyConnection, scope: Scope) -> Result<usize, DbError> {
    let count: i64 = sqlx::query_scalar(UNREACHED).bind(scope.exchange()).fetch_one(conn).await?;
    Ok(usize::try_from(count).unwrap_or(0))
}
