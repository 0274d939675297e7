//! What is handed in, the cases that become of it, and what is told of them.

use casework::{Light, ObligationId};
use catalog::application::{Confirmed, Delivery, Drawn, Explanation, Hand, Signature};
use catalog::scenario::DeliveryWay;
use catalog::{Answers, Application, Attachment, Row, Supplied, Value};
use contract::case::{
    Case, CaseDelivery, CaseMaterial, CasePage, CaseService, CaseSubject, CaseSummary, Sent,
    ServiceState, Submission,
};
use contract::case_action::Correction;
use contract::elsewhere::{ElsewhereStep, ElsewhereTick};
use contract::next_step::NextStep;

use super::{AT, FILE, NUMBER, assert_wire, text};

const HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

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
        delivery: [(
            text("registration"),
            Delivery {
                way: DeliveryWay::Post,
                address: text("江苏省扬州市邗江区演示路1号"),
            },
        )]
        .into(),
    }
}

fn case() -> Case {
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
            usual: None,
            light: Light::Yellow,
            stands: false,
            to_correct: Vec::new(),
            result: None,
            ruling: None,
            withdrawing_bars: false,
            stars: None,
            visit: None,
            delivery: Some(CaseDelivery {
                way: DeliveryWay::Post,
                ways: vec![DeliveryWay::Electronic, DeliveryWay::Post],
                address: text("江苏省扬州市邗江区****"),
                sent: Some(Sent {
                    at: text(AT),
                    parcel: Some(text("EX1")),
                }),
            }),
        }],
        automatic: vec![text("代缴职工医保")],
        elsewhere: vec![ElsewhereStep {
            service: text("household_cancellation"),
            name: text("户口注销"),
            how: text("到户口所在地的派出所办理。"),
            done: true,
        }],
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
        &Submission {
            scenario: text("unemployment"),
            version: text("2026-11-01"),
            hash: text(HASH),
            region: text("320000"),
            application: application(),
        },
    );
}

#[test]
fn case_with_every_event() {
    assert_wire("case_with_every_event", &case());
}

pub(super) fn summary() -> CaseSummary {
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
        next: Some(NextStep {
            owed: ObligationId::Correct {
                service: text("card_issue"),
                asked: 4,
            },
            about: text("申领社会保障卡"),
            until: Some(text("2026-12-20")),
            until_exact: true,
            light: Light::Green,
        }),
        light: Light::Yellow,
    }
}

#[test]
fn elsewhere_tick() {
    assert_wire("elsewhere_tick", &ElsewhereTick { done: true });
}

#[test]
fn case_page() {
    assert_wire(
        "case_page",
        &CasePage {
            items: vec![summary()],
            next_cursor: Some(text(NUMBER)),
        },
    );
}

#[test]
fn correction() {
    assert_wire(
        "correction",
        &Correction {
            materials: [(text("social_card"), attached(false))].into(),
            fields: [(text("payout_account"), Value::from("6200000000000000018"))].into(),
            confirmed: [].into(),
            note: text("已补拍"),
        },
    );
}

#[test]
fn states() {
    assert_wire(
        "states",
        &vec![
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
        ],
    );
}
