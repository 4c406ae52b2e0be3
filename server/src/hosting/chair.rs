//! The host publishes that members of an exchange without officers ask for an interim chair: everybody there is told, may object for a
//! fortnight, and then the chair is seated by the job that brings every change of offices into force.
//!
//! Always holds: the exchange's own row is held, so that of two who publish at once one does; one interim chair waits at a time; nothing is
//! published where somebody who governs is there, or where too few ask.

use app::forms::{FieldError, PAGE, numbered};
use app::hosting::chair::{ChairPage, PublishForm, chair_page};
use app::ids::{Code, PersonId};
use app::journal::What;
use app::paths::installation::HostChair;
use app::roles::interim::{CHAIR_TERM, CHAIR_WAITS};
use app::roles::office::OfficeChange;
use app::roles::{Office, Role};
use app::rules::proposals::RuleCourse;
use app::time::Instant;
use app::ui::Flash;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::ToSpan as _;

use super::host::health_of;
use crate::clock::fresh_key;
use crate::db::{Failed, Tx};
use crate::http::actor::Host;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::tenant::{self, Exchange};
use crate::journal::{self, Act, Begun, OtherAct};
use crate::roles::job::is_governed;
use crate::roles::work::steps;
use crate::rules::offices::interim::asked;
use crate::rules::offices::interim::store::forget;
use crate::rules::proposals::store::chair_waits;
use crate::rules::proposals::work::{Proposing, propose};
use crate::rules::store::hold;
use crate::rules::work::Unchanged;
use crate::site::Site;

/// `GET /host/exchanges/{slug}/chair`
pub async fn page(path: HostChair, host: Host, State(site): State<Site>) -> Result<Response, Error> {
    let form = PublishForm { id: fresh_key().to_string(), ..PublishForm::default() };
    show((&host, &site), &path, (form, Vec::new())).await
}

/// The page; 422 with errors.
async fn show(
    (host, site): (&Host, &Site),
    path: &HostChair,
    (form, errors): (PublishForm, Vec<FieldError>),
) -> Result<Response, Error> {
    let health = health_of(site, &path.slug).await?.ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let exchange = tenant::by_slug(&mut conn, &path.slug).await?.ok_or(Error::NotFound)?;
    let is_open = !is_governed(&mut conn, &exchange, site.clock.now()).await?;
    let asked = asked(&mut conn, exchange.id).await?.into_iter();
    let asked = asked.map(|(row, asked)| (row.code.to_string(), asked)).collect();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let data = ChairPage { slug: path.slug.clone(), name: health.name, is_open, asked, form, errors };
    Ok((status, Html(chair_page(&host.chrome, data))).into_response())
}

/// `POST /host/exchanges/{slug}/chair`: the same form again publishes nothing more.
pub async fn publish(
    path: HostChair,
    host: Host,
    State(site): State<Site>,
    Form(form): Form<PublishForm>,
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let exchange = tenant::by_slug(&mut conn, &path.slug).await?.ok_or(Error::NotFound)?;
    drop(conn);
    let language = host.chrome.language;
    let (id, code) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = PublishForm { id: journal::number(&form.id), ..form };
            return show((&host, &site), &path, (form, errors)).await;
        }
    };
    match site.db.write(Publishing { exchange, code, id, at: site.clock.now() }, publish_it).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            Ok(with_flash(&site, &path.to_string(), Flash::Saved))
        }
        Err(Failed::Refused(NotPublished::NotNow)) => {
            let error = FieldError { field: PAGE, message: host.chrome.words().chair_not_now() };
            show((&host, &site), &path, (form, vec![error])).await
        }
        Err(Failed::Refused(NotPublished::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// An interim chair about to be published.
#[derive(Clone, Debug)]
pub struct Publishing {
    /// Where.
    pub exchange: Exchange,
    /// The code of whom members ask for.
    pub code: Code,
    /// The key of the form.
    pub id: i64,
    /// When.
    pub at: Instant,
}

/// Why nothing was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPublished {
    /// Somebody governs, too few ask, they are no member any more, or another waits already.
    NotNow,
    /// The form's key stands for something else.
    Other,
}

impl From<OtherAct> for NotPublished {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// Publishes it, in the caller's transaction; under the same key it was published before.
///
/// # Errors
/// [`NotPublished`]; the caller must roll back then.
pub async fn publish_it(tx: &mut Tx, publishing: &Publishing) -> Result<(), Failed<NotPublished>> {
    let Publishing { exchange, code, id, at } = publishing;
    let not_now = || Failed::Refused(NotPublished::NotNow);
    // Nobody of the exchange proposes it.
    let act = Act::new(What::OfficeAnnounced, (exchange.id, *id), (PersonId(0), *at)).asking(code);
    if journal::begin::<Failed<NotPublished>>(tx, &act).await? != Begun::Now {
        return Ok(());
    }
    hold(tx, exchange.id).await?;
    if journal::begin::<Failed<NotPublished>>(tx, &act).await? != Begun::Now {
        return Ok(());
    }
    let found = asked(tx.conn(), exchange.id).await?.into_iter();
    let found = found.filter(|(_, asked)| asked.is_enough()).find(|(row, _)| row.code == *code);
    let (row, asked) = found.ok_or_else(not_now)?;
    if is_governed(tx.conn(), exchange, *at).await? || chair_waits(tx.conn(), exchange.id).await? {
        return Err(not_now());
    }
    let until = at.day(&exchange.zone).saturating_add((CHAIR_WAITS + CHAIR_TERM).days());
    let becomes = Some(Office { until: Some(until), ..Office::plain(Role::Chair) });
    let change = OfficeChange { person: row.person_id, code: row.code, role: Role::Chair, becomes };
    let steps = match steps(tx.conn(), exchange.id, &[change]).await {
        Ok(steps) => steps,
        Err(Failed::Refused(_)) => return Err(not_now()),
        Err(Failed::Db(error)) => return Err(error.into()),
    };
    let course = RuleCourse { second: false, open_to_objection: true, days: CHAIR_WAITS };
    let words = exchange.language.words();
    let why = if asked.by_auditor { words.chair_why_auditor() } else { words.chair_why(asked.asks.0) };
    // As it is by now: its row is held.
    let exchange = tenant::by_id(tx.conn(), exchange.id).await?.ok_or_else(not_now)?;
    match propose(tx, &Proposing::of_offices(&exchange, (steps, course), Act { why, ..act })).await {
        Ok(()) => Ok(forget(tx, exchange.id).await?),
        Err(Failed::Refused(Unchanged::Other)) => Err(Failed::Refused(NotPublished::Other)),
        Err(Failed::Refused(_)) => Err(not_now()),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}
