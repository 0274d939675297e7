//! Every request and response of the API, once in full, as JSON in `tests/snapshots/`. A change of one of these files
//! is a change of the wire: apps in residents' browsers and back offices speak the earlier form until they are updated.
//! Accept an intended change with `INSTA_UPDATE=always cargo test -p contract`, and say it in docs/api.md.

use std::fmt::Debug;

use casework::Light;
use catalog::application::{Confirmed, Drawn, Explanation, Hand, Problem, ProblemCode, Signature};
use catalog::field_check::FieldProblem;
use catalog::subject::mark;
use catalog::{
    ActingFor, Answers, Application, Attachment, CorrectionReason, Row, Supplied, Value,
};
use contract::case::{
    Case, CaseMaterial, CasePage, CaseService, CaseSubject, CaseSummary, OpenCase, ServiceEvent,
    ServiceEventKind, ServiceState, Submission,
};
use contract::case_action::Correction;
use contract::counter::{BookableDay, BookableDays, CaseVisit, OpsVisit, OpsVisits, Slot};
use contract::ops::{
    Flag, OpsCase, OpsCasePage, OpsService, Outcome, PrecheckOutcome, PrecheckOutcomePage,
};
use contract::person::{
    DemoIdentity, Eligibility, Holdings, Licence, Person, Record, Session, SignIn,
};
use contract::problem::{Code, ProblemDetails};
use contract::upload::Upload;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

/// The value as it is sent; what is sent reads back as the same value.
#[track_caller]
fn sent<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> serde_json::Value {
    let json = serde_json::to_value(value).unwrap();
    assert_eq!(&serde_json::from_value::<T>(json.clone()).unwrap(), value);
    json
}

/// Holds JSON against the snapshot of that name. Keys are sorted: their order says nothing, and depends on which other
/// crates are built.
#[track_caller]
fn assert_wire(name: &str, json: &serde_json::Value) {
    insta::with_settings!({ sort_maps => true, omit_expression => true }, {
        insta::assert_json_snapshot!(name, json);
    });
}

const NUMBER: &str = "39A4C7QKXW6T";
const FILE: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaa";
const HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";
const AT: &str = "2026-11-20T10:00:00+08:00";

fn text(text: &str) -> String {
    text.to_owned()
}

fn attached(for_review: bool) -> Supplied {
    Supplied::Attached(vec![Attachment {
        page: text("front"),
        file: text(FILE),
        for_review,
    }])
}

fn application() -> Application {
    Application {
        answers: Answers {
            given: [
                (text("leaving_reason"), Value::from("contract_expired")),
                (text("insured_months"), Value::Number(36)),
                (text("has_account"), Value::Flag(true)),
                (text("needs"), Value::Several(vec![text("training")])),
                (text("left_on"), Value::Unsure),
            ]
            .into(),
            declined: [text("training")].into(),
            rows: [(
                text("employees"),
                vec![Row {
                    key: text("r2"),
                    values: [(text("name"), Value::from("张三"))].into(),
                }],
            )]
            .into(),
        },
        fields: [(text("mobile"), Value::from("15400000001"))].into(),
        materials: [
            (text("id_card"), Supplied::Licence),
            (text("social_card"), attached(true)),
            (text("certificate"), Supplied::Later),
            (text("no_arrears"), Supplied::Promised),
            (text("register"), Supplied::Counter),
            (text("consent"), Supplied::OtherParty),
        ]
        .into(),
        agreed: [text("truth")].into(),
        signatures: vec![
            Signature {
                of: text("truth"),
                by: Hand::Typed(text("张三")),
            },
            Signature {
                of: text("kinship_promise"),
                by: Hand::Drawn(Drawn {
                    width: 600,
                    height: 240,
                    lines: vec![vec![20, 60, 200, 62], vec![5, 5]],
                }),
            },
        ],
        sensitive_consent: true,
        confirmed: [(
            text("social_card"),
            Confirmed {
                ticked: [text("own")].into(),
                unsure: true,
            },
        )]
        .into(),
        explained: [(text("mobile"), Explanation::AsTyped)].into(),
    }
}

fn report() -> precheck_types::Report {
    let report = json!({
        "format": "jpeg",
        "size": { "width": 1600, "height": 1010 },
        "bytes": 412_000,
        "scores": {
            "sharpness": 120, "sharpness_across": 110, "dark": 20, "middle": 120, "light": 230,
            "contrast": 60, "noise": 2, "glare": 0, "shadow": 0, "text_height": 210, "ink": 80,
            "pattern": 12, "filling": 800, "aspect": 1580, "tilt": -12,
        },
        "pages": 1,
        "outline": [
            { "x": 0.125, "y": 0.125 }, { "x": 0.875, "y": 0.125 },
            { "x": 0.875, "y": 0.875 }, { "x": 0.125, "y": 0.875 },
        ],
        "turn": "right",
        "likeness": HASH,
        "findings": [{
            "code": "blurred", "severity": "block",
            "region": { "left": 0.25, "top": 0.25, "width": 0.5, "height": 0.5 },
            "value": 120, "limit": 160,
        }],
    });
    serde_json::from_value(report).unwrap()
}

