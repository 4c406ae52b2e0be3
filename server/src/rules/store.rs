//! The rules of an exchange.

use app::ids::{AccountId, ExchangeId};
use app::rules::forms::Rules;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use crate::db::{DbError, Tx};
use crate::ledger::accounts::Limits;

/// Whether anybody has paid here.
pub const TRADED: &str =
    "select count(*) as traded from (select 1 as one from transfers where exchange_id = $1 limit 1) t";
/// Holds every account, so that no payment passes while the unit changes. In the order in which accounts are locked.
pub const HOLD_ACCOUNTS: &str = "
select account_id, min_balance, max_balance, warn_min, warn_max, may_debit, may_credit
from accounts
where exchange_id = $1
order by kind, account_id
{lock}";
/// Writes the rules, if they are still those that were shown.
pub const SET_RULES: &str = "
update exchanges
set name = $3, description = $4, area = $5, unit_name = $6, unit_plural = $7, unit_symbol = $8, default_min = $9,
    default_max = $10, units_per_hour = $11, show_balances = $12, unit_decimals = $13, unit_is_time = $14, rules_version = rules_version + 1
where exchange_id = $1 and rules_version = $2";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 3] = [TRADED, HOLD_ACCOUNTS, SET_RULES];

/// Whether anybody has paid in that exchange.
pub async fn traded(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<bool, DbError> {
    let count: i64 = sqlx::query_scalar(TRADED).bind(exchange).fetch_one(conn).await?;
    Ok(count > 0)
}

/// Locks every account of an exchange; answers with their limits.
pub async fn hold_accounts(tx: &mut Tx, exchange: ExchangeId) -> Result<Vec<(AccountId, Limits)>, DbError> {
    let sql = tx.engine().text(HOLD_ACCOUNTS);
    let rows = sqlx::query(AssertSqlSafe(sql)).bind(exchange).fetch_all(tx.conn()).await?;
    let read = |row: &AnyRow| {
        let flag = |column: &str| row.try_get::<i64, _>(column).map(|n| n == 1);
        let limits = Limits {
            min_balance: row.try_get("min_balance")?,
            max_balance: row.try_get("max_balance")?,
            warn_min: row.try_get("warn_min")?,
            warn_max: row.try_get("warn_max")?,
            may_debit: flag("may_debit")?,
            may_credit: flag("may_credit")?,
        };
        Ok((row.try_get("account_id")?, limits))
    };
    rows.iter().map(read).collect()
}

/// Writes the rules; false if they are no longer those of `rules.version`.
pub async fn set_rules(tx: &mut Tx, exchange: ExchangeId, rules: &Rules) -> Result<bool, DbError> {
    let done = sqlx::query(SET_RULES)
        .bind(exchange)
        .bind(rules.version)
        .bind(rules.name.clone())
        .bind(rules.description.clone())
        .bind(rules.area.clone())
        .bind(rules.unit.name.clone())
        .bind(rules.unit.plural.clone())
        .bind(rules.unit.symbol.clone())
        .bind(rules.default_min)
        .bind(rules.default_max)
        .bind(rules.units_per_hour.clone())
        .bind(i64::from(rules.show_balances))
        .bind(i64::from(rules.unit.decimals))
        .bind(i64::from(rules.unit.is_time))
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() == 1)
}
