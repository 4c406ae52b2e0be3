//! All SQL that touches transfers and balances: the only writer of money.

use app::ids::{AccountId, ExchangeId, Flag, PersonId, TransferId};
use app::ledger::{Account, Kind};
use app::time::Instant;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

use super::Locked;
use crate::db::{DbError, Tx, expand};

/// A transfer as it stands in the ledger, with its words.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
#[expect(missing_docs, reason = "the columns of the table transfers, described in its migration")]
pub struct Stored {
    #[sqlx(rename = "exchange_id")]
    pub exchange: ExchangeId,
    #[sqlx(rename = "transfer_id")]
    pub id: TransferId,
    pub position: i64,
    pub kind: Kind,
    pub payer: AccountId,
    pub payee: AccountId,
    pub amount: i64,
    pub payer_after: i64,
    pub payee_after: i64,
    pub payer_min: i64,
    pub payee_max: i64,
    #[sqlx(try_from = "Flag")]
    pub payer_warned: bool,
    #[sqlx(try_from = "Flag")]
    pub payee_warned: bool,
    #[sqlx(try_from = "Flag")]
    pub waived: bool,
    pub traded_on: String,
    pub booked_at: Instant,
    /// Where it stands in the payer's order, if the clock had gone back since the payer's last one; else at `booked_at`.
    pub payer_at: Option<i64>,
    /// The same of the payee.
    pub payee_at: Option<i64>,
    pub entered_by: PersonId,
    #[sqlx(try_from = "Flag")]
    pub on_behalf: bool,
    pub rules_version: i64,
    pub partner_id: i64,
    pub partner_code: String,
    pub rate: String,
    pub value: i64,
    pub reverses: Option<TransferId>,
    pub words_hash: Vec<u8>,
    /// What for; none once it has been erased.
    pub description: Option<String>,
    pub waiver_reason: String,
    pub partner_name: String,
}

/// The columns of a transfer `t` and its words `w`, for [`Stored`].
macro_rules! stored_columns {
    () => {
        "t.exchange_id, t.transfer_id, t.position, t.kind, t.payer, t.payee, t.amount, t.payer_after, t.payee_after, t.payer_min,
    t.payee_max, t.payer_warned, t.payee_warned, t.waived, t.traded_on, t.booked_at, t.payer_at, t.payee_at, t.entered_by, t.on_behalf, t.rules_version,
    t.partner_id, t.partner_code, t.rate, t.value, t.reverses, t.words_hash, w.description,
    coalesce(w.waiver_reason, '') as waiver_reason, coalesce(w.partner_name, '') as partner_name"
    };
}

/// A transfer about to be written.
pub(super) struct Written {
    pub(super) stored: Stored,
    pub(super) salt: [u8; 16],
    /// How the exchange must still count, if somebody typed the amount.
    pub(super) counting: Option<i64>,
}

/// Where an account stands after a post.
pub(super) struct Moved {
    account: AccountId,
    balance: i64,
    value: i64,
    last_position: i64,
    last_booked_at: i64,
}

impl Moved {
    pub(super) fn of(account: AccountId, now: &Locked) -> Self {
        Self {
            account,
            balance: now.account.balance,
            value: now.value,
            last_position: now.last_position,
            last_booked_at: now.last_booked_at,
        }
    }
}

/// An account row as read under its lock.
#[derive(FromRow)]
pub(super) struct AccountRow {
    pub(super) account_id: AccountId,
    #[sqlx(flatten)]
    pub(super) locked: Locked,
    standing: i64,
    drawn: Option<i64>,
}

/// What stands in [`WRITE`] for a transfer whose amount is right however the exchange counts: of books, and of what is undone.
const HOWEVER: i64 = -1;
/// Rows a statement at most: more make its text slower to parse than they save.
const CHUNK: usize = 100;

