//! What adding a member needs beyond `members::store`.

use app::ids::{ExchangeId, PersonId};
use app::words::Language;

use crate::db::{DbError, Tx};

/// The person of an e-mail, and whether they have a password.
pub const PERSON: &str = "
select person_id, language, cast(length(password_hash) as bigint) as password_length
from persons
where email = $1";
/// Whether a person acts for a member here.
pub const ACTS_HERE: &str = "select count(*) as here from operators where exchange_id = $1 and person_id = $2";
/// How many members the host allows, whose row is held: of two who would each be the last, one waits.
pub const MOST: &str = "select most_members from exchanges where exchange_id = $1 {lock}";
/// The same, to be looked at.
pub const LOOK_MOST: &str = "select most_members from exchanges where exchange_id = $1";
/// How many there are, asked once the row is held.
pub const COUNT_THERE: &str =
    "select count(*) as members from members where exchange_id = $1 and state not in ('left', 'deceased')";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 5] = [PERSON, ACTS_HERE, MOST, LOOK_MOST, COUNT_THERE];

/// Somebody who is known by that e-mail.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Their key.
    pub id: PersonId,
    /// Their language.
    pub language: Language,
    /// They can sign in already.
    pub has_password: bool,
}

/// The person of an e-mail (lower case).
pub async fn person(tx: &mut Tx, email: &str) -> Result<Option<Known>, DbError> {
    let query = sqlx::query_as(PERSON).bind(email.to_owned());
    let row: Option<(PersonId, String, i64)> = query.fetch_optional(tx.conn()).await?;
    Ok(row.map(|(id, language, password_length)| Known {
        id,
        language: Language::of_tag(&language).unwrap_or(Language::English),
        has_password: password_length > 0,
    }))
}

/// Whether a person acts for a member of that exchange.
pub async fn acts_here(tx: &mut Tx, exchange: ExchangeId, person: PersonId) -> Result<bool, DbError> {
    let query = sqlx::query_scalar(ACTS_HERE).bind(exchange).bind(person);
    let here: i64 = query.fetch_one(tx.conn()).await?;
    Ok(here > 0)
}

/// How many members the host allows here, if so many are there: nobody can be added then.
///
/// # Errors
/// The database's.
pub async fn full_at(tx: &mut Tx, exchange: ExchangeId) -> Result<Option<i64>, DbError> {
    let (most, members) = hold_count(tx, exchange).await?;
    Ok((most > 0 && members >= most).then_some(most))
}

/// How many members the host allows here (0: any number) and how many are there, with the exchange's row held: nobody else is added
/// meanwhile.
///
/// # Errors
/// The database's.
pub async fn hold_count(tx: &mut Tx, exchange: ExchangeId) -> Result<(i64, i64), DbError> {
    let sql = tx.engine().text(MOST);
    let most: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(exchange).fetch_one(tx.conn()).await?;
    let members: i64 = sqlx::query_scalar(COUNT_THERE).bind(exchange).fetch_one(tx.conn()).await?;
    Ok((most, members))
}

/// The same without holding anything.
///
/// # Errors
/// The database's.
pub async fn count_there(conn: &mut sqlx::AnyConnection, exchange: ExchangeId) -> Result<(i64, i64), DbError> {
    let most: i64 = sqlx::query_scalar(LOOK_MOST).bind(exchange).fetch_one(&mut *conn).await?;
    let members: i64 = sqlx::query_scalar(COUNT_THERE).bind(exchange).fetch_one(conn).await?;
    Ok((most, members))
}
