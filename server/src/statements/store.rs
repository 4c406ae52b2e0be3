//! Reading the entries of one account, in the order of their positions.
//!
//! Relies on: the moment at which an entry stands in its account's order never falls as its position rises (`booked_at`; `payer_at`
//! and `payee_at` where the clock had gone back). So a moment is a place among the positions, which is found by halving, and every
//! other statement here walks the indexes by account and position and reads no row that it does not show. Account and position are
//! compared as a pair, for which those indexes alone are of use: told apart, the planner of SQLite now and then walks the positions of
//! the whole exchange.

use app::ids::{AccountId, Code, TransferId};
use app::statements::pages::{StatementLine, Sums};
use app::statements::year::{MOST, YearEntry};
use app::time::Instant;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use crate::db::{DbError, Engine};
use crate::http::actor::Scope;
use crate::http::list::{LookFor, literal};

/// Positions from one on, until just before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// The first that may be in it.
    pub from: i64,
    /// The first beyond it.
    pub until: i64,
}

impl Range {
    /// All there are.
    pub const ALL: Self = Self { from: 0, until: i64::MAX };
}

/// Finds by halving, as `high`, the first position of an account that was booked at a moment or later: what was booked before it stands below.
macro_rules! halving {
    ($then:literal) => {
        concat!(
            "
with recursive search (low, high) as (
    select cast(0 as bigint), last_position + 1
    from accounts
    where exchange_id = $1 and account_id = $2
    union all
    select
        case
            when (select coalesce(t.payer_at, t.booked_at) from transfers t
                    where t.exchange_id = $1 and (t.payer, t.position) >= ($2, (low + high) / 2)
                        and (t.payer, t.position) < ($2, 9223372036854775807)
                    order by t.payer, t.position limit 1) < $3
                or (select coalesce(t.payee_at, t.booked_at) from transfers t
                    where t.exchange_id = $1 and (t.payee, t.position) >= ($2, (low + high) / 2)
                        and (t.payee, t.position) < ($2, 9223372036854775807)
                    order by t.payee, t.position limit 1) < $3
            then (low + high) / 2 + 1
            else low
        end,
        case
            when (select coalesce(t.payer_at, t.booked_at) from transfers t
                    where t.exchange_id = $1 and (t.payer, t.position) >= ($2, (low + high) / 2)
                        and (t.payer, t.position) < ($2, 9223372036854775807)
                    order by t.payer, t.position limit 1) < $3
                or (select coalesce(t.payee_at, t.booked_at) from transfers t
                    where t.exchange_id = $1 and (t.payee, t.position) >= ($2, (low + high) / 2)
                        and (t.payee, t.position) < ($2, 9223372036854775807)
                    order by t.payee, t.position limit 1) < $3
            then high
            else (low + high) / 2
        end
    from search
    where low < high
)
",
            $then
        )
    };
}
/// That position.
pub const FIRST_FROM: &str = halving!(
    "select high
from search
where low >= high"
);
/// When the entry that stands there was booked; nothing where there is none.
pub const NEXT_FROM: &str = halving!(
    "select min(stood_at)
from (
    select (
            select coalesce(t.payer_at, t.booked_at)
            from transfers t
            where t.exchange_id = $1 and (t.payer, t.position) >= ($2, s.high) and (t.payer, t.position) < ($2, 9223372036854775807)
            order by t.payer, t.position
            limit 1
        ) as stood_at
    from search s
    where s.low >= s.high
    union all
    select (
            select coalesce(t.payee_at, t.booked_at)
            from transfers t
            where t.exchange_id = $1 and (t.payee, t.position) >= ($2, s.high) and (t.payee, t.position) < ($2, 9223372036854775807)
            order by t.payee, t.position
            limit 1
        )
    from search s
    where s.low >= s.high
) e"
);
/// The text that reads entries of a range, each index walked to `$5` at most and then both together; up or down by its mark, and only those that
/// the account on the other side lets pass.
macro_rules! entries {
    ($way:literal) => {
        entries!($way, "", "")
    };
    ($way:literal, $paid:expr, $received:expr) => {
        concat!(
            "select e.transfer_id, e.position, e.kind, e.booked_at, e.amount, e.balance_after, e.waived, e.reverses,
    case when e.partner_code = '' then coalesce(m.name, a.name)
        when coalesce(w.partner_name, '') in ('', e.partner_code) then e.partner_code
        else w.partner_name || ' (' || e.partner_code || ')' end as other,
    case when e.partner_code = '' then a.code else e.partner_code end as other_code,
    coalesce(w.description, '') as description, case when e.on_behalf = 1 then coalesce(p.name, '') end as clerk,
    (select u.transfer_id from transfers u where u.exchange_id = $1 and u.reverses = e.transfer_id) as undone
from (
    select transfer_id, position, kind, booked_at, amount, balance_after, other_id, partner_code, entered_by, on_behalf, waived,
        reverses
    from (
        select transfer_id, position, kind, booked_at, -amount as amount, payer_after as balance_after, payee as other_id,
            partner_code, entered_by, on_behalf, waived, reverses
        from transfers
        where exchange_id = $1 and (payer, position) >= ($2, $3) and (payer, position) < ($2, $4)",
            $paid,
            "
        order by payer ",
            $way,
            ", position ",
            $way,
            "
        limit $5
    ) paid
    union all
    select transfer_id, position, kind, booked_at, amount, balance_after, other_id, partner_code, entered_by, on_behalf, waived,
        reverses
    from (
        select transfer_id, position, kind, booked_at, amount, payee_after as balance_after, payer as other_id,
            partner_code, entered_by, on_behalf, waived, reverses
        from transfers
        where exchange_id = $1 and (payee, position) >= ($2, $3) and (payee, position) < ($2, $4)",
            $received,
            "
        order by payee ",
            $way,
            ", position ",
            $way,
            "
        limit $5
    ) received
    order by position ",
            $way,
            "
    limit $5
) e
join accounts a on a.exchange_id = $1 and a.account_id = e.other_id
left join members m on m.exchange_id = $1 and m.account_id = e.other_id
left join transfer_words w on w.exchange_id = $1 and w.transfer_id = e.transfer_id
left join persons p on p.person_id = e.entered_by and e.on_behalf = 1
order by e.position ",
            $way
        )
    };
}
/// Whoever stands on the other side is called like `$6`, compared as names are, or in a partner exchange also as `$7`, as it was typed. The account
/// is walked through until enough are found.
macro_rules! called {
    ($other:literal) => {
        concat!(
            "
            and (partner_code = '' and ",
            $other,
            " in (
                    select a.account_id
                    from accounts a
                    left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
                    where a.exchange_id = $1
                        and (m.sort_name like $6 escape '!' or lower(a.code) like $6 escape '!' or lower(a.name) like $6 escape '!')
                )
                or partner_code <> '' and (lower(partner_code) like $6 escape '!' or exists (
                    select 1
                    from transfer_words n
                    where n.exchange_id = $1 and n.transfer_id = transfers.transfer_id
                        and (lower(n.partner_name) like $6 escape '!' or n.partner_name like $7 escape '!')
                )))"
        )
    };
}
/// The first entries of a range, in the order of the books.
pub const FIRST: &str = entries!("asc");
/// The last entries of a range, the latest first.
pub const LAST: &str = entries!("desc");
/// The first of those with somebody.
pub const FIRST_WITH: &str = entries!("asc", called!("payee"), called!("payer"));
/// The last of those with somebody, the latest first.
pub const LAST_WITH: &str = entries!("desc", called!("payee"), called!("payer"));
/// What came in and what went out in a range, in thousand millions and the rest: together they may be more than a bigint holds.
pub const SUMS: &str = "
select 1 as incoming, cast(coalesce(sum(amount / 1000000000), 0) as bigint) as much, cast(coalesce(sum(amount % 1000000000), 0) as bigint) as rest
from transfers
where exchange_id = $1 and (payee, position) >= ($2, $3) and (payee, position) < ($2, $4)
union all
select 0, cast(coalesce(sum(amount / 1000000000), 0) as bigint), cast(coalesce(sum(amount % 1000000000), 0) as bigint)
from transfers
where exchange_id = $1 and (payer, position) >= ($2, $3) and (payer, position) < ($2, $4)";
/// What the line of a year needs: of the last `$4` entries below a position those that came to stand at `$3` or later, in their order. Each index is
/// walked from there to `$4` at most.
pub const YEAR: &str = "
select coalesce({strung}(position || ',' || stood_at || ',' || amount || ',' || balance_after || ',' || other || ',' || partner_code, '\n'), '')
from (
    select position, stood_at, amount, balance_after, other, partner_code
    from (
        select position, coalesce(payer_at, booked_at) as stood_at, -amount as amount, payer_after as balance_after, payee as other,
            partner_code
        from transfers
        where exchange_id = $1 and (payer, position) >= ($2, 0) and (payer, position) < ($2, $5)
        order by payer desc, position desc
        limit $4
    ) paid
    union all
    select position, stood_at, amount, balance_after, other, partner_code
    from (
        select position, coalesce(payee_at, booked_at) as stood_at, amount, payee_after as balance_after, payer as other, partner_code
        from transfers
        where exchange_id = $1 and (payee, position) >= ($2, 0) and (payee, position) < ($2, $5)
        order by payee desc, position desc
        limit $4
    ) received
    order by position desc
    limit $4
) e
where stood_at >= $3";
/// Position and balance of the last entry below a position.
pub const BEFORE: &str = "
select position, balance_after
from (
    select position, balance_after
    from (
        select position, payer_after as balance_after
        from transfers
        where exchange_id = $1 and (payer, position) >= ($2, 0) and (payer, position) < ($2, $3)
        order by payer desc, position desc
        limit 1
    ) paid
    union all
    select position, balance_after
    from (
        select position, payee_after as balance_after
        from transfers
        where exchange_id = $1 and (payee, position) >= ($2, 0) and (payee, position) < ($2, $3)
        order by payee desc, position desc
        limit 1
    ) received
) e
order by position desc
limit 1";
/// The position of a transfer that the account is a party to.
pub const POSITION: &str = "
select position
from transfers
where exchange_id = $1 and transfer_id = $3 and (payer = $2 or payee = $2)";
/// The transfer that stands at a position in the books of an exchange.
pub const NUMBERED: &str = "select transfer_id from transfers where exchange_id = $1 and position = $2";
/// An account of that code, whosever it is.
pub const HOLDER: &str = "
select a.account_id, coalesce(m.name, a.name) as name
from accounts a
left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
where a.exchange_id = $1 and a.code = $2";

