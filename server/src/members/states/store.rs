//! What a member is, and changing it.

use app::ids::{AccountId, Code, ExchangeId, MemberId, TransferId};
use app::ledger::Account;
use app::members::states::MemberState;
use app::members::states::page::OwnState;
use app::members::states::remainder::Remainder;
use app::time::Instant;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use crate::db::{DbError, Tx};
use crate::http::actor::Scope;

/// The member of an account's code, in whatever state.
pub const FIND: &str = "
select m.member_id, m.account_id, a.code, m.name, m.state, m.state_until, m.erased_at
from accounts a
join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
where a.exchange_id = $1 and a.code = $2";
/// The same by their key.
pub const OF_MEMBER: &str = "
select m.member_id, m.account_id, a.code, m.name, m.state, m.state_until, m.erased_at
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.member_id = $2";
/// What a member is, with the reason that was given last.
pub const OWN: &str = "
select trim(m.state || ' ' || m.state_until) as state, coalesce((
    select j.why
    from journal j
    where j.exchange_id = m.exchange_id and j.object = a.code and j.what = 'state'
    order by j.entered_at desc, j.act_id desc
    limit 1
), '') as why
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.member_id = $2";
/// Holds the chairs of an exchange: of those who leave the chair at the same moment, one is first.
pub const HOLD_CHAIRS: &str = "
select person_id
from roles
where exchange_id = $1 and role = 'chair'
order by person_id
{lock}";
/// For whom a chair acts, other than this member (`others`); and whether one acts for this member.
pub const CHAIRS: &str = "
select cast(coalesce(sum(case when o.member_id = $2 then 1 else 0 end), 0) as bigint) as here,
    cast(coalesce(sum(case when o.member_id = $2 then 0 else 1 end), 0) as bigint) as others
from roles r
join operators o on o.exchange_id = r.exchange_id and o.person_id = r.person_id
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('suspended', 'left', 'deceased')
where r.exchange_id = $1 and r.role = 'chair'";
/// What a member is and was, and nobody else changes it meanwhile.
pub const HOLD: &str = "
select state, state_until, erased_at, state_stood, stood_min, stood_max, stood_warn_min, stood_warn_max
from members
where exchange_id = $1 and member_id = $2
{lock}";
/// Makes of a member what they are from then on, if they are what is expected still.
pub const SET: &str = "
update members
set state = $4, state_since = $5, state_until = $6
where exchange_id = $1 and member_id = $2 and state = $3";
/// Keeps what they and their limits were before.
pub const KEEP: &str = "
update members
set state_stood = $3, stood_min = $4, stood_max = $5, stood_warn_min = $6, stood_warn_max = $7
where exchange_id = $1 and member_id = $2";
/// Makes of who comes back what a newcomer is: on the ramp (`$3` is 0) or past it, with nothing that was set or frozen before.
pub const BEGIN_ANEW: &str = "
update members
set ramp_ended_at = $3, hand_at = 0, frozen_at = 0
where exchange_id = $1 and member_id = $2";
/// Whose holiday was over before a day.
pub const BACK: &str = "
select member_id
from members
where exchange_id = $1 and state = 'holiday' and state_until <> '' and state_until < $2
order by member_id
limit 500";
/// Who leaves, stands at zero and had no entry since a moment.
pub const AT_ZERO: &str = "
select m.member_id
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.state = 'leaving' and a.balance = 0 and a.last_booked_at < $2
order by m.member_id
limit 500";
/// Where an account stands, and when it moved last.
pub const BALANCE: &str = "select balance, last_booked_at from accounts where exchange_id = $1 and account_id = $2";
/// What is left of a member, and what its day follows from.
pub const LEFT: &str = "
select m.state, m.state_until, m.state_since, a.balance, a.last_booked_at
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.member_id = $2";
/// The debt that was forgiven last, unless it stands again.
pub const FORGIVEN: &str = "
select t.transfer_id
from transfers t
where t.exchange_id = $1 and t.payee = $2 and t.kind = 'remainder' and not exists (
    select 1
    from transfers u
    where u.exchange_id = t.exchange_id and u.reverses = t.transfer_id
)
order by t.position desc
limit 1";
/// Whether a member only receives, since they have long not paid a subscription.
pub const LAPSED: &str = "
select count(*)
from subscriptions
where exchange_id = $1 and member_id = $2 and lapsed_at > 0";
/// Where a job looks.
pub const OPEN: &str = "select exchange_id from exchanges where status = 'open' order by exchange_id";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 16] = [
    LAPSED,
    HOLD_CHAIRS,
    CHAIRS,
    FIND,
    OF_MEMBER,
    OWN,
    HOLD,
    SET,
    KEEP,
    BEGIN_ANEW,
    BACK,
    AT_ZERO,
    BALANCE,
    LEFT,
    FORGIVEN,
    OPEN,
];

