//! A change that waited comes into force on its day: a job of its exchange, done once, whatever the clock does meanwhile.
//!
//! Rules and offices are brought into force here. What belongs to a feature above this one has a job of its own there, which takes the
//! proposal up, does what it says, and says what came of it.

use app::ids::{ExchangeId, PersonId};
use app::journal::fell::Fell;
use app::rules::catalogue::Rule;
use app::rules::forms::RulesDecided;
use app::rules::matter::Matter;
use app::rules::proposals::{ProposalAct, ProposalState};
use app::time::Instant;

use super::store::{self, Line, RuleProposal};
use super::work::record;
use crate::db::{DbError, Failed, Tx};
use crate::http::tenant::{self, Exchange};
use crate::jobs::{self, ClaimedJob, NewJob};
use crate::journal::Act;
use crate::roles::job::is_governed;
use crate::roles::work::{ChangingOffices, NotGiven, change_offices, steps};
use crate::rules::work::{Deciding, Unchanged, set};
use crate::rules::{self, standing};
use crate::site::Site;

/// The word of the job that brings rules and offices into force.
pub const KIND: &str = "rules-in-force";
/// Of the one that changes a class; `limits` does it.
pub const CLASS: &str = "class-in-force";
/// Of the one that sets the limits of an account; `limits` does it.
pub const LIMITS: &str = "limits-in-force";
/// Of the one that moves what is left of somebody.
pub const REMAINDER: &str = "remainder-in-force";
/// Of the one that lets somebody in; `joining` does it.
pub const ADMISSION: &str = "admission-in-force";
/// Of the one that proposes or accepts an agreement; `intertrading` does it.
pub const AGREEMENT: &str = "agreement-in-force";

/// The job that brings a proposal into force.
pub(super) fn in_force_on_its_day(exchange: ExchangeId, (proposal, matter): (&RuleProposal, Matter)) -> NewJob {
    let kind = match matter {
        Matter::Rules | Matter::Offices => KIND,
        Matter::Class => CLASS,
        Matter::Limits => LIMITS,
        Matter::Remainder => REMAINDER,
        Matter::Admission => ADMISSION,
        Matter::Agreement => AGREEMENT,
    };
    NewJob { exchange, key: format!("{kind}:{}", proposal.id), kind, due_at: proposal.in_force_from }
}

/// A change whose day has come, to be done by whoever knows how.
#[derive(Clone, Debug)]
pub struct DueProposal {
    /// Where.
    pub exchange: Exchange,
    /// What was proposed, by whom, and who confirmed it.
    pub proposal: RuleProposal,
    /// What changes; of an act that is one thing.
    pub line: Line,
    /// When.
    pub at: Instant,
}

/// What a job is about, before anything is held: for whoever has to hold something else first.
///
/// # Errors
/// The database's.
pub async fn ahead(tx: &mut Tx, job: &ClaimedJob) -> Result<Option<Line>, DbError> {
    Ok(store::lines(tx.conn(), job.exchange, key(job)).await?.pop())
}

/// Takes up the proposal of a job, and holds the exchange's rules; none where something else became of it.
///
/// # Errors
/// The database's; [`DbError::Busy`] while the exchange is closed: it is tried again.
pub async fn take_up(tx: &mut Tx, job: &ClaimedJob, now: Instant) -> Result<Option<DueProposal>, DbError> {
    rules::store::hold(tx, job.exchange).await?;
    let found = store::find(tx.conn(), job.exchange, key(job)).await?;
    let Some(proposal) = found.filter(|seen| seen.state.next(ProposalAct::Hold).is_some()) else { return Ok(None) };
    let mut lines = store::lines(tx.conn(), job.exchange, proposal.id).await?;
    let exchange = tenant::by_id(tx.conn(), job.exchange).await?.ok_or(DbError::Busy)?;
    Ok(lines.pop().map(|line| DueProposal { exchange, proposal, line, at: now }))
}

/// Notes that it came about, or that it could not, and why; and ends the job.
///
/// # Errors
/// The database's; [`DbError::Busy`] if another process has the job by now: the caller must roll back then.
pub async fn came_about(
    tx: &mut Tx,
    (job, now): (&ClaimedJob, Instant),
    came: Option<(DueProposal, Option<Fell>)>,
) -> Result<(), DbError> {
    if let Some((DueProposal { proposal, line, .. }, fell)) = came {
        let act = if fell.is_some() { ProposalAct::Fall } else { ProposalAct::Hold };
        let state = proposal.state.next(act).ok_or(DbError::Again)?;
        let because = fell.map_or_else(String::new, |fell| fell.tag().to_owned());
        let becomes = RuleProposal { state, fallen_because: because.clone(), ..proposal.clone() };
        if !store::put(tx, job.exchange, (proposal.state, &becomes)).await? {
            return Err(DbError::Again);
        }
        if fell.is_some() {
            let what = store::matter(std::slice::from_ref(&line)).what(state);
            let act = Act::new(what, (job.exchange, proposal.act_id), (proposal.proposed_by, now));
            let act = Act { seconded_by: proposal.seconded_by, why: because, ..act };
            record(tx, &act, &[line]).await?;
        }
    }
    // Another process has the job by now, and does this again from the beginning.
    if jobs::finish(tx, job, now).await? { Ok(()) } else { Err(DbError::Busy) }
}

