//! The stylesheet and what else is served as a file, embedded in the program.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

mod table {
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

const FAVICON: &str = include_str!("../../../public/favicon.svg");
const ROBOTS: &str = include_str!("../../../public/robots.txt");

/// The URL of the stylesheet; another text has another URL.
pub fn stylesheet() -> &'static str {
    table::STYLE_URL
}

/// The URL of the icons, likewise.
pub fn icons() -> &'static str {
    table::ICONS_URL
}

/// `GET /assets/{name}`
pub async fn asset(Path(name): Path<String>) -> Response {
    let (kind, text) = match name.as_str() {
        table::STYLE_NAME => ("text/css; charset=utf-8", table::STYLE),
        table::ICONS_NAME => ("image/svg+xml", table::ICONS),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, text).into_response()
}

/// `GET /favicon.svg`
pub async fn favicon() -> Response {
    ([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")], FAVICON)
        .into_response()
}

/// `GET /robots.txt`
pub async fn robots() -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], ROBOTS).into_response()
}
