//! Reading who holds which office of an exchange.

use app::ids::{Code, ExchangeId, PersonId};
use app::roles::Role;
use app::words::Language;
use sqlx::{AnyConnection, FromRow};

use crate::db::DbError;

/// Everybody with an office, but for the auditor, who acts for a member here, with the name of their oldest account and their offices between bars.
pub const OFFICERS: &str = "
select o.person_id, min(m.name) as name, min(a.code) as code, coalesce(p.email, p.mailbox, '') as email, p.language, (
    select coalesce(string_agg(r.role, '|'), '')
    from roles r
    where r.exchange_id = $1 and r.person_id = o.person_id and r.role <> 'auditor'
) as offices
from operators o
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('suspended', 'left', 'deceased')
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
join persons p on p.person_id = o.person_id
where o.exchange_id = $1 and o.person_id in (select r.person_id from roles r where r.exchange_id = $1 and r.role <> 'auditor')
    and o.member_id = (
        select min(oo.member_id)
        from operators oo
        join members mm on mm.exchange_id = oo.exchange_id and mm.member_id = oo.member_id
            and mm.state not in ('suspended', 'left', 'deceased')
        where oo.exchange_id = $1 and oo.person_id = o.person_id
    )
group by o.person_id, p.email, p.mailbox, p.language
order by min(m.sort_key), o.person_id";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 1] = [OFFICERS];

/// Somebody with an office.
#[derive(Clone, Debug, FromRow)]
pub struct OfficerRow {
    /// Who.
    pub person_id: PersonId,
    /// What their account is called.
    pub name: String,
    /// The code of that account.
    pub code: Code,
    /// Empty if they have none.
    pub email: String,
    /// In which they are written to.
    #[sqlx(try_from = "String")]
    pub language: Language,
    /// The words of their offices between bars.
    pub offices: String,
}

impl OfficerRow {
    /// Their offices, the chair's first.
    pub fn roles(&self) -> Vec<Role> {
        let mut roles: Vec<Role> = self.offices.split('|').filter_map(Role::of_tag).collect();
        roles.sort();
        roles
    }
}

/// The committee: the chair first, as one asks for them; who has the same office by name.
pub async fn officers(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<OfficerRow>, DbError> {
    let mut officers: Vec<OfficerRow> = sqlx::query_as(OFFICERS).bind(exchange).fetch_all(conn).await?;
    officers.sort_by_cached_key(|one| one.roles().first().copied());
    Ok(officers)
}
