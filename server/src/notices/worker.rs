//! Makes mails of notices, after the commit: in the reader's language then, unless they turned that kind off. Then sends what is in the
//! outbox.
//!
//! Always holds: a notice's mails stand in the outbox if and only if it is marked, since one transaction does both; of two servers that read
//! the same notice, one marks it.

use std::collections::HashSet;
use std::time::Duration;

use app::ids::PersonId;
use app::notices::NoticeKind;
use app::notices::mails::NoticeLinks;
use tokio::sync::Notify;

use super::news::News;
use super::stop_url;
use super::store::{self, NoticeKey, WaitingNotice};
use crate::clock::random;
use crate::db::{DbError, Tx};
use crate::mail::worker::Sender;
use crate::mail::{self, Mail, MailKey};
use crate::site::Site;

/// Makes and sends mails until the task is dropped, whenever it is rung for, and every ten seconds. Both go on side by side: nobody who
/// waits for a link waits until the mails of a thousand notices are made.
pub async fn run(site: Site, sender: Sender) {
    let bell = Notify::new();
    tokio::join!(make(&site, &bell), sender.run(&site, &bell));
}

/// Makes mails, and rings for those who send them.
async fn make(site: &Site, bell: &Notify) {
    loop {
        if let Err(error) = mail::store::catch_up(&site.db, site.clock.now()).await {
            tracing::warn!(%error, "the outbox could not be looked through");
        }
        bell.notify_one();
        loop {
            match make_batch(site).await {
                Ok(true) => bell.notify_one(),
                Ok(false) => break,
                Err(error) if error.is_away() => break,
                Err(error) => {
                    tracing::warn!(%error, "notices could not be made into mails");
                    break;
                }
            }
        }
        tokio::time::timeout(Duration::from_secs(10), site.mail_waits.notified()).await.ok();
    }
}

/// Makes mails of every notice that waits.
pub async fn make_mails(site: &Site) -> Result<(), DbError> {
    while make_batch(site).await? {}
    Ok(())
}

/// Makes mails of up to a hundred notices; false if none waits.
async fn make_batch(site: &Site) -> Result<bool, DbError> {
    let mut conn = site.db.read().await?;
    let waiting = store::waiting(&mut conn).await?;
    if waiting.is_empty() {
        return Ok(false);
    }
    let keyless: HashSet<PersonId> = waiting
        .iter()
        .filter(|notice| notice.person_id.0 != 0 && notice.stop_key.is_empty())
        .map(|notice| notice.person_id)
        .collect();
    if !keyless.is_empty() {
        drop(conn);
        let fresh = keyless.into_iter().map(|person| (person, hex(&random::<16>()))).collect::<Vec<_>>();
        site.db.write(fresh, async |tx, fresh| store::keep_keys(tx, fresh).await).await?;
        return Ok(true);
    }
    let news = News::of(&mut conn, site.db.engine(), waiting.iter().map(|notice| &notice.key)).await?;
    drop(conn);
    let mails = waiting.iter().filter_map(|notice| mail_of(site, notice, &news)).collect();
    let mut keys: Vec<NoticeKey> = waiting.into_iter().map(|notice| notice.key).collect();
    keys.dedup();
    let batch = Batch { keys, mails, at: site.clock.now() };
    site.db.write(batch, write).await?;
    Ok(true)
}

/// Notices and the mails that were made of them.
struct Batch {
    keys: Vec<NoticeKey>,
    mails: Vec<(NoticeKey, Mail)>,
    at: app::time::Instant,
}

/// Marks the notices and queues the mails of those that nobody else had marked.
async fn write(tx: &mut Tx, batch: &Batch) -> Result<(), DbError> {
    let mine: HashSet<NoticeKey> = store::mailed(tx, &batch.keys, batch.at).await?.into_iter().collect();
    let mails: Vec<Mail> =
        batch.mails.iter().filter(|(key, _)| mine.contains(key)).map(|(_, mail)| mail.clone()).collect();
    mail::store::enqueue(tx, &mails, batch.at).await
}

/// The mail of a notice to one of its readers; none if there is nobody to write to, or they do not want it.
fn mail_of(site: &Site, notice: &WaitingNotice, news: &News) -> Option<(NoticeKey, Mail)> {
    if notice.person_id.0 == 0 || notice.stopped {
        return None;
    }
    let (kind, transfer): (NoticeKind, _) = notice.key.of_transfer()?;
    let place = notice.place.place();
    let said = news.say(&notice.key, &place.exchange)?;
    let links = NoticeLinks {
        receipt: format!("{}{}", site.config.public_url, notice.place.receipt(transfer)),
        stop: stop_url(site, &notice.stop_key, kind.setting()),
    };
    let letter = said.letter(&place, links, notice.language);
    Some((notice.key.clone(), Mail { key: MailKey::fresh(), to: notice.email.clone(), letter, until: None }))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
