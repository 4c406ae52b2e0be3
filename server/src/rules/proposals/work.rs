//! Proposing a change of rules, and what others say to it; each in one transaction, once for each form.
//!
//! Always holds: the exchange's own row is locked first, so that of two who propose, confirm or object at the same moment one is
//! first; a proposal leaves a state once, since the statement names the state that it leaves.

use app::ids::{ExchangeId, MemberId, PersonId};
use app::journal::fell::Fell;
use app::notices::NoticeKind;
use app::rules::forms::RulesDecided;
use app::rules::matter::Matter;
use app::rules::proposals::{ProposalAct, ProposalAnswer, ProposalState, RuleCourse, enough_objections};
use app::time::{Instant, start_of};
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use sqlx::AnyConnection;

use super::job::in_force_on_its_day;
use super::store::{self, Line, RuleProposal};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::tenant::Exchange;
use crate::jobs;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::notices::{self, OfficerNotice};
use crate::roles::seconders;
use crate::roles::work::OfficeStep;
use crate::rules::work::Unchanged;

/// A change about to be proposed.
pub struct Proposing {
    act: Act,
    proposal: RuleProposal,
    lines: Vec<Line>,
    version: i64,
}

impl Proposing {
    /// Of what was decided about rules, on that course, as the act of a form.
    pub fn of_rules(exchange: &Exchange, (decided, course): (RulesDecided, RuleCourse), act: Act) -> Self {
        let line = |change: app::rules::forms::RuleChange| Line {
            rule: change.what.key().to_owned(),
            was: change.was,
            becomes: change.becomes,
            value: change.value,
        };
        let lines = decided.changes.into_iter().map(line).collect();
        Self::of(exchange, (lines, course), Act { why: decided.reason, ..act })
    }

    /// Of offices, each with what its holder held before and holds after it, as the record says it.
    pub fn of_offices(exchange: &Exchange, (changes, course): (Vec<OfficeStep>, RuleCourse), act: Act) -> Self {
        let line = |step: OfficeStep| Line {
            rule: step.change.key(),
            was: step.was,
            becomes: step.becomes,
            value: step.change.value(),
        };
        Self::of(exchange, (changes.into_iter().map(line).collect(), course), act)
    }

    /// Of an act that takes a second officer by a rule of its own.
    pub fn of_act(exchange: &Exchange, (line, course): (Line, RuleCourse), act: Act) -> Self {
        Self::of(exchange, (vec![line], course), act)
    }

    fn of(exchange: &Exchange, (lines, course): (Vec<Line>, RuleCourse), act: Act) -> Self {
        let state = if course.second { ProposalState::Proposed } else { ProposalState::Announced };
        let from = if course.second { Instant(0) } else { earliest(act.at, course.days, &exchange.zone) };
        let proposal = RuleProposal {
            id: act.id,
            act_id: fresh_key(),
            state,
            why: act.why.clone(),
            proposed_by: act.by,
            proposer: String::new(),
            proposed_at: act.at,
            days: course.days,
            open_to_objection: course.open_to_objection,
            seconded_by: PersonId(0),
            seconder: String::new(),
            in_force_from: from,
            fallen_because: String::new(),
            objections: 0,
        };
        let what = store::matter(&lines).what(state);
        Self { act: Act { what, ..act }, proposal, lines, version: exchange.rules_version }
    }
}

/// The first moment of the day that is so many whole days later; now for none.
fn earliest(now: Instant, days: i64, zone: &TimeZone) -> Instant {
    if days == 0 {
        return now;
    }
    let day = now.day(zone).saturating_add(days.days());
    start_of(day.tomorrow().unwrap_or(day), zone)
}

/// Proposes, in the caller's transaction; under the same key it was proposed before.
///
/// # Errors
/// [`Unchanged`]; the caller must roll back then.
pub async fn propose(tx: &mut Tx, new: &Proposing) -> Result<(), Failed<Unchanged>> {
    let Proposing { act, proposal, lines, version } = new;
    if journal::begin::<Failed<Unchanged>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    if !store::hold(tx, act.exchange, *version).await? {
        return Err(Failed::Refused(Unchanged::Stale));
    }
    // The same form may have been faster.
    if journal::begin::<Failed<Unchanged>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    let keys = lines.iter().map(|line| format!("|{}|", line.rule)).collect();
    if store::is_taken(tx, act.exchange, keys).await? {
        return Err(Failed::Refused(Unchanged::Taken));
    }
    store::insert(tx, act.exchange, (proposal, lines)).await?;
    record(tx, &Act { in_force_from: proposal.in_force_from.max(act.at), ..act.clone() }, lines).await?;
    if proposal.state == ProposalState::Proposed {
        let (exchange, at, object) = (act.exchange, act.at, proposal.id.to_string());
        let told = OfficerNotice { exchange, kind: NoticeKind::RuleProposed, object, by: act.by, at };
        return Ok(notices::tell_officers(tx, told).await?);
    }
    Ok(announce(tx, act, (proposal, store::matter(lines))).await?)
}

