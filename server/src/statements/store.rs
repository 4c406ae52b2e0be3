//! Reading the entries of one account.

use app::ids::AccountId;
use app::statements::pages::Entry;
use app::time::Instant;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use crate::actor::Scope;
use crate::db::DbError;

/// From this moment on, until just before that one.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    /// The first moment in it.
    pub from: Instant,
    /// The first moment after it.
    pub until: Instant,
}

/// The last entries of an account, newest first. `booked_at` rises with position within an account.
pub const LAST: &str = "
select e.transfer_id, e.booked_at, e.amount, e.balance_after, e.partner_code, coalesce(m.name, a.name) as other,
    coalesce(w.partner_name, '') as partner_name, coalesce(w.description, '') as description
from (
    select transfer_id, position, booked_at, amount, balance_after, other_id, partner_code
    from (
        select transfer_id, position, booked_at, -amount as amount, payer_after as balance_after, payee as other_id, partner_code
        from transfers
        where exchange_id = $1 and payer = $2
        order by position desc
        limit 8
    ) paid
    union all
    select transfer_id, position, booked_at, amount, balance_after, other_id, partner_code
    from (
        select transfer_id, position, booked_at, amount, payee_after as balance_after, payer as other_id, partner_code
        from transfers
        where exchange_id = $1 and payee = $2
        order by position desc
        limit 8
    ) received
) e
join accounts a on a.exchange_id = $1 and a.account_id = e.other_id
left join members m on m.exchange_id = $1 and m.account_id = e.other_id
left join transfer_words w on w.exchange_id = $1 and w.transfer_id = e.transfer_id
order by e.position desc";
/// The entries of a period, oldest first.
pub const ENTRIES: &str = "
select e.transfer_id, e.booked_at, e.amount, e.balance_after, e.partner_code, coalesce(m.name, a.name) as other,
    coalesce(w.partner_name, '') as partner_name, coalesce(w.description, '') as description
from entries e
join accounts a on a.exchange_id = e.exchange_id and a.account_id = e.other_id
left join members m on m.exchange_id = e.exchange_id and m.account_id = e.other_id
left join transfer_words w on w.exchange_id = e.exchange_id and w.transfer_id = e.transfer_id
where e.exchange_id = $1 and e.account_id = $2 and e.booked_at >= $3 and e.booked_at < $4
order by e.position";
/// The balance before a moment.
pub const BEFORE: &str = "
select balance_after
from entries
where exchange_id = $1 and account_id = $2 and booked_at < $3
order by position desc
limit 1";
/// Whether anything was booked from a moment on.
pub const ANY_FROM: &str = "
select count(*) as entries
from entries
where exchange_id = $1 and account_id = $2 and booked_at >= $3";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 4] = [LAST, ENTRIES, BEFORE, ANY_FROM];

fn entry(row: &AnyRow) -> Result<Entry, DbError> {
    let code: String = row.try_get("partner_code")?;
    let name: String = row.try_get("partner_name")?;
    let other: String = row.try_get("other")?;
    let other = if code.is_empty() { other } else { format!("{name} ({code})") };
    Ok(Entry {
        id: row.try_get("transfer_id")?,
        booked_at: row.try_get("booked_at")?,
        amount: row.try_get("amount")?,
        balance_after: row.try_get("balance_after")?,
        other,
        description: row.try_get("description")?,
    })
}

/// The last entries, newest first; at most 8.
///
/// # Errors
/// When the database fails.
pub async fn last(
    conn: &mut AnyConnection,
    scope: Scope,
    account: AccountId,
    most: usize,
) -> Result<Vec<Entry>, DbError> {
    let rows = sqlx::query(LAST).bind(scope.exchange()).bind(account).fetch_all(conn).await?;
    rows.iter().take(most).map(entry).collect()
}

/// The entries of a period, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn entries(
    conn: &mut AnyConnection,
    scope: Scope,
    account: AccountId,
    period: Period,
) -> Result<Vec<Entry>, DbError> {
    let query = sqlx::query(ENTRIES).bind(scope.exchange()).bind(account).bind(period.from).bind(period.until);
    query.fetch_all(conn).await?.iter().map(entry).collect()
}

/// The balance before a moment; none if nothing was booked by then.
///
/// # Errors
/// When the database fails.
pub async fn before(
    conn: &mut AnyConnection,
    scope: Scope,
    account: AccountId,
    at: Instant,
) -> Result<Option<i64>, DbError> {
    Ok(sqlx::query_scalar(BEFORE).bind(scope.exchange()).bind(account).bind(at).fetch_optional(conn).await?)
}

/// Whether anything was booked from a moment on.
///
/// # Errors
/// When the database fails.
pub async fn any_from(
    conn: &mut AnyConnection,
    scope: Scope,
    account: AccountId,
    at: Instant,
) -> Result<bool, DbError> {
    let count: i64 = sqlx::query_scalar(ANY_FROM).bind(scope.exchange()).bind(account).bind(at).fetch_one(conn).await?;
    Ok(count > 0)
}