/// Finds transfers of one exchange by id.
pub const FIND: &str = concat!(
    "select ",
    stored_columns!(),
    "
from transfers t
left join transfer_words w on w.exchange_id = t.exchange_id and w.transfer_id = t.transfer_id
where t.exchange_id = $1 and t.transfer_id in ({rows})"
);

/// Where an account stands.
pub const ACCOUNT: &str = "
select balance, min_balance, max_balance, warn_min, warn_max, may_debit, may_credit
from accounts
where exchange_id = $1 and account_id = $2";

/// The opposite of a transfer, with who entered it, and whether a committee did: of an intertrade the payee's, in whose books it says so.
pub const UNDOING: &str = "
select t.transfer_id, t.booked_at, t.on_behalf, coalesce(p.name, '') as clerk, w.description, (
    select coalesce(max(leg.on_behalf), 0)
    from transfers leg
    where leg.exchange_id in (t.exchange_id, t.partner_id) and leg.transfer_id = t.transfer_id
) as by_committee
from transfers t
left join transfer_words w on w.exchange_id = t.exchange_id and w.transfer_id = t.transfer_id
left join persons p on p.person_id = t.entered_by
where t.exchange_id = $1 and t.reverses = $2";

/// Locks accounts of one exchange, in the one order that keeps two posts from waiting for each other; says how many of some
/// transfers stood there already when it was asked (before it waited for the locks); and draws a position if the engine can.
pub const LOCK: &str = "
select account_id, balance, value, min_balance, max_balance, warn_min, warn_max, may_debit, may_credit, last_position,
    last_booked_at, standing, {drawn} as drawn
from (
    select account_id, balance, value, min_balance, max_balance, warn_min, warn_max, may_debit, may_credit, last_position,
        last_booked_at,
        (select count(*) from transfers t where t.exchange_id = $1 and t.transfer_id in ({rows})) as standing
    from accounts
    where exchange_id = $1 and account_id in ({rows})
    order by kind, account_id
    {lock}
) locked";

/// Writes transfers of one exchange (never `on conflict`: an id that is taken must be an error), what was said about them, and
/// the balances of their accounts, which are locked: but none, if the exchange counts otherwise than it must, or if nothing can be
/// entered there. Under the locks nobody changes the former, and the statement sees what stood when they were there.
pub const WRITE: &str = "
{first}
insert into transfers (exchange_id, transfer_id, position, kind, payer, payee, amount, payer_after, payee_after, payer_min,
    payee_max, payer_warned, payee_warned, waived, traded_on, booked_at, entered_by, on_behalf, rules_version, partner_id,
    partner_code, rate, value, reverses, words_hash, payer_at, payee_at)
values {rows}
{next}
insert into transfer_words (exchange_id, transfer_id, description, waiver_reason, partner_name, salt)
values {rows}
{last}
update accounts
set balance = moved.column2, value = moved.column3, last_position = moved.column4, last_booked_at = moved.column5
from (values {rows}) as moved
where accounts.exchange_id = $1 and accounts.account_id = moved.column1 and moved.column6 in (
    -1,
    (select 2 * e.unit_decimals + e.unit_is_time from exchanges e where e.exchange_id = $1)
) and exists (select 1 from exchanges e where e.exchange_id = $1 and e.status in ('open', 'importing'))
returning account_id";

/// Whether anything can be entered in an exchange.
pub const TAKES_ENTRIES: &str = "
select count(*) as takes
from exchanges
where exchange_id = $1 and status in ('open', 'importing')";

/// Takes away the words of the last transfers of an exchange, and then the transfers: only where it is being removed before it was
/// ever open, which the schema holds too.
pub const REMOVE_WORDS: &str = "
delete from transfer_words
where exchange_id = $1 and transfer_id in (
    select transfer_id from transfers where exchange_id = $1 order by position desc limit $2
)";
/// The transfers.
pub const REMOVE: &str = "
delete from transfers
where exchange_id = $1 and transfer_id in (
    select transfer_id from transfers where exchange_id = $1 order by position desc limit $2
)";

