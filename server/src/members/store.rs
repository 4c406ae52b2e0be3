//! Members and their accounts: made here, the one way, and read.

use app::ids::{AccountId, Code, ExchangeId, Flag, MemberId, PersonId};
use app::ledger::Account;
use app::members::Candidate;
use app::members::pages::{DirectorySort, LastPaid, MemberLine, Profile};
use app::text::{folded, sort_key};
use app::time::Instant;
use app::words::Language;
use jiff::tz::TimeZone;
use sqlx::AnyConnection;

use crate::db::{DbError, Tx};
use crate::http::actor::Scope;
use crate::http::list::{LookFor, Window};
use crate::ledger;
use crate::ledger::accounts::{AccountKind, Limits, NewAccount, open};

/// The directory from an edge on, or those whose name, code, place or words hold what was typed; ties as members were made.
macro_rules! directory {
    ($key:literal, $beyond:literal, $order:literal) => {
        concat!(
            "
select a.code, m.name, m.area, m.about, a.last_booked_at, case when m.state = 'holiday' then trim('holiday ' || m.state_until) else '' end as away, coalesce(f.hash, '') as photo
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
left join portraits u on u.exchange_id = m.exchange_id and u.member_id = m.member_id left join photos f on f.exchange_id = u.exchange_id and f.photo_id = u.photo_id
where m.exchange_id = $1 and m.state not in ('left', 'deceased')
    and ($2 = '' or m.sort_name like $3 escape '!' or m.sought like $3 escape '!' or lower(a.code) like $3 escape '!')
    and ($4 = '' or (m.",
            $key,
            ", m.member_id) ",
            $beyond,
            " (
        select m.",
            $key,
            ", m.member_id
        from accounts a
        join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
        where a.exchange_id = $1 and a.code = $4
    ))
order by m.",
            $key,
            $order,
            ", m.member_id",
            $order,
            "
limit $5"
        )
    };
}
/// By name, forward.
pub const BY_NAME: &str = directory!("sort_key", ">", "");
/// By name, backward from an edge.
pub const BY_NAME_BACK: &str = directory!("sort_key", "<", " desc");
/// Who joined last first, forward.
pub const NEWEST: &str = directory!("joined_at", "<", " desc");
/// Who joined last first, backward from an edge.
pub const NEWEST_BACK: &str = directory!("joined_at", ">", "");
/// How many members the directory has, or those that are looked for.
pub const COUNT_DIRECTORY: &str = "
select count(*) as members
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.state not in ('left', 'deceased')
    and ($2 = '' or m.sort_name like $3 escape '!' or m.sought like $3 escape '!' or lower(a.code) like $3 escape '!')";
/// One member.
pub const PROFILE: &str = "
select m.member_id, a.code, m.name, m.area, m.about, m.phone, m.phone_shown, m.joined_at, a.balance, a.last_booked_at,
    case when m.state = 'holiday' then trim('holiday ' || m.state_until) else '' end as away, coalesce(f.hash, '') as photo,
    (select count(*) from transfers t where t.exchange_id = a.exchange_id and t.payer = a.account_id)
        + (select count(*) from transfers t where t.exchange_id = a.exchange_id and t.payee = a.account_id) as trades
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
left join portraits u on u.exchange_id = m.exchange_id and u.member_id = m.member_id left join photos f on f.exchange_id = u.exchange_id and f.photo_id = u.photo_id
where m.exchange_id = $1 and a.code = $2 and m.state not in ('left', 'deceased')";
/// The last payment that stands, between the account of a code and another.
macro_rules! last_paid {
    ($payer:literal, $payee:literal) => {
        concat!(
            "
select t.transfer_id, t.amount, t.booked_at
from accounts a
join transfers t on t.exchange_id = a.exchange_id and t.payer = ",
            $payer,
            " and t.payee = ",
            $payee,
            "
where a.exchange_id = $1 and a.code = $2 and t.kind = 'payment' and not exists (
    select 1
    from transfers undone
    where undone.exchange_id = t.exchange_id and undone.reverses = t.transfer_id
)
order by t.position desc
limit 1"
        )
    };
}
/// What they paid to that account last.
pub const THEY_PAID: &str = last_paid!("a.account_id", "$3");
/// What they were paid from that account last.
pub const THEY_WERE_PAID: &str = last_paid!("$3", "a.account_id");
/// Whom a code means: a member, or the exchange itself.
pub const PAYEE_BY_CODE: &str = "
select a.account_id, coalesce(m.member_id, 0) as member_id, a.code, coalesce(m.name, a.name) as name, coalesce(m.area, '') as area,
    case when m.state = 'holiday' then trim('holiday ' || m.state_until) else '' end as away
