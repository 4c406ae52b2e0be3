//! The SQL of agreements: installation-wide rows, and what they need of the two exchanges.

use app::ids::{AccountId, AgreementId, ExchangeId, PersonId};
use app::intertrading::UnitsPerHour;
use app::intertrading::forms::Reach;
use app::intertrading::partner_pages::TradeMonth;
use app::ledger::Account;
use app::time::Instant;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow as _, Row as _};

use crate::db::{DbError, Tx};

/// The agreements of an exchange that are in force or proposed.
pub const OF: &str = "
select agreement_id, a_exchange_id, b_exchange_id, state, a_units_per_hour, b_units_per_hour, a_min, a_max, b_min, b_max,
    note, proposed_by, proposed_at, answered_at
from agreements
where (a_exchange_id = $1 or b_exchange_id = $1) and state in ('proposed', 'in_force')
order by agreement_id";
/// Proposes.
pub const PROPOSE: &str = "
insert into agreements (agreement_id, a_exchange_id, b_exchange_id, state, a_units_per_hour, b_units_per_hour, a_min, a_max,
    b_min, b_max, note, proposed_by, proposed_at)
values ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8, $9, $10, $11, $12)";
/// Answers a proposal, once.
pub const ANSWER: &str = "
update agreements
set state = $2, b_min = $3, b_max = $4, answered_by = $5, answered_at = $6
where agreement_id = $1 and state = 'proposed'";
/// Locks an exchange's own row, so that two proposals or answers about it come one after the other.
pub const LOCK_EXCHANGE: &str = "select rules_version from exchanges where exchange_id = $1 {lock}";
/// A decision makes a new version of the rules.
pub const NEW_RULES: &str =
    "update exchanges set rules_version = rules_version + 1 where exchange_id = $1 returning rules_version";
/// Our clearing account for a partner.
pub const CLEARING: &str = "
select account_id, value, balance, min_balance, max_balance, warn_min, warn_max, may_debit, may_credit
from accounts
where exchange_id = $1 and partner_id = $2 and kind = 2";
/// What a clearing account took and gave by month: above zero is what our members bought; an undoing takes from what it undid.
pub const MONTHS: &str = "
select substr(traded_on, 1, 7) as month,
    cast(sum(case when (amount > 0) = (kind <> 'reversal') then amount else 0 end) as bigint) as bought,
    cast(sum(case when (amount > 0) = (kind <> 'reversal') then 0 else -amount end) as bigint) as sold
from entries
where exchange_id = $1 and account_id = $2
group by substr(traded_on, 1, 7)
order by month desc
limit 24";

/// Every text of this file, for the test that prepares them all.
pub const ALL: [&str; 7] = [OF, PROPOSE, ANSWER, LOCK_EXCHANGE, NEW_RULES, CLEARING, MONTHS];

/// An agreement, or a proposal of one, as one of its exchanges sees it.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Its key.
    pub id: AgreementId,
    /// We proposed it.
    pub ours: bool,
    /// It is in force; otherwise proposed.
    pub in_force: bool,
    /// The other exchange.
    pub partner: ExchangeId,
    /// Our units for an hour.
    pub our_rate: UnitsPerHour,
    /// Theirs.
    pub their_rate: UnitsPerHour,
    /// How far our clearing account may go.
    pub reach: Reach,
    /// How far theirs may go.
    pub their_reach: Reach,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// A word of whoever proposed it.
    pub note: String,
    /// When it was answered, else when it was proposed.
    pub since: Instant,
}

