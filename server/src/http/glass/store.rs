//! The glass that is broken.

use app::ids::{AccountId, ExchangeId, PersonId};
use app::time::Instant;
use sqlx::{AnyConnection, FromRow};

use crate::db::DbError;

/// The latest moment until which a person may look, and the exchange's own account.
pub const BROKEN: &str = "
select max(g.ends_at) as ends_at, coalesce(max(a.account_id), 0) as account_id
from glass g
join exchanges e on e.exchange_id = g.exchange_id
left join accounts a on a.exchange_id = g.exchange_id and a.kind = 1 and a.code = e.code || 'COMMON'
where g.exchange_id = $1 and g.person_id = $2 and g.broken_at <= $3 and g.ends_at > $3
group by g.exchange_id";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 1] = [BROKEN];

/// A glass that is broken.
#[derive(Clone, Copy, Debug, FromRow)]
pub struct BrokenGlass {
    /// Until when.
    pub ends_at: Instant,
    /// The exchange's own account.
    pub account_id: AccountId,
}

/// The one that is broken now, if any.
pub(super) async fn broken(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    (person, now): (PersonId, Instant),
) -> Result<Option<BrokenGlass>, DbError> {
    Ok(sqlx::query_as(BROKEN).bind(exchange).bind(person).bind(now).fetch_optional(conn).await?)
}
