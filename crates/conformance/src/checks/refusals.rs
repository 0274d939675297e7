//! Problems: what cannot be read, what is not there, and that nothing is repeated.

use serde_json::json;

use super::Run;
use crate::client::Request;
use crate::rule::{is, rules};

/// No back end says that by itself.
const MARKER: &str = "conform-marker-7c1f";

rules! {
    MALFORMED: "problems/malformed", "what cannot be read is 400 malformed", "docs/api.md#problems";
    MEDIA_TYPE: "problems/media_type", "a body that is not said to be JSON is 415 media_type", "docs/api.md#problems";
    METHOD: "problems/method", "another method is 405, and Allow names those there are", "docs/api.md#problems";
    NOT_FOUND: "problems/not_found", "a case that there is not is not_found", "docs/api.md#problems";
    KEY: "idempotency/needed", "a write that must not be done twice needs a key", "docs/api.md#writing-once";
    EVERYTHING: "cases/everything_wrong_at_once",
        "everything that is wrong comes at once, each with a JSON pointer and a code", "docs/api.md#handing-in";
    REPEATED: "problems/nothing_repeated", "nothing that was sent is repeated", "docs/api.md#problems";
}

pub(super) fn ask(run: &mut Run<'_>) {
    let broken = Request::new("POST", "/api/v1/inbox/read")
        .by_app()
        .of(&run.person)
        .header("Content-Type", "application/json")
        .bytes(format!("{{\"up_to\": \"{MARKER}"));
    let malformed = run.client.send(broken);
    run.report
        .note(MALFORMED, malformed.is_problem("malformed"));

    let plain = Request::new("POST", "/api/v1/inbox/read")
        .by_app()
        .of(&run.person)
        .header("Content-Type", "text/plain")
        .bytes("{\"up_to\": 0}");
    let answer = run.client.send(plain);
    run.report.note(MEDIA_TYPE, answer.is_problem("media_type"));

    let other = Request::new("PUT", "/api/v1/cases")
        .by_app()
        .of(&run.person);
    let answer = run.client.send(other);
    let allow = answer.header("allow").unwrap_or_default();
    let kept = answer
        .has_status(405)
        .and_then(|()| is(allow.contains("POST"), || format!("Allow says {allow:?}")));
    run.report.note(METHOD, kept);

    let absent = run.get(&format!("/api/v1/cases/{MARKER}"));
    run.report.note(NOT_FOUND, absent.is_problem("not_found"));

    let mut submission = super::cases::submission(run, json!({}));
    submission["application"] = json!({ "fields": { "payout_account": MARKER, "mobile": MARKER } });
    let keyless = Request::post("/api/v1/cases", &submission).of(&run.person);
    let answer = run.client.send(keyless);
    run.report.note(KEY, answer.is_problem("malformed"));

    let wrong = run.post("/api/v1/cases", "conform-of-nothing", &submission);
    let errors = wrong.json()["errors"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let are_pointers = errors.iter().all(|error| {
        let path = error["path"].as_str().unwrap_or_default();
        // The empty pointer is the application.
        (path.is_empty() || path.starts_with('/')) && !error["code"].is_null()
    });
    let kept = wrong.is_problem("application_invalid").and_then(|()| {
        is(!errors.is_empty() && are_pointers, || {
            format!("{}: {} errors", wrong.of, errors.len())
        })
    });
    run.report.note(EVERYTHING, kept);

    let refusals = [&malformed, &absent, &wrong];
    let kept = refusals.iter().try_for_each(|answer| {
        let body = String::from_utf8_lossy(&answer.body);
        is(!body.contains(MARKER), || {
            format!("{} repeats it", answer.of)
        })
    });
    run.report.note(REPEATED, kept);
}
