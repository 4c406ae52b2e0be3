//! The rules of an exchange.

use app::ids::{AccountId, ExchangeId, MemberId};
use app::rules::catalogue::Rule;
use app::rules::in_force::RulesInForce;
use app::rules::standing::StandingRules;
use app::time::Instant;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use crate::db::{DbError, Tx};
use crate::http::tenant::InList;
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
/// How many members would stand below or above limits, of those for whom nothing was set and who have no class: newcomers (`$3`), the
/// others (`$2`, and by how much it may have grown, `$5`), and above (`$4`).
pub const OUTSIDE: &str = "
select count(*) as outside
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.hand_at = 0 and m.class_id = 0 and m.state not in ('leaving', 'left', 'deceased')
    and (a.balance > $4 or (m.frozen_at = 0 and a.balance < case
        when m.ramp_ended_at = 0 then $3
        when m.grown < $5 then $2 - m.grown
        else $2 - $5
    end))";
/// Limits of classes.
pub const CLASSES: &str = "
select class_id, min_balance, max_balance, warn_min, warn_max
from member_classes
where exchange_id = $1
order by class_id";
/// Writes them.
pub const KEEP_CLASS: &str = "
update member_classes
set min_balance = $3, max_balance = $4, warn_min = $5, warn_max = $6
where exchange_id = $1 and class_id = $2";
/// Limits that are kept beside the accounts of members: those that were set by hand, and those that stood before somebody asked to
/// leave.
pub const KEPT_LIMITS: &str = "
select member_id, hand_min, hand_max, hand_warn_min, hand_warn_max, stood_min, stood_max, stood_warn_min, stood_warn_max
from members
where exchange_id = $1 and (hand_at <> 0 or state = 'leaving')
order by member_id";
/// Writes them.
pub const KEEP_LIMITS: &str = "
update members
set hand_min = $3, hand_max = $4, hand_warn_min = $5, hand_warn_max = $6, stood_min = $7, stood_max = $8, stood_warn_min = $9,
    stood_warn_max = $10
where exchange_id = $1 and member_id = $2";
/// Writes the rules, if they are still those that were shown.
pub const SET_RULES: &str = "
update exchanges
set name = $3, description = $4, area = $5, unit_name = $6, unit_plural = $7, unit_symbol = $8,
    unit_decimals = $9, unit_is_time = $10, sort_key = $11, sought = $12, place = $13, hue = $14,
    rules_version = rules_version + 1
where exchange_id = $1 and rules_version = $2";

/// Holds the rules of an exchange: who changes some at the same moment waits.
pub const HOLD: &str = "update exchanges set rules_version = rules_version where exchange_id = $1";
/// The rules that held under a version.
pub const UNDER: &str = "
select coalesce(string_agg(r.rule || '=' || r.value, '\n'), '') as rules
from rules r
where r.exchange_id = $1 and r.from_version <= $2 and not exists (
    select 1
    from rules l
    where l.exchange_id = r.exchange_id and l.rule = r.rule and l.from_version <= $2 and l.from_version > r.from_version
)";
/// Writes a rule's value from a version on.
pub const PUT: &str = "
insert into rules (exchange_id, rule, from_version, from_at, value)
values ($1, $2, $3, $4, $5)";
/// The rules that held at a moment.
pub const HELD: &str = "
select coalesce(string_agg(r.rule || '=' || r.value, '\n'), '') as rules
from rules r
where r.exchange_id = $1 and r.from_at <= $2 and not exists (
    select 1
    from rules l
    where l.exchange_id = r.exchange_id and l.rule = r.rule and l.from_at <= $2 and l.from_version > r.from_version
)";

/// How many agreements with partners are in force or proposed.
pub const AGREED: &str = "
select count(*) as agreed
from agreements
where $1 in (a_exchange_id, b_exchange_id) and state in ('proposed', 'in_force')";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 13] = [
    OUTSIDE,
    CLASSES,
    KEEP_CLASS,
    HOLD,
    UNDER,
    TRADED,
    AGREED,
    HOLD_ACCOUNTS,
    KEPT_LIMITS,
    KEEP_LIMITS,
    SET_RULES,
    PUT,
    HELD,
];

