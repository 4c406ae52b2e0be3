//! The rows of the list of work as lines: each one click from where it is done.

use app::home::balances::Show;
use app::home::work::{WorkKind, WorkLine, WorkPart};
use app::members::checks::CheckItem;
use app::paths::exchange::{
    Application, Balances, GiveOffice, Limits, Member as MemberPath, MemberChecks, MemberState, MemberStatement,
    ModerateListing, Partner, Proposal, Subscriptions,
};
use app::paths::query::ListQuery;
use app::roles::{Right, Role};
use app::subscriptions::page::SubscriptionShow;
use app::ui::text::day_text;
use app::ui::{Chrome, amount_text};
use axum_extra::routing::TypedPath as _;
use sqlx::AnyConnection;
use strum::IntoEnumIterator as _;

use super::PICK;
use crate::db::DbError;
use crate::http::actor::Member;
use crate::http::work_list::store::{self, WorkAsk, WorkRow};
use crate::joining::seconding::{course, proposed};
use crate::marketplace::store as listings;
use crate::rules::proposals::about;
use crate::rules::proposals::store as proposals;

/// How many of a kind are listed, where all of them have a page.
const MOST: usize = 10;

/// What waits, by kind, the oldest first.
pub(super) async fn read(conn: &mut AnyConnection, member: &Member, ask: WorkAsk) -> Result<Vec<WorkPart>, DbError> {
    let second = course(conn, &member.exchange, (0, member.person.id)).await?.second;
    let mut parts: Vec<WorkPart> = Vec::new();
    for row in store::rows(conn, ask).await? {
        let Some(kind) = WorkKind::of_tag(&row.kind) else { continue };
        let all = all_of(&member.chrome, kind);
        if parts.last().is_none_or(|part| part.kind != kind) {
            let hint = (second && kind == WorkKind::Applications).then(|| member.chrome.words().work_second());
            parts.push(WorkPart { kind, count: row.of_kind, lines: Vec::new(), all: None, hint });
        }
        let Some(part) = parts.last_mut() else { continue };
        if all.is_some() && part.lines.len() == MOST {
            part.all = all;
            continue;
        }
        let mut line = line(member, (kind, &row));
        if second && kind == WorkKind::Applications {
            line = half_admitted(conn, member, (&row, line)).await?;
        }
        if kind == WorkKind::Listings {
            line.href = decided_at(conn, member, &line.href).await?;
        }
        let name = if kind == WorkKind::Proposals { labels(conn, member, &row).await? } else { line.name };
        part.lines.push(WorkLine { name, ..line });
    }
    parts.sort_by_key(|part| WorkKind::iter().position(|kind| kind == part.kind));
    Ok(parts)
}

/// An application to which somebody has said yes already waits for another officer, and is not said yes to again.
async fn half_admitted(
    conn: &mut AnyConnection,
    member: &Member,
    (row, line): (&WorkRow, WorkLine),
) -> Result<WorkLine, DbError> {
    let application = row.object.parse().unwrap_or(0);
    Ok(match proposed(conn, (member.exchange.id, application)).await? {
        Some(_) => WorkLine { about: member.chrome.words().apply_proposed(), pick: None, ..line },
        None => line,
    })
}

/// Where all of a kind are.
fn all_of(chrome: &Chrome, kind: WorkKind) -> Option<String> {
    let balances = |show: Show| {
        let query = ListQuery { show: show.tag().to_owned(), ..ListQuery::default() };
        Some(chrome.href(&Balances.with_query_params(query)))
    };
    match kind {
        WorkKind::Beyond => balances(Show::Beyond),
        WorkKind::Close => balances(Show::Close),
        WorkKind::Leaving => balances(Show::Leaving),
        WorkKind::Unreached => balances(Show::Unreached),
        WorkKind::Asleep => balances(Show::Asleep),
        WorkKind::Overdue => Some(overdue(chrome, String::new())),
        WorkKind::Applications
        | WorkKind::Proposals
        | WorkKind::Agreements
        | WorkKind::Offices
        | WorkKind::Partners
        | WorkKind::Listings
        | WorkKind::Checks => None,
    }
}