const TRANSFER_GROUP: &str = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
const WORDS_GROUP: &str = "(?, ?, ?, ?, ?, ?)";
const MOVE_GROUP: &str = "(cast(? as bigint), cast(? as bigint), cast(? as bigint), cast(? as bigint), cast(? as bigint), cast(? as bigint))";

/// A text, the lists in it, and the number that their placeholders begin at.
pub type Listed = (&'static str, &'static [(&'static str, usize)], usize);

/// Every text of this store with lists as they may be, for the test that prepares them all.
pub const ALL: [Listed; 8] = [
    (TAKES_ENTRIES, &[], 0),
    (UNDOING, &[], 0),
    (FIND, &[("?", 2)], 2),
    (ACCOUNT, &[], 0),
    (REMOVE_WORDS, &[], 0),
    (REMOVE, &[], 0),
    (LOCK, &[("?", 1), ("?", 2)], 2),
    (WRITE, &[(TRANSFER_GROUP, 1), (WORDS_GROUP, 1), (MOVE_GROUP, 2)], 1),
];

/// Where an account stands, if there is one.
pub async fn standing(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    id: AccountId,
) -> Result<Option<Account>, DbError> {
    Ok(sqlx::query_as(ACCOUNT).bind(exchange).bind(id).fetch_optional(conn).await?)
}

/// The transfers of `exchange` among `ids`.
pub async fn find(conn: &mut AnyConnection, exchange: ExchangeId, ids: &[TransferId]) -> Result<Vec<Stored>, DbError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let sql = expand(FIND, &[("?", chunk.len())], 2);
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(exchange);
        let query = chunk.iter().fold(query, |query, id| query.bind(*id));
        found.extend(query.fetch_all(&mut *conn).await?);
    }
    Ok(found)
}

/// What is asked to be locked, all of one exchange.
pub(super) struct ToLock {
    pub(super) exchange: ExchangeId,
    pub(super) accounts: Vec<AccountId>,
    pub(super) transfers: Vec<TransferId>,
}

/// What came of it.
pub(super) struct LockedRows {
    /// The locked accounts that there are.
    pub(super) rows: Vec<AccountRow>,
    /// Whether any of the transfers stood there before.
    pub(super) standing: bool,
    /// A position drawn after the locks, if one was.
    pub(super) drawn: Option<i64>,
}

pub(super) async fn lock(tx: &mut Tx, asked: &ToLock) -> Result<LockedRows, DbError> {
    let lists = [("?", asked.transfers.len()), ("?", asked.accounts.len())];
    let sql = tx.engine().text(&expand(LOCK, &lists, 2));
    let query = sqlx::query_as(AssertSqlSafe(sql)).bind(asked.exchange);
    let query = asked.transfers.iter().fold(query, |query, transfer| query.bind(*transfer));
    let query = asked.accounts.iter().fold(query, |query, account| query.bind(*account));
    let rows: Vec<AccountRow> = query.fetch_all(tx.conn()).await?;
    let standing = rows.iter().any(|row| row.standing > 0);
    let drawn = rows.iter().filter_map(|row| row.drawn).max();
    Ok(LockedRows { rows, standing, drawn })
}

/// A statement whose values are being bound.
pub(super) type Binding = sqlx::query::Query<'static, sqlx::Any, sqlx::any::AnyArguments>;

/// Writes transfers of one exchange; `after` says where an account stands after all of them. False, and the caller must roll back, if
/// the exchange counts otherwise than one of them must be counted.
pub(super) async fn write(
    tx: &mut Tx,
    rows: &[&Written],
    after: impl Fn(AccountId) -> Option<Moved>,
) -> Result<bool, DbError> {
    for chunk in rows.chunks(CHUNK) {
        let mut touched: Vec<AccountId> = chunk.iter().flat_map(|row| [row.stored.payer, row.stored.payee]).collect();
        touched.sort_unstable();
        touched.dedup();
        let moved: Vec<Moved> = touched.into_iter().filter_map(&after).collect();
        let lists = [(TRANSFER_GROUP, chunk.len()), (WORDS_GROUP, chunk.len()), (MOVE_GROUP, moved.len())];
        let sql = tx.engine().text(&expand(WRITE, &lists, 1));
        let mut query =
            chunk.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, row| bind_transfer(query, &row.stored));
        for Written { stored: t, salt, .. } in chunk {
            query = query
                .bind(t.exchange)
                .bind(t.id)
                .bind(t.description.clone().unwrap_or_default())
                .bind(t.waiver_reason.clone())
                .bind(t.partner_name.clone())
                .bind(salt.to_vec());
        }
        let counting = chunk.iter().find_map(|row| row.counting).unwrap_or(HOWEVER);
        for now in &moved {
            query = query.bind(now.account).bind(now.balance).bind(now.value);
            query = query.bind(now.last_position).bind(now.last_booked_at).bind(counting);
        }
        if query.fetch_all(tx.conn()).await?.len() < moved.len() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn bind_transfer(query: Binding, t: &Stored) -> Binding {
    query
        .bind(t.exchange)
        .bind(t.id)
        .bind(t.position)
        .bind(t.kind)
        .bind(t.payer)
        .bind(t.payee)
        .bind(t.amount)
        .bind(t.payer_after)
        .bind(t.payee_after)
        .bind(t.payer_min)
        .bind(t.payee_max)
        .bind(i64::from(t.payer_warned))
        .bind(i64::from(t.payee_warned))
        .bind(i64::from(t.waived))
        .bind(t.traded_on.clone())
        .bind(t.booked_at)
        .bind(t.entered_by)
        .bind(i64::from(t.on_behalf))
        .bind(t.rules_version)
        .bind(t.partner_id)
        .bind(t.partner_code.clone())
        .bind(t.rate.clone())
        .bind(t.value)
        .bind(t.reverses)
        .bind(t.words_hash.clone())
        .bind(t.payer_at)
        .bind(t.payee_at)
}

/// Takes away the last `most` transfers of an exchange that was being imported and never open; how many there were.
///
/// # Errors
/// When the exchange is any other: the schema refuses.
pub async fn remove(tx: &mut Tx, exchange: ExchangeId, most: i64) -> Result<u64, DbError> {
    sqlx::query(REMOVE_WORDS).bind(exchange).bind(most).execute(tx.conn()).await?;
    Ok(sqlx::query(REMOVE).bind(exchange).bind(most).execute(tx.conn()).await?.rows_affected())
}

/// Whether anything can be entered in an exchange.
pub(super) async fn takes_entries(tx: &mut Tx, exchange: ExchangeId) -> Result<bool, DbError> {
    let takes: i64 = sqlx::query_scalar(TAKES_ENTRIES).bind(exchange).fetch_one(tx.conn()).await?;
    Ok(takes > 0)
}

/// The opposite of a transfer.
#[derive(Clone, Debug, FromRow)]
pub struct Opposite {
    /// Its id.
    #[sqlx(rename = "transfer_id")]
    pub id: TransferId,
    /// When it was entered.
    pub booked_at: Instant,
    /// Our committee entered it; the partner's, if not.
    #[sqlx(try_from = "app::ids::Flag")]
    pub on_behalf: bool,
    /// A committee entered it, ours or the partner's; the payee gave it back, if not.
    #[sqlx(try_from = "app::ids::Flag")]
    pub by_committee: bool,
    /// Who entered it.
    pub clerk: String,
    /// Why; none once erased.
    pub description: Option<String>,
}

/// The opposite of a transfer, if it was undone.
pub async fn undoing(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    id: TransferId,
) -> Result<Option<Opposite>, DbError> {
    Ok(sqlx::query_as(UNDOING).bind(exchange).bind(id).fetch_optional(conn).await?)
}
