//! Networks of offices whose proxies pass GET and POST alone: the request names what it would be, as tus 1.0 asks of
//! its servers (<https://tus.io/protocols/resumable-upload#x-http-method-override>, read on 2026-11-29).

use axum::Router;
use axum::extract::Request;
use axum::http::Method;
use contract::upload::METHOD_OVERRIDE;
use tower::Layer;
use tower::util::MapRequestLayer;

/// Around everything: the method decides which handler a request comes to. Only a write becomes another write.
pub(crate) fn around(router: Router) -> Router {
    Router::new().fallback_service(MapRequestLayer::new(overridden).layer(router))
}

fn overridden(mut request: Request) -> Request {
    let wanted = request.headers().get(METHOD_OVERRIDE);
    let wanted = wanted.and_then(|wanted| Method::from_bytes(wanted.as_bytes()).ok());
    if let Some(wanted) = wanted
        && request.method() == Method::POST
        && [Method::PATCH, Method::DELETE].contains(&wanted)
    {
        *request.method_mut() = wanted;
    }
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    fn method(sent: Method, wanted: &str) -> Method {
        let request = Request::builder().method(sent);
        let request = request
            .header(METHOD_OVERRIDE, wanted)
            .body(Default::default());
        overridden(request.unwrap()).method().clone()
    }

    #[test]
    fn only_a_write_becomes_another_write() {
        assert_eq!(method(Method::POST, "PATCH"), Method::PATCH);
        assert_eq!(method(Method::POST, "DELETE"), Method::DELETE);
        assert_eq!(method(Method::POST, "GET"), Method::POST);
        assert_eq!(method(Method::GET, "DELETE"), Method::GET);
    }
}
