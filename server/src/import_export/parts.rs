//! An import in parts: a bounded number of rows in each transaction, with the place where it ends, so that payments beside it pass
//! between two parts, and whoever is killed goes on where they stopped.
//!
//! Always holds: each part is written once, however often and by however many the import is run; nobody sees the exchange before its
//! last part is in and its books are recomputed.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use app::ids::{AccountId, ExchangeId, PersonId};
use app::import_export::ImportPlan;
use app::time::zone;
use jiff::tz::TimeZone;
use sqlx::AnyConnection;

use super::load::{self, ImportError, ImportFound, KeyedLoading, Loaded, Loading, NotImported};
use super::store;
use crate::db::{Db, DbError, Failed, Tx};
use crate::ledger::verify::{verify_one, verify_standing};

/// What of a bundle is written one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportStage {
    /// Who signs in.
    Persons,
    /// The members with their accounts.
    Members,
    /// What they paid one another.
    Transfers,
    /// The chairs, and what stands once.
    Offices,
    /// Nothing is left to be written.
    Whole,
}

impl ImportStage {
    const ALL: [Self; 5] = [Self::Persons, Self::Members, Self::Transfers, Self::Offices, Self::Whole];

    /// Its word in the database: the file it comes from.
    pub fn file(self) -> &'static str {
        match self {
            Self::Persons => "users.csv",
            Self::Members => "members.csv",
            Self::Transfers => "transfers.csv",
            Self::Offices => "community.csv",
            Self::Whole => "whole",
        }
    }

    fn of_file(file: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.file() == file)
    }

    fn next(self) -> Self {
        match self {
            Self::Persons => Self::Members,
            Self::Members => Self::Transfers,
            Self::Transfers => Self::Offices,
            Self::Offices | Self::Whole => Self::Whole,
        }
    }

    /// How many rows there are.
    fn rows(self, plan: &ImportPlan) -> usize {
        match self {
            Self::Persons => plan.persons.len(),
            Self::Members => plan.members.len(),
            Self::Transfers => plan.transfers.len(),
            Self::Offices | Self::Whole => 0,
        }
    }

    /// How many of them a transaction takes: on SQLite every payment waits for as long. A member is several rows, each a statement
    /// of its own; transfers share theirs.
    fn most(self) -> usize {
        match self {
            Self::Persons => 200,
            Self::Members => 100,
            Self::Transfers | Self::Offices | Self::Whole => 500,
        }
    }
}

/// How far an import is: of which file how many rows are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportPlace {
    /// Which.
    pub stage: ImportStage,
    /// How many.
    pub done: usize,
}

impl ImportPlace {
    fn of(row: &store::ImportRow) -> Option<Self> {
        Some(Self { stage: ImportStage::of_file(&row.file)?, done: usize::try_from(row.done).ok()? })
    }

    /// The rows of the next part.
    fn rows(self, plan: &ImportPlan) -> Range<usize> {
        let end = self.done.saturating_add(self.stage.most()).min(self.stage.rows(plan));
        self.done..end
    }

    /// Where it is after them.
    fn after(self, plan: &ImportPlan) -> Self {
        let done = self.rows(plan).end;
        if done < self.stage.rows(plan) { Self { done, ..self } } else { Self { stage: self.stage.next(), done: 0 } }
    }
}

/// What the parts before have left, as the next one needs it.
#[derive(Clone, Debug)]
pub struct ImportState {
    pub(super) exchange: ExchangeId,
    pub(super) slug: String,
    pub(super) zone_name: String,
    /// That of its first part: the days of all transfers are counted in one.
    pub(super) zone: TimeZone,
    place: ImportPlace,
    /// Everybody so far, in the bundle's order.
    pub(super) persons: Vec<PersonId>,
    /// The accounts of the plan's members, as far as they are there.
    pub(super) accounts: Vec<Option<AccountId>>,
}

/// A part that is to be written.
#[derive(Clone, Debug)]
struct ImportPart {
    drawn: Arc<KeyedLoading>,
    state: Arc<ImportState>,
    at: ImportPlace,
}

/// Imports a bundle part by part, or goes on with it; `between` is asked after each part, and ends it by an error.
///
/// # Errors
/// [`ImportError`]. What is in the books by then stays, hidden, and the same bundle goes on with it.
pub async fn import(
    db: &Db,
    loading: Loading,
    between: impl AsyncFn(ImportPlace) -> Result<(), ImportError>,
) -> Result<Loaded, ImportError> {
    let drawn = Arc::new(KeyedLoading::of(loading));
    let begun = db.write(Arc::clone(&drawn), async |tx, drawn| load::begin(tx, drawn).await).await?;
    let exchange = match begun {
        ImportFound::Whole(loaded) => return Ok(loaded),
        ImportFound::Part(exchange, _) => exchange,
        ImportFound::Nothing => return Err(DbError::Again.into()),
    };
    while let Some(state) = stands(db, &drawn, exchange).await? {
        let (mut at, state) = (state.place, Arc::new(state));
        if at.stage == ImportStage::Whole {
            let (disagrees, slug) = (verify_standing(db, exchange, &state.slug).await?, state.slug.clone());
            agrees(disagrees.map(|found| found.to_string()))?;
            let part = ImportPart { drawn: Arc::clone(&drawn), state: Arc::clone(&state), at };
            if db.write(part, async |tx, part| open(tx, &part.drawn, &part.state).await).await? {
                return Ok(Loaded { slug, zone_name: state.zone_name.clone(), repeated: false });
            }
        }
        // What the parts of one file need stands before them; the next file's need what this one brings.
        while at.stage == state.place.stage && at.stage != ImportStage::Whole {
            let part = ImportPart { drawn: Arc::clone(&drawn), state: Arc::clone(&state), at };
            let written =
                db.write(part, async |tx, part| write_part(tx, (&part.drawn, &part.state), part.at).await).await?;
            // Another process that imports the same was faster.
            let Some(next) = written else { break };
            at = next;
            between(at).await?;
        }
    }
    // Another process has brought it to its end, one way or the other.
    let mut conn = db.read().await?;
    match load::look(&mut conn, drawn.loading()).await? {
        ImportFound::Whole(loaded) => Ok(loaded),
        _ => Err(Failed::Refused(NotImported::Removed(drawn.loading().slug.clone()))),
    }
}

