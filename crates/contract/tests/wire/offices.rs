//! What an office says and reads, once in full.

use casework::event::{
    CheckOutcome, ConfirmerRole, CorrectionItem, CorrectionSubject, ExtensionReason, Ground, Remedy,
};
use casework::obligation::Party;
use casework::{Light, ObligationId, Offer, Refusal, ServiceState};
use catalog::CorrectionReason;
use catalog::application::Delivery;
use catalog::application::Explanation;
use catalog::scenario::DeliveryWay;
use catalog::scenario::{LimitUnit, Supply, TimeLimit};
use contract::audit::{AuditEntry, AuditPage};
use contract::case::{CaseConfirmer, CaseObligation, ConfirmerState, ObligationState};
use contract::case_action::AllowedAction;
use contract::case_event::{CaseEvent, CaseEventKind, EventBy};
use contract::handed_in::{
    EarlierPaper, EarlierValue, HandedGroup, HandedIn, HandedLine, HandedMaterial, HandedPage,
    HandedPromise,
};
use contract::inbox::{Inbox, InboxItem, ProactiveNotice};
use contract::notice::{Notice, UNASKED};
use contract::office_action::{OfficeAction, OfficeCommand};
use contract::ops::{OpsCase, OpsCaseDetail, OpsDelivery, OpsPromise, OpsService};
use contract::person::{Register, Unasked};

use super::{AT, assert_wire, text};

fn every_action() -> Vec<OfficeAction> {
    let service = || text("benefit");
    let item = CorrectionItem {
        of: CorrectionSubject::Material(text("social_card")),
        reasons: vec![CorrectionReason::R01],
        remedy: Remedy::TakeAgain,
    };
    vec![
        OfficeAction::Claim { service: service() },
        OfficeAction::Release { service: service() },
        OfficeAction::Accept { service: service() },
        OfficeAction::AskCorrection {
            service: service(),
            items: vec![item],
            note: text("请补拍卡面"),
        },
        OfficeAction::Extend {
            service: service(),
            by: TimeLimit {
                amount: 5,
                unit: LimitUnit::WorkingDays,
            },
            reason: ExtensionReason::OnSiteCheck,
            note: String::new(),
        },
        OfficeAction::Grant {
            service: service(),
            result: text("已核定"),
            document: Some(text("CERT-1")),
        },
        OfficeAction::Refuse {
            service: service(),
            ground: Ground::ConditionsNotMet,
            reason: text("不满 12 个月"),
        },
        OfficeAction::Revoke {
            service: service(),
            ground: Ground::FalsePromise,
            reason: text("承诺不实"),
        },
        OfficeAction::OpenCheck { service: service() },
        OfficeAction::CloseCheck {
            service: service(),
            outcome: CheckOutcome::Broken,
            ground: Some(Ground::FalsePromise),
        },
        OfficeAction::RecordBreach {
            service: service(),
            ground: Ground::PaperNotBrought,
        },
        OfficeAction::RepairBreach { service: service() },
        OfficeAction::Answer {
            asked: 4,
            text: text("三天内"),
        },
        OfficeAction::AnswerUrge {
            urged: 5,
            text: text("今天办"),
        },
        OfficeAction::Reply {
            service: service(),
            text: text("谢谢"),
        },
        OfficeAction::Rectify {
            service: service(),
            text: text("已改"),
        },
        OfficeAction::Send {
            service: service(),
            parcel: Some(text("EX1")),
        },
    ]
}

#[test]
fn what_an_office_does() {
    let commands = every_action().into_iter();
    let commands = commands.map(|action| OfficeCommand { seen: 7, action });
    assert_wire("what_an_office_does", &commands.collect::<Vec<_>>());
}

#[test]
fn an_action_is_called_as_it_is_written() {
    for action in every_action() {
        let json = serde_json::to_value(&action).unwrap();
        assert!(json.get(action.word()).is_some(), "{json}");
        let service = &json[action.word()]["service"];
        assert_eq!(service.as_str(), action.service(), "{json}");
    }
}

