//! What a market begins with: the categories of a new exchange, and the first drafts of somebody who has just been let in, of what they
//! said they offer and look for.
//!
//! Always holds: a key is done once, and the drafts are rows of the transaction that ends it; nobody else sees them.

pub mod store;

use app::ids::ListingId;
use app::marketplace::first::drafts;
use app::time::Instant;

use self::store::said;
use super::categories;
use super::store::insert;
use crate::clock::{fresh_key, fresh_transfer_id};
use crate::db::{DbError, Tx};
use crate::hosting::found::FIRST_CATEGORIES;
use crate::jobs::{self, ClaimedJob};
use crate::site::Site;

/// Drafts about to be made.
struct MakingDrafts {
    job: ClaimedJob,
    application: i64,
    ids: Vec<(ListingId, i64)>,
    at: Instant,
}

/// Makes them.
///
/// # Errors
/// The database's.
pub async fn make(site: Site, job: ClaimedJob) -> Result<(), DbError> {
    if job.key == FIRST_CATEGORIES {
        return categories::begin(site, job).await;
    }
    let application = job.key.rsplit(':').next().and_then(|id| id.parse().ok()).unwrap_or(0);
    let ids = [0; 2].map(|_| (ListingId(fresh_transfer_id().0), fresh_key())).to_vec();
    let work = MakingDrafts { job, application, ids, at: site.clock.now() };
    site.db.write(work, write).await
}

async fn write(tx: &mut Tx, work: &MakingDrafts) -> Result<(), DbError> {
    let exchange = work.job.exchange;
    if let Some(said) = said(tx.conn(), (exchange, work.application)).await? {
        let drafts = drafts((&said.offers, &said.wants), &said.area);
        for (asked, (id, number)) in drafts.iter().zip(&work.ids) {
            let sought = asked.sought("");
            insert(tx, ((exchange, *id), *number, said.member_id), (asked, sought), (said.person_id, work.at)).await?;
        }
    }
    jobs::finish(tx, &work.job, work.at).await.map(|_| ())
}
