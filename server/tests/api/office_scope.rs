//! An office sees its services, in its places, and nothing else.

use casework::Light;
use contract::case::ServiceState;
use contract::case_action::{ResidentAction, ResidentCommand};
use contract::case_event::CaseEventKind;
use contract::office_action::{OfficeAction, OfficeCommand};
use contract::ops::{OpsCaseDetail, OpsCasePage};
use contract::problem::Code;
use precheck_testkit as testkit;

use crate::office::{BENEFIT, Decision, ELSEWHERE, REGISTRATION, SEEN_ALL, Token, WHOLE};
use crate::resident::{Photo, attached};
use crate::test_app::TestApp;

async fn listed(app: &TestApp, token: Token<'_>, query: &str) -> Vec<String> {
    let path = format!("/ops/v1/cases{query}");
    let page: OpsCasePage = app.office_get(token, &path).await.json();
    let services = page.items.into_iter().flat_map(|case| case.services);
    services.map(|service| service.service).collect()
}

#[tokio::test]
async fn a_list_holds_the_office_s_services_alone() {
    let app = TestApp::start().await;
    app.resident("lin-jing").await.case().await;
    assert_eq!(listed(&app, REGISTRATION, "").await, ["registration"]);
    assert_eq!(listed(&app, BENEFIT, "").await, ["benefit"]);
    assert!(listed(&app, ELSEWHERE, "").await.is_empty());
}

#[tokio::test]
async fn a_list_is_filtered_by_state_light_service_and_flags() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    let both = ["registration", "benefit"];
    for (query, found) in [
        ("?state=submitted", true),
        ("?state=granted", false),
        ("?light=green", true),
        ("?light=red", false),
        ("?service=benefit", true),
        ("?service=medical", false),
        ("?flagged=true", false),
        ("?flagged=false", true),
    ] {
        let expected = if found { &both[..] } else { &[] };
        assert_eq!(listed(&app, WHOLE, query).await, expected, "{query}");
    }
    // Two months later it is red, of the very service that was not decided.
    app.clock.move_on(60 * 24 * 3600);
    assert_eq!(listed(&app, WHOLE, "?light=red").await, both);
    let detail = app.whole(&number).await;
    assert_eq!(detail.case.services[0].light, Light::Red);
    let wrong = app.office_get(WHOLE, "/ops/v1/cases?light=blue").await;
    assert_eq!(wrong.code(), Code::Malformed);
}

#[tokio::test]
async fn an_office_that_names_its_clerks_lets_no_other_in() {
    let app = TestApp::start().await;
    for clerk in [None, Some("li"), Some("")] {
        let token = Token(BENEFIT.0, clerk);
        let answer = app.office_get(token, "/ops/v1/cases").await;
        assert_eq!(answer.code(), Code::Forbidden, "{clerk:?}");
    }
    let long = "x".repeat(65);
    for clerk in ["a b", "a/b", &long] {
        let token = Token(REGISTRATION.0, Some(clerk));
        let answer = app.office_get(token, "/ops/v1/cases").await;
        assert_eq!(answer.code(), Code::Forbidden, "{clerk}");
    }
}

#[tokio::test]
async fn another_office_s_service_is_not_found() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    for (token, service, status) in [
        (REGISTRATION, "benefit", 404),
        (ELSEWHERE, "registration", 404),
        (REGISTRATION, "registration", 200),
    ] {
        let command = OfficeCommand {
            seen: SEEN_ALL,
            action: Decision::Accept.about(service),
        };
        let answer = app.office_act(token, &number, "k", &command).await;
        assert_eq!(answer.status, status, "{token:?} {service}");
    }
}

#[tokio::test]
async fn one_application_is_shown_whole_as_far_as_it_is_the_office_s() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let photo = Photo::of_social_card(testkit::sharp_photograph());
    let bytes = photo.bytes.clone();
    let file = resident.upload(photo).await;
    let card = attached(&file, false);
    let submission = resident.submission("contract_expired", card).await;
    let answer = resident.post("/api/v1/cases", "k", &submission).await;
    let number = answer.json::<contract::case::Case>().number;
    let path = format!("/ops/v1/cases/{number}");
    let picture = format!("{path}/files/{file}");

    let benefit: OpsCaseDetail = app.office_get(BENEFIT, &path).await.json();
    let lines = benefit.application.fields.iter();
    let lines: Vec<_> = lines.flat_map(|group| &group.lines).collect();
    let ids: Vec<&str> = lines.iter().map(|line| &*line.id).collect();
    assert_eq!(ids, ["name", "payout_account"]);
    // In full: an office needs the number.
    assert_eq!(lines[1].value, "6200000000000000018");
    let materials = benefit.application.materials.iter();
    let pages = materials.flat_map(|material| &material.pages);
    let pages: Vec<_> = pages.collect();
    assert!(pages[0].report.is_some() && pages[0].file == file);
    assert_eq!(app.office_get(BENEFIT, &picture).await.body, bytes);

    let other: OpsCaseDetail = app.office_get(REGISTRATION, &path).await.json();
    let told = serde_json::to_string(&other).unwrap();
    // Why she left decides about the benefit alone.
    let answers = |detail: &OpsCaseDetail| detail.application.answers.len();
    assert_eq!((answers(&benefit), answers(&other)), (1, 0));
    for not_its in ["6200000000000000018", "social_card", &file, "benefit"] {
        assert!(!told.contains(not_its), "{not_its} in {told}");
    }
    for (token, path) in [
        (REGISTRATION, &picture),
        (ELSEWHERE, &picture),
        (ELSEWHERE, &path),
    ] {
        let answer = app.office_get(token, path).await;
        assert_eq!(answer.code(), Code::NotFound, "{token:?} {path}");
    }
}

