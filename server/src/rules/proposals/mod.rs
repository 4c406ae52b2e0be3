//! Changes of rules that wait: every member reads them, officers confirm or decline, who proposed takes back, members object where
//! nobody else could.

pub mod job;
pub mod store;
pub mod work;

use app::forms::{FieldError, PAGE, numbered};
use app::paths::exchange::Proposal as ProposalPath;
use app::roles::Right;
use app::rules::catalogue::Rule;
use app::rules::proposal_page::{MayAnswer, ProposalView, ProposedLine, proposal_page};
use app::rules::proposals::{ProposalForm, ProposalState, enough_objections};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use sqlx::AnyConnection;
use store::{Line, RuleProposal};
use work::{NotSaid, Saying, answer};

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
        views.push(view(proposal, lines, members));
    }
    Ok(views)
}

fn view(proposal: RuleProposal, lines: Vec<Line>, members: i64) -> ProposalView {
    let line = |Line { rule, was, becomes, .. }: Line| ProposedLine { rule: Rule::of_key(&rule), was, becomes };
    ProposalView {
        id: proposal.id,
        state: proposal.state,
        lines: lines.into_iter().map(line).collect(),
        why: proposal.why,
        proposed_by: proposal.proposer,
        proposed_at: proposal.proposed_at,
        seconded_by: proposal.seconder,
        in_force_from: proposal.in_force_from,
        open_to_objection: proposal.open_to_objection,
        objections: (proposal.objections, enough_objections(members)),
    }
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
    let (mut conn, exchange) = (site.db.read().await?, member.exchange.id);
    let proposal = store::find(&mut conn, exchange, key(path)?).await?.ok_or(Error::NotFound)?;
    let objected = store::has_objected(&mut conn, (member.scope(), proposal.id), member.me.id).await?;
    let may = may_answer(member, &proposal, objected);
    let lines = store::lines(&mut conn, exchange, proposal.id).await?;
    let members = store::members(&mut conn, exchange).await?;
    let view = view(proposal, lines, members);
    let page = proposal_page(&member.chrome, (&view, &member.exchange.unit), (may, &form), &errors);
    Ok((status, Html(page)).into_response())
}

fn key(path: &ProposalPath) -> Result<i64, Error> {
    path.proposal.parse().map_err(|_| Error::NotFound)
}

fn may_answer(member: &Member, proposal: &RuleProposal, objected: bool) -> MayAnswer {
    let own = proposal.proposed_by == member.person.id;
    let (officer, waits) = (member.may(Right::Second), proposal.state.waits());
    let is_announced = proposal.state == ProposalState::Announced;
    MayAnswer {
        second: officer && !own && proposal.state == ProposalState::Proposed,
        withdraw: officer && own && waits,
        object: proposal.open_to_objection && is_announced && !own && !objected,
    }
}

/// `POST /proposals/{proposal}`: the same form again changes nothing more.
pub async fn say(
    path: ProposalPath,
    member: Member,
    State(site): State<Site>,
    Form(form): Form<ProposalForm>,
) -> Result<Response, Error> {
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
        may_second: member.may(Right::Second),
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
