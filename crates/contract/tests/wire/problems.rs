//! What is wrong, and what is absent.

use catalog::application::{Problem, ProblemCode};
use catalog::field_check::FieldProblem;
use contract::case::CasePage;
use contract::case_action::Correction;
use contract::ops::{OpsCasePage, PrecheckOutcomePage};
use contract::person::{Eligibility, Holdings, Session};
use contract::problem::{Code, ProblemDetails};
use contract::upload::Upload;
use serde_json::json;

use super::{FILE, NUMBER, assert_wire, sent, text};

#[test]
fn problem_with_errors() {
    assert_wire(
        "problem_with_errors",
        &ProblemDetails {
            refusal: None,
            slots: Vec::new(),
            kind: text("about:blank#application_invalid"),
            title: text("the application is not complete"),
            status: 422,
            code: Code::ApplicationInvalid,
            case: None,
            errors: vec![
                Problem {
                    path: text("/fields/mobile"),
                    code: ProblemCode::Field(FieldProblem::MobileLength),
                },
                Problem {
                    path: text("/materials/social_card/front"),
                    code: ProblemCode::FileRefused,
                },
            ],
        },
    );
}

#[test]
fn problem_of_an_open_case() {
    assert_wire(
        "problem_of_an_open_case",
        &ProblemDetails {
            refusal: None,
            slots: Vec::new(),
            kind: text("about:blank#case_open"),
            title: text("a case for the same person is open"),
            status: 409,
            code: Code::CaseOpen,
            case: Some(text(NUMBER)),
            errors: vec![Problem {
                path: text("/answers/rows/employees/r2/id_number"),
                code: ProblemCode::Field(FieldProblem::CaseOpen),
            }],
        },
    );
}

/// What is absent is left out rather than sent as null.
#[test]
fn smallest_answers() {
    assert_wire(
        "smallest_answers",
        &json!({
            "case_page": sent(&CasePage::default()),
            "correction": sent(&Correction::default()),
            "eligibility": sent(&Eligibility::default()),
            "holdings": sent(&Holdings::default()),
            "ops_case_page": sent(&OpsCasePage::default()),
            "precheck_outcome_page": sent(&PrecheckOutcomePage::default()),
            "session": sent(&Session::default()),
            "upload": sent(&Upload { id: text(FILE), offset: 0, length: 1, report: None }),
        }),
    );
}

#[test]
fn problem_codes() {
    assert_wire(
        "problem_codes",
        &vec![
            Code::SignInNeeded,
            Code::Forbidden,
            Code::TokenExpired,
            Code::NotFound,
            Code::Malformed,
            Code::ScenarioChanged,
            Code::WrongState,
            Code::ActionRefused,
            Code::KeyReused,
            Code::CaseOpen,
            Code::OffsetMismatch,
            Code::TooLarge,
            Code::MediaType,
            Code::ApplicationInvalid,
            Code::ChecksumMismatch,
            Code::FileRefused,
            Code::TooMany,
            Code::Internal,
            Code::Busy,
            Code::Unavailable,
        ],
    );
}