#[tokio::test]
async fn what_happens_to_another_office_s_service_is_its_own_affair() {
    let app = TestApp::start().await;
    let number = app.resident("lin-jing").await.case().await;
    app.done(&number, "1", Decision::Accept.about("benefit"))
        .await;
    let path = format!("/ops/v1/cases/{number}");
    let of = async |token| -> OpsCaseDetail { app.office_get(token, &path).await.json() };
    let accepted = |detail: &OpsCaseDetail| {
        let mut events = detail.events.iter();
        events.any(|event| matches!(event.what, CaseEventKind::Accepted { .. }))
    };
    let benefit = of(BENEFIT).await;
    assert!(accepted(&benefit));
    assert_eq!(benefit.case.services[0].state, ServiceState::Accepted);
    let registration = of(REGISTRATION).await;
    assert!(!accepted(&registration));
    // The deferred card is the benefit's.
    let supplies = |detail: &OpsCaseDetail| {
        let told = serde_json::to_string(&detail.obligations).unwrap();
        told.contains("social_card")
    };
    assert!(supplies(&benefit) && !supplies(&registration));
    assert_eq!(benefit.promises[0].used, 1);
    assert!(registration.promises.is_empty());
}

#[tokio::test]
async fn of_a_withdrawal_each_office_hears_of_its_services() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    let path = format!("/ops/v1/cases/{number}");
    let act = async |key, action| {
        let path = format!("/api/v1/cases/{number}/actions");
        let seen = SEEN_ALL;
        let command = ResidentCommand { seen, action };
        let answer = resident.post(&path, key, &command).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    };
    act("1", ResidentAction::WithdrawAll).await;
    let detail: OpsCaseDetail = app.office_get(REGISTRATION, &path).await.json();
    let withdrawn = detail.events.iter().find_map(|event| match &event.what {
        CaseEventKind::Withdrawn { services } => Some(services.clone()),
        _ => None,
    });
    assert_eq!(withdrawn.unwrap(), ["registration"]);
}

#[tokio::test]
async fn what_was_undone_is_not_found_by_any_office() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let number = resident.case().await;
    let command = ResidentCommand {
        seen: SEEN_ALL,
        action: ResidentAction::Undo,
    };
    let path = format!("/api/v1/cases/{number}/actions");
    assert_eq!(resident.post(&path, "u", &command).await.status, 200);
    let path = format!("/ops/v1/cases/{number}");
    let answer = app.office_get(WHOLE, &path);
    assert_eq!(answer.await.code(), Code::NotFound);
    assert!(listed(&app, WHOLE, "").await.is_empty());
}

#[tokio::test]
async fn what_an_office_still_owes_of_a_decided_case_stays_on_its_list() {
    let app = TestApp::start().await;
    let resident = app.resident("lin-jing").await;
    let submission = resident.submission("resigned", None).await;
    let answer = resident.post("/api/v1/cases", "k", &submission).await;
    let number = answer.json::<contract::case::Case>().number;
    app.clock.move_on(601);
    app.done(&number, "1", Decision::Accept.about("registration"))
        .await;
    let grant = Decision::Grant {
        result: "已登记".to_owned(),
    };
    app.done(&number, "2", grant.about("registration")).await;
    assert!(listed(&app, WHOLE, "").await.is_empty());
    let command = ResidentCommand {
        seen: SEEN_ALL,
        action: ResidentAction::Ask {
            service: None,
            text: "什么时候能领证？".to_owned(),
        },
    };
    let path = format!("/api/v1/cases/{number}/actions");
    assert_eq!(resident.post(&path, "q", &command).await.status, 200);
    assert_eq!(listed(&app, WHOLE, "").await, ["registration"]);
    let asked = app.whole(&number).await.case.last;
    let answer = OfficeAction::Answer {
        asked,
        text: "三天内".to_owned(),
    };
    app.done(&number, "3", answer).await;
    assert!(listed(&app, WHOLE, "").await.is_empty());
}
