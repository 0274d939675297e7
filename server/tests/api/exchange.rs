//! Registers over a city's data exchange platform: what it does not answer is asked of the resident, and nothing is
//! held against them for it.

use casework::ServiceState;
use catalog::Value;
use contract::case::Case;
use contract::licence::Licences;
use contract::person::{Eligibility, Holdings, Register, Unasked};
use contract::problem::Code;
use serde_json::json;
use server::Settings;

use crate::automatic::with_rule_and;
use crate::platform::{Does, Platform};
use crate::test_app::TestApp;

/// Longer than a platform on this machine takes, shorter than one that keeps waiting.
const TIMEOUT_MS: u64 = 1500;

pub(crate) fn at(platform: &Platform) -> impl FnOnce(&mut Settings) {
    let address = platform.address().to_owned();
    move |settings| {
        settings.registers.address = Some(address);
        settings.registers.secret = Some("secret of the platform".to_owned());
        settings.registers.timeout_ms = TIMEOUT_MS;
    }
}

/// It knows of everybody that they are insured, and hold a card.
fn platform() -> Platform {
    let platform = Platform::start();
    let record = |value, origin: &str| json!({ "value": value, "origin": origin });
    let records = json!({ "records": {
        "person.name": record(json!("林静"), "人口库"),
        "person.mobile": record(json!("15400000001"), "政务服务账号"),
        "insurance.unemployment_months": record(json!(36), "全民参保登记库"),
        "person.empty": record(json!(" "), "人口库"),
    } });
    let card = json!({ "kind": "id_card", "name": "居民身份证", "issuer": "公安机关" });
    platform.does("records", Does::Answers(records));
    platform.does("licences", Does::Answers(json!({ "licences": [card] })));
    platform.does("credit", Does::Answers(json!({ "may_promise": false })));
    platform
}

fn all_of(register: Register) -> Unasked {
    Unasked {
        register,
        name: String::new(),
    }
}

#[tokio::test]
async fn what_the_platform_knows_is_held_and_no_number_stands_in_an_address() {
    let platform = platform();
    let app = TestApp::start_set(at(&platform)).await;
    let resident = app.resident("lin-jing").await;
    let holdings: Holdings = resident.get("/api/v1/person/holdings").await.json();
    assert_eq!(holdings.unasked, []);
    let months = &holdings.records["insurance.unemployment_months"];
    assert_eq!(months.value, Value::Number(36));
    assert_eq!(months.origin, "全民参保登记库");
    assert!(!holdings.records.contains_key("person.empty"));
    assert_eq!(holdings.licences[0].issuer, "公安机关");
    let eligibility: Eligibility = resident
        .get("/api/v1/eligibility/unemployment")
        .await
        .json();
    assert!(!eligibility.may_promise && eligibility.unasked.is_empty());
    for asked in platform.asked() {
        assert!(asked.path.starts_with("/exchange/v1/"), "{}", asked.path);
        assert!(asked.path.bytes().filter(u8::is_ascii_digit).count() == 1);
        assert_eq!(asked.authorization, "Bearer secret of the platform");
        assert_eq!(asked.body["person"]["name"], "林静");
        assert_eq!(asked.body["today"], "2026-11-20");
    }
}

#[tokio::test]
async fn what_one_register_behind_it_does_not_say_is_told_by_its_name() {
    let platform = platform();
    let partial = json!({ "records": {}, "unasked": ["全民参保登记库"] });
    platform.does("records", Does::Answers(partial));
    let app = TestApp::start_set(at(&platform)).await;
    let resident = app.resident("lin-jing").await;
    let holdings: Holdings = resident.get("/api/v1/person/holdings").await.json();
    let named = Unasked {
        register: Register::Records,
        name: "全民参保登记库".to_owned(),
    };
    assert_eq!(holdings.unasked, [named]);
    assert_eq!(holdings.licences.len(), 1);
}

