//! Persons' credentials and preferences, and the counting of wrong passwords.

use app::ids::PersonId;
use app::time::Instant;
use app::words::Language;
use sha2::{Digest, Sha256};
use sqlx::Row as _;

use crate::db::{Db, DbError, Tx};

/// Who signs in with that e-mail.
pub const CREDENTIALS: &str = "select person_id, password_hash from persons where email = $1";
/// How often something was tried since a moment.
pub const ATTEMPTS: &str = "select count from attempts where attempt_key = $1 and window_start > $2";
/// Counts a try; a window that is over begins anew.
pub const COUNT: &str = "
insert into attempts (attempt_key, window_start, count)
values ($1, $2, 1)
on conflict (attempt_key) do update
set count = case when attempts.window_start > $3 then attempts.count + 1 else 1 end,
    window_start = case when attempts.window_start > $3 then attempts.window_start else $2 end";
/// Name and language.
pub const SAVE_PROFILE: &str = "update persons set name = $2, language = $3 where person_id = $1";
/// A new password.
pub const SET_PASSWORD: &str = "update persons set password_hash = $2 where person_id = $1";
/// Ends all sessions of a person but one.
pub const END_OTHERS: &str = "delete from sessions where person_id = $1 and session_id <> $2";

/// Who has that e-mail.
pub const PERSON: &str = "select person_id, language from persons where email = $1";
/// Leaves a secret link, as its hash.
pub const LEAVE_LINK: &str = "
insert into links (token_hash, purpose, person_id, created_at, expires_at)
values ($1, 'password', $2, $3, $4)";
/// Whether a link is good.
pub const LINK_IS_GOOD: &str = "
select count(*) as good
from links
where token_hash = $1 and purpose = 'password' and used_at is null and expires_at > $2";
/// Uses a link up; answers with whose it was, once.
pub const USE_LINK: &str = "
update links
set used_at = $2
where token_hash = $1 and purpose = 'password' and used_at is null and expires_at > $2
returning person_id";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 10] =
    [CREDENTIALS, ATTEMPTS, COUNT, SAVE_PROFILE, SET_PASSWORD, END_OTHERS, PERSON, LEAVE_LINK, LINK_IS_GOOD, USE_LINK];

/// Person and password hash of an e-mail.
///
/// # Errors
/// When the database fails.
pub async fn credentials(db: &Db, email: &str) -> Result<Option<(PersonId, String)>, DbError> {
    let mut conn = db.read().await?;
    let row = sqlx::query(CREDENTIALS).bind(email.to_owned()).fetch_optional(&mut *conn).await?;
    row.map(|row| Ok((row.try_get("person_id")?, row.try_get("password_hash")?))).transpose()
}

/// The table holds no address and no e-mail, only their hash.
fn hidden(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How often `key` was counted in the last `window` seconds.
///
/// # Errors
/// When the database fails.
pub async fn attempts(db: &Db, key: &str, now: Instant, window: i64) -> Result<i64, DbError> {
    let mut conn = db.read().await?;
    let query = sqlx::query_scalar(ATTEMPTS).bind(hidden(key)).bind(now.plus_seconds(-window));
    Ok(query.fetch_optional(&mut *conn).await?.unwrap_or(0))
}

/// Counts one more.
///
/// # Errors
/// When the database fails.
pub async fn count_attempt(db: &Db, key: String, now: Instant, window: i64) -> Result<(), DbError> {
    let key = hidden(&key);
    db.write(move |tx| {
        let key = key.clone();
        Box::pin(async move {
            sqlx::query(COUNT).bind(key).bind(now).bind(now.plus_seconds(-window)).execute(tx.conn()).await?;
            Ok(())
        })
    })
    .await
}

/// Saves name and language.
///
/// # Errors
/// When the database fails.
pub async fn save_profile(db: &Db, person: PersonId, name: String, language: Language) -> Result<(), DbError> {
    db.write(move |tx| {
        let name = name.clone();
        Box::pin(async move {
            sqlx::query(SAVE_PROFILE).bind(person).bind(name).bind(language.tag()).execute(tx.conn()).await?;
            Ok(())
        })
    })
    .await
}

/// Sets a password and ends every session but `keep`.
///
/// # Errors
/// When the database fails.
pub async fn set_password(db: &Db, person: PersonId, hash: String, keep: String) -> Result<(), DbError> {
    db.write(move |tx| {
        let (hash, keep) = (hash.clone(), keep.clone());
        Box::pin(async move {
            sqlx::query(SET_PASSWORD).bind(person).bind(hash).execute(tx.conn()).await?;
            sqlx::query(END_OTHERS).bind(person).bind(keep).execute(tx.conn()).await?;
            Ok(())
        })
    })
    .await
}

/// Key and language of whoever has that e-mail.
///
/// # Errors
/// When the database fails.
pub async fn person(tx: &mut Tx, email: &str) -> Result<Option<(PersonId, String)>, DbError> {
    let row = sqlx::query(PERSON).bind(email.to_owned()).fetch_optional(tx.conn()).await?;
    row.map(|row| Ok((row.try_get("person_id")?, row.try_get("language")?))).transpose()
}

/// Leaves a link by which a person sets a password, good from one moment until another.
///
/// # Errors
/// When the database fails.
pub async fn leave_link(
    tx: &mut Tx,
    hash: Vec<u8>,
    person: PersonId,
    (from, until): (Instant, Instant),
) -> Result<(), DbError> {
    sqlx::query(LEAVE_LINK).bind(hash).bind(person).bind(from).bind(until).execute(tx.conn()).await?;
    Ok(())
}

/// Whether a link is good now.
///
/// # Errors
/// When the database fails.
pub async fn link_is_good(db: &Db, hash: Vec<u8>, now: Instant) -> Result<bool, DbError> {
    let mut conn = db.read().await?;
    let good: i64 = sqlx::query_scalar(LINK_IS_GOOD).bind(hash).bind(now).fetch_one(&mut *conn).await?;
    Ok(good > 0)
}

/// Uses a link up and sets its person's password, ending all their sessions; none if it was not good.
///
/// # Errors
/// When the database fails.
pub async fn use_link(
    db: &Db,
    hash: Vec<u8>,
    password_hash: String,
    now: Instant,
) -> Result<Option<PersonId>, DbError> {
    db.write(move |tx| {
        let (hash, password_hash) = (hash.clone(), password_hash.clone());
        Box::pin(async move {
            let query = sqlx::query_scalar::<_, PersonId>(USE_LINK).bind(hash).bind(now);
            let Some(person) = query.fetch_optional(tx.conn()).await? else { return Ok(None) };
            sqlx::query(SET_PASSWORD).bind(person).bind(password_hash).execute(tx.conn()).await?;
            sqlx::query(END_OTHERS).bind(person).bind("").execute(tx.conn()).await?;
            Ok(Some(person))
        })
    })
    .await
}
