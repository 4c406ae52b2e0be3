//! Until when members have paid, as it is kept.

use app::ids::{AccountId, Code, ExchangeId, MemberId, PersonId};
use app::members::states::MemberState;
use app::subscriptions::page::{SubscriptionLine, SubscriptionShow, SubscriptionSort};
use app::subscriptions::{PaidUpTo, Reminded, SOON_DAYS};
use app::time::Instant;
use jiff::ToSpan as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use crate::db::{DbError, Tx};
use crate::http::actor::Scope;
use crate::http::list::{LookFor, Window};

/// Members of an exchange, `$1`: `$2`, `$3` what is looked for, `$4` which of them, on the day `$5`; soon is until the day `$6`. `$7` the
/// account at the edge; whose own they are, `$9`.
macro_rules! listed {
    ($key:literal, $beyond:literal, $order:literal) => {
        concat!(
            "
select a.code, m.name, coalesce(s.paid_until, '') as paid_until, coalesce(s.exempt, 0) as exempt, coalesce(s.lapsed_at, 0) as lapsed_at,
    coalesce(s.entered_by, 0) as entered_by, coalesce(s.entered_at, 0) as entered_at, coalesce(p.name, '') as clerk,
    (
        select count(*)
        from operators o
        where o.exchange_id = $1 and o.member_id = m.member_id and o.person_id = $9
    ) as own
from members m
join accounts a on a.exchange_id = m.exchange_id and a.account_id = m.account_id
left join subscriptions s on s.exchange_id = m.exchange_id and s.member_id = m.member_id
left join persons p on p.person_id = s.entered_by
where m.exchange_id = $1 and m.state not in ('left', 'deceased')
    and ($2 = '' or m.sort_name like $3 escape '!' or lower(a.code) like $3 escape '!')
    and (
        $4 = 'all'
        or ($4 = 'exempt' and s.exempt = 1)
        or ($4 = 'overdue' and coalesce(s.exempt, 0) = 0 and coalesce(s.paid_until, '') < $5)
        or ($4 = 'soon' and s.exempt = 0 and s.paid_until >= $5 and s.paid_until <= $6)
        or ($4 = 'paid' and s.exempt = 0 and s.paid_until >= $5)
    )
    and ($7 = '' or (",
            $key,
            ", a.code) ",
            $beyond,
            " (
        select ",
            $key,
            ", a.code
        from accounts a
        join members m on m.exchange_id = a.exchange_id and m.account_id = a.account_id
        left join subscriptions s on s.exchange_id = m.exchange_id and s.member_id = m.member_id
        where a.exchange_id = $1 and a.code = $7
    ))
order by ",
            $key,
            $order,
            ", a.code",
            $order,
            "
limit $8"
        )
    };
}
/// Who has paid for the shortest time first.
pub const BY_UNTIL: &str = listed!("coalesce(s.paid_until, '')", ">", "");
/// The same, backward from an edge.
pub const BY_UNTIL_BACK: &str = listed!("coalesce(s.paid_until, '')", "<", " desc");
/// By name.
pub const BY_NAME: &str = listed!("m.sort_key", ">", "");
/// The same, backward from an edge.
pub const BY_NAME_BACK: &str = listed!("m.sort_key", "<", " desc");
/// A member, whose state nobody changes meanwhile.
pub const HOLD: &str = "
select m.member_id, m.account_id, m.state, m.joined_at, (
    select a.code
    from accounts a
    where a.exchange_id = m.exchange_id and a.account_id = m.account_id
) as code
from members m
where m.exchange_id = $1 and m.member_id = $2
{lock}";
/// What is kept of a member's subscription.
pub const KEPT: &str = "
select paid_until, exempt, told, told_at, lapsed_at, entered_by
from subscriptions
where exchange_id = $1 and member_id = $2";
/// Keeps it.
pub const KEEP: &str = "
insert into subscriptions (exchange_id, member_id, paid_until, exempt, entered_by, entered_at, told, told_at, lapsed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (exchange_id, member_id) do update
set paid_until = excluded.paid_until, exempt = excluded.exempt, entered_by = excluded.entered_by,
    entered_at = excluded.entered_at, told = excluded.told, told_at = excluded.told_at, lapsed_at = excluded.lapsed_at";
/// Marks how far somebody was reminded, and since when they only receive.
pub const MARK: &str = "
update subscriptions
set told = $3, told_at = $4, lapsed_at = $5
where exchange_id = $1 and member_id = $2";
/// Of whom nothing is kept yet.
pub const UNKNOWN: &str = "
select m.member_id
from members m
where m.exchange_id = $1 and m.state in ('active', 'holiday') and not exists (
    select 1
    from subscriptions s
    where s.exchange_id = m.exchange_id and s.member_id = m.member_id
)
order by m.member_id
limit 500";
/// For whom something may have to be done: whoever only receives, and whose subscription ends by the day `$2` and who were not told so, or
/// were told that it has ended. Those after `$3`.
pub const WAITING: &str = "
select s.member_id
from subscriptions s
join members m on m.exchange_id = s.exchange_id and m.member_id = s.member_id
where s.exchange_id = $1 and s.member_id > $3 and (
    s.lapsed_at > 0 or (m.state in ('active', 'holiday') and s.exempt = 0 and s.paid_until <= $2)
)
order by s.member_id
limit 500";
/// From when the exchange has had subscriptions as they are.
pub const SINCE: &str = "
select coalesce(max(s.since), 0)
from (
    select max(from_at) as since
    from rules
    where exchange_id = $1 and rule = 'subscription'
    union all
    select min(from_at)
    from rules
    where exchange_id = $1 and rule = 'subscription_cost' and value <> ''
) s";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 11] =
    [BY_UNTIL, BY_UNTIL_BACK, BY_NAME, BY_NAME_BACK, HOLD, KEPT, KEEP, MARK, UNKNOWN, WAITING, SINCE];

/// Which members, in which order, for whom, on which day.
#[derive(Clone, Debug)]
pub struct SubscriptionsAsk {
    /// What is looked for.
    pub look_for: LookFor,
    /// Which of them.
    pub show: SubscriptionShow,
    /// In which order.
    pub sort: SubscriptionSort,
    /// The day.
    pub today: Date,
    /// Who reads.
    pub reader: PersonId,
}

#[derive(FromRow)]
struct ListedSubscription {
    code: Code,
    name: String,
    paid_until: String,
    exempt: i64,
    lapsed_at: Instant,
    entered_by: PersonId,
    entered_at: Instant,
    clerk: String,
    own: i64,
}

impl ListedSubscription {
    fn line(self, zone: &TimeZone) -> SubscriptionLine {
        let paid =
            PaidUpTo { until: self.paid_until.parse().ok(), exempt: self.exempt == 1, lapsed: self.lapsed_at.0 > 0 };
        let paid = paid.shown(self.entered_by != PersonId(0));
        let entered = (self.entered_by != PersonId(0)).then(|| (self.clerk, self.entered_at.day(zone)));
        SubscriptionLine { code: self.code, name: self.name, paid, entered, is_own: self.own > 0 }
    }
}

/// The members of a window; one more than are shown.
pub async fn listed(
    conn: &mut AnyConnection,
    (scope, zone): (Scope, &TimeZone),
    ask: &SubscriptionsAsk,
    window: &Window,
) -> Result<Vec<SubscriptionLine>, DbError> {
    let sql = match (ask.sort, window.is_backward()) {
        (SubscriptionSort::Until, false) => BY_UNTIL,
        (SubscriptionSort::Until, true) => BY_UNTIL_BACK,
        (SubscriptionSort::Name, false) => BY_NAME,
        (SubscriptionSort::Name, true) => BY_NAME_BACK,
    };
    let LookFor { folded, pattern } = ask.look_for.clone();
    let soon = ask.today.saturating_add(SOON_DAYS.days());
    let query = sqlx::query_as(sql).bind(scope.exchange()).bind(folded).bind(pattern).bind(ask.show.tag());
    let query = query.bind(ask.today.to_string()).bind(soon.to_string()).bind(window.edge()).bind(window.limit());
    let rows: Vec<ListedSubscription> = query.bind(ask.reader).fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| row.line(zone)).collect())
}

