//! The table of offices.

use app::ids::{AccountId, Code, ExchangeId, PersonId};
use app::roles::office::OfficeChange;
use app::roles::{Office, Role};
use app::text::folded;
use app::time::Instant;
use jiff::civil::Date;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use crate::db::{DbError, Tx};

/// Gives a person an office, or another term of one that they have.
pub const PUT_ROLE: &str = "
insert into roles (exchange_id, person_id, role, since, until, area)
values ($1, $2, $3, $4, $5, $6)
on conflict (exchange_id, person_id, role) do update
set until = excluded.until, area = excluded.area";
/// Ends it.
pub const END_ROLE: &str = "delete from roles where exchange_id = $1 and person_id = $2 and role = $3";
/// A person's offices.
pub const OFFICES: &str = "select role, until, area from roles where exchange_id = $1 and person_id = $2";
/// Everybody in office, with each office: whoever is suspended holds none meanwhile.
pub const IN_OFFICE: &str = "
select distinct r.person_id, r.role
from roles r
join operators o on o.exchange_id = r.exchange_id and o.person_id = r.person_id
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('suspended', 'left', 'deceased')
where r.exchange_id = $1
order by r.person_id";
/// The same as members read it: by the order of names.
pub const HOLDERS: &str = "
select r.person_id, r.role, r.until, r.area, r.since, p.name, a.code
from roles r
join persons p on p.person_id = r.person_id
join members m on m.exchange_id = r.exchange_id and m.member_id = (
    select min(o.member_id)
    from operators o
    join members mine on mine.exchange_id = o.exchange_id and mine.member_id = o.member_id
        and mine.state not in ('suspended', 'left', 'deceased')
    where o.exchange_id = r.exchange_id and o.person_id = r.person_id
)
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where r.exchange_id = $1
order by m.sort_key, r.person_id";
/// Whom a code or a name means, each person who acts for them and can sign in.
pub const CANDIDATES: &str = "
select p.person_id, p.name, a.code
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id
join persons p on p.person_id = o.person_id
where m.exchange_id = $1 and (a.code = $2 or m.sort_name = $3) and m.state in ('active', 'holiday')
order by a.code, p.person_id
limit 20";
/// For how many members here, who take part, a person acts.
pub const IS_HERE: &str = "
select count(*) as here
from operators o
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('suspended', 'left', 'deceased')
where o.exchange_id = $1 and o.person_id = $2";
/// Notes that whoever has an office is looked at from now on.
pub const BEGIN_ATTENDING: &str = "update roles set attended_at = $2 where exchange_id = $1 and attended_at = 0";
/// Notes when whoever has an office was here last.
pub const ATTEND: &str = "
update roles
set attended_at = (
    select max(s.seen_at)
    from sessions s
    where s.person_id = roles.person_id
)
where exchange_id = $1 and exists (
    select 1
    from sessions s
    where s.person_id = roles.person_id and s.seen_at > roles.attended_at
)";
/// The offices whose term was over before a day, to which nobody has attended since a moment, or whose holder is no member any more.
pub const OVER: &str = "
select r.person_id, r.role
from roles r
where r.exchange_id = $1 and ((r.until <> '' and r.until < $2) or (r.attended_at > 0 and r.attended_at < $3) or not exists (
    select 1
    from operators o
    join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('left', 'deceased')
    where o.exchange_id = r.exchange_id and o.person_id = r.person_id
))
order by r.person_id, r.role";
/// How many who govern are there: neither suspended nor gone, within their term (`$2`, the day), and not away since a moment (`$3`).
pub const GOVERNED: &str = "
select count(*) as governed
from roles r
join operators o on o.exchange_id = r.exchange_id and o.person_id = r.person_id
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('suspended', 'left', 'deceased')
where r.exchange_id = $1 and $4 like '%|' || r.role || '|%' and (r.until = '' or r.until >= $2)
    and (r.attended_at = 0 or r.attended_at >= $3)";
