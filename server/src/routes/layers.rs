//! What every request and every answer goes through, whatever the route.

use app::ui::problem::{Problem, problem_page};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::answer::{answer, preference};
use crate::http::reader::{FROM_WHERE, bare_chrome, cookie, is_nameless};
use crate::http::session;
use crate::site::Site;

/// Where a request comes from, said in no letter, is not said: the layers behind this one see no such header.
pub(super) async fn without_empty_names(mut request: Request) -> Request {
    for name in FROM_WHERE {
        let says = |value: &HeaderValue| value.as_bytes().iter().any(|letter| !letter.is_ascii_whitespace());
        let said: Vec<HeaderValue> =
            request.headers().get_all(&name).iter().filter(|value| says(value)).cloned().collect();
        request.headers_mut().remove(&name);
        for value in said {
            request.headers_mut().append(&name, value);
        }
    }
    request
}

/// A state change without `Sec-Fetch-Site` and without `Origin` comes from no browser of today; with a session's cookie it is refused.
pub(super) async fn refuse_nameless_writes(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let signed = cookie(&parts, session::cookie_name(site.config.is_https())).is_some();
    if parts.method == Method::POST && is_nameless(&parts.headers) && signed {
        return answer(StatusCode::FORBIDDEN, Problem::Forbidden);
    }
    next.run(Request::from_parts(parts, body)).await
}

/// Renders the page of a problem in the reader's language; it names nobody, so one 404 is like another to the byte.
pub(super) async fn problem_pages(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut chrome = bare_chrome(&parts, &site);
    chrome.here = "/".into();
    let response = next.run(Request::from_parts(parts, body)).await;
    let problem = match response.extensions().get::<Problem>() {
        Some(problem) => problem.clone(),
        None if response.status() == StatusCode::METHOD_NOT_ALLOWED => Problem::NotFound,
        // Our own faults have pages: this is a session that could not be saved after all was done.
        None if response.status() == StatusCode::INTERNAL_SERVER_ERROR => {
            let page = problem_page(&chrome, &Problem::NotKnown);
            let after = [(header::RETRY_AFTER, HeaderValue::from(2))];
            return (StatusCode::SERVICE_UNAVAILABLE, after, axum::response::Html(page)).into_response();
        }
        // What axum itself refuses, in its own words, such as a path that is no text.
        None if response.status().is_client_error() && !is_page(&response) => bare_problem(response.status()),
        None => return response,
    };
    let page = axum::response::Html(problem_page(&chrome, &problem));
    let mut answer = (response.status(), page).into_response();
    if let Some(after) = response.headers().get(header::RETRY_AFTER) {
        answer.headers_mut().insert(header::RETRY_AFTER, after.clone());
    }
    answer
}

pub(super) fn is_page(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn bare_problem(status: StatusCode) -> Problem {
    match status {
        StatusCode::NOT_FOUND => Problem::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::BadRequest,
    }
}

/// What an answer says about itself, given what was asked for.
pub(super) async fn about_itself(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (is_post, left) = (parts.method == Method::POST, cookie(&parts, "flash").is_some());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if is_page(&response) && is_post && !response.headers().contains_key(header::CACHE_CONTROL) {
        // A page to check, or a form that came back: with `no-store`, Back would ask whether to send the form again.
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    if is_page(&response) && left {
        response.headers_mut().append(header::SET_COOKIE, preference(&site, "flash", "", 0));
    }
    headers(response)
}

/// What every answer says about itself.
fn headers(mut response: Response) -> Response {
    const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                          frame-ancestors 'none'; object-src 'none'; manifest-src 'self'";
    let all = response.headers_mut();
    // What is no page may say less still.
    if !all.contains_key(header::CONTENT_SECURITY_POLICY) {
        all.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
    ] {
        all.insert(name, HeaderValue::from_static(value));
    }
    if !all.contains_key(header::CACHE_CONTROL) {
        all.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