/// A member who is held.
#[derive(Clone, Debug, FromRow)]
pub(super) struct HeldSubscriber {
    pub(super) member_id: MemberId,
    pub(super) account_id: AccountId,
    state: String,
    pub(super) joined_at: Instant,
    pub(super) code: Code,
}

impl HeldSubscriber {
    /// What they are.
    pub(super) fn state(&self) -> MemberState {
        MemberState::of_tag(&self.state)
    }
}

/// Holds a member until the transaction ends.
pub(super) async fn hold(
    tx: &mut Tx,
    (exchange, member): (ExchangeId, MemberId),
) -> Result<Option<HeldSubscriber>, DbError> {
    let sql = tx.engine().text(HOLD);
    Ok(sqlx::query_as(AssertSqlSafe(sql)).bind(exchange).bind(member).fetch_optional(tx.conn()).await?)
}

/// What is kept of a subscription.
#[derive(Clone, Debug)]
pub struct KeptSubscription {
    /// How they stand.
    pub paid: PaidUpTo,
    /// How far they were reminded.
    pub reminded: Reminded,
    /// When they were.
    pub told_at: Instant,
    /// Since when they only receive; 0 if they do not.
    pub lapsed_at: Instant,
    /// Somebody entered it; else it is only known from when they owe it.
    pub entered: bool,
}

