//! Where the two engines differ, and nowhere else: beginning, locking, pragmas, positions, errors that mean
//! something. Everything is decided by error kind or code, never by message.

use sqlx::AnyConnection;
use sqlx::error::ErrorKind;

use super::health::found_broken;
use super::{DbError, Tx};

/// Which database this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// For hosts.
    Postgres,
}

/// Draws the next position from the counter (SQLite: the writer is alone).
const NEXT_POSITIONS_SQLITE: &str = "update positions set last = last + $1 where name = 'ledger' returning last";
/// Draws positions from the sequence; other transactions may draw in between.
const NEXT_POSITIONS_POSTGRES: &str =
    "select cast(nextval('ledger_position') as bigint) from generate_series(1, cast($1 as bigint))";

impl Engine {
    /// The engine of a `DATABASE_URL`.
    pub fn of_url(url: &str) -> Self {
        if url.starts_with("postgres") { Self::Postgres } else { Self::Sqlite }
    }

    /// The engine that a connection leads to.
    pub fn of_connection(conn: &AnyConnection) -> Self {
        if conn.backend_name() == "PostgreSQL" { Self::Postgres } else { Self::Sqlite }
    }

    /// Begins a transaction that will write.
    pub(super) fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "begin immediate",
            Self::Postgres => "begin isolation level read committed",
        }
    }

    /// Commits. PostgreSQL answers the commit of a transaction in which a statement failed with success, having rolled it
    /// back; a statement before it, in the same message, fails then.
    pub(super) fn commit(self) -> &'static str {
        match self {
            Self::Sqlite => "commit",
            Self::Postgres => "select 1; commit",
        }
    }

    /// Whether a commit that failed so has certainly not happened: a lost race, or a statement before it had failed
    /// (PostgreSQL 25P02). Any other error may have come after it happened.
    pub(super) fn has_rolled_back(self, error: &DbError) -> bool {
        match error {
            DbError::Again => true,
            DbError::Fault(fault) => fault.as_database_error().is_some_and(|db| db.code().as_deref() == Some("25P02")),
            _ => false,
        }
    }

    /// Begins a transaction that reads one consistent state.
    pub fn begin_snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "begin",
            // Whoever wants one state reads all of it, at length.
            Self::Postgres => {
                "begin isolation level repeatable read read only; \
                 set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0"
            }
        }
    }

    /// What every connection that writes is told first.
    pub(super) fn prepare_writer(self) -> &'static str {
        match self {
            // temp_store: what savepoints keep to undo stays in memory; it would be written to a file and never read.
            Self::Sqlite => {
                "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma busy_timeout = 10000; \
                 pragma temp_store = memory"
            }
            // Who waits for a locked row keeps a connection from everybody else. A statement may take longer than a commit's answer:
            // a commit that is cancelled while it waits for the standby would be reported as done.
            Self::Postgres => {
                "set idle_in_transaction_session_timeout = '10s'; set lock_timeout = '1500ms'; set statement_timeout = '30s'"
            }
        }
    }

    /// What the connection that migrates is told: it waits for others, and takes its time.
    pub(super) fn prepare_migration(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "pragma busy_timeout = 60000; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on"
            }
            Self::Postgres => "set lock_timeout = 0; set statement_timeout = 0",
        }
    }

    /// What every connection that only reads is told first.
    pub(super) fn prepare_reader(self) -> &'static str {
        match self {
            Self::Sqlite => "pragma query_only = on; pragma busy_timeout = 10000",
            // Each connection plans a text once: planning anew for the values, as the server likes to where a range or a limit is one of
            // them, cost a third of reading a statement's entries, and found the same plan.
            Self::Postgres => {
                "set idle_in_transaction_session_timeout = '10s'; set statement_timeout = '30s'; \
                 set plan_cache_mode = force_generic_plan"
            }
        }
    }

    /// The locking clause that stands for `{lock}` in a text.
    fn lock(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => "for update",
        }
    }

    /// What stands for `{unlocked}`: lock the rows, and leave out those that another transaction has locked.
    fn unlocked(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => "for update skip locked",
        }
    }

    /// The name of a byte string's type, for `{bytes}` in a migration.
    fn bytes(self) -> &'static str {
        match self {
            Self::Sqlite => "blob",
            Self::Postgres => "bytea",
        }
    }

    /// The aggregate that strings texts together, for `{strung}`: so that hundreds of short rows cross as one.
    fn strung(self) -> &'static str {
        match self {
            Self::Sqlite => "group_concat",
            Self::Postgres => "string_agg",
        }
    }

    /// What joins several writes to different tables into one errand to the database, numbered through: for `{first}`, `{next}`
    /// and `{last}`. On PostgreSQL they are one statement and none of them sees another; foreign keys are checked at its end.
    fn joints(self) -> [&'static str; 3] {
        match self {
            Self::Sqlite => ["", ";", ";"],
            Self::Postgres => ["with first as (", "), next as (", ")"],
        }
    }

    /// A position drawn with each row of a locked selection, or none. The last row's was drawn after every lock was there.
    fn drawn(self) -> &'static str {
        match self {
            Self::Sqlite => "cast(null as bigint)",
            Self::Postgres => "cast(nextval('ledger_position') as bigint)",
        }
    }

    /// A text with this engine's words in place of `{lock}`, `{unlocked}`, `{drawn}`, `{bytes}`, `{strung}`, `{first}`, `{next}`
    /// and `{last}`.
    pub fn text(self, sql: &str) -> String {
        let [first, next, last] = self.joints();
        let words = [
            ("{lock}", self.lock()),
            ("{unlocked}", self.unlocked()),
            ("{drawn}", self.drawn()),
            ("{bytes}", self.bytes()),
            ("{strung}", self.strung()),
            ("{first}", first),
            ("{next}", next),
            ("{last}", last),
        ];
        words.iter().fold(
            sql.to_owned(),
            |text, (mark, word)| if text.contains(mark) { text.replace(mark, word) } else { text },
        )
    }

    /// How many tables of that name there are where ours would be.
    pub(super) fn count_tables(self) -> &'static str {
        match self {
            Self::Sqlite => "select count(*) from sqlite_master where name = $1",
            Self::Postgres => {
                "select count(*) from pg_class where relname = $1 and relnamespace = cast(current_schema() as regnamespace)"
            }
        }
    }

    /// Tells the planner how large the books have become, in the middle of a transaction that fills them: PostgreSQL else
    /// goes on with plans for empty tables. A role that does not own them is only warned.
    pub fn take_stock(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => "analyze accounts, transfers, transfer_words",
        }
    }

    /// The statement that draws positions.
    pub fn next_positions(self) -> &'static str {
        match self {
            Self::Sqlite => NEXT_POSITIONS_SQLITE,
            Self::Postgres => NEXT_POSITIONS_POSTGRES,
        }
    }

    /// What a failed statement means.
    pub(super) fn classify(error: sqlx::Error) -> DbError {
        let error = Self::kind_of(error);
        if error.is_away() {
            found_broken();
        }
        error
    }

    fn kind_of(error: sqlx::Error) -> DbError {
        let Some(db) = error.as_database_error() else {
            return match error {
                sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed => DbError::Away(error),
                other => DbError::Fault(other),
            };
        };
        match db.kind() {
            ErrorKind::UniqueViolation => return DbError::Exists,
            ErrorKind::CheckViolation | ErrorKind::ForeignKeyViolation | ErrorKind::NotNullViolation => {
                return DbError::Forbidden(error);
            }
            _ => {}
        }
        match db.code().as_deref().map(meaning) {
            Some(Meaning::Again) => DbError::Again,
            Some(Meaning::Busy) => DbError::Busy,
            Some(Meaning::Away) => DbError::Away(error),
            Some(Meaning::Full) => DbError::Full,
            Some(Meaning::NoText) => DbError::NoText,
            Some(Meaning::NotKnown) => DbError::NotKnown,
            Some(Meaning::Fault) | None => DbError::Fault(error),
        }
    }
}

