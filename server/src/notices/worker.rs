//! Makes mails of notices, after the commit: in the reader's language then, unless they turned that kind off. Then sends what is in the
//! outbox.
//!
//! Always holds: a notice's mails stand in the outbox if and only if it is marked, since one transaction does both; of two servers that read
//! the same notice, one marks it. Payments of one pair are told at once the first time, and for some minutes after a mail together: each
//! notice stands in exactly one mail to each of its readers. What lies in the future, by a clock that was ahead, holds nothing back.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use app::ids::{AccountId, ExchangeId, PersonId};
use app::notices::NoticeKind;
use app::notices::mails::{NoticeLinks, NoticePlace, letter};
use app::notices::news::NoticeNews;
use app::paths::installation::MyNotices;
use app::time::Instant;
use app::words::Language;

use super::news::News;
use super::stop_url;
use super::store::{self, NoticeKey, WaitingNotice};
use crate::clock::random;
use crate::db::{DbError, Tx};
use crate::mail::whom::{self, Named};
use crate::mail::worker::Sender;
use crate::mail::{self, Mail, MailKey};
use crate::site::Site;

/// Makes and sends mails until the task is dropped, whenever it is rung for, and every ten seconds. Both go on side by side: nobody who
/// waits for a link waits until the mails of a thousand notices are made.
pub async fn run(site: Site, sender: Sender) {
    tokio::join!(make(&site), sender.run(&site));
}

