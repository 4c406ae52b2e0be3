//! Whom a code means in a partner exchange, in one statement: agreement, partner, payee and every account on the way.

use app::ids::{AccountId, AgreementId, Code, ExchangeId};
use app::intertrading::UnitsPerHour;
use app::ledger::{Account, Unit};
use app::members::Candidate;
use app::time::{Instant, zone};
use jiff::tz::TimeZone;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, FromRow, Row as _};

use crate::db::DbError;

/// The active member of that code in an exchange with which `$1` has an agreement in force, with where the accounts stand.
pub const REACH: &str = "
select g.agreement_id, coalesce(g.answered_at, g.proposed_at) as since,
    case when g.a_exchange_id = $1 then g.a_units_per_hour else g.b_units_per_hour end as our_rate,
    case when g.a_exchange_id = $1 then g.b_units_per_hour else g.a_units_per_hour end as their_rate,
    ours.rules_version as our_version,
    e.exchange_id, e.slug, e.name as partner, e.unit_name, e.unit_plural, e.unit_symbol, e.unit_decimals, e.unit_is_time,
    e.time_zone, e.rules_version,
    m.name, m.area, p.code, p.account_id as payee_id, p.balance as payee_balance, p.min_balance as payee_min_balance,
    p.max_balance as payee_max_balance, p.warn_min as payee_warn_min, p.warn_max as payee_warn_max,
    p.may_debit as payee_may_debit, p.may_credit as payee_may_credit,
    o.account_id as our_id, o.balance as our_balance, o.min_balance as our_min_balance, o.max_balance as our_max_balance,
    o.warn_min as our_warn_min, o.warn_max as our_warn_max, o.may_debit as our_may_debit, o.may_credit as our_may_credit,
    t.account_id as their_id, t.balance as their_balance, t.min_balance as their_min_balance, t.max_balance as their_max_balance,
    t.warn_min as their_warn_min, t.warn_max as their_warn_max, t.may_debit as their_may_debit, t.may_credit as their_may_credit
from agreements g
join exchanges ours on ours.exchange_id = $1 and ours.status = 'open'
join exchanges e on e.exchange_id = case when g.a_exchange_id = $1 then g.b_exchange_id else g.a_exchange_id end
    and e.status = 'open'
join accounts p on p.exchange_id = e.exchange_id and p.code = $2 and p.kind = 0
join members m on m.exchange_id = p.exchange_id and m.account_id = p.account_id and m.state not in ('left', 'deceased')
join accounts o on o.exchange_id = $1 and o.partner_id = e.exchange_id and o.kind = 2
join accounts t on t.exchange_id = e.exchange_id and t.partner_id = $1 and t.kind = 2
where (g.a_exchange_id = $1 or g.b_exchange_id = $1) and g.state = 'in_force'
order by g.agreement_id
limit 1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 1] = [REACH];

/// An account on the way, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct OnTheWay {
    /// Its key.
    pub id: AccountId,
    /// Where it stands.
    pub account: Account,
}

/// What a payment needs to know of the partner exchange.
#[derive(Clone, Debug)]
pub struct PartnerExchange {
    /// Its key.
    pub id: ExchangeId,
    /// Its first path segment.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it counts in.
    pub unit: Unit,
    /// Its time zone.
    pub zone: TimeZone,
    /// Which of its rules are in force.
    pub rules_version: i64,
}

/// A payee in a partner exchange, with all that a payment to them depends on.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The agreement in force.
    pub agreement: AgreementId,
    /// Since when.
    pub since: Instant,
    /// Our units for an hour.
    pub our_rate: UnitsPerHour,
    /// Theirs.
    pub their_rate: UnitsPerHour,
    /// Which of our rules are in force.
    pub our_version: i64,
    /// The partner.
    pub theirs: PartnerExchange,
    /// Who is paid.
    pub payee: Candidate,
    /// The payee's account.
    pub account: OnTheWay,
    /// Our clearing account for them.
    pub our_clearing: OnTheWay,
    /// Their clearing account for us.
    pub their_clearing: OnTheWay,
}

/// The columns of [`REACH`] but for the accounts on the way.
#[derive(FromRow)]
struct ReachRow {
    agreement_id: AgreementId,
    since: Instant,
    our_rate: String,
    their_rate: String,
    our_version: i64,
    exchange_id: ExchangeId,
    slug: String,
    partner: String,
    #[sqlx(flatten)]
    unit: Unit,
    time_zone: String,
    rules_version: i64,
    name: String,
    area: String,
    code: Code,
}

/// Whom the code means to a member of `exchange`. Anybody whom no agreement in force reaches is unknown.
pub async fn reach(conn: &mut AnyConnection, exchange: ExchangeId, code: &Code) -> Result<Option<Reached>, DbError> {
    let row = sqlx::query(REACH).bind(exchange).bind(code.clone()).fetch_optional(conn).await?;
    row.map(|row| reached(&row)).transpose()
}

fn reached(row: &AnyRow) -> Result<Reached, DbError> {
    let read = ReachRow::from_row(row)?;
    let rate = |text: &str| {
        text.parse::<UnitsPerHour>().map_err(|_| DbError::Fault(sqlx::Error::Protocol(format!("no rate: {text}"))))
    };
    Ok(Reached {
        agreement: read.agreement_id,
        since: read.since,
        our_rate: rate(&read.our_rate)?,
        their_rate: rate(&read.their_rate)?,
        our_version: read.our_version,
        theirs: PartnerExchange {
            id: read.exchange_id,
            slug: read.slug,
            name: read.partner,
            unit: read.unit,
            zone: zone(&read.time_zone).unwrap_or(TimeZone::UTC),
            rules_version: read.rules_version,
        },
        payee: Candidate { code: read.code, name: read.name, area: read.area, away: String::new() },
        account: on_the_way(row, "payee")?,
        our_clearing: on_the_way(row, "our")?,
        their_clearing: on_the_way(row, "their")?,
    })
}

fn on_the_way(row: &AnyRow, whose: &str) -> Result<OnTheWay, DbError> {
    let read = |column: &str| row.try_get::<i64, _>(format!("{whose}_{column}").as_str());
    let account = Account {
        balance: read("balance")?,
        min_balance: read("min_balance")?,
        max_balance: read("max_balance")?,
        warn_min: read("warn_min")?,
        warn_max: read("warn_max")?,
        may_debit: read("may_debit")? == 1,
        may_credit: read("may_credit")? == 1,
    };
    Ok(OnTheWay { id: AccountId(read("id")?), account })
}
