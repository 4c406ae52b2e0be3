//! Paths as they were typed: where the page really is, and for whom it is.

use app::ids::Code;
use app::paths::is_slug;
use axum::http::{Method, Uri};

use crate::http::actor::ActingFor;

/// Where a page is that was asked for with capitals in the exchange's address, or with a slash at the end: neither says anything. By
/// the letters alone, so that nobody learns from it what is there.
pub fn canonical(method: &Method, uri: &Uri) -> Option<String> {
    let path = uri.path();
    let (slug, rest) = path.strip_prefix('/')?.split_once('/').unwrap_or((path.strip_prefix('/')?, ""));
    let (low, rest) = (slug.to_ascii_lowercase(), rest.trim_end_matches('/'));
    let plain =
        !slug.is_empty() && slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !rest.starts_with('/');
    if !plain || ![Method::GET, Method::HEAD].contains(method) {
        return None;
    }
    let slug = if is_slug(&low) { low.as_str() } else { slug };
    let (bar, query) = (if rest.is_empty() { "" } else { "/" }, uri.query().map(|query| format!("?{query}")));
    let to = format!("/{slug}{bar}{rest}");
    (to != path).then(|| format!("{to}{}", query.unwrap_or_default()))
}

/// For whom a path below the slug is, and what page: `as/RIVR0042/pay` is `pay` for RIVR0042.
pub fn acting_for(rest: &str) -> (Option<ActingFor>, &str) {
    let Some(after) = rest.strip_prefix("as/") else { return (None, rest) };
    let (code, page) = after.split_once('/').unwrap_or((after, ""));
    let code = percent_encoding::percent_decode_str(code).decode_utf8_lossy();
    (Some(ActingFor(Code::typed(&code).unwrap_or_else(|| Code::stored(code)))), page)
}