from accounts a
left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id and m.state not in ('left', 'deceased')
where a.exchange_id = $1 and a.code = $2 and (m.member_id is not null or a.kind = 1)";
/// The code of the exchange's own account, and what that is called.
pub const COMMON: &str = "
select a.code, a.name
from exchanges e
join accounts a on a.exchange_id = e.exchange_id and a.code = e.code || 'COMMON' and a.kind = 1
where e.exchange_id = $1";
/// Whom a name may mean.
pub const PAYEES_BY_NAME: &str = "
select a.account_id, m.member_id, a.code, m.name, m.area, case when m.state = 'holiday' then trim('holiday ' || m.state_until) else '' end as away
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where m.exchange_id = $1 and m.sort_name = $2 and m.state not in ('left', 'deceased')
order by a.code limit 20";
/// An account's code and whose it is.
pub const NAME: &str = "
select a.code, coalesce(m.name, a.name) as name
from accounts a
left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
where a.exchange_id = $1 and a.account_id = $2";
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
returning next_number - 1 as number, code, language";
/// In whose order members stand, where the number is known.
pub const LANGUAGE: &str = "select language from exchanges where exchange_id = $1";
/// Makes a member.
pub const INSERT_MEMBER: &str = "
insert into members (exchange_id, member_id, account_id, name, sort_name, sort_key, kind, state, about, area, joined_at, sought, phone,
    phone_shown, ramp_ended_at, hand_at, hand_min, hand_max, hand_warn_min, hand_warn_max)
values ($1, $2, $3, $4, $5, $6, $7, 'active', $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)";
/// Lets a person act for a member.
pub const INSERT_OPERATOR: &str =
    "insert into operators (exchange_id, member_id, person_id, since) values ($1, $2, $3, $4)";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 17] = [
    COMMON,
    THEY_PAID,
    THEY_WERE_PAID,
    LANGUAGE,
    BY_NAME,
    BY_NAME_BACK,
    NEWEST,
    NEWEST_BACK,
    COUNT_DIRECTORY,
    PROFILE,
    PAYEE_BY_CODE,
    PAYEES_BY_NAME,
    NAME,
    IS_OWN,
    NEXT_NUMBER,
    INSERT_MEMBER,
    INSERT_OPERATOR,
];

/// The number at which a member is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phone {
    /// As they write it; empty if none is known.
    pub number: String,
    /// The other members may see it.
    pub is_shown: bool,
}

/// What a new member's limits follow from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstLimits {
    /// They are a newcomer's, until the ramp is over.
    Newcomer,
    /// They are everybody's.
    Everybody,
    /// They are this member's own.
    Own,
}

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
    pub phone: Phone,
    pub limits: Limits,
    pub follows: FirstLimits,
    pub operators: Vec<PersonId>,
    pub joined_at: Instant,
}

/// Somebody who can be paid.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Payee {
    /// Their account.
    #[sqlx(rename = "account_id")]
    pub account: AccountId,
    /// Who they are here; 0 for the exchange itself.
    #[sqlx(rename = "member_id")]
    pub member: MemberId,
    /// Code, name, where.
    #[sqlx(flatten)]
    pub candidate: Candidate,
}

