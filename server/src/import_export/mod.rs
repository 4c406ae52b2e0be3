//! Taking an exchange over from a bundle: `manyhands import DIR`, and the door through which the demo comes too.
//!
//! Always holds: an exchange comes in parts, hidden, and is open only when all of it is in and the books were recomputed from their
//! first transfer as `verify` does. The same bundle again goes on where it was cut short, or changes nothing. What is not whole can be
//! taken away. A dry run writes nothing at all.
//!
//! Not here: what a bundle may hold (`app::import_export`); merging a bundle into an exchange that is there already.

mod folder;
mod load;
mod parts;
mod remove;
pub mod sheet;
pub mod store;

use std::path::PathBuf;
use std::time::Duration;

use app::import_export::{ImportPlan, read};
use app::paths::is_slug;
use app::time::{Instant, zone};
use clap::Args;

pub use load::{ImportError, KeyedLoading, Loaded, Loading, NotImported};
pub use parts::{ImportPlace, ImportStage, import, load};
pub use remove::{NotRemoved, RemovalError, remove};

use self::load::ImportFound;
use crate::db::{Db, Failed};

/// `import`
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The folder with the nine CSV files
    #[arg(required_unless_present = "remove")]
    folder: Option<PathBuf>,
    /// Look at everything, tell everything, write nothing
    #[arg(long)]
    dry_run: bool,
    /// Its address here, instead of one made from its name
    #[arg(long)]
    slug: Option<String>,
    /// Take an import away that has not come to its end: the address of its exchange
    #[arg(long, value_name = "SLUG", conflicts_with_all = ["folder", "dry_run", "slug"])]
    remove: Option<String>,
    /// Its time zone (Europe/Madrid); the bundle does not say
    #[arg(long, default_value = "UTC")]
    time_zone: String,
}

impl Import {
    /// Whether nothing is to be written.
    pub fn is_dry(&self) -> bool {
        self.dry_run
    }

    /// What is to be taken away, if that is asked.
    pub fn removes(&self) -> Option<&str> {
        self.remove.as_deref()
    }

    /// Reads the folder and looks at all of it.
    ///
    /// # Errors
    /// The list of what is not right, or why the folder cannot be read.
    pub fn read(&self, now: Instant) -> Result<Loading, String> {
        let folder = self.folder.as_ref().ok_or("import what? Give the folder with the nine CSV files")?;
        let files = folder::files(folder)?;
        let plan = read(&files, now).map_err(|problems| {
            let count = problems.first.len() + problems.more;
            format!("{count} in this bundle must be put right first; nothing was written:\n{problems}")
        })?;
        let zone_name = self.time_zone.clone();
        let zone = zone(&zone_name).ok_or_else(|| format!("--time-zone {zone_name}: not a known zone"))?;
        let slug = self.slug.clone().unwrap_or_else(|| slug(&plan));
        if !is_slug(&slug) {
            let rule = "2 to 32 of a-z, 0-9 and hyphen, and not a word of the installation's own";
            return Err(format!("/{slug} cannot be its address; choose one with --slug: {rule}"));
        }
        Ok(Loading { plan, slug, zone_name, zone, hue: Loading::HUE, now })
    }
}

/// An address out of the exchange's name, or its code if the name gives none.
fn slug(plan: &ImportPlan) -> String {
    let name = app::text::folded(&plan.name);
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        if slug.len() + word.len() < 32 {
            slug.push_str(if slug.is_empty() { "" } else { "-" });
            slug.push_str(word);
        }
    }
    if is_slug(&slug) { slug } else { plan.code.to_lowercase() }
}

/// Between two parts, so that a server beside it, which asks for the embedded database again and again, gets its turn.
const PAUSE: Duration = Duration::from_millis(150);

/// What `import` answers; `db` is none for a dry run where no database is yet.
///
/// # Errors
/// Why nothing was imported, or not all of it.
pub async fn run(db: Option<&Db>, loading: Loading, dry_run: bool) -> Result<String, String> {
    let out = loading.plan.report();
    if dry_run {
        return look_only(db, &loading, out).await.map_err(|error| error.to_string());
    }
    let Some(db) = db else { return Err("no database".into()) };
    let slug = loading.slug.clone();
    let pause = async |_| {
        tokio::time::sleep(PAUSE).await;
        Ok(())
    };
    let Loaded { slug, zone_name, repeated } =
        import(db, loading, pause).await.map_err(|error| what_now(&error, &slug))?;
    Ok(if repeated {
        format!("This bundle stands already as /{slug}. Nothing was changed.\n")
    } else {
        let whole = "every balance follows from its transfers, and they sum to zero";
        format!("{out}It is there as /{slug} ({zone_name}); {whole}.\n")
    })
}

/// An error, and what can be done about what is in the books by then.
fn what_now(error: &ImportError, slug: &str) -> String {
    let again = "What is in the books is hidden, and the same command goes on with it";
    match error {
        Failed::Db(_) => format!("{error}. {again}"),
        Failed::Refused(NotImported::Disagrees(_) | NotImported::Post(_)) => {
            format!("{error}. `manyhands import --remove {slug}` takes away what is there")
        }
        Failed::Refused(_) => error.to_string(),
    }
}

async fn look_only(db: Option<&Db>, loading: &Loading, mut out: String) -> Result<String, ImportError> {
    if let Some(db) = db {
        let mut conn = db.read().await?;
        match load::look(&mut conn, loading).await? {
            ImportFound::Whole(Loaded { slug, .. }) => {
                return Ok(format!(
                    "{out}This bundle stands already as /{slug}. Importing it again changes nothing.\n"
                ));
            }
            ImportFound::Part(_, slug) => {
                return Ok(format!(
                    "{out}A part of this bundle is here as /{slug}, hidden. Importing it again goes on with it.\n"
                ));
            }
            ImportFound::Nothing => {}
        }
        let known = store::known(&mut conn, &loading.plan).await?;
        out.push_str(&format!("{known} of the persons are known here and keep their name and password.\n"));
    }
    Ok(format!("{out}It would become /{} ({}). Nothing was written.\n", loading.slug, loading.zone_name))
}

/// What `import --remove` answers.
///
/// # Errors
/// Why nothing was taken away, or not all of it.
pub async fn run_removal(db: &Db, slug: &str) -> Result<String, String> {
    let pause = async || {
        tokio::time::sleep(PAUSE).await;
        Ok(())
    };
    match remove(db, slug.to_owned(), pause).await {
        Ok(()) => Ok(format!("/{slug} is taken away; it can be imported anew\n")),
        Err(error @ Failed::Db(_)) => Err(format!("{error}. The same command goes on with it")),
        Err(error) => Err(error.to_string()),
    }
}
