//! The one way to read a form: a field twice or a body that is no form is 400, a body over the limit 413.

use app::ui::problem::Problem;
use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;

use crate::http::answer::{Error, answer};

/// A form whose fields are all `String` with a default, so that nothing typed can fail here.
#[derive(Clone, Copy, Debug)]
pub struct Form<T>(pub T);

impl<S, T> FromRequest<S> for Form<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        match axum::Form::<T>::from_request(request, state).await {
            Ok(axum::Form(form)) => Ok(Self(form)),
            Err(FormRejection::BytesRejection(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(answer(StatusCode::PAYLOAD_TOO_LARGE, Problem::TooLarge))
            }
            Err(_) => Err(Error::BadRequest.into_response()),
        }
    }
}
