//! What verification reads: everything as it stands, numbers as numbers and words as words, so that a row which no honest path could
//! have written is told and not stumbled over. Everything is read in parts, so that memory is bounded by accounts, not by transfers.

use app::ids::{AccountId, ExchangeId, PersonId, TransferId};
use app::ledger::Unit;
use app::time::Instant;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use super::Audit;
use crate::db::{DbError, expand};

/// Whether an exchange is there.
pub const EXISTS: &str = "select count(*) as found from exchanges where exchange_id = $1";
/// Every exchange.
pub const EXCHANGES: &str = "
select exchange_id, slug, code, status, time_zone, rules_version, unit_decimals, unit_is_time
from exchanges
order by exchange_id";
/// Every person.
pub const PERSONS: &str = "select person_id from persons";
/// Who acts for whose account, or did.
pub const OPERATORS: &str = "
select m.account_id, o.person_id
from operators o
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id
where o.exchange_id = $1
union
select m.account_id, f.person_id
from former_operators f
join members m on m.exchange_id = f.exchange_id and m.member_id = f.member_id
where f.exchange_id = $1";
/// Every erasure, with the exchange of whom it erased.
pub const ERASURES: &str = "select erasure_id, exchange_id from erasures";
/// The accounts of an exchange as they stand.
pub const ACCOUNTS: &str = "
select a.account_id, a.kind, a.code, a.partner_id, a.balance, a.value, a.min_balance, a.max_balance, a.warn_min, a.warn_max,
    a.may_debit, a.may_credit, a.last_position, a.last_booked_at, a.opened_at,
    (select count(*) from members m where m.exchange_id = $1 and m.account_id = a.account_id) as members
from accounts a
where a.exchange_id = $1
order by a.account_id";
/// Changes of limits in the order of the books, a part at a time.
pub const CHANGES: &str = "
select l.account_id, l.turn, l.after_position, l.changed_by, l.changed_at, l.reason, l.min_balance, l.max_balance, l.warn_min,
    l.warn_max, l.may_debit, l.may_credit, j.proposed_by as act_by, j.entered_at as act_at,
    case when j.what = 'limits' then j.why end as act_why
from account_limits l
left join journal j on j.exchange_id = l.exchange_id and j.act_id = l.change_id and j.line = 0
where l.exchange_id = $1 and (l.after_position, l.account_id, l.turn) > ($2, $3, $4)
order by l.after_position, l.account_id, l.turn
limit 2000";
/// The transfers of an exchange by position, a part at a time.
pub const TRANSFERS: &str = "
select t.transfer_id, t.position, t.kind, t.payer, t.payee, t.amount, t.payer_after, t.payee_after, t.payer_min, t.payee_max,
    t.payer_warned, t.payee_warned, t.waived, t.traded_on, t.booked_at, t.payer_at, t.payee_at, t.entered_by, t.on_behalf,
    t.rules_version, t.partner_id, t.partner_code, t.rate, t.value, t.reverses, t.words_hash, w.description, w.waiver_reason,
    w.partner_name, w.salt, coalesce(w.erasure_id, 0) as erasure_id
from transfers t
left join transfer_words w on w.exchange_id = t.exchange_id and w.transfer_id = t.transfer_id
where t.exchange_id = $1 and t.position > $2
order by t.position
limit 2000";
/// The other legs of those between two positions that are one of two.
pub const OTHER_LEGS: &str = "
select t.transfer_id, o.kind, o.amount, o.partner_id, o.rate, o.value, o.entered_by, o.on_behalf, o.reverses, w.description,
    case when o.value > 0 then payer.code else payee.code end as code
from transfers t
join transfers o on o.exchange_id = t.partner_id and o.transfer_id = t.transfer_id
join accounts payer on payer.exchange_id = o.exchange_id and payer.account_id = o.payer
join accounts payee on payee.exchange_id = o.exchange_id and payee.account_id = o.payee
left join transfer_words w on w.exchange_id = o.exchange_id and w.transfer_id = o.transfer_id
where t.exchange_id = $1 and t.position >= $2 and t.position <= $3 and t.partner_id <> 0";
/// What those between two positions undo.
pub const UNDONE: &str = "
select t.transfer_id, u.position, u.kind, u.payer, u.payee, u.amount, u.partner_id, u.partner_code, u.rate, u.value
from transfers t
join transfers u on u.exchange_id = t.exchange_id and u.transfer_id = t.reverses
where t.exchange_id = $1 and t.position >= $2 and t.position <= $3 and t.reverses is not null";
/// Acts of the committee about some transfers.
pub const ACTS_ABOUT: &str = "
select what, object, proposed_by
from journal
where exchange_id = $1 and what in ('pay for', 'pay common', 'reverse', 'remainder') and object in ({rows})";
/// All of them, a part at a time.
pub const ACTS: &str = "
select act_id, line, what, object
from journal
where exchange_id = $1 and what in ('pay for', 'pay common', 'reverse', 'remainder') and (act_id, line) > ($2, $3)
order by act_id, line
limit 100";
/// Those of some transfers that were entered on somebody's behalf.
pub const ON_BEHALF: &str =
    "select transfer_id from transfers where exchange_id = $1 and on_behalf = 1 and transfer_id in ({rows})";
