//! Signing in at a real identity service, and out of it.

use axum::http::Method;
use contract::person::{Holdings, Session, SignedOut};
use contract::problem::Code;
use server::Settings;

use crate::browser::Browser;
use crate::identity_service::{IdentityService, Seen, Visitor};
use crate::test_app::TestApp;

pub(crate) const BEGIN: &str = "/api/v1/session/sign-in?to=/s/unemployment/form";
const ENOUGH: &str = "urn:test:level:3";

/// A server whose residents sign in at that service; both have the same time.
pub(crate) async fn with(service: &IdentityService) -> TestApp {
    let app = with_issuer(service.issuer()).await;
    service.set_clock(app.clock.now().unix());
    app
}

pub(crate) async fn with_issuer(issuer: &str) -> TestApp {
    TestApp::start_set(|settings| at(settings, issuer)).await
}

pub(crate) fn at(settings: &mut Settings, issuer: &str) {
    settings.oidc.issuer = Some(issuer.to_owned());
    settings.oidc.client_id = Some("yijianshi".to_owned());
    settings.oidc.client_secret = Some("secret of the tests".to_owned());
    settings.oidc.handover_secret = Some("secret of a mini-program of the tests".to_owned());
    settings.oidc.scope = "openid profile phone identity".to_owned();
    settings.oidc.acr = vec![ENOUGH.to_owned()];
}

pub(crate) fn service() -> IdentityService {
    IdentityService::start("http://127.0.0.1:8080")
}

#[tokio::test]
async fn a_resident_signs_in_where_the_city_proves_who_she_is_and_is_back_where_she_was() {
    let service = service();
    let app = with(&service).await;
    let mut browser = Browser::of(&app);
    let session: Session = browser.open("/api/v1/session").await.json();
    assert_eq!(session.identity_service.as_deref(), Some("统一身份认证"));
    assert!(session.demo_identities.is_empty());
    let there = browser.led(BEGIN).await;
    for wanted in [
        "code_challenge_method=S256",
        "acr_values=urn%3Atest%3Alevel%3A3",
    ] {
        assert!(there.contains(wanted), "{there}");
    }
    let back = Visitor::default().sign_in(&there, "lin");
    assert_eq!(browser.comes_back(&back).await, "/s/unemployment/form");
    let person = browser.person().await.unwrap();
    assert_eq!(person.name, "林静");
    assert_eq!(person.masked_number, "3200**********1288");
    let holdings: Holdings = browser.open("/api/v1/person/holdings").await.json();
    for (key, value) in [
        ("person.name", "林静"),
        ("person.number", "320000199206181288"),
        ("person.sex", "female"),
        ("person.birth_date", "1992-06-18"),
        ("person.mobile", "13800138000"),
    ] {
        let record = &holdings.records[key];
        assert_eq!(record.value.text(), Some(value), "{key}");
        assert_eq!(record.origin, "统一身份认证");
    }
    assert!(!holdings.records.contains_key("employer.credit_code"));
}

#[tokio::test]
async fn an_employers_clerk_is_known_by_the_organisation() {
    let service = service();
    let app = with(&service).await;
    let mut browser = Browser::of(&app);
    let there = browser.led(BEGIN).await;
    let back = Visitor::default().sign_in(&there, "clerk");
    browser.comes_back(&back).await;
    let holdings: Holdings = browser.open("/api/v1/person/holdings").await.json();
    let record = |key: &str| holdings.records[key].value.text().map(str::to_owned);
    assert_eq!(
        record("employer.credit_code").unwrap(),
        "91320000MADEMY006M"
    );
    assert_eq!(record("employer.name").unwrap(), "青禾食品有限公司");
}

#[tokio::test]
async fn the_same_person_has_the_same_cases_the_next_time() {
    let service = service();
    let app = with(&service).await;
    let mut ids = Vec::new();
    for account in ["lin", "lin", "clerk"] {
        let mut browser = Browser::of(&app);
        let there = browser.led(BEGIN).await;
        let back = Visitor::default().sign_in(&there, account);
        browser.comes_back(&back).await;
        ids.push(browser.person().await.unwrap().id);
    }
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0], ids[2]);
}

#[tokio::test]
async fn keys_are_rotated_while_the_server_runs() {
    let service = service();
    let app = with(&service).await;
    for round in 0..2 {
        let mut browser = Browser::of(&app);
        let there = browser.led(BEGIN).await;
        let back = Visitor::default().sign_in(&there, "lin");
        assert_eq!(
            browser.comes_back(&back).await,
            "/s/unemployment/form",
            "{round}"
        );
        assert!(browser.person().await.is_some());
        service.rotate_keys();
    }
}

#[tokio::test]
async fn who_signs_out_here_signs_out_there_and_no_token_stands_in_the_address() {
    let service = service();
    let app = with(&service).await;
    let mut browser = Browser::of(&app);
    let mut visitor = Visitor::default();
    let there = browser.led(BEGIN).await;
    let back = visitor.sign_in(&there, "lin");
    browser.comes_back(&back).await;
    let out: SignedOut = browser.send(Method::DELETE, "/api/v1/session").await.json();
    assert_eq!(browser.person().await, None);
    let denied = browser.open("/api/v1/person/holdings").await;
    assert_eq!(denied.code(), Code::SignInNeeded);
    let address = out.continue_at.unwrap();
    let (end, query) = address.split_once('?').unwrap();
    assert_eq!(end, format!("{}/session/end", service.issuer()));
    let names: Vec<&str> = query
        .split('&')
        .filter_map(|pair| pair.split('=').next())
        .collect();
    assert_eq!(names, ["client_id", "post_logout_redirect_uri"]);
    let Seen::Page { text, .. } = visitor.open(&address) else {
        panic!("nobody was asked");
    };
    let value = text.split("name=\"xsrf\" value=\"").nth(1).unwrap();
    let form = format!("xsrf={}&logout=yes", value.split('"').next().unwrap());
    let confirm = format!("{}/session/end/confirm", service.issuer());
    let left = visitor.go(&confirm, Some(&form));
    assert!(matches!(left, Seen::Left(home) if home == "http://127.0.0.1:8080/"));
    // It asks again who is there.
    let there = browser.led(BEGIN).await;
    assert!(matches!(visitor.open(&there), Seen::Page { .. }));
}
