//! Recomputes the books from the first transfer on and names the first row that disagrees. Reads one consistent state, so it
//! works beside a running server.

use std::collections::BTreeMap;
use std::fmt;

use app::ids::{AccountId, ExchangeId, TransferId};
use sqlx::{AnyConnection, Row as _};

use super::store::{Stored, stored};
use super::words_hash;
use crate::db::{Db, DbError};

/// Whether an exchange is there.
pub const EXISTS: &str = "select count(*) as found from exchanges where exchange_id = $1";
/// Every exchange.
pub const EXCHANGES: &str = "select exchange_id, slug from exchanges order by exchange_id";
/// The accounts of an exchange as they stand.
pub const ACCOUNTS: &str = "
select account_id, code, balance, value, last_position
from accounts
where exchange_id = $1
order by account_id";
/// The transfers of an exchange by position, a part at a time.
pub const TRANSFERS: &str = "
select t.transfer_id, t.position, t.kind, t.payer, t.payee, t.amount, t.payer_after, t.payee_after, t.payer_min, t.payee_max,
    t.payer_warned, t.payee_warned, t.waived, t.traded_on, t.booked_at, t.entered_by, t.on_behalf, t.rules_version,
    t.partner_id, t.partner_code, t.rate, t.value, t.reverses, t.words_hash, w.description, w.waiver_reason, w.partner_name, w.salt
from transfers t
left join transfer_words w on w.exchange_id = t.exchange_id and w.transfer_id = t.transfer_id
where t.exchange_id = $1 and t.position > $2
order by t.position
limit 2000";

/// Every text of this file, for the test that prepares them all.
pub const ALL: [&str; 4] = [EXISTS, EXCHANGES, ACCOUNTS, TRANSFERS];

/// What the books come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Exchanges looked at.
    pub exchanges: usize,
    /// Accounts looked at.
    pub accounts: usize,
    /// Transfers looked at.
    pub transfers: usize,
    /// The first row that disagrees, if any.
    pub disagreement: Option<Disagreement>,
}

