//! A change of rules or offices comes into force on its day: a job of its exchange, done once, whatever the clock does meanwhile.

use app::ids::ExchangeId;
use app::rules::catalogue::Rule;
use app::rules::forms::RulesDecided;
use app::rules::proposals::{Matter, ProposalAct, ProposalState};
use app::time::Instant;

use super::store::{self, Line, RuleProposal};
use super::work::record;
use crate::db::{DbError, Failed, Tx};
use crate::http::tenant;
use crate::jobs::{self, ClaimedJob, NewJob};
use crate::journal::Act;
use crate::roles::work::{ChangingOffices, NotGiven, change_offices, steps};
use crate::rules::work::{Deciding, Unchanged, set};
use crate::rules::{self, standing};
use crate::site::Site;

/// The word of this kind of job.
pub const KIND: &str = "rules-in-force";

/// The job that brings a proposal into force.
pub(super) fn in_force_on_its_day(exchange: ExchangeId, proposal: &RuleProposal) -> NewJob {
    NewJob { exchange, key: format!("{KIND}:{}", proposal.id), kind: KIND, due_at: proposal.in_force_from }
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
    let id = job.key.rsplit(':').next().and_then(|id| id.parse().ok()).unwrap_or(0);
    rules::store::hold(tx, job.exchange).await?;
    if let Some(seen) = store::find(tx.conn(), job.exchange, id).await? {
        let lines = store::lines(tx.conn(), job.exchange, id).await?;
        let what = if can_hold(tx, job.exchange, &lines).await? { ProposalAct::Hold } else { ProposalAct::Fall };
        if let Some(state) = seen.state.next(what) {
            hold(tx, (job.exchange, now), (&seen, state, &lines)).await?;
        }
    }
    // Another process has the job by now, and does this again from the beginning.
    if jobs::finish(tx, job, now).await? { Ok(()) } else { Err(DbError::Busy) }
}

/// Whether the offices still allow it: somebody may have left meanwhile.
async fn can_hold(tx: &mut Tx, exchange: ExchangeId, lines: &[Line]) -> Result<bool, DbError> {
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
        (ProposalState::InForce, Matter::Rules) => rules(tx, (lines, &seen.why), act).await,
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
