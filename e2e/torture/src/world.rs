//! What the torture trades in: one exchange of twelve members with narrow limits and a chair who sets them, laid straight into
//! the tables; and how the tables are read in the end.

use std::path::Path;

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Connection as _, Executor as _, Row as _};

use crate::Engine;
use crate::checker::{Account, Books, LAID, Limits, Row};

/// The exchange's place.
pub const SLUG: &str = "torture";
/// Every member's password.
pub const PASSWORD: &str = "torture torture torture";
/// Its hash, weak on purpose: signing in is not what is measured.
const PASSWORD_HASH: &str =
    "$argon2id$v=19$m=8,t=1,p=1$7v5tuuWLfwDHEerxnhcoNA$wQj7zHs/bHsq+P4LltmwXZ+3IoLC/cFp8TFNtMt51a8";
/// Members who pay; the chair comes after them.
pub const MEMBERS: usize = 12;
/// Lowest and highest balance, in hundredths: narrow, so that many payments are refused.
const MIN: i64 = -10_000;
const MAX: i64 = 12_000;

const EXCHANGE: &str = "
insert into exchanges (exchange_id, slug, code, name, unit_name, unit_plural, unit_symbol, unit_decimals,
    language, time_zone, next_number, created_at)
values (1, $1, 'TORT', 'Torture', 'leaf', 'leaves', 'lv', 2, 'en', 'UTC', 1000, 1)";
const PERSON: &str = "
insert into persons (person_id, email, name, language, password_hash, created_at)
values ($1, $2, $3, 'en', $4, 1)";
const ACCOUNT: &str = "
insert into accounts (exchange_id, account_id, kind, code, name, min_balance, max_balance, warn_min, warn_max, opened_at)
values (1, $1, 0, $2, $3, $4, $5, $4, $5, 1)";
const LIMITS: &str = "
insert into account_limits (exchange_id, account_id, change_id, min_balance, max_balance, warn_min, warn_max, may_debit,
    may_credit, after_position, reason, changed_by, changed_at)
values (1, $1, $4, $2, $3, $2, $3, 1, 1, 0, 'torture', 0, 1)";
const MEMBER: &str = "
insert into members (exchange_id, member_id, account_id, name, sort_name, sort_key, kind, state, joined_at)
values (1, $1, $1, $2, $3, $3, 'person', 'active', 1)";
const OPERATOR: &str = "insert into operators (exchange_id, member_id, person_id, since) values (1, $1, $1, 1)";
const CHAIR: &str = "insert into roles (exchange_id, person_id, role, since) values (1, $1, 'chair', 1)";
const TRANSFERS: &str = "
select exchange_id, transfer_id, position, payer, payee, amount, payer_after, payee_after, waived
from transfers
order by exchange_id, position";
const ACCOUNTS: &str = "select exchange_id, account_id, code, balance, min_balance, max_balance from accounts";
const LIMIT_CHANGES: &str = "
select exchange_id, account_id, change_id, after_position, min_balance, max_balance
from account_limits";

/// The exchange as it is laid.
#[derive(Clone, Debug)]
pub struct World {
    codes: Vec<String>,
}

impl World {
    /// Lays the exchange with so many members who pay into a migrated, empty database.
    pub async fn lay(url: &str, members: usize) -> Self {
        let mut conn = connect(url).await;
        let mut codes: Vec<String> = (1..=members + 1).map(|n| format!("TORT{n:04}")).collect();
        sqlx::query(EXCHANGE).bind(SLUG).execute(&mut conn).await.expect("the exchange");
        for (n, code) in codes.iter().enumerate() {
            let key = i64::try_from(n).expect("a small number") + 1;
            let name = format!("Member {key}");
            let person = sqlx::query(PERSON).bind(key).bind(email(n)).bind(&name).bind(PASSWORD_HASH);
            person.execute(&mut conn).await.expect("a person");
            let account = sqlx::query(ACCOUNT).bind(key).bind(code).bind(&name).bind(MIN).bind(MAX);
            account.execute(&mut conn).await.expect("an account");
            sqlx::query(LIMITS).bind(key).bind(MIN).bind(MAX).bind(LAID).execute(&mut conn).await.expect("its limits");
            let member = sqlx::query(MEMBER).bind(key).bind(&name).bind(name.to_lowercase());
            member.execute(&mut conn).await.expect("a member");
            sqlx::query(OPERATOR).bind(key).execute(&mut conn).await.expect("who acts for it");
        }
        let chair = i64::try_from(codes.len()).expect("a small number");
        sqlx::query(CHAIR).bind(chair).execute(&mut conn).await.expect("the chair");
        conn.close().await.expect("closed");
        codes.truncate(members);
        Self { codes }
    }

