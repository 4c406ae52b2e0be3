//! Sessions in the database: the cookie holds a random id, the table its hash, so that a copied database signs nobody in.
//!
//! Always holds: a session that was ended stays ended, whatever a request that still holds it saves.

use app::ids::PersonId;
use app::time::Instant;
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use time::OffsetDateTime;
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};

use crate::clock::Clock;
use crate::db::{Db, DbError};
use crate::site::Site;

/// The key under which a session keeps who is signed in.
pub const PERSON: &str = "person";
/// The key under which a session keeps the browser's own name, cut short.
const DEVICE: &str = "device";
/// How much of it is kept: it begins with what the browser is and what it runs on.
const LONGEST_DEVICE: usize = 250;
/// How long a session lasts, from sign-in on.
const LIFE: time::Duration = time::Duration::days(30);
/// The same in seconds.
pub const LIFE_SECONDS: i64 = LIFE.whole_seconds();
/// The use of a session is noted once in so many seconds: a write for every page would cost too much.
const NOTED: i64 = 3600;

/// Loads a session that has not expired. Pages do not: who asks is read with where they may act.
pub const LOAD: &str = "select data, expires_at from sessions where session_id = $1 and expires_at > $2";
/// Begins a session.
pub const BEGIN: &str = "
insert into sessions (session_id, person_id, data, device, expires_at, created_at, seen_at)
values ($1, $2, $3, $4, $5, $6, $6)";
/// Saves a session that changed; one that was ended meanwhile does not come back.
pub const SAVE: &str = "
update sessions
set person_id = $2, data = $3, device = $4, expires_at = $5
where session_id = $1";
/// Notes that a session was used.
pub const SEEN: &str = "update sessions set seen_at = $2 where session_id = $1 and seen_at < $2";
/// The sessions of a person, as they were last used.
pub const OF_PERSON: &str = "
select session_id, device, created_at, seen_at
from sessions
where person_id = $1 and expires_at > $2
order by seen_at desc, created_at desc, session_id";
/// Ends one session of a person.
pub const END_ONE: &str = "delete from sessions where person_id = $1 and session_id = $2";
/// Ends all sessions of a person but one.
pub const END_OTHERS: &str = "delete from sessions where person_id = $1 and session_id <> $2";
/// Ends a session.
pub const DELETE: &str = "delete from sessions where session_id = $1";
/// What was begun under a clock that was ahead counts as begun now, and lasts no longer than what is.
pub const CATCH_UP: &str = "
update sessions
set created_at = case when created_at > $1 then $1 else created_at end,
    seen_at = case when seen_at > $1 then $1 else seen_at end,
    expires_at = case when expires_at > $2 then $2 else expires_at end
where created_at > $1 or seen_at > $1 or expires_at > $2";
/// Ends sessions that have expired.
pub const SWEEP: &str = "delete from sessions where expires_at <= $1";

/// Every text of this file, for the test that prepares them all.
pub const ALL: [&str; 10] = [LOAD, BEGIN, SAVE, SEEN, OF_PERSON, END_ONE, END_OTHERS, DELETE, CATCH_UP, SWEEP];

/// The store that tower-sessions asks.
#[derive(Clone)]
pub struct Store {
    db: Db,
    clock: Clock,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("session::Store")
    }
}

/// The layer that gives every request its session.
pub fn layer(site: &Site) -> SessionManagerLayer<Store> {
    let https = site.config.is_https();
    SessionManagerLayer::new(Store { db: site.db.clone(), clock: site.clock.clone() })
        .with_name(cookie_name(https))
        .with_secure(https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(LIFE))
}

/// The cookie's name: `__Host-` binds it to this host and https.
pub fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-manyhands" } else { "manyhands" }
}

/// A session as its row has it.
#[derive(Clone, Debug, FromRow)]
pub struct OpenSession {
    /// What the table knows it by.
    #[sqlx(rename = "session_id")]
    pub id: String,
    /// The browser's own name.
    pub device: String,
    /// When it began.
    #[sqlx(rename = "created_at")]
    pub since: Instant,
    /// When it was last used, to within an hour.
    #[sqlx(rename = "seen_at")]
    pub seen: Instant,
}

/// The sessions of a person, as they were last used.
pub async fn of_person(db: &Db, person: PersonId, now: Instant) -> std::result::Result<Vec<OpenSession>, DbError> {
    let mut conn = db.read().await?;
    Ok(sqlx::query_as(OF_PERSON).bind(person).bind(now).fetch_all(&mut *conn).await?)
}

/// Ends one session of a person.
pub async fn end(db: &Db, person: PersonId, id: String) -> std::result::Result<(), DbError> {
    end_by(db, END_ONE, (person, id)).await
}

/// Ends every session of a person but `keep`.
pub async fn end_others(db: &Db, person: PersonId, keep: String) -> std::result::Result<(), DbError> {
    end_by(db, END_OTHERS, (person, keep)).await
}

async fn end_by(db: &Db, sql: &'static str, (person, id): (PersonId, String)) -> std::result::Result<(), DbError> {
    db.write((sql, person, id), async |tx, (sql, person, id)| {
        sqlx::query(*sql).bind(*person).bind(id.clone()).execute(tx.conn()).await?;
        Ok(())
    })
    .await
}

/// Where somebody comes in: the session of their browser, and that browser's own name.
#[derive(Clone, Debug)]
pub struct Door {
    pub(super) session: Session,
    device: String,
}

impl Door {
    /// What the table knows the session by; nothing while there is none.
    pub fn stored_id(&self) -> String {
        self.session.id().map(|id| stored_id(&id)).unwrap_or_default()
    }

