//! Who wants to join: unconfirmed, in a table of its own that nobody of an exchange is shown; and applications.

use app::ids::{ExchangeId, PersonId};
use app::joining::ApplicationState;
use app::joining::agreement::JoinAgreement;
use app::joining::decision::Decided;
use app::time::Instant;
use app::words::Language;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use crate::db::{DbError, Tx};

/// The agreement as it stands; empty for everybody's words.
pub const AGREEMENT: &str = "
select from_version, text
from agreement_texts
where exchange_id = $1
order by from_version desc
limit 1";
/// Leaves what somebody filled in, until they confirm it.
pub const LEAVE: &str = "
insert into joinings (exchange_id, joining_id, email, name, area, language, password_hash, agreement_version, token_hash, code_hash,
    tries, created_at, expires_at, invitation_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12, $13)";
/// What was left under a number.
pub const LEFT: &str = "
select email, name, area, language, password_hash, agreement_version, invitation_id
from joinings
where exchange_id = $1 and joining_id = $2";
/// Counts one more try of a code, if it may still be tried.
pub const TRY: &str = "
update joinings
set tries = tries + 1
where exchange_id = $1 and joining_id = $2 and tries < $3 and expires_at > $4
returning code_hash";
/// What a link opens, while it is good.
pub const OPENED: &str = "
select joining_id, name, email
from joinings
where exchange_id = $1 and token_hash = $2 and expires_at > $3";
/// Takes out what was left: once.
pub const TAKE: &str = "
delete from joinings
where exchange_id = $1 and joining_id = $2
returning email, name, area, language, password_hash, agreement_version, invitation_id";
/// A new code and link, with tries of their own.
pub const RENEW: &str = "
update joinings
set token_hash = $3, code_hash = $4, tries = 0, expires_at = $5
where exchange_id = $1 and joining_id = $2
returning email, name, area, language, password_hash, agreement_version, invitation_id";
/// What was left under a clock that was ahead counts as left now.
pub const CATCH_UP: &str = "
update joinings
set expires_at = $1 + (expires_at - created_at), created_at = $1
where created_at > $1";
/// What nobody confirmed.
pub const SWEEP: &str = "delete from joinings where created_at <= $1";

/// Somebody applies.
pub const APPLY: &str = "
insert into applications (exchange_id, application_id, person_id, name, area, agreement_version, offers, wants, state, applied_at,
    decided_by, reason, invitation_id)
values ($1, $2, $3, $4, $5, $6, '', '', 'applied', $7, 0, '', $8)";
/// The last application of a person.
pub const OWN: &str = "
select application_id, person_id, name, area, agreement_version, offers, wants, state, applied_at, reason, invitation_id, kind
from applications
where exchange_id = $1 and person_id = $2
order by applied_at desc, application_id desc
limit 1";
/// Says what they offer and look for, while it waits.
pub const SAY: &str = "
update applications
set offers = $3, wants = $4
where exchange_id = $1 and person_id = $2 and state = 'applied'";
/// Says what kind of member they would be, and what is said about them, of whom an officer enters.
pub const DESCRIBE: &str = "
update applications
set kind = $3, offers = $4
where exchange_id = $1 and application_id = $2";
/// It comes to something, once.
pub const MOVE: &str = "
update applications
set state = $4, decided_at = $5, decided_by = $6, reason = $7
where exchange_id = $1 and application_id = $2 and state = $3";

/// One application.
pub const APPLICATION: &str = "
select application_id, person_id, name, area, agreement_version, offers, wants, state, applied_at, reason, invitation_id, kind
from applications
where exchange_id = $1 and application_id = $2";
/// Holds an application: of two who decide it, or vouch, at once the second sees all that the first did.
pub const HOLD: &str = "
select state
from applications
where exchange_id = $1 and application_id = $2
{lock}";
/// Those that wait, the oldest first; not of who was added by hand meanwhile.
pub const WAITING: &str = "
select application_id, person_id, name, area, agreement_version, offers, wants, state, applied_at, reason, invitation_id, kind
from applications w
where exchange_id = $1 and state = 'applied' and not exists (
    select 1
    from operators o
    where o.exchange_id = w.exchange_id and o.person_id = w.person_id
)
order by applied_at, application_id
limit 50";
/// How many wait.
pub const COUNT: &str = "
select count(*) as waiting
from applications w
where w.exchange_id = $1 and w.state = 'applied' and not exists (
    select 1
    from operators o
    where o.exchange_id = w.exchange_id and o.person_id = w.person_id
)";
/// What one came to, and who of the committee said so.
pub const DECIDED: &str = "
select a.state, coalesce(p.name, '') as by_name, a.reason
from applications a
left join persons p on p.person_id = a.decided_by and p.person_id <> a.person_id
where a.exchange_id = $1 and a.application_id = $2";
/// Where somebody can be written to.
pub const ADDRESS: &str = "select coalesce(email, mailbox) from persons where person_id = $1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 20] = [
    DESCRIBE,
    WAITING,
    HOLD,
    AGREEMENT,
    LEAVE,
    LEFT,
    TRY,
    OPENED,
    TAKE,
    RENEW,
    CATCH_UP,
    SWEEP,
    APPLY,
    OWN,
    SAY,
    MOVE,
    APPLICATION,
    COUNT,
    DECIDED,
    ADDRESS,
];