/// What a member is found by, as it is kept beside their own words: made here alone, so that a list and a search agree with the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundBy {
    /// The name as names are compared.
    pub sort_name: String,
    /// Where the name stands in a list.
    pub sort_key: String,
    /// What they say of themselves and where they live, as words are compared.
    pub sought: String,
}

impl FoundBy {
    /// In an exchange of that language.
    pub fn of(language: Language, name: &str, (about, area): (&str, &str)) -> Self {
        Self { sort_name: folded(name), sort_key: sort_key(language, name), sought: folded(&format!("{about} {area}")) }
    }
}

/// Makes a member, its account and its operators; answers with the account's code, which is its for life.
///
/// # Errors
/// [`DbError::Exists`] if the code is taken.
pub async fn create_member(tx: &mut Tx, new: &NewMember, by: PersonId) -> Result<Code, DbError> {
    let (code, language) = match &new.code {
        Some(code) => {
            let language: (String,) = sqlx::query_as(LANGUAGE).bind(new.exchange).fetch_one(tx.conn()).await?;
            (code.clone(), language.0)
        }
        None => {
            let next = sqlx::query_as(NEXT_NUMBER).bind(new.exchange);
            let (number, letters, language): (i64, String, String) = next.fetch_one(tx.conn()).await?;
            (Code::new(&letters, number), language)
        }
    };
    let language = Language::of_tag(&language).unwrap_or(Language::English);
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
    let found = FoundBy::of(language, &new.name, (&new.about, &new.area));
    sqlx::query(INSERT_MEMBER)
        .bind(new.exchange)
        .bind(new.id)
        .bind(new.account)
        .bind(new.name.clone())
        .bind(found.sort_name)
        .bind(found.sort_key)
        .bind(new.kind)
        .bind(new.about.clone())
        .bind(new.area.clone())
        .bind(new.joined_at)
        .bind(found.sought)
        .bind(new.phone.number.clone())
        .bind(i64::from(new.phone.is_shown))
        .bind(if new.follows == FirstLimits::Newcomer { Instant(0) } else { new.joined_at })
        .bind(if new.follows == FirstLimits::Own { new.joined_at } else { Instant(0) })
        .bind(new.limits.min_balance)
        .bind(new.limits.max_balance)
        .bind(new.limits.warn_min)
        .bind(new.limits.warn_max)
        .execute(tx.conn())
        .await?;
    for person in &new.operators {
        let query = sqlx::query(INSERT_OPERATOR).bind(new.exchange).bind(new.id).bind(*person).bind(new.joined_at);
        query.execute(tx.conn()).await?;
    }
    Ok(code)
}

/// What the directory is asked.
#[derive(Clone, Debug)]
pub struct DirectoryAsk {
    /// What is looked for.
    pub look_for: LookFor,
    /// In which order.
    pub sort: DirectorySort,
}

/// The lines of a window of the directory; one more than are shown.
pub async fn directory(
    conn: &mut AnyConnection,
    scope: Scope,
    ask: &DirectoryAsk,
    window: &Window,
) -> Result<Vec<MemberLine>, DbError> {
    let sql = match (ask.sort, window.is_backward()) {
        (DirectorySort::Name, false) => BY_NAME,
        (DirectorySort::Name, true) => BY_NAME_BACK,
        (DirectorySort::Newest, false) => NEWEST,
        (DirectorySort::Newest, true) => NEWEST_BACK,
    };
    let LookFor { folded, pattern } = ask.look_for.clone();
    let query = sqlx::query_as(sql).bind(scope.exchange()).bind(folded).bind(pattern);
    Ok(query.bind(window.edge()).bind(window.limit()).fetch_all(conn).await?)
}

/// How many members the directory has, or those that are looked for.
pub async fn count_directory(conn: &mut AnyConnection, scope: Scope, look_for: &LookFor) -> Result<i64, DbError> {
    let LookFor { folded, pattern } = look_for.clone();
    let query = sqlx::query_scalar(COUNT_DIRECTORY).bind(scope.exchange()).bind(folded).bind(pattern);
    Ok(query.fetch_one(conn).await?)
}