    /// Signs a person in, under a new id, so that one planted beforehand is worth nothing.
    pub async fn let_in(&self, person: PersonId) -> std::result::Result<(), crate::http::answer::Error> {
        self.session.cycle_id().await.map_err(trouble)?;
        self.session.insert(PERSON, person.0).await.map_err(trouble)?;
        self.session.insert(DEVICE, self.device.clone()).await.map_err(trouble)?;
        // Here, where it can be said what went wrong.
        self.session.save().await.map_err(trouble)
    }
}

impl FromRequestParts<Site> for Door {
    type Rejection = crate::http::answer::Error;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> std::result::Result<Self, Self::Rejection> {
        let session = Session::from_request_parts(parts, site).await;
        let session = session.map_err(|(_, why)| crate::http::answer::Error::Fault(why.to_owned()))?;
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
        Ok(Self { session, device: agent.chars().take(LONGEST_DEVICE).collect() })
    }
}

/// What the table knows the session of a request by, whether it is there or not.
pub(super) fn stored_id_of(session: &Session) -> Option<String> {
    session.id().map(|id| stored_id(&id))
}

/// What the table knows a session by.
fn stored_id(id: &Id) -> String {
    let hash = Sha256::digest(id.0.to_be_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

type Made = fn() -> DbError;

/// How tower-sessions, whose errors are texts, carries what the database said.
const CARRIED: [(&str, Made); 4] = [
    ("busy", || DbError::Busy),
    ("away", || DbError::Away(sqlx::Error::PoolTimedOut)),
    ("full", || DbError::Full),
    ("not known", || DbError::NotKnown),
];

fn backend(error: impl Into<DbError>) -> Error {
    Error::Backend(match error.into() {
        DbError::Busy | DbError::Again => "busy".to_owned(),
        DbError::Away(_) => "away".to_owned(),
        DbError::Full => "full".to_owned(),
        DbError::NotKnown => "not known".to_owned(),
        other => other.to_string(),
    })
}

/// The answer when a session can be neither loaded nor saved.
pub fn trouble(error: tower_sessions::session::Error) -> crate::http::answer::Error {
    if let tower_sessions::session::Error::Store(Error::Backend(text)) = &error
        && let Some((_, said)) = CARRIED.iter().find(|(word, _)| word == text)
    {
        return said().into();
    }
    crate::http::answer::Error::Fault(error.to_string())
}

fn unreadable(error: impl std::fmt::Display) -> Error {
    Error::Decode(error.to_string())
}

/// Notes that a session was used now, if that was last noted long ago. Apart: nobody's page waits for it, or fails with it.
pub(super) fn note_use(site: &Site, id: String, (seen, now): (Instant, Instant)) {
    if seen.plus_seconds(NOTED) <= now {
        tokio::spawn(note_seen(site.db.clone(), id, now));
    }
}

async fn note_seen(db: Db, id: String, now: Instant) {
    let noted = db.write((id, now), async |tx, (id, now)| {
        sqlx::query(SEEN).bind(id.clone()).bind(*now).execute(tx.conn()).await?;
        Ok::<(), DbError>(())
    });
    if let Err(error) = noted.await
        && !error.is_away()
    {
        tracing::warn!(%error, "the last use of a session could not be noted");
    }
}

/// The columns of a session's row, but for its moments.
struct SessionRow {
    id: String,
    person: PersonId,
    data: String,
    device: String,
    expires: Instant,
}

// By our clock, not by the record's date: that one is made from the machine's.
fn row(record: &Record, now: Instant) -> Result<SessionRow> {
    let text = |key| record.data.get(key).and_then(serde_json::Value::as_str).unwrap_or("").to_owned();
    Ok(SessionRow {
        id: stored_id(&record.id),
        person: record.data.get(PERSON).and_then(serde_json::Value::as_i64).map_or(PersonId(0), PersonId),
        data: serde_json::to_string(&record.data).map_err(unreadable)?,
        device: text(DEVICE),
        expires: now.plus_seconds(LIFE_SECONDS),
    })
}

/// What loading a session reads.
#[derive(FromRow)]
struct LoadedSession {
    data: String,
    expires_at: Instant,
}

#[async_trait::async_trait]
impl SessionStore for Store {
    // Ids have 128 random bits; a clash would need the birthday of 2^64 sessions, and is refused.
    async fn create(&self, record: &mut Record) -> Result<()> {
        let now = self.clock.now();
        let begun = self.db.write((row(record, now)?, now), async |tx, (row, now)| {
            let query = sqlx::query(BEGIN).bind(row.id.clone()).bind(row.person).bind(row.data.clone());
            query.bind(row.device.clone()).bind(row.expires).bind(*now).execute(tx.conn()).await?;
            Ok::<(), DbError>(())
        });
        begun.await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let saved = self.db.write(row(record, self.clock.now())?, async |tx, row| {
            let query = sqlx::query(SAVE).bind(row.id.clone()).bind(row.person).bind(row.data.clone());
            query.bind(row.device.clone()).bind(row.expires).execute(tx.conn()).await?;
            Ok::<(), DbError>(())
        });
        saved.await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let mut conn = self.db.read().await.map_err(backend)?;
        let now = self.clock.now();
        let query = sqlx::query_as(LOAD).bind(stored_id(id)).bind(now);
        let found: Option<LoadedSession> = query.fetch_optional(&mut *conn).await.map_err(backend)?;
        let Some(found) = found else { return Ok(None) };
        let data = serde_json::from_str(&found.data).map_err(unreadable)?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(found.expires_at.unix_seconds()).map_err(unreadable)?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let deleted = self.db.write(stored_id(id), async |tx, id| {
            sqlx::query(DELETE).bind(id.clone()).execute(tx.conn()).await?;
            Ok::<(), DbError>(())
        });
        deleted.await.map_err(backend)
    }
}