/// Everybody is told of what everybody may read, and on its day it holds.
async fn announce(tx: &mut Tx, act: &Act, (proposal, matter): (&RuleProposal, Matter)) -> Result<(), DbError> {
    if matter.reader().is_none() {
        notices::tell_all(tx, (act.exchange, NoticeKind::RuleAnnounced), (proposal.id, act.at)).await?;
    }
    jobs::plan(tx, &in_force_on_its_day(act.exchange, (proposal, matter))).await
}

/// A line of the journal for each rule, or each person whose office it is.
pub(super) async fn record(tx: &mut Tx, act: &Act, lines: &[Line]) -> Result<(), DbError> {
    let line = |line: &Line| Act {
        object: line.object(),
        was: line.was.clone(),
        becomes: line.becomes.clone(),
        ..act.clone()
    };
    journal::record_lines(tx, &lines.iter().map(line).collect::<Vec<_>>()).await
}

/// Who says what to a proposal.
#[derive(Clone, Debug)]
pub struct Saying {
    /// Where.
    pub exchange: Exchange,
    /// Which.
    pub proposal: i64,
    /// What.
    pub answer: ProposalAnswer,
    /// And why.
    pub why: String,
    /// Who, for which member.
    pub by: (PersonId, MemberId),
    /// The form's key, and when.
    pub key: (i64, Instant),
}

/// Why an answer changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSaid {
    /// There is no such proposal.
    Gone,
    /// It stands otherwise by now.
    Late,
    /// They may not say that.
    NotTheirs,
    /// The form's key stands for something else.
    Other,
}

