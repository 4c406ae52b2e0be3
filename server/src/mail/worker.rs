//! Sends what is in the outbox: by the mail server of `SMTP_URL`, or into files in the data folder.
//!
//! Always holds: while two servers live, each mail is sent by the one that claimed it. A mail that was claimed by a process that died, or
//! sent and not marked, is taken again when the lease is over: at least once, and under the same Message-ID. No more than [`LANES`] mails
//! are on their way at once, over connections that are kept. Mails about signing in leave before all others. What can never be sent is
//! given up, and stays as given up. At an orderly stop each lane still writes down what has become of its mail.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use app::mails::Letter;
use app::time::Instant;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::sync::Semaphore;

use super::store::{self, ClaimedMail, Fate};
use crate::config::Config;
use crate::db::DbError;
use crate::site::Site;

/// Where mails go.
enum Post {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Files(AsyncFileTransport<Tokio1Executor>),
}

/// How many mails a process sends at the same time, each over a connection of its own.
pub const LANES: u8 = 4;
/// How long the mail server may take for one answer, in seconds: some look at a mail for long before they say that they took it.
const ANSWER: u64 = 60;
/// How long one mail may take, in seconds.
const LONGEST: u64 = 120;
/// How long a claim holds, in seconds: longer than the one mail may take.
pub(super) const LEASE: i64 = 180;
/// How often a lane looks by itself, in seconds: for mails that another process left, or that are due again.
const LOOK: u64 = 10;

/// Why a mail was not taken.
struct NotTaken {
    why: String,
    /// What it says about this mail and others.
    about: About,
}

/// What a mail that was not taken says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// This mail may be taken later.
    Mail,
    /// Nobody is written to there, now or later.
    Address,
    /// The mail server: it would not take the next mail either.
    Server,
}

impl NotTaken {
    fn because(why: impl ToString) -> Self {
        Self { why: why.to_string(), about: About::Mail }
    }

    fn answered(error: &lettre::transport::smtp::Error) -> Self {
        let about = match error.status().map(u16::from) {
            Some(code) if NOBODY_THERE.contains(&code) => About::Address,
            Some(code) if !NOT_OURS.contains(&code) => About::Mail,
            // What our side cannot send to this server, such as an address with letters that it does not know.
            None if error.is_client() => About::Mail,
            _ => About::Server,
        };
        Self { why: error.to_string(), about }
    }
}

/// What a mail server answers about an address that is none (RFC 5321, 7504): no such mailbox, moved, no room ever, no such name, and
/// hosts that take no mail. Other refusals may be about the text, or about us.
const NOBODY_THERE: [u16; 6] = [521, 550, 551, 552, 553, 556];
/// What it answers when it does not let us send at all (RFC 4954, 5321).
const NOT_OURS: [u16; 6] = [421, 454, 530, 534, 535, 538];
/// After so many tries a mail is given up: some four days.
pub const MOST_TRIES: i64 = 30;

/// What sends mails.
pub struct Sender {
    from: Mailbox,
    /// The machine of `PUBLIC_URL`, for what must be unique in the world.
    host: String,
    post: Post,
    hands: Hands,
}

/// The lanes, as whoever stops them sees them; clones share them.
#[derive(Clone)]
pub struct Hands {
    stopping: Arc<AtomicBool>,
    /// A lane has one while it has a mail.
    free: Arc<Semaphore>,
}

impl Hands {
    fn new() -> Self {
        Self { stopping: Arc::default(), free: Arc::new(Semaphore::new(LANES.into())) }
    }

    /// From now on no lane takes another mail; returns when it is written down what has become of those they had.
    pub async fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
        if let Ok(all) = self.free.acquire_many(LANES.into()).await {
            all.forget();
        }
    }

    fn are_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }
}

