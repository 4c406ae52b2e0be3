//! Where an agreement takes two officers of an exchange: what one of them proposes or accepts waits until another confirms it, and only then
//! does the partner hear of it.
//!
//! Always holds: nobody who signed for one exchange confirms for the other; the two exchanges are held in ascending order before anything
//! is taken up. Not here: agreeing itself (`agreements`); declining, taking back and ending take one officer.

use app::ids::{AgreementId, ExchangeId, PersonId};
use app::intertrading::UnitsPerHour;
use app::intertrading::forms::{Answer, Reach};
use app::journal::fell::Fell;
use app::journal::{What, figures};
use app::paths::exchange::Proposal;
use app::rules::matter::Matter;
use app::rules::proposals::RuleCourse;
use app::time::Instant;
use axum::response::{IntoResponse, Redirect, Response};
use sqlx::AnyConnection;

use super::agreements::{AnswerKeys, Answering, NotAgreed, answer_signed, propose_signed};
use super::store::{Agreement, NewAgreement, lock};
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::http::tenant::Exchange;
use crate::jobs::ClaimedJob;
use crate::journal::Act;
use crate::rules::proposals::job::{DueProposal, ahead, came_about, take_up};
use crate::rules::proposals::store::{Line, waits};
use crate::rules::proposals::work::{Proposing, has_seconder, propose, proposed_before};
use crate::rules::standing;
use crate::rules::work::Unchanged;
use crate::site::Site;

fn key(partner: ExchangeId) -> String {
    Matter::Agreement.key(&partner.0.to_string())
}

/// How it goes that this member's committee signs something with that partner, where this member begins.
///
/// # Errors
/// The database's.
pub(super) async fn course(
    conn: &mut AnyConnection,
    member: &Member,
    partner: ExchangeId,
) -> Result<RuleCourse, DbError> {
    let rules = standing(conn, &member.exchange).await?;
    let has_seconder = has_seconder(conn, (member.exchange.id, member.person.id), &key(partner)).await?;
    Ok(RuleCourse::of_act(&rules, Matter::Agreement, has_seconder))
}

/// What waits of an agreement with that partner, if anything does.
///
/// # Errors
/// The database's.
pub(super) async fn waiting(
    conn: &mut AnyConnection,
    (exchange, partner): (ExchangeId, ExchangeId),
) -> Result<Option<i64>, DbError> {
    waits(conn, exchange, key(partner)).await
}

/// What becomes of something that is to be signed.
pub(super) enum Signing {
    /// One officer is enough.
    AtOnce,
    /// It waits.
    Waits(Response),
    /// Something stands in the way.
    Not(String),
}

/// Lets a proposal to a partner wait, if it has to.
pub(super) async fn proposes(
    member: &Member,
    site: &Site,
    (new, theirs): (&NewAgreement, &Exchange),
) -> Result<Signing, Error> {
    let ((_, rate, reach), (_, their_rate, their_reach)) = (new.a, new.b);
    let [ours, their] = new.counting.unwrap_or_default();
    let value = format!(
        "{PROPOSE} {rate} {} {} {their_rate} {} {} {ours} {their}",
        reach.down, reach.up, their_reach.down, their_reach.up
    );
    wait(member, site, (theirs, (rate, their_rate), reach), (new.id.0, value, new.note.clone())).await
}

/// Lets our yes to what a partner proposes wait, if it has to.
pub(super) async fn accepts(
    member: &Member,
    site: &Site,
    (agreement, theirs, reach): (&Agreement, &Exchange, Reach),
    act: i64,
) -> Result<Signing, Error> {
    let value = format!("{ACCEPT} {} {} {}", agreement.id.0, reach.down, reach.up);
    let rates = (agreement.our_rate, agreement.their_rate);
    wait(member, site, (theirs, rates, reach), (act, value, agreement.note.clone())).await
}

/// Before the terms of what is proposed, and of what is accepted.
const PROPOSE: &str = "propose";
const ACCEPT: &str = "accept";

