//! The journal: every change of rules, limits, roles and agreements, and every act for somebody, in one table with one writer.
//!
//! Always holds: a line is written in the transaction of what it tells of; an act has the key that came with its form, so the same
//! form acts once. A unit of work that a form asked for begins with [`begin`] and ends with [`record`].

pub mod store;

use app::ids::{ExchangeId, MemberId, PersonId};
use app::journal::What;
use app::time::Instant;

use crate::db::{DbError, Failed, Tx};
use crate::http::answer::Error;

/// A line about to be written.
#[derive(Clone, Debug)]
pub struct Act {
    /// Where.
    pub exchange: ExchangeId,
    /// The key that the form carried; in each exchange where it leaves a line, the act has the same.
    pub id: i64,
    /// When; in force from then on.
    pub at: Instant,
    /// Who.
    pub by: PersonId,
    /// What.
    pub what: What,
    /// To what: a rule's key, an account's code, a transfer's id.
    pub object: String,
    /// What it was.
    pub was: String,
    /// What it becomes.
    pub becomes: String,
    /// Why.
    pub why: String,
    /// For whom; `MemberId(0)` for nobody.
    pub on_behalf_of: MemberId,
    /// The version of the rules that this makes; 0 if no rule changes.
    pub rules_version: i64,
}

impl Act {
    /// An act that says no more than who did what, where and when; the rest is filled in by name.
    pub fn new(what: What, (exchange, id): (ExchangeId, i64), (by, at): (PersonId, Instant)) -> Self {
        Self {
            exchange,
            id,
            at,
            by,
            what,
            object: String::new(),
            was: String::new(),
            becomes: String::new(),
            why: String::new(),
            on_behalf_of: MemberId(0),
            rules_version: 0,
        }
    }
}

/// Whether an act is still to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is: do it, then [`record`] it.
    Now,
    /// The same form did it before; this was its object.
    Before(String),
}

/// The key of this form stands for something else: somebody else's act, or another kind of act. A handler answers with 409.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherAct;

impl From<OtherAct> for Error {
    fn from(_: OtherAct) -> Self {
        Self::Conflict
    }
}

impl<R: From<OtherAct>> From<OtherAct> for Failed<R> {
    fn from(other: OtherAct) -> Self {
        Self::Refused(other.into())
    }
}

/// Reads the key that a form carries: made by the page with [`crate::clock::fresh_key`].
///
/// # Errors
/// [`Error::BadRequest`] when the form lost it.
pub fn key(typed: &str) -> Result<i64, Error> {
    typed.parse().ok().filter(|key| *key > 0).ok_or(Error::BadRequest)
}

/// Begins an act: the same key of the same person for the same kind of act was done before.
///
/// # Errors
/// [`OtherAct`] if the key stands for something else.
pub async fn begin<E: From<DbError> + From<OtherAct>>(tx: &mut Tx, act: &Act) -> Result<Begun, E> {
    match store::first_line(tx.conn(), act.exchange, act.id).await? {
        None => Ok(Begun::Now),
        Some(first) if first.proposed_by == act.by && first.what == act.what => Ok(Begun::Before(first.object)),
        Some(_) => Err(OtherAct.into()),
    }
}

/// Writes an act of one line, in its transaction. A twin of the form that was faster makes this work run again, and then
/// [`begin`] finds it.
pub async fn record(tx: &mut Tx, act: &Act) -> Result<(), DbError> {
    record_lines(tx, std::slice::from_ref(act)).await
}

/// Writes the lines of one act, in their order; otherwise as [`record`].
pub async fn record_lines(tx: &mut Tx, lines: &[Act]) -> Result<(), DbError> {
    for (place, act) in (0_i64..).zip(lines) {
        match store::write(tx, act, place).await {
            Err(DbError::Exists) => return Err(DbError::Again),
            other => other?,
        }
    }
    Ok(())
}
