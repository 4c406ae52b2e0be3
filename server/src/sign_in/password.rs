//! Hashing of passwords: argon2id with OWASP's parameters (19 MiB, two passes), off the async threads and two at a time, so
//! that a flood of sign-ins cannot starve payments.
//!
//! Always holds: a server hashes in two memories that it keeps and uses again (taken from the system for each password, they stay with
//! every thread that ever hashed); so many may wait for their turn, and the next one is sent away at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::http::answer::Error;
use crate::throttle::Limit;

/// How many are hashed at the same time.
const AT_ONCE: usize = 2;
/// How many more may wait for their turn.
const WAITING: usize = 16;
/// The longest password that is looked at, in bytes.
const LONGEST: usize = 1024;

/// The hash of nobody's password, checked for unknown people so that they take as long as known ones.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What one password is hashed in; it only grows.
type Memory = Vec<Block>;

/// The passwords of one server: who waits, who is hashed, and in what.
pub struct Passwords {
    places: Arc<Semaphore>,
    /// How many tries of each limit have a place.
    trying: Mutex<HashMap<Limit, i64>>,
    turns: Semaphore,
    memories: Mutex<Vec<Memory>>,
}

impl Default for Passwords {
    fn default() -> Self {
        let memories = Mutex::new((0..AT_ONCE).map(|_| Memory::new()).collect());
        let (places, turns) = (Arc::new(Semaphore::new(AT_ONCE + WAITING)), Semaphore::new(AT_ONCE));
        Self { places, trying: Mutex::default(), turns, memories }
    }
}

/// A place among those who hash or wait; given back when it is dropped.
pub struct PasswordPlace {
    all: Arc<Passwords>,
    of: Option<Limit>,
    _place: OwnedSemaphorePermit,
}

impl Drop for PasswordPlace {
    fn drop(&mut self) {
        let Some(limit) = self.of.take() else { return };
        let mut trying = locked(&self.all.trying);
        let left = trying.get(&limit).map_or(0, |count| count - 1);
        if left > 0 {
            trying.insert(limit, left);
        } else {
            trying.remove(&limit);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Passwords {
    /// A place in the queue, for a try of that limit if there is one. To be taken before the try is counted: who is sent away has not
    /// tried, and guesses made at once against one account do not fill the queue.
    ///
    /// # Errors
    /// [`Error::Crowded`] at once when too many wait, [`Error::TooMany`] when all that the limit allows are being tried now.
    pub fn place(self: &Arc<Self>, of: Option<&Limit>) -> Result<PasswordPlace, Error> {
        let mut trying = locked(&self.trying);
        let now = |limit: &Limit| trying.get(limit).copied().unwrap_or(0);
        if let Some(limit) = of.filter(|limit| now(limit) >= limit.most) {
            return Err(Error::TooMany(limit.window));
        }
        let place = self.places.clone().try_acquire_owned().map_err(|_| Error::Crowded)?;
        let of = of.cloned();
        if let Some(limit) = &of {
            *trying.entry(limit.clone()).or_default() += 1;
        }
        Ok(PasswordPlace { all: self.clone(), of, _place: place })
    }

    /// Looks whether a place is free, for whoever would read something first: while a flood is sent away, nothing is read of it either.
    ///
    /// # Errors
    /// [`Error::Crowded`]
    pub fn look(&self) -> Result<(), Error> {
        if self.places.available_permits() > 0 { Ok(()) } else { Err(Error::Crowded) }
    }

    /// How large the memories are together, in blocks of a kibibyte, while nobody hashes.
    pub fn kept(&self) -> usize {
        locked(&self.memories).iter().map(Vec::len).sum()
    }
}

impl PasswordPlace {
    /// Hashes a new password.
    ///
    /// # Errors
    /// When the hasher fails.
    pub async fn hash(self, password: String) -> Result<String, Error> {
        self.gated(move |memory| hash_in(memory, &password)).await
    }

    /// Whether the password is the one of that hash; with no hash, the same work and no.
    ///
    /// # Errors
    /// When the hasher fails.
    pub async fn verify(self, password: String, hash: Option<String>) -> Result<bool, Error> {
        self.gated(move |memory| {
            let is_right = is_of(memory, &password, hash.as_deref().unwrap_or(NOBODY))?;
            Ok(is_right && hash.is_some())
        })
        .await
    }

    /// Whose password it is, of these hashes the first that fits; of none, the same work and nobody's.
    ///
    /// # Errors
    /// When the hasher fails.
    pub async fn verify_any(self, password: String, hashes: Vec<String>) -> Result<Option<usize>, Error> {
        self.gated(move |memory| {
            if hashes.is_empty() {
                is_of(memory, &password, NOBODY)?;
            }
            for (nth, hash) in hashes.iter().enumerate() {
                if is_of(memory, &password, hash)? {
                    return Ok(Some(nth));
                }
            }
            Ok(None)
        })
        .await
    }

    async fn gated<T: Send + 'static>(
        self,
        work: impl FnOnce(&mut Memory) -> Result<T, String> + Send + 'static,
    ) -> Result<T, Error> {
        let _turn = self.all.turns.acquire().await.map_err(|error| Error::Fault(error.to_string()))?;
        let all = self.all.clone();
        let task = tokio::task::spawn_blocking(move || {
            let mut memory = locked(&all.memories).pop().unwrap_or_default();
            let done = work(&mut memory);
            locked(&all.memories).push(memory);
            done
        });
        task.await.map_err(|error| Error::Fault(error.to_string()))?.map_err(Error::Fault)
    }
}

/// Hashes in the calling thread; for start-up and the command line alone.
///
/// # Errors
/// When the hasher fails.
pub fn hash_now(password: &str) -> Result<String, String> {
    hash_in(&mut Memory::new(), password)
}

fn hash_in(memory: &mut Memory, password: &str) -> Result<String, String> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| error.to_string())?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let salt = crate::clock::random::<16>();
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(argon.params()).map_err(|error| error.to_string())?,
        salt: Some(Salt::new(&salt).map_err(|error| error.to_string())?),
        hash: Some(output(&argon, (password, &salt), (memory, Params::DEFAULT_OUTPUT_LEN))?),
    };
    Ok(hash.to_string())
}

