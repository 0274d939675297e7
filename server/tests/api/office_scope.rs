//! An office sees its services, in its places, and nothing else.

use axum::body::Body;
use axum::http::Request;
use contract::ops::{Decision, OpsCasePage};
use contract::problem::Code;

use crate::test_app::{Answer, TestApp};

async fn get(app: &TestApp, office: &str, clerk: Option<&str>, path: &str) -> Answer {
    let mut request =
        Request::get(path).header("authorization", format!("Bearer token-of-{office}"));
    if let Some(clerk) = clerk {
        request = request.header("x-clerk", clerk);
    }
    app.send(request.body(Body::empty()).unwrap()).await
}

async fn services(app: &TestApp, office: &str, clerk: Option<&str>) -> Vec<String> {
    let page: OpsCasePage = get(app, office, clerk, "/ops/v1/cases").await.json();
    let services = page.items.into_iter().flat_map(|case| case.services);
    services.map(|service| service.service).collect()
}

#[tokio::test]
async fn a_list_holds_the_office_s_services_alone() {
    let app = TestApp::start().await;
    app.resident("lin-jing").await.case().await;
    assert_eq!(services(&app, "registration", None).await, ["registration"]);
    assert_eq!(services(&app, "benefit", Some("wang")).await, ["benefit"]);
    assert!(services(&app, "elsewhere", None).await.is_empty());
}

#[tokio::test]
async fn an_office_that_names_its_clerks_lets_no_other_in() {
    let app = TestApp::start().await;
    for clerk in [None, Some("li"), Some("")] {
        let answer = get(&app, "benefit", clerk, "/ops/v1/cases").await;
        assert_eq!(answer.code(), Code::Forbidden, "{clerk:?}");
    }
    let long = "x".repeat(65);
    for clerk in ["a b", "a/b", &long] {
        let answer = get(&app, "registration", Some(clerk), "/ops/v1/cases").await;
        assert_eq!(answer.code(), Code::Forbidden, "{clerk}");
    }
}

#[tokio::test]
async fn another_office_s_service_is_not_found() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    for (office, service, status) in [
        ("registration", "benefit", 404),
        ("elsewhere", "registration", 404),
        ("registration", "registration", 200),
    ] {
        let path = format!("/ops/v1/cases/{number}/services/{service}/decisions");
        let request = Request::post(path)
            .header("authorization", format!("Bearer token-of-{office}"))
            .header("content-type", "application/json")
            .header("idempotency-key", office);
        let body = serde_json::to_vec(&Decision::Accept).unwrap();
        let answer = app.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(
            answer.status,
            status,
            "{office} {service}: {}",
            answer.text()
        );
    }
}
