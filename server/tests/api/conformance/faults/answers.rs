//! What is wrong in any answer, in problems, and in sessions.

use axum::http::StatusCode;
use serde_json::json;

use super::{Fault, after, before, is_case};
use crate::conformance::double::{code, edit, refuse, without};

pub(super) fn all() -> Vec<Fault> {
    vec![
        after(
            "a status that the document does not name",
            &["answers/POST /api/v1/cases"],
            |asked, answer| {
                if asked.is("POST", "/api/v1/cases") && answer.status() == 201 {
                    *answer.status_mut() = StatusCode::OK;
                }
            },
        ),
        after(
            "a member is missing",
            &["answers/GET /api/v1/cases/{number}"],
            |asked, answer| {
                if is_case(asked) && answer.status() == 200 {
                    edit(answer, |case| {
                        case.as_object_mut().unwrap().remove("title");
                    });
                }
            },
        ),
        after(
            "a member is of another type",
            &["answers/GET /api/v1/session"],
            |asked, answer| {
                if asked.is("GET", "/api/v1/session") {
                    edit(answer, |session| session["today"] = json!(7));
                }
            },
        ),
        after(
            "problems are said to be JSON",
            &["problems/form"],
            |_, answer| {
                if answer.status().as_u16() >= 400 {
                    answer
                        .headers_mut()
                        .insert("content-type", "application/json".parse().unwrap());
                }
            },
        ),
        after(
            "a code with the status of another",
            &["problems/status"],
            |_, answer| {
                if code(answer) == "case_open" {
                    *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
                    edit(answer, |problem| problem["status"] = json!(422));
                }
            },
        ),
        after(
            "an answer that breaks off",
            &["problems/answered"],
            |asked, answer| {
                if asked.path() == "/api/v1/health" {
                    answer
                        .headers_mut()
                        .insert("x-cut-off", "1".parse().unwrap());
                }
            },
        ),
        after(
            "what was sent is repeated",
            &["problems/nothing_repeated"],
            |asked, answer| {
                if answer.status() == 404 {
                    let title = asked.path().to_owned();
                    edit(answer, |problem| problem["title"] = json!(title));
                }
            },
        ),
        after(
            "what cannot be read is somebody's state",
            &["problems/malformed"],
            |asked, answer| {
                if asked.path() == "/api/v1/inbox/read" && code(answer) == "malformed" {
                    refuse(answer, 409, "wrong_state");
                }
            },
        ),
        after(
            "another media type is a form error",
            &["problems/media_type"],
            |asked, answer| {
                if asked.path() == "/api/v1/inbox/read" && code(answer) == "media_type" {
                    refuse(answer, 400, "malformed");
                }
            },
        ),
        after(
            "it is not said which methods there are",
            &["problems/method"],
            |_, answer| {
                if answer.status() == 405 {
                    without(answer, "allow");
                }
            },
        ),
        after(
            "what is not there is in another state",
            &["problems/not_found"],
            |asked, answer| {
                if asked.path().contains("conform-marker") {
                    refuse(answer, 409, "wrong_state");
                }
            },
        ),
        after(
            "scripts read the cookie",
            &["sessions/cookie"],
            |_, answer| {
                if let Some(cookie) = answer.headers().get("set-cookie") {
                    let cookie = cookie.to_str().unwrap().replace("HttpOnly; ", "");
                    answer
                        .headers_mut()
                        .insert("set-cookie", cookie.parse().unwrap());
                }
            },
        ),
        after(
            "who is not signed in reads an empty list",
            &["sessions/needed"],
            |asked, answer| {
                if asked.path() == "/api/v1/cases" && answer.status() == 401 {
                    *answer.status_mut() = StatusCode::OK;
                    edit(answer, |list| *list = json!({ "items": [] }));
                }
            },
        ),
        before(
            "anybody writes",
            &["sessions/from_app"],
            |asked, request| {
                if asked.header("origin").is_empty() {
                    request
                        .headers_mut()
                        .insert("x-requested-by", "yijianshi".parse().unwrap());
                }
            },
        ),
        before(
            "other sites write",
            &["sessions/other_site"],
            |asked, request| {
                if asked.method == "POST" && !asked.header("origin").is_empty() {
                    request
                        .headers_mut()
                        .insert("x-requested-by", "yijianshi".parse().unwrap());
                }
            },
        ),
        after("other sites read", &["sessions/no_cors"], |_, answer| {
            answer
                .headers_mut()
                .insert("access-control-allow-origin", "*".parse().unwrap());
        }),
    ]
}
