//! Members and their accounts: made here, the one way, and read.

use app::ids::{AccountId, Code, ExchangeId, MemberId, PersonId};
use app::ledger::Account;
use app::members::Candidate;
use app::members::balances::{BalanceLine, Holder, MemberState};
use app::members::pages::{CommitteeAct, Line, Profile};
use app::text::sort_name;
use app::time::Instant;
use jiff::tz::TimeZone;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use crate::db::{DbError, Tx};
use crate::http::actor::Scope;
use crate::ledger;
use crate::ledger::accounts::{AccountKind, Limits, NewAccount, open};

/// The directory, all of it or those whose name or code holds what was typed.
pub const DIRECTORY: &str = "
select a.code, m.name, m.area
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.state in ('active', 'suspended')
    and ($2 = '' or m.sort_name like $3 escape '!' or lower(a.code) like $3 escape '!')
order by m.sort_name, a.code";
/// One member.
pub const PROFILE: &str = "
select m.member_id, a.code, m.name, m.area, m.about, m.joined_at, a.balance,
    (select count(*) from transfers t where t.exchange_id = a.exchange_id and t.payer = a.account_id)
        + (select count(*) from transfers t where t.exchange_id = a.exchange_id and t.payee = a.account_id) as trades
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and a.code = $2 and m.state in ('active', 'suspended')";
/// What the committee did about a member, latest first.
pub const ACTS: &str = "
select u.act, u.object, u.why, u.at, coalesce(p.name, '') as done_by
from audit u
left join persons p on p.person_id = u.person_id
where u.exchange_id = $1 and (u.on_behalf_of = $2 or u.object = $3)
order by u.at desc, u.audit_id desc
limit 50";
/// Every account.
pub const BALANCES: &str = "
select a.code, coalesce(m.name, a.name) as name, a.kind, coalesce(m.state, '') as state, a.balance, a.min_balance, a.max_balance,
    a.warn_min, a.warn_max, a.last_booked_at
from accounts a
left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
where a.exchange_id = $1
order by a.kind, a.code";
/// How many accounts stand beyond a limit, and how many only beyond a warn line.
pub const WARNED: &str = "
select coalesce(cast(sum(case when beyond = 1 then 1 else 0 end) as bigint), 0) as beyond,
    coalesce(cast(sum(case when beyond = 0 and warned = 1 then 1 else 0 end) as bigint), 0) as close
from (
    select case when balance < min_balance or balance > max_balance then 1 else 0 end as beyond,
        case when balance < warn_min or balance > warn_max then 1 else 0 end as warned
    from accounts
    where exchange_id = $1
) counted";
/// Whom a code means.
pub const PAYEE_BY_CODE: &str = "
select a.account_id, m.member_id, a.code, m.name, m.area
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and a.code = $2 and m.state in ('active', 'suspended')";
/// Whom a name may mean.
pub const PAYEES_BY_NAME: &str = "
select a.account_id, m.member_id, a.code, m.name, m.area
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.sort_name = $2 and m.state in ('active', 'suspended')
order by a.code
limit 20";
/// An account's code and whose it is.
pub const NAME: &str = "
select a.code, coalesce(m.name, a.name) as name
from accounts a
left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
where a.exchange_id = $1 and a.account_id = $2";
/// Whom to write to about an account.
pub const ADDRESSES: &str = "
select p.email, p.language
from members m
join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id
join persons p on p.person_id = o.person_id
where m.exchange_id = $1 and m.account_id = $2 and p.email is not null";

/// Whether a person acts for the account's member.
pub const IS_OWN: &str = "
select count(*) as own
from members m
join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id
where m.exchange_id = $1 and m.account_id = $2 and o.person_id = $3";

/// Draws the exchange's next account number.
pub const NEXT_NUMBER: &str = "
update exchanges
set next_number = next_number + 1
where exchange_id = $1
returning next_number - 1 as number, code";
/// Makes a member.
pub const INSERT_MEMBER: &str = "
insert into members (exchange_id, member_id, account_id, name, sort_name, kind, state, about, area, joined_at)
values ($1, $2, $3, $4, $5, $6, 'active', $7, $8, $9)";
/// Lets a person act for a member.
pub const INSERT_OPERATOR: &str =
    "insert into operators (exchange_id, member_id, person_id, since) values ($1, $2, $3, $4)";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 13] = [
    DIRECTORY,
    PROFILE,
    ACTS,
    BALANCES,
    PAYEE_BY_CODE,
    PAYEES_BY_NAME,
    NAME,
    ADDRESSES,
    WARNED,
    IS_OWN,
    NEXT_NUMBER,
    INSERT_MEMBER,
    INSERT_OPERATOR,
];