/// An error for the log: what is wrong with a value PostgreSQL says with the value in it, so of that only the code is told.
pub(super) fn without_values(error: &sqlx::Error) -> String {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    match code {
        Some(code) if code.len() == 5 && code.starts_with("22") => format!("a value is not as it must be ({code})"),
        _ => error.to_string(),
    }
}

/// What a code says, if it is not about the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Again,
    Busy,
    Away,
    Full,
    NoText,
    NotKnown,
    Fault,
}

/// The meaning of a SQLSTATE, which has five characters, or of SQLite's number, whose last byte is its kind.
fn meaning(code: &str) -> Meaning {
    if code.len() < 5 {
        return match code.parse::<u32>().map(|number| number & 0xff) {
            // Another process, or another connection of this one, kept a lock for longer than we wait.
            Ok(5 | 6) => Meaning::Busy,
            // The disk does not read, or the file cannot be opened.
            Ok(10 | 14) => Meaning::Away,
            Ok(13) => Meaning::Full,
            _ => Meaning::Fault,
        };
    }
    match code {
        // Serialization failure, deadlock.
        "40001" | "40P01" => Meaning::Again,
        "40003" => Meaning::NotKnown,
        // A locked row, a statement or a transaction that took too long, no memory: rolled back, and over in a while.
        "55P03" | "57014" | "25P03" | "25P04" | "53000" | "53200" | "53400" => Meaning::Busy,
        "53100" => Meaning::Full,
        // Shut down, crashed, starting, dropped; too many connections; not the primary any more; its disk does not read.
        "57P01" | "57P02" | "57P03" | "57P04" | "57P05" | "53300" | "25006" | "58000" | "58030" => Meaning::Away,
        // PostgreSQL takes no text with a NUL in it; SQLite does, and has no such row.
        "22021" => Meaning::NoText,
        // The connection.
        _ if code.starts_with("08") => Meaning::Away,
        _ => Meaning::Fault,
    }
}

