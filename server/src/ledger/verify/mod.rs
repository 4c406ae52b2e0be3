//! Recomputes the books from the first transfer on and names the first row that is not what the rows before it, and those it refers
//! to, make it. Reads one consistent state, so it works beside a running server.
//!
//! What is looked at: each transfer by itself and by its kind (`rows`); balances, positions and times of each account, and every limit
//! against the records of changes in their turn (`replay`, `changes`); the other leg and what is undone (`pairs`); acts of the
//! committee (`acts`); agreements and clearing accounts (`agreements`). Whatever takes rows away that are read here (operators,
//! persons, words) must leave a record that is read here too.
//!
//! Not here: what follows from no other row. Only a sealed chain can show that all rows of a transfer were changed alike (its id, its
//! words with their hash, one person for another who may act too, a time between its neighbours'), or that the end was cut off
//! together with the accounts.

mod acts;
mod agreements;
mod changes;
mod pairs;
mod replay;
mod rows;
pub mod store;

use std::collections::BTreeSet;
use std::fmt;

use app::ids::{ExchangeId, PersonId, TransferId};
use app::time::Instant;
use sqlx::AnyConnection;
pub use store::exchange_exists;

use self::changes::Changes;
use self::pairs::Others;
use self::replay::Books;
use self::store::{AuditExchange, AuditTransfer, ERASURES, EXCHANGES, PERSONS, TRANSFERS};
use crate::db::{Db, DbError, Failed};

/// What the books come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Exchanges looked at.
    pub exchanges: usize,
    /// Accounts looked at.
    pub accounts: usize,
    /// Transfers looked at.
    pub transfers: usize,
    /// Position and time of the last transfer.
    pub last: Option<(i64, Instant)>,
    /// Exchanges that nobody sees: they are being imported, or taken away again.
    pub hidden: Vec<HiddenExchange>,
    /// The first row that disagrees, if any.
    pub disagreement: Option<Disagreement>,
}

/// An exchange that is not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiddenExchange {
    /// Its slug.
    pub slug: String,
    /// It is being taken away, so that nothing can be said of its books; else it is being imported, and they are right as far as they go.
    pub removing: bool,
}

impl fmt::Display for HiddenExchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { slug, removing } = self;
        match removing {
            true => write!(f, "/{slug} is being taken away: `manyhands import --remove {slug}` goes on with it"),
            false => write!(f, "/{slug} is being imported and hidden: the same `manyhands import` goes on with it"),
        }
    }
}

