//! Where an admission takes two officers: the yes of one waits until another confirms it, and then lets somebody in.
//!
//! Always holds: the application is held before the exchange, as by everybody who decides it, so that of a yes, a no and a withdrawal at
//! the same moment one is first; what waits about an application that was decided otherwise falls with that, once. Not here: letting
//! somebody in (`joining::admit`).

use app::ids::{Code, PersonId};
use app::joining::ApplicationState;
use app::journal::What;
use app::journal::fell::Fell;
use app::rules::matter::Matter;
use app::rules::proposals::RuleCourse;
use app::time::Instant;
use sqlx::AnyConnection;

use super::admit::{Admission, NotAnswered, admit, let_in, made_sure};
use super::store::{self, JoiningKey};
use crate::db::{DbError, Failed, Tx};
use crate::http::tenant::{self, Exchange};
use crate::jobs::ClaimedJob;
use crate::journal::{self, Act};
use crate::members::add::store::{acts_here, full_at};
use crate::rules::proposals::job::{DueProposal, ahead, came_about, take_up};
use crate::rules::proposals::store::{Line, waited, waits};
use crate::rules::proposals::work::{Proposing, fall, has_seconder, propose, proposed_before};
use crate::rules::standing;
use crate::site::Site;

fn key(application: i64) -> String {
    Matter::Admission.key(&application.to_string())
}

/// How the yes of that person goes, to that application; to any, with 0.
///
/// # Errors
/// The database's.
pub async fn course(
    conn: &mut AnyConnection,
    exchange: &Exchange,
    (application, by): (i64, PersonId),
) -> Result<RuleCourse, DbError> {
    let rules = standing(conn, exchange).await?;
    let has_seconder = has_seconder(conn, (exchange.id, by), &key(application)).await?;
    Ok(RuleCourse::of_act(&rules, Matter::Admission, has_seconder))
}

/// The yes to an application that waits to be confirmed, if one does.
///
/// # Errors
/// The database's.
pub async fn proposed(conn: &mut AnyConnection, of: JoiningKey) -> Result<Option<i64>, DbError> {
    waits(conn, of.0, key(of.1)).await
}

/// Whether a yes to an application has ever waited to be confirmed.
///
/// # Errors
/// The database's.
pub async fn was_proposed(conn: &mut AnyConnection, of: JoiningKey) -> Result<bool, DbError> {
    waited(conn, of.0, key(of.1)).await
}

/// What an officer's yes came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Yes {
    /// They are a member: the code of their account.
    In(Code),
    /// It waits for another officer, under that key.
    Waits(i64),
}

/// Whether a form said yes before, and that waits or waited.
///
/// # Errors
/// The database's.
pub async fn said_before(tx: &mut Tx, act: &Act) -> Result<bool, DbError> {
    match proposed_before(tx, &(act.clone(), Matter::Admission)).await {
        Ok(before) => Ok(before),
        Err(Failed::Refused(_)) => Ok(false),
        Err(Failed::Db(error)) => Err(error),
    }
}

/// An officer says yes: they are let in, or it waits for another officer, as the exchange has it. The line of who was let in is the
/// caller's to write; that of what waits is written, under the key of the act, which stands for nothing else.
///
/// # Errors
/// The database's; the caller must roll back then.
pub async fn say_yes(tx: &mut Tx, answering: &Admission, act: &Act) -> Result<Result<Yes, NotAnswered>, DbError> {
    let (of, by) = (answering.key, answering.by);
    match store::hold(tx, of).await? {
        None => return Ok(Err(NotAnswered::Unknown)),
        Some(ApplicationState::Applied) => {}
        Some(_) => return Ok(Err(NotAnswered::Decided(store::decided(tx.conn(), of).await?))),
    }
    if let Some(waiting) = proposed(tx.conn(), of).await? {
        return Ok(Ok(Yes::Waits(waiting)));
    }
    let exchange = tenant::by_id(tx.conn(), of.0).await?.ok_or(DbError::Busy)?;
    let course = course(tx.conn(), &exchange, (of.1, by)).await?;
    if course.is_now() {
        return Ok(admit(tx, answering).await?.map(Yes::In));
    }
    let Some(found) = store::application(tx.conn(), of).await? else { return Ok(Err(NotAnswered::Unknown)) };
    if acts_here(tx, of.0, found.person).await? {
        return Ok(Err(NotAnswered::KnownHere));
    }
    if let Some(most) = full_at(tx, of.0).await? {
        return Ok(Err(NotAnswered::Full(most)));
    }
    if let Err(missing) = made_sure(tx, answering, found.person).await? {
        return Ok(Err(missing));
    }
    let line = Line { rule: key(of.1), was: String::new(), becomes: act.becomes.clone(), value: String::new() };
    let (id, act) = (act.id, Act { what: What::ActProposed, by, ..act.clone() });
    match propose(tx, &Proposing::of_act(&exchange, (line, course), act)).await {
        Ok(()) => Ok(Ok(Yes::Waits(id))),
        // The rules were changed at this moment.
        Err(Failed::Refused(_)) => Err(DbError::Again),
        Err(Failed::Db(error)) => Err(error),
    }
}

/// What waits about an application that was decided otherwise does not come about.
pub(super) async fn over(tx: &mut Tx, of: JoiningKey, at: Instant) -> Result<(), DbError> {
    fall(tx, (of.0, key(of.1)), (Fell::Answered, at)).await
}

/// Lets in whom two officers have said yes to.
///
/// # Errors
/// The database's; [`DbError::Busy`] while the exchange is closed: it is tried again.
pub async fn in_force(site: Site, job: ClaimedJob) -> Result<(), DbError> {
    let (mails, work) = (site.mail_waits.clone(), (job, site.clock.now(), site.config.public_url.clone()));
    site.db.write(work, async |tx, (job, now, url)| confirmed(tx, job, (*now, url)).await).await?;
    mails.notify_one();
    Ok(())
}

async fn confirmed(tx: &mut Tx, job: &ClaimedJob, (now, url): (Instant, &str)) -> Result<(), DbError> {
    if let Some(line) = ahead(tx, job).await? {
        store::hold(tx, (job.exchange, application(&line))).await?;
    }
    let came = match take_up(tx, job, now).await? {
        None => None,
        Some(confirmed) => {
            let fell = take_in(tx, &confirmed, url).await?;
            Some((confirmed, fell))
        }
    };
    came_about(tx, (job, now), came).await
}

/// The number of the application that a line is about.
fn application(line: &Line) -> i64 {
    Matter::of_key(&line.rule).1.parse().unwrap_or(0)
}

/// Lets them in; or why they cannot be let in any more.
async fn take_in(tx: &mut Tx, confirmed: &DueProposal, url: &str) -> Result<Option<Fell>, DbError> {
    let DueProposal { exchange, proposal, line, at } = confirmed;
    let admission = Admission::at((exchange, url), (application(line), proposal.proposed_by), *at);
    let code = match let_in(tx, &admission).await? {
        Ok(code) => code,
        // What must be made sure of was looked at when the first said yes.
        Err(NotAnswered::Unknown | NotAnswered::Decided(_) | NotAnswered::KnownHere | NotAnswered::Missing(_)) => {
            return Ok(Some(Fell::Answered));
        }
        Err(NotAnswered::Full(_)) => return Ok(Some(Fell::Full)),
    };
    let act = admission.admitted(exchange, proposal.act_id);
    let act = Act { object: code.to_string(), seconded_by: proposal.seconded_by, ..act };
    journal::record(tx, &act).await?;
    Ok(None)
}
