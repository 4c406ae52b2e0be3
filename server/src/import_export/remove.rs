//! Taking an exchange away again that was being imported and never open: in parts, like the import; killed, it goes on by the same command.

use app::ids::ExchangeId;

use super::store;
use crate::db::{Db, DbError, Failed, Tx};
use crate::hosting::store::status;
use crate::ledger;

/// Rows at a time: every payment beside it waits for as long.
const MOST: i64 = 500;

/// Why nothing was taken away, in a sentence for whoever runs the command.
#[derive(Debug, thiserror::Error)]
pub enum NotRemoved {
    /// There is no such exchange.
    #[error("there is no exchange /{0}")]
    Unknown(String),
    /// It is whole.
    #[error("/{0} is not being imported: only an import that has not come to its end can be taken away")]
    Whole(String),
}

/// [`NotRemoved`], or the database.
pub type RemovalError = Failed<NotRemoved>;

/// Takes an exchange away that was being imported, with every row of it; persons who have come to be more than a name of it stay.
/// `between` is asked after each part, and ends it by an error.
///
/// # Errors
/// [`RemovalError`]. What is gone by then stays gone, and the same command goes on.
pub async fn remove(
    db: &Db,
    slug: String,
    between: impl AsyncFn() -> Result<(), RemovalError>,
) -> Result<(), RemovalError> {
    let exchange = db.write(slug, async |tx, slug| begin(tx, slug).await).await?;
    while db.write(exchange, remove_part).await? {
        between().await?;
    }
    Ok(())
}

async fn begin(tx: &mut Tx, slug: &str) -> Result<ExchangeId, RemovalError> {
    let found = status(tx.conn(), slug).await?;
    let Some((exchange, _)) = found else { return Err(Failed::Refused(NotRemoved::Unknown(slug.to_owned()))) };
    // Whoever imports holds the place for the length of a part, and finds another one afterwards.
    let held = store::hold_place(tx, exchange).await?;
    if held.is_none() || !store::begin_removal(tx, exchange).await? {
        return Err(Failed::Refused(NotRemoved::Whole(slug.to_owned())));
    }
    store::advance(tx, exchange, ("removing", 0)).await?;
    Ok(exchange)
}

/// Takes some rows away, in the order in which they refer to one another; false if nothing is left.
async fn remove_part(tx: &mut Tx, exchange: &ExchangeId) -> Result<bool, DbError> {
    let exchange = *exchange;
    if ledger::store::remove(tx, exchange, MOST).await? > 0 {
        return Ok(true);
    }
    store::remove_members(tx, exchange, MOST).await?;
    if ledger::accounts::remove(tx, exchange, MOST).await? > 0 {
        return Ok(true);
    }
    if store::remove_persons(tx, exchange, MOST).await? > 0 {
        return Ok(true);
    }
    store::remove_rest(tx, exchange).await?;
    Ok(false)
}
