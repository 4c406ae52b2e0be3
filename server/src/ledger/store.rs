//! All SQL that touches transfers and balances: the only writer of money.

use app::ids::{AccountId, ExchangeId, PersonId, TransferId};
use app::ledger::{Account, Kind};
use app::time::Instant;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use super::Locked;
use crate::db::{DbError, Tx, expand};

/// A transfer as it stands in the ledger, with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns of the table transfers, described in its migration")]
pub struct Stored {
    pub exchange: ExchangeId,
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
    pub payer_warned: bool,
    pub payee_warned: bool,
    pub waived: bool,
    pub traded_on: String,
    pub booked_at: Instant,
    pub entered_by: PersonId,
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

/// A transfer about to be written.
pub(super) struct Row {
    pub(super) stored: Stored,
    pub(super) salt: [u8; 16],
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
pub(super) struct AccountRow {
    pub(super) account_id: AccountId,
    pub(super) locked: Locked,
}

/// Rows a statement at most: more make its text slower to parse than they save.
const CHUNK: usize = 100;

/// Finds transfers of one exchange by id.
pub const FIND: &str = "
select t.transfer_id, t.position, t.kind, t.payer, t.payee, t.amount, t.payer_after, t.payee_after, t.payer_min, t.payee_max,
    t.payer_warned, t.payee_warned, t.waived, t.traded_on, t.booked_at, t.entered_by, t.on_behalf, t.rules_version,
    t.partner_id, t.partner_code, t.rate, t.value, t.reverses, t.words_hash, w.description, w.waiver_reason, w.partner_name
from transfers t
left join transfer_words w on w.exchange_id = t.exchange_id and w.transfer_id = t.transfer_id
where t.exchange_id = $1 and t.transfer_id in ({rows})";

/// Where an account stands.
pub const ACCOUNT: &str = "
select balance, min_balance, max_balance, warn_min, warn_max, may_debit, may_credit
from accounts
where exchange_id = $1 and account_id = $2";

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
/// the balances of their accounts, which are locked.
pub const WRITE: &str = "
{first}
insert into transfers (exchange_id, transfer_id, position, kind, payer, payee, amount, payer_after, payee_after, payer_min,
    payee_max, payer_warned, payee_warned, waived, traded_on, booked_at, entered_by, on_behalf, rules_version, partner_id,
    partner_code, rate, value, reverses, words_hash)
values {rows}
{next}
insert into transfer_words (exchange_id, transfer_id, description, waiver_reason, partner_name, salt)
values {rows}
{last}
update accounts
set balance = moved.column2, value = moved.column3, last_position = moved.column4, last_booked_at = moved.column5
from (values {rows}) as moved
where accounts.exchange_id = $1 and accounts.account_id = moved.column1";

const TRANSFER_GROUP: &str = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
const WORDS_GROUP: &str = "(?, ?, ?, ?, ?, ?)";
const MOVE_GROUP: &str =
    "(cast(? as bigint), cast(? as bigint), cast(? as bigint), cast(? as bigint), cast(? as bigint))";

/// A text, the lists in it, and the number that their placeholders begin at.
pub type Listed = (&'static str, &'static [(&'static str, usize)], usize);

/// Every text of this store with lists as they may be, for the test that prepares them all.
pub const ALL: [Listed; 4] = [
    (FIND, &[("?", 2)], 2),
    (ACCOUNT, &[], 0),
    (LOCK, &[("?", 1), ("?", 2)], 2),
    (WRITE, &[(TRANSFER_GROUP, 1), (WORDS_GROUP, 1), (MOVE_GROUP, 2)], 1),
];

/// Where an account stands, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn standing(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    id: AccountId,
) -> Result<Option<Account>, DbError> {
    let row = sqlx::query(ACCOUNT).bind(exchange).bind(id).fetch_optional(conn).await?;
    row.map(|row| account(&row)).transpose()
}

/// Reads a row of [`ACCOUNT`]'s columns.
///
/// # Errors
/// When a column is not what the schema says.
pub fn account(row: &AnyRow) -> Result<Account, DbError> {
    let flag = |column: &str| row.try_get::<i64, _>(column).map(|n| n == 1);
    Ok(Account {
        balance: row.try_get("balance")?,
        min_balance: row.try_get("min_balance")?,
        max_balance: row.try_get("max_balance")?,
        warn_min: row.try_get("warn_min")?,
        warn_max: row.try_get("warn_max")?,
        may_debit: flag("may_debit")?,
        may_credit: flag("may_credit")?,
    })
}

/// The transfers of `exchange` among `ids`.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut AnyConnection, exchange: ExchangeId, ids: &[TransferId]) -> Result<Vec<Stored>, DbError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let sql = expand(FIND, &[("?", chunk.len())], 2);
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(exchange);
        for id in chunk {
            query = query.bind(*id);
        }
        for row in query.fetch_all(&mut *conn).await? {
            found.push(stored(&row, exchange)?);
        }
    }
    Ok(found)
}

/// Reads a row of [`FIND`]'s columns.
///
/// # Errors
/// When a column is not what the schema says.
pub fn stored(row: &AnyRow, exchange: ExchangeId) -> Result<Stored, DbError> {
    let flag = |column: &str| row.try_get::<i64, _>(column).map(|n| n == 1);
    let erasable = |column: &str| row.try_get::<Option<String>, _>(column);
    Ok(Stored {
        exchange,
        id: row.try_get("transfer_id")?,
        position: row.try_get("position")?,
        kind: row.try_get("kind")?,
        payer: row.try_get("payer")?,
        payee: row.try_get("payee")?,
        amount: row.try_get("amount")?,
        payer_after: row.try_get("payer_after")?,
        payee_after: row.try_get("payee_after")?,
        payer_min: row.try_get("payer_min")?,
        payee_max: row.try_get("payee_max")?,
        payer_warned: flag("payer_warned")?,
        payee_warned: flag("payee_warned")?,
        waived: flag("waived")?,
        traded_on: row.try_get("traded_on")?,
        booked_at: row.try_get("booked_at")?,
        entered_by: row.try_get("entered_by")?,
        on_behalf: flag("on_behalf")?,
        rules_version: row.try_get("rules_version")?,
        partner_id: row.try_get("partner_id")?,
        partner_code: row.try_get("partner_code")?,
        rate: row.try_get("rate")?,
        value: row.try_get("value")?,
        reverses: row.try_get("reverses")?,
        words_hash: row.try_get("words_hash")?,
        description: erasable("description")?,
        waiver_reason: erasable("waiver_reason")?.unwrap_or_default(),
        partner_name: erasable("partner_name")?.unwrap_or_default(),
    })
}

/// What is asked to be locked, all of one exchange.
pub(super) struct Asked {
    pub(super) exchange: ExchangeId,
    pub(super) accounts: Vec<AccountId>,
    pub(super) transfers: Vec<TransferId>,
}

/// What came of it.
#[derive(Default)]
pub(super) struct Held {
    /// The locked accounts that there are.
    pub(super) rows: Vec<AccountRow>,
    /// Whether any of the transfers stood there before.
    pub(super) standing: bool,
    /// A position drawn after the locks, if one was.
    pub(super) drawn: Option<i64>,
}

pub(super) async fn lock(tx: &mut Tx, asked: &Asked) -> Result<Held, DbError> {
    let mut held = Held::default();
    let lists = [("?", asked.transfers.len()), ("?", asked.accounts.len())];
    let sql = tx.engine().text(&expand(LOCK, &lists, 2));
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(asked.exchange);
    for transfer in &asked.transfers {
        query = query.bind(*transfer);
    }
    for account in &asked.accounts {
        query = query.bind(*account);
    }
    for row in query.fetch_all(tx.conn()).await? {
        let locked = Locked {
            account: account(&row)?,
            value: row.try_get("value")?,
            last_position: row.try_get("last_position")?,
            last_booked_at: row.try_get("last_booked_at")?,
        };
        held.rows.push(AccountRow { account_id: row.try_get("account_id")?, locked });
        held.standing |= row.try_get::<i64, _>("standing")? > 0;
        held.drawn = held.drawn.max(row.try_get("drawn")?);
    }
    Ok(held)
}

type Binding = sqlx::query::Query<'static, sqlx::Any, sqlx::any::AnyArguments>;

/// Writes transfers of one exchange; `after` says where an account stands after all of them.
pub(super) async fn write(
    tx: &mut Tx,
    rows: &[&Row],
    after: impl Fn(AccountId) -> Option<Moved>,
) -> Result<(), DbError> {
    for chunk in rows.chunks(CHUNK) {
        let mut touched: Vec<AccountId> = chunk.iter().flat_map(|row| [row.stored.payer, row.stored.payee]).collect();
        touched.sort_unstable();
        touched.dedup();
        let moved: Vec<Moved> = touched.into_iter().filter_map(&after).collect();
        let lists = [(TRANSFER_GROUP, chunk.len()), (WORDS_GROUP, chunk.len()), (MOVE_GROUP, moved.len())];
        let sql = tx.engine().text(&expand(WRITE, &lists, 1));
        let mut query =
            chunk.iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, row| bind_transfer(query, &row.stored));
        for Row { stored: t, salt } in chunk {
            query = query
                .bind(t.exchange)
                .bind(t.id)
                .bind(t.description.clone().unwrap_or_default())
                .bind(t.waiver_reason.clone())
                .bind(t.partner_name.clone())
                .bind(salt.to_vec());
        }
        for now in moved {
            query = query.bind(now.account).bind(now.balance).bind(now.value);
            query = query.bind(now.last_position).bind(now.last_booked_at);
        }
        query.execute(tx.conn()).await?;
    }
    Ok(())
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
}
