//! The rules of an exchange: every member reads them and the decisions that made them; who has the right changes them.

pub mod deciding;
pub mod decisions;
pub mod offices;
pub mod on_day;
pub mod proposals;
pub mod remainders;
pub mod store;
pub mod work;

use app::journal::What;
use app::roles::Right;
use app::rules::pages::{SettingsPage, settings_page};
use app::rules::standing::StandingRules;
use axum::extract::State;
use axum::response::Html;
use sqlx::AnyConnection;

use crate::db::DbError;
use crate::http::actor::Member;
use crate::http::answer::Error;
use crate::http::list::{LookFor, Window};
use crate::http::tenant::Exchange;
use crate::journal;
use crate::journal::store::DecisionsAsk;
use crate::site::Site;

/// Decisions on the page of rules; all of them have a page of their own.
const SHOWN: usize = 10;

/// The rules of an exchange as they stand.
///
/// # Errors
/// The database's.
pub async fn standing(conn: &mut AnyConnection, exchange: &Exchange) -> Result<StandingRules, DbError> {
    Ok(StandingRules {
        name: exchange.name.clone(),
        description: exchange.description.clone(),
        area: exchange.area.clone(),
        hue: exchange.hue,
        unit: exchange.unit.clone(),
        in_force: exchange.rules.clone(),
        version: exchange.rules_version,
        traded: store::traded(conn, exchange.id).await?,
    })
}

/// `GET /settings`
pub async fn settings(member: Member, State(site): State<Site>) -> Result<Html<String>, Error> {
    let mut conn = site.db.read().await?;
    let rules = standing(&mut conn, &member.exchange).await?;
    let what = vec![What::Began, What::Rule, What::Agreement];
    let ask = DecisionsAsk { look_for: LookFor::typed(""), what, alone: false };
    let mut decisions = journal::store::decisions(&mut conn, member.scope(), &ask, &Window::first()).await?;
    decisions.truncate(SHOWN);
    let may_change = member.may(Right::SetRules);
    let waiting = proposals::waiting(&mut conn, member.scope()).await?;
    Ok(Html(settings_page(&member.chrome, SettingsPage { rules, may_change, waiting, decisions })))
}
