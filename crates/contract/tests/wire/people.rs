//! Who signs in, and what is known of a person.

use catalog::subject::mark;
use catalog::{ActingFor, Value};
use contract::case::OpenCase;
use contract::handover::{HandedOverEmployer, HandedOverPerson, Handover};
use contract::person::{
    DemoIdentity, Eligibility, Holdings, Licence, LostWord, OpenElsewhere, Person, Record,
    Register, Session, SignIn, SignedOut, Unasked, WordLoss,
};

use super::cases::summary;
use super::{NUMBER, assert_wire, text};

#[test]
fn session() {
    assert_wire(
        "session",
        &Session {
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
            identity_service: Some(text("统一身份认证")),
            today: text("2026-11-20"),
            unread: 3,
        },
    );
}

#[test]
fn sign_in() {
    assert_wire(
        "sign_in",
        &SignIn {
            demo_identity: text("lin-jing"),
        },
    );
}

#[test]
fn signed_out() {
    let address = "https://id.example/session/end?client_id=yijianshi";
    assert_wire(
        "signed_out",
        &SignedOut {
            continue_at: Some(text(address)),
        },
    );
}

#[test]
fn a_session_is_handed_in() {
    assert_wire(
        "handover",
        &Handover {
            person: HandedOverPerson {
                subject: text("7d1c"),
                name: text("林静"),
                number: text(NUMBER),
                level: Some(text("urn:city:level:3")),
                mobile: Some(text("15400000001")),
                employer: Some(HandedOverEmployer {
                    name: text("青禾食品有限公司"),
                    credit_code: text("91320000MADEMY006M"),
                    role: Some(text("clerk")),
                }),
            },
            to: Some(text("/s/hiring/guide")),
        },
    );
}

#[test]
fn holdings() {
    assert_wire(
        "holdings",
        &Holdings {
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
            unasked: vec![Unasked {
                register: Register::Records,
                name: text("全民参保登记库"),
            }],
        },
    );
}

#[test]
fn eligibility() {
    assert_wire(
        "eligibility",
        &Eligibility {
            open: vec![OpenCase {
                case: summary(),
                acting_for: ActingFor::Guardian,
                marks: vec![mark(NUMBER, "320000201912010018")],
            }],
            may_promise: true,
            no_word_for: [text("benefit")].into(),
            lost: vec![LostWord {
                service: text("benefit"),
                why: WordLoss::Withdrawn,
                on: text("2026-11-20"),
            }],
            open_elsewhere: vec![OpenElsewhere {
                title: text("失业保险金申领"),
                office: text("扬州市失业保险经办机构"),
                since: Some(text("2026-11-02")),
            }],
            unasked: vec![Unasked {
                register: Register::Credit,
                name: String::new(),
            }],
        },
    );
}
