//! Persons' credentials and preferences, their secret links, and the counting of tries.

use app::ids::PersonId;
use app::time::Instant;
use app::words::Language;
use sha2::{Digest, Sha256};
use sqlx::Row as _;

use crate::db::{Db, DbError, Tx};
use crate::http::session;
use crate::mail;

/// Who signs in with that e-mail.
pub const CREDENTIALS: &str = "select person_id, password_hash from persons where email = $1";
/// The password of a person.
pub const HASH: &str = "select password_hash from persons where person_id = $1";
/// Counts a try, and answers how many there have been in its window; a window that is over begins anew.
pub const COUNT: &str = "
insert into attempts (attempt_key, window_start, count)
values ($1, $2, 1)
on conflict (attempt_key) do update
set count = case when attempts.window_start > $3 then attempts.count + 1 else 1 end,
    window_start = case when attempts.window_start > $3 then attempts.window_start else $2 end
returning count";
/// Takes back a try that was right.
pub const UNCOUNT: &str = "update attempts set count = count - 1 where attempt_key = $1 and count > 0";
/// Counts whose window is long over.
pub const SWEEP_ATTEMPTS: &str = "delete from attempts where window_start <= $1";
/// Name and language.
pub const SAVE_PROFILE: &str = "update persons set name = $2, language = $3 where person_id = $1";
/// A new password.
pub const SET_PASSWORD: &str = "update persons set password_hash = $2 where person_id = $1";
/// A new address.
pub const SET_EMAIL: &str = "update persons set email = $2 where person_id = $1";

/// Who has that e-mail.
pub const PERSON: &str = "select person_id, name, email, language from persons where email = $1";
/// Who that is.
pub const CONTACT: &str = "select person_id, name, email, language from persons where person_id = $1";
/// What is publicly known of a person, a line each.
pub const ABOUT: &str = "
select name as line from persons where person_id = $1
union
select coalesce(email, '') from persons where person_id = $1
union
select e.name from operators o join exchanges e on e.exchange_id = o.exchange_id where o.person_id = $1
union
select e.slug from operators o join exchanges e on e.exchange_id = o.exchange_id where o.person_id = $1";
/// Leaves a secret link, as its hash.
pub const LEAVE_LINK: &str = "
insert into links (token_hash, purpose, person_id, address, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6)";
/// Whose a link is, while it is good.
pub const LINK: &str = "
select person_id, address
from links
where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3";
/// Uses a link up; answers with whose it was, once.
pub const USE_LINK: &str = "
update links
set used_at = $3
where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3
returning person_id, address";
/// Ends every link of a person: they were sent before what they open was changed.
pub const END_LINKS: &str = "update links set used_at = $2 where person_id = $1 and used_at is null";
/// Links that are over.
pub const SWEEP_LINKS: &str = "delete from links where expires_at <= $1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 16] = [
    CREDENTIALS,
    HASH,
    COUNT,
    UNCOUNT,
    SWEEP_ATTEMPTS,
    SAVE_PROFILE,
    SET_PASSWORD,
    SET_EMAIL,
    PERSON,
    CONTACT,
    ABOUT,
    LEAVE_LINK,
    LINK,
    USE_LINK,
    END_LINKS,
    SWEEP_LINKS,
];

/// Person and password hash of an e-mail.
///
/// # Errors
/// When the database fails.
pub async fn credentials(db: &Db, email: &str) -> Result<Option<(PersonId, String)>, DbError> {
    let mut conn = db.read().await?;
    let row = sqlx::query(CREDENTIALS).bind(email.to_owned()).fetch_optional(&mut *conn).await?;
    row.map(|row| Ok((row.try_get("person_id")?, row.try_get("password_hash")?))).transpose()
}

/// The password hash of a person; none while they have no password.
///
/// # Errors
/// When the database fails.
pub async fn hash(db: &Db, person: PersonId) -> Result<Option<String>, DbError> {
    let mut conn = db.read().await?;
    let hash: Option<String> = sqlx::query_scalar(HASH).bind(person).fetch_optional(&mut *conn).await?;
    Ok(hash.filter(|hash| !hash.is_empty()))
}

/// The table holds no address and no e-mail, only their hash.
fn hidden(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Counts one more try under `key` and answers with how many there were in its window of `window` seconds, this one among
/// them: one statement, so that of many at once no more than the most allowed get through.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &Db, key: &str, now: Instant, window: i64) -> Result<i64, DbError> {
    db.write((hidden(key), now, window), async |tx, (key, now, window)| {
        let query = sqlx::query_scalar(COUNT).bind(key.clone()).bind(*now).bind(now.plus_seconds(-window));
        Ok(query.fetch_one(tx.conn()).await?)
    })
    .await
}

/// Takes back tries that were right.
///
/// # Errors
/// When the database fails.
pub async fn uncount(db: &Db, keys: &[&str]) -> Result<(), DbError> {
    let keys: Vec<String> = keys.iter().map(|key| hidden(key)).collect();
    db.write_boxed(move |tx| {
        let keys = keys.clone();
        Box::pin(async move {
            for key in keys {
                sqlx::query(UNCOUNT).bind(key).execute(tx.conn()).await?;
            }
            Ok(())
        })
    })
    .await
}

