//! How the exchanges of the installation are doing, counted.

use app::hosting::host::{ExchangeHealth, Shown};
use app::time::Instant;
use sqlx::AnyConnection;

use crate::db::DbError;
use crate::http::list::{LookFor, Window};
use crate::http::work_list::store::awake;

/// The exchanges from an edge on, by name: all of them, those that are looked for, those in some state. Members, sleepers and
/// applications are counted of those that are shown and of no others, so that a page costs what fifty exchanges cost, however many there are.
macro_rules! health {
    ($beyond:literal, $order:literal) => {
        concat!(
            "
with shown as materialized (
    select e.exchange_id, e.slug, e.name, e.area, e.hue, e.status, e.sort_key
    from exchanges e
    where ($1 = '' or e.sought like $2 escape '!' or e.place like $2 escape '!' or e.slug like $2 escape '!')
        and ($3 = '' or ($3 = 'open' and e.status = 'open') or ($3 = 'not-open' and e.status <> 'open') or ($3 = 'waiting' and exists (
            select 1
            from applications w
            where w.exchange_id = e.exchange_id and w.state = 'applied'
        )))
        and ($7 = '' or e.slug = $7)
        and ($4 = '' or (e.sort_key, e.exchange_id) ",
            $beyond,
            " (
            select k.sort_key, k.exchange_id
            from exchanges k
            where k.slug = $4
        ))
    order by e.sort_key",
            $order,
            ", e.exchange_id",
            $order,
            "
    limit $5
)
select s.slug, s.name, s.area, s.hue, s.status, cast(coalesce(max(a.last_booked_at), 0) as bigint) as last_trade,
    cast(coalesce(sum(case when m.state in ('active', 'holiday') then 1 else 0 end), 0) as bigint) as members,
    cast(coalesce(sum(case when m.state = 'active' and ",
            awake!(),
            " < $6 then 1 else 0 end), 0) as bigint)
        as sleepers,
    (select count(*) from applications w where w.exchange_id = s.exchange_id and w.state = 'applied') as waiting
from shown s
left join members m on m.exchange_id = s.exchange_id
left join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
group by s.exchange_id, s.slug, s.name, s.area, s.hue, s.status, s.sort_key
order by s.sort_key",
            $order,
            ", s.exchange_id",
            $order
        )
    };
}
/// By name, forward.
pub const HEALTH: &str = health!(">", "");
/// The same, backward from an edge.
pub const HEALTH_BACK: &str = health!("<", " desc");

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 2] = [HEALTH, HEALTH_BACK];

/// What the list of all exchanges is asked.
#[derive(Clone, Debug)]
pub struct HealthAsk {
    /// What is looked for.
    pub look_for: LookFor,
    /// Which are shown.
    pub shown: Shown,
    /// The one of that address; empty for all.
    pub slug: String,
    /// Who has not traded since then, and was a member, is asleep.
    pub asleep_since: Instant,
}

/// How the exchanges of a window of the list are doing; one more than are shown.
pub async fn health(
    conn: &mut AnyConnection,
    ask: &HealthAsk,
    window: &Window,
) -> Result<Vec<ExchangeHealth>, DbError> {
    let sql = if window.is_backward() { HEALTH_BACK } else { HEALTH };
    let LookFor { folded, pattern } = ask.look_for.clone();
    let query = sqlx::query_as(sql).bind(folded).bind(pattern).bind(ask.shown.tag()).bind(window.edge());
    Ok(query.bind(window.limit()).bind(ask.asleep_since).bind(ask.slug.clone()).fetch_all(conn).await?)
}