#[tokio::test]
async fn whatever_is_wrong_with_the_platform_the_person_is_asked_instead() {
    for fault in [
        Does::Fails(500),
        Does::Fails(403),
        Does::SaysNonsense,
        Does::SaysTooMuch,
        Does::KeepsWaiting,
        Does::Answers(json!({ "records": { "person.name": "林静" } })),
    ] {
        let platform = platform();
        platform.does("records", fault);
        let app = TestApp::start_set(at(&platform)).await;
        let resident = app.resident("lin-jing").await;
        let answer = resident.get("/api/v1/person/holdings").await;
        let holdings: Holdings = answer.json();
        assert_eq!(holdings.unasked, [all_of(Register::Records)]);
        assert!(holdings.records.is_empty());
        assert_eq!(holdings.licences.len(), 1, "the others were asked");
        // What was spared is wanted now, and then it goes through.
        let mut submission = resident.submission("resigned", None).await;
        let refused = resident.post("/api/v1/cases", "1", &submission).await;
        assert_eq!(refused.code(), Code::Unavailable);
        let application = &mut submission.application;
        application.answers.set("insured_months", Value::Number(36));
        for (field, value) in [("name", "林静"), ("mobile", "15400000001")] {
            let value = Value::from(value);
            application.fields.insert(field.to_owned(), value);
        }
        let answer = resident.post("/api/v1/cases", "2", &submission).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
}

#[tokio::test]
async fn a_fault_of_a_moment_is_not_noticed() {
    let platform = platform();
    let card = json!({ "kind": "id_card", "name": "居民身份证", "issuer": "公安机关" });
    let answer = json!({ "licences": [card] });
    platform.does("licences", Does::AnswersAfter(2, answer));
    let app = TestApp::start_set(at(&platform)).await;
    let resident = app.resident("lin-jing").await;
    let licences: Licences = resident.get("/api/v1/person/licences").await.json();
    assert_eq!((licences.held.len(), licences.unasked.len()), (1, 0));
    let asked = platform.asked();
    let tries = asked.iter().filter(|it| it.path.ends_with("licences"));
    assert_eq!(tries.count(), 3);
}

#[tokio::test]
async fn a_platform_that_fails_again_and_again_is_left_alone() {
    let platform = platform();
    platform.does("licences", Does::Fails(500));
    let app = TestApp::start_set(at(&platform)).await;
    let resident = app.resident("lin-jing").await;
    for _ in 0..8 {
        let licences: Licences = resident.get("/api/v1/person/licences").await.json();
        assert_eq!(licences.unasked, [all_of(Register::Licences)]);
    }
    let asked = platform.asked();
    let of = |end: &str| asked.iter().filter(|it| it.path.ends_with(end)).count();
    assert_eq!((of("licences"), of("records")), (5, 8));
}

#[tokio::test]
async fn a_promise_stays_open_where_nobody_can_say_that_it_is_not() {
    let platform = platform();
    platform.does("credit", Does::Fails(500));
    let app = TestApp::start_set(at(&platform)).await;
    let resident = app.resident("lin-jing").await;
    let eligibility: Eligibility = resident
        .get("/api/v1/eligibility/unemployment")
        .await
        .json();
    assert!(eligibility.may_promise);
    assert_eq!(eligibility.unasked, [all_of(Register::Credit)]);
}

#[tokio::test]
async fn a_rule_decides_where_records_could_be_asked_and_a_person_where_they_could_not() {
    let partial = json!({
        "records": { "insurance.unemployment_months": { "value": 36, "origin": "全民参保登记库" } },
        "unasked": ["就业登记库"],
    });
    for (answer, expected) in [
        (None, ServiceState::Granted),
        (Some(partial), ServiceState::Submitted),
    ] {
        let platform = platform();
        if let Some(answer) = answer {
            platform.does("records", Does::Answers(answer));
        }
        let app = with_rule_and(at(&platform)).await;
        let resident = app.resident("lin-jing").await;
        let mut submission = resident.submission("resigned", None).await;
        let application = &mut submission.application;
        for (field, value) in [("name", "林静"), ("mobile", "15400000001")] {
            let value = Value::from(value);
            application.fields.insert(field.to_owned(), value);
        }
        let answer = resident.post("/api/v1/cases", "k", &submission).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        assert_eq!(answer.json::<Case>().services[0].state, expected);
    }
}

#[tokio::test]
async fn the_office_sees_which_registers_could_not_be_asked() {
    let platform = platform();
    platform.does("credit", Does::Fails(500));
    let app = TestApp::start_set(at(&platform)).await;
    let number = app.resident("lin-jing").await.case().await;
    assert_eq!(app.whole(&number).await.unasked, [all_of(Register::Credit)]);
    platform.does("credit", Does::Answers(json!({ "may_promise": true })));
    // What is known later changes nothing of what it stands on.
    assert_eq!(app.whole(&number).await.unasked, [all_of(Register::Credit)]);
}

#[tokio::test]
async fn what_is_open_elsewhere_is_told_and_stops_nobody() {
    let platform = platform();
    let cases = json!({ "cases": [
        { "title": "失业保险金申领", "office": "扬州市失业保险经办机构", "since": "2026-11-02" },
        { "title": " ", "office": "某机构" },
        { "title": "补贴申领", "office": "某机构", "since": "yesterday" },
    ] });
    platform.does("open-cases", Does::Answers(cases));
    let app = TestApp::start_set(at(&platform)).await;
    let resident = app.resident("lin-jing").await;
    let path = "/api/v1/eligibility/unemployment?region=321000";
    let told: Eligibility = resident.get(path).await.json();
    let told: Vec<_> = told
        .open_elsewhere
        .iter()
        .map(|one| (&*one.title, one.since.as_deref()))
        .collect();
    assert_eq!(
        told,
        [("失业保险金申领", Some("2026-11-02")), ("补贴申领", None)]
    );
    let asked = platform.asked();
    let asked = asked.iter().find(|one| one.path.ends_with("open-cases"));
    let asked = &asked.unwrap().body;
    assert_eq!(asked["scenario"], "unemployment");
    assert_eq!(asked["person"]["name"], "林静");
    resident.case().await;
    for silent in [Does::Fails(500), Does::Fails(404), Does::SaysNonsense] {
        platform.does("open-cases", silent);
        let told: Eligibility = resident.get(path).await.json();
        assert!(told.open_elsewhere.is_empty() && told.unasked.is_empty());
    }
}

/// What one resident met can be followed through the proxy, the log and the platform.
#[tokio::test]
async fn what_the_proxy_calls_a_request_the_platform_hears_and_nobody_else_may_name_one() {
    const GIVEN: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
    let platform = platform();
    let app = TestApp::start_set(at(&platform)).await;
    let resident = app.resident("lin-jing").await;
    let holdings = "/api/v1/person/holdings";
    let named = || {
        let request = resident.tus("GET".parse().unwrap(), holdings);
        request.header("x-request-id", GIVEN)
    };
    let answer = resident.send(named(), axum::body::Body::empty()).await;
    let drawn = answer.header("x-request-id").to_owned();
    assert_ne!(drawn, GIVEN);
    assert!(platform.asked().iter().all(|asked| asked.request == drawn));
    let before = platform.asked().len();
    let behind = app.restarted_set(|settings| {
        at(&platform)(settings);
        // Where tests come from.
        settings.trusted_proxies = vec!["0.0.0.0/32".parse().unwrap()];
    });
    let behind = behind.await;
    let resident = behind.resident("lin-jing").await;
    let request = resident.tus("GET".parse().unwrap(), holdings);
    let request = request.header("x-request-id", GIVEN);
    let answer = resident.send(request, axum::body::Body::empty()).await;
    assert_eq!(answer.header("x-request-id"), GIVEN);
    let asked = &platform.asked()[before..];
    assert!(!asked.is_empty() && asked.iter().all(|asked| asked.request == GIVEN));
}
