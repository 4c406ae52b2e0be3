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
    table::STYLESHEET
}

/// `GET /assets/{name}`
pub async fn asset(Path(name): Path<String>) -> Response {
    if name != table::STYLE_NAME {
        return StatusCode::NOT_FOUND.into_response();
    }
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, table::STYLE).into_response()
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
