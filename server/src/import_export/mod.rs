//! Taking an exchange over from a bundle: `manyhands import DIR`, and the door through which the demo comes too.
//!
//! Always holds: one transaction makes the whole exchange or nothing of it; before it is committed the books are recomputed
//! from their first transfer as `verify` does. The same bundle again changes nothing. A dry run writes nothing at all.
//!
//! Not here: what a bundle may hold (`app::import_export`); merging a bundle into an exchange that is there already.

mod folder;
mod load;
pub mod store;

use std::path::PathBuf;

use app::import_export::{ImportPlan, read};
use app::paths::is_slug;
use app::time::{Instant, zone};
use clap::Args;

pub use load::{ImportError, KeyedLoading, Loaded, Loading, NotImported, load};

use crate::db::Db;

/// `import`
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// The folder with the nine CSV files
    folder: PathBuf,
    /// Look at everything, tell everything, write nothing
    #[arg(long)]
    dry_run: bool,
    /// Its address here, instead of one made from its name
    #[arg(long)]
    slug: Option<String>,
    /// Its time zone (Europe/Madrid); the bundle does not say
    #[arg(long, default_value = "UTC")]
    time_zone: String,
}

impl Import {
    /// Whether nothing is to be written.
    pub fn is_dry(&self) -> bool {
        self.dry_run
    }

    /// Reads the folder and looks at all of it.
    ///
    /// # Errors
    /// The list of what is not right, or why the folder cannot be read.
    pub fn read(&self, now: Instant) -> Result<Loading, String> {
        let files = folder::files(&self.folder)?;
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

/// What `import` answers; `db` is none for a dry run where no database is yet.
///
/// # Errors
/// Why nothing was imported.
pub async fn run(db: Option<&Db>, loading: Loading, dry_run: bool) -> Result<String, String> {
    let mut out = loading.plan.report();
    let place = format!("/{} ({})", loading.slug, loading.zone_name);
    if dry_run {
        if let Some(db) = db {
            let mut conn = db.read().await.map_err(|error| error.to_string())?;
            let looked = load::look(&mut conn, &loading).await.map_err(|error| error.to_string())?;
            if let Some(Loaded { slug, .. }) = looked {
                return Ok(format!(
                    "{out}This bundle stands already as /{slug}. Importing it again changes nothing.\n"
                ));
            }
            let known = store::known(&mut conn, &loading.plan).await.map_err(|error| error.to_string())?;
            out.push_str(&format!("{known} of the persons are known here and keep their name and password.\n"));
        }
        return Ok(format!("{out}It would become {place}. Nothing was written.\n"));
    }
    let Some(db) = db else { return Err("no database".into()) };
    let loaded = db.write(KeyedLoading::of(loading), load).await.map_err(|error| error.to_string())?;
    Ok(if loaded.repeated {
        format!("This bundle stands already as /{}. Nothing was changed.\n", loaded.slug)
    } else {
        format!("{out}It is there as {place}; every balance follows from its transfers, and they sum to zero.\n")
    })
}
