//! How often something may be tried: counted in one statement before it is tried, so that of many at once no more than the most
//! allowed get through.
//!
//! Always holds: what is refused writes nothing; the table has no address and no e-mail, only their hash.

pub mod pace;
pub mod store;

use std::fmt;

use app::ids::{ExchangeId, PersonId};
use app::time::Instant;
use sha2::{Digest, Sha256};

use crate::db::{Db, DbError};
use crate::http::address::Address;
use crate::http::answer::Error;

/// By whom tries are counted. Each kind has keys of its own: an address typed as an e-mail counts nothing of that address.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// Whoever comes from there.
    Address(Address),
    /// Whoever means that e-mail address, as it was typed.
    Email(&'a str),
    /// Whoever comes from there and means that e-mail address.
    EmailFrom(Address, &'a str),
    /// Somebody who is signed in.
    Person(PersonId),
    /// Everybody together who is no member of that exchange.
    Strangers(ExchangeId),
}

impl fmt::Display for By<'_> {
    /// What was typed stands last, so that no typing makes one key into another.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => write!(f, "address/{address}"),
            Self::Email(email) => write!(f, "e-mail/{email}"),
            Self::EmailFrom(address, email) => write!(f, "e-mail from/{address}/{email}"),
            Self::Person(person) => write!(f, "person/{}", person.0),
            Self::Strangers(exchange) => write!(f, "strangers/{}", exchange.0),
        }
    }
}

/// What is counted, and how often it may be tried in how long a time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Limit {
    /// What and by whom.
    key: String,
    /// How often.
    pub most: i64,
    /// In how many seconds.
    pub window: i64,
}

impl Limit {
    /// At most `most` of these by that one in `window` seconds.
    pub fn new(what: &str, by: By<'_>, (most, window): (i64, i64)) -> Self {
        Self { key: format!("{what}/{by}"), most, window }
    }
}

/// Counts one more try and answers whether it is one of those allowed.
pub async fn allows(db: &Db, limit: &Limit, now: Instant) -> Result<bool, DbError> {
    store::count(db, counted(limit, now), now).await
}

/// Looks whether one more try of each is allowed, and counts none: to be asked first where a try is dear.
///
/// # Errors
/// [`Error::TooMany`] with the time after which it may be tried again.
pub async fn look(db: &Db, limits: &[&Limit], now: Instant) -> Result<(), Error> {
    for limit in limits {
        if store::is_over(db, counted(limit, now), now).await? {
            return Err(Error::TooMany(limit.window));
        }
    }
    Ok(())
}

/// Counts one more try.
///
/// # Errors
/// [`Error::TooMany`] with the time after which it may be tried again.
pub async fn admit(db: &Db, limit: &Limit, now: Instant) -> Result<(), Error> {
    if allows(db, limit, now).await? { Ok(()) } else { Err(Error::TooMany(limit.window)) }
}

/// Takes back tries that were right.
pub async fn forgive(db: &Db, limits: &[&Limit]) -> Result<(), DbError> {
    store::uncount(db, limits.iter().map(|limit| hidden(&limit.key)).collect()).await
}

/// Clears away counts whose window is long over.
pub async fn sweep(db: &Db, now: Instant) -> Result<(), DbError> {
    const DAY: i64 = 86_400;
    store::sweep(db, now.plus_seconds(-DAY)).await
}

fn counted(limit: &Limit, now: Instant) -> store::Counted {
    (hidden(&limit.key), limit.most, now.plus_seconds(-limit.window))
}

fn hidden(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