/// Imports a bundle in the caller's transaction, all of it or nothing: for a small one that something else goes with.
///
/// # Errors
/// [`ImportError`]; the caller must roll back.
pub async fn load(tx: &mut Tx, drawn: &KeyedLoading) -> Result<Loaded, ImportError> {
    let exchange = match load::begin(tx, drawn).await? {
        ImportFound::Whole(loaded) => return Ok(loaded),
        ImportFound::Part(exchange, _) => exchange,
        ImportFound::Nothing => return Err(DbError::Again.into()),
    };
    loop {
        let Some(state) = read_state(tx.conn(), drawn, exchange).await? else { return Err(DbError::Again.into()) };
        if state.place.stage == ImportStage::Whole {
            let found = verify_one(tx.conn(), exchange, &state.slug).await?;
            agrees(found.map(|found| found.to_string()))?;
            open(tx, drawn, &state).await?;
            return Ok(Loaded { slug: state.slug, zone_name: state.zone_name, repeated: false });
        }
        let mut at = state.place;
        while at.stage == state.place.stage {
            let Some(next) = write_part(tx, (drawn, &state), at).await? else { return Err(DbError::Again.into()) };
            at = next;
        }
    }
}

async fn stands(db: &Db, drawn: &KeyedLoading, exchange: ExchangeId) -> Result<Option<ImportState>, ImportError> {
    let mut conn = db.read().await?;
    read_state(&mut conn, drawn, exchange).await
}

/// What stands of an import that is under way.
async fn read_state(
    conn: &mut AnyConnection,
    drawn: &KeyedLoading,
    exchange: ExchangeId,
) -> Result<Option<ImportState>, ImportError> {
    let Some(row) = store::place(conn, exchange).await? else { return Ok(None) };
    let (slug, zone_name) = store::home(conn, exchange).await?;
    let Some(place) = ImportPlace::of(&row) else { return Err(Failed::Refused(NotImported::Removing(slug))) };
    let accounts = store::accounts(conn, exchange).await?;
    let by_code: BTreeMap<&str, AccountId> = accounts.iter().map(|one| (one.code.as_str(), one.account_id)).collect();
    let members = &drawn.loading().plan.members;
    Ok(Some(ImportState {
        exchange,
        zone: zone(&zone_name).unwrap_or(TimeZone::UTC),
        slug,
        zone_name,
        place,
        persons: store::noted_persons(conn, exchange).await?,
        accounts: members.iter().map(|member| by_code.get(member.code.as_str()).copied()).collect(),
    }))
}

/// Writes the part at that place, and where it ends; none if the import is not there any more.
async fn write_part(
    tx: &mut Tx,
    (drawn, state): (&KeyedLoading, &ImportState),
    at: ImportPlace,
) -> Result<Option<ImportPlace>, ImportError> {
    let held = store::hold_place(tx, state.exchange).await?;
    if held.as_ref().and_then(ImportPlace::of) != Some(at) {
        return Ok(None);
    }
    let plan = &drawn.loading().plan;
    load::write_rows(tx, (drawn, state), (at.stage, at.rows(plan))).await?;
    let next = at.after(plan);
    store::advance(tx, state.exchange, (next.stage.file(), next.done)).await?;
    Ok(Some(next))
}

/// Opens what is whole, if every account stands where the bundle says; false if another process has done so or taken it away.
async fn open(tx: &mut Tx, drawn: &KeyedLoading, state: &ImportState) -> Result<bool, ImportError> {
    let held = store::hold_place(tx, state.exchange).await?;
    if held.as_ref().and_then(ImportPlace::of) != Some(state.place) {
        return Ok(false);
    }
    let plan = &drawn.loading().plan;
    let standing = store::accounts(tx.conn(), state.exchange).await?;
    let balances: BTreeMap<&str, i64> = standing.iter().map(|one| (one.code.as_str(), one.balance)).collect();
    let differs =
        plan.members.iter().find(|member| balances.get(member.code.as_str()).copied() != Some(member.balance));
    agrees(differs.map(|member| format!("{} does not stand where its transfers leave it", member.code)))?;
    store::open(tx, state.exchange, plan).await?;
    Ok(true)
}

fn agrees(disagreement: Option<String>) -> Result<(), ImportError> {
    disagreement.map_or(Ok(()), |what| Err(Failed::Refused(NotImported::Disagrees(what))))
}
