//! Cross-site request forgery: a write by cookie must come from the app itself. Either it carries the app's own header,
//! which another site's form cannot send and its script may not (no CORS), or the browser's `Origin` is this host by
//! the scheme of the public address. Besides, cookies are SameSite=Lax.

use axum::extract::{Request, State};
use axum::http::uri::Scheme;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::problem::Code;
use contract::{APP_NAME, FROM_APP};

use crate::auth::back_channel;
use crate::error::ApiError;
use crate::state::AppState;

pub(crate) async fn guard(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    // Back offices and the identity service show a token with every request; no browser sends it by itself.
    let path = request.uri().path();
    let by_cookie = path.starts_with("/api/") && path != back_channel::PATH;
    let scheme = match app.settings.is_https() {
        true => Scheme::HTTPS,
        false => Scheme::HTTP,
    };
    if reads || !by_cookie || is_from_app(request.headers(), &scheme) {
        return next.run(request).await;
    }
    ApiError::Problem(Code::Forbidden, "the request did not come from the app").into_response()
}

fn is_from_app(headers: &HeaderMap, scheme: &Scheme) -> bool {
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
    // What stands at the same name without TLS may be anybody in between.
    let origin = origin
        .as_ref()
        .filter(|origin| origin.scheme() == Some(scheme))
        .and_then(Uri::authority);
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

    fn is_from<const N: usize>(given: [(&'static str, &'static str); N]) -> bool {
        is_from_app(&headers(given), &Scheme::HTTPS)
    }

    #[test]
    fn only_the_app_and_its_own_origin_may_write() {
        assert!(is_from([("x-requested-by", "yijianshi")]));
        let host = ("host", "city.example:8443");
        assert!(is_from([host, ("origin", "https://city.example:8443")]));
        assert!(!is_from([host]));
        assert!(!is_from([host, ("origin", "https://evil.example")]));
        assert!(!is_from([host, ("origin", "null")]));
    }

    #[test]
    fn a_page_that_came_without_tls_is_another_origin() {
        let host = ("host", "city.example");
        assert!(!is_from([host, ("origin", "http://city.example")]));
        let here = headers([host, ("origin", "http://city.example")]);
        assert!(is_from_app(&here, &Scheme::HTTP));
        let other = headers([host, ("origin", "https://city.example")]);
        assert!(!is_from_app(&other, &Scheme::HTTP));
    }
}