/// The agreement that who joins agrees to now.
pub async fn agreement(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<JoinAgreement, DbError> {
    let row: Option<(i64, String)> = sqlx::query_as(AGREEMENT).bind(exchange).fetch_optional(conn).await?;
    let (version, text) = row.unwrap_or_default();
    Ok(JoinAgreement { version, own: Some(text).filter(|text| !text.is_empty()) })
}

/// What somebody filled in.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the table joinings, described in its migration")]
pub struct Left {
    pub email: String,
    pub name: String,
    pub area: String,
    #[sqlx(try_from = "String")]
    pub language: Language,
    pub password_hash: String,
    pub agreement_version: i64,
    pub invitation_id: i64,
}

/// A joining by its number, where.
pub type JoiningKey = (ExchangeId, i64);

/// What opens it, as hashes, and how long.
#[derive(Clone, Debug)]
pub struct Lock {
    /// Of the link's token.
    pub token: Vec<u8>,
    /// Of the code.
    pub code: Vec<u8>,
    /// Made then.
    pub from: Instant,
    /// Good until then.
    pub until: Instant,
}

/// Leaves it.
///
/// # Errors
/// [`DbError::Exists`] if the number is taken.
pub async fn leave(tx: &mut Tx, key: JoiningKey, (left, lock): (&Left, &Lock)) -> Result<(), DbError> {
    let query = sqlx::query(LEAVE).bind(key.0).bind(key.1);
    let query = query.bind(left.email.clone()).bind(left.name.clone()).bind(left.area.clone());
    let query = query.bind(left.language.tag()).bind(left.password_hash.clone()).bind(left.agreement_version);
    let query = query.bind(lock.token.clone()).bind(lock.code.clone()).bind(lock.from).bind(lock.until);
    query.bind(left.invitation_id).execute(tx.conn()).await?;
    Ok(())
}

/// What was left under that number.
pub async fn left(conn: &mut AnyConnection, key: JoiningKey) -> Result<Option<Left>, DbError> {
    Ok(sqlx::query_as(LEFT).bind(key.0).bind(key.1).fetch_optional(conn).await?)
}

/// Counts a try: the hash of the right code, if one may still be tried.
pub async fn try_code(tx: &mut Tx, key: JoiningKey, (most, at): (i64, Instant)) -> Result<Option<Vec<u8>>, DbError> {
    let query = sqlx::query_scalar(TRY).bind(key.0).bind(key.1).bind(most).bind(at);
    Ok(query.fetch_optional(tx.conn()).await?)
}

/// What a link opens: number, name and address.
pub async fn opened(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    (token, at): (Vec<u8>, Instant),
) -> Result<Option<(i64, String, String)>, DbError> {
    Ok(sqlx::query_as(OPENED).bind(exchange).bind(token).bind(at).fetch_optional(conn).await?)
}

/// Takes it out, once.
pub async fn take(tx: &mut Tx, key: JoiningKey) -> Result<Option<Left>, DbError> {
    Ok(sqlx::query_as(TAKE).bind(key.0).bind(key.1).fetch_optional(tx.conn()).await?)
}

/// Gives it a new lock; whose it is.
pub async fn renew(tx: &mut Tx, key: JoiningKey, lock: &Lock) -> Result<Option<Left>, DbError> {
    let query = sqlx::query_as(RENEW).bind(key.0).bind(key.1);
    Ok(query.bind(lock.token.clone()).bind(lock.code.clone()).bind(lock.until).fetch_optional(tx.conn()).await?)
}

/// Forgets what was left before a moment.
pub async fn sweep(tx: &mut Tx, (before, now): (Instant, Instant)) -> Result<(), DbError> {
    sqlx::query(CATCH_UP).bind(now).execute(tx.conn()).await?;
    sqlx::query(SWEEP).bind(before).execute(tx.conn()).await?;
    Ok(())
}

/// An application.
#[derive(Clone, Debug, FromRow)]
#[expect(missing_docs, reason = "the columns of the table applications, described in its migration")]
pub struct Application {
    #[sqlx(rename = "application_id")]
    pub id: i64,
    #[sqlx(rename = "person_id")]
    pub person: PersonId,
    pub name: String,
    pub area: String,
    pub agreement_version: i64,
    pub offers: String,
    pub wants: String,
    pub state: ApplicationState,
    pub applied_at: Instant,
    pub reason: String,
    pub invitation_id: i64,
    pub kind: String,
}

/// Somebody who applies.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the columns of the table applications, described in its migration")]
pub struct NewApplication {
    pub key: JoiningKey,
    pub person: PersonId,
    pub name: String,
    pub area: String,
    pub agreement_version: i64,
    pub at: Instant,
    /// With which invitation; 0 for none.
    pub invitation: i64,
}

/// Applies.
///
/// # Errors
/// [`DbError::Exists`] if they have applied already.
pub async fn apply(tx: &mut Tx, new: &NewApplication) -> Result<(), DbError> {
    let query = sqlx::query(APPLY).bind(new.key.0).bind(new.key.1).bind(new.person);
    let query = query.bind(new.name.clone()).bind(new.area.clone()).bind(new.agreement_version).bind(new.at);
    query.bind(new.invitation).execute(tx.conn()).await?;
    Ok(())
}

/// The last application of a person.
pub async fn own(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    person: PersonId,
) -> Result<Option<Application>, DbError> {
    Ok(sqlx::query_as(OWN).bind(exchange).bind(person).fetch_optional(conn).await?)
}

/// Says what they offer and look for; false if it waits no longer.
pub async fn say(
    tx: &mut Tx,
    (exchange, person): (ExchangeId, PersonId),
    (offers, wants): (String, String),
) -> Result<bool, DbError> {
    let query = sqlx::query(SAY).bind(exchange).bind(person).bind(offers).bind(wants);
    Ok(query.execute(tx.conn()).await?.rows_affected() > 0)
}

/// Says of an application what kind of member they would be, and what is said about them.
pub async fn describe(tx: &mut Tx, key: JoiningKey, (kind, about): (&str, String)) -> Result<(), DbError> {
    let query = sqlx::query(DESCRIBE).bind(key.0).bind(key.1).bind(kind.to_owned()).bind(about);
    query.execute(tx.conn()).await?;
    Ok(())
}

/// A step of an application.
#[derive(Clone, Debug)]
pub struct ApplicationStep {
    /// What it was.
    pub from: ApplicationState,
    /// What it comes to.
    pub to: ApplicationState,
    /// Who says so.
    pub by: PersonId,
    /// Why, where a reason is asked for.
    pub why: String,
    /// When.
    pub at: Instant,
}

/// It comes to something; false if it is something else by now.
pub async fn move_on(tx: &mut Tx, key: JoiningKey, moved: &ApplicationStep) -> Result<bool, DbError> {
    let query = sqlx::query(MOVE).bind(key.0).bind(key.1).bind(moved.from).bind(moved.to);
    let query = query.bind(moved.at).bind(moved.by).bind(moved.why.clone());
    Ok(query.execute(tx.conn()).await?.rows_affected() > 0)
}

/// Holds an application until the transaction ends, and says what it has come to.
pub async fn hold(tx: &mut Tx, key: JoiningKey) -> Result<Option<ApplicationState>, DbError> {
    let sql = tx.engine().text(HOLD);
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).bind(key.0).bind(key.1).fetch_optional(tx.conn()).await?)
}

