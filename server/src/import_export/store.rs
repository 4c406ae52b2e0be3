//! What an import reads and writes beside what making an exchange writes anyway, and what taking one away again deletes. What
//! stands in the books themselves is deleted by the ledger's own stores.

use app::ids::{AccountId, ExchangeId, MemberId, PersonId};
use app::import_export::ImportPlan;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use crate::db::{DbError, Tx};
use crate::sign_in::persons::person_by_email;

/// The exchange of a code, whatever its state.
pub const BY_CODE: &str = "select exchange_id, slug, time_zone, status, import_print from exchanges where code = $1";
/// Where an exchange is, and in which time zone.
pub const HOME: &str = "select slug, time_zone from exchanges where exchange_id = $1";
/// How far an import is.
pub const PLACE: &str = "select print, file, done from imports where exchange_id = $1";
/// The same, and nobody else goes on with it meanwhile.
pub const HOLD_PLACE: &str = "select print, file, done from imports where exchange_id = $1 {lock}";
/// Begins an import.
pub const BEGIN: &str = "insert into imports (exchange_id, print, file, done) values ($1, $2, $3, 0)";
/// How far it is now.
pub const ADVANCE: &str = "update imports set file = $2, done = $3 where exchange_id = $1";
/// A person of the bundle.
pub const NOTE_PERSON: &str =
    "insert into import_persons (exchange_id, place, person_id, made) values ($1, $2, $3, $4)";
/// The persons of the bundle, in its order.
pub const NOTED_PERSONS: &str = "select person_id from import_persons where exchange_id = $1 order by place";
/// The members' accounts.
pub const ACCOUNTS: &str = "select code, account_id, balance from accounts where exchange_id = $1 and kind = 0";
/// The number of the next account.
pub const NEXT_NUMBER: &str = "update exchanges set next_number = $2 where exchange_id = $1";
/// Lets everybody see it; or the host alone, if it is closed where it comes from.
pub const OPEN: &str = "
update exchanges
set import_print = $2, status = $3
where exchange_id = $1 and status = 'importing'";
/// Who belongs to an open exchange is nobody's to take away, whichever import made them.
pub const KEEP_PERSONS: &str = "
update import_persons
set made = 0
where made = 1 and person_id in (select own.person_id from import_persons own where own.exchange_id = $1)";
/// Forgets who was in the bundle.
pub const FORGET_PERSONS: &str = "delete from import_persons where exchange_id = $1";
/// Forgets how far it was.
pub const FORGET: &str = "delete from imports where exchange_id = $1";
/// A member's state.
pub const SET_STATE: &str = "update members set state = $3 where exchange_id = $1 and member_id = $2";

/// Begins to take an exchange away that is not whole.
pub const BEGIN_REMOVAL: &str = "
update exchanges
set status = 'removing'
where exchange_id = $1 and status in ('importing', 'removing')";
/// Takes away who acts for some members: those of the accounts that go next.
pub const REMOVE_OPERATORS: &str = "
delete from operators
where exchange_id = $1 and member_id in (
    select m.member_id
    from members m
    where m.exchange_id = $1 and m.account_id in (
        select account_id from accounts where exchange_id = $1 order by account_id limit $2
    )
)";
/// And the members.
pub const REMOVE_MEMBERS: &str = "
delete from members
where exchange_id = $1 and account_id in (
    select account_id from accounts where exchange_id = $1 order by account_id limit $2
)";
/// Takes away persons that the import made and of whom nothing else is known, by their places from the last on.
pub const REMOVE_PERSONS: &str = "
delete from persons
where password_hash = '' and is_host = 0
    and person_id in (select i.person_id from import_persons i where i.exchange_id = $1 and i.made = 1 and i.place >= $2)
    and not exists (select 1 from import_persons i where i.person_id = persons.person_id and i.exchange_id <> $1)
    and not exists (select 1 from operators o where o.person_id = persons.person_id)
    and not exists (select 1 from roles r where r.person_id = persons.person_id and r.exchange_id <> $1)
    and not exists (select 1 from links l where l.person_id = persons.person_id)
    and not exists (select 1 from applications a where a.person_id = persons.person_id)
    and not exists (select 1 from sessions s where s.person_id = persons.person_id)
    and not exists (select 1 from notice_keys k where k.person_id = persons.person_id)
    and not exists (select 1 from stop_links k where k.person_id = persons.person_id)
    and not exists (select 1 from notice_stops n where n.person_id = persons.person_id)";