/// When an exchange began.
pub const BEGAN: &str = "select created_at from exchanges where exchange_id = $1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 13] =
    [FIRST_FROM, NEXT_FROM, FIRST, LAST, FIRST_WITH, LAST_WITH, SUMS, YEAR, BEFORE, POSITION, NUMBERED, HOLDER, BEGAN];

/// An entry with its position.
#[derive(Clone, Debug, FromRow)]
pub struct Placed {
    /// Where it stands in the books.
    pub position: i64,
    /// What the statement shows.
    #[sqlx(flatten)]
    pub entry: StatementLine,
}

/// One account of an exchange, which queries are about.
#[derive(Clone, Copy, Debug)]
pub struct Of {
    /// The exchange that may be asked about.
    pub scope: Scope,
    /// The account.
    pub account: AccountId,
}

/// The first position that was booked at a moment or later; one beyond the last if none was.
/// An error if there is no such account.
pub async fn first_from(conn: &mut AnyConnection, of: Of, at: Instant) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar(FIRST_FROM).bind(of.scope.exchange()).bind(of.account).bind(at).fetch_one(conn).await?)
}

/// The first entries of a range, in the order of the books.
pub async fn first(conn: &mut AnyConnection, of: Of, range: Range, most: i64) -> Result<Vec<Placed>, DbError> {
    read(conn, FIRST, of, (range, most)).await
}