/// Lets payments go first: with many of them under way the next hundred mails wait, a second at most.
async fn give_way(site: &Site) {
    for _ in 0..20 {
        if site.db.under_way() <= CALM {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// So much that is written at once hurries nobody.
const CALM: usize = 4;

/// How long notices gather after some were made into mails: nobody waits for one at a screen, and a hundred together cost what ten do.
const GATHERING: Duration = Duration::from_secs(1);

/// Makes mails, and rings for those who send them.
async fn make(site: &Site) {
    loop {
        if let Err(error) = mail::store::catch_up(&site.db, site.clock.now()).await {
            tracing::warn!(%error, "the outbox could not be looked through");
        }
        site.mail_waits.notify_one();
        loop {
            match make_batch(site).await {
                Ok(true) => {
                    site.mail_waits.notify_one();
                    give_way(site).await;
                }
                Ok(false) => break,
                Err(error) if error.is_away() => break,
                Err(error) => {
                    tracing::warn!(%error, "notices could not be made into mails");
                    break;
                }
            }
        }
        tokio::time::sleep(GATHERING).await;
        tokio::time::timeout(Duration::from_secs(10), site.notices_wait.notified()).await.ok();
    }
}

/// Makes mails of every notice that does not wait for others.
pub async fn make_mails(site: &Site) -> Result<(), DbError> {
    while make_batch(site).await? {}
    Ok(())
}

/// How long notices of a pair wait for others after one was mailed, in seconds: the first goes at once, those that follow go together.
const TOGETHER: i64 = 600;

/// Makes mails of up to a hundred notices and those of their pairs; false if no others wait.
async fn make_batch(site: &Site) -> Result<bool, DbError> {
    let mut conn = site.db.read().await?;
    let now = site.clock.now();
    let waiting = store::waiting(&mut conn, (now.plus_seconds(-TOGETHER), now)).await?;
    if waiting.is_empty() {
        return Ok(false);
    }
    let keyless: HashSet<(PersonId, NoticeKind)> = waiting
        .iter()
        .filter(|notice| notice.person_id.0 != 0 && !notice.stopped && notice.stop_key.is_empty())
        .filter_map(|notice| Some((notice.person_id, NoticeKind::of_tag(&notice.key.kind)?.setting())))
        .collect();
    if !keyless.is_empty() {
        drop(conn);
        let fresh = keyless.into_iter().map(|(person, kind)| (person, kind, hex(&random::<16>()))).collect::<Vec<_>>();
        site.db.write(fresh, async |tx, fresh| store::keep_keys(tx, fresh).await).await?;
        return Ok(true);
    }
    let news = News::of(&mut conn, site.db.engine(), waiting.iter().map(|notice| &notice.key)).await?;
    let officers = whom::named(&mut conn, waiting.iter().map(|notice| notice.key.exchange_id)).await?;
    drop(conn);
    let drafts = drafts(site, &waiting, (&news, &officers));
    let mut keys: Vec<NoticeKey> = waiting.into_iter().map(|notice| notice.key).collect();
    keys.dedup();
    let may_be_more = keys.len() >= store::SOME;
    site.db.write(Batch { keys, drafts, at: now }, write).await?;
    Ok(may_be_more)
}

/// Notices and the mails that are to be made of them.
struct Batch {
    keys: Vec<NoticeKey>,
    drafts: Vec<Draft>,
    at: Instant,
}

/// A mail about one notice, or about several of one pair, to one of their readers.
struct Draft {
    key: MailKey,
    to: String,
    language: Language,
    place: NoticePlace,
    links: NoticeLinks,
    /// In the order of the books.
    told: Vec<(NoticeKey, NoticeNews)>,
}

impl Draft {
    /// The mail about those of its notices that are `mine`; none if none is.
    fn mail(&self, mine: &HashSet<NoticeKey>) -> Option<Mail> {
        let told = self.told.iter().filter(|(key, _)| mine.contains(key));
        let news: Vec<NoticeNews> = told.map(|(_, news)| news.clone()).collect();
        let letter = letter(&news, (&self.place, self.links.clone()), self.language)?;
        Some(Mail { key: self.key, to: self.to.clone(), letter, until: None })
    }
}

/// The mails of these notices: one for each reader and notice, or for each reader and pair. None where there is nobody to write to, or
/// they do not want it, or nothing is to be said.
fn drafts(site: &Site, waiting: &[WaitingNotice], (news, officers): (&News, &Named)) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut of_pair: HashMap<(ExchangeId, AccountId, &str, &str, PersonId), usize> = HashMap::new();
    for notice in waiting.iter().filter(|notice| notice.person_id.0 != 0 && !notice.stopped) {
        let place = notice.place.place();
        let said = news.say(&notice.key, &place.exchange);
        let (Some(said), Some(page)) = (said, news.page(&notice.key, &notice.place)) else { continue };
        let told = (notice.key.clone(), said);
        let NoticeKey { exchange_id, account_id, kind, .. } = &notice.key;
        let pair = (*exchange_id, *account_id, kind.as_str(), notice.pair.as_str(), notice.person_id);
        let open = of_pair.get(&pair).and_then(|index| drafts.get_mut(*index));
        if let Some(open) = open {
            open.told.push(told);
            continue;
        }
        if !notice.pair.is_empty() {
            of_pair.insert(pair, drafts.len());
        }
        let url = |path: &str| format!("{}{path}", site.config.public_url);
        let stop = stop_url(site, &notice.stop_key);
        let named = officers.get(exchange_id).map_or(&[][..], Vec::as_slice);
        let sender = whom::sender((&place.exchange, &notice.place.slug), named, &site.config.public_url);
        let links = NoticeLinks { page: url(&page), notices: url(&MyNotices.to_string()), sender, stop };
        let (to, language) = (notice.email.clone(), notice.language);
        drafts.push(Draft { key: MailKey::fresh(), to, language, place, links, told: vec![told] });
    }
    for draft in &mut drafts {
        draft.told.sort_by_key(|(key, _)| news.position(key));
    }
    drafts
}

/// Marks the notices and queues the mails of those that nobody else had marked.
async fn write(tx: &mut Tx, batch: &Batch) -> Result<(), DbError> {
    let mine: HashSet<NoticeKey> = store::mailed(tx, &batch.keys, batch.at).await?.into_iter().collect();
    let mails: Vec<Mail> = batch.drafts.iter().filter_map(|draft| draft.mail(&mine)).collect();
    mail::store::enqueue(tx, &mails, batch.at).await
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How long what was told and read is kept, in seconds: two years. What nobody has read stays.
const KEPT: i64 = 2 * 366 * 86_400;

/// Forgets what was told and read long ago.
pub async fn sweep(site: &Site) -> Result<(), DbError> {
    let before = site.clock.now().plus_seconds(-KEPT);
    while site.db.write(before, async |tx, before| store::sweep(tx, *before).await).await? {}
    Ok(())
}