    /// The account codes of those who pay.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    /// The address that the member with that number signs in with.
    pub fn email(&self, number: usize) -> String {
        email(number)
    }

    /// The address that the chair signs in with.
    pub fn chair(&self) -> String {
        email(self.codes.len())
    }
}

fn email(number: usize) -> String {
    format!("member{number}@torture.example")
}

/// A connection of one's own.
pub async fn connect(url: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect(url).await.expect("the database is there")
}

/// The URL of an empty database: a file in `folder`, or a new database beside the one of `TEST_POSTGRES_URL`.
pub async fn database(engine: Engine, folder: &Path) -> String {
    if engine == Engine::Sqlite {
        return format!("sqlite://{}?mode=rwc", folder.join("manyhands.sqlite").display());
    }
    let url = std::env::var("TEST_POSTGRES_URL").expect("TEST_POSTGRES_URL names a PostgreSQL that may be written to");
    let name = format!("torture_{}", std::process::id());
    let mut conn = connect(&url).await;
    let create = format!("create database {name}");
    conn.execute(sqlx::AssertSqlSafe(create)).await.expect("a new database");
    conn.close().await.expect("closed");
    let (server, _) = url.rsplit_once('/').expect("a URL with a database in it");
    format!("{server}/{name}")
}

/// Changes what no page changes.
pub async fn execute(url: &str, sql: &'static str) {
    let mut conn = connect(url).await;
    sqlx::query(sql).execute(&mut conn).await.expect("a change of the tables");
    conn.close().await.expect("closed");
}

/// What a query for one number says.
pub async fn number(url: &str, sql: &'static str) -> i64 {
    let mut conn = connect(url).await;
    let number = sqlx::query_scalar(sql).fetch_one(&mut conn).await.expect("a number");
    conn.close().await.expect("closed");
    number
}

/// Reads the books: nothing of the product stands between.
pub async fn books(url: &str) -> Books {
    let mut conn = connect(url).await;
    let rows = sqlx::query(TRANSFERS).fetch_all(&mut conn).await.expect("the transfers");
    let accounts = sqlx::query(ACCOUNTS).fetch_all(&mut conn).await.expect("the accounts");
    let limits = sqlx::query(LIMIT_CHANGES).fetch_all(&mut conn).await.expect("the limits");
    conn.close().await.expect("closed");
    let at = |row: &AnyRow| (field(row, "exchange_id"), field(row, "account_id"));
    Books {
        rows: rows.iter().map(transfer).collect(),
        accounts: accounts
            .iter()
            .map(|row| Account {
                key: at(row),
                code: row.get("code"),
                balance: field(row, "balance"),
                min: field(row, "min_balance"),
                max: field(row, "max_balance"),
            })
            .collect(),
        limits: limits
            .iter()
            .map(|row| Limits {
                key: at(row),
                change: field(row, "change_id"),
                after_position: field(row, "after_position"),
                min: field(row, "min_balance"),
                max: field(row, "max_balance"),
            })
            .collect(),
    }
}

fn field(row: &AnyRow, column: &str) -> i64 {
    row.get(column)
}

fn transfer(row: &AnyRow) -> Row {
    let exchange = field(row, "exchange_id");
    let id: Vec<u8> = row.get("transfer_id");
    Row {
        id: id.try_into().expect("sixteen bytes"),
        position: field(row, "position"),
        payer: (exchange, field(row, "payer")),
        payee: (exchange, field(row, "payee")),
        amount: field(row, "amount"),
        payer_after: field(row, "payer_after"),
        payee_after: field(row, "payee_after"),
        waived: field(row, "waived") == 1,
    }
}