/// Those of some transfers that were undone.
pub const WAS_UNDONE: &str = "select reverses from transfers where exchange_id = $1 and reverses in ({rows})";
/// How many transfers have words, and how many members there are.
pub const COUNTS: &str = "
select (select count(*) from transfer_words where exchange_id = $1) as words,
    (select count(*) from members where exchange_id = $1) as members";
/// The agreements of an exchange, as it sees them, each with what its journal says became of it.
pub const AGREEMENTS: &str = "
select g.agreement_id, g.state,
    case when g.a_exchange_id = $1 then g.b_exchange_id else g.a_exchange_id end as partner_id,
    case when g.a_exchange_id = $1 then g.a_units_per_hour else g.b_units_per_hour end as our_rate,
    case when g.a_exchange_id = $1 then g.b_units_per_hour else g.a_units_per_hour end as their_rate,
    case when g.a_exchange_id = $1 then g.a_min else g.b_min end as lowest,
    case when g.a_exchange_id = $1 then g.a_max else g.b_max end as highest,
    (select max(j.becomes) from journal j
        where j.exchange_id = $1 and j.what = 'agreement' and j.object = cast(g.agreement_id as text)) as becomes,
    (select count(*) from journal j
        where j.exchange_id = $1 and j.what = 'agreement ended' and j.object = cast(g.agreement_id as text)) as ends
from agreements g
where $1 in (g.a_exchange_id, g.b_exchange_id)
order by g.agreement_id";
/// The position in value of what stands for an exchange in its partners' books.
pub const MIRRORS: &str = "
select o.exchange_id, o.value
from accounts c
join accounts o on o.exchange_id = c.partner_id and o.partner_id = c.exchange_id and o.kind = 2
where c.exchange_id = $1 and c.kind = 2";

/// Every text of this store without lists, for the test that prepares them all.
pub const ALL: [&str; 13] = [
    ERASURES, EXISTS, EXCHANGES, PERSONS, OPERATORS, ACCOUNTS, CHANGES, TRANSFERS, OTHER_LEGS, UNDONE, ACTS, COUNTS,
    AGREEMENTS,
];
/// Those with lists.
pub const LISTED: [crate::ledger::store::Listed; 4] =
    [(ACTS_ABOUT, &[("?", 2)], 2), (ON_BEHALF, &[("?", 2)], 2), (WAS_UNDONE, &[("?", 2)], 2), (MIRRORS, &[], 0)];

/// An exchange whose books are read.
#[derive(Clone, Debug, FromRow)]
pub(super) struct AuditExchange {
    pub exchange_id: ExchangeId,
    pub slug: String,
    pub code: String,
    pub status: String,
    pub time_zone: String,
    pub rules_version: i64,
    unit_decimals: i64,
    unit_is_time: i64,
}

impl AuditExchange {
    /// What it counts in, as far as figures go.
    pub fn unit(&self) -> Unit {
        let decimals = u32::try_from(self.unit_decimals).unwrap_or(0);
        let (name, plural, symbol) = (String::new(), String::new(), String::new());
        Unit { name, plural, symbol, decimals, is_time: self.unit_is_time == 1 }
    }
}

/// The six figures that can forbid a transfer, as a row has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub(super) struct AuditLimits {
    pub min_balance: i64,
    pub max_balance: i64,
    pub warn_min: i64,
    pub warn_max: i64,
    pub may_debit: i64,
    pub may_credit: i64,
}

/// An account as it stands.
#[derive(Clone, Debug, FromRow)]
pub(super) struct AuditAccount {
    pub account_id: AccountId,
    pub kind: i64,
    pub code: String,
    pub partner_id: i64,
    pub balance: i64,
    pub value: i64,
    #[sqlx(flatten)]
    pub limits: AuditLimits,
    pub last_position: i64,
    pub last_booked_at: i64,
    pub opened_at: i64,
    pub members: i64,
}

/// A record of a change of limits.
#[derive(Clone, Debug, FromRow)]
pub(super) struct AuditChange {
    pub account_id: AccountId,
    pub turn: i64,
    pub after_position: i64,
    pub changed_by: PersonId,
    pub changed_at: i64,
    pub reason: String,
    /// Who did the act that changed them, if it stands in the journal; when; and why, if it was no more than that.
    act_by: Option<PersonId>,
    act_at: Option<i64>,
    act_why: Option<String>,
    #[sqlx(flatten)]
    pub limits: AuditLimits,
}

