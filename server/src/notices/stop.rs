//! Stopping mails of one kind with the link that stands in each of them, without signing in: mail programs send the POST by themselves
//! (RFC 8058), without cookies, and people press a button.

use app::ids::PersonId;
use app::notices::NoticeKind;
use app::notices::pages::{stop_page, stopped_page};
use app::paths::installation::StopNotices;
use axum::extract::State;
use axum::response::Html;
use sqlx::AnyConnection;

use super::store;
use crate::http::actor::Visitor;
use crate::http::answer::Error;
use crate::site::Site;

/// Whose mails, with their name, and of which kind; 404 if the link is not one of ours.
async fn opened(site: &Site, path: &StopNotices) -> Result<(PersonId, String, NoticeKind), Error> {
    let mut conn = site.db.read().await?;
    let found = match store::link_owner(&mut conn, &path.token).await? {
        Some(found) => Some(found),
        None => old(&mut conn, &path.token).await?,
    };
    let (person, name, kind) = found.ok_or(Error::NotFound)?;
    Ok((person, name, NoticeKind::of_tag(&kind).ok_or(Error::NotFound)?))
}

/// Links in mails that were sent before each kind had a secret of its own: the person's secret, then the kind.
async fn old(conn: &mut AnyConnection, token: &str) -> Result<Option<(PersonId, String, String)>, Error> {
    let Some((key, kind)) = token.split_once('-') else { return Ok(None) };
    let owner = store::old_link_owner(conn, key).await?;
    Ok(owner.map(|(person, name)| (person, name, kind.to_owned())))
}

/// `GET /notices/stop/{token}`: asks. Programs that look at every link in a mail stop nothing.
pub async fn ask(path: StopNotices, visitor: Visitor, State(site): State<Site>) -> Result<Html<String>, Error> {
    let (_, name, kind) = opened(&site, &path).await?;
    Ok(Html(stop_page(&visitor.chrome, &path.token, &name, kind)))
}

/// `POST /notices/stop/{token}`: stops. Whatever is sent with it is not looked at.
pub async fn stop(path: StopNotices, visitor: Visitor, State(site): State<Site>) -> Result<Html<String>, Error> {
    let (person, _, kind) = opened(&site, &path).await?;
    site.db
        .write((person, kind, site.clock.now()), async |tx, (person, kind, now)| {
            store::stop(tx, (*person, *kind), *now).await
        })
        .await?;
    Ok(Html(stopped_page(&visitor.chrome, kind)))
}
