//! The one way to read a form: a field twice, or a body that is no form or no text, is 400, a body over the limit 413, and a form that was made
//! for somebody else than who sends it is 409.
//!
//! Always holds: what a person or a member sends reaches a handler through [`Form`], or the handler looks at [`Sent`] itself; the test
//! of the marks sends every form of every page under another session.

use app::ids::Code;
use app::paths::page_of_form;
use app::ui::problem::Problem;
use app::ui::whose::{MadeFor, other_form_page, recounted_page};
use app::ui::{Chrome, FormMark};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use percent_encoding::percent_decode;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::http::actor::{Asker, Member, Visitor};
use crate::http::answer::{Error, answer};
use crate::http::{store, tenant};
use crate::site::Site;

/// A form whose fields are all `String` with a default, so that nothing typed can fail here; sent by whom it was made for.
#[derive(Clone, Copy, Debug)]
pub struct Form<T>(pub T);

/// A form and for whom it was made, whoever sends it.
#[derive(Clone, Debug, Deserialize)]
pub struct Sent<T> {
    /// For whom it was made.
    #[serde(flatten)]
    pub mark: FormMark,
    /// Its own fields.
    #[serde(flatten)]
    pub form: T,
}

impl<S, T> FromRequest<S> for Sent<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let no_form = || Error::BadRequest.into_response();
        let (parts, body) = request.into_parts();
        let bytes = match Bytes::from_request(Request::from_parts(parts.clone(), body), state).await {
            Ok(bytes) => bytes,
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return Err(answer(StatusCode::PAYLOAD_TOO_LARGE, Problem::TooLarge));
            }
            Err(_) => return Err(no_form()),
        };
        if !is_text(&bytes) {
            return Err(no_form());
        }
        let read = axum::Form::<Self>::from_request(Request::from_parts(parts, Body::from(bytes)), state).await;
        read.map(|axum::Form(sent)| sent).map_err(|_| no_form())
    }
}

/// Whether what was sent with percent codes is text: whoever reads it otherwise puts a sign for each byte that is none, and keeps that.
pub fn is_text(sent: &[u8]) -> bool {
    percent_decode(sent).decode_utf8().is_ok()
}

impl<T: DeserializeOwned + Send> FromRequest<Site> for Form<T> {
    type Rejection = Response;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Response> {
        let asker = request.extensions().get::<Asker>().cloned();
        let Sent { mark, form } = Sent::from_request(request, site).await?;
        match asker {
            Some(asker) if !mark.is_of(&asker.chrome) => {
                Err(made_for_another(site, &asker, &mark).await.into_response())
            }
            Some(Asker { chrome, .. }) if !mark.counts_as(&chrome) => {
                let page = recounted_page(&chrome, page_of_form(path_of(&chrome)));
                Err((StatusCode::CONFLICT, Html(page)).into_response())
            }
            _ => Ok(Self(form)),
        }
    }
}

/// The answer to a form that strangers send too, where it is somebody else's; none if it is of whoever sends it.
///
/// # Errors
/// [`Error::SignIn`] for a form of somebody's whose session is over: it is theirs again once they have signed in. The database's.
pub async fn of_another(site: &Site, visitor: &Visitor, mark: &FormMark) -> Result<Option<Response>, Error> {
    if mark.is_of(&visitor.chrome) {
        return Ok(None);
    }
    if visitor.person.is_none() && !mark.person.is_empty() {
        return Err(Error::SignIn(visitor.chrome.here.clone()));
    }
    made_for_another(site, &Asker::of(visitor), mark).await.map(Some)
}

/// 409: whose form it is, as far as who sent it may see that, and where to have it again.
pub async fn made_for_another(site: &Site, asker: &Asker, mark: &FormMark) -> Result<Response, Error> {
    let whose = whose(site, asker, mark).await?;
    let again = page_of_form(path_of(&asker.chrome));
    Ok((StatusCode::CONFLICT, Html(other_form_page(&asker.chrome, &whose, again))).into_response())
}

/// Where the form was sent to.
fn path_of(chrome: &Chrome) -> &str {
    chrome.here.split('?').next().unwrap_or_default()
}

/// The same member where the exchange is as it stands now: for a form that comes back since it changed meanwhile.
///
/// # Errors
/// [`Error::NotFound`] once it is closed; the database's.
pub async fn as_it_stands(site: &Site, member: &Member) -> Result<Member, Error> {
    let mut conn = site.db.read().await?;
    let exchange = tenant::by_id(&mut conn, member.exchange.id).await?.ok_or(Error::NotFound)?;
    let mut chrome = member.chrome.clone();
    if let Some(place) = &mut chrome.place {
        place.unit = exchange.unit.clone();
    }
    Ok(Member { chrome, exchange, ..member.clone() })
}

/// Whose form it is, as far as who sent it may see that.
///
/// # Errors
/// The database's.
pub async fn whose(site: &Site, asker: &Asker, mark: &FormMark) -> Result<MadeFor, Error> {
    let own = FormMark::of(&asker.chrome);
    if own.member == mark.member && !mark.person.is_empty() {
        return Ok(MadeFor::OtherPerson);
    }
    let (Some(exchange), Some(code)) = (asker.exchange, Code::typed(&mark.member)) else { return Ok(MadeFor::Unknown) };
    // A member sees who else is one.
    let found = if own.member.is_empty() {
        None
    } else {
        store::member(&site.db, exchange, &code).await?.map(|member| member.name)
    };
    Ok(found.map_or(MadeFor::Unknown, |name| MadeFor::Member(name, code.to_string())))
}