/// A row that is not what the other rows make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The exchange's slug.
    pub exchange: String,
    /// The transfer, if it is one.
    pub transfer: Option<TransferId>,
    /// The account's code, if it is one.
    pub account: Option<String>,
    /// What does not fit.
    pub what: String,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.exchange)?;
        if let Some(transfer) = self.transfer {
            write!(f, ", transfer {transfer}")?;
        }
        if let Some(account) = &self.account {
            write!(f, ", account {account}")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// What a part of the verification answers: it stops at the first row that disagrees.
type Audit<T> = Result<T, Failed<Disagreement>>;

/// Verifies every exchange.
/// A disagreement is no error but part of the report.
pub async fn verify(db: &Db) -> Result<Report, DbError> {
    let mut conn = db.read().await?;
    sqlx::raw_sql(db.engine().begin_snapshot()).execute(&mut *conn).await?;
    let report = verify_all(&mut conn).await;
    sqlx::raw_sql("rollback").execute(&mut *conn).await?;
    report
}

/// Verifies every exchange as this connection sees them, which reads one consistent state or holds the only change.
pub async fn verify_all(conn: &mut AnyConnection) -> Result<Report, DbError> {
    let mut report = Report::default();
    let everybody = Everybody::read(&mut *conn).await?;
    for exchange in &everybody.exchanges {
        report.exchanges += 1;
        let (removing, slug) = (exchange.status == "removing", exchange.slug.clone());
        if removing || exchange.status == "importing" {
            report.hidden.push(HiddenExchange { slug, removing });
        }
        if removing {
            continue;
        }
        report.disagreement = verify_exchange(&mut *conn, (exchange, &everybody), &mut report).await?;
        if report.disagreement.is_some() {
            break;
        }
    }
    Ok(report)
}

/// Verifies one exchange as it stands; what disagrees, if anything.
pub async fn verify_standing(db: &Db, exchange: ExchangeId, slug: &str) -> Result<Option<Disagreement>, DbError> {
    let mut conn = db.read().await?;
    sqlx::raw_sql(db.engine().begin_snapshot()).execute(&mut *conn).await?;
    let found = verify_one(&mut conn, exchange, slug).await;
    sqlx::raw_sql("rollback").execute(&mut *conn).await?;
    found
}

/// Verifies one exchange on a connection that may hold it uncommitted; what disagrees, if anything.
pub async fn verify_one(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    slug: &str,
) -> Result<Option<Disagreement>, DbError> {
    let everybody = Everybody::read(&mut *conn).await?;
    let Some(about) = everybody.exchanges.iter().find(|one| one.exchange_id == exchange) else {
        let what = "there is no such exchange".to_owned();
        return Ok(Some(Disagreement { exchange: slug.to_owned(), transfer: None, account: None, what }));
    };
    verify_exchange(conn, (about, &everybody), &mut Report::default()).await
}

/// What all exchanges share.
struct Everybody {
    exchanges: Vec<AuditExchange>,
    persons: BTreeSet<PersonId>,
    /// Each with the exchange of whom it erased.
    erasures: BTreeSet<(i64, i64)>,
}

impl Everybody {
    async fn read(conn: &mut AnyConnection) -> Result<Self, DbError> {
        let exchanges = sqlx::query_as(EXCHANGES).fetch_all(&mut *conn).await?;
        let persons: Vec<PersonId> = sqlx::query_scalar(PERSONS).fetch_all(&mut *conn).await?;
        let erasures: Vec<(i64, i64)> = sqlx::query_as(ERASURES).fetch_all(conn).await?;
        Ok(Self { exchanges, persons: persons.into_iter().collect(), erasures: erasures.into_iter().collect() })
    }

    fn exchange(&self, id: i64) -> Option<&AuditExchange> {
        self.exchanges.iter().find(|one| one.exchange_id.0 == id)
    }
}

async fn verify_exchange(
    conn: &mut AnyConnection,
    (exchange, everybody): (&AuditExchange, &Everybody),
    report: &mut Report,
) -> Result<Option<Disagreement>, DbError> {
    match read_through(conn, (exchange, everybody), report).await {
        Ok(()) => Ok(None),
        Err(Failed::Refused(disagreement)) => Ok(Some(disagreement)),
        // A number where a word should be, or a word that is no number: SQLite keeps what it is given.
        Err(Failed::Db(DbError::Fault(sqlx::Error::ColumnDecode { index, source }))) => {
            let after = report.last.map_or(0, |(position, _)| position);
            let what = format!("{index} of a row, after position {after}, holds what cannot stand there: {source}");
            Ok(Some(Disagreement { exchange: exchange.slug.clone(), transfer: None, account: None, what }))
        }
        Err(Failed::Db(error)) => Err(error),
    }
}

/// One exchange from its first row to its last.
async fn read_through(
    conn: &mut AnyConnection,
    (exchange, everybody): (&AuditExchange, &Everybody),
    report: &mut Report,
) -> Audit<()> {
    let mut books = Books::open(&mut *conn, (exchange, everybody)).await?;
    let mut changes = Changes::default();
    report.accounts += books.accounts.len();
    let mut after = 0_i64;
    loop {
        let query = sqlx::query_as(TRANSFERS).bind(exchange.exchange_id).bind(after);
        let rows: Vec<AuditTransfer> = query.fetch_all(&mut *conn).await?;
        let Some(last) = rows.last() else { break };
        after = last.position;
        let others = Others::of(&mut *conn, exchange.exchange_id, &rows).await?;
        for row in &rows {
            changes.until(&mut *conn, &mut books, row.position).await?;
            rows::look_at(row, &books)
                .and_then(|kind| {
                    others.look_at(row, kind, &books)?;
                    books.take(row)
                })
                .map_err(|what| books.wrong_transfer(row.id, what))?;
            report.transfers += 1;
            report.last = report.last.max(Some((row.position, row.booked_at)));
        }
    }
    changes.until(&mut *conn, &mut books, i64::MAX).await?;
    acts::look_at_all(&mut *conn, &books).await?;
    agreements::look_at_all(&mut *conn, &books).await?;
    books.close(conn).await
}
