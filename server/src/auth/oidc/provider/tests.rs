use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use clap::Parser;
use serde_json::json;

use super::*;
use crate::clock::Clock;
use crate::config::Settings;

fn provider(issuer: &str) -> Provider {
    let mut settings = Settings::parse_from(["server"]).oidc;
    settings.issuer = Some(issuer.to_owned());
    settings.client_id = Some("city".to_owned());
    let provider = Provider::new(&settings, "https://city.example", None);
    provider.unwrap().unwrap()
}

/// A service that says of itself what `says` has beside the usual; what was asked of it.
fn service(key: &'static str, value: &'static str) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let (noted, here) = (asked.clone(), issuer.clone());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let first = lines.next().unwrap_or_default();
            while lines.next().is_some_and(|line| !line.is_empty()) {}
            let body = if first.contains("/keys") {
                json!({ "keys": [] })
            } else {
                let at = |path: &str| [&*here, path].concat();
                let mut says = json!({
                    "issuer": here, "authorization_endpoint": at("/sign-in"),
                    "token_endpoint": at("/token"), "userinfo_endpoint": at("/me"),
                    "end_session_endpoint": at("/end"), "jwks_uri": at("/keys"),
                    "response_types_supported": ["code"], "subject_types_supported": ["public"],
                    "id_token_signing_alg_values_supported": ["RS256"],
                });
                if !key.is_empty() {
                    says[key] = json!(value);
                }
                says
            };
            noted.lock().unwrap().push(first);
            let body = body.to_string();
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
            let length = body.len();
            let _ = write!(stream, "{head}content-length: {length}\r\n\r\n{body}");
        }
    });
    (issuer, asked)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_whose_addresses_are_not_https_signs_nobody_in() {
    let (issuer, _) = service("", "");
    provider(&issuer).hear().await.unwrap();
    for (key, value, named) in [
        (
            "authorization_endpoint",
            "http://city.example/in",
            "sign-in",
        ),
        ("token_endpoint", "http://city.example/token", "tokens"),
        ("userinfo_endpoint", "http://10.0.0.1/me", "UserInfo"),
        (
            "end_session_endpoint",
            "http://city.example/end",
            "sign-out",
        ),
    ] {
        let (issuer, _) = service(key, value);
        let heard = provider(&issuer).hear().await;
        let refused = matches!(heard, Err(OidcError::Insecure(what)) if what == named);
        assert!(refused, "{key}: {heard:?}");
    }
    // Keys that anybody on the way could give are not asked for.
    let (issuer, asked) = service("jwks_uri", "http://city.example/keys");
    let heard = provider(&issuer).hear().await;
    assert!(matches!(heard, Err(OidcError::Discovery(_))), "{heard:?}");
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[test]
fn http_is_taken_on_this_machine_alone_and_only_of_a_service_that_is_here_itself() {
    let there = provider("https://id.city.example");
    assert!(there.is_safe("https://other.city.example/token"));
    assert!(!there.is_safe("http://127.0.0.1/token") && !there.is_safe("http://id.city.example"));
    let here = provider("http://127.0.0.1:9");
    assert!(here.is_safe("http://localhost:7/token") && !here.is_safe("http://10.0.0.1/token"));
    assert!(!here.is_safe("ftp://127.0.0.1/token") && !here.is_safe(""));
}

/// However many come while it is silent: each waits for one answer that does not come, and not for those of all before.
#[tokio::test]
async fn who_has_waited_for_a_service_in_vain_does_not_ask_it_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = provider(&format!("http://{}", listener.local_addr().unwrap()));
    let (give_up, given_up) = std::sync::mpsc::channel();
    let (tell, asked) = tokio::sync::mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            tell.send(()).unwrap();
            // Until it is given up; whoever comes after that is sent away.
            let _ = given_up.recv();
            drop(stream);
        }
    });
    let mut asked = asked;
    let clock = Clock::standing_at("2026-11-20T10:00:00+08:00").unwrap();
    for is_for_a_new_key in [false, true] {
        let mut first = pin!(silent.metadata(clock.now()));
        tokio::select! {
            _ = &mut first => unreachable!("it is silent"),
            _ = asked.recv() => {}
        }
        // So late that the first one's failure would be forgotten.
        clock.move_on(REST_SECONDS + 1);
        let now = clock.now();
        let mut second = pin!(async {
            match is_for_a_new_key {
                true => silent.discover(now).await,
                false => silent.metadata(now).await,
            }
        });
        let waits = std::future::poll_fn(|cx| Poll::Ready(second.as_mut().poll(cx).is_pending()));
        assert!(waits.await);
        give_up.send(()).unwrap();
        let first = first.await;
        assert!(matches!(first, Err(OidcError::Discovery(_))), "{first:?}");
        let second = second.await;
        assert!(
            matches!(second, Err(OidcError::FailedJustNow)),
            "{second:?}"
        );
        clock.move_on(REST_SECONDS + 1);
    }
}
