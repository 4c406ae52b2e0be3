//! A change of rules comes into force on its day: a job of its exchange, done once, whatever the clock does meanwhile.

use app::ids::ExchangeId;
use app::journal::What;
use app::rules::catalogue::Rule;
use app::rules::forms::RulesDecided;
use app::rules::proposals::{ProposalAct, ProposalState};
use app::time::Instant;

use super::store::{self, RuleProposal};
use crate::db::{DbError, Failed, Tx};
use crate::http::tenant;
use crate::jobs::{self, ClaimedJob, NewJob};
use crate::journal::Act;
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
    if let Some(seen) = store::find(tx.conn(), job.exchange, id).await?
        && let Some(state) = seen.state.next(ProposalAct::Hold)
    {
        hold(tx, job.exchange, (&seen, state, now)).await?;
    }
    // Another process has the job by now, and does this again from the beginning.
    if jobs::finish(tx, job, now).await? { Ok(()) } else { Err(DbError::Busy) }
}

/// Writes the rules on top of those that stand, with a line for each that differs from them.
async fn hold(
    tx: &mut Tx,
    exchange: ExchangeId,
    (seen, state, now): (&RuleProposal, ProposalState, Instant),
) -> Result<(), DbError> {
    let becomes = RuleProposal { state, ..seen.clone() };
    if !store::put(tx, exchange, (seen.state, &becomes)).await? {
        return Err(DbError::Again);
    }
    let exchange = tenant::by_id(tx.conn(), exchange).await?.ok_or(DbError::Busy)?;
    let stands = standing(tx.conn(), &exchange).await?;
    let (mut then, mut all) = (stands.clone(), Vec::new());
    for line in store::lines(tx.conn(), exchange.id, seen.id).await? {
        if let Some(rule) = Rule::of_key(&line.rule) {
            then = then.with(rule, &line.value);
            all.push(rule);
        }
    }
    let decided = RulesDecided::between(&stands, then, (&all, seen.why.clone()));
    if decided.changes.is_empty() {
        return Ok(());
    }
    let act = Act::new(What::Rule, (exchange.id, seen.act_id), (seen.proposed_by, now));
    let act = Act { seconded_by: seen.seconded_by, ..act };
    match set(tx, &Deciding::of(&stands, decided, act)).await {
        Ok(()) => Ok(()),
        Err(Failed::Db(error)) => Err(error),
        // Its row is held: nobody can have changed them meanwhile.
        Err(Failed::Refused(Unchanged::Stale | Unchanged::Agreed | Unchanged::Taken | Unchanged::Other)) => {
            Err(DbError::Again)
        }
    }
}