/// Whether the embedded database's disk failed to read or to write, full ones apart: an error that is not over when it is over.
pub(super) fn disk_is_broken(error: &DbError) -> bool {
    let DbError::Away(error) = error else { return false };
    error.as_database_error().and_then(|db| db.code()).is_some_and(|code| is_input_output(&code))
}

/// SQLite's SQLITE_IOERR and its kinds, among them a failed fsync.
fn is_input_output(code: &str) -> bool {
    code.len() < 5 && code.parse::<u32>().is_ok_and(|number| number & 0xff == 10)
}

/// Draws `count` positions, rising, after the locks have been taken. They have gaps and are not the order of commits.
pub async fn draw_positions(tx: &mut Tx, count: usize) -> Result<Vec<i64>, DbError> {
    let count = i64::try_from(count).unwrap_or(0);
    let sql = tx.engine().next_positions();
    let mut drawn: Vec<i64> = sqlx::query_scalar(sql).bind(count).fetch_all(tx.conn()).await.map_err(DbError::from)?;
    if let (Engine::Sqlite, Some(last)) = (tx.engine(), drawn.first().copied()) {
        drawn = (last - count + 1..=last).collect();
    }
    drawn.sort_unstable();
    Ok(drawn)
}

#[cfg(test)]
mod tests {
    use super::{Meaning, is_input_output, meaning};

    #[test]
    fn a_code_means_what_the_member_is_told() {
        for (told, codes) in [
            (Meaning::Again, &["40001", "40P01"][..]),
            (
                Meaning::Busy,
                &["5", "261", "517", "773", "6", "262", "55P03", "57014", "25P03", "25P04", "53200", "53400"],
            ),
            (
                Meaning::Away,
                &["08000", "08001", "08003", "08004", "08006", "08007", "08P01", "57P01", "57P02", "57P03"],
            ),
            (
                Meaning::Away,
                &["57P04", "57P05", "53300", "25006", "58000", "58030", "10", "266", "522", "1034", "14", "526"],
            ),
            (Meaning::Full, &["53100", "13"]),
            (Meaning::NoText, &["22021"]),
            (Meaning::NotKnown, &["40003"]),
            (
                Meaning::Fault,
                &["42P01", "42601", "22003", "XX000", "XX001", "28P01", "3D000", "1", "8", "11", "26", "", "x"],
            ),
        ] {
            for code in codes {
                assert_eq!(meaning(code), told, "{code}");
            }
        }
    }

    #[test]
    fn r9_only_a_disk_that_fails_ends_the_process() {
        for (ends, codes) in [
            (true, &["10", "266", "778", "1034", "1290"][..]),
            (false, &["5", "13", "14", "1", "11", "57P01", "58030", "10000"]),
        ] {
            for code in codes {
                assert_eq!(is_input_output(code), ends, "{code}");
            }
        }
    }
}