#[test]
fn an_application_whole() {
    let line = |id: &str, value: &str| HandedLine {
        id: text(id),
        label: text("账号"),
        value: text(value),
        explained: Some(Explanation::AsTyped),
        earlier: vec![EarlierValue {
            value: text("6200000000000000019"),
            until: text(AT),
        }],
    };
    let page = HandedPage {
        page: text("face"),
        name: text("卡面"),
        file: text("aaaaaaaaaaaaaaaaaaaaaaaaaa"),
        media_type: text("image/jpeg"),
        report: None,
        for_review: true,
    };
    let service = text("benefit");
    assert_wire(
        "an_application_whole",
        &OpsCaseDetail {
            case: OpsCase {
                number: text("39A4C7QKXW6T"),
                title: text("失业一件事"),
                submitted_at: text(AT),
                last: 3,
                services: vec![OpsService {
                    service: service.clone(),
                    name: text("失业保险金申领"),
                    state: ServiceState::Accepted,
                    due: None,
                    usual: Some(text("2026-12-04")),
                    light: Light::Green,
                    claimed_by: None,
                    objected: false,
                }],
                flags: Vec::new(),
            },
            scenario: text("unemployment"),
            region: text("320000"),
            unasked: vec![Unasked {
                register: Register::Credit,
                name: String::new(),
            }],
            application: HandedIn {
                answers: vec![line("leaving_reason", "合同到期")],
                fields: vec![HandedGroup {
                    title: text("账户"),
                    lines: vec![line("payout_account", "6200000000000000018")],
                }],
                materials: vec![HandedMaterial {
                    material: text("social_card"),
                    name: text("社会保障卡"),
                    way: Supply::Attach,
                    pages: vec![page],
                    earlier: vec![EarlierPaper {
                        way: Supply::Later,
                        pages: Vec::new(),
                        until: text(AT),
                    }],
                }],
                agreed: vec![HandedPromise {
                    commitment: text("truth"),
                    title: text("承诺"),
                    is_promise: false,
                }],
            },
            deliveries: vec![OpsDelivery {
                service: text("registration"),
                delivery: Delivery {
                    way: DeliveryWay::Post,
                    address: text("江苏省扬州市邗江区演示路1号"),
                },
                sent: None,
            }],
            promises: vec![OpsPromise {
                service: service.clone(),
                used: 2,
                kept: 1,
                broken: 0,
                withdrawn: 0,
                repaired: 1,
                may_promise: true,
            }],
            confirmers: vec![CaseConfirmer {
                id: text("heirs-r2"),
                role: ConfirmerRole::Heir,
                name: text("**丽"),
                services: vec![service.clone()],
                state: ConfirmerState::Invited,
                link: None,
            }],
            rulings: Default::default(),
            obligations: vec![CaseObligation {
                id: ObligationId::Decide {
                    service: service.clone(),
                },
                whose: Party::Office(Some(service.clone())),
                until: Some(text("2026-12-01")),
                until_exact: true,
                is_binding: true,
                light: Light::Green,
                state: ObligationState::Open,
            }],
            events: vec![event()],
            actions: vec![AllowedAction {
                offer: Offer::Accept(service),
                refusal: Some(Refusal::WrongState(ServiceState::Accepted)),
            }],
        },
    );
}

fn event() -> CaseEvent {
    CaseEvent {
        seq: 3,
        at: text(AT),
        by: EventBy::Office,
        what: CaseEventKind::Accepted {
            service: text("benefit"),
        },
        text: None,
    }
}

#[test]
fn inbox() {
    assert_wire(
        "inbox",
        &Inbox {
            proactive: vec![ProactiveNotice {
                scenario: text("unemployment"),
                id: text("may_draw"),
                say: text("您可能可以领失业保险金"),
                text: text("登记的记录里，您缴满了 1 年。"),
                sources: vec![text("《中华人民共和国社会保险法》第四十五条")],
                read: false,
            }],
            items: vec![InboxItem {
                id: 12,
                case: text("39A4C7QKXW6T"),
                title: text("失业一件事"),
                service: Some(text("失业保险金申领")),
                material: None,
                event: event(),
                read: false,
            }],
            unread: 3,
            next_cursor: Some(text("12")),
        },
    );
}

#[test]
fn notice() {
    assert_wire(
        "notice",
        &Notice {
            id: 12,
            case: Some(text("39A4C7QKXW6T")),
            event: text("granted"),
            service: Some(text("benefit")),
            scenario: None,
            notice: None,
            to: text("opaque-1"),
            at: text(AT),
        },
    );
}

#[test]
fn unasked_notice() {
    assert_wire(
        "unasked_notice",
        &Notice {
            id: 13,
            event: text(UNASKED),
            scenario: Some(text("unemployment")),
            notice: Some(text("may_draw")),
            to: text("opaque-1"),
            at: text(AT),
            ..Notice::default()
        },
    );
}

#[test]
fn audit_page() {
    assert_wire(
        "audit_page",
        &AuditPage {
            items: vec![AuditEntry {
                id: 1,
                at: text(AT),
                office: text("insurance"),
                clerk: text("wang"),
                what: text("POST /ops/v1/cases/{number}/actions"),
                case: Some(text("39A4C7QKXW6T")),
                detail: Some(text("grant benefit")),
                status: 200,
            }],
            next_cursor: Some(text("1")),
        },
    );
}