fn case() -> Case {
    let events = [
        ServiceEventKind::Submitted,
        ServiceEventKind::Accepted,
        ServiceEventKind::CorrectionAsked {
            message: text("请补拍社会保障卡卡面"),
            materials: vec![text("social_card")],
        },
        ServiceEventKind::Corrected {
            note: text("已补拍"),
        },
        ServiceEventKind::Granted {
            result: text("已登记"),
        },
        ServiceEventKind::Refused {
            reason: text("账户已注销"),
        },
    ];
    Case {
        number: text(NUMBER),
        scenario: text("unemployment"),
        title: text("失业一件事"),
        of: None,
        region: text("320000"),
        submitted_at: text(AT),
        services: vec![CaseService {
            service: text("registration"),
            name: text("失业登记"),
            office: text("公共就业服务机构"),
            state: ServiceState::Granted,
            due: Some(text("2026-11-27")),
            due_exact: true,
            events: events
                .map(|what| ServiceEvent { at: text(AT), what })
                .into(),
            light: Light::Yellow,
            stands: false,
            to_correct: Vec::new(),
            result: None,
            withdrawing_bars: false,
            stars: None,
            visit: None,
        }],
        automatic: vec![text("代缴职工医保")],
        materials: vec![CaseMaterial {
            material: text("certificate"),
            name: text("终止劳动合同证明"),
            supplied: Supplied::Later,
            due: Some(text("2027-01-19")),
        }],
        last: 6,
        undo_until: None,
        obligations: Vec::new(),
        events: Vec::new(),
        actions: Vec::new(),
        confirmers: Vec::new(),
    }
}

#[test]
fn submission() {
    assert_wire(
        "submission",
        &sent(&Submission {
            scenario: text("unemployment"),
            version: text("2026-11-01"),
            hash: text(HASH),
            region: text("320000"),
            application: application(),
        }),
    );
}

#[test]
fn case_with_every_event() {
    assert_wire("case_with_every_event", &sent(&case()));
}

fn summary() -> CaseSummary {
    CaseSummary {
        number: text(NUMBER),
        scenario: text("social_card"),
        title: text("申领社会保障卡"),
        of: Some(CaseSubject {
            name: text("**满"),
            count: 1,
        }),
        submitted_at: text(AT),
        state: ServiceState::CorrectionNeeded,
        services_done: 1,
        services_total: 2,
    }
}

#[test]
fn case_page() {
    assert_wire(
        "case_page",
        &sent(&CasePage {
            items: vec![summary()],
            next_cursor: Some(text(NUMBER)),
        }),
    );
}

#[test]
fn correction() {
    assert_wire(
        "correction",
        &sent(&Correction {
            materials: [(text("social_card"), attached(false))].into(),
            fields: [(text("payout_account"), Value::from("6200000000000000018"))].into(),
            confirmed: [].into(),
            note: text("已补拍"),
        }),
    );
}

#[test]
fn states() {
    assert_wire(
        "states",
        &sent(&vec![
            ServiceState::Submitted,
            ServiceState::Accepted,
            ServiceState::CorrectionNeeded,
            ServiceState::Granted,
            ServiceState::Refused,
            ServiceState::Withdrawn,
            ServiceState::Lapsed,
            ServiceState::Revoked,
            ServiceState::Surrendered,
            ServiceState::Undone,
        ]),
    );
}

#[test]
fn ops_case_page_with_every_flag() {
    assert_wire(
        "ops_case_page_with_every_flag",
        &sent(&OpsCasePage {
            items: vec![OpsCase {
                number: text(NUMBER),
                title: text("失业一件事"),
                submitted_at: text(AT),
                last: 6,
                services: vec![OpsService {
                    service: text("registration"),
                    name: text("失业登记"),
                    state: ServiceState::Submitted,
                    due: Some(text("2026-11-27")),
                    light: Light::Yellow,
                    claimed_by: Some(text("wang")),
                }],
                flags: vec![
                    Flag::ForReview {
                        material: text("social_card"),
                        page: text("front"),
                    },
                    Flag::SamePicture {
                        material: text("social_card"),
                        page: text("front"),
                        as_material: text("id_card"),
                        as_page: text("back"),
                    },
                    Flag::Unsure {
                        material: text("social_card"),
                        reason: CorrectionReason::R06,
                        say: text("是本人的卡"),
                    },
                    Flag::Differs {
                        field: text("payout_account"),
                        licence: text("中华人民共和国社会保障卡"),
                        explained: Some(Explanation::LicenceOutdated),
                    },
                ],
            }],
            next_cursor: Some(text(NUMBER)),
        }),
    );
}

