//! The command line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};
use manyhands::backup::{self, Backup, ErasuresCommand, Restore, counted};
use manyhands::clock::{self, Clock};
use manyhands::config::{Config, Given, without_password};
use manyhands::hosting::commands::{self, ExchangeCommand, PersonCommand};
use manyhands::hosting::set_up;
use manyhands::hosting::store::list_all;
use manyhands::import_export::{self, Import};
use manyhands::log::{Log, say};
use manyhands::site::Site;
use manyhands::{db, demo, ledger, serve, waiting};
use rustix::fs::Mode;

/// Manyhands hosts community exchanges and lets them trade with one another.
#[derive(Parser)]
#[command(name = "manyhands", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// A TOML file with settings
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(flatten)]
    given: Given,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the exchanges of this installation
    Serve,
    /// Serve three living demo exchanges on http://localhost:3000
    Demo {
        /// The port
        #[arg(long, default_value_t = 3000)]
        port: u16,
        /// Begin anew: throw the demo's data folder away first
        #[arg(long)]
        fresh: bool,
        /// Tell who can sign in as one line of JSON
        #[arg(long)]
        json: bool,
        /// Begin at noon of that day (2026-11-25) instead of now
        #[arg(long)]
        today: Option<jiff::civil::Date>,
    },
    /// Bring the database to the shape this program needs
    Migrate,
    /// Copy the embedded database into a file, beside a running server
    Backup(Backup),
    /// Put a backup in place of the embedded database
    Restore(Restore),
    /// Print who was erased, as keys, to keep beside backups; or erase them again in restored books
    Erasures(ErasuresCommand),
    /// Recompute all books; exit 1 and name the first row that disagrees
    Verify,
    /// Take an exchange over from a bundle of CSV files
    Import(Import),
    /// Make and list exchanges
    #[command(subcommand)]
    Exchange(ExchangeCommand),
    /// Make persons
    #[command(subcommand)]
    Person(PersonCommand),
    /// Settings
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Show each setting and where it came from
    Show,
}

fn main() -> ExitCode {
    // What this program makes is for whoever runs it alone: books, mails with links, exports.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    let arguments = Arguments::parse();
    let Ok(log) = Log::start() else { return ExitCode::from(2) };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = runtime.map_err(|error| error.to_string()).and_then(|runtime| {
        let done = runtime.block_on(run(arguments));
        // Whoever hashes a password for nobody any more is not waited for.
        runtime.shutdown_timeout(Duration::from_millis(200));
        done
    });
    let code = done.unwrap_or_else(|sentence| {
        log.line(&format!("manyhands: {sentence}"));
        ExitCode::from(2)
    });
    log.end();
    code
}

fn config(arguments: &Arguments) -> Result<Config, String> {
    let file = match &arguments.config {
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
            toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?
        }
        None => Given::default(),
    };
    Config::new(&arguments.given, &file, &|name| std::env::var(name).ok())
}

async fn run(mut arguments: Arguments) -> Result<ExitCode, String> {
    match arguments.command {
        Command::Serve => {
            let config = config(&arguments)?;
            let url = config.public_url.clone();
            let Some(site) = waiting::open_when_there(&config).await? else { return Ok(ExitCode::SUCCESS) };
            site.db.write((), async |tx, ()| list_all(tx).await).await.map_err(|error| error.to_string())?;
            let link = set_up::offer(&site).await.map_err(|error| error.to_string())?;
            let ready = || {
                tracing::info!(url, "serving");
                if let Some(link) = link {
                    say(&format!("Nobody is here yet. Begin with this link; it works once:\n\n    {link}\n\n"));
                }
            };
            serve_and_close(site, ready).await?;
        }
        Command::Demo { port, fresh, json, today } => {
            if let Some(day) = today {
                clock::begin_on(day);
            }
            let given = &mut arguments.given;
            given.listen.get_or_insert(format!("127.0.0.1:{port}"));
            given.public_url.get_or_insert(format!("http://localhost:{port}"));
            // Who tries things out pays as fast as they like.
            given.payments_a_minute.get_or_insert(1_000_000);
            let folder = given.data_dir.get_or_insert("demo-data".into());
            // Never what DATABASE_URL says: on a host's machine that is where people's books are.
            let embedded = db::Db::embedded_url(folder.as_ref());
            given.database_url.get_or_insert(embedded);
            serve_demo(config(&arguments)?, fresh, json).await?;
        }
        Command::Migrate => {
            let config = config(&arguments)?;
            serve::open(config, false).await?.db.close().await;
        }
        Command::Backup(ref asked) => say(&backup::backup(&config(&arguments)?, asked).await?),
        Command::Restore(ref asked) => say(&backup::restore(&config(&arguments)?, asked).await?),
        Command::Erasures(ref asked) => {
            let site = serve::open(config(&arguments)?, false).await?;
            let told = backup::erasures(&site.db, asked).await;
            site.db.close().await;
            say(&told?);
        }
        Command::Verify => return verify(&config(&arguments)?).await,
        Command::Import(ref import) => say(&run_import(config(&arguments)?, import).await?),
        Command::Exchange(ref command) => {
            let site = serve::open(config(&arguments)?, false).await?;
            let told = commands::exchange(&site.db, command.clone(), site.clock.now()).await;
            site.db.close().await;
            say(&told?);
        }
        Command::Person(ref command) => {
            let site = serve::open(config(&arguments)?, false).await?;
            let told = commands::person(&site.db, command.clone(), site.clock.now()).await;
            site.db.close().await;
            say(&told?);
        }
        Command::Config(ConfigCommand::Show) => show(&config(&arguments)?),
    }
    Ok(ExitCode::SUCCESS)
}