/// A member to be made, with its account.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the columns of the tables members and accounts, described in their migrations")]
pub struct NewMember {
    pub exchange: ExchangeId,
    pub id: MemberId,
    pub account: AccountId,
    /// None: the exchange's next number.
    pub code: Option<Code>,
    pub name: String,
    pub kind: &'static str,
    pub about: String,
    pub area: String,
    pub limits: Limits,
    pub operators: Vec<PersonId>,
    pub joined_at: Instant,
}

/// Somebody who can be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payee {
    /// Their account.
    pub account: AccountId,
    /// Who they are here.
    pub member: MemberId,
    /// Code, name, where.
    pub candidate: Candidate,
}

/// Makes a member, its account and its operators; answers with the account's code, which is its for life.
///
/// # Errors
/// [`DbError::Exists`] if the code is taken.
pub async fn create_member(tx: &mut Tx, new: &NewMember, by: PersonId) -> Result<Code, DbError> {
    let code = match &new.code {
        Some(code) => code.clone(),
        None => {
            let next = sqlx::query_as(NEXT_NUMBER).bind(new.exchange);
            let (number, letters): (i64, String) = next.fetch_one(tx.conn()).await?;
            Code::new(&letters, number)
        }
    };
    let account = NewAccount {
        exchange: new.exchange,
        id: new.account,
        kind: AccountKind::Member,
        code: code.clone(),
        name: String::new(),
        partner: ExchangeId(0),
        limits: new.limits,
    };
    open(tx, &account, by, new.joined_at).await?;
    sqlx::query(INSERT_MEMBER)
        .bind(new.exchange)
        .bind(new.id)
        .bind(new.account)
        .bind(new.name.clone())
        .bind(sort_name(&new.name))
        .bind(new.kind)
        .bind(new.about.clone())
        .bind(new.area.clone())
        .bind(new.joined_at)
        .execute(tx.conn())
        .await?;
    for person in &new.operators {
        let query = sqlx::query(INSERT_OPERATOR).bind(new.exchange).bind(new.id).bind(*person).bind(new.joined_at);
        query.execute(tx.conn()).await?;
    }
    Ok(code)
}

fn line(row: &AnyRow) -> Result<Line, DbError> {
    let code = Code::stored(row.try_get::<String, _>("code")?);
    Ok(Line { code, name: row.try_get("name")?, area: row.try_get("area")? })
}

/// The directory.
pub async fn directory(conn: &mut AnyConnection, scope: Scope, typed: &str) -> Result<Vec<Line>, DbError> {
    let looked_for = sort_name(typed);
    let literal = looked_for.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let query = sqlx::query(DIRECTORY).bind(scope.exchange()).bind(looked_for).bind(format!("%{literal}%"));
    query.fetch_all(conn).await?.iter().map(line).collect()
}

/// One member's page, with their key.
pub async fn profile(
    conn: &mut AnyConnection,
    scope: Scope,
    code: &Code,
    zone: &TimeZone,
) -> Result<Option<(MemberId, Profile)>, DbError> {
    let row = sqlx::query(PROFILE).bind(scope.exchange()).bind(code.clone()).fetch_optional(conn).await?;
    let Some(row) = row else { return Ok(None) };
    let joined: Instant = row.try_get("joined_at")?;
    let profile = Profile {
        line: line(&row)?,
        about: row.try_get("about")?,
        since: joined.day(zone),
        trades: row.try_get("trades")?,
        balance: Some(row.try_get("balance")?),
        mine: false,
        rights: Vec::new(),
        acts: Vec::new(),
    };
    Ok(Some((row.try_get("member_id")?, profile)))
}

/// What the committee did about a member, latest first; at most 50.
pub async fn acts(
    conn: &mut AnyConnection,
    scope: Scope,
    (member, code): (MemberId, &Code),
) -> Result<Vec<CommitteeAct>, DbError> {
    let query = sqlx::query(ACTS).bind(scope.exchange()).bind(member).bind(code.clone());
    let read = |row: &AnyRow| {
        let object: String = row.try_get("object")?;
        Ok(CommitteeAct {
            what: row.try_get("act")?,
            transfer: object.parse().ok(),
            why: row.try_get("why")?,
            by: row.try_get("done_by")?,
            at: row.try_get("at")?,
        })
    };
    query.fetch_all(conn).await?.iter().map(read).collect()
}

