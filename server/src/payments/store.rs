//! The SQL of finding whom a payment means. What a payment writes is the ledger's.

use app::ids::{AccountId, ExchangeId};
use app::members::likely::{Likely, LookedFor};
use sqlx::AnyConnection;

use crate::db::DbError;

/// A query of members whose name may be meant: one of its words begins with `$2`, or the whole holds what a slip leaves of it. Of more
/// than are looked through, those that begin with it come first.
macro_rules! likely {
    ($select:literal, $state:literal, $where:literal, $order:literal) => {
        concat!(
            $select,
            "
where ",
            $where,
            " and m.state not in (",
            $state,
            ")
    and (m.sort_name like $2 escape '!' or m.sort_name like $3 escape '!' or m.sort_name like $4 escape '!'
        or m.sort_name like $5 escape '!' or m.sort_name like $6 escape '!' or m.sort_name like $7 escape '!')
order by case when m.sort_name like $2 escape '!' or m.sort_name like $3 escape '!' then 0 else 1 end, ",
            $order,
            "m.sort_key, m.member_id
limit 500"
        )
    };
}

/// Of one's own exchange.
pub const LIKELY_HERE: &str = likely!(
    "
select a.code, m.name, m.area, case when m.state = 'holiday' then trim('holiday ' || m.state_until) else '' end as away, '' as exchange
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id",
    "'left', 'deceased'",
    "m.exchange_id = $1",
    ""
);
/// Of those with which an agreement is in force, as payees are reached there.
pub const LIKELY_ABROAD: &str = likely!(
    "
select a.code, m.name, m.area, case when m.state = 'holiday' then trim('holiday ' || m.state_until) else '' end as away, e.name as exchange
from agreements g
join exchanges e on e.exchange_id = case when g.a_exchange_id = $1 then g.b_exchange_id else g.a_exchange_id end
    and e.status = 'open'
join members m on m.exchange_id = e.exchange_id
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id and a.kind = 0",
    "'suspended', 'left', 'deceased'",
    "(g.a_exchange_id = $1 or g.b_exchange_id = $1) and g.state = 'in_force'",
    "e.name, "
);
/// Whom an account paid in its last payments, the latest first: who can still be paid, here and where an agreement is in force. What
/// was taken over from the exchange's earlier books was paid as well.
pub const PAID_LAST: &str = "
select case when l.partner_id = 0 then a.code else p.code end as code,
    case when l.partner_id = 0 then m.name else n.name end as name,
    case when l.partner_id = 0 then m.area else n.area end as area, case
        when m.state = 'holiday' then trim('holiday ' || m.state_until)
        when n.state = 'holiday' then trim('holiday ' || n.state_until)
        else ''
    end as away, coalesce(e.name, '') as exchange
from (
    select payee, partner_id, partner_code, position
    from transfers
    where exchange_id = $1 and (payer, position) >= ($2, 0) and (payer, position) < ($2, 9223372036854775807)
        and kind in ('payment', 'intertrade', 'imported')
    order by payer desc, position desc
    limit 50
) l
left join accounts a on a.exchange_id = $1 and a.account_id = l.payee and l.partner_id = 0
left join members m on m.exchange_id = $1 and m.account_id = a.account_id and m.state not in ('left', 'deceased')
left join agreements g on l.partner_id <> 0 and g.state = 'in_force'
    and ((g.a_exchange_id = $1 and g.b_exchange_id = l.partner_id) or (g.b_exchange_id = $1 and g.a_exchange_id = l.partner_id))
left join exchanges e on g.agreement_id is not null and e.exchange_id = l.partner_id and e.status = 'open'
left join accounts p on p.exchange_id = e.exchange_id and p.code = l.partner_code and p.kind = 0
left join members n on n.exchange_id = p.exchange_id and n.account_id = p.account_id and n.state not in ('suspended', 'left', 'deceased')
where m.member_id is not null or n.member_id is not null
order by l.position desc";

/// The exchange whose codes begin with those letters, if an agreement with it has ended and none has followed.
pub const ENDED_WITH: &str = "
select e.name
from exchanges e
where e.code = $2 and e.status = 'open' and exists (
    select 1
    from agreements g
    where g.state = 'ended' and ((g.a_exchange_id = $1 and g.b_exchange_id = e.exchange_id)
        or (g.b_exchange_id = $1 and g.a_exchange_id = e.exchange_id))
) and not exists (
    select 1
    from agreements g
    where g.state = 'in_force' and ((g.a_exchange_id = $1 and g.b_exchange_id = e.exchange_id)
        or (g.b_exchange_id = $1 and g.a_exchange_id = e.exchange_id))
)";

/// The exchange whose codes begin with those letters, if an agreement with it is in force and nothing can be entered there.
pub const HELD_PARTNER: &str = "
select e.name
from exchanges e
where e.code = $2 and e.status in ('suspended', 'archived') and exists (
    select 1
    from agreements g
    where g.state = 'in_force' and ((g.a_exchange_id = $1 and g.b_exchange_id = e.exchange_id)
        or (g.b_exchange_id = $1 and g.a_exchange_id = e.exchange_id))
)";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 5] = [LIKELY_HERE, LIKELY_ABROAD, PAID_LAST, ENDED_WITH, HELD_PARTNER];

/// Members of an exchange whose name may be meant.
pub async fn likely_here(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    looked_for: &LookedFor,
) -> Result<Vec<Likely>, DbError> {
    found(conn, LIKELY_HERE, (exchange, looked_for)).await
}

/// The same of its partners.
pub async fn likely_abroad(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    looked_for: &LookedFor,
) -> Result<Vec<Likely>, DbError> {
    found(conn, LIKELY_ABROAD, (exchange, looked_for)).await
}

async fn found(
    conn: &mut AnyConnection,
    sql: &'static str,
    (exchange, looked_for): (ExchangeId, &LookedFor),
) -> Result<Vec<Likely>, DbError> {
    let literal = |text: &str| text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let word = literal(&looked_for.word);
    let [first, one, other] = looked_for.parts.each_ref().map(|part| literal(part));
    let patterns = [
        format!("{word}%"),
        format!("% {word}%"),
        format!("{first}%"),
        format!("% {first}%"),
        format!("%{one}%"),
        format!("%{other}%"),
    ];
    let query = patterns.into_iter().fold(sqlx::query_as(sql).bind(exchange), |query, pattern| query.bind(pattern));
    Ok(query.fetch_all(conn).await?)
}

/// Whom an account paid in its last payments, the latest first.
pub async fn paid_last(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    account: AccountId,
) -> Result<Vec<Likely>, DbError> {
    Ok(sqlx::query_as(PAID_LAST).bind(exchange).bind(account).fetch_all(conn).await?)
}

/// The name of the exchange whose codes begin with those letters, if an agreement with it has ended and none has followed.
pub async fn ended_with(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    letters: &str,
) -> Result<Option<String>, DbError> {
    Ok(sqlx::query_scalar(ENDED_WITH).bind(exchange).bind(letters.to_owned()).fetch_optional(conn).await?)
}

/// The name of the partner whose codes begin with those letters, if nothing can be entered there.
pub async fn held_partner(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    letters: &str,
) -> Result<Option<String>, DbError> {
    Ok(sqlx::query_scalar(HELD_PARTNER).bind(exchange).bind(letters.to_owned()).fetch_optional(conn).await?)
}
