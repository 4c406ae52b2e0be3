//! Every account of the exchange for its committee: what waits, the table, and the same for a spreadsheet.

use app::members::balances::{Balances, Show, balances_page};
use app::roles::Right;
use axum::extract::{Query, State};
use axum::response::{Html, Response};
use serde::Deserialize;

use super::store;
use crate::http::actor::place_of;
use crate::http::actor::{Committee, SeeBalances};
use crate::http::answer::Error;
use crate::http::csv::{self, sheet};
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
        proposals: crate::home::proposals(&mut conn, member.scope(), member.may(Right::Agree)).await?,
        may_set_limits: member.may(Right::SetLimits),
        may_add: member.may(Right::AddMembers),
    };
    Ok(Html(balances_page(&member.chrome, place_of(&member.chrome)?, data)))
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
            csv::text(&line.name),
            line.holder_text(words),
            csv::number(unit, line.balance),
            csv::limit(unit, line.min),
            csv::limit(unit, line.max),
            line.last.map_or_else(String::new, |day| day.to_string()),
        ]
    }));
    let today = site.clock.now().day(&member.exchange.zone);
    sheet(&format!("{}-{today}.csv", member.exchange.slug), rows)
}
