//! What becomes of a change of offices that somebody decides: it holds at once, or waits.

use app::forms::{FieldError, PAGE};
use app::ids::PersonId;
use app::journal::What;
use app::paths::exchange::{Officers, Proposal};
use app::roles::office::OfficeChange;
use app::roles::page::Choice;
use app::rules::proposals::RuleCourse;
use app::ui::Flash;
use axum::response::{IntoResponse, Redirect, Response};

use crate::db::Failed;
use crate::http::actor::Member;
use crate::http::answer::{Error, with_flash};
use crate::journal::{self, Act, Begun};
use crate::roles::seconders;
use crate::roles::store::{self, OfficeCandidate};
use crate::roles::work::{ChangingOffices, NotGiven, change_offices, steps};
use crate::rules::proposals::work::{Proposing, propose};
use crate::rules::standing;
use crate::rules::work::Unchanged;
use crate::site::Site;

/// How a change about these persons goes, if this member decides it.
pub(super) async fn course(member: &Member, site: &Site, about: &[PersonId]) -> Result<RuleCourse, Error> {
    let mut conn = site.db.read().await?;
    let rules = standing(&mut conn, &member.exchange).await?;
    let but: Vec<_> = about.iter().copied().chain([member.person.id]).collect();
    let seconders = seconders(&mut conn, member.exchange.id, &but).await?;
    Ok(RuleCourse::of_offices(&rules, !seconders.is_empty()))
}

/// The same in words, said before it is sent; nothing where it holds at once.
pub(super) fn course_text(member: &Member, course: RuleCourse) -> Option<String> {
    let words = member.chrome.words();
    match (course.second, course.open_to_objection) {
        (true, _) => Some(words.office_course_second()),
        (_, true) => Some(words.office_course_alone()),
        _ => None,
    }
}

/// Nobody to whom an office can be given was named: what is wrong, and those of whom one has to be chosen.
pub(super) struct NotNamed {
    pub who: Vec<Choice>,
    pub error: FieldError,
}

/// Whom what was typed means, where `who` is the choice among several; never whoever typed it.
pub(super) async fn find(
    member: &Member,
    site: &Site,
    (to, who): (&str, &str),
) -> Result<Result<OfficeCandidate, NotNamed>, Error> {
    let words = member.chrome.words();
    let mut conn = site.db.read().await?;
    let found = store::candidates(&mut conn, member.exchange.id, to.trim()).await?;
    let value = |one: &OfficeCandidate| format!("{}-{}", one.code, one.person_id.0);
    let not = |field, message, who| Ok(Err(NotNamed { who, error: FieldError { field, message } }));
    let one = match found.as_slice() {
        [] => return not("to", words.office_error_unknown(to.trim()), Vec::new()),
        [one] => Some(one),
        several => several.iter().find(|one| value(one) == who),
    };
    match one {
        Some(one) if one.person_id == member.person.id => not("to", words.office_error_own(), Vec::new()),
        Some(one) => Ok(Ok(one.clone())),
        None => {
            let choices = found.iter().map(|one| (value(one), format!("{} ({})", one.name, one.code)));
            not("who", words.office_error_who(), choices.collect())
        }
    }
}

/// What came of a decision.
pub(super) enum OfficeDecided {
    /// Where it leads.
    Done(Response),
    /// What stands in the way.
    Not(FieldError),
}

/// Decides, once for the form: at once where nobody need confirm it, else it waits.
pub(super) async fn decide(
    member: &Member,
    site: &Site,
    (changes, course): (Vec<OfficeChange>, RuleCourse),
    act: Act,
) -> Result<OfficeDecided, Error> {
    let words = member.chrome.words();
    let not = |message| Ok(OfficeDecided::Not(FieldError { field: PAGE, message }));
    if course.is_now() {
        return match site.db.write(ChangingOffices { changes, act }, change_offices).await {
            Ok(()) => Ok(OfficeDecided::Done(done(member, site, None))),
            Err(Failed::Refused(NotGiven::Refused(refusal))) => not(refusal.sentence(words)),
            Err(Failed::Refused(NotGiven::Other)) => Err(Error::Conflict),
            Err(Failed::Db(error)) => Err(error.into()),
        };
    }
    let id = act.id;
    let mut conn = site.db.read().await?;
    let steps = match steps(&mut conn, member.exchange.id, &changes).await {
        Ok(steps) => steps,
        Err(Failed::Refused(refusal)) => return not(refusal.sentence(words)),
        Err(Failed::Db(error)) => return Err(error.into()),
    };
    drop(conn);
    match site.db.write(Proposing::of_offices(&member.exchange, (steps, course), act), propose).await {
        Ok(()) => Ok(OfficeDecided::Done(done(member, site, Some(id)))),
        Err(Failed::Refused(Unchanged::Taken)) => not(words.office_error_taken()),
        Err(Failed::Refused(Unchanged::Stale)) => not(words.settings_stale()),
        Err(Failed::Refused(Unchanged::Agreed | Unchanged::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// To the offices, or to what waits, which says itself where it stands.
fn done(member: &Member, site: &Site, waits: Option<i64>) -> Response {
    site.notices_wait.notify_one();
    match waits {
        None => with_flash(site, &member.chrome.href(&Officers), Flash::Saved),
        Some(id) => Redirect::to(&member.chrome.href(&Proposal { proposal: id.to_string() })).into_response(),
    }
}

/// Where a form that was sent before led then; none if it was not.
///
/// # Errors
/// [`Error::Conflict`] if its key stands for something else.
pub(super) async fn done_before(member: &Member, site: &Site, act: &Act) -> Result<Option<Response>, Error> {
    let before = site.db.write(act.clone(), async |tx, act| {
        let mut other = false;
        for what in [What::Role, What::OfficeProposed, What::OfficeAnnounced] {
            match journal::begin::<Failed<NotGiven>>(tx, &Act { what, ..act.clone() }).await {
                Ok(Begun::Now) => return Ok(None),
                Ok(Begun::Before(_)) => return Ok(Some(what)),
                Err(Failed::Refused(_)) => other = true,
                Err(failed) => return Err(failed),
            }
        }
        if other { Err(Failed::Refused(NotGiven::Other)) } else { Ok(None) }
    });
    match before.await {
        Ok(None) => Ok(None),
        Ok(Some(What::Role)) => Ok(Some(done(member, site, None))),
        Ok(Some(_)) => Ok(Some(done(member, site, Some(act.id)))),
        Err(Failed::Refused(_)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}
