//! Hashing of passwords: argon2id with OWASP's parameters (19 MiB, two passes), off the async threads and two at a time, so
//! that a flood of sign-ins cannot starve payments.

use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::http::answer::Error;

static GATE: Semaphore = Semaphore::const_new(2);

/// The hash of nobody's password, checked for unknown people so that they take as long as known ones.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

fn argon() -> Result<Argon2<'static>, String> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| error.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes in the calling thread; for start-up alone.
///
/// # Errors
/// When the hasher fails.
pub fn hash_now(password: &str) -> Result<String, String> {
    let salt = crate::clock::random::<16>();
    argon()?
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|error| error.to_string())
}

/// Hashes a new password.
///
/// # Errors
/// When the hasher fails.
pub async fn hash(password: String) -> Result<String, Error> {
    gated(move || hash_now(&password)).await
}

/// Whether the password is the one of that hash; with no hash, the same work and no.
///
/// # Errors
/// When the hasher fails.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, Error> {
    gated(move || {
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| NOBODY.clone());
        let parsed = PasswordHash::new(&text).map_err(|error| error.to_string())?;
        let short_enough = password.len() <= 1024;
        Ok(short_enough && argon()?.verify_password(password.as_bytes(), &parsed).is_ok() && known)
    })
    .await
}

async fn gated<T: Send + 'static>(work: impl FnOnce() -> Result<T, String> + Send + 'static) -> Result<T, Error> {
    let _turn = GATE.acquire().await.map_err(|error| Error::Fault(error.to_string()))?;
    let task = tokio::task::spawn_blocking(work).await.map_err(|error| Error::Fault(error.to_string()))?;
    task.map_err(Error::Fault)
}