async fn wait(
    member: &Member,
    site: &Site,
    (theirs, rates, reach): (&Exchange, (UnitsPerHour, UnitsPerHour), Reach),
    (id, value, why): (i64, String, String),
) -> Result<Signing, Error> {
    let (exchange, words) = (&member.exchange, member.chrome.words());
    let act = Act::new(What::ActProposed, (exchange.id, id), (member.person.id, site.clock.now()));
    let act = act.asking(&(theirs.id, &value, &why));
    match site.db.write((act.clone(), Matter::Agreement), proposed_before).await {
        Ok(true) => return Ok(Signing::Waits(to_proposal(member, site, id))),
        Ok(false) => {}
        Err(Failed::Refused(_)) => return Err(Error::Conflict),
        Err(Failed::Db(error)) => return Err(error.into()),
    }
    let mut conn = site.db.read().await?;
    let course = course(&mut conn, member, theirs.id).await?;
    drop(conn);
    if course.is_now() {
        return Ok(Signing::AtOnce);
    }
    let becomes =
        figures::agreement(&exchange.unit, (&theirs.slug, &format!("{}:{}", rates.0, rates.1)), (reach.down, reach.up));
    let line = Line { rule: key(theirs.id), was: String::new(), becomes, value };
    match site.db.write(Proposing::of_act(exchange, (line, course), Act { why, ..act }), propose).await {
        Ok(()) => Ok(Signing::Waits(to_proposal(member, site, id))),
        Err(Failed::Refused(Unchanged::Taken)) => Ok(Signing::Not(words.proposal_taken())),
        Err(Failed::Refused(Unchanged::Stale)) => Ok(Signing::Not(words.settings_stale())),
        Err(Failed::Refused(Unchanged::Agreed | Unchanged::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// To what waits, which says itself where it stands.
fn to_proposal(member: &Member, site: &Site, id: i64) -> Response {
    site.notices_wait.notify_one();
    Redirect::to(&member.chrome.href(&Proposal { proposal: id.to_string() })).into_response()
}

/// Proposes or accepts what another officer confirmed.
///
/// # Errors
/// The database's; [`DbError::Busy`] while the exchange is closed: it is tried again.
pub async fn in_force(site: Site, job: ClaimedJob) -> Result<(), DbError> {
    let (notices, keys) = (site.notices_wait.clone(), AnswerKeys::of(0));
    let work = (job, site.clock.now(), keys);
    site.db.write(work, async |tx, (job, now, keys)| confirmed(tx, job, (*now, *keys)).await).await?;
    notices.notify_one();
    Ok(())
}

async fn confirmed(tx: &mut Tx, job: &ClaimedJob, (now, keys): (Instant, AnswerKeys)) -> Result<(), DbError> {
    if let Some(line) = ahead(tx, job).await? {
        lock(tx, job.exchange, partner(&line)).await?;
    }
    let came = match take_up(tx, job, now).await? {
        None => None,
        Some(confirmed) => {
            let fell = sign(tx, &confirmed, keys).await?;
            Some((confirmed, fell))
        }
    };
    came_about(tx, (job, now), came).await
}

fn partner(line: &Line) -> ExchangeId {
    ExchangeId(Matter::of_key(&line.rule).1.parse().unwrap_or(0))
}

/// Signs it; or why it cannot be signed any more.
async fn sign(tx: &mut Tx, confirmed: &DueProposal, keys: AnswerKeys) -> Result<Option<Fell>, DbError> {
    let DueProposal { exchange, proposal, line, at } = confirmed;
    let (by, partner) = (proposal.proposed_by, partner(line));
    let keys = AnswerKeys { act: proposal.act_id, ..keys };
    let key = (AgreementId(proposal.act_id), proposal.why.clone());
    let signed = if let Some((id, reach)) = accepted(&line.value) {
        let answer = Answer::Accept(reach);
        let said = Answering { exchange: exchange.id, partner, by, at: *at, id, answer, keys };
        answer_signed(tx, &said, proposal.seconded_by).await
    } else if let Some(new) = proposed(&line.value, [exchange.id, partner], (key, by, *at)) {
        propose_signed(tx, &new, proposal.seconded_by).await
    } else {
        return Ok(Some(Fell::Gone));
    };
    match signed {
        Ok(()) => Ok(None),
        Err(Failed::Refused(NotAgreed::Taken | NotAgreed::NotTheirs)) => Ok(Some(Fell::Changed)),
        Err(Failed::Refused(NotAgreed::Recounted)) => Ok(Some(Fell::Recounted)),
        // Its keys are drawn, and stand for nothing.
        Err(Failed::Refused(NotAgreed::Other)) => Err(DbError::Again),
        Err(Failed::Db(error)) => Err(error),
    }
}

/// Which proposal is accepted, with which limits of our own account.
fn accepted(value: &str) -> Option<(AgreementId, Reach)> {
    let mut parts = value.strip_prefix(ACCEPT)?.split_whitespace();
    let mut next = || parts.next()?.parse::<i64>().ok();
    Some((AgreementId(next()?), Reach { down: next()?, up: next()? }))
}

/// What is proposed by the first of two exchanges to the other.
fn proposed(
    value: &str,
    [ours, theirs]: [ExchangeId; 2],
    ((id, note), by, at): ((AgreementId, String), PersonId, Instant),
) -> Option<NewAgreement> {
    let parts: Vec<&str> = value.strip_prefix(PROPOSE)?.split_whitespace().collect();
    let [rate, down, up, their_rate, their_down, their_up, counting, their_counting] = parts.as_slice() else {
        return None;
    };
    let reach = |down: &str, up: &str| Some(Reach { down: down.parse().ok()?, up: up.parse().ok()? });
    Some(NewAgreement {
        id,
        a: (ours, rate.parse().ok()?, reach(down, up)?),
        b: (theirs, their_rate.parse().ok()?, reach(their_down, their_up)?),
        counting: Some([counting.parse().ok()?, their_counting.parse().ok()?]),
        note,
        by,
        at,
    })
}
