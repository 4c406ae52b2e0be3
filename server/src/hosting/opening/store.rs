//! Whether an exchange is there already, by its key, its address and its letters.

use app::ids::{ExchangeId, PersonId};
use sqlx::AnyConnection;

use crate::db::DbError;

/// Address and letters of the exchange of a key.
pub const OPENED: &str = "select slug, code from exchanges where exchange_id = $1";
/// Whether other exchanges have that address and those letters.
pub const TAKEN: &str = "
select cast(coalesce(sum(case when slug = $2 then 1 else 0 end), 0) as bigint) as slugs,
    cast(coalesce(sum(case when code = $3 then 1 else 0 end), 0) as bigint) as codes
from exchanges
where exchange_id <> $1 and (slug = $2 or code = $3)";
/// The person of an address who has no password, holds an office in that exchange and is in no other.
pub const ONLY_HERE: &str = "
select p.person_id
from persons p
where p.email = $2 and p.password_hash = '' and p.is_host = 0 and exists (
    select 1
    from roles r
    where r.exchange_id = $1 and r.person_id = p.person_id
) and not exists (
    select 1
    from operators o
    where o.person_id = p.person_id and o.exchange_id <> $1
)";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 3] = [OPENED, TAKEN, ONLY_HERE];

/// Address and letters of the exchange of a key, if there is one.
pub(super) async fn opened(conn: &mut AnyConnection, id: ExchangeId) -> Result<Option<(String, String)>, DbError> {
    Ok(sqlx::query_as(OPENED).bind(id).fetch_optional(conn).await?)
}

/// Whether another exchange than that has the address, and whether one has the letters.
pub(super) async fn taken(
    conn: &mut AnyConnection,
    id: ExchangeId,
    (slug, code): (&str, &str),
) -> Result<(bool, bool), DbError> {
    let query = sqlx::query_as(TAKEN).bind(id).bind(slug.to_owned()).bind(code.to_owned());
    let (slugs, codes): (i64, i64) = query.fetch_one(conn).await?;
    Ok((slugs > 0, codes > 0))
}

/// Of whom a link may be shown once more: whom only the committee of that exchange knows.
pub(super) async fn only_here(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    email: &str,
) -> Result<Option<PersonId>, DbError> {
    let query = sqlx::query_scalar(ONLY_HERE).bind(exchange).bind(email.to_owned());
    Ok(query.fetch_optional(conn).await?)
}
