//! One application before the committee: its page, and the answer.

use app::forms::{PAGE, numbered};
use app::joining::ApplicationAct;
use app::joining::decision::{ApplicationPage, DecideForm, DecisionAsked, application_page};
use app::journal::What;
use app::members::checks::{ChecksForm, missing, names_of};
use app::paths::exchange::{Application as ApplicationPath, ApplicationChecks as ChecksPath, Proposal, Work};
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::admit::{Admission, NotAnswered, decline};
use super::seconding::{Yes, course, proposed, said_before, say_yes};
use super::store::{self, Application};
use super::vouching::store as vouching;
use crate::clock::fresh_key;
use crate::db::{Failed, Tx};
use crate::http::actor::{AddMembers, Member, Unseen};
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::ledger::accounts::still_counts;
use crate::members::checks::{self, Ticking, tick};
use crate::members::store::called;
use crate::site::Site;

/// `GET /applications/{id}`
pub async fn page(
    path: ApplicationPath,
    officer: Unseen<AddMembers>,
    State(site): State<Site>,
) -> Result<Response, Error> {
    let found = application(&site, &officer.member, &path).await?;
    let form = DecideForm { id: fresh_key().to_string(), ..DecideForm::default() };
    show(&site, (&officer.member, found), (StatusCode::OK, &form), &[]).await
}

