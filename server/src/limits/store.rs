//! Reading an account's limits and how they came about. Setting them is `ledger::accounts`.

use app::ids::{AccountId, Code};
use app::limits::form::Standing;
use app::limits::pages::PastLimits;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use crate::db::DbError;
use crate::http::actor::Scope;

/// A member's or common account; a clearing account's limits are its agreement's.
pub const FIND: &str = "
select a.account_id, a.code, coalesce(m.name, a.name) as name, a.balance, a.min_balance, a.max_balance, a.warn_min, a.warn_max,
    a.may_debit, a.may_credit
from accounts a
left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
where a.exchange_id = $1 and a.code = $2 and a.kind in (0, 1)";
/// The last changes of an account's limits.
pub const CHANGES: &str = "
select l.min_balance, l.max_balance, l.warn_min, l.warn_max, l.reason, l.changed_at, coalesce(p.name, '') as changed_by
from account_limits l
left join persons p on p.person_id = l.changed_by
where l.exchange_id = $1 and l.account_id = $2
order by l.changed_at desc, l.change_id desc
limit 20";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 2] = [FIND, CHANGES];

/// An account whose limits may be set.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its key.
    pub account: AccountId,
    /// Its code.
    pub code: Code,
    /// Whose it is.
    pub name: String,
    /// Where it stands.
    pub balance: i64,
    /// Its limits.
    pub standing: Standing,
    /// It may pay.
    pub may_debit: bool,
    /// It may be paid.
    pub may_credit: bool,
}

fn standing(row: &AnyRow) -> Result<Standing, DbError> {
    Ok(Standing {
        min: row.try_get("min_balance")?,
        max: row.try_get("max_balance")?,
        warn_min: row.try_get("warn_min")?,
        warn_max: row.try_get("warn_max")?,
    })
}

/// The account of that code, if it is a member's or a common one.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut AnyConnection, scope: Scope, code: &Code) -> Result<Option<Found>, DbError> {
    let row = sqlx::query(FIND).bind(scope.exchange()).bind(code.clone()).fetch_optional(conn).await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Found {
        account: row.try_get("account_id")?,
        code: Code::stored(row.try_get::<String, _>("code")?),
        name: row.try_get("name")?,
        balance: row.try_get("balance")?,
        standing: standing(&row)?,
        may_debit: row.try_get::<i64, _>("may_debit")? == 1,
        may_credit: row.try_get::<i64, _>("may_credit")? == 1,
    }))
}

/// How the limits came about, latest first.
///
/// # Errors
/// When the database fails.
pub async fn changes(conn: &mut AnyConnection, scope: Scope, account: AccountId) -> Result<Vec<PastLimits>, DbError> {
    let rows = sqlx::query(CHANGES).bind(scope.exchange()).bind(account).fetch_all(conn).await?;
    let read = |row: &AnyRow| {
        Ok(PastLimits {
            limits: standing(row)?,
            reason: row.try_get("reason")?,
            by: row.try_get("changed_by")?,
            at: row.try_get("changed_at")?,
        })
    };
    rows.iter().map(read).collect()
}