impl AuditChange {
    /// Whether the journal tells of the same act.
    pub fn fits_its_act(&self) -> bool {
        self.act_by.is_none_or(|by| by == self.changed_by)
            && self.act_at.is_none_or(|at| at == self.changed_at)
            && self.act_why.as_ref().is_none_or(|why| *why == self.reason)
    }
}

/// A transfer as it stands, with its words.
#[derive(Clone, Debug, FromRow)]
pub(super) struct AuditTransfer {
    #[sqlx(rename = "transfer_id")]
    pub id: TransferId,
    pub position: i64,
    pub kind: String,
    pub payer: AccountId,
    pub payee: AccountId,
    pub amount: i64,
    pub payer_after: i64,
    pub payee_after: i64,
    pub payer_min: i64,
    pub payee_max: i64,
    pub payer_warned: i64,
    pub payee_warned: i64,
    pub waived: i64,
    pub traded_on: String,
    pub booked_at: Instant,
    pub payer_at: Option<i64>,
    pub payee_at: Option<i64>,
    pub entered_by: PersonId,
    pub on_behalf: i64,
    pub rules_version: i64,
    pub partner_id: i64,
    pub partner_code: String,
    pub rate: String,
    pub value: i64,
    pub reverses: Option<TransferId>,
    pub words_hash: Vec<u8>,
    pub description: Option<String>,
    pub waiver_reason: Option<String>,
    pub partner_name: Option<String>,
    pub salt: Option<Vec<u8>>,
    pub erasure_id: i64,
}

/// The other leg of a transfer, in the partner's books.
#[derive(Clone, Debug, FromRow)]
pub(super) struct AuditLeg {
    pub transfer_id: TransferId,
    pub kind: String,
    pub amount: i64,
    pub partner_id: i64,
    pub rate: String,
    pub value: i64,
    pub entered_by: PersonId,
    pub on_behalf: i64,
    pub reverses: Option<TransferId>,
    pub description: Option<String>,
    /// Of the account there that is not the clearing account.
    pub code: String,
}

/// What a transfer undoes.
#[derive(Clone, Debug, FromRow)]
pub(super) struct AuditUndone {
    pub transfer_id: TransferId,
    pub position: i64,
    pub kind: String,
    pub payer: AccountId,
    pub payee: AccountId,
    pub amount: i64,
    pub partner_id: i64,
    pub partner_code: String,
    pub rate: String,
    pub value: i64,
}

/// An act of the committee about a transfer: what, which, and who.
pub(super) type ActAbout = (String, String, PersonId);

/// A line of the journal about a transfer.
#[derive(Clone, Debug, FromRow)]
pub(super) struct AuditAct {
    pub act_id: i64,
    pub line: i64,
    pub what: String,
    pub object: String,
}

/// An agreement as one of its exchanges sees it.
#[derive(Clone, Debug, FromRow)]
pub(super) struct AuditAgreement {
    pub agreement_id: i64,
    pub state: String,
    pub partner_id: i64,
    pub our_rate: String,
    pub their_rate: String,
    pub lowest: i64,
    pub highest: i64,
    pub becomes: Option<String>,
    pub ends: i64,
}

/// Whether an exchange is there; also how readiness asks the database for a sign of life.
pub async fn exchange_exists(conn: &mut AnyConnection, exchange: ExchangeId) -> Result<bool, DbError> {
    let found: i64 = sqlx::query_scalar(EXISTS).bind(exchange).fetch_one(conn).await?;
    Ok(found > 0)
}

/// The acts of the committee about these transfers, given as the journal writes them.
pub(super) async fn acts_about(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    objects: &[String],
) -> Audit<Vec<ActAbout>> {
    let mut found = Vec::new();
    for chunk in objects.chunks(100) {
        let query = sqlx::query_as(AssertSqlSafe(expand(ACTS_ABOUT, &[("?", chunk.len())], 2))).bind(exchange);
        let query = chunk.iter().fold(query, |query, object| query.bind(object.clone()));
        found.extend(query.fetch_all(&mut *conn).await?);
    }
    Ok(found)
}

/// Those of these transfers for which `sql` ([`ON_BEHALF`] or [`WAS_UNDONE`]) finds a row.
pub(super) async fn found_by(
    conn: &mut AnyConnection,
    sql: &'static str,
    (exchange, ids): (ExchangeId, &[TransferId]),
) -> Audit<Vec<TransferId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = sqlx::query_scalar(AssertSqlSafe(expand(sql, &[("?", ids.len())], 2))).bind(exchange);
    Ok(ids.iter().fold(query, |query, id| query.bind(*id)).fetch_all(conn).await?)
}