/// A member, in whatever state.
#[derive(Clone, Debug, FromRow)]
pub struct StatedMember {
    /// Who.
    pub member_id: MemberId,
    /// Their account.
    pub account_id: AccountId,
    /// Its code.
    pub code: Code,
    /// Their name.
    pub name: String,
    state: String,
    state_until: String,
    erased_at: Instant,
}

impl StatedMember {
    /// What they are.
    pub fn state(&self) -> MemberState {
        MemberState::of_tag(&self.state)
    }

    /// Until when.
    pub fn until(&self) -> Option<Date> {
        self.state_until.parse().ok()
    }

    /// Whether their name and words are gone.
    pub fn is_erased(&self) -> bool {
        self.erased_at.0 > 0
    }
}

/// What a member is and was.
#[derive(Clone, Debug, FromRow)]
pub(super) struct HeldState {
    state: String,
    state_until: String,
    erased_at: Instant,
    state_stood: String,
    pub(super) stood_min: i64,
    pub(super) stood_max: i64,
    pub(super) stood_warn_min: i64,
    pub(super) stood_warn_max: i64,
}

impl HeldState {
    pub(super) fn state(&self) -> MemberState {
        MemberState::of_tag(&self.state)
    }

    pub(super) fn until(&self) -> Option<Date> {
        self.state_until.parse().ok()
    }

    /// Whether their name and words are gone.
    pub(super) fn is_erased(&self) -> bool {
        self.erased_at.0 > 0
    }

    /// What they were before they asked to leave.
    pub(super) fn stood(&self) -> MemberState {
        MemberState::of_tag(&self.state_stood)
    }
}

/// The member of that code.
pub async fn find(conn: &mut AnyConnection, scope: Scope, code: &Code) -> Result<Option<StatedMember>, DbError> {
    Ok(sqlx::query_as(FIND).bind(scope.exchange()).bind(code.clone()).fetch_optional(conn).await?)
}

/// The member of that key.
pub async fn of_member(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    member: MemberId,
) -> Result<Option<StatedMember>, DbError> {
    Ok(sqlx::query_as(OF_MEMBER).bind(exchange).bind(member).fetch_optional(conn).await?)
}

/// What a member is, for their home; nothing of the exchange itself.
pub async fn own(conn: &mut AnyConnection, scope: Scope, member: MemberId) -> Result<OwnState, DbError> {
    let query = sqlx::query_as(OWN).bind(scope.exchange()).bind(member);
    let found: Option<(String, String)> = query.fetch_optional(conn).await?;
    Ok(found.map_or_else(OwnState::default, |(state, why)| OwnState { state, why }))
}

/// Holds what a member is until the transaction ends.
pub(super) async fn hold(
    tx: &mut Tx,
    (exchange, member): (ExchangeId, MemberId),
) -> Result<Option<HeldState>, DbError> {
    let sql = tx.engine().text(HOLD);
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(exchange).bind(member).fetch_optional(tx.conn()).await?)
}

/// From one state to another, if it is still the first.
///
/// # Errors
/// [`DbError::Again`] if it is not.
pub(super) async fn set(
    tx: &mut Tx,
    (exchange, member): (ExchangeId, MemberId),
    (from, to): (MemberState, MemberState),
    (since, until): (Instant, Option<Date>),
) -> Result<(), DbError> {
    let query = sqlx::query(SET).bind(exchange).bind(member).bind(from.tag()).bind(to.tag()).bind(since);
    let until = until.map(|day| day.to_string()).unwrap_or_default();
    let changed = query.bind(until).execute(tx.conn()).await?.rows_affected();
    if changed == 1 { Ok(()) } else { Err(DbError::Again) }
}

