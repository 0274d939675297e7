//! Signing in, and who may write.

use serde_json::json;

use super::Run;
use crate::Impossible;
use crate::client::{Client, Request};
use crate::report::Report;
use crate::rule::{is, rules};
use crate::settings::SignedIn;

rules! {
    COOKIE: "sessions/cookie", "the session's cookie is HttpOnly and SameSite=Lax, and Secure behind https",
        "docs/api.md#signing-in-and-who-may-write";
    NEEDED: "sessions/needed", "whoever is not signed in is told so, 401 sign_in_needed",
        "docs/api.md#signing-in-and-who-may-write";
    FROM_APP: "sessions/from_app", "a write that is not from the app is refused, 403 forbidden",
        "docs/api.md#signing-in-and-who-may-write";
    OTHER_SITE: "sessions/other_site", "a write from the page of another site is refused, 403 forbidden",
        "docs/api.md#signing-in-and-who-may-write";
    NO_CORS: "sessions/no_cors", "no other site may read an answer", "docs/api.md#signing-in-and-who-may-write";
}

/// The cookie of somebody who is signed in.
pub(super) fn sign_in(
    client: &mut Client,
    who: &SignedIn,
    name: &'static str,
    report: &mut Report,
) -> Result<String, Impossible> {
    let cookie = match who {
        SignedIn::Cookie(cookie) => cookie.clone(),
        SignedIn::Demo(id) => {
            let answer = client.send(Request::post(
                "/api/v1/session",
                &json!({ "demo_identity": id }),
            ));
            let said = answer.header("set-cookie").unwrap_or_default().to_owned();
            let mut parts = said.split(';').map(str::trim);
            let pair = parts.next().unwrap_or_default().to_owned();
            if !answer.is_success() || pair.is_empty() {
                let status = answer.status;
                return Err(Impossible::SignIn { who: name, status });
            }
            if report.findings.is_empty() {
                let flags: Vec<String> = parts.map(str::to_lowercase).collect();
                let has = |flag: &str| flags.iter().any(|own| own == flag);
                let is_https = client.url().starts_with("https:");
                let kept = has("httponly") && has("samesite=lax") && (has("secure") || !is_https);
                let seen = || format!("the cookie says {}", flags.join("; "));
                report.note(COOKIE, is(kept, seen));
            }
            pair
        }
    };
    let session = client.send(Request::get("/api/v1/session").of(&cookie));
    match session.json()["person"].is_object() {
        true => Ok(cookie),
        false => Err(Impossible::SignIn {
            who: name,
            status: session.status,
        }),
    }
}

pub(super) fn ask(run: &mut Run<'_>) {
    let answer = run.client.send(Request::get("/api/v1/cases"));
    run.report.note(NEEDED, answer.is_problem("sign_in_needed"));

    let write = || {
        Request::new("POST", "/api/v1/inbox/read")
            .of(&run.person)
            .json(&json!({ "up_to": 0 }))
    };
    let (bare, foreign, read) = (
        write(),
        write().header("Origin", "https://conform.invalid"),
        Request::get("/api/v1/session")
            .of(&run.person)
            .header("Origin", "https://conform.invalid"),
    );
    let answer = run.client.send(bare);
    run.report.note(FROM_APP, answer.is_problem("forbidden"));
    let answer = run.client.send(foreign);
    run.report.note(OTHER_SITE, answer.is_problem("forbidden"));
    let answer = run.client.send(read);
    let allowed = answer.header("access-control-allow-origin");
    let seen = || format!("{} lets another site read", answer.of);
    run.report.note(NO_CORS, is(allowed.is_none(), seen));
}