/// Clears away sessions, links and counts that are over, and the text of mails whose link is.
///
/// # Errors
/// When the database fails.
pub async fn sweep(db: &Db, now: Instant) -> Result<(), DbError> {
    const DAY: i64 = 86_400;
    mail::store::blank(db, now).await?;
    db.write_boxed(move |tx| {
        Box::pin(async move {
            sqlx::query(session::SWEEP).bind(now).execute(tx.conn()).await?;
            sqlx::query(SWEEP_LINKS).bind(now).execute(tx.conn()).await?;
            sqlx::query(SWEEP_ATTEMPTS).bind(now.plus_seconds(-DAY)).execute(tx.conn()).await?;
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
    db.write_boxed(move |tx| {
        let name = name.clone();
        Box::pin(async move {
            sqlx::query(SAVE_PROFILE).bind(person).bind(name).bind(language.tag()).execute(tx.conn()).await?;
            Ok(())
        })
    })
    .await
}

/// Sets a password and ends every session but `keep`, and every link that was sent before.
///
/// # Errors
/// When the database fails.
pub async fn set_password(
    tx: &mut Tx,
    person: PersonId,
    (hash, keep): (String, String),
    now: Instant,
) -> Result<(), DbError> {
    sqlx::query(SET_PASSWORD).bind(person).bind(hash).execute(tx.conn()).await?;
    sqlx::query(session::END_OTHERS).bind(person).bind(keep).execute(tx.conn()).await?;
    sqlx::query(END_LINKS).bind(person).bind(now).execute(tx.conn()).await?;
    Ok(())
}

/// Sets an address, and ends every link that was sent before.
///
/// # Errors
/// [`DbError::Exists`] if somebody else has it.
pub async fn set_email(tx: &mut Tx, person: PersonId, email: String, now: Instant) -> Result<(), DbError> {
    sqlx::query(SET_EMAIL).bind(person).bind(email).execute(tx.conn()).await?;
    sqlx::query(END_LINKS).bind(person).bind(now).execute(tx.conn()).await?;
    Ok(())
}

/// Somebody to write to.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Their key.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their e-mail, if they have one.
    pub email: Option<String>,
    /// Their language.
    pub language: Language,
}

fn contact(row: &sqlx::any::AnyRow) -> Result<Contact, DbError> {
    let language: String = row.try_get("language")?;
    Ok(Contact {
        id: row.try_get("person_id")?,
        name: row.try_get("name")?,
        email: row.try_get("email")?,
        language: Language::of_tag(&language).unwrap_or(Language::English),
    })
}

/// Whoever has that e-mail.
///
/// # Errors
/// When the database fails.
pub async fn person(tx: &mut Tx, email: &str) -> Result<Option<Contact>, DbError> {
    let row = sqlx::query(PERSON).bind(email.to_owned()).fetch_optional(tx.conn()).await?;
    row.as_ref().map(contact).transpose()
}

/// The person of that key.
///
/// # Errors
/// When the database fails or there is no such person.
pub async fn person_of(tx: &mut Tx, person: PersonId) -> Result<Contact, DbError> {
    contact(&sqlx::query(CONTACT).bind(person).fetch_one(tx.conn()).await?)
}

/// The name of a person.
///
/// # Errors
/// When the database fails or there is no such person.
pub async fn name(db: &Db, person: PersonId) -> Result<String, DbError> {
    let mut conn = db.read().await?;
    Ok(contact(&sqlx::query(CONTACT).bind(person).fetch_one(&mut *conn).await?)?.name)
}

/// What is publicly known of a person: name, e-mail, exchanges. No password is made of it.
///
/// # Errors
/// When the database fails.
pub async fn about(db: &Db, person: PersonId) -> Result<String, DbError> {
    let mut conn = db.read().await?;
    let lines: Vec<String> = sqlx::query_scalar(ABOUT).bind(person).fetch_all(&mut *conn).await?;
    Ok(lines.join("\n"))
}

/// What a secret link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To set a password.
    Password,
    /// To confirm an address.
    Email,
}

impl Purpose {
    fn tag(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Email => "email",
        }
    }
}

/// A link to be left.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// Of its token; the token itself is in the mail alone.
    pub hash: Vec<u8>,
    /// What it is for.
    pub purpose: Purpose,
    /// Whose it is.
    pub person: PersonId,
    /// The address that it confirms; empty otherwise.
    pub address: String,
    /// When it is made.
    pub from: Instant,
    /// Until when it is good.
    pub until: Instant,
}

/// Leaves a link.
///
/// # Errors
/// When the database fails.
pub async fn leave_link(tx: &mut Tx, link: &NewLink) -> Result<(), DbError> {
    let query = sqlx::query(LEAVE_LINK).bind(link.hash.clone()).bind(link.purpose.tag()).bind(link.person);
    query.bind(link.address.clone()).bind(link.from).bind(link.until).execute(tx.conn()).await?;
    Ok(())
}

/// Whose a link is, and the address it confirms; none if it is not good.
///
/// # Errors
/// When the database fails.
pub async fn link(
    db: &Db,
    hash: Vec<u8>,
    purpose: Purpose,
    now: Instant,
) -> Result<Option<(PersonId, String)>, DbError> {
    let mut conn = db.read().await?;
    let row = sqlx::query(LINK).bind(hash).bind(purpose.tag()).bind(now).fetch_optional(&mut *conn).await?;
    row.map(|row| Ok((row.try_get("person_id")?, row.try_get("address")?))).transpose()
}

/// Uses a link up: whose it was, and the address it confirms; none if it was not good.
///
/// # Errors
/// When the database fails.
pub async fn use_link(
    tx: &mut Tx,
    hash: Vec<u8>,
    purpose: Purpose,
    now: Instant,
) -> Result<Option<(PersonId, String)>, DbError> {
    let row = sqlx::query(USE_LINK).bind(hash).bind(purpose.tag()).bind(now).fetch_optional(tx.conn()).await?;
    row.map(|row| Ok((row.try_get("person_id")?, row.try_get("address")?))).transpose()
}
