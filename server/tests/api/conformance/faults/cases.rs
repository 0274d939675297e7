//! What is wrong in cases.

use serde_json::json;

use super::{Fault, UPLOADS, after, as_first, before, double_first, forget_key, is_case};
use crate::conformance::double::{code, edit, refuse, succeed};

pub(super) fn all() -> Vec<Fault> {
    vec![
        before(
            "a write without a key",
            &["idempotency/needed"],
            |asked, request| {
                if asked.is("POST", "/api/v1/cases") && asked.header("idempotency-key").is_empty() {
                    request
                        .headers_mut()
                        .insert("idempotency-key", "any".parse().unwrap());
                }
            },
        ),
        before(
            "keys of hand-ins are not looked at",
            &["idempotency/same_answer", "idempotency/key_reused"],
            |asked, request| {
                if asked.method == "POST" && asked.path() == "/api/v1/cases" {
                    forget_key(request);
                }
            },
        ),
        before(
            "keys of actions are not looked at",
            &["idempotency/acted_once"],
            |asked, request| {
                if asked.is("POST", "/api/v1/cases/") && !asked.is_of_other() {
                    forget_key(request);
                }
            },
        ),
        after(
            "what is wrong is not told",
            &["cases/everything_wrong_at_once"],
            |_, answer| {
                if code(answer) == "application_invalid" {
                    edit(answer, |problem| problem["errors"] = json!([]));
                }
            },
        ),
        after(
            "an old version is a state",
            &["cases/scenario_changed"],
            |_, answer| {
                if code(answer) == "scenario_changed" {
                    refuse(answer, 409, "wrong_state");
                }
            },
        ),
        before(
            "what is complete is not taken",
            &["cases/hand_in"],
            |asked, request| {
                if asked
                    .header("idempotency-key")
                    .starts_with("conform-hand-in")
                {
                    let body = String::from_utf8(request.body().clone()).unwrap();
                    let other =
                        body.replace("\"sensitive_consent\":true", "\"sensitive_consent\":false");
                    *request.body_mut() = other.into_bytes();
                }
            },
        ),
        after("another case is open", &["cases/open"], |_, answer| {
            if code(answer) == "case_open" {
                edit(answer, |problem| problem["case"] = json!("39A4C7QKXW6T"));
            }
        }),
        after(
            "nobody is told until when it can be undone",
            &["cases/shown"],
            |asked, answer| {
                if is_case(asked) && answer.status() == 200 {
                    edit(answer, |case| {
                        case.as_object_mut().unwrap().remove("undo_until");
                    });
                }
            },
        ),
        after(
            "the list has it twice",
            &["cases/listed"],
            |asked, answer| {
                if asked.path() == "/api/v1/cases" && asked.uri.query().is_some() {
                    double_first(answer);
                }
            },
        ),
        before(
            "files come whole whatever is asked for",
            &["cases/file"],
            |asked, request| {
                if asked.is("GET", "/api/v1/cases/") {
                    request.headers_mut().remove("range");
                }
            },
        ),
        after(
            "the receipt is no PDF",
            &["cases/receipt"],
            |asked, answer| {
                if asked.path().ends_with("receipt.pdf") && answer.status() != 404 {
                    succeed(answer, 200);
                }
            },
        ),
        after(
            "what is undone is still known",
            &["cases/undone"],
            |asked, answer| {
                if is_case(asked)
                    && answer.status() == 404
                    && !asked.is_of_other()
                    && !asked.path().contains("marker")
                {
                    refuse(answer, 409, "wrong_state");
                }
            },
        ),
        before(
            "somebody else's case is shown",
            &["authorisation/case"],
            |asked, request| {
                if asked.is("GET", "/api/v1/cases/") && asked.is_of_other() {
                    as_first(asked, request);
                }
            },
        ),
        after(
            "somebody else's case is forbidden",
            &["authorisation/action"],
            |asked, answer| {
                if asked.is("POST", "/api/v1/cases/") && asked.is_of_other() {
                    refuse(answer, 403, "forbidden");
                }
            },
        ),
        before(
            "somebody else's list is shown",
            &["authorisation/list"],
            |asked, request| {
                if asked.path() == "/api/v1/cases" && asked.is_of_other() {
                    as_first(asked, request);
                }
            },
        ),
        before(
            "somebody else's file is shown",
            &["authorisation/file"],
            |asked, request| {
                if asked.is("GET", UPLOADS) && asked.is_of_other() {
                    as_first(asked, request);
                }
            },
        ),
    ]
}
