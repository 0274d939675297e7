//! What a browser may do with the app's pages: headers of every answer.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::inline::Inline;
use crate::state::AppState;

pub(crate) async fn add(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_api = path.starts_with("/api/") || path.starts_with("/ops/");
    let old_wasm = request
        .headers()
        .get(header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok())
        .is_some_and(wants_unsafe_eval);
    let mut response = next.run(request).await;
    if is_api {
        // Personal data stays in no cache; handlers of what may be cached set the header themselves.
        let caching = response.headers_mut().entry(header::CACHE_CONTROL);
        caching.or_insert(HeaderValue::from_static("no-store"));
    }
    let inline = response.extensions_mut().remove().unwrap_or_default();
    let embedded_by = &app.settings.frame_ancestors;
    let policy = content_security_policy(embedded_by, old_wasm, &inline);
    write(
        response.headers_mut(),
        &policy,
        embedded_by,
        app.settings.is_https(),
    );
    response
}

fn write(headers: &mut HeaderMap, policy: &str, embedded_by: &[String], https: bool) {
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    // The policy differs by browser, so that a shared cache must not mix them.
    headers.append(header::VARY, HeaderValue::from_static("user-agent"));
    let mut add = |name: header::HeaderName, value| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    add(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // The full address to this host, nothing to others: links to cases stay private.
    add(header::REFERRER_POLICY, "same-origin");
    add(
        header::HeaderName::from_static("permissions-policy"),
        "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    );
    add(
        header::HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    if embedded_by.is_empty() {
        // For browsers older than frame-ancestors.
        add(header::X_FRAME_OPTIONS, "SAMEORIGIN");
    }
    if https {
        add(
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=31536000; includeSubDomains",
        );
        // Over plain http, as on a test network, browsers ignore it and complain in the console.
        add(
            header::HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        );
    }
}

fn content_security_policy(embedded_by: &[String], old_wasm: bool, inline: &Inline) -> String {
    let eval = if old_wasm { " 'unsafe-eval'" } else { "" };
    let mut ancestors = String::from("'self'");
    for origin in embedded_by {
        ancestors.push(' ');
        ancestors.push_str(origin);
    }
    let Inline { scripts, styles } = inline;
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{eval}{scripts}; style-src 'self'{styles}; \
         img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; font-src 'self'; \
         manifest-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
         trusted-types default; frame-ancestors {ancestors}"
    )
}

/// `'wasm-unsafe-eval'` is known since Chromium 97 and Safari 16 (iOS 16); older ones compile
/// WebAssembly under a policy only with `'unsafe-eval'` (WebAssembly/content-security-policy#7,
/// MDN browser-compat-data). Without it the app could not run there at all; everyone else keeps
/// the strict policy. Firefox before 102 never blocked WebAssembly.
fn wants_unsafe_eval(user_agent: &str) -> bool {
    if let Some(chromium) = version_after(user_agent, "Chrome/") {
        return chromium < 97;
    }
    // Web-views on iOS name the system, not Safari: `CPU iPhone OS 14_8 like Mac OS X`.
    if let Some(ios) =
        version_after(user_agent, "iPhone OS ").or_else(|| version_after(user_agent, "CPU OS "))
    {
        return ios < 16;
    }
    user_agent.contains("AppleWebKit/")
        && version_after(user_agent, "Version/").is_some_and(|safari| safari < 16)
}

fn version_after(user_agent: &str, name: &str) -> Option<u32> {
    let rest = user_agent.split_once(name)?.1;
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_browsers_that_do_not_know_better_get_unsafe_eval() {
        let old = [
            "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/86.0.4240.99 \
            XWEB/4425 MMWEBSDK/20220105 Mobile Safari/537.36 MicroMessenger/8.0.19",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 14_8 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
            Mobile/15E148 MicroMessenger/8.0.16",
            "Mozilla/5.0 (iPad; CPU OS 15_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.1 \
            Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 \
            Safari/605.1.15",
        ];
        assert!(old.into_iter().all(wants_unsafe_eval));
        let new = [
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 \
            Chrome/130.0.6723.103 XWEB/1300333 Mobile Safari/537.36 MicroMessenger/8.0.66",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
            Mobile/15E148 MicroMessenger/8.0.50",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "curl/8.5.0",
        ];
        assert!(!new.into_iter().any(wants_unsafe_eval));
    }

    #[test]
    fn an_agency_may_embed_the_app_by_name() {
        let city = "https://city.example".to_owned();
        let policy = content_security_policy(&[city], false, &Inline::default());
        assert!(policy.ends_with("frame-ancestors 'self' https://city.example"));
        assert!(!policy.contains("'unsafe-eval'"));
        // No string becomes markup or script, whoever wrote the line that tries.
        assert!(policy.contains("require-trusted-types-for 'script'"));
    }

    #[test]
    fn behind_tls_a_browser_asks_for_this_name_and_those_below_it_with_tls_alone() {
        let said = |https| {
            let mut headers = HeaderMap::new();
            write(&mut headers, "", &[], https);
            headers.remove(header::STRICT_TRANSPORT_SECURITY)
        };
        assert_eq!(said(true).unwrap(), "max-age=31536000; includeSubDomains");
        assert_eq!(said(false), None);
    }
}
