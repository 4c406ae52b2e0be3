//! Where the files of photos are: a folder beside the embedded database. Several servers need one that they all see.
//!
//! Always holds: a file appears whole or not at all, is never written over with something else, and is on the disk before it is said
//! to be there.

use std::sync::Arc;

use app::ids::ExchangeId;
use app::photos::{WIDTHS, file_name};
use axum::body::Bytes;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{Error as StoreError, ObjectStore, ObjectStoreExt as _, PutPayload};

use crate::config::Config;
use crate::http::answer::Error;

/// The folder, in the data folder.
pub const FOLDER: &str = "photos";

/// The files of all photos.
#[derive(Clone, Debug)]
pub struct PhotoFiles {
    store: Arc<dyn ObjectStore>,
    below: Path,
}

impl PhotoFiles {
    /// Where the settings say.
    ///
    /// # Errors
    /// A sentence, where there can be no such place.
    pub fn of(config: &Config) -> Result<Self, String> {
        let folder = config.data_dir.join(FOLDER);
        let told = |error: &dyn std::fmt::Display| format!("{}: {error}", folder.display());
        let absolute = std::path::absolute(&folder).map_err(|error| told(&error))?;
        let below = Path::from_absolute_path(absolute).map_err(|error| told(&error))?;
        Ok(Self { store: Arc::new(LocalFileSystem::new().with_fsync(true)), below })
    }

    /// An exchange's own files lie together.
    fn at(&self, exchange: ExchangeId, hash: &str, width: u32) -> Path {
        self.below.clone().join(exchange.0.to_string()).join(file_name(hash, width))
    }

    /// Writes all sizes of one photo; what is there already is the same.
    pub(super) async fn put(&self, (exchange, hash): (ExchangeId, &str), files: &[Vec<u8>]) -> Result<(), Error> {
        for (width, file) in WIDTHS.into_iter().zip(files) {
            self.put_one((exchange, hash), (width, file.clone())).await?;
        }
        Ok(())
    }

    /// Writes one size.
    pub(super) async fn put_one(
        &self,
        (exchange, hash): (ExchangeId, &str),
        (width, file): (u32, Vec<u8>),
    ) -> Result<(), Error> {
        self.store.put(&self.at(exchange, hash, width), PutPayload::from(file)).await.map_err(fault)?;
        Ok(())
    }

    /// One size; none if there is no such file.
    pub(super) async fn get(&self, (exchange, hash): (ExchangeId, &str), width: u32) -> Result<Option<Bytes>, Error> {
        match self.store.get(&self.at(exchange, hash, width)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(fault)?)),
            Err(StoreError::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(error)),
        }
    }

    /// Removes all sizes; what is gone already is no error.
    pub(super) async fn remove(&self, (exchange, hash): (ExchangeId, &str)) -> Result<(), Error> {
        for width in WIDTHS {
            match self.store.delete(&self.at(exchange, hash, width)).await {
                Ok(()) | Err(StoreError::NotFound { .. }) => {}
                Err(error) => return Err(fault(error)),
            }
        }
        Ok(())
    }
}

fn fault(error: StoreError) -> Error {
    Error::Fault(format!("the files of photos cannot be used: {error}"))
}