/// Who holds an office to which they have not attended since a moment, and was not warned of it; with when they were here last.
pub const UNWARNED: &str = "
select r.person_id, min(r.attended_at) as attended_at
from roles r
where r.exchange_id = $1 and r.attended_at > 0 and r.attended_at < $2 and r.warned_at < r.attended_at
group by r.person_id
order by r.person_id";
/// Notes that they were, once.
pub const WARN: &str = "
update roles
set warned_at = $3
where exchange_id = $1 and person_id = $2 and attended_at < $3 and warned_at < attended_at";
/// The oldest account of a person here.
pub const ACCOUNT_OF: &str = "
select a.account_id, a.code
from operators o
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where o.exchange_id = $1 and o.person_id = $2
order by m.joined_at, m.member_id
limit 1";
/// How much a person entered in their own favour after a moment.
pub const ENTERED: &str = "
select cast(coalesce(sum(favour), 0) as bigint) as entered
from journal
where exchange_id = $1 and proposed_by = $2 and entered_at > $3 and favour > 0";
/// The other members with one of these offices (`$3`, their words between bars), by name.
pub const OTHERS: &str = "
select min(m.name) as name
from roles r
join operators o on o.exchange_id = r.exchange_id and o.person_id = r.person_id
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('suspended', 'left', 'deceased')
where r.exchange_id = $1 and r.person_id <> $2 and $3 like '%|' || r.role || '|%'
group by r.person_id
order by min(m.sort_key)
limit 5";
/// Holds a person's offices, in the order of their words.
pub const HOLD: &str = "
select role
from roles
where exchange_id = $1 and person_id = $2
order by role
{lock}";
/// Whether a person enrolled the member of an account after a moment.
pub const ENROLLED: &str = "
select count(*) as enrolled
from accounts a
join journal j on j.exchange_id = a.exchange_id and j.object = a.code and j.what in ('member', 'admitted')
where a.exchange_id = $1 and a.account_id = $2 and j.proposed_by = $3 and j.entered_at > $4";
/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 18] = [
    GOVERNED,
    UNWARNED,
    WARN,
    PUT_ROLE,
    END_ROLE,
    OFFICES,
    IN_OFFICE,
    HOLDERS,
    CANDIDATES,
    IS_HERE,
    BEGIN_ATTENDING,
    ATTEND,
    OVER,
    ACCOUNT_OF,
    ENTERED,
    OTHERS,
    HOLD,
    ENROLLED,
];

/// A row of [`OFFICES`].
#[derive(FromRow)]
struct OfficeRow {
    role: String,
    until: String,
    area: String,
}

impl OfficeRow {
    /// The office; none of a word that this program does not know.
    fn office(self) -> Option<Office> {
        Some(Office { role: Role::of_tag(&self.role)?, until: self.until.parse().ok(), area: self.area })
    }
}

/// Somebody who holds an office.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the table roles, described in its migration, and names")]
pub struct HolderRow {
    pub person_id: PersonId,
    pub role: String,
    pub until: String,
    pub area: String,
    pub since: Instant,
    pub name: String,
    pub code: Code,
}

impl HolderRow {
    /// What they hold; none of a word that this program does not know.
    pub fn office(&self) -> Option<Office> {
        let (role, until, area) = (self.role.clone(), self.until.clone(), self.area.clone());
        OfficeRow { role, until, area }.office()
    }
}

/// Somebody to whom an office can be given.
#[derive(Clone, Debug, FromRow)]
pub struct OfficeCandidate {
    /// Who.
    pub person_id: PersonId,
    /// Their own name.
    pub name: String,
    /// The account for which they act.
    pub code: Code,
}

/// Writes what becomes of an office.
pub(super) async fn set(
    tx: &mut Tx,
    (exchange, at): (ExchangeId, Instant),
    change: &OfficeChange,
) -> Result<(), DbError> {
    let Some(Office { role, until, area }) = &change.becomes else {
        let query = sqlx::query(END_ROLE).bind(exchange).bind(change.person).bind(change.role.tag());
        query.execute(tx.conn()).await?;
        return Ok(());
    };
    let until = until.map_or_else(String::new, |day| day.to_string());
    let query = sqlx::query(PUT_ROLE).bind(exchange).bind(change.person).bind(role.tag()).bind(at);
    query.bind(until).bind(area.clone()).execute(tx.conn()).await?;
    Ok(())
}

/// The offices of a person, in the order of the list of offices.
pub async fn offices(conn: &mut AnyConnection, exchange: ExchangeId, person: PersonId) -> Result<Vec<Office>, DbError> {
    let rows: Vec<OfficeRow> = sqlx::query_as(OFFICES).bind(exchange).bind(person).fetch_all(conn).await?;
    let mut offices: Vec<Office> = rows.into_iter().filter_map(OfficeRow::office).collect();
    offices.sort();
    Ok(offices)
}

/// Everybody in office, with each office.
pub(super) async fn in_office(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
) -> Result<Vec<(PersonId, Role)>, DbError> {
    let rows: Vec<(PersonId, String)> = sqlx::query_as(IN_OFFICE).bind(exchange).fetch_all(conn).await?;
    Ok(rows.into_iter().filter_map(|(person, role)| Some((person, Role::of_tag(&role)?))).collect())
}