/// Whether an agreement with a partner is in force or proposed: its limits count in the unit as it is.
pub async fn agreed(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<bool, DbError> {
    let count: i64 = sqlx::query_scalar(AGREED).bind(exchange).fetch_one(conn).await?;
    Ok(count > 0)
}

/// Whether anybody has paid in that exchange.
pub async fn traded(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<bool, DbError> {
    let count: i64 = sqlx::query_scalar(TRADED).bind(exchange).fetch_one(conn).await?;
    Ok(count > 0)
}

/// Holds the rules of an exchange until the transaction ends.
pub async fn hold(tx: &mut Tx, exchange: ExchangeId) -> Result<(), DbError> {
    sqlx::query(HOLD).bind(exchange).execute(tx.conn()).await?;
    Ok(())
}

/// The rules that held under a version.
pub async fn under(conn: &mut AnyConnection, exchange: ExchangeId, version: i64) -> Result<RulesInForce, DbError> {
    let lines: String = sqlx::query_scalar(UNDER).bind(exchange).bind(version).fetch_one(conn).await?;
    Ok(RulesInForce::read(&lines))
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

/// How many members would be outside the limits of these rules.
pub(super) async fn outside(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    rules: &RulesInForce,
) -> Result<i64, DbError> {
    let (min, grown) = (rules.default_min(), if rules.growth_share() > 0 { rules.growth_cap() } else { 0 });
    let query = sqlx::query_scalar(OUTSIDE).bind(exchange).bind(min).bind(rules.newcomer_min().max(min));
    Ok(query.bind(rules.default_max()).bind(grown).fetch_one(conn).await?)
}

/// Each class with its limits.
pub(super) async fn classes(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<(i64, [i64; 4])>, DbError> {
    let rows: Vec<(i64, i64, i64, i64, i64)> = sqlx::query_as(CLASSES).bind(exchange).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|(class, min, max, warn_min, warn_max)| (class, [min, max, warn_min, warn_max])).collect())
}

/// Writes the limits of a class.
pub(super) async fn keep_class(
    tx: &mut Tx,
    exchange: ExchangeId,
    (class, parts): (i64, [i64; 4]),
) -> Result<(), DbError> {
    let query = sqlx::query(KEEP_CLASS).bind(exchange).bind(class);
    parts.into_iter().fold(query, sqlx::query::Query::bind).execute(tx.conn()).await?;
    Ok(())
}

/// Limits of a member that are kept beside their account.
pub(super) struct KeptLimits {
    pub(super) member: MemberId,
    pub(super) parts: [i64; 8],
}

/// Those of an exchange.
pub(super) async fn kept_limits(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<KeptLimits>, DbError> {
    let rows = sqlx::query(KEPT_LIMITS).bind(exchange).fetch_all(conn).await?;
    let read = |row: &AnyRow| {
        let mut parts = [0; 8];
        for (place, part) in parts.iter_mut().enumerate() {
            *part = row.try_get(place + 1)?;
        }
        Ok(KeptLimits { member: row.try_get("member_id")?, parts })
    };
    rows.iter().map(read).collect()
}

/// Writes them anew.
pub(super) async fn keep_limits(
    tx: &mut Tx,
    exchange: ExchangeId,
    (member, parts): (MemberId, [i64; 8]),
) -> Result<(), DbError> {
    let query = sqlx::query(KEEP_LIMITS).bind(exchange).bind(member);
    parts.into_iter().fold(query, sqlx::query::Query::bind).execute(tx.conn()).await?;
    Ok(())
}

/// Writes what is the exchange's own of its rules; false if they are no longer those of `rules.version`.
pub async fn set_rules(tx: &mut Tx, exchange: ExchangeId, rules: &StandingRules) -> Result<bool, DbError> {
    let listed = InList::of([&rules.name, &rules.description, &rules.area]);
    let done = sqlx::query(SET_RULES)
        .bind(exchange)
        .bind(rules.version)
        .bind(rules.name.clone())
        .bind(rules.description.clone())
        .bind(rules.area.clone())
        .bind(rules.unit.name.clone())
        .bind(rules.unit.plural.clone())
        .bind(rules.unit.symbol.clone())
        .bind(i64::from(rules.unit.decimals))
        .bind(i64::from(rules.unit.is_time))
        .bind(listed.sort_key)
        .bind(listed.sought)
        .bind(listed.place)
        .bind(i64::from(rules.hue))
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// From when values of rules hold.
#[derive(Clone, Copy, Debug)]
pub struct Holds {
    /// Where.
    pub exchange: ExchangeId,
    /// From this version of the rules on.
    pub version: i64,
    /// And from then on.
    pub at: Instant,
}

/// Writes values of rules, in the transaction that makes that version of the rules.
pub async fn put(tx: &mut Tx, from: Holds, values: &[(Rule, String)]) -> Result<(), DbError> {
    for (rule, value) in values {
        let query = sqlx::query(PUT).bind(from.exchange).bind(rule.key()).bind(from.version).bind(from.at);
        query.bind(value.clone()).execute(tx.conn()).await?;
    }
    Ok(())
}

/// The rules that held at a moment.
pub async fn held(conn: &mut AnyConnection, exchange: ExchangeId, at: Instant) -> Result<RulesInForce, DbError> {
    let lines: String = sqlx::query_scalar(HELD).bind(exchange).bind(at).fetch_one(conn).await?;
    Ok(RulesInForce::read(&lines))
}
