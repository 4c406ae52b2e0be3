//! `GET /rules?on=2026-05-03`: what the rules said on a day; `?version=7`: those that a transfer names.

use app::forms::Reader;
use app::paths::query::RulesQuery;
use app::rules::in_force::RulesInForce;
use app::rules::on_day::{HeldRules, on_day_page};
use app::time::start_of;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::store;
use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::site::Site;

/// `GET /rules`: today's where nothing is asked; 422 for what is no day.
pub async fn page(member: Member, query: Query<RulesQuery>, State(site): State<Site>) -> Result<Response, Error> {
    let (zone, exchange) = (&member.exchange.zone, member.exchange.id);
    let Query(RulesQuery { on, version }) = query;
    let mut form = Reader::new(member.chrome.language);
    let today = site.clock.now().day(zone);
    let day = if on.trim().is_empty() { Some(today) } else { form.day("on", &on) };
    let mut conn = site.db.read().await?;
    let (asked, rules) = match (version.parse::<i64>().ok().filter(|_| on.is_empty()), day) {
        (Some(version), _) => (Some(HeldRules::Version(version)), store::under(&mut conn, exchange, version).await?),
        (None, Some(day)) => {
            let end = start_of(day.tomorrow().unwrap_or(day), zone).plus_micros(-1);
            (Some(HeldRules::Day(day)), store::held(&mut conn, exchange, end).await?)
        }
        (None, None) => (None, RulesInForce::default()),
    };
    let typed = if on.trim().is_empty() { today.to_string() } else { on };
    let errors = form.finish(|| Some(())).err().unwrap_or_default();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = on_day_page(&member.chrome, (asked, &rules), (typed, &errors), &member.exchange.unit);
    Ok((status, Html(page)).into_response())
}
