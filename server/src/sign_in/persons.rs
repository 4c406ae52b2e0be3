//! Making persons: the one way, for whoever adds members, the command line, the set-up page, imports and the demo.

use app::ids::PersonId;
use app::time::Instant;
use app::words::Language;
use sqlx::AnyConnection;

use crate::db::{DbError, Tx};

/// A person to be made.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the columns of the table persons, described in its migration")]
pub struct NewPerson {
    pub id: PersonId,
    pub email: Option<String>,
    pub name: String,
    pub language: Language,
    /// An argon2 text, or empty: no password yet.
    pub password_hash: String,
    pub is_host: bool,
}

/// Makes a person.
pub const INSERT_PERSON: &str = "
insert into persons (person_id, email, name, language, password_hash, is_host, created_at)
values ($1, $2, $3, $4, $5, $6, $7)";
/// The person of an e-mail.
pub const PERSON_BY_EMAIL: &str = "select person_id from persons where email = $1";
/// Gives a password to somebody who has none.
pub const FIRST_PASSWORD: &str = "update persons set password_hash = $2 where person_id = $1 and password_hash = ''";
/// Lets mails go to an address that is perhaps others' too, of who signs in by none; null for nowhere.
pub const SET_MAILBOX: &str = "update persons set mailbox = $2 where person_id = $1 and email is null";
/// Where they go.
pub const MAILBOX: &str = "select mailbox from persons where person_id = $1 and email is null";
/// Every text of this file, for the test that prepares them all.
pub const ALL: [&str; 5] = [SET_MAILBOX, MAILBOX, INSERT_PERSON, PERSON_BY_EMAIL, FIRST_PASSWORD];

/// Makes a person.
///
/// # Errors
/// [`DbError::Exists`] if the e-mail is taken.
pub async fn create_person(tx: &mut Tx, new: &NewPerson, at: Instant) -> Result<(), DbError> {
    sqlx::query(INSERT_PERSON)
        .bind(new.id)
        .bind(new.email.clone())
        .bind(new.name.clone())
        .bind(new.language.tag())
        .bind(new.password_hash.clone())
        .bind(i64::from(new.is_host))
        .bind(at)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The person of that e-mail (as stored: lower case).
pub async fn person_by_email(conn: &mut AnyConnection, email: &str) -> Result<Option<PersonId>, DbError> {
    Ok(sqlx::query_scalar(PERSON_BY_EMAIL).bind(email.to_owned()).fetch_optional(conn).await?)
}

/// Gives a password to somebody who has none; whoever has one keeps it.
pub async fn give_first_password(tx: &mut Tx, person: PersonId, hash: &str) -> Result<(), DbError> {
    sqlx::query(FIRST_PASSWORD).bind(person).bind(hash.to_owned()).execute(tx.conn()).await?;
    Ok(())
}

/// Lets mails of somebody who signs in by no address go there (lower case), or nowhere. Whoever has an address of their own keeps it.
pub async fn set_mailbox(tx: &mut Tx, person: PersonId, mailbox: Option<String>) -> Result<(), DbError> {
    sqlx::query(SET_MAILBOX).bind(person).bind(mailbox).execute(tx.conn()).await?;
    Ok(())
}

/// Where mails go of somebody who signs in by no address.
pub async fn mailbox(conn: &mut AnyConnection, person: PersonId) -> Result<Option<String>, DbError> {
    let found: Option<Option<String>> = sqlx::query_scalar(MAILBOX).bind(person).fetch_optional(conn).await?;
    Ok(found.flatten())
}
