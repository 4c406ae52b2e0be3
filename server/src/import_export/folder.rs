//! The files of a folder, read once into memory, and no more of them than a bundle can hold. Links and folders inside it are refused.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use app::import_export::File;
use app::import_export::columns::FILES;

/// The most that is read, of all files together.
const MOST_BYTES: u64 = 100 * 1024 * 1024;
/// The most files that are looked at.
const MOST_FILES: usize = 100;

/// Every file of the folder, by name. What is no file of a bundle is told by its name and not read.
///
/// # Errors
/// A sentence with the name of what cannot be read.
pub(super) fn files(folder: &Path) -> Result<Vec<File>, String> {
    let told = |error: std::io::Error, path: &Path| format!("{}: {error}", path.display());
    let mut files = Vec::new();
    let mut left = MOST_BYTES;
    for entry in fs::read_dir(folder).map_err(|error| told(error, folder))? {
        let entry = entry.map_err(|error| told(error, folder))?;
        let path = entry.path();
        let about = fs::symlink_metadata(&path).map_err(|error| told(error, &path))?;
        if !about.is_file() {
            return Err(format!("{}: is not a plain file; nothing else may be in the folder", path.display()));
        }
        if files.len() == MOST_FILES {
            return Err(format!("{}: holds more than {MOST_FILES} files, and is no bundle", folder.display()));
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        let mut bytes = Vec::new();
        if FILES.iter().any(|layout| layout.name == name) {
            if about.len() > left {
                return Err(too_large(&path));
            }
            let file = fs::File::open(&path).map_err(|error| told(error, &path))?;
            let read = file.take(left.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| told(error, &path))?;
            // It may have grown since.
            left = left.checked_sub(u64::try_from(read).unwrap_or(u64::MAX)).ok_or_else(|| too_large(&path))?;
        }
        files.push(File { name, bytes });
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn too_large(path: &Path) -> String {
    format!("{}: makes the bundle larger than 100 MiB", path.display())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::{MOST_FILES, files};
    use crate::clock::fresh_key;

    /// A folder of files that take no room, whatever their size.
    struct Sparse(PathBuf);

    impl Sparse {
        fn with(sizes: &[(&str, u64)]) -> Self {
            let folder = std::env::temp_dir().join(format!("manyhands-folder-{}", fresh_key()));
            fs::create_dir_all(&folder).unwrap();
            for (name, mebibytes) in sizes {
                fs::File::create(folder.join(name)).unwrap().set_len(mebibytes * 1024 * 1024).unwrap();
            }
            Self(folder)
        }
    }

    impl Drop for Sparse {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    #[test]
    fn a_bundle_is_read_up_to_a_bound_and_foreign_files_not_at_all() {
        let names: Vec<String> = (0..20).map(|one| format!("film-{one}.mkv")).collect();
        let mut foreign: Vec<(&str, u64)> = names.iter().map(|name| (name.as_str(), 99)).collect();
        foreign.push(("members.csv", 1));
        let folder = Sparse::with(&foreign);
        let read = files(&folder.0).unwrap();
        assert_eq!(read.len(), 21);
        assert_eq!(read.iter().map(|file| file.bytes.len()).sum::<usize>(), 1024 * 1024);
        for (sizes, named) in [
            (&[("transfers.csv", 101)][..], "transfers.csv"),
            (&[("members.csv", 60), ("posts.csv", 41)], ".csv"),
            (&[("accounts.csv", 1_000_000)], "accounts.csv"),
        ] {
            let folder = Sparse::with(sizes);
            let told = files(&folder.0).unwrap_err();
            assert!(told.contains(named) && told.ends_with("larger than 100 MiB"), "{told}");
        }
    }

    #[test]
    fn a_folder_of_very_many_files_is_no_bundle() {
        let names: Vec<String> = (0..=MOST_FILES).map(|one| format!("{one}.csv")).collect();
        let sizes: Vec<(&str, u64)> = names.iter().map(|name| (name.as_str(), 0)).collect();
        assert!(files(&Sparse::with(&sizes).0).unwrap_err().contains("more than 100 files"));
    }
}
