//! Sessions in the database: the cookie holds a random id, the table its hash, so that a copied database signs nobody in.

use std::sync::Arc;

use app::ids::PersonId;
use app::time::Instant;
use sha2::{Digest, Sha256};
use sqlx::Row as _;
use time::OffsetDateTime;
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, SessionManagerLayer, SessionStore};

use crate::clock::Clock;
use crate::db::Db;
use crate::site::Site;

/// The key under which a session keeps who is signed in.
pub const PERSON: &str = "person";
/// The key under which a session keeps the browser's own name, cut short.
pub const DEVICE: &str = "device";
/// How long a session lasts, from sign-in on.
const LIFE: time::Duration = time::Duration::days(30);

/// Loads a session that has not expired.
pub const LOAD: &str = "select data, expires_at from sessions where session_id = $1 and expires_at > $2";
/// Saves a session, new or changed.
pub const SAVE: &str = "
insert into sessions (session_id, person_id, data, device, created_at, seen_at, expires_at)
values ($1, $2, $3, $4, $5, $5, $6)
on conflict (session_id) do update
set person_id = excluded.person_id, data = excluded.data, device = excluded.device, expires_at = excluded.expires_at";
/// Ends a session.
pub const DELETE: &str = "delete from sessions where session_id = $1";
/// Ends sessions that have expired.
pub const SWEEP: &str = "delete from sessions where expires_at <= $1";

/// Every text of this file, for the test that prepares them all.
pub const ALL: [&str; 4] = [LOAD, SAVE, DELETE, SWEEP];

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

/// What the table knows a session by.
pub fn stored_id(id: &Id) -> String {
    let hash = Sha256::digest(id.0.to_be_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

fn micros(moment: OffsetDateTime) -> Instant {
    Instant(i64::try_from(moment.unix_timestamp_nanos() / 1000).unwrap_or(i64::MAX))
}

impl Store {
    async fn put(&self, record: &Record) -> Result<()> {
        let id = stored_id(&record.id);
        let data = serde_json::to_string(&record.data).map_err(backend)?;
        let person = record.data.get(PERSON).and_then(serde_json::Value::as_i64).map_or(PersonId(0), PersonId);
        let device = record.data.get(DEVICE).and_then(serde_json::Value::as_str).unwrap_or("").to_owned();
        let (now, expires) = (self.clock.now(), micros(record.expiry_date));
        let row = Arc::new((id, data, device));
        self.db
            .write(move |tx| {
                let row = Arc::clone(&row);
                Box::pin(async move {
                    let query = sqlx::query(SAVE).bind(row.0.clone()).bind(person).bind(row.1.clone());
                    query.bind(row.2.clone()).bind(now).bind(expires).execute(tx.conn()).await?;
                    Ok::<(), crate::db::DbError>(())
                })
            })
            .await
            .map_err(backend)
    }
}

#[async_trait::async_trait]
impl SessionStore for Store {
    // Ids have 128 random bits; a clash would need the birthday of 2^64 sessions.
    async fn create(&self, record: &mut Record) -> Result<()> {
        self.put(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        self.put(record).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let mut conn = self.db.read().await.map_err(backend)?;
        let query = sqlx::query(LOAD).bind(stored_id(id)).bind(self.clock.now());
        let Some(row) = query.fetch_optional(&mut *conn).await.map_err(backend)? else { return Ok(None) };
        let data: String = row.try_get("data").map_err(backend)?;
        let expires: Instant = row.try_get("expires_at").map_err(backend)?;
        let data = serde_json::from_str(&data).map_err(backend)?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(expires.unix_seconds()).map_err(backend)?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let id = stored_id(id);
        self.db
            .write(move |tx| {
                let id = id.clone();
                Box::pin(async move {
                    sqlx::query(DELETE).bind(id).execute(tx.conn()).await?;
                    Ok::<(), crate::db::DbError>(())
                })
            })
            .await
            .map_err(backend)
    }
}
