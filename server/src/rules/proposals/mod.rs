//! Changes that wait: every member reads those of rules, offices and classes, the committee and whom it is about what is about one member;
//! officers confirm or decline, who proposed takes back, members object where nobody else could.

pub mod job;
pub mod store;
pub mod work;

use app::forms::{FieldError, PAGE, numbered};
use app::ids::{ExchangeId, PersonId};
use app::paths::exchange::Proposal as ProposalPath;
use app::roles::Right;
use app::rules::catalogue::Rule;
use app::rules::decisions::CLASS;
use app::rules::matter::Matter;
use app::rules::proposal_page::{MayAnswer, ProposalView, Proposed, ProposedLine, proposal_page};
use app::rules::proposals::{ProposalForm, ProposalState, enough_objections};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use sqlx::AnyConnection;
use store::{Line, RuleProposal};
use work::{NotSaid, Saying, answer, seconders_of};

use crate::clock::fresh_key;
use crate::db::{DbError, Failed};
use crate::http::actor::{Member, Scope};
use crate::http::answer::Error;
use crate::http::form::Form;
use crate::journal;
use crate::site::Site;

/// What waits, as members read it.
///
/// # Errors
/// The database's.
pub async fn waiting(conn: &mut AnyConnection, scope: Scope) -> Result<Vec<ProposalView>, DbError> {
    let members = store::members(conn, scope.exchange()).await?;
    let mut views = Vec::new();
    for proposal in store::waiting(conn, scope).await? {
        let lines = store::lines(conn, scope.exchange(), proposal.id).await?;
        views.push(view(conn, scope.exchange(), (proposal, lines), members).await?);
    }
    Ok(views)
}

/// What a line is about, by its name.
pub(crate) async fn about(conn: &mut AnyConnection, exchange: ExchangeId, line: &Line) -> Result<Proposed, DbError> {
    match (line.office(), Rule::of_key(&line.rule)) {
        (Some(change), _) => {
            let name = store::name_of(conn, change.person).await?;
            Ok(Proposed::OfficeOf(format!("{name} ({})", change.code)))
        }
        (None, Some(rule)) => Ok(Proposed::Rule(rule)),
        (None, None) => about_one(conn, exchange, line).await,
    }
}

async fn about_one(conn: &mut AnyConnection, exchange: ExchangeId, line: &Line) -> Result<Proposed, DbError> {
    let (matter, object) = Matter::of_key(&line.rule);
    Ok(match matter {
        Matter::Class => Proposed::Class(line.object().trim_start_matches(CLASS).to_owned()),
        Matter::Limits => Proposed::LimitsOf(store::name_of_account(conn, exchange, object).await?),
        Matter::Remainder => Proposed::RemainderOf(store::name_of_account(conn, exchange, object).await?),
        Matter::Admission => {
            Proposed::AdmissionOf(store::name_of_applicant(conn, exchange, object).await?, object.parse().ok())
        }
        Matter::Agreement => Proposed::AgreementWith(store::name_of_partner(conn, object).await?),
        Matter::Rules | Matter::Offices => Proposed::Unknown,
    })
}

async fn view(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    (proposal, lines): (RuleProposal, Vec<Line>),
    members: i64,
) -> Result<ProposalView, DbError> {
    let matter = store::matter(&lines);
    let mut proposed = Vec::new();
    for line in lines {
        let what = about(conn, exchange, &line).await?;
        proposed.push(ProposedLine { what, was: line.was, becomes: line.becomes });
    }
    let fell = proposal.fell();
    Ok(ProposalView {
        id: proposal.id,
        matter,
        state: proposal.state,
        lines: proposed,
        why: proposal.why,
        proposed_by: proposal.proposer,
        proposed_at: proposal.proposed_at,
        fell,
        seconded_by: proposal.seconder,
        in_force_from: proposal.in_force_from,
        open_to_objection: proposal.open_to_objection,
        objections: (proposal.objections, enough_objections(members)),
    })
}

/// `GET /proposals/{proposal}`
pub async fn page(path: ProposalPath, member: Member, State(site): State<Site>) -> Result<Response, Error> {
    let form = ProposalForm { id: fresh_key().to_string(), ..ProposalForm::default() };
    show(&member, &site, (&path, StatusCode::OK), (form, Vec::new())).await
}