/// The key of the proposal that a job is about.
fn key(job: &ClaimedJob) -> i64 {
    job.key.rsplit(':').next().and_then(|id| id.parse().ok()).unwrap_or(0)
}

/// Brings it into force, unless something else became of it.
///
/// # Errors
/// The database's; [`DbError::Busy`] while the exchange is closed: it is tried again.
pub async fn run(site: Site, job: ClaimedJob) -> Result<(), DbError> {
    let work = (job, site.clock.now());
    site.db.write(work, async |tx, (job, now)| in_force(tx, job, *now).await).await
}

async fn in_force(tx: &mut Tx, job: &ClaimedJob, now: Instant) -> Result<(), DbError> {
    let id = key(job);
    rules::store::hold(tx, job.exchange).await?;
    if let Some(seen) = store::find(tx.conn(), job.exchange, id).await? {
        let lines = store::lines(tx.conn(), job.exchange, id).await?;
        let what = if can_hold(tx, (job.exchange, now), (&seen, &lines)).await? {
            ProposalAct::Hold
        } else {
            ProposalAct::Fall
        };
        if let Some(state) = seen.state.next(what) {
            hold(tx, (job.exchange, now), (&seen, state, &lines)).await?;
        }
    }
    // Another process has the job by now, and does this again from the beginning.
    if jobs::finish(tx, job, now).await? { Ok(()) } else { Err(DbError::Busy) }
}

/// Whether the offices still allow it: somebody may have left meanwhile. An interim chair, which nobody of the exchange proposed, is none
/// where somebody governs by now.
async fn can_hold(
    tx: &mut Tx,
    (exchange, now): (ExchangeId, Instant),
    (seen, lines): (&RuleProposal, &[Line]),
) -> Result<bool, DbError> {
    if seen.proposed_by == PersonId(0) && store::matter(lines) == Matter::Offices {
        let place = tenant::by_id(tx.conn(), exchange).await?.ok_or(DbError::Busy)?;
        if is_governed(tx.conn(), &place, now).await? {
            return Ok(false);
        }
    }
    let changes: Vec<_> = lines.iter().filter_map(Line::office).collect();
    match steps(tx.conn(), exchange, &changes).await {
        Ok(_) => Ok(true),
        Err(Failed::Refused(_)) => Ok(false),
        Err(Failed::Db(error)) => Err(error),
    }
}

/// Writes what was proposed on top of what stands; or that it does not come about.
async fn hold(
    tx: &mut Tx,
    (exchange, now): (ExchangeId, Instant),
    (seen, state, lines): (&RuleProposal, ProposalState, &[Line]),
) -> Result<(), DbError> {
    let becomes = RuleProposal { state, ..seen.clone() };
    if !store::put(tx, exchange, (seen.state, &becomes)).await? {
        return Err(DbError::Again);
    }
    let matter = store::matter(lines);
    let act = Act::new(matter.what(state), (exchange, seen.act_id), (seen.proposed_by, now));
    let act = Act { seconded_by: seen.seconded_by, why: seen.why.clone(), ..act };
    match (state, matter) {
        (ProposalState::InForce, Matter::Offices) => offices(tx, lines, act).await,
        (ProposalState::InForce, _) => rules(tx, (lines, &seen.why), act).await,
        _ => record(tx, &act, lines).await,
    }
}

/// Gives and ends the offices.
async fn offices(tx: &mut Tx, lines: &[Line], act: Act) -> Result<(), DbError> {
    let changes = lines.iter().filter_map(Line::office).collect();
    match change_offices(tx, &ChangingOffices { changes, act }).await {
        Ok(()) => Ok(()),
        Err(Failed::Db(error)) => Err(error),
        Err(Failed::Refused(NotGiven::Refused(_) | NotGiven::Other)) => Err(DbError::Again),
    }
}

/// Writes the rules on top of those that stand, with a line for each that differs from them.
async fn rules(tx: &mut Tx, (lines, why): (&[Line], &str), act: Act) -> Result<(), DbError> {
    let exchange = tenant::by_id(tx.conn(), act.exchange).await?.ok_or(DbError::Busy)?;
    let stands = standing(tx.conn(), &exchange).await?;
    let (mut then, mut all) = (stands.clone(), Vec::new());
    for line in lines {
        if let Some(rule) = Rule::of_key(&line.rule) {
            then = then.with(rule, &line.value);
            all.push(rule);
        }
    }
    let decided = RulesDecided::between(&stands, then, (&all, why.to_owned()));
    if decided.changes.is_empty() {
        return Ok(());
    }
    match set(tx, &Deciding::of(&stands, decided, act)).await {
        Ok(()) => Ok(()),
        Err(Failed::Db(error)) => Err(error),
        // Its row is held: nobody can have changed them meanwhile.
        Err(Failed::Refused(Unchanged::Stale | Unchanged::Agreed | Unchanged::Taken | Unchanged::Other)) => {
            Err(DbError::Again)
        }
    }
}
