//! The audit trail, route by route: whatever an office asks for, and however it is answered, leaves one entry that says
//! who, what and when. Whoever has no token leaves none: nobody came in.

use serde_json::Value;

use super::matrix::routes;
use super::{Things, ask};
use crate::test_app::{OPS_TOKEN, TestApp};

#[derive(Debug, PartialEq, sqlx::FromRow)]
struct Entry {
    at: String,
    office: String,
    clerk: String,
    what: String,
    case_number: Option<String>,
    status: i64,
}

async fn entries(app: &TestApp) -> Vec<Entry> {
    let mut db = app.database().await;
    sqlx::query_as("SELECT at, office, clerk, what, case_number, status FROM audit ORDER BY id")
        .fetch_all(&mut db)
        .await
        .unwrap()
}

#[tokio::test]
async fn every_request_of_an_office_leaves_one_entry_and_one_of_nobody_none() {
    let app = TestApp::start().await;
    let document: Value = app.get("/api/v1/openapi.json").await.json();
    let owner = app.resident("lin-jing").await;
    let things = Things::of(&owner).await;
    let paths = document["paths"].as_object().unwrap();
    let of_offices = paths.iter().filter(|(path, _)| path.starts_with("/ops/"));
    let of_offices = of_offices.flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().keys();
        methods.map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    let (mut seen, mut refused) = (0, 0);
    let mut count = 0;
    for route in of_offices {
        let body = routes().into_iter().find(|(known, ..)| *known == route);
        let body = body.and_then(|(_, _, body)| body);
        for (token, office, clerk) in [
            ("token-of-benefit-drawn-for-the-tests", "benefit", "wang"),
            (
                "token-of-registration-drawn-for-the-tests",
                "registration",
                "-",
            ),
            ("token-of-lead-drawn-for-the-tests", "benefit", "wang"),
            ("token-of-trail-drawn-for-the-tests", "trail", "-"),
            ("token-of-elsewhere-drawn-for-the-tests", "elsewhere", "-"),
            (OPS_TOKEN, "office", "-"),
        ] {
            app.clock.move_on(1);
            let asked = ask(&app, &things, &route, body.as_ref(), (None, Some(token)));
            let status = asked.await;
            let all = entries(&app).await;
            let [entry] = &all[count..] else {
                panic!("{route} by {office}: {:?}", &all[count..]);
            };
            let number = route.contains("{number}").then(|| things.number.clone());
            let expected = Entry {
                at: app.clock.now().rfc3339(),
                office: office.to_owned(),
                clerk: clerk.to_owned(),
                what: route.clone(),
                case_number: number,
                status: status.into(),
            };
            assert_eq!(entry, &expected);
            count += 1;
            seen += u16::from(status < 300);
            refused += u16::from(status >= 400);
        }
        for nobody in [Some("wrong"), None] {
            let status = ask(&app, &things, &route, body.as_ref(), (None, nobody)).await;
            assert_eq!(status, 403);
            assert_eq!(entries(&app).await.len(), count, "{route}");
        }
    }
    assert!(seen > 6 && refused > 6, "{seen} seen, {refused} refused");
}

#[tokio::test]
async fn who_tries_many_tokens_waits() {
    let app = TestApp::start().await;
    let owner = app.resident("lin-jing").await;
    let things = Things::of(&owner).await;
    let route = "GET /ops/v1/cases";
    let by = async |token| ask(&app, &things, route, None, (None, Some(token))).await;
    // Who comes with a right one is not counted.
    for _ in 0..40 {
        assert_eq!(by(OPS_TOKEN).await, 200);
    }
    for _ in 0..30 {
        assert_eq!(by("wrong").await, 403);
    }
    app.clock.move_on(15);
    let request = axum::http::Request::get("/ops/v1/cases")
        .header("authorization", "Bearer wrong")
        .body(axum::body::Body::empty());
    let answer = app.send(request.unwrap()).await;
    assert_eq!(answer.code(), contract::problem::Code::TooMany);
    assert_eq!(answer.header("retry-after"), "45");
    // Not even whether the next one is right is told.
    assert_eq!(by(OPS_TOKEN).await, 429);
    app.clock.move_on(45);
    assert_eq!(by(OPS_TOKEN).await, 200);
}
