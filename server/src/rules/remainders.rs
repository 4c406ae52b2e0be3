//! What is left of whoever leaves or has died, moved by the committee to an account of the exchange's own: the page, and what becomes of
//! it. Where there is another officer, it waits until that one confirms it, and is moved if the balance is still the same then. Not
//! here: the moving (`members::states::settling`).

use app::forms::{FieldError, PAGE, numbered};
use app::ids::{Code, PersonId};
use app::journal::fell::Fell;
use app::journal::{What, figures};
use app::members::states::remainder::{Heir, Remainder, RemainderForm, RemainderPage, remainder_page};
use app::paths::exchange::{MemberState as StatePath, Proposal, Remainder as RemainderPath};
use app::rules::matter::Matter;
use app::rules::proposals::RuleCourse;
use app::time::Instant;
use app::ui::Flash;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::proposals::job::{DueProposal, came_about, take_up};
use super::proposals::store::{Line, waits};
use super::proposals::work::{Proposing, has_seconder, propose, proposed_before};
use super::standing;
use super::work::Unchanged;
use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::{Committee, Member, MoveRemainders, Scope};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::reader::place_of;
use crate::http::tenant::Exchange;
use crate::jobs::ClaimedJob;
use crate::journal::{self, Act};
use crate::members::states::settling::{NotSettled, Settling, settle};
use crate::members::states::store::{self, StatedMember};
use crate::members::store::is_own;
use crate::site::Site;

/// Whose remainder it is, what there is, and how moving it goes.
struct Remains {
    who: StatedMember,
    left: Remainder,
    is_own: bool,
    course: RuleCourse,
    /// The key of a proposal to move it that waits.
    waiting: Option<i64>,
}

async fn remains(member: &Member, site: &Site, path: &RemainderPath) -> Result<Remains, Error> {
    let code = Code::typed(&path.code).ok_or(Error::NotFound)?;
    let (mut conn, exchange) = (site.db.read().await?, &member.exchange);
    let who = store::find(&mut conn, member.scope(), &code).await?.ok_or(Error::NotFound)?;
    let is_own = is_own(&mut conn, member.scope(), who.account_id, member.person.id).await?;
    let left = store::left(&mut conn, (exchange.id, &exchange.zone), who.member_id).await?;
    let key = Matter::Remainder.key(who.code.as_str());
    let rules = standing(&mut conn, exchange).await?;
    let has_seconder = has_seconder(&mut conn, (exchange.id, member.person.id), &key).await?;
    let course = RuleCourse::of_act(&rules, Matter::Remainder, has_seconder);
    let waiting = waits(&mut conn, exchange.id, key).await?;
    Ok(Remains { left: left.ok_or(Error::NotFound)?, who, is_own, course, waiting })
}

/// `GET /members/{code}/remainder`
pub async fn form(
    path: RemainderPath,
    committee: Committee<MoveRemainders>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let member = committee.member;
    let remains = remains(&member, &site, &path).await?;
    let form = RemainderForm { id: fresh_key().to_string(), ..RemainderForm::default() };
    show(&member, &site, remains, (form, Vec::new()))
}

fn show(
    member: &Member,
    site: &Site,
    remains: Remains,
    (form, errors): (RemainderForm, Vec<FieldError>),
) -> Result<Response, Error> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let Remains { who, left, is_own, course, waiting } = remains;
    let today = site.clock.now().day(&member.exchange.zone);
    let (waits, code, name) = (course.second, who.code, who.name);
    let data = RemainderPage { code, name, left, today, is_own, waits, waiting, form, errors };
    Ok((status, Html(remainder_page(&member.chrome, place_of(&member.chrome)?, data))).into_response())
}

/// `POST /members/{code}/remainder`: at once, or once another officer has confirmed it; the same form again moves nothing more.
pub async fn decide(
    path: RemainderPath,
    committee: Committee<MoveRemainders>,
    State(site): State<Site>,
    Form(form): Form<RemainderForm>,
) -> Result<Response, Error> {
    let member = committee.member;
    let remains = remains(&member, &site, &path).await?;
    let (words, language) = (member.chrome.words(), member.chrome.language);
    let wrong = |message| vec![FieldError { field: PAGE, message }];
    if remains.is_own {
        return show(&member, &site, remains, (form, wrong(words.state_own())));
    }
    let (id, reason) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = RemainderForm { id: journal::number(&form.id), ..form };
            return show(&member, &site, remains, (form, errors));
        }
    };
    match wait(&member, &site, &remains, (id, reason.clone())).await? {
        Waits::Not => {}
        Waits::Proposed => return Ok(to_proposal(&member, &site, id)),
        Waits::Refused(message) => return show(&member, &site, remains, (form, wrong(message))),
    }
    let settling = of(&member.exchange, &remains.who, (reason, (id, (member.person.id, site.clock.now()))));
    match site.db.write(settling, settle).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            let back = member.chrome.href(&StatePath { code: remains.who.code.to_string() });
            Ok(with_flash(&site, &back, Flash::Saved))
        }
        Err(Failed::Refused(NotSettled::NotNow)) => {
            let form = RemainderForm { id: fresh_key().to_string(), ..form };
            let remains = self::remains(&member, &site, &path).await?;
            show(&member, &site, remains, (form, wrong(words.remainder_error())))
        }
        Err(Failed::Refused(NotSettled::Other)) => Err(Error::Conflict),
        Err(Failed::Refused(NotSettled::Posted(refusal))) => Err(refusal.into()),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// Moving what is left of that member, with keys and a salt of its own.