/// Keeps what was before.
pub(super) async fn keep(
    tx: &mut Tx,
    (exchange, member): (ExchangeId, MemberId),
    (state, account): (MemberState, &Account),
) -> Result<(), DbError> {
    let query = sqlx::query(KEEP).bind(exchange).bind(member).bind(state.tag()).bind(account.min_balance);
    let query = query.bind(account.max_balance).bind(account.warn_min).bind(account.warn_max);
    query.execute(tx.conn()).await?;
    Ok(())
}

/// Lets the limits of who comes back follow from what a newcomer's do; past the ramp since a moment, or on it.
pub(super) async fn begin_anew(
    tx: &mut Tx,
    (exchange, member): (ExchangeId, MemberId),
    ramp_ended_at: Instant,
) -> Result<(), DbError> {
    sqlx::query(BEGIN_ANEW).bind(exchange).bind(member).bind(ramp_ended_at).execute(tx.conn()).await?;
    Ok(())
}

/// Whose holiday was over before that day.
pub(super) async fn back(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    today: Date,
) -> Result<Vec<MemberId>, DbError> {
    Ok(sqlx::query_scalar(BACK).bind(exchange).bind(today.to_string()).fetch_all(conn).await?)
}

/// Who leaves, stands at zero and had no entry since that moment.
pub(super) async fn at_zero(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    since: Instant,
) -> Result<Vec<MemberId>, DbError> {
    Ok(sqlx::query_scalar(AT_ZERO).bind(exchange).bind(since).fetch_all(conn).await?)
}

/// Where an account stands, and when it moved last.
pub(super) async fn balance(
    conn: &mut AnyConnection,
    scope: Scope,
    account: AccountId,
) -> Result<(i64, Instant), DbError> {
    Ok(sqlx::query_as(BALANCE).bind(scope.exchange()).bind(account).fetch_one(conn).await?)
}

/// What is left of a member, and what its day follows from.
pub async fn left(
    conn: &mut AnyConnection,
    (exchange, zone): (ExchangeId, &TimeZone),
    member: MemberId,
) -> Result<Option<Remainder>, DbError> {
    let query = sqlx::query_as(LEFT).bind(exchange).bind(member);
    let found: Option<(String, String, Instant, i64, Instant)> = query.fetch_optional(conn).await?;
    Ok(found.map(|(state, until, since, balance, last)| Remainder {
        state: MemberState::of_tag(&state),
        until: until.parse().ok(),
        since: since.day(zone),
        last: (last.0 > 0).then(|| last.day(zone)),
        balance,
    }))
}

/// The transfer by which a debt of that account was forgiven last, unless it stands again.
pub(super) async fn forgiven(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    account: AccountId,
) -> Result<Option<TransferId>, DbError> {
    Ok(sqlx::query_scalar(FORGIVEN).bind(exchange).bind(account).fetch_optional(conn).await?)
}

/// Whether a member only receives, whatever their state is, since they have long not paid a subscription.
pub(super) async fn is_lapsed(
    conn: &mut AnyConnection,
    (exchange, member): (ExchangeId, MemberId),
) -> Result<bool, DbError> {
    let lapsed: i64 = sqlx::query_scalar(LAPSED).bind(exchange).bind(member).fetch_one(conn).await?;
    Ok(lapsed > 0)
}

/// The open exchanges.
pub async fn open(conn: &mut AnyConnection) -> Result<Vec<ExchangeId>, DbError> {
    Ok(sqlx::query_scalar(OPEN).fetch_all(conn).await?)
}

/// Holds the chairs until the transaction ends. Before the rows of members and accounts, which nobody locks the other way round.
pub async fn hold_chairs(tx: &mut Tx, exchange: ExchangeId) -> Result<(), DbError> {
    let sql = tx.engine().text(HOLD_CHAIRS);
    sqlx::query(AssertSqlSafe(sql)).bind(exchange).fetch_all(tx.conn()).await?;
    Ok(())
}

/// Whether nobody would be left in the chair without this member; asked while the chairs are held.
pub(super) async fn is_last_chair(tx: &mut Tx, (exchange, member): (ExchangeId, MemberId)) -> Result<bool, DbError> {
    let (here, others): (i64, i64) = sqlx::query_as(CHAIRS).bind(exchange).bind(member).fetch_one(tx.conn()).await?;
    Ok(here > 0 && others == 0)
}
