//! Home: where a member stands, what waits for the committee; the public page for everybody else.

pub mod balances;

use app::home::{Waiting, home_page};
use app::roles::{Right, Role, may};
use axum::extract::State;
use axum::response::Html;
use sqlx::AnyConnection;

use crate::db::DbError;
use crate::http::actor::{Scope, Visitor};
use crate::http::answer::Error;
use crate::http::reader::place_of;
use crate::http::tenant;
use crate::members::store as members;
use crate::site::Site;
use crate::statements::store::{self, Of, Range};
use crate::{hosting, intertrading};

/// `GET /`: the public page, or home for a member.
pub async fn home(
    visitor: Visitor,
    exchange: tenant::Exchange,
    State(site): State<Site>,
) -> Result<Html<String>, Error> {
    let Some(me) = visitor.member else { return hosting::public(&visitor, &exchange, &site).await };
    let scope = visitor.scope().ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let account = members::account(&mut conn, scope, me.account).await?;
    let last = store::last(&mut conn, Of { scope, account: me.account }, Range::ALL, 8).await?;
    let entries: Vec<_> = last.into_iter().map(|one| one.entry).collect();
    let waits = waiting(&mut conn, scope, &visitor.offices).await?.work(&visitor.chrome);
    Ok(Html(home_page(&visitor.chrome, place_of(&visitor.chrome)?, (&account, &entries), waits)))
}

/// What waits for somebody who holds these offices.
pub async fn waiting(conn: &mut AnyConnection, scope: Scope, offices: &[Role]) -> Result<Waiting, DbError> {
    let may = |right| offices.iter().any(|role| may(*role, right));
    let waits =
        if may(Right::SeeBalances) { balances::store::of_all(conn, scope).await?.waits() } else { Waiting::default() };
    // That somebody has not traded yet can wait for the page of balances.
    Ok(Waiting { proposals: proposals(conn, scope, may(Right::Agree)).await?, never: 0, ..waits })
}

/// How many proposals of partners wait for somebody who may answer them.
pub async fn proposals(conn: &mut AnyConnection, scope: Scope, may_agree: bool) -> Result<usize, DbError> {
    if !may_agree {
        return Ok(0);
    }
    let standing = intertrading::store::agreements(conn, scope.exchange()).await?;
    Ok(standing.iter().filter(|one| !one.ours && !one.in_force).count())
}
