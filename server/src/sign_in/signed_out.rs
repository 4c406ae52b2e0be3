//! A form that is sent after its session has ended: 401 with the sign-in page, which carries what was sent and hands it back to
//! whoever signs in (`app::sign_in::kept`).
//!
//! Always holds: nothing is done and nothing is stored of it, and the answer is the same wherever it was sent, also where nothing is;
//! nothing is carried that another site may have sent.

use app::import_export::sheet::LARGEST;
use app::paths::exchange::ImportMembers;
use app::paths::installation::SignIn;
use app::paths::page_of_form;
use app::sign_in::SignInForm;
use app::sign_in::forms::own_path;
use app::sign_in::kept::carried;
use app::sign_in::pages::sign_in_page;
use app::ui::problem::Problem;
use axum::Form;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::http::answer::{SignInFirst, answer};
use crate::http::form::is_text;
use crate::http::reader::{bare_chrome, is_nameless};
use crate::http::upload::{self, LargestUpload, SharedBody};
use crate::site::Site;

/// The most bytes that the sign-in page carries.
const CARRIED: usize = 64 * 1024;

/// What is read of a form with files: it may be as large as any of ours.
const NO_FILES: LargestUpload = LargestUpload { form: 64 * 1024 * 1024, file: 0 };

/// Keeps what is sent until it is known who sends it; the sign-in page itself carries it, and is read by its own handler.
pub async fn keep(State(site): State<Site>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || request.uri().path() == SignIn.to_string() {
        return next.run(request).await;
    }
    let mut request = request;
    if is_sheet(request.uri().path()) {
        DefaultBodyLimit::max(LARGEST).apply(&mut request);
    }
    let (parts, body) = request.into_parts();
    if let Some(boundary) = upload::boundary(&parts.headers) {
        return keep_texts(&site, (parts, body), (boundary, next)).await;
    }
    let sent = match Bytes::from_request(Request::from_parts(parts.clone(), body), &()).await {
        Ok(sent) => sent,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return answer(StatusCode::PAYLOAD_TOO_LARGE, Problem::TooLarge);
        }
        Err(_) => return answer(StatusCode::BAD_REQUEST, Problem::BadRequest),
    };
    let response = next.run(Request::from_parts(parts.clone(), Body::from(sent.clone()))).await;
    if response.extensions().get::<SignInFirst>().is_none() {
        return response;
    }
    sign_in_first(&site, parts, sent).await
}

/// The same of a form with files, which is not held here: who is nobody's is not read before, and of it the texts alone.
async fn keep_texts(site: &Site, (parts, body): (Parts, Body), (boundary, next): (String, Next)) -> Response {
    let body = SharedBody::new(body);
    let response = next.run(Request::from_parts(parts.clone(), Body::new(body.clone()))).await;
    if response.extensions().get::<SignInFirst>().is_none() {
        return response;
    }
    let came = upload::read(Body::new(body), boundary, NO_FILES).await.unwrap_or_default();
    let ours = !is_nameless(&parts.headers);
    sign_in_page_with(site, &parts, if ours { came.texts } else { Vec::new() })
}

/// Whether it is where a committee sends a whole spreadsheet.
fn is_sheet(path: &str) -> bool {
    path.trim_start_matches('/')
        .split_once('/')
        .is_some_and(|(_, below)| format!("/{below}") == ImportMembers.to_string())
}

async fn sign_in_first(site: &Site, parts: Parts, sent: Bytes) -> Response {
    // What is no form, or no text, has no fields; nor has what may come from another site.
    // A spreadsheet is more than the sign-in page can carry: it is sent again.
    let ours = is_text(&sent) && !is_nameless(&parts.headers) && sent.len() <= CARRIED;
    let sent = if ours { sent } else { Bytes::new() };
    let request = Request::from_parts(parts.clone(), Body::from(sent));
    let form = Form::<Vec<(String, String)>>::from_request(request, &()).await;
    sign_in_page_with(site, &parts, form.map(|Form(fields)| fields).unwrap_or_default())
}

fn sign_in_page_with(site: &Site, parts: &Parts, fields: Vec<(String, String)>) -> Response {
    let mut chrome = bare_chrome(parts, site);
    let action = parts.uri.path().to_owned();
    chrome.here = own_path(&page_of_form(&action));
    let carried = carried(&action, fields);
    let next = if carried.is_empty() { chrome.here.clone() } else { action };
    let form = SignInForm { next, carried, ..SignInForm::default() };
    (StatusCode::UNAUTHORIZED, Html(sign_in_page(&chrome, &form, &[], &site.people))).into_response()
}