/// Forgets them.
pub const REMOVE_NOTED: &str = "delete from import_persons where exchange_id = $1 and place >= $2";
/// How many are noted.
pub const COUNT_NOTED: &str = "select count(*) as noted from import_persons where exchange_id = $1";
/// What is left of it in the end, the exchange last.
pub const REMOVE_REST: [&str; 8] = [
    "delete from admission_checks where exchange_id = $1",
    "delete from roles where exchange_id = $1",
    "delete from rules where exchange_id = $1",
    "delete from journal where exchange_id = $1",
    "delete from notices where exchange_id = $1",
    "delete from jobs where exchange_id = $1",
    FORGET,
    "delete from exchanges where exchange_id = $1",
];

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 21] = [
    BY_CODE,
    HOME,
    PLACE,
    HOLD_PLACE,
    BEGIN,
    ADVANCE,
    NOTE_PERSON,
    NOTED_PERSONS,
    ACCOUNTS,
    NEXT_NUMBER,
    OPEN,
    KEEP_PERSONS,
    FORGET_PERSONS,
    FORGET,
    SET_STATE,
    BEGIN_REMOVAL,
    REMOVE_OPERATORS,
    REMOVE_MEMBERS,
    REMOVE_PERSONS,
    REMOVE_NOTED,
    COUNT_NOTED,
];

/// An exchange as it stands under its code.
#[derive(FromRow)]
pub(super) struct StandingExchange {
    pub exchange_id: ExchangeId,
    pub slug: String,
    pub time_zone: String,
    pub status: String,
    pub import_print: String,
}

/// How far an import is, and of which bundle.
#[derive(FromRow)]
pub(super) struct ImportRow {
    pub print: String,
    pub file: String,
    pub done: i64,
}

/// A member's account.
#[derive(FromRow)]
pub(super) struct ImportedAccount {
    pub code: String,
    pub account_id: AccountId,
    pub balance: i64,
}

/// The exchange of that code, whatever its state.
pub(super) async fn by_code(conn: &mut AnyConnection, code: &str) -> Result<Option<StandingExchange>, DbError> {
    Ok(sqlx::query_as(BY_CODE).bind(code.to_owned()).fetch_optional(conn).await?)
}

