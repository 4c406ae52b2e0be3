//! What waits for the committee, as one text: the list of work shows its rows, and the menu of every page counts the same ones.
//!
//! It reads tables of many features, and is here since who asks is made here.

use app::ids::{ExchangeId, PersonId};
use app::time::Instant;
use sqlx::any::AnyArguments;
use sqlx::query::QueryAs;
use sqlx::{Any, AnyConnection, FromRow};

use crate::db::DbError;

/// When the member `m` of the account `a` was last awake: traded, joined, became what they are, or said that they are there. The one
/// definition of who sleeps: an active member who was last awake before a moment.
macro_rules! awake {
    () => {
        "case when a.last_booked_at >= m.joined_at and a.last_booked_at >= m.here_at and a.last_booked_at >= m.state_since then a.last_booked_at
        when m.joined_at >= m.here_at and m.joined_at >= m.state_since then m.joined_at
        when m.here_at >= m.state_since then m.here_at
        else m.state_since end"
    };
}
pub(crate) use awake;

/// That a person is one whom a line of the proposal `p` is about, or acts for them: they confirm no change of it.
macro_rules! concerned {
    ($person:literal) => {
        concat!(
            "exists (
        select 1
        from proposal_lines l
        join operators co on co.exchange_id = l.exchange_id and co.person_id = ",
            $person,
            "
        join members cm on cm.exchange_id = co.exchange_id and cm.member_id = co.member_id
        join accounts ca on ca.exchange_id = cm.exchange_id and ca.account_id = cm.account_id
        where l.exchange_id = p.exchange_id and l.proposal_id = p.proposal_id and (
            l.rule in ('limits:' || ca.code, 'remainder:' || ca.code)
            or (cm.class_id <> 0 and l.rule = 'class:' || cast(cm.class_id as text))
            or (l.rule like 'office:%' and l.value like cast(co.person_id as text) || ' %')
            or (l.rule like 'admission:%' and exists (
                select 1
                from applications w
                where w.exchange_id = p.exchange_id and w.person_id = co.person_id
                    and l.rule = 'admission:' || cast(w.application_id as text)
            ))
            or (l.rule like 'agreement:%' and exists (
                select 1
                from agreements g
                where g.b_exchange_id = p.exchange_id and g.state = 'proposed'
                    and l.rule = 'agreement:' || cast(g.a_exchange_id as text)
                    and co.person_id in (g.proposed_by, g.proposed_second)
            ))
        )
    )"
        )
    };
}

/// Everything that waits in the exchange `$1` for the person `$2`, of the kinds that are theirs (`$3`, between bars), with since when: on
/// the day `$4`, with terms that end by the day `$5`. `$6` are the offices that confirm what others proposed. Asleep is who was last awake before `$7`; it
/// is to be decided about whom before `$8`. What was made sure of about members (`$10`, between bars) is named if it ends by the day `$9`. Each kind has its branch, which
/// reads nothing where it is not theirs.
macro_rules! waits {
    () => {
        concat!(
            "
select 'applications' as kind, w.applied_at as since, cast(w.application_id as text) as object, w.name, w.offers as about, 0 as amount
from applications w
where $3 like '%|applications|%' and w.exchange_id = $1 and w.state = 'applied' and not exists (
    select 1
    from operators o
    where o.exchange_id = w.exchange_id and o.person_id = w.person_id
)
union all
select 'proposals', p.proposed_at, cast(p.proposal_id as text), '', p.why, 0
from proposals p
where p.exchange_id = $1 and p.state = 'proposed' and p.proposed_by <> cast($2 as bigint) and not ",
            concerned!("cast($2 as bigint)"),
            "
    and ($3 like '%|proposals|%' or ($3 like '%|proposals-alone|%' and not exists (
        select 1
        from roles r
        join operators o on o.exchange_id = r.exchange_id and o.person_id = r.person_id
        join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('suspended', 'left', 'deceased')
        where r.exchange_id = p.exchange_id and $6 like '%|' || r.role || '|%' and r.person_id <> p.proposed_by
            and not ",
            concerned!("r.person_id"),
            "
    )))
union all
select 'agreements', g.proposed_at, e.slug, e.name, g.note, 0
from agreements g
join exchanges e on e.exchange_id = g.a_exchange_id and e.status = 'open'
where $3 like '%|agreements|%' and g.b_exchange_id = $1 and g.state = 'proposed'
union all
select 'partners', a.last_booked_at, e.slug, e.name, '', a.balance
from accounts a
join exchanges e on e.exchange_id = a.partner_id and e.status = 'open'
where $3 like '%|partners|%' and a.exchange_id = $1 and a.kind = 2 and (
    (a.balance > 0 and a.balance * 10 >= a.max_balance * 7) or (a.balance < 0 and a.balance * 10 <= a.min_balance * 7)
)
union all
select 'offices', 0, '', 'treasurer', '', 0
from exchanges e
where $3 like '%|offices|%' and e.exchange_id = $1 and not exists (
    select 1
    from roles r
    where r.exchange_id = $1 and r.role = 'treasurer'
) and 2 < (
    select count(distinct r.person_id)
    from roles r
    where r.exchange_id = $1 and $6 like '%|' || r.role || '|%'
)
union all
select 'offices', 0, p.name, r.role, r.until, 0
from roles r
join persons p on p.person_id = r.person_id
where $3 like '%|offices|%' and r.exchange_id = $1 and r.until <> '' and r.until <= $5
union all
select case when m.state = 'leaving' then 'leaving'
        when a.balance < a.min_balance or a.balance > a.max_balance then 'beyond'
        else 'close' end, case when m.state = 'leaving' then m.state_since else a.last_booked_at end, a.code, coalesce(m.name, a.name), '', a.balance
from accounts a
left join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
where $3 like '%|beyond|%' and a.exchange_id = $1 and a.kind <> 2 and (
    m.state = 'leaving' or a.balance < a.min_balance or a.balance > a.max_balance or a.balance < a.warn_min or a.balance > a.warn_max
)
union all
select 'unreached', max(g.given_up_at), a.code, m.name, '', a.balance
from operators o
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('left', 'deceased')
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
join persons p on p.person_id = o.person_id
join outbox g on g.recipient = coalesce(p.email, p.mailbox) and g.given_up_at is not null
where $3 like '%|unreached|%' and o.exchange_id = $1 and not exists (
    select 1
    from outbox later
    where later.recipient = g.recipient and later.sent_at > g.given_up_at
)
group by a.code, m.name, a.balance
union all
select 'overdue', 0, a.code, m.name, s.paid_until, a.balance
from subscriptions s
join members m on m.exchange_id = s.exchange_id and m.member_id = s.member_id and m.state in ('active', 'holiday')
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where $3 like '%|overdue|%' and s.exchange_id = $1 and s.exempt = 0 and s.paid_until < $4
union all
select 'asleep', ",
            awake!(),
            ", a.code, m.name, case when ",
            awake!(),
            " < $8 then 'decide' else '' end, a.balance
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where $3 like '%|asleep|%' and m.exchange_id = $1 and m.state = 'active' and ",
            awake!(),
            " < $7
union all
select 'listings', l.made_at, cast(l.number as text), l.title, '', 0
from listings l
where $3 like '%|listings|%' and l.exchange_id = $1 and l.state = 'waiting'
union all
select 'listings', min(r.told_at), cast(l.number as text), l.title, 'reported', 0
from listing_reports r
join listings l on l.exchange_id = r.exchange_id and l.listing_id = r.listing_id and l.state <> 'waiting'
where $3 like '%|listings|%' and r.exchange_id = $1 and r.closed_at = 0
group by l.number, l.title
union all
select 'checks', 0, a.code, m.name, c.valid_until || ' ' || c.item, 0
from admission_checks c
join operators o on o.exchange_id = c.exchange_id and o.person_id = c.person_id
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id and m.state not in ('left', 'deceased')
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
where $3 like '%|checks|%' and c.exchange_id = $1 and c.valid_until <> '' and c.valid_until <= $9 and $10 like '%|' || c.item || '|%'"
        )
    };
}

