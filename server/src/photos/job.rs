//! A photo that nobody uses goes, with its files.
//!
//! Always holds: first nobody may use it any more, then its files go, then its row; so whatever is cut short is done the next time.

use super::store;
use crate::db::DbError;
use crate::site::Site;

/// So long a photo may wait for whoever uses it, in seconds.
const WAITS: i64 = 86_400;

/// Removes what nobody uses.
///
/// # Errors
/// The database's, and when files cannot be removed; what was removed by then stays so.
pub async fn remove_unused(site: &Site) -> Result<(), DbError> {
    let now = site.clock.now();
    let times = (now, now.plus_seconds(-WAITS));
    site.db.write(times, async |tx, times| store::let_go(tx, *times).await).await?;
    let gone = store::gone(&mut *site.db.read().await?).await?;
    for photo in gone {
        if let Err(error) = site.photos.remove((photo.exchange_id, &photo.hash)).await {
            tracing::warn!(
                fault = error.sentence(),
                "the files of a photo could not be removed; it will be tried again"
            );
            return Err(DbError::Again);
        }
        site.db.write(photo, async |tx, photo| store::delete(tx, photo).await).await?;
    }
    Ok(())
}