impl Default for KeptSubscription {
    fn default() -> Self {
        let never = Instant(0);
        Self { paid: PaidUpTo::default(), reminded: Reminded::Never, told_at: never, lapsed_at: never, entered: false }
    }
}

impl KeptSubscription {
    fn told(&self) -> &'static str {
        match self.reminded {
            Reminded::Never => "",
            Reminded::Before => "before",
            Reminded::After(_) => "after",
        }
    }
}

/// What is kept of a member's, with days as they are there; nothing if nothing is.
pub async fn kept(
    conn: &mut AnyConnection,
    (exchange, zone): (ExchangeId, &TimeZone),
    member: MemberId,
) -> Result<Option<KeptSubscription>, DbError> {
    let query = sqlx::query_as(KEPT).bind(exchange).bind(member);
    let found: Option<(String, i64, String, Instant, Instant, PersonId)> = query.fetch_optional(conn).await?;
    Ok(found.map(|(until, exempt, told, told_at, lapsed_at, by)| KeptSubscription {
        paid: PaidUpTo { until: until.parse().ok(), exempt: exempt == 1, lapsed: lapsed_at.0 > 0 },
        reminded: match told.as_str() {
            "before" => Reminded::Before,
            "after" => Reminded::After(told_at.day(zone)),
            _ => Reminded::Never,
        },
        told_at,
        lapsed_at,
        entered: by != PersonId(0),
    }))
}

/// Keeps it, as entered by somebody at a moment.
pub(super) async fn keep(
    tx: &mut Tx,
    (exchange, member): (ExchangeId, MemberId),
    kept: &KeptSubscription,
    (by, at): (PersonId, Instant),
) -> Result<(), DbError> {
    let until = kept.paid.until.map(|day| day.to_string()).unwrap_or_default();
    let query = sqlx::query(KEEP).bind(exchange).bind(member).bind(until).bind(i64::from(kept.paid.exempt));
    let query = query.bind(by).bind(at).bind(kept.told()).bind(kept.told_at).bind(kept.lapsed_at);
    query.execute(tx.conn()).await?;
    Ok(())
}

/// Marks how far they were reminded, and since when they only receive.
pub(super) async fn mark(
    tx: &mut Tx,
    (exchange, member): (ExchangeId, MemberId),
    kept: &KeptSubscription,
) -> Result<(), DbError> {
    let query = sqlx::query(MARK).bind(exchange).bind(member).bind(kept.told()).bind(kept.told_at);
    query.bind(kept.lapsed_at).execute(tx.conn()).await?;
    Ok(())
}

/// Of whom nothing is kept yet, some.
pub(super) async fn unknown(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<MemberId>, DbError> {
    Ok(sqlx::query_scalar(UNKNOWN).bind(exchange).fetch_all(conn).await?)
}

/// For whom something may have to be done by that day, some after a member.
pub(super) async fn waiting(
    conn: &mut AnyConnection,
    (exchange, after): (ExchangeId, MemberId),
    soon: Date,
) -> Result<Vec<MemberId>, DbError> {
    Ok(sqlx::query_scalar(WAITING).bind(exchange).bind(soon.to_string()).bind(after).fetch_all(conn).await?)
}

/// From when the exchange has had subscriptions as they are.
pub(super) async fn since(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Instant, DbError> {
    Ok(sqlx::query_scalar(SINCE).bind(exchange).fetch_one(conn).await?)
}
