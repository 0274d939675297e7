//! What is wrong for offices, and in lists.

use serde_json::json;

use super::{Fault, after, before, double_first, forget_key, with_token};
use crate::conformance::double::{code, edit};

pub(super) fn all() -> Vec<Fault> {
    vec![
        before(
            "keys of offices are not looked at",
            &["offices/accepted_once"],
            |asked, request| {
                if asked.is("POST", "/ops/v1/cases/") {
                    forget_key(request);
                }
            },
        ),
        before("any token", &["offices/token"], |asked, request| {
            if asked.header("authorization").contains("no-such-token") {
                with_token(request);
            }
        }),
        before(
            "residents are offices",
            &["offices/person"],
            |asked, request| {
                if asked.is("GET", "/ops/v1/cases") && !asked.header("cookie").is_empty() {
                    with_token(request);
                }
            },
        ),
        after(
            "an office is shown another case",
            &["offices/case"],
            |asked, answer| {
                if asked.is("GET", "/ops/v1/cases/")
                    && !asked.path().contains("/files/")
                    && answer.status() == 200
                {
                    edit(answer, |detail| {
                        detail["case"]["number"] = json!("39A4C7QKXW6T")
                    });
                }
            },
        ),
        before(
            "files come whole whatever an office asks for",
            &["offices/file"],
            |asked, request| {
                if asked.is("GET", "/ops/v1/cases/") {
                    request.headers_mut().remove("range");
                }
            },
        ),
        after("another reason", &["offices/undo_open"], |asked, answer| {
            if asked.is("POST", "/ops/v1/cases/") && code(answer) == "action_refused" {
                edit(answer, |problem| problem["refusal"] = json!("not_yours"));
            }
        }),
        before(
            "any office sees all",
            &["offices/other"],
            |asked, request| {
                if asked
                    .header("authorization")
                    .contains("token-of-elsewhere-drawn-for-the-tests")
                {
                    with_token(request);
                }
            },
        ),
        after(
            "what concerns a case is not written down",
            &["offices/audit"],
            |asked, answer| {
                if asked.is("GET", "/ops/v1/audit") {
                    edit(answer, |page| {
                        if let Some(items) = page["items"].as_array_mut() {
                            items.retain(|item| item["case"].is_null());
                        }
                    });
                }
            },
        ),
        before(
            "the second page is the first",
            &["cursors/audit"],
            |asked, request| {
                if asked.is("GET", "/ops/v1/audit") && asked.uri.query().is_some() {
                    *request.uri_mut() = "/ops/v1/audit".parse().unwrap();
                }
            },
        ),
        after("a case comes twice", &["cursors/cases"], |asked, answer| {
            if asked.path() == "/api/v1/cases" && asked.uri.query().is_none() {
                double_first(answer);
            }
        }),
        after(
            "a message comes twice",
            &["cursors/inbox"],
            |asked, answer| {
                if asked.path() == "/api/v1/inbox" {
                    double_first(answer);
                }
            },
        ),
        after(
            "a case of an office comes twice",
            &["cursors/cases_of_an_office"],
            |asked, answer| {
                if asked.path() == "/ops/v1/cases" {
                    double_first(answer);
                }
            },
        ),
        before("any cursor", &["cursors/foreign"], |asked, request| {
            if asked.uri.query().is_some_and(|it| it.contains("no-cursor")) {
                *request.uri_mut() = "/api/v1/inbox".parse().unwrap();
            }
        }),
    ]
}
