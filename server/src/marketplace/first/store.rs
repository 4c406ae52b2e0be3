//! What somebody said when they joined.

use app::ids::{ExchangeId, MemberId, PersonId};
use sqlx::{AnyConnection, FromRow};

use crate::db::DbError;

/// Who was admitted with an application, and what they had said.
pub const SAID: &str = "
select m.member_id, m.area, w.person_id, w.offers, w.wants
from applications w
join operators o on o.exchange_id = w.exchange_id and o.person_id = w.person_id
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id
where w.exchange_id = $1 and w.application_id = $2 and w.state = 'admitted'
order by m.joined_at desc, m.member_id desc
limit 1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 1] = [SAID];

/// Who, and what.
#[derive(Clone, Debug, FromRow)]
pub(super) struct SaidWhenJoining {
    pub(super) member_id: MemberId,
    pub(super) area: String,
    pub(super) person_id: PersonId,
    pub(super) offers: String,
    pub(super) wants: String,
}

/// What who was admitted with an application had said.
pub(super) async fn said(conn: &mut AnyConnection, key: (ExchangeId, i64)) -> Result<Option<SaidWhenJoining>, DbError> {
    Ok(sqlx::query_as(SAID).bind(key.0).bind(key.1).fetch_optional(conn).await?)
}
