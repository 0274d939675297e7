//! The app's own files, and what every answer says to the browser.

use axum::body::Body;
use axum::http::Request;
use contract::problem::Code;
use server::{Server, StartError};

use crate::test_app::TestApp;

#[tokio::test]
async fn a_screen_gets_the_page_and_a_missing_file_does_not() {
    let app = TestApp::start().await;
    for screen in [
        "/",
        "/s/unemployment/guide/leaving_reason",
        "/cases/39A4C7QKXW6T",
    ] {
        let answer = app.get(screen).await;
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
        assert!(answer.text().contains("一件事"));
    }
    for missing in [
        "/WW_verify_y.txt",
        "/assets/app-2.wasm",
        "/.well-known/x",
        "/api/v1/nothing",
        "/ops/v1/nothing",
        "/.inputs",
        "/healthz",
        "/metrics",
    ] {
        assert_eq!(app.get(missing).await.code(), Code::NotFound, "{missing}");
    }
    assert_eq!(app.get("/WW_verify_x.txt").await.text(), "x");
}

#[tokio::test]
async fn without_the_app_it_does_not_start() {
    let app = TestApp::start().await;
    let mut settings = app.settings();
    settings.app = app.folder.path().join("nothing");
    let started = Server::start(settings, app.clock.clone()).await;
    assert!(matches!(started.err(), Some(StartError::App { .. })));
}

#[tokio::test]
async fn files_have_their_types_and_named_by_content_are_kept_for_ever() {
    let app = TestApp::start().await;
    for (path, kind) in [
        ("/assets/app-1.wasm", "application/wasm"),
        ("/assets/boot-1.js", "text/javascript; charset=utf-8"),
        ("/app.webmanifest", "application/manifest+json"),
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.header("content-type"), kind);
        let for_ever = answer.header("cache-control").contains("immutable");
        assert_eq!(for_ever, path.starts_with("/assets/"), "{path}");
    }
}

#[tokio::test]
async fn a_page_is_known_by_its_content_and_not_by_its_date() {
    let app = TestApp::start().await;
    let first = app.get("/").await;
    assert!(!first.headers.contains_key("last-modified"));
    let held = first.header("etag").to_owned();
    let again = async |path: &str| {
        let asked = Request::get(path)
            .header("if-none-match", &held)
            .header("if-modified-since", "Fri, 31 Dec 2100 00:00:00 GMT");
        app.send(asked.body(Body::empty()).unwrap()).await
    };
    let same = again("/s/unemployment").await;
    assert_eq!((same.status.as_u16(), same.body.len()), (304, 0));
    // A release that is put back has an older date and another content.
    let page = app.folder.path().join("dist/index.html");
    std::fs::write(page, "<!doctype html><title>一件事，另一版</title>").unwrap();
    let other = again("/").await;
    assert_eq!(other.status.as_u16(), 200);
    assert!(other.text().contains("另一版"));
}

#[tokio::test]
async fn whoever_runs_it_is_told_that_it_lives_and_can_work() {
    let app = TestApp::start().await;
    for probe in ["/livez", "/readyz"] {
        let answer = app.get(probe).await;
        assert_eq!(
            (answer.status.as_u16(), answer.text()),
            (200, "ok\n".into()),
            "{probe}"
        );
    }
}

#[tokio::test]
async fn a_browser_that_takes_brotli_gets_it() {
    let app = TestApp::start().await;
    let request = Request::get("/assets/app-1.wasm").header("accept-encoding", "gzip, br");
    let answer = app.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.header("content-encoding"), "br");
    assert_eq!(answer.header("content-type"), "application/wasm");
    assert_eq!(answer.text(), "small");
    assert_eq!(app.get("/assets/app-1.wasm").await.text(), "plain");
}

#[tokio::test]
async fn every_answer_carries_the_policy() {
    let app = TestApp::start().await;
    for path in ["/", "/api/v1/session", "/nothing.txt", "/api/v1/cases"] {
        let answer = app.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"));
        assert!(!policy.contains("'unsafe-eval'") && !policy.contains("'unsafe-inline'"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
    }
}

#[tokio::test]
async fn the_page_may_have_the_style_and_script_that_stand_in_it_and_nothing_else_may() {
    let app = TestApp::start().await;
    // `printf 'p{}' | openssl dgst -sha256 -binary | base64`, and of `1`.
    let style = "style-src 'self' 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; ";
    let script = "script-src 'self' 'wasm-unsafe-eval' 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='; ";
    for page in ["/", "/index.html", "/s/unemployment/plan"] {
        let answer = app.get(page).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains(style) && policy.contains(script),
            "{page}: {policy}"
        );
    }
    for other in ["/api/v1/session", "/app.webmanifest", "/nothing.txt"] {
        let answer = app.get(other).await;
        assert!(
            !answer.header("content-security-policy").contains("sha256"),
            "{other}"
        );
    }
}

#[tokio::test]
async fn what_is_about_a_person_is_kept_in_no_cache() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    for path in [
        "/api/v1/session",
        "/api/v1/person/holdings",
        "/api/v1/cases",
    ] {
        assert_eq!(resident.get(path).await.header("cache-control"), "no-store");
    }
}