/// Every account of the exchange, with the day of its last entry in `zone`.
pub async fn balances(conn: &mut AnyConnection, scope: Scope, zone: &TimeZone) -> Result<Vec<BalanceLine>, DbError> {
    let rows = sqlx::query(BALANCES).bind(scope.exchange()).fetch_all(conn).await?;
    let read = |row: &AnyRow| {
        let last: Instant = row.try_get("last_booked_at")?;
        let state: String = row.try_get("state")?;
        Ok(BalanceLine {
            code: Code::stored(row.try_get::<String, _>("code")?),
            name: row.try_get("name")?,
            holder: match row.try_get("kind")? {
                0_i64 => Holder::Member(MemberState::of_tag(&state)),
                1 => Holder::Exchange,
                _ => Holder::Partner,
            },
            balance: row.try_get("balance")?,
            min: row.try_get("min_balance")?,
            max: row.try_get("max_balance")?,
            warn_min: row.try_get("warn_min")?,
            warn_max: row.try_get("warn_max")?,
            last: (last.0 > 0).then(|| last.day(zone)),
        })
    };
    rows.iter().map(read).collect()
}

/// How many accounts stand beyond a limit, and how many only beyond a warn line.
pub async fn warned(conn: &mut AnyConnection, scope: Scope) -> Result<(usize, usize), DbError> {
    let row = sqlx::query(WARNED).bind(scope.exchange()).fetch_one(conn).await?;
    let count = |column| row.try_get::<i64, _>(column).map(|count| usize::try_from(count).unwrap_or(0));
    Ok((count("beyond")?, count("close")?))
}

/// Whom `typed` means: one by code, or all of that name.
pub async fn payees(conn: &mut AnyConnection, scope: Scope, typed: &str) -> Result<Vec<Payee>, DbError> {
    let read = |row: &AnyRow| {
        let line = line(row)?;
        let candidate = Candidate { code: line.code, name: line.name, area: line.area };
        Ok(Payee { account: row.try_get("account_id")?, member: row.try_get("member_id")?, candidate })
    };
    if let Some(code) = Code::typed(typed) {
        let found = sqlx::query(PAYEE_BY_CODE).bind(scope.exchange()).bind(code).fetch_optional(&mut *conn).await?;
        if let Some(row) = found {
            return Ok(vec![read(&row)?]);
        }
    }
    let rows = sqlx::query(PAYEES_BY_NAME).bind(scope.exchange()).bind(sort_name(typed)).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

/// Where an account stands.
///
/// # Errors
/// When the database fails or there is no such account.
pub async fn account(conn: &mut AnyConnection, scope: Scope, account: AccountId) -> Result<Account, DbError> {
    let standing = ledger::store::standing(conn, scope.exchange(), account).await?;
    standing.ok_or(DbError::Fault(sqlx::Error::RowNotFound))
}

/// An account's code and whose it is.
///
/// # Errors
/// When the database fails or there is no such account.
pub async fn name(conn: &mut AnyConnection, scope: Scope, account: AccountId) -> Result<(Code, String), DbError> {
    let row = sqlx::query(NAME).bind(scope.exchange()).bind(account).fetch_one(conn).await?;
    Ok((Code::stored(row.try_get::<String, _>("code")?), row.try_get("name")?))
}

/// Whether a person acts for the member whose account it is.
pub async fn is_own(
    conn: &mut AnyConnection,
    scope: Scope,
    account: AccountId,
    person: PersonId,
) -> Result<bool, DbError> {
    let query = sqlx::query_scalar(IS_OWN).bind(scope.exchange()).bind(account).bind(person);
    let own: i64 = query.fetch_one(conn).await?;
    Ok(own > 0)
}

/// E-mail and language of everybody who acts for an account's member.
pub async fn addresses(
    conn: &mut AnyConnection,
    scope: Scope,
    account: AccountId,
) -> Result<Vec<(String, String)>, DbError> {
    let rows = sqlx::query(ADDRESSES).bind(scope.exchange()).bind(account).fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row.try_get("email")?, row.try_get("language")?))).collect()
}