/// Whether the password is the one of a hash, with the parameters that stand in it.
fn is_of(memory: &mut Memory, password: &str, text: &str) -> Result<bool, String> {
    let parsed = PasswordHash::new(text).map_err(|error| error.to_string())?;
    let (Some(salt), Some(hash)) = (&parsed.salt, &parsed.hash) else { return Ok(false) };
    let algorithm = Algorithm::try_from(parsed.algorithm.as_str()).map_err(|error| error.to_string())?;
    let version =
        parsed.version.map_or(Ok(Version::default()), Version::try_from).map_err(|error| error.to_string())?;
    let params = Params::try_from(&parsed).map_err(|error| error.to_string())?;
    let argon = Argon2::new(algorithm, version, params);
    // One that nobody can have set takes as long as any other.
    let (typed, may_be) = if password.len() <= LONGEST { (password, true) } else { ("", false) };
    // Compared without telling by the time how much is right.
    Ok(output(&argon, (typed, salt.as_ref()), (memory, hash.len()))? == *hash && may_be)
}

fn output(
    argon: &Argon2<'_>,
    (password, salt): (&str, &[u8]),
    (memory, length): (&mut Memory, usize),
) -> Result<Output, String> {
    let blocks = argon.params().block_count();
    if memory.len() < blocks {
        memory.resize(blocks, Block::new());
    }
    let mut buffer = [0; Output::MAX_LENGTH];
    let out = buffer.get_mut(..length).ok_or("the hash is too long")?;
    let memory = memory.get_mut(..blocks).ok_or("the memory is too small")?;
    argon.hash_password_into_with_memory(password.as_bytes(), salt, out, memory).map_err(|error| error.to_string())?;
    Output::new(out).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};

    use super::{Memory, hash_in, is_of};

    #[test]
    fn a_hash_is_of_its_password_alone_also_in_a_memory_that_was_used_before() {
        let mut memory = Memory::new();
        let hash = hash_in(&mut memory, "nine slow herons wade").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        for (typed, right) in [("nine slow herons wade", true), ("nine slow herons wad", false), ("", false)] {
            assert_eq!(is_of(&mut memory, typed, &hash).unwrap(), right, "{typed}");
        }
        assert_ne!(hash_in(&mut memory, "nine slow herons wade").unwrap(), hash, "each with a salt of its own");
        assert_eq!(memory.len(), 19_456);
    }

    #[test]
    fn what_the_crate_hashes_with_any_parameters_is_read_here() {
        let mut memory = Memory::new();
        for algorithm in [Algorithm::Argon2d, Algorithm::Argon2i, Algorithm::Argon2id] {
            for (cost, version, length) in
                [(8, Version::V0x10, None), (64, Version::V0x13, Some(16)), (32, Version::V0x13, Some(64))]
            {
                let argon = Argon2::new(algorithm, version, Params::new(cost, 1, 1, length).unwrap());
                let hash = argon.hash_password_with_salt(b"abc", b"0123456789abcdef").unwrap().to_string();
                assert!(is_of(&mut memory, "abc", &hash).unwrap(), "{hash}");
                assert!(!is_of(&mut memory, "abd", &hash).unwrap(), "{hash}");
            }
        }
        assert_eq!(memory.len(), 64, "it grows and is kept");
        assert!(is_of(&mut memory, "abc", "no hash").is_err());
    }
}
