//! The stylesheet and what else is served as a file, embedded in the program.

use app::words::Language;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

mod table {
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

const FAVICON: &str = include_str!("../../../public/favicon.svg");
const ROBOTS: &str = include_str!("../../../public/robots.txt");
const A_DAY: &str = "public, max-age=86400";

/// The URL of the stylesheet; another text has another URL.
pub fn stylesheet() -> &'static str {
    table::STYLE
}

/// The URL of the icons, likewise.
pub fn icons() -> &'static str {
    table::ICONS
}

/// The URL of the icon on the start screen of a device, likewise.
pub fn app_icon() -> &'static str {
    table::APP_192
}

/// The URLs of the pictures that go with a link, by hue, likewise.
pub fn pictures() -> &'static [&'static str] {
    &table::PICTURES
}

/// `GET /assets/{name}`
pub async fn asset(Path(name): Path<String>) -> Response {
    let found = table::FILES.iter().find(|(known, ..)| *known == name);
    let Some((_, kind, bytes)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, *bytes).into_response()
}

/// `GET /favicon.svg`
pub async fn favicon() -> Response {
    ([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, A_DAY)], FAVICON).into_response()
}

/// `GET /manifest.webmanifest`: by which a device can put the installation among its apps.
pub async fn manifest() -> Response {
    let icon = |url: &str, side: &str, purpose: &str| json!({ "src": url, "sizes": format!("{side}x{side}"), "type": "image/png", "purpose": purpose });
    let name = Language::English.words().app_name();
    let manifest = json!({
        "id": "/",
        "name": name,
        "short_name": name,
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fbf7f0",
        "theme_color": "#1f5f57",
        "icons": [
            icon(table::APP_192, "192", "any"),
            icon(table::APP_512, "512", "any"),
            icon(table::APP_WHOLE, "512", "maskable"),
        ],
    });
    let headers = [(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, A_DAY)];
    (headers, manifest.to_string()).into_response()
}

/// `GET /robots.txt`
pub async fn robots() -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], ROBOTS).into_response()
}
