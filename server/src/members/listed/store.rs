//! What a member shows on the market.

use app::ids::{ListingId, MemberId};
use app::members::listed::ListingKind;
use jiff::civil::Date;
use sqlx::AnyConnection;

use crate::db::DbError;
use crate::http::actor::Scope;

/// What a member shows on the market that day, offers first, the newest first.
pub const LISTINGS: &str = "
select l.listing_id, l.kind, l.title
from listings l
join members m on m.exchange_id = l.exchange_id and m.member_id = l.member_id and m.state = 'active'
where l.exchange_id = $1 and l.member_id = $2 and l.state = 'live' and l.until >= $3
order by l.kind, l.listed_at desc, l.listing_id
limit 50";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 1] = [LISTINGS];

/// What a member shows on the market that day: id, kind and title, offers first.
///
/// # Errors
/// The database's.
pub async fn listings(
    conn: &mut AnyConnection,
    (scope, member): (Scope, MemberId),
    today: Date,
) -> Result<Vec<(ListingId, ListingKind, String)>, DbError> {
    let query = sqlx::query_as(LISTINGS).bind(scope.exchange()).bind(member).bind(today.to_string());
    Ok(query.fetch_all(conn).await?)
}