/// A row that is not what the rows before it make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The exchange's slug.
    pub exchange: String,
    /// The transfer, if it is one.
    pub transfer: Option<TransferId>,
    /// The account's code, if it is one.
    pub account: Option<String>,
    /// What does not fit.
    pub what: String,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.exchange)?;
        if let Some(transfer) = self.transfer {
            write!(f, ", transfer {transfer}")?;
        }
        if let Some(account) = &self.account {
            write!(f, ", account {account}")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// Whether an exchange is there; also how readiness asks the database for a sign of life.
///
/// # Errors
/// When the database fails.
pub async fn exchange_exists(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<bool, DbError> {
    let found: i64 = sqlx::query_scalar(EXISTS).bind(exchange).fetch_one(conn).await?;
    Ok(found > 0)
}

/// Verifies every exchange.
///
/// # Errors
/// When the database fails; a disagreement is no error but part of the report.
pub async fn verify(db: &Db) -> Result<Report, DbError> {
    let mut conn = db.read().await?;
    sqlx::raw_sql(db.engine().begin_snapshot()).execute(&mut *conn).await?;
    let report = verify_all(&mut conn).await;
    sqlx::raw_sql("rollback").execute(&mut *conn).await?;
    report
}

/// Verifies one exchange on a connection that may hold it uncommitted; what disagrees, if anything.
///
/// # Errors
/// When the database fails.
pub async fn verify_one(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    slug: &str,
) -> Result<Option<Disagreement>, DbError> {
    verify_exchange(conn, exchange, slug, &mut (&mut Report::default(), &mut BTreeMap::new())).await
}

async fn verify_all(conn: &mut AnyConnection) -> Result<Report, DbError> {
    let mut report = Report::default();
    // By partner and transfer: the value of a leg, which its twin must mirror.
    let mut legs: BTreeMap<TransferId, i64> = BTreeMap::new();
    for row in sqlx::query(EXCHANGES).fetch_all(&mut *conn).await? {
        let (exchange, slug): (ExchangeId, String) = (row.try_get("exchange_id")?, row.try_get("slug")?);
        report.exchanges += 1;
        report.disagreement = verify_exchange(conn, exchange, &slug, &mut (&mut report, &mut legs)).await?;
        if report.disagreement.is_some() {
            return Ok(report);
        }
    }
    if let Some((id, _)) = legs.iter().find(|(_, value)| **value != 0) {
        let what = "the legs of this intertrade do not mirror each other in value".to_owned();
        report.disagreement =
            Some(Disagreement { exchange: "between exchanges".into(), transfer: Some(*id), account: None, what });
    }
    Ok(report)
}

/// What the transfers so far make of an account.
#[derive(Default)]
struct Replayed {
    balance: i64,
    value: i64,
    last_position: i64,
    last_booked_at: i64,
}

type Counts<'r> = (&'r mut Report, &'r mut BTreeMap<TransferId, i64>);

async fn verify_exchange(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    slug: &str,
    (report, legs): &mut Counts<'_>,
) -> Result<Option<Disagreement>, DbError> {
    let mut accounts: BTreeMap<AccountId, Replayed> = BTreeMap::new();
    let mut after = 0_i64;
    loop {
        let rows = sqlx::query(TRANSFERS).bind(exchange).bind(after).fetch_all(&mut *conn).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let transfer = stored(row, exchange)?;
            let salt: Option<Vec<u8>> = row.try_get("salt")?;
            after = transfer.position;
            report.transfers += 1;
            if transfer.partner_id != 0 {
                let sum = legs.entry(transfer.id).or_default();
                *sum = sum.saturating_add(transfer.value);
            }
            if let Some(what) = wrong_with(&transfer, salt.as_deref(), &mut accounts) {
                let exchange = slug.to_owned();
                return Ok(Some(Disagreement { exchange, transfer: Some(transfer.id), account: None, what }));
            }
        }
    }
    let mut sum = 0_i128;
    for row in sqlx::query(ACCOUNTS).bind(exchange).fetch_all(&mut *conn).await? {
        report.accounts += 1;
        let replayed = accounts.remove(&row.try_get("account_id")?).unwrap_or_default();
        let balance: i64 = row.try_get("balance")?;
        let value: i64 = row.try_get("value")?;
        let last_position: i64 = row.try_get("last_position")?;
        sum += i128::from(balance);
        if balance != replayed.balance || last_position != replayed.last_position {
            let what = format!("stands at {balance}, its transfers make {}", replayed.balance);
            let account = Some(row.try_get("code")?);
            return Ok(Some(Disagreement { exchange: slug.to_owned(), transfer: None, account, what }));
        }
        if value != replayed.value {
            let what = format!("its position is {value} in value, its transfers make {}", replayed.value);
            let account = Some(row.try_get("code")?);
            return Ok(Some(Disagreement { exchange: slug.to_owned(), transfer: None, account, what }));
        }
    }
    let what = format!("the balances sum to {sum}, not to zero");
    Ok((sum != 0).then(|| Disagreement { exchange: slug.to_owned(), transfer: None, account: None, what }))
}

/// Replays one transfer; what is wrong with it, if anything.
fn wrong_with(t: &Stored, salt: Option<&[u8]>, accounts: &mut BTreeMap<AccountId, Replayed>) -> Option<String> {
    if t.amount <= 0 || t.payer == t.payee {
        return Some("the amount is not positive, or payer and payee are one".into());
    }
    if !t.waived && (t.payer_after < t.payer_min || t.payee_after > t.payee_max) {
        return Some("it breaks a limit without a waiver".into());
    }
    for (account, change, after) in [(t.payer, -t.amount, t.payer_after), (t.payee, t.amount, t.payee_after)] {
        let replayed = accounts.entry(account).or_default();
        replayed.balance = replayed.balance.saturating_add(change);
        if replayed.balance != after {
            return Some(format!(
                "it says the balance after it is {after}, the transfers before make {}",
                replayed.balance
            ));
        }
        if t.booked_at.0 < replayed.last_booked_at {
            return Some("it was booked before an earlier one of the same account".into());
        }
        replayed.last_position = t.position;
        replayed.last_booked_at = t.booked_at.0;
        // The clearing account is the one that takes value, or gives it.
        if t.value.signum() == change.signum() {
            replayed.value = replayed.value.saturating_add(t.value);
        }
    }
    let (Some(description), Some(salt)) = (&t.description, salt) else { return None };
    let hash = words_hash(salt, description, &t.waiver_reason, &t.partner_name);
    (hash.as_slice() != t.words_hash).then(|| "its words are not those that were booked".into())
}