/// `POST /applications/{id}/checks`: what was made sure of; the same form again ticks nothing more.
pub async fn save_checks(
    path: ChecksPath,
    officer: Unseen<AddMembers>,
    State(site): State<Site>,
    Form(form): Form<ChecksForm>,
) -> Result<Response, Error> {
    let (member, path) = (officer.member, ApplicationPath { id: path.id });
    let found = application(&site, &member, &path).await?;
    let (language, person) = (member.chrome.language, found.person);
    let list = {
        let mut conn = site.db.read().await?;
        checks::list(&mut conn, &member.exchange, person).await?
    };
    let (id, asked) = match numbered(&form.id, language, form.parse(&list, language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = ChecksForm { id: journal::number(&form.id), ..form };
            let answer = DecideForm { id: fresh_key().to_string(), ..DecideForm::default() };
            return show_with(
                &site,
                (&member, found),
                (&answer, Some(form)),
                (StatusCode::UNPROCESSABLE_ENTITY, &errors),
            )
            .await;
        }
    };
    let who = (id, member.person.id, site.clock.now());
    let ticking = Ticking::of(&member.exchange, (person, &list), (asked, ""), who);
    match site.db.write(ticking, tick).await {
        Ok(()) => Ok(with_flash(&site, &member.chrome.href(&path), Flash::Saved)),
        Err(Failed::Refused(other)) => Err(other.into()),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

async fn application(site: &Site, member: &Member, path: &ApplicationPath) -> Result<Application, Error> {
    let id = path.id.parse().map_err(|_| Error::NotFound)?;
    let mut conn = site.db.read().await?;
    store::application(&mut conn, (member.exchange.id, id)).await?.ok_or(Error::NotFound)
}

/// The page as it stands.
async fn show(
    site: &Site,
    (member, found): (&Member, Application),
    (status, form): (StatusCode, &DecideForm),
    errors: &[FieldError],
) -> Result<Response, Error> {
    show_with(site, (member, found), (form, None), (status, errors)).await
}

/// The same, with a checklist that came back.
async fn show_with(
    site: &Site,
    (member, found): (&Member, Application),
    (form, ticks): (&DecideForm, Option<ChecksForm>),
    (status, errors): (StatusCode, &[FieldError]),
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let checks = checks::list(&mut conn, &member.exchange, found.person).await?;
    let missing = missing(&member.exchange.rules.checks(), &checks, site.clock.now().day(&member.exchange.zone));
    let ticks = ticks.unwrap_or_else(|| ChecksForm::of(&checks, fresh_key().to_string()));
    let waits = found.state == app::joining::ApplicationState::Applied;
    let decided = if waits { None } else { Some(store::decided(&mut conn, (member.exchange.id, found.id)).await?) };
    let namesakes = called(&mut conn, member.scope(), &found.name).await?.into_iter();
    let page = ApplicationPage {
        id: found.id.to_string(),
        email: store::address(&mut conn, found.person).await?,
        name: found.name,
        area: found.area,
        offers: found.offers,
        wants: found.wants,
        since: found.applied_at.day(&member.exchange.zone),
        agreement: found.agreement_version,
        vouchers: vouching::names(&mut conn, (member.exchange.id, found.id)).await?,
        namesakes: namesakes.map(|other| other.candidate).collect(),
        checks,
        missing,
        decided,
        second: course(&mut conn, &member.exchange, (found.id, member.person.id)).await?.second,
        proposed: proposed(&mut conn, (member.exchange.id, found.id)).await?,
    };
    Ok((status, Html(application_page(&member.chrome, &page, (form, &ticks), errors))).into_response())
}

/// Why there was no answer.
#[derive(Debug)]
enum NotDecided {
    Not(NotAnswered),
    /// The form's key stands for something else.
    Other,
    /// The exchange counts otherwise than when its first limits were read.
    Recounted,
}

impl From<OtherAct> for NotDecided {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// What an answer needs.
struct ApplicationAnswer {
    answering: Admission,
    what: ApplicationAct,
    act: Act,
    counting: i64,
}

/// `POST /applications/{id}`: the same form again leads where it led; whoever comes second is told who was first.
pub async fn decide(
    path: ApplicationPath,
    officer: Unseen<AddMembers>,
    State(site): State<Site>,
    Form(form): Form<DecideForm>,
) -> Result<Response, Error> {
    let member = officer.member;
    let found = application(&site, &member, &path).await?;
    let language = member.chrome.language;
    let (id, asked) = match numbered(&form.id, language, form.parse(language)) {
        Ok(asked) => asked,
        Err(errors) => {
            let form = DecideForm { id: journal::number(&form.id), ..form };
            return show(&site, (&member, found), (StatusCode::UNPROCESSABLE_ENTITY, &form), &errors).await;
        }
    };
    let (name, exchange) = (found.name.clone(), &member.exchange);
    let DecisionAsked { act: what, why } = asked;
    let answering = Admission::new(&site, exchange, (found.id, member.person.id));
    // Who writes why lets them in although something is missing.
    let answering = if why.is_empty() { answering.checked(exchange) } else { answering };
    let act = match what {
        ApplicationAct::Admit => Act { why, ..answering.admitted(exchange, id) },
        _ => Act { why, ..Act::new(What::NotAdmitted, (exchange.id, id), (answering.by, answering.at)) },
    };
    let act = act.asking(&(found.id, what));
    let work = ApplicationAnswer { answering, what, act, counting: exchange.unit.counting() };
    let words = member.chrome.words();
    match site.db.write(work, write).await {
        Ok(Answered::Waits(proposal)) => {
            site.notices_wait.notify_one();
            Ok(Redirect::to(&member.chrome.href(&Proposal { proposal: proposal.to_string() })).into_response())
        }
        Ok(Answered::Done) => {
            site.mail_waits.notify_one();
            let flash = if what == ApplicationAct::Admit { Flash::MemberAdmitted } else { Flash::ApplicationDeclined };
            Ok(with_flash(&site, &member.chrome.href(&Work), flash))
        }
        Err(Failed::Refused(NotDecided::Not(NotAnswered::Unknown))) => Err(Error::NotFound),
        Err(Failed::Refused(NotDecided::Not(NotAnswered::Decided(_)))) => {
            let found = application(&site, &member, &path).await?;
            show(&site, (&member, found), (StatusCode::CONFLICT, &form), &[]).await
        }
        Err(Failed::Refused(NotDecided::Not(NotAnswered::KnownHere))) => {
            let error = FieldError { field: "reason", message: words.apply_is_known(name) };
            show(&site, (&member, found), (StatusCode::UNPROCESSABLE_ENTITY, &form), &[error]).await
        }
        Err(Failed::Refused(NotDecided::Not(NotAnswered::Missing(items)))) => {
            let message = words.apply_missing(name, names_of(&items, words));
            let error = FieldError { field: "because", message };
            show(&site, (&member, found), (StatusCode::UNPROCESSABLE_ENTITY, &form), &[error]).await
        }
        Err(Failed::Refused(NotDecided::Not(NotAnswered::Full(most)))) => {
            let error = FieldError { field: PAGE, message: words.member_full(most) };
            show(&site, (&member, found), (StatusCode::UNPROCESSABLE_ENTITY, &form), &[error]).await
        }
        Err(Failed::Refused(NotDecided::Other | NotDecided::Recounted)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// What an answer came to.
enum Answered {
    /// It is decided, by this form or by its twin.
    Done,
    /// It waits for another officer, under that key.
    Waits(i64),
}

async fn write(tx: &mut Tx, work: &ApplicationAnswer) -> Result<Answered, Failed<NotDecided>> {
    let ApplicationAnswer { answering, what, act, counting } = work;
    if *what == ApplicationAct::Admit && said_before(tx, act).await? {
        return Ok(Answered::Waits(act.id));
    }
    if journal::begin::<Failed<NotDecided>>(tx, act).await? != Begun::Now {
        return Ok(Answered::Done);
    }
    let refused = |not| Failed::Refused(NotDecided::Not(not));
    let object = match what {
        ApplicationAct::Admit => match say_yes(tx, answering, act).await?.map_err(refused)? {
            Yes::In(code) => code.to_string(),
            Yes::Waits(proposal) => return Ok(Answered::Waits(proposal)),
        },
        _ => {
            decline(tx, answering, &act.why).await?.map_err(refused)?;
            String::new()
        }
    };
    // Its code was drawn from the exchange's row, which is held since.
    if !still_counts(tx, act.exchange, *counting).await? {
        return Err(Failed::Refused(NotDecided::Recounted));
    }
    journal::record(tx, &Act { object, ..act.clone() }).await?;
    Ok(Answered::Done)
}
