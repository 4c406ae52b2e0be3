//! Letting an account or a class owe or hold more: where there is another officer, it waits until that one confirms it, and then holds.
//!
//! Always holds: whoever acts for the account, or for a member of the class, confirms nothing of it; what was confirmed is done once, by
//! a job, and only while what it changes stands as it stood when it was proposed.

use app::ids::Code;
use app::journal::fell::Fell;
use app::journal::{What, figures};
use app::limits::classes::ClassAsked;
use app::limits::form::Standing;
use app::limits::proposed::{ProposedLimits, class_value, read_class};
use app::limits::{LimitsAsked, LimitsCourse, LimitsDecided, LimitsForm};
use app::paths::exchange::Proposal;
use app::rules::matter::Matter;
use app::rules::proposals::RuleCourse;
use app::text::folded;
use app::time::Instant;
use axum::response::{IntoResponse, Redirect, Response};
use sqlx::AnyConnection;

use super::classes::store::{every, hold as hold_class};
use super::classes::{DecidingClass, NotPut, put};
use super::following::course::{TakingCourse, take};
use super::following::due_now;
use super::following::store::{self as facts, MemberFacts};
use super::{Looked, NotSet, Setting, set_once, store};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::{Member, Scope};
use crate::http::answer::Error;
use crate::http::tenant::Exchange;
use crate::jobs::ClaimedJob;
use crate::journal::Act;
use crate::rules::proposals::job::{DueProposal, came_about, take_up};
use crate::rules::proposals::store::Line;
use crate::rules::proposals::work::{Proposing, has_seconder, propose, proposed_before};
use crate::rules::standing;
use crate::rules::work::Unchanged;
use crate::site::Site;

/// What becomes of limits that this member decides.
pub(super) enum Raise {
    /// They hold at once; where another must confirm it, only if they let nobody owe or hold more.
    AtOnce {
        /// They may be more, since nobody need confirm it.
        may_raise: bool,
    },
    /// They wait.
    Waits(Response),
    /// Something stands in the way.
    Not(String),
}

/// How something goes that raises what waits under that key, where this member decides it.
pub(super) async fn course(conn: &mut AnyConnection, member: &Member, key: &str) -> Result<RuleCourse, DbError> {
    let rules = standing(conn, &member.exchange).await?;
    let has_seconder = has_seconder(conn, (member.exchange.id, member.person.id), key).await?;
    Ok(RuleCourse::of_act(&rules, Matter::of_key(key).0, has_seconder))
}

/// Proposes what was decided about an account, if it lets its member owe or hold more and another officer must confirm that.
pub(super) async fn of_account(
    member: &Member,
    site: &Site,
    (subject, decided): (&Looked, &LimitsDecided),
    (id, form): (i64, &LimitsForm),
) -> Result<Raise, Error> {
    let (exchange, found, now) = (&member.exchange, &subject.found, site.clock.now());
    let key = Matter::Limits.key(found.code.as_str());
    let asked = (&found.code, LimitsForm { id: String::new(), ..form.clone() });
    let act = Act::new(What::ActProposed, (exchange.id, id), (member.person.id, now)).asking(&asked);
    if before(site, (act.clone(), Matter::Limits)).await? {
        return Ok(Raise::Waits(to_proposal(member, site, id)));
    }
    let mut conn = site.db.read().await?;
    let course = course(&mut conn, member, &key).await?;
    if course.is_now() {
        return Ok(Raise::AtOnce { may_raise: true });
    }
    let (proposed, why) = match decided {
        LimitsDecided::Set(asked) => {
            (ProposedLimits::Set(asked.standing(), exchange.unit.counting()), asked.reason.clone())
        }
        LimitsDecided::Course(course, why) => (ProposedLimits::Course(*course), why.clone()),
    };
    let (was, becomes) =
        effect(&mut conn, exchange, (found.standing, subject.member.as_ref()), (proposed, now)).await?;
    drop(conn);
    if !was.is_raised_by(becomes) {
        return Ok(Raise::AtOnce { may_raise: false });
    }
    let figures = |limits: Standing| figures::limits(&exchange.unit, limits.parts());
    let line = Line { rule: key, was: figures(was), becomes: figures(becomes), value: proposed.value() };
    wait(member, site, (line, course), Act { why, ..act }).await
}

