//! Notices for many at once: for everybody with an office, and for every member.

use app::ids::ExchangeId;
use app::notices::NoticeKind;
use app::time::Instant;

use super::readers;
use crate::db::{DbError, Tx};
use crate::notices::OfficerNotice;

/// A notice for everybody with one of these offices (`$5`, their words between bars) but whoever did it (`$6`), on the oldest account that
/// each has here.
pub const INSERT_FOR_OFFICERS: &str = "
insert into notices (exchange_id, account_id, kind, object, at)
select m.exchange_id, m.account_id, cast($2 as text), cast($3 as text), cast($4 as bigint)
from members m
where m.exchange_id = $1 and m.member_id in (
    select min(o.member_id)
    from roles r
    join operators o on o.exchange_id = r.exchange_id and o.person_id = r.person_id
    join members mine on mine.exchange_id = o.exchange_id and mine.member_id = o.member_id
        and mine.state not in ('suspended', 'left', 'deceased')
    where r.exchange_id = $1 and $5 like '%|' || r.role || '|%' and r.person_id <> $6
    group by r.person_id
)
on conflict (exchange_id, account_id, kind, object) do nothing";

/// The same for every member.
pub const INSERT_FOR_ALL: &str = "
insert into notices (exchange_id, account_id, kind, object, at)
select m.exchange_id, m.account_id, cast($2 as text), cast($3 as text), cast($4 as bigint)
from members m
where m.exchange_id = $1 and m.state not in ('left', 'deceased')
on conflict (exchange_id, account_id, kind, object) do nothing";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 2] = [INSERT_FOR_OFFICERS, INSERT_FOR_ALL];

/// Writes a notice for each officer.
pub(in crate::notices) async fn insert_for_officers(tx: &mut Tx, notice: OfficerNotice) -> Result<(), DbError> {
    let roles: String = readers(notice.kind).map(|role| format!("|{}|", role.tag())).collect();
    let query = sqlx::query(INSERT_FOR_OFFICERS).bind(notice.exchange).bind(notice.kind.tag());
    let query = query.bind(notice.object).bind(notice.at).bind(roles).bind(notice.by);
    query.execute(tx.conn()).await?;
    Ok(())
}

/// Writes a notice for each member.
pub(in crate::notices) async fn insert_for_all(
    tx: &mut Tx,
    (exchange, kind): (ExchangeId, NoticeKind),
    (object, at): (String, Instant),
) -> Result<(), DbError> {
    sqlx::query(INSERT_FOR_ALL).bind(exchange).bind(kind.tag()).bind(object).bind(at).execute(tx.conn()).await?;
    Ok(())
}