/// The last entries of a range, the latest first.
pub async fn last(conn: &mut AnyConnection, of: Of, range: Range, most: i64) -> Result<Vec<Placed>, DbError> {
    read(conn, LAST, of, (range, most)).await
}

async fn read(
    conn: &mut AnyConnection,
    sql: &'static str,
    of: Of,
    (range, most): (Range, i64),
) -> Result<Vec<Placed>, DbError> {
    let query = sqlx::query_as(sql).bind(of.scope.exchange()).bind(of.account).bind(range.from).bind(range.until);
    Ok(query.bind(most).fetch_all(conn).await?)
}

/// The first of a range with somebody, in the order of the books.
pub async fn first_with(
    conn: &mut AnyConnection,
    of: Of,
    typed: &str,
    (range, most): (Range, i64),
) -> Result<Vec<Placed>, DbError> {
    read_with(conn, FIRST_WITH, (of, typed), (range, most)).await
}

/// The last of a range with somebody, the latest first.
pub async fn last_with(
    conn: &mut AnyConnection,
    of: Of,
    typed: &str,
    (range, most): (Range, i64),
) -> Result<Vec<Placed>, DbError> {
    read_with(conn, LAST_WITH, (of, typed), (range, most)).await
}

async fn read_with(
    conn: &mut AnyConnection,
    sql: &'static str,
    (of, typed): (Of, &str),
    (range, most): (Range, i64),
) -> Result<Vec<Placed>, DbError> {
    let query = sqlx::query_as(sql).bind(of.scope.exchange()).bind(of.account).bind(range.from).bind(range.until);
    let query = query.bind(most).bind(LookFor::typed(typed).pattern).bind(literal(typed.trim()));
    Ok(query.fetch_all(conn).await?)
}