/// One application.
pub async fn application(conn: &mut AnyConnection, key: JoiningKey) -> Result<Option<Application>, DbError> {
    Ok(sqlx::query_as(APPLICATION).bind(key.0).bind(key.1).fetch_optional(conn).await?)
}

/// Those that wait, the oldest first; fifty at most.
pub async fn waiting(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<Application>, DbError> {
    Ok(sqlx::query_as(WAITING).bind(exchange).fetch_all(conn).await?)
}

/// How many wait.
pub async fn count(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<usize, DbError> {
    let count: i64 = sqlx::query_scalar(COUNT).bind(exchange).fetch_one(conn).await?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// What one came to, and who of the committee said so.
///
/// # Errors
/// When there is no such application, too.
pub async fn decided(conn: &mut AnyConnection, key: JoiningKey) -> Result<Decided, DbError> {
    let query = sqlx::query_as(DECIDED).bind(key.0).bind(key.1);
    let (state, by, why): (ApplicationState, String, String) = query.fetch_one(conn).await?;
    Ok(Decided { state, by, why })
}

/// Where somebody can be written to.
pub async fn address(conn: &mut AnyConnection, person: PersonId) -> Result<Option<String>, DbError> {
    let found: Option<Option<String>> = sqlx::query_scalar(ADDRESS).bind(person).fetch_optional(conn).await?;
    Ok(found.flatten())
}
