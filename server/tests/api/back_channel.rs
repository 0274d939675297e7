//! Whoever signs out at the identity service is signed out here, without a browser that comes by.

use axum::body::Body;
use axum::http::Request;
use contract::problem::Code;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::identity_service::{IdentityService, Seen, Visitor};
use crate::sign_ins::{BEGIN, at, service, with};
use crate::test_app::{Answer, TestApp};

const PATH: &str = "/api/v1/session/back-channel-logout";
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

async fn signed_in<'a>(app: &'a TestApp, visitor: &mut Visitor, account: &str) -> Browser<'a> {
    let mut browser = Browser::of(app);
    let there = browser.led(BEGIN).await;
    let back = visitor.sign_in(&there, account);
    browser.comes_back(&back).await;
    assert!(browser.person().await.is_some());
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_out_there_is_signed_out_here_and_nobody_else() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let service = IdentityService::start(&address);
    let app = TestApp::start_set(|settings| {
        at(settings, service.issuer());
        settings.public_url = Some(address.clone());
    })
    .await;
    service.set_clock(app.clock.now().unix());
    let router = app.server.router();
    tokio::spawn(async move { axum::serve(listener, router).await });

    let (mut here, mut elsewhere) = (Visitor::default(), Visitor::default());
    let mut first = signed_in(&app, &mut here, "lin").await;
    let mut second = signed_in(&app, &mut elsewhere, "lin").await;
    let mut other = signed_in(&app, &mut Visitor::default(), "clerk").await;
    // On another site of the city: this server is not asked.
    let end = format!("{}/session/end", service.issuer());
    let Seen::Page { text, .. } = here.open(&end) else {
        panic!("nobody was asked");
    };
    let value = text.split("name=\"xsrf\" value=\"").nth(1).unwrap();
    let form = format!("xsrf={}&logout=yes", value.split('"').next().unwrap());
    let confirm = format!("{}/session/end/confirm", service.issuer());
    let mut gone = here;
    let told = tokio::task::spawn_blocking(move || gone.go(&confirm, Some(&form)));
    told.await.unwrap();
    assert_eq!(first.person().await, None);
    // Another browser of hers is signed in there by a session of its own.
    assert!(second.person().await.is_some());
    assert!(other.person().await.is_some());
}

/// A token as it has to be; each change makes it one that is refused.
fn claims(service: &IdentityService, app: &TestApp) -> Value {
    let now = app.clock.now().unix();
    json!({
        "iss": service.issuer(), "aud": "yijianshi", "iat": now, "exp": now + 120, "jti": "first",
        "sub": "lin", "events": { EVENT: {} },
    })
}

async fn send(app: &TestApp, token: &str) -> Answer {
    let request = Request::post(PATH)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(format!("logout_token={token}")));
    app.send(request.unwrap()).await
}

#[tokio::test]
async fn a_token_that_is_not_as_it_has_to_be_signs_nobody_out() {
    let service = service();
    let app = with(&service).await;
    let mut browser = signed_in(&app, &mut Visitor::default(), "lin").await;
    let good = claims(&service, &app);
    let now = app.clock.now().unix();
    let changed = |name: &str, value: Value| {
        let mut claims = good.clone();
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
            value => claims[name] = value,
        }
        claims
    };
    let plain = json!({});
    for (why, header, claims) in [
        ("another client", &plain, changed("aud", json!(["other"]))),
        (
            "another issuer",
            &plain,
            changed("iss", json!("https://id.example")),
        ),
        ("too old", &plain, changed("exp", json!(now - 121))),
        ("of tomorrow", &plain, changed("iat", json!(now + 86400))),
        ("an ID token", &plain, changed("nonce", json!("n"))),
        ("no event", &plain, changed("events", json!({}))),
        (
            "another event",
            &plain,
            changed("events", json!({ "other": {} })),
        ),
        (
            "an event that is none",
            &plain,
            changed("events", json!({ EVENT: "yes" })),
        ),
        ("no id", &plain, changed("jti", Value::Null)),
        ("of nobody", &plain, changed("sub", Value::Null)),
        ("another kind", &json!({ "typ": "at+jwt" }), good.clone()),
        ("unsigned", &json!({ "alg": "none" }), good.clone()),
        ("a secret", &json!({ "alg": "HS256" }), good.clone()),
        ("another key", &json!({ "kid": "other" }), good.clone()),
        ("not understood", &json!({ "crit": ["b64"] }), good.clone()),
    ] {
        let answer = send(&app, &service.signed(header, &claims)).await;
        assert_eq!(answer.code(), Code::Malformed, "{why}");
        assert!(browser.person().await.is_some(), "{why}");
    }
    let token = service.signed(&plain, &good);
    let (start, signature) = token.rsplit_once('.').unwrap();
    let forged = format!("{start}.{}", signature.chars().rev().collect::<String>());
    for wrong in [&*forged, start, "", "a.b.c"] {
        assert_eq!(send(&app, wrong).await.code(), Code::Malformed);
    }
    assert!(browser.person().await.is_some());
    // The same token as it is, once.
    assert_eq!(send(&app, &token).await.status, 200);
    assert_eq!(browser.person().await, None);
    let mut again = signed_in(&app, &mut Visitor::default(), "lin").await;
    assert_eq!(send(&app, &token).await.code(), Code::Malformed);
    assert!(again.person().await.is_some());
}

#[tokio::test]
async fn a_key_that_is_new_is_asked_for_and_a_session_is_ended_by_its_name() {
    let service = service();
    let app = with(&service).await;
    let mut browser = signed_in(&app, &mut Visitor::default(), "lin").await;
    service.rotate_keys();
    let mut of_session = claims(&service, &app);
    of_session.as_object_mut().unwrap().remove("sub");
    of_session["sid"] = json!("no session of anybody");
    let token = service.signed(&json!({}), &of_session);
    assert_eq!(send(&app, &token).await.status, 200);
    assert!(browser.person().await.is_some());
    // All of hers, where no session is named.
    let mut of_person = claims(&service, &app);
    of_person["jti"] = json!("second");
    let token = service.signed(&json!({}), &of_person);
    assert_eq!(send(&app, &token).await.status, 200);
    assert_eq!(browser.person().await, None);
}
