//! Where one is signed in, and ending it.

use app::sign_in::sessions::{EndForm, SessionLine, sessions_page};
use app::ui::Flash;
use axum::extract::State;
use axum::response::{Html, Response};
use sha2::{Digest, Sha256};

use crate::http::actor::Signed;
use crate::http::answer::Error;
use crate::http::answer::with_flash;
use crate::http::form::Form;
use crate::http::session::{self, Door};
use crate::site::Site;

/// What the page calls a session: neither what the cookie holds nor what the table does.
fn key(stored_id: &str) -> String {
    let hash = Sha256::digest(format!("on the page: {stored_id}").as_bytes());
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// `GET /me/sessions`
pub async fn list(signed: Signed, State(site): State<Site>, door: Door) -> Result<Html<String>, Error> {
    let (now, here) = (site.clock.now(), door.stored_id());
    let held = session::of_person(&site.db, signed.person.id, now).await?;
    let mut lines: Vec<SessionLine> = held
        .into_iter()
        .map(|one| SessionLine {
            key: key(&one.id),
            here: one.id == here,
            agent: one.device,
            since: one.since,
            seen: one.seen,
        })
        .collect();
    lines.sort_by_key(|line| !line.here);
    Ok(Html(sessions_page(&signed.chrome, lines, now)))
}

/// `POST /me/sessions`: ends one, or all but this one. Somebody else's session is as unknown as one that never was.
pub async fn end(
    signed: Signed,
    State(site): State<Site>,
    door: Door,
    Form(form): Form<EndForm>,
) -> Result<Response, Error> {
    let person = signed.person.id;
    if form.others == "yes" {
        session::end_others(&site.db, person, door.stored_id()).await?;
        return Ok(with_flash(&site, "/me/sessions", Flash::SessionsEnded));
    }
    let held = session::of_person(&site.db, person, site.clock.now()).await?;
    let one = held.into_iter().find(|one| key(&one.id) == form.session).ok_or(Error::NotFound)?;
    session::end(&site.db, person, one.id).await?;
    Ok(with_flash(&site, "/me/sessions", Flash::SessionEnded))
}
