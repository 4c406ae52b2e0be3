//! Opening accounts and setting their limits: the other hand on the account row, under the same lock.

use app::ids::{AccountId, Code, ExchangeId, PersonId};
#[cfg(doc)]
use app::ledger::Unit;
use app::ledger::{Account, nine_tenths};
use app::time::Instant;
use sqlx::{AssertSqlSafe, FromRow};

use super::store::Binding;
use crate::db::{DbError, Tx};

/// What an account is for; also the order in which accounts are locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountKind {
    /// A member's.
    Member,
    /// The exchange's own.
    Common,
    /// Stands for one partner exchange.
    Clearing,
}

impl AccountKind {
    /// Its number in the database.
    pub fn number(self) -> i64 {
        match self {
            Self::Member => 0,
            Self::Common => 1,
            Self::Clearing => 2,
        }
    }
}

/// Everything that can forbid a transfer, as the account row holds it. Smallest parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Lowest balance; at most 0.
    pub min_balance: i64,
    /// Highest balance; at least 0.
    pub max_balance: i64,
    /// Below it a payment is shown and listed.
    pub warn_min: i64,
    /// Above it a receipt is shown and listed.
    pub warn_max: i64,
    /// Whether it may pay.
    pub may_debit: bool,
    /// Whether it may be paid.
    pub may_credit: bool,
}

impl Limits {
    /// Both limits, with warn lines at nine tenths of them.
    pub fn between(min_balance: i64, max_balance: i64) -> Self {
        Self::of([min_balance, max_balance, nine_tenths(min_balance), nine_tenths(max_balance)])
    }

    /// Lowest and highest balance and the lines below and above, of an account that may pay and be paid.
    pub fn of([min_balance, max_balance, warn_min, warn_max]: [i64; 4]) -> Self {
        Self { min_balance, max_balance, warn_min, warn_max, may_debit: true, may_credit: true }
    }

    /// Binds the six of them in the order in which every statement here names them.
    fn bind(self, query: Binding) -> Binding {
        query
            .bind(self.min_balance)
            .bind(self.max_balance)
            .bind(self.warn_min)
            .bind(self.warn_max)
            .bind(i64::from(self.may_debit))
            .bind(i64::from(self.may_credit))
    }
}

/// An account to be opened.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Its exchange.
    pub exchange: ExchangeId,
    /// Its key, made outside.
    pub id: AccountId,
    /// What it is for.
    pub kind: AccountKind,
    /// Its code for life.
    pub code: Code,
    /// A name, for common and clearing accounts; a member's account has its member's.
    pub name: String,
    /// The partner it stands for; `ExchangeId(0)` otherwise.
    pub partner: ExchangeId,
    /// Its first limits.
    pub limits: Limits,
}

/// A change of limits and who answers for it.
#[derive(Clone, Debug)]
pub struct LimitsChange {
    /// The account's exchange.
    pub exchange: ExchangeId,
    /// The account.
    pub account: AccountId,
    /// The limits from now on.
    pub limits: Limits,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// The key of the record, made outside.
    pub change_id: i64,
}

/// Opens an account.
pub const OPEN: &str = "
insert into accounts (exchange_id, account_id, kind, code, name, partner_id, min_balance, max_balance, warn_min, warn_max,
    may_debit, may_credit, opened_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

/// Locks one account and says where it stands.
pub const LOCK_ONE: &str = "
select balance, min_balance, max_balance, warn_min, warn_max, may_debit, may_credit, last_position
from accounts
where exchange_id = $1 and account_id = $2
{lock}";

/// Sets the limits of a locked account.
pub const SET: &str = "
update accounts
set min_balance = $3, max_balance = $4, warn_min = $5, warn_max = $6, may_debit = $7, may_credit = $8
where exchange_id = $1 and account_id = $2";

/// Records the change, under the account's lock, with its turn among those of the account: the keys of forms and the clock say
/// nothing sure of the order.
pub const RECORD: &str = "
insert into account_limits (exchange_id, account_id, change_id, min_balance, max_balance, warn_min, warn_max, may_debit,
    may_credit, after_position, reason, changed_by, changed_at, turn)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
    (select count(*) from account_limits where exchange_id = $1 and account_id = $2))";