/// A dry run where no database is yet makes none, and in one without books nothing is looked for.
async fn run_import(config: Config, import: &Import) -> Result<String, String> {
    if let Some(slug) = import.removes() {
        if !db::Db::is_there(&config.database_url) {
            return Err(format!("there is no exchange /{slug}"));
        }
        // Whoever serves may have no right to delete from the books; the owner has.
        let owner = config.migrate_url.clone().unwrap_or_else(|| config.database_url.clone());
        let db = db::Db::open(&owner, None).await.map_err(|error| error.to_string())?;
        let told = import_export::run_removal(&db, slug).await;
        db.close().await;
        return told;
    }
    let loading = import.read(Clock::system().now())?;
    if !import.is_dry() {
        let site = serve::open(config, false).await?;
        let told = import_export::run(Some(&site.db), loading, false).await;
        site.db.close().await;
        return told;
    }
    if !db::Db::is_there(&config.database_url) {
        return import_export::run(None, loading, true).await;
    }
    let db = db::Db::open_migrated(&config.database_url).await.map_err(|error| error.to_string())?;
    let books = db.has_books().await.map_err(|error| error.to_string())?;
    let told = import_export::run(books.then_some(&db), loading, true).await;
    db.close().await;
    told
}

async fn serve_demo(config: Config, fresh: bool, json: bool) -> Result<(), String> {
    if fresh {
        clear(&config.data_dir)?;
    }
    let url = config.public_url.clone();
    let site = serve::open(config, true).await?;
    let people = demo::fill(&site.db, &site.clock).await?;
    let site = Site { people: demo::look_as(&people), ..site };
    serve_and_close(site, || announce(&url, &people, json)).await
}

/// Serves, and leaves the books in one file also when nothing could be served.
async fn serve_and_close(site: Site, ready: impl FnOnce()) -> Result<(), String> {
    let db = site.db.clone();
    let served = serve::serve(site, ready).await;
    db.close().await;
    served
}

/// Throws away what a demo makes in its folder, and nothing else that may be there.
fn clear(folder: &Path) -> Result<(), String> {
    for name in
        ["manyhands.sqlite", "manyhands.sqlite-wal", "manyhands.sqlite-shm", "manyhands.sqlite.lock", "mails", "photos"]
    {
        let path = folder.join(name);
        let gone = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        match gone {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(format!("{}: {error}", path.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

fn announce(url: &str, people: &[demo::DemoPerson], json: bool) {
    if json {
        return say(&format!("{}\n", serde_json::json!({ "url": url, "people": people })));
    }
    say(&format!("Manyhands is on {url}\n\nWho can sign in (password of all: {}):\n\n", demo::PASSWORD));
    for person in people {
        say(&format!("  {:32} {:10} {:11} {}\n", person.email, person.exchange, person.role, person.account));
    }
    say("\nStop with Ctrl-C.\n");
}

async fn verify_elsewhere(url: &str) -> Result<ledger::verify::Report, db::DbError> {
    let db = db::Db::open_migrated(url).await?;
    let report = ledger::verify::verify(&db).await;
    db.close().await;
    report
}

async fn verify(config: &Config) -> Result<ExitCode, String> {
    if !db::Db::is_there(&config.database_url) {
        return Err(format!("{}: there are no books yet", without_password(&config.database_url)));
    }
    let report = match db::Db::file(&config.database_url) {
        Some(file) => backup::look(&file).await,
        None => verify_elsewhere(&config.database_url).await,
    };
    let report = report.map_err(|error| format!("{}: {error}", without_password(&config.database_url)))?;
    say(&format!("looked at {}\n", counted(&report)));
    for hidden in &report.hidden {
        say(&format!("{hidden}\n"));
    }
    match report.disagreement {
        Some(disagreement) => {
            say(&format!("DISAGREES: {disagreement}\n"));
            Ok(ExitCode::FAILURE)
        }
        None => {
            say(
                "every balance is what its transfers make it, under the limits that were in force; every exchange sums to zero\n",
            );
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn show(config: &Config) {
    for (name, value, source) in &config.sources {
        let value = without_password(value);
        say(&format!("{name:18} {value:40} {source}\n"));
    }
}
