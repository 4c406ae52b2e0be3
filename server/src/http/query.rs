//! The one way to read what stands behind the question mark: a field twice, or what is no text, is 400, as a page.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::http::answer::Error;
use crate::http::form::is_text;

/// What a page is asked: fields that are all `String` with a default, so that nothing typed can fail here. It comes after who asks,
/// so that a stranger learns nothing from it.
#[derive(Clone, Copy, Debug)]
pub struct Query<T>(pub T);

impl<S, T> FromRequestParts<S> for Query<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        if !parts.uri.query().is_none_or(|query| is_text(query.as_bytes())) {
            return Err(Error::BadRequest);
        }
        let read = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        read.map(|axum::extract::Query(query)| Self(query)).map_err(|_| Error::BadRequest)
    }
}
