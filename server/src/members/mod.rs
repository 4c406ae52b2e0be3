//! The people of an exchange: directory, one member, all balances.

pub mod add;
pub mod balances;
pub mod store;

use app::ids::Code;
use app::members::pages::{directory_page, member_page};
use app::paths::exchange::Member as MemberPath;
use app::roles::Right;
use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use crate::http::actor::Member;
use crate::http::actor::place_of;
use crate::http::answer::Error;
use crate::journal;
use crate::site::Site;

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Search {
    q: String,
}

/// `GET /members?q=`
pub async fn directory(
    member: Member,
    State(site): State<Site>,
    Query(search): Query<Search>,
) -> Result<Html<String>, Error> {
    let mut conn = site.db.read().await?;
    let lines = store::directory(&mut conn, member.scope(), search.q.trim()).await?;
    Ok(Html(directory_page(&member.chrome, place_of(&member.chrome)?, search.q.trim(), &lines)))
}

/// `GET /members/{code}`
pub async fn member(path: MemberPath, member: Member, State(site): State<Site>) -> Result<Html<String>, Error> {
    let code = Code::typed(&path.code).ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let found = store::profile(&mut conn, member.scope(), &code, &member.exchange.zone).await?;
    let (id, mut profile) = found.ok_or(Error::NotFound)?;
    profile.mine =
        profile.line.code == place_of(&member.chrome)?.mine.as_ref().map_or(Code::stored(""), |m| m.code.clone());
    if !(member.exchange.rules.shows_balances() || profile.mine || member.may(Right::SeeBalances)) {
        profile.balance = None;
    }
    let rights = [Right::SeeBalances, Right::PayForMembers, Right::SetLimits];
    profile.rights = rights.into_iter().filter(|right| member.may(*right)).collect();
    if profile.mine || member.may(Right::SeeBalances) {
        profile.acts = journal::store::about_member(&mut conn, member.scope(), (id, &code)).await?;
    }
    Ok(Html(member_page(&member.chrome, place_of(&member.chrome)?, &profile)))
}
