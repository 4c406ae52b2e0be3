//! `manyhands backup FILE` and `manyhands restore FILE`, for the embedded database; a host of PostgreSQL has its own tools, and is told
//! which.
//!
//! Always holds: what is called a backup was read again from its first transfer on; a file appears under its name whole or not at all,
//! readable to its owner alone; nothing that is there is overwritten, and a restore puts nothing in place that does not verify.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use clap::Args;
use sqlx::Connection as _;

use crate::config::{Config, without_password};
use crate::db::{Db, DbError, Held};
use crate::ledger::verify::{Report, verify, verify_all};
use crate::members::erasing::again::{DoneAgain, Erasures};
use crate::photos;
use crate::photos::files::PhotoFiles;

/// `backup`
#[derive(Clone, Debug, Args)]
pub struct Backup {
    /// The file to write; it must not be there yet
    file: PathBuf,
}

/// `restore`
#[derive(Clone, Debug, Args)]
pub struct Restore {
    /// A file that `backup` wrote
    file: PathBuf,
    /// Books are there already: put them aside under the same name with .old at its end
    #[arg(long)]
    replace: bool,
    /// What `erasures` printed since the backup was made: it is erased again. What the books that are replaced tell of is, by itself
    #[arg(long)]
    erasures: Option<PathBuf>,
}

/// `erasures`
#[derive(Clone, Debug, Args)]
pub struct ErasuresCommand {
    /// A file that this command printed: erases again what it tells of
    #[arg(long)]
    again: Option<PathBuf>,
}

/// Tells who was erased, or erases them again in books that are restored by other means; answers with what to print.
///
/// # Errors
/// A sentence that says what went wrong; what was done by then stays.
pub async fn erasures(db: &Db, ErasuresCommand { again }: &ErasuresCommand) -> Result<String, String> {
    let Some(file) = again else {
        let mut conn = db.read().await.map_err(|error| error.to_string())?;
        return Ok(Erasures::of(&mut conn).await.map_err(|error| error.to_string())?.text());
    };
    let done = kept(file)?.do_again(db).await.map_err(|error| error.to_string())?;
    Ok(format!("{}\n", again_text(done)))
}

/// The erasures of a file.
fn kept(file: &Path) -> Result<Erasures, String> {
    let text = fs::read_to_string(file).map_err(|error| told(file, &error))?;
    Erasures::read(&text).map_err(|why| format!("{}: {why}", file.display()))
}

fn again_text(done: DoneAgain) -> String {
    format!("erased again: {} members, {} persons", done.members, done.persons)
}

/// The erasures that the books tell of which are to be replaced; a sentence if they cannot be read.
async fn of_books(books: &Path) -> Result<Erasures, DbError> {
    let mut conn = Db::look_into(books).await?;
    let found = Erasures::of(&mut conn).await;
    conn.close().await?;
    found
}

/// Writes a backup beside a running server; answers with what to print.
///
/// # Errors
/// A sentence that says why there is none, or what in it disagrees.
pub async fn backup(config: &Config, Backup { file }: &Backup) -> Result<String, String> {
    let url = &config.database_url;
    if Db::file(url).is_none() {
        return Err(by_postgres(url, file));
    }
    if !Db::is_there(url) {
        return Err(format!("{}: there are no books yet", without_password(url)));
    }
    // An empty file keeps the name until the copy that has been verified takes it over.
    private(file).map_err(|error| told(file, &error))?;
    let part = beside(file, ".part");
    match write(config, &part, file).await {
        Ok((report, photos)) => match &report.disagreement {
            None => Ok(format!("{} is a backup: {}{photos}\n", file.display(), counted(&report))),
            Some(found) => Err(format!("{} is a copy of books that DISAGREE: {found}", file.display())),
        },
        Err(why) => {
            fs::remove_file(&part).ok();
            fs::remove_file(file).ok();
            Err(why)
        }
    }
}

