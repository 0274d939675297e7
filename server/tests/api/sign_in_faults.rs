//! Signing in goes wrong, by chance or by somebody's will: nobody is signed in, and the page can say what to do.

use contract::problem::Code;

use crate::browser::Browser;
use crate::identity_service::Visitor;
use crate::sign_ins::{BEGIN, service, with, with_issuer};

fn sign_in_page(why: &str) -> String {
    format!("/sign-in?to=%2Fs%2Funemployment%2Fform&failed={why}")
}

/// Puts another value into the query of an address.
fn with_other(address: &str, name: &str, value: &str) -> String {
    let (path, query) = address.split_once('?').unwrap();
    let mut found = false;
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((one, _)) if one == name => {
            found = true;
            format!("{name}={value}")
        }
        _ => pair.to_owned(),
    });
    let pairs: Vec<String> = pairs.collect();
    assert!(found, "{name} is in {address}");
    format!("{path}?{}", pairs.join("&"))
}

fn of_query(address: &str, name: &str) -> String {
    let query = address.split_once('?').unwrap().1;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(one, _)| *one == name).unwrap().1.to_owned()
}

#[tokio::test]
async fn a_token_for_another_request_signs_nobody_in() {
    let service = service();
    let app = with(&service).await;
    let mut browser = Browser::of(&app);
    let there = with_other(&browser.led(BEGIN).await, "nonce", "of-somebody-else");
    let back = Visitor::default().sign_in(&there, "lin");
    assert_eq!(browser.comes_back(&back).await, sign_in_page("again"));
    assert_eq!(browser.person().await, None);
}

#[tokio::test]
async fn an_answer_with_another_state_signs_nobody_in_and_spoils_nothing() {
    let service = service();
    let app = with(&service).await;
    let mut browser = Browser::of(&app);
    let there = browser.led(BEGIN).await;
    let back = Visitor::default().sign_in(&there, "lin");
    let forged = with_other(&back, "state", "guessed");
    assert_eq!(
        browser.comes_back(&forged).await,
        "/sign-in?to=%2F&failed=again"
    );
    assert_eq!(browser.person().await, None);
    assert_eq!(browser.comes_back(&back).await, "/s/unemployment/form");
}

#[tokio::test]
async fn an_answer_is_for_the_browser_that_has_asked() {
    let service = service();
    let app = with(&service).await;
    let there = Browser::of(&app).led(BEGIN).await;
    let back = Visitor::default().sign_in(&there, "lin");
    let mut victim = Browser::of(&app);
    victim.led(BEGIN).await;
    assert_eq!(
        victim.comes_back(&back).await,
        "/sign-in?to=%2F&failed=again"
    );
    assert_eq!(victim.person().await, None);
}

#[tokio::test]
async fn a_code_that_is_too_old_signs_nobody_in() {
    let service = service();
    let app = with(&service).await;
    let mut browser = Browser::of(&app);
    let there = browser.led(BEGIN).await;
    let back = Visitor::default().sign_in(&there, "lin");
    app.clock.move_on(120);
    service.set_clock(app.clock.now().unix());
    assert_eq!(browser.comes_back(&back).await, sign_in_page("again"));
    assert_eq!(browser.person().await, None);
}

#[tokio::test]
async fn who_comes_back_after_a_quarter_of_an_hour_begins_again() {
    let service = service();
    let app = with(&service).await;
    let mut browser = Browser::of(&app);
    let there = browser.led(BEGIN).await;
    let back = Visitor::default().sign_in(&there, "lin");
    app.clock.move_on(15 * 60);
    assert_eq!(
        browser.comes_back(&back).await,
        "/sign-in?to=%2F&failed=again"
    );
}

#[tokio::test]
async fn a_code_is_good_once() {
    let service = service();
    let app = with(&service).await;
    let mut browser = Browser::of(&app);
    let there = browser.led(BEGIN).await;
    let back = Visitor::default().sign_in(&there, "lin");
    assert_eq!(browser.comes_back(&back).await, "/s/unemployment/form");
    // Back in the history: she is signed in, and stays so.
    assert_eq!(browser.comes_back(&back).await, "/");
    assert!(browser.person().await.is_some());
    // The same code in an answer to somebody else's request.
    let mut thief = Browser::of(&app);
    let state = of_query(&thief.led(BEGIN).await, "state");
    let stolen = with_other(&back, "state", &state);
    assert_eq!(thief.comes_back(&stolen).await, sign_in_page("again"));
    assert_eq!(thief.person().await, None);
}