/// Everybody in office, as members read it.
pub async fn holders(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<HolderRow>, DbError> {
    Ok(sqlx::query_as(HOLDERS).bind(exchange).fetch_all(conn).await?)
}

/// Whom a code or a name means.
pub async fn candidates(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    typed: &str,
) -> Result<Vec<OfficeCandidate>, DbError> {
    let code = Code::typed(typed).unwrap_or_else(|| Code::stored(""));
    Ok(sqlx::query_as(CANDIDATES).bind(exchange).bind(code).bind(folded(typed)).fetch_all(conn).await?)
}

/// Notes when each of those in office was here last.
pub(super) async fn attend(tx: &mut Tx, exchange: ExchangeId, now: Instant) -> Result<(), DbError> {
    sqlx::query(BEGIN_ATTENDING).bind(exchange).bind(now).execute(tx.conn()).await?;
    sqlx::query(ATTEND).bind(exchange).execute(tx.conn()).await?;
    Ok(())
}

/// The offices that are over on that day, or were not attended to since that moment.
pub(super) async fn over(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    (today, since): (Date, Instant),
) -> Result<Vec<(PersonId, Role)>, DbError> {
    let query = sqlx::query_as(OVER).bind(exchange).bind(today.to_string()).bind(since);
    let rows: Vec<(PersonId, String)> = query.fetch_all(conn).await?;
    Ok(rows.into_iter().filter_map(|(person, role)| Some((person, Role::of_tag(&role)?))).collect())
}

/// How many who govern are there on that day, and were since that moment.
pub(super) async fn governed(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    (today, since): (Date, Instant),
) -> Result<i64, DbError> {
    let words: String = Role::governing().map(|role| format!("|{}|", role.tag())).collect();
    let query = sqlx::query_scalar(GOVERNED).bind(exchange).bind(today.to_string()).bind(since).bind(words);
    Ok(query.fetch_one(conn).await?)
}

/// Who is to be warned, and when they were here last.
pub(super) async fn unwarned(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    since: Instant,
) -> Result<Vec<(PersonId, Instant)>, DbError> {
    Ok(sqlx::query_as(UNWARNED).bind(exchange).bind(since).fetch_all(conn).await?)
}

/// Notes that somebody is warned; false if they are by now, or were here.
pub(super) async fn warn(
    tx: &mut Tx,
    (exchange, person): (ExchangeId, PersonId),
    now: Instant,
) -> Result<bool, DbError> {
    let done = sqlx::query(WARN).bind(exchange).bind(person).bind(now).execute(tx.conn()).await?;
    Ok(done.rows_affected() > 0)
}

/// The code of a person's oldest account here; an empty one if they have none.
pub(super) async fn code_of(conn: &mut AnyConnection, exchange: ExchangeId, person: PersonId) -> Result<Code, DbError> {
    let account = account_of(conn, exchange, person).await?;
    Ok(account.map_or_else(|| Code::stored(""), |(_, code)| code))
}

/// Whether a person acts for a member here who takes part.
pub(super) async fn is_here(conn: &mut AnyConnection, exchange: ExchangeId, person: PersonId) -> Result<bool, DbError> {
    let count: i64 = sqlx::query_scalar(IS_HERE).bind(exchange).bind(person).fetch_one(conn).await?;
    Ok(count > 0)
}

/// A person's oldest account here, if they have one.
pub(super) async fn account_of(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    person: PersonId,
) -> Result<Option<(AccountId, Code)>, DbError> {
    Ok(sqlx::query_as(ACCOUNT_OF).bind(exchange).bind(person).fetch_optional(conn).await?)
}

/// How much a person entered in their own favour after a moment.
pub(super) async fn entered(
    conn: &mut AnyConnection,
    (exchange, by): (ExchangeId, PersonId),
    after: Instant,
) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar(ENTERED).bind(exchange).bind(by).bind(after).fetch_one(conn).await?)
}

/// The names of others with one of these offices; at most five.
pub(super) async fn others(
    conn: &mut AnyConnection,
    (exchange, by): (ExchangeId, PersonId),
    offices: &[Role],
) -> Result<Vec<String>, DbError> {
    let words: String = offices.iter().map(|role| format!("|{}|", role.tag())).collect();
    Ok(sqlx::query_scalar(OTHERS).bind(exchange).bind(by).bind(words).fetch_all(conn).await?)
}

/// Holds a person's offices until the transaction ends.
pub(super) async fn hold(tx: &mut Tx, exchange: ExchangeId, by: PersonId) -> Result<(), DbError> {
    let sql = tx.engine().text(HOLD);
    sqlx::query(AssertSqlSafe(sql)).bind(exchange).bind(by).fetch_all(tx.conn()).await?;
    Ok(())
}

/// Whether a person enrolled the member of an account after a moment.
pub(super) async fn enrolled(
    conn: &mut AnyConnection,
    (exchange, account): (ExchangeId, AccountId),
    (by, after): (PersonId, Instant),
) -> Result<bool, DbError> {
    let query = sqlx::query_scalar(ENROLLED).bind(exchange).bind(account).bind(by).bind(after);
    let count: i64 = query.fetch_one(conn).await?;
    Ok(count > 0)
}
