//! What stands around a page: the reader's language and colours before anybody is known, and the exchange one is in.

use app::ui::{Acting, Chrome, Flash, Membership, Place, Theme};
use app::words::Language;
use axum::extract::OriginalUri;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, header};
use percent_encoding::percent_decode_str;

use super::answer::Error;
use super::tenant::Exchange;
use crate::site::Site;

/// The cookie that says in which exchange one was last.
pub const LAST: &str = "exchange";

/// What browsers say of where a request comes from.
pub const FROM_WHERE: [HeaderName; 2] = [HeaderName::from_static("sec-fetch-site"), header::ORIGIN];

/// Whether a request does not say where it comes from: then it may come from any site.
pub fn is_nameless(headers: &HeaderMap) -> bool {
    !FROM_WHERE.iter().any(|name| headers.contains_key(name))
}

/// A cookie's value.
pub fn cookie(parts: &Parts, name: &str) -> Option<String> {
    let cookies = parts.headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// The reader's language before anybody is known: the cookie, else what the browser prefers, else the exchange's, else English.
pub fn language(parts: &Parts, development: bool) -> Language {
    let chosen = cookie(parts, "language").and_then(|tag| Language::of_tag(&tag));
    let chosen = chosen.filter(|language| development || *language != Language::Mirrored);
    let header = parts.headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    chosen
        .or_else(|| header.and_then(Language::accepted))
        .or_else(|| parts.extensions.get::<Exchange>().map(|exchange| exchange.language))
        .unwrap_or(Language::English)
}

/// The path and query as the browser has them.
fn here(parts: &Parts) -> String {
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
    uri.path_and_query().map_or("/".to_owned(), |path| path.as_str().to_owned())
}

/// The word that was left for this page: only where it is asked for, so that it never stands above a form that came back.
pub(super) fn flash(parts: &Parts) -> Option<Flash> {
    let left = cookie(parts, "flash").filter(|_| parts.method == Method::GET)?;
    let (tag, path) = left.split_once('@')?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    Flash::of_tag(tag).filter(|_| here(parts).split('?').next() == Some(&*path))
}

/// What stands around a page when nobody is known.
pub fn bare_chrome(parts: &Parts, site: &Site) -> Chrome {
    Chrome {
        language: language(parts, site.development),
        theme: cookie(parts, "theme").map_or(Theme::Device, |tag| Theme::of_tag(&tag)),
        place: None,
        signed: None,
        flash: None,
        last: cookie(parts, LAST),
        here: here(parts),
        stylesheet: crate::http::assets::stylesheet(),
        icons: crate::http::assets::icons(),
        app_icon: crate::http::assets::app_icon(),
        pictures: crate::http::assets::pictures(),
        origin: site.config.public_url.clone(),
        development: site.development,
    }
}

/// The exchange one is in, as pages know it: with the member one is there, and for whom one acts.
pub(super) fn place(exchange: &Exchange, mine: Option<Membership>, acting: Option<Acting>) -> Place {
    Place {
        slug: exchange.slug.clone(),
        name: exchange.name.clone(),
        code: exchange.code.clone(),
        hue: exchange.hue,
        unit: exchange.unit.clone(),
        zone: exchange.zone.clone(),
        mine,
        acting,
        held: exchange.held.clone(),
        glass: None,
    }
}

/// The exchange of a page that is inside one.
///
/// # Errors
/// [`Error::NotFound`] outside, where no such handler is routed.
pub fn place_of(chrome: &Chrome) -> Result<&Place, Error> {
    chrome.place.as_ref().ok_or(Error::NotFound)
}