/// Takes away the records of some accounts, and then the accounts: see [`remove`].
pub const REMOVE_RECORDS: &str = "
delete from account_limits
where exchange_id = $1 and account_id in (
    select account_id from accounts where exchange_id = $1 order by account_id limit $2
)";
/// The accounts.
pub const REMOVE: &str = "
delete from accounts
where exchange_id = $1 and account_id in (
    select account_id from accounts where exchange_id = $1 order by account_id limit $2
)";
/// How an exchange counts, as [`Unit::counting`] says it.
pub const COUNTING: &str = "select 2 * unit_decimals + unit_is_time as counting from exchanges where exchange_id = $1";

/// Every text of this file, for the test that prepares them all.
pub const ALL: [&str; 7] = [OPEN, LOCK_ONE, SET, RECORD, REMOVE_RECORDS, REMOVE, COUNTING];

/// Whether an exchange still counts as it did when an amount was read that is about to be written. Asked under the lock of one of its
/// accounts or of its own row: who changes how it counts holds its row, then every account.
///
/// # Errors
/// The database's.
pub async fn still_counts(tx: &mut Tx, exchange: ExchangeId, counting: i64) -> Result<bool, DbError> {
    let now: i64 = sqlx::query_scalar(COUNTING).bind(exchange).fetch_one(tx.conn()).await?;
    Ok(now == counting)
}

/// Opens an account and records its first limits.
///
/// # Errors
/// [`DbError::Exists`] if its code or key is taken.
pub async fn open(tx: &mut Tx, account: &NewAccount, by: PersonId, at: Instant) -> Result<(), DbError> {
    let query = sqlx::query(OPEN)
        .bind(account.exchange)
        .bind(account.id)
        .bind(account.kind.number())
        .bind(account.code.clone())
        .bind(account.name.clone())
        .bind(account.partner);
    account.limits.bind(query).bind(at).execute(tx.conn()).await?;
    let change = LimitsChange {
        exchange: account.exchange,
        account: account.id,
        limits: account.limits,
        reason: String::new(),
        by,
        at,
        change_id: account.id.0,
    };
    record(tx, &change, 0).await
}

/// What [`LOCK_ONE`] reads.
#[derive(FromRow)]
struct LockedAccount {
    #[sqlx(flatten)]
    account: Account,
    last_position: i64,
}

/// Writes new limits onto the account row under its lock and appends the change. Answers with how it stood before; none
/// if there is no such account.
///
/// # Errors
/// [`DbError::Exists`] if this `change_id` was made already.
pub async fn set_limits(tx: &mut Tx, change: &LimitsChange) -> Result<Option<Account>, DbError> {
    let sql = tx.engine().text(LOCK_ONE);
    let query = sqlx::query_as(AssertSqlSafe(sql)).bind(change.exchange).bind(change.account);
    let Some(LockedAccount { account, last_position }) = query.fetch_optional(tx.conn()).await? else {
        return Ok(None);
    };
    record(tx, change, last_position).await?;
    let query = sqlx::query(SET).bind(change.exchange).bind(change.account);
    change.limits.bind(query).execute(tx.conn()).await?;
    Ok(Some(account))
}

async fn record(tx: &mut Tx, change: &LimitsChange, after_position: i64) -> Result<(), DbError> {
    let query = sqlx::query(RECORD).bind(change.exchange).bind(change.account).bind(change.change_id);
    let query = change.limits.bind(query).bind(after_position).bind(change.reason.clone());
    query.bind(change.by).bind(change.at).execute(tx.conn()).await?;
    Ok(())
}

/// Takes away the first `most` accounts, without transfers and members by now, of an exchange that was being imported and never open;
/// how many there were.
///
/// # Errors
/// When the exchange is any other: the schema refuses.
pub async fn remove(tx: &mut Tx, exchange: ExchangeId, most: i64) -> Result<u64, DbError> {
    sqlx::query(REMOVE_RECORDS).bind(exchange).bind(most).execute(tx.conn()).await?;
    Ok(sqlx::query(REMOVE).bind(exchange).bind(most).execute(tx.conn()).await?.rows_affected())
}
