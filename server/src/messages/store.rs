//! Who is of the committee, and where they are written to.

use app::ids::{Code, ExchangeId, PersonId};
use app::words::Language;
use sqlx::{AnyConnection, FromRow};

use crate::db::DbError;

/// Everybody with an office who acts for a member here, with the name of their oldest account and their offices between bars.
pub const OFFICERS: &str = "
select o.person_id, min(m.name) as name, min(a.code) as code, coalesce(p.email, '') as email, p.language, (
    select coalesce(string_agg(r.role, '|'), '')
    from roles r
    where r.exchange_id = $1 and r.person_id = o.person_id
) as offices
from operators o
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state in ('active', 'suspended')
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
join persons p on p.person_id = o.person_id
where o.exchange_id = $1 and o.person_id in (select r.person_id from roles r where r.exchange_id = $1)
    and o.member_id = (
        select min(oo.member_id)
        from operators oo
        join members mm on mm.exchange_id = oo.exchange_id and mm.member_id = oo.member_id
            and mm.state in ('active', 'suspended')
        where oo.exchange_id = $1 and oo.person_id = o.person_id
    )
group by o.person_id, p.email, p.language
order by min(m.sort_key), o.person_id";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 1] = [OFFICERS];

/// Somebody with an office.
#[derive(Clone, Debug, FromRow)]
pub(super) struct OfficerRow {
    pub(super) person_id: PersonId,
    pub(super) name: String,
    /// The code of that account.
    pub(super) code: Code,
    /// Empty if they have none.
    pub(super) email: String,
    #[sqlx(try_from = "String")]
    pub(super) language: Language,
    /// The words of their offices between bars.
    pub(super) offices: String,
}

/// The committee, by name.
pub(super) async fn officers(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<OfficerRow>, DbError> {
    Ok(sqlx::query_as(OFFICERS).bind(exchange).fetch_all(conn).await?)
}