/// How much waits.
pub const COUNT: &str = concat!("\nselect count(*) as waits\nfrom (", waits!(), "\n) everything");
/// What waits: of each kind the oldest, with how much there is of it.
pub const ROWS: &str = concat!(
    "
select kind, since, object, name, about, cast(amount as bigint) as amount, of_kind
from (
    select kind, since, object, name, about, amount, count(*) over (partition by kind) as of_kind,
        row_number() over (partition by kind order by since, about, name, object) as place
    from (",
    waits!(),
    "
    ) everything
) placed
where place <= 50
order by kind, place"
);

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 2] = [COUNT, ROWS];

/// Whose work is asked for, and when.
#[derive(Clone, Debug)]
pub struct WorkAsk {
    /// Where.
    pub exchange: ExchangeId,
    /// For whom.
    pub reader: PersonId,
    /// The words of the kinds that are theirs, between bars.
    pub kinds: String,
    /// The day there, as ISO text; empty where nobody owes a subscription.
    pub today: String,
    /// Until when terms end that are named, as ISO text.
    pub soon: String,
    /// The offices that confirm what others proposed, between bars.
    pub seconders: String,
    /// Who was last awake before it is listed; 0 for nobody.
    pub asleep_since: Instant,
    /// And it is to be decided about whom before it; 0 for nobody.
    pub decide_since: Instant,
    /// Until when what was made sure of holds that is named, as ISO text.
    pub month: String,
    /// The words of what the exchange makes sure of, between bars.
    pub checks: String,
}

/// Something that waits.
#[derive(Clone, Debug, FromRow)]
pub struct WorkRow {
    /// The word of its kind.
    pub kind: String,
    /// Since when; 0 where that is not known.
    pub since: Instant,
    /// What its page is found by.
    pub object: String,
    /// About whom, or which office.
    pub name: String,
    /// More about it.
    pub about: String,
    /// In smallest parts of the unit, where it is about a balance.
    pub amount: i64,
    /// How much there is of its kind.
    pub of_kind: i64,
}

/// How much waits for that person.
///
/// # Errors
/// The database's.
pub async fn count(conn: &mut AnyConnection, ask: WorkAsk) -> Result<i64, DbError> {
    let (count,): (i64,) = asked(COUNT, ask).fetch_one(conn).await?;
    Ok(count)
}

/// What waits for them: of each kind the fifty oldest.
///
/// # Errors
/// The database's.
pub async fn rows(conn: &mut AnyConnection, ask: WorkAsk) -> Result<Vec<WorkRow>, DbError> {
    Ok(asked(ROWS, ask).fetch_all(conn).await?)
}

fn asked<'q, T>(sql: &'static str, ask: WorkAsk) -> QueryAs<'q, Any, T, AnyArguments>
where
    T: for<'r> FromRow<'r, sqlx::any::AnyRow>,
{
    let WorkAsk { exchange, reader, kinds, today, soon, seconders, asleep_since, decide_since, month, checks } = ask;
    let query = sqlx::query_as(sql).bind(exchange).bind(reader).bind(kinds).bind(today).bind(soon).bind(seconders);
    query.bind(asleep_since).bind(decide_since).bind(month).bind(checks)
}