/// Address and time zone.
pub(super) async fn home(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<(String, String), DbError> {
    Ok(sqlx::query_as(HOME).bind(exchange).fetch_one(conn).await?)
}

/// How far the import of that exchange is; none if there is none.
pub(super) async fn place(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Option<ImportRow>, DbError> {
    Ok(sqlx::query_as(PLACE).bind(exchange).fetch_optional(conn).await?)
}

/// The same, held until the transaction ends.
pub(super) async fn hold_place(tx: &mut Tx, exchange: ExchangeId) -> Result<Option<ImportRow>, DbError> {
    let sql = tx.engine().text(HOLD_PLACE);
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(exchange).fetch_optional(tx.conn()).await?)
}

/// Begins an import with the first row of a file.
pub(super) async fn begin(tx: &mut Tx, exchange: ExchangeId, (print, file): (&str, &str)) -> Result<(), DbError> {
    let query = sqlx::query(BEGIN).bind(exchange).bind(print.to_owned()).bind(file.to_owned());
    query.execute(tx.conn()).await?;
    Ok(())
}

/// So many rows of that file are in.
pub(super) async fn advance(tx: &mut Tx, exchange: ExchangeId, (file, done): (&str, usize)) -> Result<(), DbError> {
    let done = i64::try_from(done).unwrap_or(i64::MAX);
    sqlx::query(ADVANCE).bind(exchange).bind(file.to_owned()).bind(done).execute(tx.conn()).await?;
    Ok(())
}

/// Notes who stands at a place of the bundle, and whether they were made for it.
pub(super) async fn note_person(
    tx: &mut Tx,
    (exchange, place): (ExchangeId, usize),
    (person, made): (PersonId, bool),
) -> Result<(), DbError> {
    let place = i64::try_from(place).unwrap_or(i64::MAX);
    let query = sqlx::query(NOTE_PERSON).bind(exchange).bind(place).bind(person).bind(i64::from(made));
    query.execute(tx.conn()).await?;
    Ok(())
}

/// Who is noted so far, in the bundle's order.
pub(super) async fn noted_persons(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<PersonId>, DbError> {
    Ok(sqlx::query_scalar(NOTED_PERSONS).bind(exchange).fetch_all(conn).await?)
}

/// The members' accounts as they stand.
pub(super) async fn accounts(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<ImportedAccount>, DbError> {
    Ok(sqlx::query_as(ACCOUNTS).bind(exchange).fetch_all(conn).await?)
}

/// How many of a plan's persons are here already.
pub async fn known(conn: &mut AnyConnection, plan: &ImportPlan) -> Result<usize, DbError> {
    let mut known = 0;
    for person in &plan.persons {
        known += usize::from(person_by_email(conn, &person.email).await?.is_some());
    }
    Ok(known)
}

/// Sets the number of the next account.
pub(super) async fn next_number(tx: &mut Tx, exchange: ExchangeId, number: i64) -> Result<(), DbError> {
    sqlx::query(NEXT_NUMBER).bind(exchange).bind(number).execute(tx.conn()).await?;
    Ok(())
}

/// Lets it be seen; what was noted on the way is forgotten.
pub(super) async fn open(tx: &mut Tx, exchange: ExchangeId, plan: &ImportPlan) -> Result<(), DbError> {
    let status = if plan.open { "open" } else { "suspended" };
    sqlx::query(OPEN).bind(exchange).bind(plan.print.clone()).bind(status).execute(tx.conn()).await?;
    for sql in [KEEP_PERSONS, FORGET_PERSONS, FORGET] {
        sqlx::query(sql).bind(exchange).execute(tx.conn()).await?;
    }
    Ok(())
}

/// Sets a member's state.
pub async fn set_state(tx: &mut Tx, exchange: ExchangeId, member: MemberId, state: &str) -> Result<(), DbError> {
    sqlx::query(SET_STATE).bind(exchange).bind(member).bind(state.to_owned()).execute(tx.conn()).await?;
    Ok(())
}

/// Begins to take an exchange away; false if it is whole.
pub(super) async fn begin_removal(tx: &mut Tx, exchange: ExchangeId) -> Result<bool, DbError> {
    Ok(sqlx::query(BEGIN_REMOVAL).bind(exchange).execute(tx.conn()).await?.rows_affected() > 0)
}

/// Takes away the members of the next `most` accounts.
pub(super) async fn remove_members(tx: &mut Tx, exchange: ExchangeId, most: i64) -> Result<(), DbError> {
    for sql in [REMOVE_OPERATORS, REMOVE_MEMBERS] {
        sqlx::query(sql).bind(exchange).bind(most).execute(tx.conn()).await?;
    }
    Ok(())
}

/// Takes away the last `most` persons that are noted; how many were.
pub(super) async fn remove_persons(tx: &mut Tx, exchange: ExchangeId, most: i64) -> Result<u64, DbError> {
    let noted: i64 = sqlx::query_scalar(COUNT_NOTED).bind(exchange).fetch_one(tx.conn()).await?;
    let from = noted.saturating_sub(most);
    sqlx::query(REMOVE_PERSONS).bind(exchange).bind(from).execute(tx.conn()).await?;
    Ok(sqlx::query(REMOVE_NOTED).bind(exchange).bind(from).execute(tx.conn()).await?.rows_affected())
}

/// Takes away what is left, the exchange last.
pub(super) async fn remove_rest(tx: &mut Tx, exchange: ExchangeId) -> Result<(), DbError> {
    for sql in REMOVE_REST {
        sqlx::query(sql).bind(exchange).execute(tx.conn()).await?;
    }
    Ok(())
}
