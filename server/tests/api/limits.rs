//! How much of the server one person takes, as it is answered over HTTP: what asks registers, what is long, and what
//! waits for a register that does not answer. `hostile.rs` has how often one writes.

use axum::body::Body;
use axum::http::Method;
use contract::person::Holdings;
use contract::problem::Code;
use serde_json::json;

use crate::exchange::at;
use crate::platform::{Does, Platform};
use crate::resident::Resident;
use crate::test_app::{Answer, TestApp};

const ALLOWED: u32 = 12;

async fn app() -> TestApp {
    TestApp::start_set(|settings| settings.writes_a_minute = ALLOWED).await
}

#[tokio::test]
async fn what_asks_registers_is_limited_by_person_and_is_no_write() {
    let app = app().await;
    let rude = app.resident("lin-jing").await;
    let asks = [
        "/api/v1/person/holdings",
        "/api/v1/person/licences",
        "/api/v1/eligibility/unemployment?region=321000",
    ];
    for turn in 0..ALLOWED as usize {
        let answer = rude.get(asks[turn % 3]).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    for path in asks {
        let refused = rude.get(path).await;
        assert_eq!(refused.code(), Code::TooMany, "{path}");
        assert_eq!(refused.header("retry-after"), "60");
    }
    // What asks none goes on, and so do others; and she may still write as often.
    assert_eq!(rude.get("/api/v1/cases").await.status, 200);
    rude.case().await;
    let other = app.resident("zhou-hang").await;
    assert_eq!(other.get(asks[0]).await.status, 200);
    app.clock.move_on(60);
    assert_eq!(rude.get(asks[0]).await.status, 200);
}

/// Something that is understood to the end and refused, of so many bytes.
async fn write(resident: &Resident<'_>, bytes: usize) -> Answer {
    let path = "/api/v1/cases/39A4C7QKXW6T/actions";
    resident.post(path, "k", &"x".repeat(bytes - 2)).await
}

#[tokio::test]
async fn what_is_long_counts_as_many_writes() {
    let app = app().await;
    let rude = app.resident("lin-jing").await;
    // One, and one for each 16 KB: six.
    for _ in 0..2 {
        let answer = write_of_length(&rude, 5 * 16 * 1024).await;
        assert_eq!(answer.code(), Code::Malformed);
    }
    assert_eq!(write(&rude, 100).await.code(), Code::TooMany);
    app.clock.move_on(60);
    for _ in 0..ALLOWED {
        assert_eq!(write(&rude, 100).await.code(), Code::Malformed);
    }
    assert_eq!(write(&rude, 100).await.code(), Code::TooMany);
}

/// As a network sends it: with its length.
async fn write_of_length(resident: &Resident<'_>, bytes: usize) -> Answer {
    let path = "/api/v1/cases/39A4C7QKXW6T/actions";
    let request = resident
        .tus(Method::POST, path)
        .header("content-type", "application/json")
        .header("idempotency-key", "k")
        .header("content-length", bytes);
    let body = serde_json::to_vec(&"x".repeat(bytes - 2)).unwrap();
    resident.send(request, Body::from(body)).await
}

#[tokio::test]
async fn what_does_not_say_how_long_it_is_counts_as_eight() {
    let app = app().await;
    let rude = app.resident("lin-jing").await;
    let path = "/api/v1/cases/39A4C7QKXW6T/actions";
    let in_pieces = async || {
        let request = rude
            .tus(Method::POST, path)
            .header("content-type", "application/json")
            .header("idempotency-key", "k")
            .header("transfer-encoding", "chunked");
        rude.send(request, Body::from("{}")).await
    };
    assert_eq!(in_pieces().await.code(), Code::Malformed);
    assert_eq!(in_pieces().await.code(), Code::TooMany);
    // The bytes of files are no writes.
    let part = rude
        .patch("/api/v1/uploads/none", 0, vec![0; 100_000])
        .await;
    assert_eq!(part.code(), Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_gets_no_turn_at_a_register_fills_in_by_hand() {
    let platform = Platform::start();
    platform.does("records", Does::KeepsWaiting);
    platform.does("licences", Does::Answers(json!({ "licences": [] })));
    let app = TestApp::start_set(at(&platform)).await;
    let resident = app.resident("lin-jing").await;
    let before = platform.asked().len();
    let asking = (0..MANY).map(|_| resident.get("/api/v1/person/holdings"));
    let answers = futures_util::future::join_all(asking).await;
    for answer in answers {
        assert_eq!(answer.status, 200, "{}", answer.text());
        let holdings: Holdings = answer.json();
        let mut unasked = holdings.unasked.iter();
        assert!(unasked.any(|one| one.register == contract::person::Register::Records));
    }
    // Those that had no turn have asked nobody.
    let asked = platform.asked();
    let records = asked[before..].iter();
    let records = records.filter(|one| one.path.ends_with("/records")).count();
    assert!(records < MANY, "{records} of {MANY}");
    assert_eq!(app.get("/livez").await.status, 200);
}

/// Many more than are asked at the same time.
const MANY: usize = 300;
