//! The SQL of agreements: installation-wide rows, and what they need of the two exchanges.

use app::ids::{AccountId, AgreementId, ExchangeId, Flag, PersonId};
use app::intertrading::UnitsPerHour;
use app::intertrading::forms::Reach;
use app::intertrading::partner_pages::TradeMonth;
use app::ledger::{Account, Unit};
use app::time::Instant;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use crate::db::{DbError, Tx};
use crate::http::list::Window;

/// The agreements of an exchange that are in force or proposed.
pub const OF: &str = "
select agreement_id, a_exchange_id, b_exchange_id, state, a_units_per_hour, b_units_per_hour, a_min, a_max, b_min, b_max,
    note, proposed_by, proposed_second, proposed_at, answered_at
from agreements
where (a_exchange_id = $1 or b_exchange_id = $1) and state in ('proposed', 'in_force')
order by agreement_id";
/// Proposes.
pub const PROPOSE: &str = "
insert into agreements (agreement_id, a_exchange_id, b_exchange_id, state, a_units_per_hour, b_units_per_hour, a_min, a_max,
    b_min, b_max, note, proposed_by, proposed_at, proposed_second)
values ($1, $2, $3, 'proposed', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
/// Answers a proposal, once.
pub const ANSWER: &str = "
update agreements
set state = $2, b_min = $3, b_max = $4, answered_by = $5, answered_at = $6
where agreement_id = $1 and state = 'proposed'";
/// Ends an agreement, once.
pub const END: &str = "update agreements set state = 'ended' where agreement_id = $1 and state = 'in_force'";
/// Locks an exchange's own row, so that two proposals or answers about it come one after the other.
pub const LOCK_EXCHANGE: &str = "select rules_version from exchanges where exchange_id = $1 {lock}";
/// A decision makes a new version of the rules.
pub const NEW_RULES: &str =
    "update exchanges set rules_version = rules_version + 1 where exchange_id = $1 returning rules_version";
/// Our clearing account for a partner.
pub const CLEARING: &str = "
select account_id, value, balance, min_balance, max_balance, warn_min, warn_max, may_debit, may_credit
from accounts
where exchange_id = $1 and partner_id = $2 and kind = 2";
/// What a clearing account took and gave by month: above zero is what our members bought; an undoing takes from what it undid.
pub const MONTHS: &str = "
select substr(traded_on, 1, 7) as month,
    cast(sum(case when (amount > 0) = (kind <> 'reversal') then amount else 0 end) as bigint) as bought,
    cast(sum(case when (amount > 0) = (kind <> 'reversal') then 0 else -amount end) as bigint) as sold
from entries
where exchange_id = $1 and account_id = $2
group by substr(traded_on, 1, 7)
order by month desc
limit 24";

/// Partners from an edge on, proposals first: `$2` whether they are shown, `$3`, `$4` address and kind of the line at the edge.
macro_rules! partners {
    ($beyond:literal, $order:literal) => {
        concat!(
            "
select g.agreement_id, g.a_exchange_id, g.b_exchange_id, g.state, g.a_units_per_hour, g.b_units_per_hour, g.a_min, g.a_max,
    g.b_min, g.b_max, g.note, g.proposed_by, g.proposed_second, g.proposed_at, g.answered_at, e.slug, e.name, e.unit_name, e.unit_plural,
    e.unit_symbol, e.unit_decimals, e.unit_is_time, coalesce(c.account_id, 0) as account_id, coalesce(c.value, 0) as value,
    coalesce(c.balance, 0) as balance, coalesce(c.min_balance, 0) as min_balance, coalesce(c.max_balance, 0) as max_balance,
    coalesce(c.warn_min, 0) as warn_min, coalesce(c.warn_max, 0) as warn_max, coalesce(c.may_debit, 0) as may_debit,
    coalesce(c.may_credit, 0) as may_credit, cast(case when e.status = 'open' then 0 else 1 end as bigint) as held
from agreements g
join exchanges e on e.exchange_id = case when g.a_exchange_id = $1 then g.b_exchange_id else g.a_exchange_id end
    and e.status in ('open', 'suspended')
left join accounts c on c.exchange_id = $1 and c.partner_id = e.exchange_id and c.kind = 2
where (g.a_exchange_id = $1 or g.b_exchange_id = $1)
    and (g.state = 'in_force' or (cast($2 as bigint) = 1 and g.state = 'proposed'))
    and ($3 = '' or (case when g.state = 'in_force' then 1 else 0 end, e.slug) ",
            $beyond,
            " (cast($4 as bigint), $3))
order by case when g.state = 'in_force' then 1 else 0 end ",
            $order,
            ", e.slug ",
            $order,
            "
limit $5"
        )
    };
}
/// The list of partners, forward.
pub const PARTNERS: &str = partners!(">", "");
/// The same, backward from an edge.
pub const PARTNERS_BACK: &str = partners!("<", "desc");
/// Open exchanges with which there is neither agreement nor proposal.
pub const WITHOUT: &str = "
select e.slug, e.name
from exchanges e
where e.status = 'open' and e.exchange_id <> $1 and not exists (
    select 1
    from agreements g
    where g.state in ('proposed', 'in_force')
        and ((g.a_exchange_id = $1 and g.b_exchange_id = e.exchange_id) or (g.b_exchange_id = $1 and g.a_exchange_id = e.exchange_id))
)
order by e.name, e.exchange_id";

/// Every text of this file, for the test that prepares them all.
pub const ALL: [&str; 11] =
    [OF, PROPOSE, ANSWER, END, LOCK_EXCHANGE, NEW_RULES, CLEARING, MONTHS, PARTNERS, PARTNERS_BACK, WITHOUT];

/// An agreement, or a proposal of one, as one of its exchanges sees it.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Its key.
    pub id: AgreementId,
    /// We proposed it.
    pub ours: bool,
    /// It is in force; otherwise proposed.
    pub in_force: bool,
    /// The other exchange.
    pub partner: ExchangeId,
    /// Our units for an hour.
    pub our_rate: UnitsPerHour,
    /// Theirs.
    pub their_rate: UnitsPerHour,
    /// How far our clearing account may go.
    pub reach: Reach,
    /// How far theirs may go.
    pub their_reach: Reach,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// And who confirmed that, for the same exchange; `PersonId(0)` for nobody.
    pub proposed_second: PersonId,
    /// A word of whoever proposed it.
    pub note: String,
    /// When it was answered, else when it was proposed.
    pub since: Instant,
}

impl Agreement {
    /// Whether that person has signed it for the exchange that proposed it.
    pub fn is_signed_by(&self, person: PersonId) -> bool {
        [self.proposed_by, self.proposed_second].contains(&person)
    }
}

/// The columns of an agreement.
#[derive(FromRow)]
struct AgreementRow {
    agreement_id: AgreementId,
    a_exchange_id: ExchangeId,
    b_exchange_id: ExchangeId,
    state: String,
    a_units_per_hour: String,
    b_units_per_hour: String,
    a_min: i64,
    a_max: i64,
    b_min: i64,
    b_max: i64,
    note: String,
    proposed_by: PersonId,
    proposed_second: PersonId,
    proposed_at: Instant,
    answered_at: Option<Instant>,
}

impl AgreementRow {
    fn seen_from(self, exchange: ExchangeId) -> Result<Agreement, DbError> {
        let rate = |text: &str| {
            text.parse::<UnitsPerHour>().map_err(|_| DbError::Fault(sqlx::Error::Protocol(format!("no rate: {text}"))))
        };
        let ours = self.a_exchange_id == exchange;
        let a = (self.a_exchange_id, rate(&self.a_units_per_hour)?, Reach { down: -self.a_min, up: self.a_max });
        let b = (self.b_exchange_id, rate(&self.b_units_per_hour)?, Reach { down: -self.b_min, up: self.b_max });
        let ((_, our_rate, reach), (partner, their_rate, their_reach)) = if ours { (a, b) } else { (b, a) };
        Ok(Agreement {
            id: self.agreement_id,
            ours,
            in_force: self.state == "in_force",
            partner,
            our_rate,
            their_rate,
            reach,
            their_reach,
            proposed_by: self.proposed_by,
            proposed_second: self.proposed_second,
            note: self.note,
            since: self.answered_at.unwrap_or(self.proposed_at),
        })
    }
}

/// The agreements and proposals of `exchange`.
pub async fn agreements(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<Vec<Agreement>, DbError> {
    let rows: Vec<AgreementRow> = sqlx::query_as(OF).bind(exchange).fetch_all(conn).await?;
    rows.into_iter().map(|row| row.seen_from(exchange)).collect()
}

/// An agreement or proposal with what its line on the list of partners says.
#[derive(Clone, Debug)]
pub struct ListedPartner {
    /// The agreement.
    pub agreement: Agreement,
    /// The partner's first path segment.
    pub slug: String,
    /// The partner's name.
    pub name: String,
    /// What the partner counts in.
    pub unit: Unit,
    /// Our clearing account for it, once there is one.
    pub clearing: Option<Clearing>,
    /// The host suspended it: nothing can be entered there.
    pub is_held: bool,
}

/// A row of [`PARTNERS`].
#[derive(FromRow)]
struct ListedRow {
    #[sqlx(flatten)]
    agreement: AgreementRow,
    slug: String,
    name: String,
    #[sqlx(flatten)]
    unit: Unit,
    #[sqlx(flatten)]
    clearing: Clearing,
    #[sqlx(try_from = "Flag")]
    held: bool,
}

/// The lines of a window of the list of partners, what waits for an answer first; one more than are shown. Proposals are the
/// committee's alone to know.
pub async fn partners(
    conn: &mut AnyConnection,
    (exchange, proposals): (ExchangeId, bool),
    window: &Window,
) -> Result<Vec<ListedPartner>, DbError> {
    let sql = if window.is_backward() { PARTNERS_BACK } else { PARTNERS };
    let edge = window.edge();
    let (in_force, slug) = edge.split_once('-').unwrap_or_default();
    let query = sqlx::query_as(sql).bind(exchange).bind(i64::from(proposals)).bind(slug.to_owned());
    let query = query.bind(in_force.parse::<i64>().unwrap_or(0)).bind(window.limit());
    let rows: Vec<ListedRow> = query.fetch_all(conn).await?;
    let read = |row: ListedRow| {
        let clearing = Some(row.clearing).filter(|clearing| clearing.id.0 != 0);
        let (slug, name, unit, is_held) = (row.slug, row.name, row.unit, row.held);
        Ok(ListedPartner { agreement: row.agreement.seen_from(exchange)?, slug, name, unit, clearing, is_held })
    };
    rows.into_iter().map(read).collect()
}

/// Exchanges to which one could propose an agreement: address and name, by name.
pub async fn without_agreement(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
) -> Result<Vec<(String, String)>, DbError> {
    Ok(sqlx::query_as(WITHOUT).bind(exchange).fetch_all(conn).await?)
}

/// A proposal about to be written.
#[derive(Clone, Debug)]
pub struct NewAgreement {
    /// Its key.
    pub id: AgreementId,
    /// Who proposes: exchange, rate, limits of its clearing account.
    pub a: (ExchangeId, UnitsPerHour, Reach),
    /// To whom.
    pub b: (ExchangeId, UnitsPerHour, Reach),
    /// How the two counted when rates and limits were read; none where nobody typed them.
    pub counting: Option<[i64; 2]>,
    /// A word to their committee.
    pub note: String,
    /// Who of the committee.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

pub(super) async fn propose(tx: &mut Tx, new: &NewAgreement, second: PersonId) -> Result<(), DbError> {
    let ((a, a_rate, a_reach), (b, b_rate, b_reach)) = (new.a, new.b);
    sqlx::query(PROPOSE)
        .bind(new.id)
        .bind(a)
        .bind(b)
        .bind(a_rate.to_string())
        .bind(b_rate.to_string())
        .bind(-a_reach.down)
        .bind(a_reach.up)
        .bind(-b_reach.down)
        .bind(b_reach.up)
        .bind(new.note.clone())
        .bind(new.by)
        .bind(new.at)
        .bind(second)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Answers a proposal; whether it was still one.
pub(super) async fn answer(
    tx: &mut Tx,
    id: AgreementId,
    (state, reach): (&'static str, Reach),
    (by, at): (PersonId, Instant),
) -> Result<bool, DbError> {
    let query = sqlx::query(ANSWER).bind(id).bind(state).bind(-reach.down).bind(reach.up).bind(by).bind(at);
    Ok(query.execute(tx.conn()).await?.rows_affected() == 1)
}

/// Locks the rows of two exchanges in ascending order.
pub(super) async fn lock(tx: &mut Tx, one: ExchangeId, other: ExchangeId) -> Result<(), DbError> {
    let sql = tx.engine().text(LOCK_EXCHANGE);
    for exchange in [one.min(other), one.max(other)] {
        sqlx::query(AssertSqlSafe(sql.clone())).bind(exchange).fetch_optional(tx.conn()).await?;
    }
    Ok(())
}

/// A decision makes a new version of an exchange's rules; answers with it.
pub(super) async fn new_rules(tx: &mut Tx, exchange: ExchangeId) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar(NEW_RULES).bind(exchange).fetch_one(tx.conn()).await?)
}

/// A clearing account.
#[derive(Clone, Copy, Debug, FromRow)]
pub struct Clearing {
    /// Its key.
    #[sqlx(rename = "account_id")]
    pub id: AccountId,
    /// Where it stands.
    #[sqlx(flatten)]
    pub account: Account,
    /// Its position in millionths of an hour.
    pub value: i64,
}

/// `exchange`'s clearing account for `partner`, once there is one.
pub async fn clearing(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    partner: ExchangeId,
) -> Result<Option<Clearing>, DbError> {
    Ok(sqlx::query_as(CLEARING).bind(exchange).bind(partner).fetch_optional(conn).await?)
}

/// Trade over a clearing account by month, newest first.
pub async fn months(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    clearing: AccountId,
) -> Result<Vec<TradeMonth>, DbError> {
    Ok(sqlx::query_as(MONTHS).bind(exchange).bind(clearing).fetch_all(conn).await?)
}

/// Ends an agreement; whether it was in force.
pub async fn end(tx: &mut Tx, id: AgreementId) -> Result<bool, DbError> {
    Ok(sqlx::query(END).bind(id).execute(tx.conn()).await?.rows_affected() > 0)
}
