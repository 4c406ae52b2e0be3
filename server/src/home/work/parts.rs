//! The parts of the list of work that are read here.

use app::home::balances::{BalancesSort, Show};
use app::home::work::{WorkLine, WorkPart};
use app::paths::exchange::{Application, Balances, Limits, Member as MemberPath, MemberStatement, Proposal};
use app::paths::query::ListQuery;
use app::roles::Right;
use app::rules::proposals::ProposalState;
use app::ui::amount_text;
use axum_extra::routing::TypedPath as _;
use sqlx::AnyConnection;

use super::PICK;
use crate::db::DbError;
use crate::home::balances::store::{BalancesAsk, balances};
use crate::http::actor::Member;
use crate::http::list::{LookFor, Window};
use crate::joining::seconding::{course, proposed};
use crate::joining::store;
use crate::rules::proposals::about;
use crate::rules::proposals::store::{self as rules, RuleProposal};
use crate::rules::proposals::work::seconders_of;

/// Who wants to join, the oldest first; what is said of them is what they offer.
pub(super) async fn applications(conn: &mut AnyConnection, member: &Member) -> Result<Option<WorkPart>, DbError> {
    let found = store::waiting(conn, member.exchange.id).await?;
    let (words, second) = (member.chrome.words(), course(conn, &member.exchange, (0, member.person.id)).await?.second);
    let mut lines = Vec::new();
    for one in found {
        let waits = second && proposed(conn, (member.exchange.id, one.id)).await?.is_some();
        lines.push(WorkLine {
            href: member.chrome.href(&Application { id: one.id.to_string() }),
            name: one.name,
            about: if waits { words.apply_proposed() } else { one.offers },
            since: Some(one.applied_at.day(&member.exchange.zone)),
            pick: (!waits).then(|| format!("{PICK}{}", one.id)),
        });
    }
    let hint = second.then(|| words.work_second());
    Ok((!lines.is_empty()).then_some(WorkPart { title: words.work_applications(), lines, all: None, hint }))
}

/// Changes that somebody else proposed and that wait for a second officer, the oldest first.
pub(super) async fn proposals(conn: &mut AnyConnection, member: &Member) -> Result<Option<WorkPart>, DbError> {
    let (chrome, words) = (&member.chrome, member.chrome.words());
    let waits = |one: &RuleProposal| one.state == ProposalState::Proposed && one.proposed_by != member.person.id;
    let mut lines = Vec::new();
    for one in rules::waiting(conn, member.scope()).await?.into_iter().filter(waits) {
        let changes = rules::lines(conn, member.exchange.id, one.id).await?;
        if !seconders_of(conn, member.exchange.id, (&one, &changes)).await?.contains(&member.person.id) {
            continue;
        }
        let mut named = Vec::new();
        for line in &changes {
            named.push(about(conn, member.exchange.id, line).await?.label(words));
        }
        lines.push(WorkLine {
            href: chrome.href(&Proposal { proposal: one.id.to_string() }),
            name: named.join(", "),
            about: one.why,
            since: Some(one.proposed_at.day(&member.exchange.zone)),
            pick: None,
        });
    }
    Ok((!lines.is_empty()).then(|| WorkPart { title: words.work_proposals(), lines, all: None, hint: None }))
}

/// Accounts beyond a limit.
pub(super) async fn beyond(conn: &mut AnyConnection, member: &Member) -> Result<Option<WorkPart>, DbError> {
    accounts(conn, member, Show::Beyond).await
}

/// Accounts beyond a warn line.
pub(super) async fn close(conn: &mut AnyConnection, member: &Member) -> Result<Option<WorkPart>, DbError> {
    accounts(conn, member, Show::Close).await
}

/// Members who are leaving.
pub(super) async fn leaving(conn: &mut AnyConnection, member: &Member) -> Result<Option<WorkPart>, DbError> {
    accounts(conn, member, Show::Leaving).await
}

/// Members to whom a mail could not be delivered.
pub(super) async fn unreached(conn: &mut AnyConnection, member: &Member) -> Result<Option<WorkPart>, DbError> {
    accounts(conn, member, Show::Unreached).await
}

/// How many accounts of a kind are listed; all are on the page of balances.
const MOST: usize = 10;

async fn accounts(conn: &mut AnyConnection, member: &Member, show: Show) -> Result<Option<WorkPart>, DbError> {
    let ask = BalancesAsk { look_for: LookFor::typed(""), show, sort: BalancesSort::Lowest };
    let (chrome, exchange) = (&member.chrome, &member.exchange);
    let found = balances(conn, (member.scope(), &exchange.zone), &ask, &Window::first()).await?;
    let more = found.len() > MOST;
    let lines = found.into_iter().take(MOST).map(|line| {
        let code = line.code.to_string();
        let href = match (show, member.may(Right::SetLimits)) {
            (Show::Unreached | Show::Leaving, _) => chrome.href(&MemberPath { code }),
            (_, true) => chrome.href(&Limits { code }),
            (_, false) => chrome.href(&MemberStatement { code }),
        };
        let about = match show {
            Show::Unreached => String::new(),
            _ => amount_text(&exchange.unit, chrome.language, line.stands.balance),
        };
        WorkLine { href, name: line.name, about, since: None, pick: None }
    });
    let query = ListQuery { show: show.tag().to_owned(), ..ListQuery::default() };
    let all = more.then(|| chrome.href(&Balances.with_query_params(query)));
    let part = WorkPart { title: show.text(chrome.words()), lines: lines.collect(), all, hint: None };
    Ok((!part.lines.is_empty()).then_some(part))
}