#[test]
fn precheck_outcome_page() {
    let outcome = |outcome| PrecheckOutcome {
        day: text("2026-11-20"),
        region: text("320000"),
        scenario: text("unemployment"),
        version: text("2026-11-01"),
        material: text("social_card"),
        page: text("front"),
        for_review: true,
        outcome,
        reasons: vec![CorrectionReason::R01, CorrectionReason::R02],
        report: report(),
    };
    assert_wire(
        "precheck_outcome_page",
        &sent(&PrecheckOutcomePage {
            items: vec![outcome(Outcome::Returned), outcome(Outcome::Accepted)],
            next_cursor: Some(text("200")),
        }),
    );
}

#[test]
fn session() {
    assert_wire(
        "session",
        &sent(&Session {
            person: Some(Person {
                id: text("lin-jing"),
                name: text("林静"),
                masked_number: text("3200**********1284"),
            }),
            demo_identities: vec![DemoIdentity {
                id: text("lin-jing"),
                name: text("林静"),
                situation: text("单位终止合同，参保 3 年"),
            }],
            today: text("2026-11-20"),
        }),
    );
}

#[test]
fn sign_in() {
    assert_wire(
        "sign_in",
        &sent(&SignIn {
            demo_identity: text("lin-jing"),
        }),
    );
}

#[test]
fn holdings() {
    assert_wire(
        "holdings",
        &sent(&Holdings {
            records: [(
                text("person.mobile"),
                Record {
                    value: Value::from("15400000001"),
                    origin: text("政务服务账号"),
                },
            )]
            .into(),
            licences: vec![Licence {
                kind: text("social_card"),
                name: text("中华人民共和国社会保障卡"),
                issuer: text("演示市人力资源和社会保障局"),
                valid_until: Some(text("2036-11-19")),
                facts: [(
                    text("person.social_card_account"),
                    Value::from("6200000000000000000"),
                )]
                .into(),
            }],
        }),
    );
}

#[test]
fn eligibility() {
    assert_wire(
        "eligibility",
        &sent(&Eligibility {
            open: vec![OpenCase {
                case: summary(),
                acting_for: ActingFor::Guardian,
                marks: vec![mark(NUMBER, "320000201912010018")],
            }],
            may_promise: true,
            no_word_for: Default::default(),
        }),
    );
}

#[test]
fn upload() {
    assert_wire(
        "upload",
        &sent(&Upload {
            id: text(FILE),
            offset: 412_000,
            length: 412_000,
            report: Some(report()),
        }),
    );
}

#[test]
fn problem_with_errors() {
    assert_wire(
        "problem_with_errors",
        &sent(&ProblemDetails {
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
        }),
    );
}

#[test]
fn problem_of_an_open_case() {
    assert_wire(
        "problem_of_an_open_case",
        &sent(&ProblemDetails {
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
        }),
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
        &sent(&vec![
            Code::SignInNeeded,
            Code::Forbidden,
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
            Code::Unavailable,
        ]),
    );
}

fn slot() -> Slot {
    Slot {
        at: text("2026-11-23T09:30:00+08:00"),
        free: 2,
    }
}

#[test]
fn bookable_days() {
    assert_wire(
        "bookable_days",
        &sent(&BookableDays {
            days: vec![BookableDay {
                day: text("2026-11-23"),
                slots: vec![slot()],
            }],
        }),
    );
}

#[test]
fn case_visit() {
    assert_wire(
        "case_visit",
        &sent(&CaseVisit {
            counter: text("hall"),
            name: text("办事大厅"),
            address: text("演示路1号"),
            at: text("2026-11-23T09:30:00+08:00"),
            number: text("Y003"),
        }),
    );
}

#[test]
fn ops_visits() {
    assert_wire(
        "ops_visits",
        &sent(&OpsVisits {
            day: text("2026-11-23"),
            items: vec![OpsVisit {
                at: text("2026-11-23T09:30:00+08:00"),
                number: text("Y003"),
                counter: text("hall"),
                region: text("321000"),
                case: text(NUMBER),
                title: text("失业一件事"),
                service: text("benefit"),
                name: text("失业保险金申领"),
            }],
        }),
    );
}