/// Those whose subscription is overdue, or the one that is looked for.
fn overdue(chrome: &Chrome, q: String) -> String {
    let query = ListQuery { q, show: SubscriptionShow::Overdue.tag().to_owned(), ..ListQuery::default() };
    chrome.href(&Subscriptions.with_query_params(query))
}

/// A row as it stands on the page.
fn line(member: &Member, (kind, row): (WorkKind, &WorkRow)) -> WorkLine {
    let (chrome, words) = (&member.chrome, member.chrome.words());
    let WorkRow { object, name, about, .. } = row.clone();
    let since = (row.since.0 > 0).then(|| row.since.day(&member.exchange.zone));
    let amount = || amount_text(&member.exchange.unit, chrome.language, row.amount);
    let at = |href| WorkLine { href, name: name.clone(), about: about.clone(), since, pick: None };
    match kind {
        WorkKind::Applications => {
            let pick = Some(format!("{PICK}{object}"));
            WorkLine { pick, ..at(chrome.href(&Application { id: object })) }
        }
        WorkKind::Proposals => at(chrome.href(&Proposal { proposal: object })),
        WorkKind::Agreements => at(chrome.href(&Partner { slug: object })),
        WorkKind::Partners => WorkLine { about: amount(), ..at(chrome.href(&Partner { slug: object })) },
        WorkKind::Offices => {
            let office = Role::of_tag(&name).map_or(String::new(), |role| role.name(words));
            let (name, about) = match about.parse() {
                Ok(day) => (words.office_until(office, day_text(words, day)), object),
                Err(_) => (office, words.work_vacant()),
            };
            WorkLine { name, about, ..at(chrome.href(&GiveOffice)) }
        }
        WorkKind::Beyond | WorkKind::Close => {
            let sets = member.may(Right::SetLimits);
            let code = object;
            let href = if sets { chrome.href(&Limits { code }) } else { chrome.href(&MemberStatement { code }) };
            WorkLine { about: amount(), ..at(href) }
        }
        WorkKind::Leaving => WorkLine { about: amount(), ..at(chrome.href(&MemberPath { code: object })) },
        WorkKind::Unreached => at(chrome.href(&MemberPath { code: object })),
        WorkKind::Asleep => {
            let about = if about == "decide" { words.work_decide() } else { String::new() };
            WorkLine { about, ..at(chrome.href(&MemberState { code: object })) }
        }
        WorkKind::Listings => {
            let about = if about.is_empty() { words.work_listings_new() } else { words.work_listings_reported() };
            WorkLine { about, ..at(object) }
        }
        WorkKind::Checks => {
            let (day, item) = about.split_once(' ').unwrap_or_default();
            let item = CheckItem::of_tag(item).map_or(String::new(), |item| item.name(words));
            let about = day.parse().map_or(item.clone(), |day| words.office_until(&item, day_text(words, day)));
            WorkLine { about, ..at(chrome.href(&MemberChecks { code: object })) }
        }
        WorkKind::Overdue => {
            let since = about.parse().ok();
            WorkLine { since, about: String::new(), ..at(overdue(chrome, object)) }
        }
    }
}

/// Where it is decided about a listing of that number.
async fn decided_at(conn: &mut AnyConnection, member: &Member, number: &str) -> Result<String, DbError> {
    let number = number.parse().unwrap_or(0);
    let id = listings::of_number(conn, (member.exchange.id, number)).await?;
    let listing = id.map_or(String::new(), |id| id.to_string());
    Ok(member.chrome.href(&ModerateListing { listing }))
}

/// What a proposal would change.
async fn labels(conn: &mut AnyConnection, member: &Member, row: &WorkRow) -> Result<String, DbError> {
    let id = row.object.parse().unwrap_or(0);
    let mut named = Vec::new();
    for line in proposals::lines(conn, member.exchange.id, id).await? {
        named.push(about(conn, member.exchange.id, &line).await?.label(member.chrome.words()));
    }
    Ok(named.join(", "))
}
