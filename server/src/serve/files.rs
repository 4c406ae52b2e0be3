//! What lies on the disk is for whoever runs the program alone: books, and mails with links that are good.

use std::fs::{DirBuilder, Permissions, metadata, read_dir, set_permissions, symlink_metadata};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::db::Db;

/// For the owner alone: a folder, a file.
const FOLDER: u32 = 0o700;
const FILE: u32 = 0o600;
/// Everybody may write into such a folder (`/tmp`): it is not ours to close.
const STICKY: u32 = 0o1000;

/// Makes the data folder, if it is not there, and takes from others what they may do with it, the embedded database and the mails. New
/// files are private from the start by the umask that the program sets itself.
pub(super) fn keep_private(config: &Config) -> Result<(), (PathBuf, io::Error)> {
    let told = |path: &Path| {
        let path = path.to_owned();
        move |error| (path, error)
    };
    let (folder, mails) = (&config.data_dir, config.data_dir.join("mails"));
    DirBuilder::new().recursive(true).mode(FOLDER).create(folder).map_err(told(folder))?;
    if metadata(folder).is_ok_and(|about| about.mode() & STICKY == 0) {
        close(folder, FOLDER).map_err(told(folder))?;
    }
    close(&mails, FOLDER).map_err(told(&mails))?;
    for mail in read_dir(&mails).into_iter().flatten().flatten() {
        close(&mail.path(), FILE).map_err(told(&mail.path()))?;
    }
    let Some(books) = Db::file(&config.database_url) else { return Ok(()) };
    for end in ["", "-wal", "-shm", "-journal"] {
        let mut name = books.clone().into_os_string();
        name.push(end);
        close(Path::new(&name), FILE).map_err(told(&books))?;
    }
    Ok(())
}

/// Gives a path that mode, if it is there, is no link, and lets others do more.
fn close(path: &Path, mode: u32) -> io::Result<()> {
    match symlink_metadata(path) {
        Ok(about) if !about.is_symlink() && about.mode() & 0o077 != 0 => {
            set_permissions(path, Permissions::from_mode(mode))
        }
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}
