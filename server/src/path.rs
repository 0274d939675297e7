//! Parts of the address: path parameters and the query, with problems instead of plain-text refusals.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::error::{ApiError, ApiResult, malformed, not_found};

/// Path parameters; what cannot be read names nothing that exists.
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> ApiResult<Self> {
        axum::extract::Path::from_request_parts(parts, app)
            .await
            .map(|axum::extract::Path(path)| Self(path))
            .map_err(|_| not_found())
    }
}

/// The query of the address.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> ApiResult<Self> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(asked)| Self(asked))
            .or_else(|_| malformed("the query is not what this resource takes"))
    }
}
