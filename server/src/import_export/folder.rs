//! The files of a folder, read once into memory. Links and folders inside it are refused.

use std::fs;
use std::path::Path;

use app::import_export::File;

/// The most that is read of one file.
const MOST_BYTES: u64 = 100 * 1024 * 1024;

/// Every file of the folder, by name.
///
/// # Errors
/// A sentence with the name of what cannot be read.
pub(super) fn files(folder: &Path) -> Result<Vec<File>, String> {
    let told = |error: std::io::Error, path: &Path| format!("{}: {error}", path.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| told(error, folder))? {
        let entry = entry.map_err(|error| told(error, folder))?;
        let path = entry.path();
        let about = fs::symlink_metadata(&path).map_err(|error| told(error, &path))?;
        if !about.is_file() {
            return Err(format!("{}: is not a plain file; nothing else may be in the folder", path.display()));
        }
        if about.len() > MOST_BYTES {
            return Err(format!("{}: is larger than 100 MiB", path.display()));
        }
        let bytes = fs::read(&path).map_err(|error| told(error, &path))?;
        files.push(File { name: entry.file_name().to_string_lossy().into_owned(), bytes });
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}