async fn write(config: &Config, part: &Path, file: &Path) -> Result<(Report, String), String> {
    private(part).map_err(|error| told(part, &error))?;
    Db::copy(&config.database_url, part).await.map_err(|error| told(file, &error))?;
    let photos = with_photos(config, part).await.map_err(|why| format!("{}: {why}", file.display()))?;
    sync(part).map_err(|error| told(part, &error))?;
    let report = look(part).await.map_err(|error| told(file, &error))?;
    put(part, file).map_err(|error| told(file, &error))?;
    Ok((report, photos))
}

/// Puts the files of the photos into a copy of the books; what to say of them.
async fn with_photos(config: &Config, part: &Path) -> Result<String, String> {
    let mut conn = Db::look_into(part).await.map_err(|error| error.to_string())?;
    // Books from before there were photos have none.
    let count = photos::store::count(&mut conn).await.unwrap_or(0);
    conn.close().await.map_err(|error| error.to_string())?;
    if count == 0 {
        return Ok(String::new());
    }
    let files = PhotoFiles::of(config)?;
    let copy = Db::open_migrated(&Db::url_of(part)).await.map_err(|error| error.to_string())?;
    let missing = photos::aside::put_in(&copy, &files).await;
    copy.close().await;
    Ok(match missing.map_err(|error| error.sentence())? {
        0 => format!("; {count} photos"),
        missing => format!("; {count} photos, OF WHICH {missing} HAVE NO FILES"),
    })
}

/// Verifies the embedded database in a file, and changes nothing in it.
pub async fn look(file: &Path) -> Result<Report, DbError> {
    let mut conn = Db::look_into(file).await?;
    let report = verify_all(&mut conn).await;
    conn.close().await?;
    report
}

/// Puts a backup in place of the books; answers with what to print.
///
/// # Errors
/// A sentence that says why nothing was changed.
pub async fn restore(config: &Config, Restore { file, replace, erasures }: &Restore) -> Result<String, String> {
    let url = &config.database_url;
    let Some(books) = Db::file(url) else { return Err(by_postgres(url, file)) };
    sound(file)?;
    fs::create_dir_all(&config.data_dir).map_err(|error| told(&config.data_dir, &error))?;
    let Some(_alone) = Held::alone(url) else {
        return Err(format!("{} is open: stop the server that serves it first", books.display()));
    };
    if Db::is_there(url) && !replace {
        let aside = beside(&books, ".old");
        return Err(format!("{} is there: --replace puts it aside as {}", books.display(), aside.display()));
    }
    let mut since = erasures.as_deref().map_or(Ok(Erasures::default()), kept)?;
    let mut unread = "";
    if Db::is_there(url) {
        match of_books(&books).await {
            Ok(found) => since = since.and(found),
            Err(_) => unread = "; what was erased in the books put aside CANNOT BE READ",
        }
    }
    let part = beside(&books, ".part");
    clear(&part);
    let restored = match prepare((file, config), &part, &since).await {
        Ok(done) => put_in_place(&part, &books).map(|()| done).map_err(|error| told(&books, &error)),
        Err(why) => Err(why),
    };
    clear(&part);
    let (report, done) = restored?;
    let again = if done == DoneAgain::default() { String::new() } else { format!("; {}", again_text(done)) };
    Ok(format!("{} is restored: {}{again}{unread}\n", books.display(), counted(&report)))
}

/// Whether it can be a backup at all.
fn sound(file: &Path) -> Result<(), String> {
    let about = fs::metadata(file).map_err(|error| told(file, &error))?;
    if !about.is_file() || about.len() == 0 {
        return Err(format!("{}: there is nothing in it", file.display()));
    }
    let log = beside(file, "-wal");
    if fs::metadata(&log).is_ok_and(|about| about.len() > 0) {
        let what = "a file copied from a running server, and its latest payments are not in it";
        return Err(format!("{} lies beside it: this is {what}", log.display()));
    }
    Ok(())
}

