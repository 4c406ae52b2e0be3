//! Whether the host has broken the glass of an exchange: then they read there, for a while, what who looks over the books reads.

pub mod store;

use app::ids::{ExchangeId, MemberId, PersonId};
use app::roles::Role;
use app::time::Instant;
pub use store::BrokenGlass;

use crate::db::{Db, DbError};
use crate::http::actor::{MyMember, Visitor};
use crate::http::answer::Error;
use crate::site::Site;

/// Until when the glass is broken for that person, and the exchange's own account, as which they look; none if it is not.
///
/// # Errors
/// The database's.
pub async fn broken(
    db: &Db,
    exchange: ExchangeId,
    (person, now): (PersonId, Instant),
) -> Result<Option<BrokenGlass>, DbError> {
    let mut conn = db.read().await?;
    store::broken(&mut conn, exchange, (person, now)).await
}

/// Whoever runs the installation and has broken the glass of this exchange reads, and never writes, with the rights of who looks over its
/// books.
///
/// # Errors
/// The database's.
pub(super) async fn look_in(visitor: &mut Visitor, site: &Site) -> Result<(), Error> {
    let (Some(person), Some(exchange)) = (&visitor.person, &visitor.exchange) else { return Ok(()) };
    if !person.is_host {
        return Ok(());
    }
    visitor.glass = broken(&site.db, exchange.id, (person.id, site.clock.now())).await?;
    if visitor.glass.is_some() && !visitor.offices.contains(&Role::Auditor) {
        visitor.offices.push(Role::Auditor);
    }
    Ok(())
}

/// As whom they look in on a page that is not about oneself: as the exchange, which is nobody's member.
pub(super) fn onlooker(visitor: &Visitor, path: &str) -> Option<MyMember> {
    let (glass, exchange) = (visitor.glass.as_ref()?, visitor.exchange.as_ref()?);
    let looks = MyMember { exchange: exchange.id, id: MemberId(0), account: glass.account_id };
    (!is_ones_own(path)).then_some(looks)
}

/// Pages that are about oneself, or with which something is entered: whoever looks on has none of them.
fn is_ones_own(path: &str) -> bool {
    use app::paths::exchange::{
        Holiday, Leave, LeavePlan, OwnOffice, Pay, Portrait, Profile, Statement, StatementCsv, StillHere,
    };
    use axum_extra::routing::TypedPath as _;
    let own = [
        Pay::PATH,
        Profile::PATH,
        Portrait::PATH,
        Holiday::PATH,
        Leave::PATH,
        LeavePlan::PATH,
        OwnOffice::PATH,
        StillHere::PATH,
        Statement::PATH,
        StatementCsv::PATH,
    ];
    own.contains(&path) || path.ends_with("/back")
}
