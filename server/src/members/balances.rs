//! Every account of the exchange for its committee: what waits, the table, and the same for a spreadsheet.

use app::governance::{Right, Role, may};
use app::members::balances::{Balances, Show, Waiting, balances_page};
use axum::extract::{Query, State};
use axum::response::{Html, Response};
use serde::Deserialize;
use sqlx::AnyConnection;

use super::store;
use crate::actor::{Committee, Scope, SeeBalances};
use crate::db::DbError;
use crate::error::Error;
use crate::intertrading;
use crate::payments::place_of;
use crate::sheet::{self, sheet};
use crate::site::Site;

/// Which accounts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    show: String,
}

/// `GET /balances?show=`
pub async fn page(
    committee: Committee<SeeBalances>,
    State(site): State<Site>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Error> {
    let member = committee.member;
    let mut conn = site.db.read().await?;
    let lines = store::balances(&mut conn, member.scope(), &member.exchange.zone).await?;
    let data = Balances {
        lines,
        show: Show::of_tag(&wanted.show),
        proposals: proposals(&mut conn, member.scope(), member.may(Right::Agree)).await?,
        may_set_limits: member.may(Right::SetLimits),
        may_add: member.may(Right::AddMembers),
    };
    Ok(Html(balances_page(&member.chrome, place_of(&member.chrome)?, data)))
}

/// What waits for somebody who holds these offices.
///
/// # Errors
/// When the database fails.
pub async fn waiting(conn: &mut AnyConnection, scope: Scope, offices: &[Role]) -> Result<Waiting, DbError> {
    let may = |right| offices.iter().any(|role| may(*role, right));
    let (beyond, close) = if may(Right::SeeBalances) { store::warned(conn, scope).await? } else { (0, 0) };
    Ok(Waiting { beyond, close, proposals: proposals(conn, scope, may(Right::Agree)).await?, never: 0 })
}

/// How many proposals of partners wait for somebody who may answer them.
async fn proposals(conn: &mut AnyConnection, scope: Scope, may_agree: bool) -> Result<usize, DbError> {
    if !may_agree {
        return Ok(0);
    }
    let standing = intertrading::store::agreements(conn, scope.exchange()).await?;
    Ok(standing.iter().filter(|one| !one.ours && !one.in_force).count())
}

/// `GET /balances.csv`
pub async fn csv(committee: Committee<SeeBalances>, State(site): State<Site>) -> Result<Response, Error> {
    let member = committee.member;
    let (words, unit) = (member.chrome.words(), &member.exchange.unit);
    let mut conn = site.db.read().await?;
    let lines = store::balances(&mut conn, member.scope(), &member.exchange.zone).await?;
    let mut rows = vec![vec![
        words.balances_account(),
        words.balances_name(),
        words.balances_state(),
        words.balances_balance(),
        words.balances_lowest(),
        words.balances_highest(),
        words.balances_last(),
    ]];
    rows.extend(lines.iter().map(|line| {
        vec![
            line.code.to_string(),
            sheet::text(&line.name),
            line.holder_text(words),
            sheet::number(unit, line.balance),
            sheet::limit(unit, line.min),
            sheet::limit(unit, line.max),
            line.last.map_or_else(String::new, |day| day.to_string()),
        ]
    }));
    let today = site.clock.now().day(&member.exchange.zone);
    sheet(&format!("{}-{today}.csv", member.exchange.slug), rows)
}