impl Sender {
    /// As the settings say.
    ///
    /// # Errors
    /// When `SMTP_URL` or `MAIL_FROM` cannot be read, or the folder for files cannot be made.
    pub fn of(config: &Config) -> Result<Self, String> {
        let from: Mailbox = config.mail_from.parse().map_err(|error| format!("MAIL_FROM: {error}"))?;
        let post = match &config.smtp_url {
            Some(url) => {
                let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url);
                let server = server.map_err(|error| format!("SMTP_URL: {error}"))?;
                let kept = PoolConfig::new().max_size(LANES.into()).idle_timeout(Duration::from_secs(30));
                Post::Server(server.timeout(Some(Duration::from_secs(ANSWER))).pool_config(kept).build())
            }
            None => {
                let folder: PathBuf = config.data_dir.join("mails");
                std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
                tracing::info!(folder = %folder.display(), "no mail server is set: mails are put into this folder and reach nobody");
                Post::Files(AsyncFileTransport::new(folder))
            }
        };
        Ok(Self { from, host: config.host().to_owned(), post, hands: Hands::new() })
    }

    /// What stops it in good order.
    pub fn hands(&self) -> Hands {
        self.hands.clone()
    }

    /// Sends what is due until the task is dropped, whenever [`Site::mail_waits`] is rung, and now and then.
    pub async fn run(&self, site: &Site) {
        tokio::join!(self.lane(site), self.lane(site), self.lane(site), self.lane(site));
    }

    /// One mail after another.
    async fn lane(&self, site: &Site) {
        loop {
            let mut is_away = false;
            if let Ok(_held) = self.hands.free.acquire().await {
                match self.send_due(site).await {
                    Ok(server_is_away) => is_away = server_is_away,
                    Err(error) if error.is_away() => {}
                    Err(error) => tracing::warn!(%error, "the outbox could not be read or marked"),
                }
            }
            // Each mail that is found rings for another lane: while the server is away nobody listens, or they would all be tried in turn.
            match is_away {
                true => tokio::time::sleep(Duration::from_secs(LOOK)).await,
                false => drop(tokio::time::timeout(Duration::from_secs(LOOK), site.mail_waits.notified()).await),
            }
        }
    }

    /// Sends until nothing is due that nobody else has claimed, the mail server is away, or it is to stop; whether it is away. Who finds
    /// a mail rings for the next lane.
    async fn send_due(&self, site: &Site) -> Result<bool, DbError> {
        if self.hands.are_stopping() || !store::is_due(&site.db, site.clock.now()).await? {
            return Ok(false);
        }
        let mut before = None;
        loop {
            let now = site.clock.now();
            let Some(mail) = store::next(&site.db, before, (now, now.plus_seconds(LEASE))).await? else {
                return Ok(false);
            };
            site.mail_waits.notify_one();
            let sent = self.send(&mail, now).await;
            let is_away = sent.as_ref().is_err_and(|not_taken| not_taken.about == About::Server);
            let became = match sent {
                Ok(()) => Fate::Sent(mail.mail_id, site.clock.now()),
                Err(not_taken) => fate(&mail, &not_taken, site.clock.now()),
            };
            if is_away || self.hands.are_stopping() {
                site.db.write(became, async |tx, became| store::mark(tx, *became).await).await?;
                return Ok(is_away);
            }
            before = Some(became);
        }
    }

    async fn send(&self, mail: &ClaimedMail, now: Instant) -> Result<(), NotTaken> {
        let message = self.message(mail, now)?;
        let server = match &self.post {
            Post::Server(server) => server,
            Post::Files(files) => return files.send(message).await.map(|_| ()).map_err(NotTaken::because),
        };
        match tokio::time::timeout(Duration::from_secs(LONGEST), server.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(NotTaken::answered(&error)),
            Err(_) => Err(NotTaken { why: "the mail server took too long".to_owned(), about: About::Server }),
        }
    }

    /// The mail as it travels. Its Message-ID is its own, however often it is sent.
    fn message(&self, mail: &ClaimedMail, now: Instant) -> Result<Message, NotTaken> {
        let unread = || NotTaken { why: "the address cannot be read".to_owned(), about: About::Address };
        let to: Mailbox = mail.recipient.parse().map_err(|_| unread())?;
        let Letter { from, subject, text, html, stop_url } = mail.letter();
        let at = SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(now.0).unwrap_or(0));
        let id = format!("<{:016x}@{}>", mail.mail_id, self.host);
        // The address stays ours; what stands before it is encoded, whatever signs it has.
        let from = match from.as_str() {
            "" => self.from.clone(),
            _ => Mailbox::new(Some(from), self.from.email.clone()),
        };
        let builder = Message::builder().from(from).to(to).subject(subject).date(at).message_id(Some(id));
        let message = builder.multipart(MultiPart::alternative_plain_html(text, html));
        let mut message = message.map_err(NotTaken::because)?;
        // RFC 3834: so that nobody's holiday answers to us.
        let mut more = vec![("Auto-Submitted", "auto-generated".to_owned())];
        if !stop_url.is_empty() {
            // RFC 8058: the mail program's own button stops them with one POST.
            more.push(("List-Unsubscribe", format!("<{stop_url}>")));
            more.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
            // RFC 2919: what people sort their mail by.
            more.push(("List-Id", format!("<notices.{}>", self.host)));
        }
        for (name, value) in more {
            message.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
        }
        Ok(message)
    }
}

/// What becomes of a mail that was not taken. While it is the mail server that is in trouble, no mail is given up for it.
fn fate(mail: &ClaimedMail, not_taken: &NotTaken, now: Instant) -> Fate {
    let NotTaken { why, about } = not_taken;
    let (id, tries) = (mail.mail_id, mail.tries);
    let is_last = tries + 1 >= MOST_TRIES && *about == About::Mail;
    if is_last || *about == About::Address {
        tracing::warn!(
            mail = id,
            tries,
            error = reason(why, &mail.recipient),
            "a mail cannot be delivered; it is given up"
        );
        return Fate::GivenUp(id, now);
    }
    tracing::warn!(
        mail = id,
        tries,
        error = reason(why, &mail.recipient),
        "a mail was not taken; it will be tried again"
    );
    Fate::Postponed(id, next_try(now, tries))
}

/// A mail server's answer for the log: it likes to repeat the address.
fn reason(why: &str, recipient: &str) -> String {
    let mailbox = recipient.rsplit_once('@').map_or(recipient, |(mailbox, _)| mailbox);
    let hidden = why.replace(recipient, "…");
    if mailbox.is_empty() { hidden } else { hidden.replace(&format!("{mailbox}@"), "…@") }
}

/// The longest pause between two tries of a mail, in seconds.
pub(super) const LONGEST_PAUSE: i64 = 21_600;

/// One minute after the first failure, then twice as long each time, six hours at most.
fn next_try(now: Instant, tries: i64) -> Instant {
    now.plus_seconds(60_i64.saturating_mul(1 << tries.clamp(0, 8)).min(LONGEST_PAUSE))
}
