//! Sends what is in the outbox: by the mail server of `SMTP_URL`, or into files in the data folder.
//!
//! Always holds: while two servers live, each mail is sent by the one that claimed it. A mail that was claimed by a process that died, or
//! sent and not marked, is taken again when the lease is over: at least once.

use std::path::PathBuf;
use std::time::Duration;

use app::mails::Letter;
use app::time::Instant;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::store;
use crate::config::Config;
use crate::db::DbError;
use crate::site::Site;

/// Where mails go.
enum Post {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Files(AsyncFileTransport<Tokio1Executor>),
}

/// How long one mail may take, in seconds.
const LONGEST: u64 = 20;
/// How long a claim holds, in seconds: longer than the twenty mails of one claim may take together.
const LEASE: i64 = 600;
/// Of that, what must be left when a mail is begun.
const SPARE: i64 = 60;

/// What sends mails.
pub struct Sender {
    from: Mailbox,
    post: Post,
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
                Post::Server(server.timeout(Some(Duration::from_secs(LONGEST))).build())
            }
            None => {
                let folder: PathBuf = config.data_dir.join("mails");
                std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
                Post::Files(AsyncFileTransport::new(folder))
            }
        };
        Ok(Self { from, post })
    }

    /// Sends what is due, until nothing is left that nobody else has claimed.
    pub async fn send_due(&self, site: &Site) -> Result<(), DbError> {
        loop {
            let claimed_at = site.clock.now();
            let claimed = store::claim(&site.db, claimed_at, claimed_at.plus_seconds(LEASE)).await?;
            if claimed.is_empty() {
                return Ok(());
            }
            for mail in claimed {
                // What is left after a long wait for the mail server is for whoever claims it next.
                if site.clock.now() > claimed_at.plus_seconds(LEASE - SPARE) {
                    break;
                }
                let (sql, at) = match self.send(&mail.recipient, mail.letter()).await {
                    Ok(()) => (store::SENT, site.clock.now()),
                    Err(error) => {
                        tracing::warn!(mail = mail.mail_id, tries = mail.tries, %error, "a mail was not taken; it will be tried again");
                        (store::POSTPONE, next_try(site.clock.now(), mail.tries))
                    }
                };
                store::mark(&site.db, mail.mail_id, sql, at).await?;
            }
        }
    }

    async fn send(&self, to: &str, letter: Letter) -> Result<(), String> {
        let to: Mailbox = to.parse().map_err(|_| "the address cannot be read".to_owned())?;
        let builder = Message::builder().from(self.from.clone()).to(to).subject(letter.subject);
        let message = builder.multipart(MultiPart::alternative_plain_html(letter.text, letter.html));
        let mut message = message.map_err(|error| error.to_string())?;
        if !letter.stop_url.is_empty() {
            // RFC 8058: the mail program's own button stops them with one POST.
            for (name, value) in [
                ("List-Unsubscribe", format!("<{}>", letter.stop_url)),
                ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
            ] {
                message.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
            }
        }
        match &self.post {
            Post::Server(server) => server.send(message).await.map(|_| ()).map_err(|error| error.to_string()),
            Post::Files(files) => files.send(message).await.map(|_| ()).map_err(|error| error.to_string()),
        }
    }
}

/// One minute after the first failure, then twice as long each time, six hours at most.
fn next_try(now: Instant, tries: i64) -> Instant {
    now.plus_seconds(60_i64.saturating_mul(1 << tries.clamp(0, 8)).min(21_600))
}
