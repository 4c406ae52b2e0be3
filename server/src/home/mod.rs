//! Home: where a member stands, what waits for the committee; the public page for everybody else.

pub mod balances;
pub mod month;
mod public;
pub mod work;

use app::home::{HomeSaid, Waiting, home_page};
use app::ids::PersonId;
use app::members::states::page::own_state;
use app::roles::{Right, Role, may};
use app::statements::year::{Year, first_day};
use app::subscriptions::page::own_subscription;
use app::time::{Instant, start_of};
use axum::extract::State;
use axum::response::Html;
use sqlx::AnyConnection;

use crate::db::DbError;
use crate::http::actor::{Scope, Visitor};
use crate::http::answer::Error;
use crate::http::reader::place_of;
use crate::http::tenant;
use crate::members::{states, store as members};
use crate::site::Site;
use crate::statements::store::{self, Of, Range};
use crate::{intertrading, joining, journal, limits, subscriptions};

/// `GET /`: the public page, or home for a member.
pub async fn home(
    visitor: Visitor,
    exchange: tenant::Exchange,
    State(site): State<Site>,
) -> Result<Html<String>, Error> {
    let Some(me) = visitor.member else {
        return match joining::standing(&visitor, &exchange, &site).await? {
            Some(waits) => Ok(waits),
            None => public::page(&visitor, &exchange, &site).await,
        };
    };
    let scope = visitor.scope().ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let account = members::account(&mut conn, scope, me.account).await?;
    let of = Of { scope, account: me.account };
    let last = store::last(&mut conn, of, Range::ALL, 8).await?;
    let entries: Vec<_> = last.into_iter().map(|one| one.entry).collect();
    let today = site.clock.now().day(&exchange.zone);
    let from = start_of(first_day(today), &exchange.zone);
    let year = Year::up_to(today, store::year(&mut conn, of, (from, Range::ALL.until)).await?);
    let reader = visitor.person.as_ref().map_or(PersonId(0), |person| person.id);
    let waits = waiting(&mut conn, scope, (reader, site.clock.now()), &visitor.offices).await?.work(&visitor.chrome);
    let reads = visitor.offices.iter().any(|role| may(*role, Right::SeeBalances));
    let month =
        if reads { Some(month::month(&mut conn, scope, (site.clock.now(), &exchange.zone)).await?) } else { None };
    let committee = (waits, month.as_ref(), visitor.offices.as_slice());
    let why = limits::following::why(&mut conn, &exchange, me.account).await?;
    let why = why.map(|why| why.sentence(&exchange.rules, (&exchange.unit, visitor.chrome.language)));
    let subscription = subscriptions::own(&mut conn, (&exchange, me.id), site.clock.now()).await?;
    let subscription = subscription.map(|own| own_subscription(&visitor.chrome, &own));
    let state = own_state(&visitor.chrome, &states::store::own(&mut conn, scope, me.id).await?);
    Ok(Html(home_page(
        &visitor.chrome,
        place_of(&visitor.chrome)?,
        (HomeSaid { state, subscription, why }, &account, &entries, &year),
        committee,
    )))
}

/// What waits for somebody who holds these offices.
pub async fn waiting(
    conn: &mut AnyConnection,
    scope: Scope,
    (reader, now): (PersonId, Instant),
    offices: &[Role],
) -> Result<Waiting, DbError> {
    let may = |right| offices.iter().any(|role| may(*role, right));
    let mut waits = Waiting::default();
    if may(Right::SeeBalances) {
        waits = balances::store::of_all(&mut *conn, scope).await?.waits();
        waits.favours = favours(&mut *conn, scope, (reader, now)).await?;
        waits.unreached = balances::store::unreached(&mut *conn, scope).await?;
    }
    if may(Right::AddMembers) {
        waits.applications = joining::store::count(&mut *conn, scope.exchange()).await?;
    }
    // That somebody has not traded yet can wait for the page of balances.
    Ok(Waiting { proposals: proposals(conn, scope, may(Right::Agree)).await?, never: 0, ..waits })
}

/// How long what an officer entered in their own favour is open to objection, in seconds.
const OBJECTION: i64 = 30 * 86_400;

/// How much others of the committee entered in their own favour, while it is open to objection.
pub async fn favours(
    conn: &mut AnyConnection,
    scope: Scope,
    (reader, now): (PersonId, Instant),
) -> Result<usize, DbError> {
    let count = journal::store::favours(conn, scope, (reader, now.plus_seconds(-OBJECTION))).await?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// How many proposals of partners wait for somebody who may answer them.
pub async fn proposals(conn: &mut AnyConnection, scope: Scope, may_agree: bool) -> Result<usize, DbError> {
    if !may_agree {
        return Ok(0);
    }
    let standing = intertrading::store::agreements(conn, scope.exchange()).await?;
    Ok(standing.iter().filter(|one| !one.ours && !one.in_force).count())
}