/// A copy in the books' own folder, in the shape that this program needs, without whom was erased since, verified.
async fn prepare(
    (file, config): (&Path, &Config),
    part: &Path,
    since: &Erasures,
) -> Result<(Report, DoneAgain), String> {
    let mut to = private(part).map_err(|error| told(part, &error))?;
    let mut from = File::open(file).map_err(|error| told(file, &error))?;
    io::copy(&mut from, &mut to).map_err(|error| told(part, &error))?;
    drop(to);
    Db::holds_exchanges(part).await.map_err(|error| format!("{}: no books of Manyhands: {error}", file.display()))?;
    let db = Db::open(&Db::url_of(part), None).await.map_err(|error| told(file, &error))?;
    let done = since.do_again(&db).await;
    let report = verify(&db).await;
    // Beside those that are there, since each has a name of its own; a folder of them is made only where there are some.
    let photos = match PhotoFiles::of(config) {
        Ok(files) => photos::aside::take_out(&db, &files).await.map_err(|error| error.sentence()),
        Err(why) => Err(why),
    };
    db.close().await;
    photos.map_err(|why| told(file, &why))?;
    let done = done.map_err(|error| told(file, &error))?;
    let report = report.map_err(|error| told(file, &error))?;
    if let Some(found) = &report.disagreement {
        return Err(format!("{} DISAGREES, nothing was changed: {found}", file.display()));
    }
    sync(part).map_err(|error| told(part, &error))?;
    Ok((report, done))
}

/// Old books go aside with what lies beside them; a name that is taken there keeps them where they are.
fn put_in_place(part: &Path, books: &Path) -> io::Result<()> {
    let aside = beside(books, ".old");
    if fs::metadata(books).is_ok_and(|about| about.len() > 0) {
        if aside.exists() {
            let why = format!("{} is there already, and is not overwritten", aside.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, why));
        }
        for end in ["-wal", "-shm", ""] {
            match fs::rename(beside(books, end), beside(&aside, end)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
    }
    for end in ["-wal", "-shm"] {
        fs::remove_file(beside(books, end)).ok();
    }
    put(part, books)
}

/// A new file that its owner alone may read.
fn private(file: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)
}

fn beside(file: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(end);
    PathBuf::from(name)
}

fn clear(part: &Path) {
    for end in ["", "-wal", "-shm", "-journal", ".lock"] {
        fs::remove_file(beside(part, end)).ok();
    }
}

/// What was written is on the disk, not only on its way.
fn sync(file: &Path) -> io::Result<()> {
    File::open(file)?.sync_all()
}

/// Gives a finished file its name, for good.
fn put(part: &Path, file: &Path) -> io::Result<()> {
    fs::rename(part, file)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    sync(folder)
}

fn told(file: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", file.display())
}

/// How much there is, for whoever must know whether it is the right one.
pub fn counted(report: &Report) -> String {
    let Report { exchanges, accounts, transfers, last, .. } = report;
    let last = last.map_or("none was ever booked".to_owned(), |(_, at)| format!("the last was booked at {}", at.iso()));
    format!("{exchanges} exchanges, {accounts} accounts, {transfers} transfers; {last}")
}

/// How PostgreSQL does it: its own tools know more of it than we should.
fn by_postgres(url: &str, file: &Path) -> String {
    let (shown, file) = (without_password(url), file.display());
    format!(
        "nothing was done: these books are in PostgreSQL, whose own tools make a consistent copy beside a running server.\n\
         Back up:  pg_dump --format=custom --file={file} '{shown}'\n\
         Restore:  createdb NEW; pg_restore --exit-on-error --no-owner --dbname=NEW {file}\n\
         Then:     manyhands erasures --again FILE, with what `manyhands erasures` printed last, and\n\
         \x20         manyhands verify --database-url postgres://…/NEW   before anybody is served from it"
    )
}
