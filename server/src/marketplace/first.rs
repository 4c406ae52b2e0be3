//! The first drafts of somebody who has just been let in: what they said they offer and look for when they joined.
//!
//! Always holds: a key is done once, and the drafts are rows of the transaction that ends it; nobody else sees them.

use app::ids::{ExchangeId, ListingId, MemberId, PersonId};
use app::marketplace::first::drafts;
use app::time::Instant;
use sqlx::{AnyConnection, FromRow};

use super::store::insert;
use crate::clock::{fresh_key, fresh_transfer_id};
use crate::db::{DbError, Tx};
use crate::jobs::{self, ClaimedJob};
use crate::site::Site;

/// Who was admitted with an application, and what they had said.
pub const SAID: &str = "
select m.member_id, m.area, w.person_id, w.offers, w.wants
from applications w
join operators o on o.exchange_id = w.exchange_id and o.person_id = w.person_id
join members m on m.exchange_id = o.exchange_id and m.member_id = o.member_id
where w.exchange_id = $1 and w.application_id = $2 and w.state = 'admitted'
order by m.joined_at desc, m.member_id desc
limit 1";

/// Every text of this store, for the test that prepares them all.
pub const ALL: [&str; 1] = [SAID];

#[derive(Clone, Debug, FromRow)]
struct SaidWhenJoining {
    member_id: MemberId,
    area: String,
    person_id: PersonId,
    offers: String,
    wants: String,
}

async fn said(conn: &mut AnyConnection, key: (ExchangeId, i64)) -> Result<Option<SaidWhenJoining>, DbError> {
    Ok(sqlx::query_as(SAID).bind(key.0).bind(key.1).fetch_optional(conn).await?)
}

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
