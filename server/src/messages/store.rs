//! Who acts for a member, and where they are written to.

use app::ids::{AccountId, Code, ExchangeId, PersonId};
use app::words::Language;
use sqlx::{AnyConnection, FromRow};

use crate::db::DbError;

/// Whoever acts for the member of an account and has an address, but for one person; with how many older accounts they have there.
pub const READERS: &str = "
select p.person_id, m.name, a.code, coalesce(p.email, p.mailbox) as email, p.language, (
    select count(*)
    from operators oo
    join members mm on mm.exchange_id = oo.exchange_id and mm.member_id = oo.member_id and mm.state not in ('left', 'deceased')
    where oo.person_id = o.person_id and oo.exchange_id = o.exchange_id and oo.member_id < o.member_id
) as older
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
join operators o on o.exchange_id = m.exchange_id and o.member_id = m.member_id
join persons p on p.person_id = o.person_id and coalesce(p.email, p.mailbox) is not null
where m.exchange_id = $1 and m.account_id = $2 and m.state not in ('left', 'deceased') and p.person_id <> $3
order by p.person_id";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 1] = [READERS];

/// Somebody who acts for a member.
#[derive(Clone, Debug, FromRow)]
pub(super) struct ReaderRow {
    pub(super) person_id: PersonId,
    /// The member's name.
    pub(super) name: String,
    /// The member's code.
    pub(super) code: Code,
    pub(super) email: String,
    #[sqlx(try_from = "String")]
    pub(super) language: Language,
    /// With any, links name the account.
    pub(super) older: i64,
}

/// Whoever reads what is written to the member of an account, but for who writes.
pub(super) async fn readers(
    conn: &mut AnyConnection,
    (exchange, account): (ExchangeId, AccountId),
    but: PersonId,
) -> Result<Vec<ReaderRow>, DbError> {
    Ok(sqlx::query_as(READERS).bind(exchange).bind(account).bind(but).fetch_all(conn).await?)
}
