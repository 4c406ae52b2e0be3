//! The file of the embedded database as a whole: who has it open, a copy of it made beside a running server, a look at a copy that
//! changes nothing in it.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use sqlx::{AnyConnection, Connection as _};

use super::{Db, DbError, Engine};

/// What a path in a `DATABASE_URL` must not hold as it is.
const IN_URL: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#');

/// Writes the embedded database, as it is at one moment, into a file that is not there yet or is empty.
const COPY: &str = "vacuum into $1";
/// What is in the log goes into the file, and the log becomes empty.
pub(super) const EMPTY_LOG: &str = "pragma wal_checkpoint(truncate)";

impl Db {
    /// Whether there is a database to open, or a server that may have one; nothing is made by looking.
    pub fn is_there(url: &str) -> bool {
        Self::file(url).is_none_or(|file| std::fs::metadata(file).is_ok_and(|about| about.len() > 0))
    }

    /// The `DATABASE_URL` of the embedded database in a data folder.
    pub fn embedded_url(folder: &Path) -> String {
        Self::url_of(&folder.join("manyhands.sqlite"))
    }

    /// The `DATABASE_URL` of an embedded database in that file.
    pub fn url_of(file: &Path) -> String {
        url_of(file, "rwc")
    }

    /// The file of the embedded database that a `DATABASE_URL` names; none for a server elsewhere.
    pub fn file(url: &str) -> Option<PathBuf> {
        file_of(url)
    }

    /// Copies the embedded database of `url`, as it is at one moment, into a file that is empty. Whoever has it open goes on.
    pub async fn copy(url: &str, file: &Path) -> Result<(), DbError> {
        let _held = Held::shared(url);
        copy_into(url, file).await
    }

    /// A look at one state of a file, which changes nothing in it.
    pub async fn look_into(file: &Path) -> Result<AnyConnection, DbError> {
        look_into(file).await
    }

    /// Whether that file is a database of ours.
    ///
    /// # Errors
    /// What it lacks.
    pub async fn holds_exchanges(file: &Path) -> Result<(), DbError> {
        let mut conn = look_into(file).await?;
        sqlx::raw_sql("select exchange_id from exchanges limit 1").execute(&mut conn).await?;
        conn.close().await?;
        Ok(())
    }
}

/// The `DATABASE_URL` of a file; `mode` is `rwc`, or `ro` to change nothing.
fn url_of(file: &Path, mode: &str) -> String {
    format!("sqlite://{}?mode={mode}", utf8_percent_encode(&file.to_string_lossy(), IN_URL))
}

/// The file of the embedded database that a `DATABASE_URL` names; none for a server elsewhere.
fn file_of(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"))?;
    let path = rest.split('?').next().unwrap_or(rest);
    (path != ":memory:").then(|| PathBuf::from(percent_decode_str(path).decode_utf8_lossy().into_owned()))
}

/// Copies the embedded database of `url` into `file`: all of what was committed before, nothing of what comes after. Payments go on.
///
/// # Errors
/// When it is no embedded database, or either cannot be read or written.
async fn copy_into(url: &str, file: &Path) -> Result<(), DbError> {
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(url).await?;
    sqlx::raw_sql("pragma busy_timeout = 10000").execute(&mut conn).await?;
    let copied = sqlx::query(COPY).bind(file.to_string_lossy().into_owned()).execute(&mut conn).await;
    conn.close().await?;
    copied?;
    Ok(())
}

/// A look at a file that changes nothing in it, on one consistent state.
async fn look_into(file: &Path) -> Result<AnyConnection, DbError> {
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(&url_of(file, "ro")).await?;
    sqlx::raw_sql(Engine::Sqlite.begin_snapshot()).execute(&mut conn).await?;
    Ok(conn)
}

/// Held by every process that has the embedded database open, and given back when it ends, however it ends. It is a file of its own
/// beside the database: closing any other handle on the database itself would take SQLite's own locks away.
#[derive(Debug)]
pub struct Held {
    _file: Option<File>,
}

impl Held {
    /// With others.
    pub(super) fn shared(url: &str) -> Self {
        let file = lock_file(url).filter(|file| file.lock_shared().is_ok());
        Self { _file: file }
    }

    /// Alone; none while anybody else has it open.
    pub fn alone(url: &str) -> Option<Self> {
        let Some(file) = lock_file(url) else { return Some(Self { _file: None }) };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => None,
            _ => Some(Self { _file: Some(file) }),
        }
    }
}

/// None where there is no such file and none can be made, as on a disk that may only be read.
fn lock_file(url: &str) -> Option<File> {
    let mut name = file_of(url)?.into_os_string();
    name.push(".lock");
    OpenOptions::new().create(true).truncate(false).read(true).write(true).mode(0o600).open(name).ok()
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{file_of, url_of};

    #[test]
    fn a_file_is_found_again_in_its_url_whatever_its_name() {
        for name in ["/var/lib/x.sqlite", "data/manyhands.sqlite", "/tmp/50% off?/a#b c.sqlite", "ñandú.sqlite"] {
            assert_eq!(file_of(&url_of(Path::new(name), "rwc")), Some(PathBuf::from(name)));
        }
        assert_eq!(file_of("postgres://me@here/books"), None);
    }
}
