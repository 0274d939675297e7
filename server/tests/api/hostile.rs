//! What nobody's app sends: refused with a problem that repeats nothing of it.

use axum::body::Body;
use axum::http::{Method, Request};
use catalog::{Attachment, Supplied};
use contract::problem::Code;

use crate::resident::Photo;
use crate::test_app::{Answer, TestApp};

async fn submit(app: &TestApp, cookie_of: &str, body: String) -> Answer {
    let resident = app.resident(cookie_of).await;
    let request = resident
        .tus(Method::POST, "/api/v1/cases")
        .header("content-type", "application/json")
        .header("idempotency-key", "k");
    resident.send(request, Body::from(body)).await
}

#[tokio::test]
async fn what_cannot_be_read_is_not_echoed() {
    let app = TestApp::start().await;
    let deep = format!(
        r#"{{"application":{}{}}}"#,
        "[".repeat(50_000),
        "]".repeat(50_000)
    );
    let huge_number = r#"{"scenario":"unemployment","version":"1","hash":"0","region":"0",
        "application":{"fields":{"secret":99999999999999999999999}}}"#;
    for body in [
        deep.as_str(),
        huge_number,
        "",
        "{",
        "null",
        "secret",
        r#"{"scenario":["secret"]}"#,
    ] {
        let answer = submit(&app, "lin-jing", body.to_owned()).await;
        assert_eq!(answer.code(), Code::Malformed);
        assert!(!answer.text().contains("secret"));
    }
}

#[tokio::test]
async fn a_body_without_end_is_cut_off() {
    let app = TestApp::start().await;
    let body = format!(r#"{{"scenario":"{}"}}"#, "x".repeat(300_000));
    assert_eq!(submit(&app, "lin-jing", body).await.code(), Code::TooLarge);
}

/// Nobody has so many files; whoever names them costs nobody else any time.
#[tokio::test]
async fn an_application_of_more_files_than_anybody_has_is_not_looked_at() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let mut submission = resident.submission("resigned", None).await;
    let mut name = |files: usize| {
        let named = (0..files).map(|number| Attachment {
            file: format!("{number:026}"),
            page: "face".to_owned(),
            for_review: false,
        });
        let supplied = Supplied::Attached(named.collect());
        let materials = &mut submission.application.materials;
        materials.insert("social_card".to_owned(), supplied);
        serde_json::to_string(&submission).unwrap()
    };
    let (most, more) = (name(100), name(101));
    assert_ne!(submit(&app, "lin-jing", most).await.status, 413);
    assert_eq!(submit(&app, "lin-jing", more).await.code(), Code::TooLarge);
}

#[tokio::test]
async fn a_form_is_no_json() {
    let app = TestApp::start().await;
    let request = Request::post("/api/v1/session")
        .header("x-requested-by", "yijianshi")
        .header("content-type", "text/plain")
        .body(Body::from(r#"{"demo_identity":"lin-jing"}"#));
    assert_eq!(app.send(request.unwrap()).await.code(), Code::MediaType);
}

#[tokio::test]
async fn no_path_leads_out_of_its_folder() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    for id in ["..%2F..%2Fyijianshi.db", "%2e%2e", "%00", "%FF", "a%2Fb"] {
        for resource in ["uploads", "cases", "scenarios", "eligibility"] {
            let answer = resident.get(&format!("/api/v1/{resource}/{id}")).await;
            assert_eq!(answer.code(), Code::NotFound, "{resource}/{id}");
        }
    }
    for path in [
        "/..%2fdata%2fyijianshi.db",
        "/assets/..%2f..%2fdata/yijianshi.db",
        "/../data/yijianshi.db",
        "/%2e%2e/data/yijianshi.db",
    ] {
        let answer = app.get(path).await;
        assert!(!answer.text().contains("SQLite"), "{path}");
        assert_eq!(answer.status, 404, "{path}");
    }
    // Longer than any file's name: a file system fails where it is asked.
    for path in ["/", "/assets/"].map(|folder| [folder, &"a".repeat(256), ".css"].concat()) {
        assert_eq!(app.get(&path).await.code(), Code::NotFound, "{path}");
    }
}

#[tokio::test]
async fn one_person_writes_so_often_and_then_waits_while_others_go_on() {
    let app = TestApp::start_set(|settings| settings.writes_a_minute = 5).await;
    let rude = app.resident("lin-jing").await;
    let path = "/api/v1/cases/39A4C7QKXW6T/actions";
    let write = async || rude.post(path, "k", &serde_json::json!({})).await;
    for _ in 0..5 {
        assert_eq!(write().await.code(), Code::Malformed);
    }
    let refused = write().await;
    assert_eq!(refused.code(), Code::TooMany);
    assert_eq!(refused.header("retry-after"), "60");
    assert_eq!(rude.get("/api/v1/cases").await.status, 200);
    let other = app.resident("zhou-hang").await;
    let other = other.post(path, "k", &serde_json::json!({})).await;
    assert_eq!(other.code(), Code::Malformed);
    app.clock.move_on(60);
    assert_eq!(write().await.code(), Code::Malformed);
}

#[tokio::test]
async fn a_file_without_a_proper_announcement_is_refused() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let create = |metadata: &str, length: &str| {
        let request = resident
            .tus(Method::POST, "/api/v1/uploads")
            .header("upload-length", length)
            .header("upload-metadata", metadata);
        resident.send(request, Body::empty())
    };
    assert_eq!(create("sha256 !!!", "10").await.code(), Code::Malformed);
    assert_eq!(create("", "10").await.code(), Code::Malformed);
    assert_eq!(create("", "-1").await.code(), Code::Malformed);
    let without_version = Request::post("/api/v1/uploads")
        .header("x-requested-by", "yijianshi")
        .body(Body::empty());
    assert_eq!(
        app.send(without_version.unwrap()).await.code(),
        Code::SignInNeeded
    );
}

#[tokio::test]
async fn a_page_that_no_material_has_takes_no_file() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let photo = Photo {
        bytes: vec![1],
        material: "social_card",
        page: "face",
    };
    let path = resident.announce(&photo).await;
    assert_eq!(resident.offset(&path).await, "0");
    let request = resident
        .tus(Method::POST, "/api/v1/uploads")
        .header("upload-length", "10")
        // sha256, scenario unemployment, material house, page front
        .header(
            "upload-metadata",
            format!(
                "sha256 {},scenario dW5lbXBsb3ltZW50,material aG91c2U=,page ZnJvbnQ=",
                "MDAw".repeat(21) + "MA=="
            ),
        );
    assert_eq!(
        resident.send(request, Body::empty()).await.code(),
        Code::FileRefused
    );
}

#[tokio::test]
async fn another_method_is_a_problem_too() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let request = resident.tus(Method::PUT, "/api/v1/uploads");
    let answer = resident.send(request, Body::empty()).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (405, Code::Malformed)
    );
    assert!(answer.header("allow").contains("POST"));
}