/// The agreements and proposals of `exchange`.
pub async fn agreements(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<Agreement>, DbError> {
    let rows = sqlx::query(OF).bind(exchange).fetch_all(conn).await?;
    rows.iter().map(|row| agreement(row, exchange)).collect()
}

fn agreement(row: &AnyRow, exchange: ExchangeId) -> Result<Agreement, DbError> {
    let a: ExchangeId = row.try_get("a_exchange_id")?;
    let b: ExchangeId = row.try_get("b_exchange_id")?;
    let ours = a == exchange;
    let rate = |column: &str| {
        let text: String = row.try_get(column)?;
        text.parse::<UnitsPerHour>().map_err(|_| DbError::Fault(sqlx::Error::ColumnNotFound(column.to_owned())))
    };
    let (a_rate, b_rate) = (rate("a_units_per_hour")?, rate("b_units_per_hour")?);
    let reach = |min: &str, max: &str| -> Result<Reach, DbError> {
        Ok(Reach { down: -row.try_get::<i64, _>(min)?, up: row.try_get(max)? })
    };
    let (a_reach, b_reach) = (reach("a_min", "a_max")?, reach("b_min", "b_max")?);
    let proposed: Instant = row.try_get("proposed_at")?;
    Ok(Agreement {
        id: row.try_get("agreement_id")?,
        ours,
        in_force: row.try_get::<String, _>("state")? == "in_force",
        partner: if ours { b } else { a },
        our_rate: if ours { a_rate } else { b_rate },
        their_rate: if ours { b_rate } else { a_rate },
        reach: if ours { a_reach } else { b_reach },
        their_reach: if ours { b_reach } else { a_reach },
        proposed_by: row.try_get("proposed_by")?,
        note: row.try_get("note")?,
        since: row.try_get::<Option<Instant>, _>("answered_at")?.unwrap_or(proposed),
    })
}

/// A proposal about to be written.
#[derive(Clone, Debug)]
pub struct NewAgreement {
    /// Its key.
    pub id: AgreementId,
    /// Who proposes: exchange, rate, limits of its clearing account.
    pub a: (ExchangeId, UnitsPerHour, Reach),
    /// To whom.
    pub b: (ExchangeId, UnitsPerHour, Reach),
    /// A word to their committee.
    pub note: String,
    /// Who of the committee.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

pub(super) async fn propose(tx: &mut Tx, new: &NewAgreement) -> Result<(), DbError> {
    let ((a, a_rate, a_reach), (b, b_rate, b_reach)) = (new.a, new.b);
    sqlx::query(PROPOSE)
        .bind(new.id)
        .bind(a)
        .bind(b)
        .bind(a_rate.to_string())
        .bind(b_rate.to_string())
        .bind(-a_reach.down)
        .bind(a_reach.up)
        .bind(-b_reach.down)
        .bind(b_reach.up)
        .bind(new.note.clone())
        .bind(new.by)
        .bind(new.at)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Answers a proposal; whether it was still one.
pub(super) async fn answer(
    tx: &mut Tx,
    id: AgreementId,
    (state, reach): (&'static str, Reach),
    (by, at): (PersonId, Instant),
) -> Result<bool, DbError> {
    let query = sqlx::query(ANSWER).bind(id).bind(state).bind(-reach.down).bind(reach.up).bind(by).bind(at);
    Ok(query.execute(tx.conn()).await?.rows_affected() == 1)
}

/// Locks the rows of two exchanges in ascending order.
pub(super) async fn lock(tx: &mut Tx, one: ExchangeId, other: ExchangeId) -> Result<(), DbError> {
    let sql = tx.engine().text(LOCK_EXCHANGE);
    for exchange in [one.min(other), one.max(other)] {
        sqlx::query(AssertSqlSafe(sql.clone())).bind(exchange).fetch_optional(tx.conn()).await?;
    }
    Ok(())
}

/// A decision makes a new version of an exchange's rules; answers with it.
pub(super) async fn new_rules(tx: &mut Tx, exchange: ExchangeId) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar(NEW_RULES).bind(exchange).fetch_one(tx.conn()).await?)
}

/// A clearing account.
#[derive(Clone, Copy, Debug)]
pub struct Clearing {
    /// Its key.
    pub id: AccountId,
    /// Where it stands.
    pub account: Account,
    /// Its position in millionths of an hour.
    pub value: i64,
}

/// `exchange`'s clearing account for `partner`, once there is one.
pub async fn clearing(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    partner: ExchangeId,
) -> Result<Option<Clearing>, DbError> {
    let row = sqlx::query(CLEARING).bind(exchange).bind(partner).fetch_optional(conn).await?;
    row.map(|row| {
        let account = app::ledger::Account::from_row(&row)?;
        Ok(Clearing { id: row.try_get("account_id")?, account, value: row.try_get("value")? })
    })
    .transpose()
}

/// Trade over a clearing account by month, newest first.
pub async fn months(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    clearing: AccountId,
) -> Result<Vec<TradeMonth>, DbError> {
    let rows = sqlx::query(MONTHS).bind(exchange).bind(clearing).fetch_all(conn).await?;
    let read = |row: &AnyRow| {
        Ok(TradeMonth { month: row.try_get("month")?, bought: row.try_get("bought")?, sold: row.try_get("sold")? })
    };
    rows.iter().map(read).collect()
}
