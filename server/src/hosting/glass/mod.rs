//! The host breaks the glass of an exchange: the page, and the act. What they may read then says `http::actor`.
//!
//! Always holds: it is a line in the exchange's journal and a notice to its committee in the same transaction, and it ends by itself.

pub mod store;

use app::forms::numbered;
use app::hosting::glass::{GLASS_SECONDS, GlassForm, GlassPage, glass_page};
use app::ids::{ExchangeId, PersonId};
use app::journal::What;
use app::notices::NoticeKind;
use app::paths::installation::HostLook;
use app::time::Instant;
use app::ui::moment_text;
use app::ui::{FieldError, Flash};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::host::health_of;
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::actor::Host;
use crate::http::answer::{Error, with_flash};
use crate::http::form::Form;
use crate::http::glass;
use crate::journal::{self, Act, Begun, OtherAct};
use crate::notices::{self, OfficerNotice};
use crate::site::Site;

/// `GET /host/exchanges/{slug}/look`
pub async fn page(path: HostLook, host: Host, State(site): State<Site>) -> Result<Response, Error> {
    let form = GlassForm { id: fresh_key().to_string(), ..GlassForm::default() };
    show((&host, &site), &path, (form, Vec::new())).await
}

/// The page; 422 with errors.
async fn show(
    (host, site): (&Host, &Site),
    path: &HostLook,
    (form, errors): (GlassForm, Vec<FieldError>),
) -> Result<Response, Error> {
    let health = health_of(site, &path.slug).await?.ok_or(Error::NotFound)?;
    let mut conn = site.db.read().await?;
    let exchange = store::find(&mut conn, &path.slug).await?.ok_or(Error::NotFound)?;
    let broken = glass::broken(&site.db, exchange, (host.person.id, site.clock.now())).await?;
    let until = broken.map(|broken| moment_text(host.chrome.words(), broken.ends_at, &host.chrome.zone()));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let data = GlassPage { slug: path.slug.clone(), name: health.name, until, form, errors };
    Ok((status, Html(glass_page(&host.chrome, data))).into_response())
}

/// `POST /host/exchanges/{slug}/look`: for an hour; the same form again breaks nothing more.
pub async fn break_it(
    path: HostLook,
    host: Host,
    State(site): State<Site>,
    Form(form): Form<GlassForm>,
) -> Result<Response, Error> {
    let mut conn = site.db.read().await?;
    let exchange = store::find(&mut conn, &path.slug).await?.ok_or(Error::NotFound)?;
    drop(conn);
    let language = host.chrome.language;
    let (key, why) = match numbered(&form.id, language, form.parse(language)) {
        Ok(read) => read,
        Err(errors) => {
            let form = GlassForm { id: journal::number(&form.id), ..form };
            return show((&host, &site), &path, (form, errors)).await;
        }
    };
    let breaking = Breaking { exchange, why, key, by: host.person.id, at: site.clock.now() };
    match site.db.write(breaking, break_glass).await {
        Ok(()) => {
            site.notices_wait.notify_one();
            Ok(with_flash(&site, &path.to_string(), Flash::Saved))
        }
        Err(Failed::Refused(OtherAct)) => Err(Error::Conflict),
        Err(Failed::Db(error)) => Err(error.into()),
    }
}

/// The glass about to be broken.
#[derive(Clone, Debug)]
pub struct Breaking {
    /// Where.
    pub exchange: ExchangeId,
    /// Why, as the committee reads it.
    pub why: String,
    /// The key of the form.
    pub key: i64,
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// Breaks it, in the caller's transaction; under the same key it was broken before.
///
/// # Errors
/// [`OtherAct`], or the database's.
pub async fn break_glass(tx: &mut Tx, breaking: &Breaking) -> Result<(), Failed<OtherAct>> {
    let Breaking { exchange, why, key, by, at } = breaking;
    let act = Act::new(What::Glass, (*exchange, *key), (*by, *at)).asking(why);
    let act = Act { why: why.clone(), ..act };
    if journal::begin::<Failed<OtherAct>>(tx, &act).await? != Begun::Now {
        return Ok(());
    }
    match store::insert(tx, breaking, at.plus_seconds(GLASS_SECONDS)).await {
        // The same form was faster.
        Err(DbError::Exists) => return Err(DbError::Again.into()),
        other => other?,
    }
    journal::record(tx, &act).await?;
    let (exchange, object) = (*exchange, key.to_string());
    let told = OfficerNotice { exchange, kind: NoticeKind::Glass, object, by: PersonId(0), at: *at };
    Ok(notices::tell_officers(tx, told).await?)
}
