//! The built app: files as they lie in its folder, compressed ones where the browser takes them.
//! A path without an extension is a screen of the app and gets its page. A path with one is a file
//! or nothing: WeChat's domain check reads a `.txt` at the root and must never be given a page.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::etag;
use super::inline::Inline;
use crate::error::{ApiError, not_found};
use crate::state::AppState;

const PAGE: &str = "/index.html";

/// Where those who run a server look first. To be given a page there reads as good news: the answers are at `/livez`
/// and `/readyz` (`crate::probes`).
const PROBES: [&str; 4] = ["/health", "/healthz", "/metrics", "/status"];

pub(crate) async fn serve(State(app): State<AppState>, request: Request) -> Response {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return ApiError::Method.into_response();
    }
    let path = request.uri().path().to_owned();
    let is_api = path.starts_with("/api/") || path.starts_with("/ops/");
    if is_api || is_hidden(&path) || has_too_long_a_name(&path) || PROBES.contains(&&*path) {
        return not_found().into_response();
    }
    let mut request = request;
    // A file's date tells nothing of its content: the one of a release that is put back is older than what is held.
    request.headers_mut().remove(header::IF_MODIFIED_SINCE);
    let mut page = Request::new(Body::empty());
    *page.method_mut() = request.method().clone();
    *page.headers_mut() = request.headers().clone();
    let held = request.headers().clone();
    *page.uri_mut() = Uri::from_static(PAGE);
    let folder = || {
        ServeDir::new(&app.settings.app)
            .precompressed_br()
            .precompressed_gzip()
            .append_index_html_on_directories(false)
    };
    let mut found = None;
    if path != "/" {
        let Ok(file) = folder().oneshot(request).await;
        found = Some(file).filter(|file| file.status() != StatusCode::NOT_FOUND);
    }
    let is_page = path == PAGE || found.is_none();
    let response = match found {
        Some(file) => file,
        None if is_screen(&path) => {
            let Ok(page) = folder().oneshot(page).await;
            page
        }
        None => return not_found().into_response(),
    };
    if response.status() == StatusCode::NOT_FOUND {
        return not_found().into_response();
    }
    let mut response = response.into_response();
    finish(&path, &mut response);
    if is_page {
        let page = tokio::fs::read_to_string(app.settings.app.join(&PAGE[1..])).await;
        // Without it the page is sent all the same: it is only plain.
        match page {
            Ok(page) => {
                let tag = etag::of(&Sha256::digest(&page));
                etag::name(&mut response, &tag);
                if etag::is_held(&held, &tag) {
                    etag::empty(&mut response);
                }
                response.extensions_mut().insert(Inline::of(&page));
            }
            Err(error) => tracing::error!(%error, "the page cannot be read for its policy"),
        }
    }
    response
}

/// What the build keeps for itself lies beside the app in files that begin with a dot. Browsers ask for none but those
/// of RFC 8615.
fn is_hidden(path: &str) -> bool {
    let mut steps = path.split('/').filter(|step| !step.is_empty());
    steps.any(|step| step.starts_with('.') && step != ".well-known")
}

/// No file system has such a file, and most fail when asked for it.
fn has_too_long_a_name(path: &str) -> bool {
    path.split('/').any(|step| step.len() > 255)
}

/// Whether the path may be a screen: no extension, and no well-known file (RFC 8615).
fn is_screen(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    !last.contains('.') && !path.starts_with("/.well-known/")
}

fn finish(path: &str, response: &mut Response) {
    // The build names what lies in `assets/` by its content.
    let caching = if path.starts_with("/assets/") && !is_screen(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    headers.remove(header::LAST_MODIFIED);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let with_charset = match kind {
        Some("text/html") => Some("text/html; charset=utf-8"),
        Some("text/css") => Some("text/css; charset=utf-8"),
        Some("text/javascript") => Some("text/javascript; charset=utf-8"),
        Some("text/plain") => Some("text/plain; charset=utf-8"),
        _ => None,
    };
    if let Some(kind) = with_charset {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_build_keeps_for_itself_is_hidden() {
        assert!(is_hidden("/.inputs"));
        assert!(is_hidden("/assets/.git/config"));
        assert!(!is_hidden("/.well-known/apple-app-site-association"));
        assert!(!is_hidden("/assets/app-1f.wasm"));
    }

    #[test]
    fn screens_have_no_extension() {
        assert!(is_screen("/s/unemployment/guide/leaving_reason"));
        assert!(is_screen("/cases/39A4C7QKXW6T"));
        assert!(!is_screen("/WW_verify_3kT9.txt"));
        assert!(!is_screen("/assets/app-1f.wasm"));
        assert!(!is_screen("/.well-known/apple-app-site-association"));
    }
}
