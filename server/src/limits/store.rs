//! Reading an account's limits and how they came about. Setting them is `ledger::accounts`.

use app::ids::{AccountId, Code, Flag};
use app::limits::form::Standing;
use app::limits::pages::PastLimits;
use sqlx::AnyConnection;

use crate::db::DbError;
use crate::http::actor::Scope;

/// A member's or common account; a clearing account's limits are its agreement's.
pub const FIND: &str = "
select a.account_id, a.code, coalesce(m.name, a.name) as name, a.balance, a.min_balance, a.max_balance, a.warn_min, a.warn_max,
    a.may_debit, a.may_credit
from accounts a
left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
where a.exchange_id = $1 and a.code = $2 and a.kind in (0, 1)";
/// The last changes of an account's limits, in the order in which they were made, whatever the clock said.
pub const CHANGES: &str = "
select l.min_balance, l.max_balance, l.warn_min, l.warn_max, l.reason, l.changed_at, coalesce(p.name, '') as changed_by
from account_limits l
left join persons p on p.person_id = l.changed_by
where l.exchange_id = $1 and l.account_id = $2
order by l.turn desc
limit 20";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 2] = [FIND, CHANGES];

/// An account whose limits may be set.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LimitedAccount {
    /// Its key.
    #[sqlx(rename = "account_id")]
    pub account: AccountId,
    /// Its code.
    pub code: Code,
    /// Whose it is.
    pub name: String,
    /// Where it stands.
    pub balance: i64,
    /// Its limits.
    #[sqlx(flatten)]
    pub standing: Standing,
    /// It may pay.
    #[sqlx(try_from = "Flag")]
    pub may_debit: bool,
    /// It may be paid.
    #[sqlx(try_from = "Flag")]
    pub may_credit: bool,
}

/// The account of that code, if it is a member's or a common one.
pub async fn find(conn: &mut AnyConnection, scope: Scope, code: &Code) -> Result<Option<LimitedAccount>, DbError> {
    Ok(sqlx::query_as(FIND).bind(scope.exchange()).bind(code.clone()).fetch_optional(conn).await?)
}

/// How the limits came about, latest first.
pub async fn changes(conn: &mut AnyConnection, scope: Scope, account: AccountId) -> Result<Vec<PastLimits>, DbError> {
    Ok(sqlx::query_as(CHANGES).bind(scope.exchange()).bind(account).fetch_all(conn).await?)
}