#[tokio::test]
async fn whose_identity_is_not_proven_enough_learns_what_to_do_and_is_looked_at_again() {
    let service = service();
    let app = with(&service).await;
    let mut browser = Browser::of(&app);
    let mut visitor = Visitor::default();
    let there = browser.led(BEGIN).await;
    let back = visitor.sign_in(&there, "low");
    assert_eq!(browser.comes_back(&back).await, sign_in_page("level"));
    assert_eq!(browser.person().await, None);
    let there = browser.led(&format!("{BEGIN}&anew=true")).await;
    let back = visitor.sign_in(&there, "low");
    assert_eq!(browser.comes_back(&back).await, "/s/unemployment/form");
    assert_eq!(browser.person().await.unwrap().name, "周航");
}

#[tokio::test]
async fn who_is_not_named_and_who_changes_her_mind_are_told_so() {
    let service = service();
    let app = with(&service).await;
    for (account, why) in [("unnamed", "identity"), ("", "cancelled")] {
        let mut browser = Browser::of(&app);
        let there = browser.led(BEGIN).await;
        let back = Visitor::default().sign_in(&there, account);
        assert_eq!(browser.comes_back(&back).await, sign_in_page(why));
        assert_eq!(browser.person().await, None);
    }
}

#[tokio::test]
async fn the_server_starts_without_the_identity_service_and_finds_it_later() {
    let mut service = service();
    let app = with(&service).await;
    service.stop();
    let ready = async || app.get("/readyz").await.text();
    assert_eq!(ready().await, "ok\n");
    let mut browser = Browser::of(&app);
    assert_eq!(browser.led(BEGIN).await, sign_in_page("unavailable"));
    assert!(ready().await.contains("nobody can sign in"));
    assert_eq!(app.get("/readyz").await.status, 200);
    let service = service.start_again();
    service.set_clock(app.clock.now().unix());
    // For a few seconds nobody waits for it once more.
    assert_eq!(browser.led(BEGIN).await, sign_in_page("unavailable"));
    app.clock.move_on(5);
    let there = browser.led(BEGIN).await;
    let back = Visitor::default().sign_in(&there, "lin");
    assert_eq!(browser.comes_back(&back).await, "/s/unemployment/form");
    assert_eq!(ready().await, "ok\n");
}

#[tokio::test]
async fn an_identity_service_that_goes_away_meanwhile_is_not_the_residents_fault() {
    let mut service = service();
    let app = with(&service).await;
    let mut browser = Browser::of(&app);
    let there = browser.led(BEGIN).await;
    let back = Visitor::default().sign_in(&there, "lin");
    service.stop();
    assert_eq!(browser.comes_back(&back).await, sign_in_page("unavailable"));
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let app = with_issuer("http://127.0.0.1:9").await;
    let mut browser = Browser::of(&app);
    for hostile in [
        "https://evil.example",
        "//evil.example",
        "/%5Cevil.example",
        "/%09/evil.example",
    ] {
        let led = browser
            .led(&format!("/api/v1/session/sign-in?to={hostile}"))
            .await;
        assert_eq!(led, "/sign-in?to=%2F&failed=unavailable");
    }
}

#[tokio::test]
async fn without_an_identity_service_there_is_no_way_to_one() {
    let app = crate::test_app::TestApp::start().await;
    for path in [BEGIN, "/api/v1/session/callback?state=a&code=b"] {
        assert_eq!(app.get(path).await.code(), Code::NotFound, "{path}");
    }
}

/// A family, or a hall, behind one address.
#[tokio::test]
async fn a_sign_in_counts_once_against_the_limit_of_its_address() {
    let service = service();
    let app = with(&service).await;
    for number in 0..30 {
        let mut browser = Browser::of(&app);
        let there = browser.led(BEGIN).await;
        let back = Visitor::default().sign_in(&there, "lin");
        assert_eq!(
            browser.comes_back(&back).await,
            "/s/unemployment/form",
            "{number}"
        );
    }
    assert_eq!(app.get(BEGIN).await.code(), Code::TooMany);
}

#[tokio::test]
async fn who_comes_back_from_nowhere_again_and_again_is_stopped() {
    let service = service();
    let app = with(&service).await;
    for _ in 0..30 {
        let answer = app
            .get("/api/v1/session/callback?state=guessed&code=1")
            .await;
        assert_eq!(answer.status, 303);
    }
    let answer = app
        .get("/api/v1/session/callback?state=guessed&code=1")
        .await;
    assert_eq!(answer.code(), Code::TooMany);
    // Whoever is honest may still begin.
    assert_eq!(app.get(BEGIN).await.status, 303);
}
