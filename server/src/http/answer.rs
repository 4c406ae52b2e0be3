//! What a handler answers when it cannot answer with its page. A closed list; faults are logged once, here, and shown
//! as a reference.

use app::paths::installation::SignIn;
use app::paths::link;
use app::paths::query::NextQuery;
use app::ui::Flash;
use app::ui::problem::Problem;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum_extra::routing::TypedPath as _;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::db::{DbError, Failed, WorkError};
use crate::ledger::NotPosted;
use crate::site::Site;

/// How long a word waits for its page: on a slow line that may take a while.
const FLASH_SECONDS: i64 = 120;

/// Why there is no page.
#[derive(Debug)]
pub enum Error {
    /// No such thing, or it is somebody else's: the same answer.
    NotFound,
    /// Nobody is signed in; go there and come back to this path. A form that was sent is kept for then (`sign_in::signed_out`).
    SignIn(String),
    /// A person without the right asks for something they may know of.
    Forbidden,
    /// Nothing can be entered in an exchange that it is about.
    Held,
    /// No form, or a field twice.
    BadRequest,
    /// What the form's key stands for is something else.
    Conflict,
    /// Too much at once from this side; try again after so many seconds.
    TooMany(i64),
    /// Too many wait for the same thing already; nothing was tried.
    Crowded,
    /// The database.
    Db(DbError),
    /// The ledger refused and the handler had no words for it: a fault.
    Post(NotPosted),
    /// Anything else unforeseen.
    Fault(String),
}

impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<NotPosted> for Error {
    fn from(refusal: NotPosted) -> Self {
        Self::Post(refusal)
    }
}

impl<R: Into<Self>> From<Failed<R>> for Error {
    fn from(failed: Failed<R>) -> Self {
        match failed {
            Failed::Refused(refusal) => refusal.into(),
            Failed::Db(error) => Self::Db(error),
        }
    }
}

impl WorkError for Error {
    fn db(&self) -> Option<&DbError> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

impl Error {
    /// What a fault is, for the log: without the values that the database quotes, as its `Debug` does.
    pub fn sentence(&self) -> String {
        match self {
            Self::Db(error) => error.to_string(),
            Self::Post(refusal) => format!("the ledger refused what was foreseen to pass: {refusal:?}"),
            Self::Fault(text) => text.clone(),
            other => format!("{other:?}"),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, problem) = match self {
            Self::NotFound | Self::Db(DbError::NoText) => (StatusCode::NOT_FOUND, Problem::NotFound),
            Self::SignIn(next) => return to_sign_in(&next),
            Self::Forbidden => (StatusCode::FORBIDDEN, Problem::Forbidden),
            Self::Held | Self::Post(NotPosted::Held) => (StatusCode::FORBIDDEN, Problem::Held),
            Self::BadRequest => (StatusCode::BAD_REQUEST, Problem::BadRequest),
            Self::Conflict => (StatusCode::CONFLICT, Problem::Conflict),
            Self::TooMany(seconds) => return later(StatusCode::TOO_MANY_REQUESTS, Problem::TooMany, seconds),
            Self::Crowded | Self::Db(DbError::Busy | DbError::Again) => {
                return later(StatusCode::SERVICE_UNAVAILABLE, Problem::Busy, 2);
            }
            Self::Db(DbError::Away(_)) => return later(StatusCode::SERVICE_UNAVAILABLE, Problem::Away, 5),
            Self::Db(DbError::NotKnown) => return later(StatusCode::SERVICE_UNAVAILABLE, Problem::NotKnown, 2),
            Self::Db(DbError::Full) => (StatusCode::INSUFFICIENT_STORAGE, Problem::Full),
            fault => {
                let reference = format!("{:08x}", u32::from_be_bytes(crate::clock::random()));
                tracing::error!(reference, fault = fault.sentence(), "a request met a fault");
                (StatusCode::INTERNAL_SERVER_ERROR, Problem::Fault { reference })
            }
        };
        answer(status, problem)
    }
}

/// A response whose page the outer layer renders, in the reader's language.
pub fn answer(status: StatusCode, problem: Problem) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(problem);
    response
}

fn later(status: StatusCode, problem: Problem, seconds: i64) -> Response {
    let mut response = answer(status, problem);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// Stands beside the answer to whoever must sign in first.
#[derive(Clone, Copy, Debug)]
pub struct SignInFirst;

fn to_sign_in(next: &str) -> Response {
    let to = SignIn.with_query_params(NextQuery { next: next.to_owned() });
    let mut response = Redirect::to(&link(&to)).into_response();
    response.extensions_mut().insert(SignInFirst);
    response
}

/// A redirect that leaves a word for the page to which it leads, and for no other; the answer that shows it clears it away.
pub fn with_flash(site: &Site, to: &str, flash: Flash) -> Response {
    let path = to.split('?').next().unwrap_or_default();
    let value = format!("{}@{}", flash.tag(), utf8_percent_encode(path, NON_ALPHANUMERIC));
    (AppendHeaders([(header::SET_COOKIE, preference(site, "flash", &value, FLASH_SECONDS))]), Redirect::to(to))
        .into_response()
}

/// A cookie that holds a preference, not a secret.
pub fn preference(site: &Site, name: &str, value: &str, seconds: i64) -> HeaderValue {
    let secure = if site.config.is_https() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly{secure}");
    HeaderValue::from_str(&cookie).unwrap_or_else(|_| HeaderValue::from_static(""))
}
