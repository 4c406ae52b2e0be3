//! The journal: every change of rules, limits, roles and agreements, and every act for somebody, in one table with one writer.
//!
//! Always holds: a line is written in the transaction of what it tells of; an act has the key that came with its form, so the same
//! form acts once. A unit of work that a form asked for begins with [`begin`] and ends with [`record`].

pub mod store;

use std::fmt::Debug;

use app::ids::{ExchangeId, MemberId, PersonId};
use app::journal::What;
use app::time::Instant;
use sha2::{Digest, Sha256};

use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::answer::Error;

/// A line about to be written.
#[derive(Clone, Debug)]
pub struct Act {
    /// Where.
    pub exchange: ExchangeId,
    /// The key that the form carried; in each exchange where it leaves a line, the act has the same.
    pub id: i64,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: PersonId,
    /// What.
    pub what: What,
    /// A print of what it was asked for, made by [`Act::asking`]; empty if something else than its key says that it was done.
    pub terms: String,
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
    /// How much of it was in the favour of whoever did it, in smallest parts.
    pub favour: i64,
    /// Who confirmed it; `PersonId(0)` for nobody.
    pub seconded_by: PersonId,
    /// From when it holds.
    pub in_force_from: Instant,
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
            terms: String::new(),
            object: String::new(),
            was: String::new(),
            becomes: String::new(),
            why: String::new(),
            on_behalf_of: MemberId(0),
            rules_version: 0,
            favour: 0,
            seconded_by: PersonId(0),
            in_force_from: at,
        }
    }

    /// The same act for these terms: everything that was asked for, as it was read, the object too. A print of them is kept, and not
    /// they, since they may hold words that are erased one day; salted with the key, so that no two acts have the same.
    #[must_use]
    pub fn asking(self, terms: &impl Debug) -> Self {
        let print = Sha256::digest(format!("{} {terms:?}", self.id));
        let terms = print.iter().take(PRINT).map(|byte| format!("{byte:02x}")).collect();
        Self { terms, ..self }
    }
}

/// How many bytes of a print are kept.
const PRINT: usize = 16;

/// Whether an act is still to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is: do it, then [`record`] it.
    Now,
    /// The same form did it before; this was its object.
    Before(String),
}

/// The key of this form stands for something else: somebody else's act, another kind of act, or other terms. A handler answers with 409.
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

/// The number of a form that comes back: its own, or a new one if it had lost that.
pub fn number(typed: &str) -> String {
    let own = typed.parse::<i64>().ok().filter(|key| *key > 0);
    own.unwrap_or_else(fresh_key).to_string()
}

/// Begins an act: the same key of the same person for the same kind of act on the same terms was done before.
///
/// # Errors
/// [`OtherAct`] if the key stands for something else.
pub async fn begin<E: From<DbError> + From<OtherAct>>(tx: &mut Tx, act: &Act) -> Result<Begun, E> {
    match store::first_line(tx.conn(), act.exchange, act.id).await? {
        None => Ok(Begun::Now),
        Some(first) if is_same(&first, act) => Ok(Begun::Before(first.object)),
        Some(_) => Err(OtherAct.into()),
    }
}

/// A line from before prints were kept, or whose print was erased, says nothing of its terms.
fn is_same(first: &store::FirstLine, act: &Act) -> bool {
    first.proposed_by == act.by && first.what == act.what && (first.terms.is_empty() || first.terms == act.terms)
}

/// Sees to it that an act may leave a line in the journal of another exchange than the one that it began in.
///
/// # Errors
/// [`OtherAct`] if its key stands for something there.
pub async fn is_free<E: From<DbError> + From<OtherAct>>(tx: &mut Tx, exchange: ExchangeId, act: i64) -> Result<(), E> {
    match store::first_line(tx.conn(), exchange, act).await? {
        None => Ok(()),
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