impl From<OtherAct> for NotSaid {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// Answers, in the caller's transaction; under the same key it was answered before.
///
/// # Errors
/// [`NotSaid`]; the caller must roll back then.
pub async fn answer(tx: &mut Tx, said: &Saying) -> Result<(), Failed<NotSaid>> {
    let (exchange, (id, at)) = (said.exchange.id, said.key);
    let lines = store::lines(tx.conn(), exchange, said.proposal).await?;
    let what = store::matter(&lines).what(match said.answer {
        ProposalAnswer::Second => ProposalState::Announced,
        ProposalAnswer::Decline => ProposalState::Declined,
        ProposalAnswer::Withdraw => ProposalState::Withdrawn,
        ProposalAnswer::Object => ProposalState::Fallen,
    });
    let act = Act::new(what, (exchange, id), (said.by.0, at)).asking(&(said.proposal, &said.why));
    if journal::begin::<Failed<NotSaid>>(tx, &act).await? != Begun::Now {
        return Ok(());
    }
    crate::rules::store::hold(tx, exchange).await?;
    let seen = store::find(tx.conn(), exchange, said.proposal).await?.ok_or(Failed::Refused(NotSaid::Gone))?;
    if journal::begin::<Failed<NotSaid>>(tx, &act).await? != Begun::Now {
        return Ok(());
    }
    let seconders = seconders_of(tx.conn(), exchange, (&seen, &lines)).await?;
    if !may(said, (&seen, &seconders)) {
        return Err(Failed::Refused(NotSaid::NotTheirs));
    }
    let act = Act { why: said.why.clone(), ..act };
    match said.answer {
        ProposalAnswer::Second => second(tx, (said, &seen), act).await,
        ProposalAnswer::Decline => close(tx, (&seen, ProposalAct::Decline), &act).await,
        ProposalAnswer::Withdraw => close(tx, (&seen, ProposalAct::Withdraw), &act).await,
        ProposalAnswer::Object => object(tx, (said, &seen), act).await,
    }
}

/// Who may confirm it: nobody who proposed it or whom it is about.
pub(crate) async fn seconders_of(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    (seen, lines): (&RuleProposal, &[Line]),
) -> Result<Vec<PersonId>, DbError> {
    let mut but = vec![seen.proposed_by];
    for line in lines {
        but.extend(store::concerned(conn, exchange, line).await?);
    }
    seconders(conn, exchange, &but).await
}

/// Whether there is somebody who could confirm what that person proposes under that key.
///
/// # Errors
/// The database's.
pub async fn has_seconder(
    conn: &mut AnyConnection,
    (exchange, by): (ExchangeId, PersonId),
    key: &str,
) -> Result<bool, DbError> {
    let line = Line { rule: key.to_owned(), was: String::new(), becomes: String::new(), value: String::new() };
    let mut but = store::concerned(conn, exchange, &line).await?;
    but.push(by);
    Ok(!seconders(conn, exchange, &but).await?.is_empty())
}

/// Whether a form proposed before what it asks for, on the same terms.
///
/// # Errors
/// The database's. What else its key may stand for finds whoever writes.
pub async fn proposed_before(tx: &mut Tx, (act, matter): &(Act, Matter)) -> Result<bool, Failed<Unchanged>> {
    for state in [ProposalState::Proposed, ProposalState::Announced] {
        match journal::begin::<Failed<Unchanged>>(tx, &Act { what: matter.what(state), ..act.clone() }).await {
            Ok(Begun::Before(_)) => return Ok(true),
            Ok(Begun::Now) | Err(Failed::Refused(_)) => {}
            Err(failed) => return Err(failed),
        }
    }
    Ok(false)
}

/// Whether it is theirs to say: nobody answers what they proposed but to take it back.
fn may(said: &Saying, (seen, seconders): (&RuleProposal, &[PersonId])) -> bool {
    let own = seen.proposed_by == said.by.0;
    match said.answer {
        ProposalAnswer::Second | ProposalAnswer::Decline => seconders.contains(&said.by.0),
        ProposalAnswer::Withdraw => own,
        ProposalAnswer::Object => seen.open_to_objection && !own && said.by.1 != MemberId(0),
    }
}

async fn second(tx: &mut Tx, (said, seen): (&Saying, &RuleProposal), act: Act) -> Result<(), Failed<NotSaid>> {
    let state = seen.state.next(ProposalAct::Second).ok_or(Failed::Refused(NotSaid::Late))?;
    let from = earliest(act.at, seen.days, &said.exchange.zone);
    let becomes = RuleProposal { state, seconded_by: said.by.0, in_force_from: from, ..seen.clone() };
    if !store::put(tx, act.exchange, (seen.state, &becomes)).await? {
        return Err(Failed::Refused(NotSaid::Late));
    }
    let lines = store::lines(tx.conn(), act.exchange, seen.id).await?;
    let why = seen.why.clone();
    record(tx, &Act { why, seconded_by: PersonId(0), in_force_from: from, ..act.clone() }, &lines).await?;
    Ok(announce(tx, &act, (&becomes, store::matter(&lines))).await?)
}

/// Ends it before it holds.
async fn close(tx: &mut Tx, (seen, what): (&RuleProposal, ProposalAct), act: &Act) -> Result<(), Failed<NotSaid>> {
    let state = seen.state.next(what).ok_or(Failed::Refused(NotSaid::Late))?;
    let becomes = RuleProposal { state, ..seen.clone() };
    if !store::put(tx, act.exchange, (seen.state, &becomes)).await? {
        return Err(Failed::Refused(NotSaid::Late));
    }
    let lines = store::lines(tx.conn(), act.exchange, seen.id).await?;
    Ok(record(tx, act, &lines).await?)
}

/// Notes an objection, once for each member; with the last that is needed it falls.
async fn object(tx: &mut Tx, (said, seen): (&Saying, &RuleProposal), act: Act) -> Result<(), Failed<NotSaid>> {
    if seen.state != ProposalState::Announced {
        return Err(Failed::Refused(NotSaid::Late));
    }
    let objections = store::object(tx, (act.exchange, seen.id), (said.by.1, &said.why, act.at)).await?;
    let enough = enough_objections(store::members(tx.conn(), act.exchange).await?);
    if objections < enough { Ok(()) } else { close(tx, (seen, ProposalAct::Fall), &act).await }
}

/// What waits under a key does not come about, since there is nothing left to be decided; nothing where nothing waits.
///
/// # Errors
/// The database's; the caller must roll back then.
pub async fn fall(
    tx: &mut Tx,
    (exchange, key): (ExchangeId, String),
    (why, at): (Fell, Instant),
) -> Result<(), DbError> {
    let Some(id) = store::waits(tx.conn(), exchange, key).await? else { return Ok(()) };
    crate::rules::store::hold(tx, exchange).await?;
    let Some(seen) = store::find(tx.conn(), exchange, id).await? else { return Ok(()) };
    let Some(state) = seen.state.next(ProposalAct::Fall) else { return Ok(()) };
    let becomes = RuleProposal { state, fallen_because: why.tag().to_owned(), ..seen.clone() };
    if !store::put(tx, exchange, (seen.state, &becomes)).await? {
        return Err(DbError::Again);
    }
    let lines = store::lines(tx.conn(), exchange, id).await?;
    let act = Act::new(store::matter(&lines).what(state), (exchange, seen.act_id), (seen.proposed_by, at));
    record(tx, &Act { seconded_by: seen.seconded_by, why: why.tag().to_owned(), ..act }, &lines).await
}
