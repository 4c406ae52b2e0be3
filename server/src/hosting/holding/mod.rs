//! The host suspends an exchange, archives it, and lifts either. Nothing that is entered gets past the door of such an exchange
//! (`routes::rooms`) or into its books (`ledger::store`).

pub mod store;
pub mod work;

use app::forms::numbered;
use app::hosting::holding::{HoldForm, HostedExchange, QuotaForm, exchange_page};
use app::paths::installation::{HostExchange, HostQuota};
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use self::work::{HoldRefused, Holding, QuotaAsked, hold};
use super::host::health_of;
use crate::clock::fresh_key;
use crate::db::Failed;
use crate::http::actor::Host;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::journal;
use crate::site::Site;

/// `GET /host/exchanges/{slug}`
pub async fn page(path: HostExchange, host: Host, State(site): State<Site>) -> Result<Response, Error> {
    show((&host, &site), &path, HoldShown::default()).await
}

/// What comes back on the page: a form as it was typed, and what is wrong with it.
#[derive(Default)]
struct HoldShown {
    hold: Option<HoldForm>,
    quota: Option<QuotaForm>,
    errors: Vec<FieldError>,
}

/// The page; 422 with errors.
async fn show(
    (host, site): (&Host, &Site),
    path: &HostExchange,
    HoldShown { hold, quota, errors }: HoldShown,
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let kept = store::kept(&mut conn, &path.slug).await?.ok_or(Error::NotFound)?;
    drop(conn);
    let health = health_of(site, &path.slug).await?.ok_or(Error::NotFound)?;
    let id = || fresh_key().to_string();
    let form = hold.unwrap_or_else(|| HoldForm { id: id(), ..HoldForm::default() });
    let quota = quota.unwrap_or_else(|| QuotaForm { id: id(), most: kept.most_members.to_string() });
    let of = HostedExchange { health, why: kept.held_why, quota };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Html(exchange_page(&host.chrome, of, &form, &errors))).into_response())
}

/// `POST /host/exchanges/{slug}`: the same form again does nothing more.
pub async fn act(
    path: HostExchange,
    host: Host,
    State(site): State<Site>,
    Form(form): Form<HoldForm>,
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let kept = store::kept(&mut conn, &path.slug).await?.ok_or(Error::NotFound)?;
    drop(conn);
    let language = host.chrome.language;
    let (key, (act, why)) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = HoldForm { id: journal::number(&form.id), ..form };
            return show((&host, &site), &path, HoldShown { hold: Some(form), errors, ..HoldShown::default() }).await;
        }
    };
    let asked = Holding { exchange: kept.exchange_id, act, why, key, by: host.person.id, at: site.clock.now() };
    match site.db.write(asked, hold).await {
        Ok(()) => Ok(with_flash(&site, &path.to_string(), Flash::Saved)),
        Err(Failed::Refused(HoldRefused::Not(not))) => {
            let form = HoldForm { id: fresh_key().to_string(), ..form };
            let errors = vec![not.error(host.chrome.words())];
            show((&host, &site), &path, HoldShown { hold: Some(form), errors, ..HoldShown::default() }).await
        }
        Err(Failed::Refused(HoldRefused::Other)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// `POST /host/exchanges/{slug}/members`: how many there may be.
pub async fn set_quota(
    path: HostQuota,
    host: Host,
    State(site): State<Site>,
    Form(form): Form<QuotaForm>,
) -> Result<Response, Error> {
    let path = HostExchange { slug: path.slug };
    let mut conn = site.db.read().await?;
    let kept = store::kept(&mut conn, &path.slug).await?.ok_or(Error::NotFound)?;
    drop(conn);
    let language = host.chrome.language;
    let (key, most) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let quota = Some(QuotaForm { id: journal::number(&form.id), ..form });
            return show((&host, &site), &path, HoldShown { quota, errors, ..HoldShown::default() }).await;
        }
    };
    let asked = QuotaAsked { exchange: kept.exchange_id, most, key, by: host.person.id, at: site.clock.now() };
    match site.db.write(asked, work::set_quota).await {
        Ok(()) => Ok(with_flash(&site, &path.to_string(), Flash::Saved)),
        Err(Failed::Refused(_)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}