fn of(exchange: &Exchange, who: &StatedMember, (reason, key): (String, (i64, (PersonId, Instant)))) -> Settling {
    Settling {
        exchange: exchange.clone(),
        member: who.member_id,
        account: who.account_id,
        code: who.code.clone(),
        heirs: [Heir::Fund, Heir::Remainders].map(|heir| heir.name(exchange.language.words())),
        opens: fresh_key(),
        transfer: (fresh_transfer_id(), random()),
        reason,
        who: key,
        seconded_by: PersonId(0),
        expects: None,
    }
}

/// Whether it has to be confirmed.
enum Waits {
    /// It need not, or there is nothing that could be moved, which whoever moves it finds.
    Not,
    /// It waits, from now on or since the same form came before.
    Proposed,
    /// Something stands in the way.
    Refused(String),
}

async fn wait(member: &Member, site: &Site, remains: &Remains, (id, reason): (i64, String)) -> Result<Waits, Error> {
    let (exchange, words, code, left) = (&member.exchange, member.chrome.words(), &remains.who.code, remains.left);
    let now = site.clock.now();
    let act = Act::new(What::ActProposed, (exchange.id, id), (member.person.id, now)).asking(&(code, &reason));
    match site.db.write((act.clone(), Matter::Remainder), proposed_before).await {
        Ok(true) => return Ok(Waits::Proposed),
        Ok(false) => {}
        Err(Failed::Refused(_)) => return Err(Error::Conflict),
        Err(Failed::Db(error)) => return Err(error.into()),
    }
    let movable = left.movable_from().is_some_and(|day| day <= now.day(&exchange.zone));
    let (Some(heir), true) = (Heir::of(left.balance), remains.course.second && movable) else { return Ok(Waits::Not) };
    let line = Line {
        rule: Matter::Remainder.key(code.as_str()),
        was: String::new(),
        becomes: figures::payment(&exchange.unit, left.balance.saturating_abs(), &heir.code(&exchange.code)),
        value: left.balance.to_string(),
    };
    let proposing = Proposing::of_act(exchange, (line, remains.course), Act { why: reason, ..act });
    match site.db.write(proposing, propose).await {
        Ok(()) => Ok(Waits::Proposed),
        Err(Failed::Refused(Unchanged::Taken)) => Ok(Waits::Refused(words.proposal_taken())),
        Err(Failed::Refused(Unchanged::Stale)) => Ok(Waits::Refused(words.settings_stale())),
        Err(Failed::Refused(Unchanged::Agreed | Unchanged::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// To what waits, which says itself where it stands.
fn to_proposal(member: &Member, site: &Site, id: i64) -> Response {
    site.notices_wait.notify_one();
    Redirect::to(&member.chrome.href(&Proposal { proposal: id.to_string() })).into_response()
}

/// Moves what another officer confirmed to be moved.
///
/// # Errors
/// The database's; [`DbError::Busy`] while the exchange is closed: it is tried again.
pub async fn in_force(site: Site, job: ClaimedJob) -> Result<(), DbError> {
    let (notices, work) = (site.notices_wait.clone(), (job, site.clock.now()));
    site.db.write(work, async |tx, (job, now)| moved(tx, job, *now).await).await?;
    notices.notify_one();
    Ok(())
}

async fn moved(tx: &mut Tx, job: &ClaimedJob, now: Instant) -> Result<(), DbError> {
    let came = match take_up(tx, job, now).await? {
        None => None,
        Some(confirmed) => {
            let fell = move_it(tx, &confirmed).await?;
            Some((confirmed, fell))
        }
    };
    came_about(tx, (job, now), came).await
}

/// Moves it; or why it cannot be moved any more.
async fn move_it(tx: &mut Tx, confirmed: &DueProposal) -> Result<Option<Fell>, DbError> {
    let DueProposal { exchange, proposal, line, at } = confirmed;
    let code = Code::stored(Matter::of_key(&line.rule).1);
    let Some(who) = store::find(tx.conn(), Scope::of_party(exchange.id), &code).await? else {
        return Ok(Some(Fell::Gone));
    };
    let Some(left) = store::left(tx.conn(), (exchange.id, &exchange.zone), who.member_id).await? else {
        return Ok(Some(Fell::Gone));
    };
    if left.balance.to_string() != line.value {
        return Ok(Some(Fell::Changed));
    }
    let key = (proposal.act_id, (proposal.proposed_by, *at));
    let settling = of(exchange, &who, (proposal.why.clone(), key));
    let settling = Settling { seconded_by: proposal.seconded_by, expects: Some(left.balance), ..settling };
    match settle(tx, &settling).await {
        Ok(()) => Ok(None),
        Err(Failed::Refused(NotSettled::NotNow)) => Ok(Some(Fell::Gone)),
        Err(Failed::Refused(NotSettled::Posted(_))) => Ok(Some(Fell::Refused)),
        Err(Failed::Refused(NotSettled::Other)) => Err(DbError::Again),
        Err(Failed::Db(error)) => Err(error),
    }
}