/// The same of a class that is there.
pub(super) async fn of_class(
    member: &Member,
    site: &Site,
    (class, was, asked): (i64, Standing, &ClassAsked),
    act: Act,
) -> Result<Raise, Error> {
    let key = Matter::Class.key(&class.to_string());
    if before(site, (act.clone(), Matter::Class)).await? {
        return Ok(Raise::Waits(to_proposal(member, site, act.id)));
    }
    let mut conn = site.db.read().await?;
    let course = course(&mut conn, member, &key).await?;
    drop(conn);
    if course.is_now() || !was.is_raised_by(asked.limits) {
        return Ok(Raise::AtOnce { may_raise: course.is_now() });
    }
    let figures = |limits: Standing| figures::limits(&member.exchange.unit, limits.parts());
    let value = class_value(asked.limits, &asked.name);
    let line = Line { rule: key, was: figures(was), becomes: figures(asked.limits), value };
    wait(member, site, (line, course), Act { why: asked.reason.clone(), ..act }).await
}

async fn before(site: &Site, asked: (Act, Matter)) -> Result<bool, Error> {
    match site.db.write(asked, proposed_before).await {
        Ok(before) => Ok(before),
        Err(Failed::Refused(_)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

async fn wait(member: &Member, site: &Site, (line, course): (Line, RuleCourse), act: Act) -> Result<Raise, Error> {
    let (id, words) = (act.id, member.chrome.words());
    match site.db.write(Proposing::of_act(&member.exchange, (line, course), act), propose).await {
        Ok(()) => Ok(Raise::Waits(to_proposal(member, site, id))),
        Err(Failed::Refused(Unchanged::Taken)) => Ok(Raise::Not(words.proposal_taken())),
        Err(Failed::Refused(Unchanged::Stale)) => Ok(Raise::Not(words.settings_stale())),
        Err(Failed::Refused(Unchanged::Agreed | Unchanged::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// To what waits, which says itself where it stands.
fn to_proposal(member: &Member, site: &Site, id: i64) -> Response {
    site.notices_wait.notify_one();
    Redirect::to(&member.chrome.href(&Proposal { proposal: id.to_string() })).into_response()
}

/// What an account has of limits, and what it would have; whether it is frozen meanwhile makes no difference to a course.
async fn effect(
    conn: &mut AnyConnection,
    exchange: &Exchange,
    (stands, member): (Standing, Option<&MemberFacts>),
    (proposed, now): (ProposedLimits, Instant),
) -> Result<(Standing, Standing), DbError> {
    let (course, member) = match (proposed, member) {
        (ProposedLimits::Set(limits, _), _) => return Ok((stands, limits)),
        (ProposedLimits::Course(LimitsCourse::Freeze | LimitsCourse::Lift), _) | (_, None) => {
            return Ok((stands, stands));
        }
        (ProposedLimits::Course(course), Some(member)) => (course, member),
    };
    let classes = every(conn, exchange.id).await?;
    let before = member.clone().unfrozen();
    let after = match course {
        LimitsCourse::Class(class) => before.clone().of_class(class),
        _ => before.clone().following_rules(),
    };
    let was = due_now(conn, (exchange, &classes), (&before, now)).await?;
    let becomes = due_now(conn, (exchange, &classes), (&after, now)).await?;
    Ok((was.limits, becomes.limits))
}

/// Sets the limits that were confirmed.
///
/// # Errors
/// The database's; [`DbError::Busy`] while the exchange is closed: it is tried again.
pub async fn account_in_force(site: Site, job: ClaimedJob) -> Result<(), DbError> {
    let (notices, work) = (site.notices_wait.clone(), (job, site.clock.now()));
    site.db.write(work, async |tx, (job, now)| in_force(tx, job, (*now, Matter::Limits)).await).await?;
    notices.notify_one();
    Ok(())
}

/// Changes the class whose change was confirmed.
///
/// # Errors
/// As of an account.
pub async fn class_in_force(site: Site, job: ClaimedJob) -> Result<(), DbError> {
    let work = (job, site.clock.now());
    site.db.write(work, async |tx, (job, now)| in_force(tx, job, (*now, Matter::Class)).await).await
}

async fn in_force(tx: &mut Tx, job: &ClaimedJob, (now, matter): (Instant, Matter)) -> Result<(), DbError> {
    let came = match take_up(tx, job, now).await? {
        None => None,
        Some(confirmed) => {
            let fell = match matter {
                Matter::Class => change_class(tx, &confirmed).await?,
                _ => set_account(tx, &confirmed).await?,
            };
            Some((confirmed, fell))
        }
    };
    came_about(tx, (job, now), came).await
}

/// Sets them; or why they cannot be set any more.
async fn set_account(tx: &mut Tx, confirmed: &DueProposal) -> Result<Option<Fell>, DbError> {
    let DueProposal { exchange, proposal, line, at } = confirmed;
    let (code, scope) = (Code::stored(Matter::of_key(&line.rule).1), Scope::of_party(exchange.id));
    let (Some(found), Some(proposed)) =
        (store::find(tx.conn(), scope, &code).await?, ProposedLimits::read(&line.value))
    else {
        return Ok(Some(Fell::Gone));
    };
    let member = facts::hold(tx, (exchange.id, found.account)).await?;
    // As it stands while nobody else changes it.
    let Some(found) = store::find(tx.conn(), scope, &code).await? else { return Ok(Some(Fell::Gone)) };
    if member.as_ref().is_some_and(MemberFacts::is_bound) {
        return Ok(Some(Fell::Gone));
    }
    if matches!(proposed, ProposedLimits::Set(_, counting) if counting != exchange.unit.counting()) {
        return Ok(Some(Fell::Recounted));
    }
    let is_frozen = member.as_ref().is_some_and(|member| member.frozen_at != Instant(0));
    if is_frozen && matches!(proposed, ProposedLimits::Set(..)) {
        return Ok(Some(Fell::Frozen));
    }
    let (was, _) = effect(tx.conn(), exchange, (found.standing, member.as_ref()), (proposed, *at)).await?;
    if figures::limits(&exchange.unit, was.parts()) != line.was {
        return Ok(Some(Fell::Changed));
    }
    let key = (proposal.act_id, (proposal.proposed_by, *at));
    let why = proposal.why.clone();
    let done = match proposed {
        ProposedLimits::Set(Standing { min, max, warn_min, warn_max }, _) => {
            let terms = LimitsAsked { min, max, warn_min, warn_max, reason: why };
            set_once(tx, &Setting::of(exchange, (&found, terms), key).seconded(proposal.seconded_by)).await
        }
        ProposedLimits::Course(course) => {
            let taking = TakingCourse::of(exchange, (found.account, &found.code), (course, why), key);
            take(tx, &taking.seconded(proposal.seconded_by)).await
        }
    };
    match done {
        Ok(()) => Ok(None),
        // Nothing was written by then: the class is gone, say.
        Err(Failed::Refused(NotSet::Already)) => Ok(Some(Fell::Changed)),
        Err(Failed::Refused(_)) => Err(DbError::Again),
        Err(Failed::Db(error)) => Err(error),
    }
}

/// Changes it; or why it cannot be changed any more.
async fn change_class(tx: &mut Tx, confirmed: &DueProposal) -> Result<Option<Fell>, DbError> {
    let DueProposal { exchange, proposal, line, at } = confirmed;
    let id: i64 = Matter::of_key(&line.rule).1.parse().unwrap_or(0);
    let (Some(stood), Some((limits, name))) = (hold_class(tx, (exchange.id, id)).await?, read_class(&line.value))
    else {
        return Ok(Some(Fell::Gone));
    };
    let others = every(tx.conn(), exchange.id).await?.into_iter();
    let is_named = others.filter(|other| other.id != id).any(|other| folded(&other.name) == folded(name));
    if is_named || figures::limits(&exchange.unit, stood.limits.parts()) != line.was {
        return Ok(Some(Fell::Changed));
    }
    let act = Act::new(What::Class, (exchange.id, proposal.act_id), (proposal.proposed_by, *at));
    let act = Act { seconded_by: proposal.seconded_by, ..act };
    let asked = ClassAsked { name: name.to_owned(), limits, reason: proposal.why.clone() };
    let exchange = exchange.clone();
    let deciding = DecidingClass { exchange, class: Some(id), fresh: fresh_key(), may_raise: true, asked, act };
    match put(tx, &deciding).await {
        Ok(()) => Ok(None),
        // Whoever proposed it is in it by now; nothing was written.
        Err(Failed::Refused(NotPut::Own)) => Ok(Some(Fell::Refused)),
        Err(Failed::Refused(_)) => Err(DbError::Again),
        Err(Failed::Db(error)) => Err(error),
    }
}

/// The change of an account's limits that waits, if one does.
pub(super) async fn waiting(conn: &mut AnyConnection, member: &Member, code: &Code) -> Result<Option<i64>, DbError> {
    let key = Matter::Limits.key(code.as_str());
    crate::rules::proposals::store::waits(conn, member.exchange.id, key).await
}
