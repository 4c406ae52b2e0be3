//! Photos in a backup: their files travel in the file of the books, so that one file holds everything, and come out of it when it is
//! restored.
//!
//! Always holds: books that are served hold no files; what was erased since the backup was made is erased first and comes out no more.

pub mod store;

use app::ids::ExchangeId;
use app::photos::WIDTHS;

use super::files::PhotoFiles;
use crate::db::{Db, DbError};
use crate::http::answer::Error;
use store::PhotoCopy;

/// Puts the files of all photos into a copy of the books; answers with how many photos have none.
///
/// # Errors
/// The database's, and the files'.
pub async fn put_in(copy: &Db, files: &PhotoFiles) -> Result<usize, Error> {
    let (mut last, mut missing) = ((ExchangeId(i64::MIN), String::new()), 0);
    loop {
        let after = last.clone();
        let part = copy.write(after, async |tx, (exchange, hash)| store::photos(tx, (*exchange, hash)).await).await?;
        let Some(end) = part.last() else { return Ok(missing) };
        last.clone_from(end);
        for (exchange_id, hash) in part {
            let mut copies = Vec::new();
            for width in WIDTHS {
                if let Some(content) = files.get((exchange_id, &hash), width).await? {
                    let (hash, width, content) = (hash.clone(), i64::from(width), content.to_vec());
                    copies.push(PhotoCopy { exchange_id, hash, width, content });
                }
            }
            missing += usize::from(copies.len() < WIDTHS.len());
            copy.write(copies, async |tx, copies| {
                for one in copies {
                    store::put(tx, one).await?;
                }
                Ok::<(), DbError>(())
            })
            .await?;
        }
    }
}

/// Takes them out again, and leaves none there.
///
/// # Errors
/// The database's, and the files'.
pub async fn take_out(books: &Db, files: &PhotoFiles) -> Result<(), Error> {
    let mut last = (ExchangeId(i64::MIN), String::new(), 0_i64);
    loop {
        let after = last.clone();
        let part =
            books.write(after, async |tx, (exchange, hash, width)| store::files(tx, (*exchange, hash, *width)).await);
        let part = part.await?;
        let Some(end) = part.last() else { break };
        last = (end.exchange_id, end.hash.clone(), end.width);
        for one in part {
            let Some(width) = WIDTHS.into_iter().find(|width| i64::from(*width) == one.width) else { continue };
            files.put_one((one.exchange_id, &one.hash), (width, one.content)).await?;
        }
    }
    Ok(books.write((), async |tx, ()| store::forget(tx).await).await?)
}
