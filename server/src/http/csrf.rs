//! Cross-site request forgery: a write by cookie must come from the app itself.
//! Either it carries the app's own header, which another site's form cannot send and its script may
//! not (no CORS), or the browser's `Origin` is this host. Besides, cookies are SameSite=Lax.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::problem::Code;
use contract::{APP_NAME, FROM_APP};

use crate::error::ApiError;

pub(crate) async fn guard(request: Request, next: Next) -> Response {
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    // Back offices show a token with every request; no browser sends it by itself.
    let by_cookie = request.uri().path().starts_with("/api/");
    if reads || !by_cookie || is_from_app(request.headers()) {
        return next.run(request).await;
    }
    ApiError::Problem(Code::Forbidden, "the request did not come from the app").into_response()
}

fn is_from_app(headers: &HeaderMap) -> bool {
    if headers.get(FROM_APP).is_some_and(|name| name == APP_NAME) {
        return true;
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let origin = headers
        .get(header::ORIGIN)
        .and_then(|origin| origin.to_str().ok())
        .and_then(|origin| origin.parse::<Uri>().ok());
    let origin = origin.as_ref().and_then(Uri::authority);
    host.is_some() && host == origin.map(|authority| authority.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers<const N: usize>(given: [(&'static str, &'static str); N]) -> HeaderMap {
        given
            .into_iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn only_the_app_and_its_own_origin_may_write() {
        assert!(is_from_app(&headers([("x-requested-by", "yijianshi")])));
        assert!(is_from_app(&headers([
            ("host", "city.example:8443"),
            ("origin", "https://city.example:8443"),
        ])));
        assert!(!is_from_app(&headers([("host", "city.example")])));
        assert!(!is_from_app(&headers([
            ("host", "city.example"),
            ("origin", "https://evil.example"),
        ])));
        assert!(!is_from_app(&headers([
            ("host", "city.example"),
            ("origin", "null"),
        ])));
    }
}