/// A member as their row says.
#[derive(sqlx::FromRow)]
struct ProfileRow {
    member_id: MemberId,
    #[sqlx(flatten)]
    line: MemberLine,
    phone: String,
    #[sqlx(try_from = "Flag")]
    phone_shown: bool,
    joined_at: Instant,
    balance: i64,
    trades: i64,
}

/// One member's page, with their key.
pub async fn profile(
    conn: &mut AnyConnection,
    scope: Scope,
    code: &Code,
    (now, zone): (Instant, &TimeZone),
) -> Result<Option<(MemberId, Profile)>, DbError> {
    let query = sqlx::query_as(PROFILE).bind(scope.exchange()).bind(code.clone());
    let Some(row): Option<ProfileRow> = query.fetch_optional(conn).await? else { return Ok(None) };
    let profile = Profile {
        line: row.line,
        phone: row.phone,
        phone_shown: row.phone_shown,
        since: row.joined_at.day(zone),
        today: now.day(zone),
        trades: row.trades,
        balance: Some(row.balance),
        mine: false,
        may_see_statement: false,
        may_pay_for: false,
        may_correct: false,
        may_set_limits: false,
        may_set_state: false,
        may_make_code: false,
        checks: Vec::new(),
        acts: Vec::new(),
        listings: Vec::new(),
        paid_me: None,
        paid_by_me: None,
    };
    Ok(Some((row.member_id, profile)))
}

/// The last payments that stand, of the account of that code to another, and the other way.
pub async fn last_paid(
    conn: &mut AnyConnection,
    scope: Scope,
    (code, other): (&Code, AccountId),
) -> Result<[Option<LastPaid>; 2], DbError> {
    let mut found = [None, None];
    for (sql, found) in [THEY_PAID, THEY_WERE_PAID].into_iter().zip(&mut found) {
        let query = sqlx::query_as(sql).bind(scope.exchange()).bind(code.clone()).bind(other);
        *found = query.fetch_optional(&mut *conn).await?;
    }
    Ok(found)
}

/// Whom `typed` means: one by code, or all of that name, be it the exchange's own account.
pub async fn payees(conn: &mut AnyConnection, scope: Scope, typed: &str) -> Result<Vec<Payee>, DbError> {
    if let Some(code) = Code::typed(typed)
        && let Some(payee) = payee(&mut *conn, scope, code).await?
    {
        return Ok(vec![payee]);
    }
    let mut found = called(&mut *conn, scope, typed).await?;
    let common: Option<(Code, String)> =
        sqlx::query_as(COMMON).bind(scope.exchange()).fetch_optional(&mut *conn).await?;
    if let Some((code, _)) = common.filter(|(_, name)| folded(name) == folded(typed)) {
        found.extend(payee(conn, scope, code).await?);
    }
    Ok(found)
}

/// Whom that code means.
pub async fn payee(conn: &mut AnyConnection, scope: Scope, code: Code) -> Result<Option<Payee>, DbError> {
    Ok(sqlx::query_as(PAYEE_BY_CODE).bind(scope.exchange()).bind(code).fetch_optional(conn).await?)
}

/// All of that name, however it is spelled; twenty at most.
pub async fn called(conn: &mut AnyConnection, scope: Scope, name: &str) -> Result<Vec<Payee>, DbError> {
    Ok(sqlx::query_as(PAYEES_BY_NAME).bind(scope.exchange()).bind(folded(name)).fetch_all(conn).await?)
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
    Ok(sqlx::query_as(NAME).bind(scope.exchange()).bind(account).fetch_one(conn).await?)
}

/// Whether a person acts for the member whose account it is.
pub async fn is_own(
    conn: &mut AnyConnection,
    scope: Scope,
    account: AccountId,
    person: PersonId,
) -> Result<bool, DbError> {
    let query = sqlx::query_scalar::<_, i64>(IS_OWN).bind(scope.exchange()).bind(account).bind(person);
    Ok(query.fetch_one(conn).await? > 0)
}