/// When the first entry was booked at a moment or later; none if none was.
pub async fn next_from(conn: &mut AnyConnection, of: Of, at: Instant) -> Result<Option<Instant>, DbError> {
    Ok(sqlx::query_scalar(NEXT_FROM).bind(of.scope.exchange()).bind(of.account).bind(at).fetch_one(conn).await?)
}

/// What came in and went out in a range.
pub async fn sums(conn: &mut AnyConnection, of: Of, range: Range) -> Result<Sums, DbError> {
    let query = sqlx::query_as(SUMS).bind(of.scope.exchange()).bind(of.account).bind(range.from).bind(range.until);
    let sides: Vec<(i64, i64, i64)> = query.fetch_all(conn).await?;
    let of_side = |side: i64| {
        let sum = sides.iter().filter(|(incoming, ..)| *incoming == side);
        let sum = sum.map(|(_, much, rest)| i128::from(*much) * 1_000_000_000 + i128::from(*rest)).sum::<i128>();
        i64::try_from(sum).unwrap_or(i64::MAX)
    };
    Ok(Sums { received: of_side(1), paid: of_side(0) })
}

/// The entries from a moment on that stand below a position, in their order; the last [`MOST`] of them at most.
pub async fn year(conn: &mut AnyConnection, of: Of, (from, until): (Instant, i64)) -> Result<Vec<YearEntry>, DbError> {
    let sql = AssertSqlSafe(Engine::of_connection(conn).text(YEAR));
    let query = sqlx::query_scalar(sql).bind(of.scope.exchange()).bind(of.account).bind(from).bind(MOST).bind(until);
    let strung: String = query.fetch_one(conn).await?;
    Ok(YearEntry::strung(&strung))
}

/// Position and balance of the last entry below a position; none if there is none.
pub async fn before(conn: &mut AnyConnection, of: Of, position: i64) -> Result<Option<(i64, i64)>, DbError> {
    let query = sqlx::query_as(BEFORE).bind(of.scope.exchange()).bind(of.account).bind(position);
    Ok(query.fetch_optional(conn).await?)
}

/// The position of a transfer that the account is a party to.
pub async fn position(conn: &mut AnyConnection, of: Of, transfer: TransferId) -> Result<Option<i64>, DbError> {
    let query = sqlx::query_scalar(POSITION).bind(of.scope.exchange()).bind(of.account).bind(transfer);
    Ok(query.fetch_optional(conn).await?)
}

/// When the exchange began.
pub async fn began(conn: &mut AnyConnection, scope: Scope) -> Result<Instant, DbError> {
    Ok(sqlx::query_scalar(BEGAN).bind(scope.exchange()).fetch_one(conn).await?)
}

/// The account of a code and whose it is.
pub async fn holder(
    conn: &mut AnyConnection,
    scope: Scope,
    code: &Code,
) -> Result<Option<(AccountId, String)>, DbError> {
    Ok(sqlx::query_as(HOLDER).bind(scope.exchange()).bind(code.clone()).fetch_optional(conn).await?)
}

/// The transfer of that number, which is its place in the books; none if nobody counts so.
pub async fn numbered(conn: &mut AnyConnection, scope: Scope, typed: &str) -> Result<Option<TransferId>, DbError> {
    let digits = typed.len() <= 18 && typed.bytes().all(|b| b.is_ascii_digit());
    let Some(number) = typed.parse::<i64>().ok().filter(|_| digits) else { return Ok(None) };
    Ok(sqlx::query_scalar(NUMBERED).bind(scope.exchange()).bind(number).fetch_optional(conn).await?)
}
