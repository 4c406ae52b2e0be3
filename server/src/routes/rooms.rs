//! From an address to its exchange: the slug before the path, and whose account the page is about.

use std::sync::Arc;

use app::paths::is_slug;
use axum::Router;
use axum::extract::Request;
use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use tower::ServiceExt;

use super::layers::is_page;
use crate::http::answer::{Error, preference};
use crate::http::path::{acting_for, canonical};
use crate::http::reader::{LAST, cookie};
use crate::http::tenant;
use crate::site::Site;

/// How long it is kept in which exchange one was last, in seconds.
const YEAR: i64 = 31_536_000;

/// What there is in an exchange: for oneself, for somebody else, and the paths of what anybody may see.
#[derive(Clone)]
pub(super) struct ExchangeRooms {
    pub exchanges: Router,
    pub acting: Router,
    pub public: Arc<[&'static str]>,
}

/// Finds the exchange of the first path segment, takes the slug off, and `as/{code}` if it follows, and hands the request on.
pub(super) async fn to_exchange(site: Site, rooms: ExchangeRooms, mut request: Request) -> Response {
    if let Some(to) = canonical(request.method(), request.uri()) {
        return Redirect::permanent(&to).into_response();
    }
    let path = request.uri().path().to_owned();
    let mut parts = path.trim_start_matches('/').splitn(2, '/');
    let (slug, rest) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_public = |rest: &str| rooms.public.iter().any(|path| path.strip_prefix('/') == Some(rest));
    let found = if is_slug(slug) { find(&site, slug).await } else { Ok(None) };
    match found {
        Err(error) => return error.into_response(),
        // The one door through which everything comes that is entered here; what moves between exchanges the ledger refuses.
        Ok(Some(exchange)) if exchange.held.is_some() && request.method() == Method::POST => {
            return Error::Held.into_response();
        }
        Ok(Some(exchange)) => {
            request.extensions_mut().insert(exchange);
        }
        // Unknown: what is public in every exchange is 404 in none, whatever else lies below it is private.
        Ok(None) if is_public(rest) => return Error::NotFound.into_response(),
        Ok(None) => {}
    }
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let (code, rest) = acting_for(rest);
    let exchanges = if code.is_some() { rooms.acting } else { rooms.exchanges };
    if let Some(code) = code {
        request.extensions_mut().insert(code);
    }
    let target = format!("/{rest}{query}");
    let known = request.extensions().get::<tenant::Exchange>().is_some();
    // A path that is no text names nothing.
    let readable = percent_encoding::percent_decode_str(&path).decode_utf8().is_ok();
    let target = if known && readable { target } else { "/-".to_owned() };
    let Ok(uri) = target.parse::<Uri>() else { return Error::NotFound.into_response() };
    let original = request.uri().clone();
    request.extensions_mut().insert(axum::extract::OriginalUri(original));
    *request.uri_mut() = uri;
    let (parts, body) = request.into_parts();
    let (asked, was) = (parts.method == Method::GET, cookie(&parts, LAST));
    let mut response = match exchanges.oneshot(Request::from_parts(parts, body)).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    // So that the pages about oneself keep the menu of the exchange from which one comes.
    if asked && response.status() == StatusCode::OK && is_page(&response) && was.as_deref() != Some(slug) {
        response.headers_mut().append(header::SET_COOKIE, preference(&site, LAST, slug, YEAR));
    }
    response
}

async fn find(site: &Site, slug: &str) -> Result<Option<tenant::Exchange>, Error> {
    let mut conn = site.db.read().await?;
    Ok(tenant::at_door(&mut conn, slug).await?)
}