async fn show(
    member: &Member,
    site: &Site,
    (path, status): (&ProposalPath, StatusCode),
    (form, errors): (ProposalForm, Vec<FieldError>),
) -> Result<Response, Error> {
    let ReadProposal { proposal, lines, seconders } = look(member, site, path).await?;
    let (mut conn, exchange) = (site.db.read().await?, member.exchange.id);
    let objected = store::has_objected(&mut conn, (member.scope(), proposal.id), member.me.id).await?;
    let may = may_answer(member, (&proposal, &seconders), objected);
    let members = store::members(&mut conn, exchange).await?;
    let mut view = view(&mut conn, exchange, (proposal, lines), members).await?;
    if !member.may(Right::AddMembers) {
        view.lines.iter_mut().for_each(|line| line.what.without_link());
    }
    let page = proposal_page(&member.chrome, (&view, &member.exchange.unit), (may, &form), &errors);
    Ok((status, Html(page)).into_response())
}

/// A proposal that the reader may know of.
struct ReadProposal {
    proposal: RuleProposal,
    lines: Vec<Line>,
    /// Who may confirm it.
    seconders: Vec<PersonId>,
}

/// What waits or waited under that key; to whom may not know of it, it is not there.
async fn look(member: &Member, site: &Site, path: &ProposalPath) -> Result<ReadProposal, Error> {
    let (mut conn, exchange, person) = (site.db.read().await?, member.exchange.id, member.person.id);
    let proposal = store::find(&mut conn, exchange, key(path)?).await?.ok_or(Error::NotFound)?;
    let lines = store::lines(&mut conn, exchange, proposal.id).await?;
    let seconders = seconders_of(&mut conn, exchange, (&proposal, &lines)).await?;
    if let Some(right) = store::matter(&lines).reader() {
        let mut readers = seconders.clone();
        readers.push(proposal.proposed_by);
        for line in &lines {
            readers.extend(store::concerned(&mut conn, exchange, line).await?);
        }
        if !member.may(right) && !readers.contains(&person) {
            return Err(Error::NotFound);
        }
    }
    Ok(ReadProposal { proposal, lines, seconders })
}

fn key(path: &ProposalPath) -> Result<i64, Error> {
    path.proposal.parse().map_err(|_| Error::NotFound)
}

fn may_answer(member: &Member, (proposal, seconders): (&RuleProposal, &[PersonId]), objected: bool) -> MayAnswer {
    let own = proposal.proposed_by == member.person.id;
    let is_announced = proposal.state == ProposalState::Announced;
    MayAnswer {
        second: proposal.state == ProposalState::Proposed && seconders.contains(&member.person.id),
        withdraw: own && proposal.state.waits(),
        object: proposal.open_to_objection && is_announced && !own && !objected && !member.looks_in,
    }
}

/// `POST /proposals/{proposal}`: the same form again changes nothing more.
pub async fn say(
    path: ProposalPath,
    member: Member,
    State(site): State<Site>,
    Form(form): Form<ProposalForm>,
) -> Result<Response, Error> {
    look(&member, &site, &path).await?;
    let (language, unprocessable) = (member.chrome.language, (&path, StatusCode::UNPROCESSABLE_ENTITY));
    let (id, (said, why)) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = ProposalForm { id: journal::number(&form.id), ..form };
            return show(&member, &site, unprocessable, (form, errors)).await;
        }
    };
    let answering = Saying {
        exchange: member.exchange.clone(),
        proposal: key(&path)?,
        answer: said,
        why,
        by: (member.person.id, member.me.id),
        key: (id, site.clock.now()),
    };
    let words = member.chrome.words();
    let message = match site.db.write(answering, answer).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            // The page itself says where it stands now.
            return Ok(Redirect::to(&member.chrome.href(&path)).into_response());
        }
        Err(Failed::Refused(NotSaid::Gone)) => return Err(Error::NotFound),
        Err(Failed::Refused(NotSaid::Other)) => return Err(Error::Conflict),
        Err(Failed::Refused(NotSaid::Late)) => words.proposal_late(),
        Err(Failed::Refused(NotSaid::NotTheirs)) => words.proposal_not_yours(),
        Err(Failed::Db(error)) => return Err(error.into()),
    };
    show(&member, &site, unprocessable, (form, vec![FieldError { field: PAGE, message }])).await
}
