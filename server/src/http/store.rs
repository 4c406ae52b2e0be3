//! Who asks, and where they may act: what an actor is made of.
//!
//! Always holds: a place that is closed, or that one has left, is no place; whoever is suspended holds no office meanwhile.

use app::ids::{AccountId, Code, ExchangeId, Flag, MemberId, PersonId};
use app::time::Instant;
use sqlx::FromRow;

use crate::db::{Db, DbError};
use crate::notices::officers;

/// Whose session it is, with every place that they may act in, by exchange, oldest first, and every office they hold there: a row each,
/// without a place if there is none. With each place, how much was told there and is not read, of what only officers are told to those (`$3`, as [`officers::told`] says it), as the page of notices shows it:
/// a hundred stand for more. One statement, since every page asks it.
pub const PERSON_WITH_PLACES: &str = "
select p.person_id, s.seen_at, p.name, p.email, p.language, p.is_host, e.exchange_id, e.slug, e.name as exchange, m.member_id,
    m.account_id, m.name as member, a.code, coalesce(r.role, '') as office,
    coalesce(r.area, '') as office_area, (
        select count(*)
        from (
            select 1 as one
            from notices n
            where n.exchange_id = e.exchange_id and n.account_id = a.account_id and n.read_at is null
                and ($3 not like '%|' || n.kind || '|%' or exists (
                    select 1
                    from roles own
                    where own.exchange_id = e.exchange_id and own.person_id = p.person_id and $3 like '%|' || n.kind || ':' || own.role || '|%'
                ))
            limit 100
        ) waiting
    ) as unread
from sessions s
join persons p on p.person_id = s.person_id
left join operators o on o.person_id = p.person_id
left join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('left', 'deceased')
left join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
left join exchanges e on e.exchange_id = m.exchange_id and e.status in ('open', 'suspended', 'archived')
left join roles r on r.exchange_id = e.exchange_id and r.person_id = p.person_id and m.state <> 'suspended'
where s.session_id = $1 and s.expires_at > $2
order by e.name, e.exchange_id, m.member_id";

/// The member on whose behalf the committee acts; or nobody, with the exchange's own account.
pub const MEMBER_BY_CODE: &str = "
select coalesce(m.member_id, 0) as member_id, a.account_id, coalesce(m.name, e.name) as name, a.code, coalesce(m.area, '') as area
from accounts a
join exchanges e on e.exchange_id = a.exchange_id
left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id and m.state not in ('left', 'deceased')
where a.exchange_id = $1 and a.code = $2 and (m.member_id is not null or (a.kind = 1 and a.code = e.code || 'COMMON'))";

/// Every text of this file, for the test that prepares them all.
pub const ALL: [&str; 2] = [PERSON_WITH_PLACES, MEMBER_BY_CODE];

/// A row of [`PERSON_WITH_PLACES`].
#[derive(FromRow)]
pub(super) struct PlaceRow {
    pub(super) person_id: PersonId,
    pub(super) seen_at: Instant,
    pub(super) name: String,
    pub(super) email: Option<String>,
    pub(super) language: String,
    #[sqlx(try_from = "Flag")]
    pub(super) is_host: bool,
    pub(super) exchange_id: Option<ExchangeId>,
    pub(super) slug: Option<String>,
    pub(super) exchange: Option<String>,
    pub(super) member_id: Option<MemberId>,
    pub(super) account_id: Option<AccountId>,
    pub(super) member: Option<String>,
    pub(super) code: Option<Code>,
    pub(super) office: String,
    pub(super) office_area: String,
    pub(super) unread: i64,
}

/// A row of [`MEMBER_BY_CODE`].
#[derive(FromRow)]
pub(super) struct MemberRow {
    pub(super) member_id: MemberId,
    pub(super) account_id: AccountId,
    pub(super) name: String,
    pub(super) code: Code,
    pub(super) area: String,
}

/// Whose session it is, with all their places and offices; nothing once it is over.
pub(super) async fn places(db: &Db, session: String, now: Instant) -> Result<Vec<PlaceRow>, DbError> {
    let mut conn = db.read().await?;
    let query = sqlx::query_as(PERSON_WITH_PLACES).bind(session).bind(now).bind(officers::told());
    Ok(query.fetch_all(&mut *conn).await?)
}

/// The member of that account, or the exchange of its own.
pub(super) async fn member(db: &Db, exchange: ExchangeId, code: &Code) -> Result<Option<MemberRow>, DbError> {
    let mut conn = db.read().await?;
    Ok(sqlx::query_as(MEMBER_BY_CODE).bind(exchange).bind(code.clone()).fetch_optional(&mut *conn).await?)
}
