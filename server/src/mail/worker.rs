//! Sends what is in the outbox: by the mail server of `SMTP_URL`, or into files in the data folder.

use std::path::PathBuf;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::{Mail, store};
use crate::site::Site;

/// Where mails go.
enum Post {
    Server(AsyncSmtpTransport<Tokio1Executor>),
    Files(AsyncFileTransport<Tokio1Executor>),
}

/// Sends until the task is dropped. A mail that is taken but not marked in time is sent again: at least once.
///
/// # Errors
/// When `SMTP_URL` or `MAIL_FROM` cannot be read, or the folder for files cannot be made.
pub async fn run(site: Site) -> Result<(), String> {
    let from: Mailbox = site.config.mail_from.parse().map_err(|error| format!("MAIL_FROM: {error}"))?;
    let post = match &site.config.smtp_url {
        Some(url) => {
            let server =
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|error| format!("SMTP_URL: {error}"))?;
            Post::Server(server.timeout(Some(Duration::from_secs(20))).build())
        }
        None => {
            let folder: PathBuf = site.config.data_dir.join("mails");
            std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            Post::Files(AsyncFileTransport::new(folder))
        }
    };
    loop {
        if let Err(error) = send_due(&site, &from, &post).await {
            tracing::warn!(%error, "the outbox could not be read or marked");
        }
        tokio::time::timeout(Duration::from_secs(10), site.mail_waits.notified()).await.ok();
    }
}

async fn send_due(site: &Site, from: &Mailbox, post: &Post) -> Result<(), crate::db::DbError> {
    for (id, tries, mail) in store::due(&site.db, site.clock.now()).await? {
        match send(from, post, &mail).await {
            Ok(()) => store::mark(&site.db, id, store::SENT, site.clock.now()).await?,
            Err(error) => {
                tracing::warn!(mail = id, tries, %error, "a mail was not taken; it will be tried again");
                // One minute, then twice as long each time, six hours at most.
                let wait = 60_i64.saturating_mul(1 << tries.clamp(0, 8)).min(21_600);
                store::mark(&site.db, id, store::POSTPONE, site.clock.now().plus_seconds(wait)).await?;
            }
        }
    }
    Ok(())
}

async fn send(from: &Mailbox, post: &Post, mail: &Mail) -> Result<(), String> {
    let to: Mailbox = mail.to.parse().map_err(|_| "the address cannot be read".to_owned())?;
    let message = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(mail.subject.clone())
        .header(ContentType::TEXT_PLAIN)
        .body(mail.body.clone())
        .map_err(|error| error.to_string())?;
    match post {
        Post::Server(server) => server.send(message).await.map(|_| ()).map_err(|error| error.to_string()),
        Post::Files(files) => files.send(message).await.map(|_| ()).map_err(|error| error.to_string()),
    }
}
