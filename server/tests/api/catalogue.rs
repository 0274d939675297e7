//! The scenarios as they are served, cached and changed.

use std::io::Read;

use axum::body::Body;
use axum::http::Request;
use catalog::Scenario;
use catalog::scenario::ScenarioIndex;
use catalog::search::{IndexEntry, RegionSummary, SearchIndex, find};
use contract::problem::Code;
use flate2::read::GzDecoder;
use serde_json::Value;

use crate::test_app::TestApp;

const SCENARIO: &str = "/api/v1/scenarios/unemployment?region=321000";

#[tokio::test]
async fn each_region_sees_its_own_scenario_and_a_strange_one_the_national() {
    let app = TestApp::start().await;
    let shelf: ScenarioIndex = app.get("/api/v1/shelf?region=321000").await.json();
    assert!(shelf.entries[0].available);
    let here: Scenario = app.get(SCENARIO).await.json();
    let strange: Scenario = app
        .get("/api/v1/scenarios/unemployment?region=999999")
        .await
        .json();
    assert_eq!(here.region.code, "321000");
    assert_eq!(strange.region.code, "000000");
    assert_eq!(
        app.get("/api/v1/scenarios/retirement").await.code(),
        Code::NotFound
    );
}

#[tokio::test]
async fn the_latest_is_asked_again_and_a_version_never() {
    let app = TestApp::start().await;
    let latest = app.get(SCENARIO).await;
    assert_eq!(latest.header("cache-control"), "no-cache");
    let again = Request::get(SCENARIO).header("if-none-match", latest.header("etag"));
    let again = app.send(again.body(Body::empty()).unwrap()).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let hash = latest.json::<Scenario>().hash;
    let version = app
        .get(&format!("/api/v1/scenarios/unemployment/{hash}"))
        .await;
    assert!(version.header("cache-control").contains("immutable"));
    assert_eq!(version.body, latest.body);
}

#[tokio::test]
async fn public_documents_are_the_same_in_each_coding() {
    let app = TestApp::start().await;
    let hash = app.get(SCENARIO).await.json::<Scenario>().hash;
    let version = format!("/api/v1/scenarios/unemployment/{hash}");
    for path in [
        SCENARIO,
        &version,
        "/api/v1/regions",
        "/api/v1/handbook",
        "/api/v1/search-index?region=321000",
        "/api/v1/shelf?region=321000",
    ] {
        let plain = app.get(path).await;
        assert_eq!(plain.header("content-encoding"), "");
        for coding in ["br", "gzip"] {
            let request = Request::get(path).header("accept-encoding", coding);
            let answer = app.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.header("content-encoding"), coding, "{path}");
            assert_eq!(answer.header("etag"), plain.header("etag"), "{path}");
            let mut read = Vec::new();
            let bytes = answer.body.as_slice();
            match coding {
                "br" => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut read),
                _ => GzDecoder::new(bytes).read_to_end(&mut read),
            }
            .unwrap();
            assert_eq!(read, plain.body, "{path} as {coding}");
        }
    }
}

#[tokio::test]
async fn an_edited_scenario_shows_after_a_restart_and_the_old_one_is_kept() {
    let app = TestApp::start().await;
    let old: Scenario = app.get(SCENARIO).await.json();
    app.edit_scenario("label: 自己辞职", "label: 我自己不干了");
    let app = app.restarted().await;
    let new = app.get(SCENARIO).await;
    assert!(new.text().contains("我自己不干了"));
    assert_ne!(new.json::<Scenario>().hash, old.hash);
    let kept = app
        .get(&format!("/api/v1/scenarios/unemployment/{}", old.hash))
        .await;
    assert_eq!(kept.json::<Scenario>(), old);
}

#[tokio::test]
async fn what_can_be_found_comes_with_its_pinyin_and_is_cached() {
    let app = TestApp::start().await;
    let index: SearchIndex = app.get("/api/v1/search-index?region=321000").await.json();
    let names: Vec<&str> = find(&index, "syyjs")
        .into_iter()
        .map(IndexEntry::name)
        .collect();
    assert_eq!(names, ["失业一件事"]);
    let places: Vec<RegionSummary> = app.get("/api/v1/regions").await.json();
    let yangzhou = places.iter().find(|place| place.code == "321000").unwrap();
    assert_eq!(
        (yangzhou.province.text.as_str(), yangzhou.live),
        ("江苏省", 3)
    );
    for path in [
        "/api/v1/handbook",
        "/api/v1/search-index",
        "/api/v1/regions",
    ] {
        let etag = app.get(path).await.header("etag").to_owned();
        let again = Request::get(path).header("if-none-match", etag);
        let again = app.send(again.body(Body::empty()).unwrap()).await;
        assert_eq!(
            (again.status.as_u16(), again.body.len()),
            (304, 0),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_document_is_served() {
    let document: Value = TestApp::start()
        .await
        .get("/api/v1/openapi.json")
        .await
        .json();
    assert_eq!(document["openapi"], "3.1.0");
    let submit = &document["paths"]["/api/v1/cases"]["post"];
    assert_eq!(submit["parameters"][0]["name"], "Idempotency-Key");
}
