//! What crosses the wire about a case after it was handed in.

use casework::event::{
    CorrectionItem, CorrectionSubject, ExtensionReason, Ground, RatingReason, Remedy, Stars, Visit,
};
use casework::obligation::Party;
use casework::{Light, Moment, ObligationId, Offer, Refusal, ServiceState};
use catalog::application::Delivery;
use catalog::scenario::DeliveryWay;
use catalog::{CorrectionReason, Supplied};
use contract::case::{CaseObligation, ObligationState};
use contract::case_action::{AllowedAction, Correction, ResidentAction, ResidentCommand};
use contract::case_event::{CaseEvent, CaseEventKind, EventBy};

use super::{assert_wire, text};

#[test]
fn what_a_resident_does() {
    let service = || text("registration");
    let actions = [
        ResidentAction::Undo,
        ResidentAction::WithdrawAll,
        ResidentAction::Withdraw { service: service() },
        ResidentAction::Surrender { service: service() },
        ResidentAction::Correct {
            service: service(),
            correction: Correction {
                materials: [(text("social_card"), Supplied::Counter)].into(),
                note: text("已补拍"),
                ..Correction::default()
            },
        },
        ResidentAction::Supply {
            material: text("certificate"),
            supplied: Supplied::Counter,
            confirmed: None,
        },
        ResidentAction::Ask {
            service: Some(service()),
            text: text("几号能发？"),
        },
        ResidentAction::Object {
            service: service(),
            text: text("请再看一次。"),
        },
        ResidentAction::Urge { service: service() },
        ResidentAction::Rate {
            service: service(),
            stars: Stars::new(2).unwrap(),
            reasons: vec![RatingReason::Speed],
            text: text("太慢了"),
        },
        ResidentAction::Invite {
            confirmer: text("heirs-r2"),
        },
        ResidentAction::Book {
            service: service(),
            counter: text("hall"),
            at: text("2026-11-23T09:30:00+08:00"),
        },
        ResidentAction::CancelBooking { service: service() },
        ResidentAction::ChooseDelivery {
            service: service(),
            delivery: Delivery {
                way: DeliveryWay::Post,
                address: text("江苏省扬州市邗江区演示路1号"),
            },
        },
    ];
    let commands = actions.map(|action| ResidentCommand { seen: 7, action });
    assert_wire("what_a_resident_does", &commands.to_vec());
}

#[test]
fn what_is_allowed_and_what_not() {
    let day = civic::day::parse_iso("2026-12-01").unwrap();
    let until = Moment::parse("2026-11-20T10:10:00+08:00").unwrap();
    let refusals = [
        None,
        Some(Refusal::UndoOver(until)),
        Some(Refusal::DeadlinePassed(day)),
        Some(Refusal::WrongState(ServiceState::Granted)),
        Some(Refusal::NotLate),
        Some(Refusal::Stale { last: 9 }),
    ];
    let actions = refusals.map(|refusal| AllowedAction {
        offer: Offer::Urge(text("registration")),
        refusal,
    });
    assert_wire("what_is_allowed_and_what_not", &actions.to_vec());
}

#[test]
fn what_waits_and_what_happened() {
    let obligation = CaseObligation {
        id: ObligationId::Supply {
            material: text("certificate"),
        },
        whose: Party::Applicant,
        until: Some(text("2027-01-19")),
        until_exact: true,
        is_binding: true,
        light: Light::Yellow,
        state: ObligationState::Open,
    };
    assert_wire("what_waits", &obligation);
    let service = || text("registration");
    let visit = || Visit {
        counter: text("hall"),
        at: Moment::parse("2026-11-23T09:30:00+08:00").unwrap(),
        number: text("Y003"),
    };
    let kinds = [
        CaseEventKind::Submitted,
        CaseEventKind::CorrectionAsked {
            service: service(),
            items: vec![CorrectionItem {
                of: CorrectionSubject::Field(text("mobile")),
                reasons: vec![CorrectionReason::R01],
                remedy: Remedy::FillInAgain,
            }],
        },
        CaseEventKind::Corrected {
            service: "benefit".to_owned(),
            fields: vec!["mobile".to_owned()],
            materials: vec!["id_card".to_owned()],
            also: vec!["registration".to_owned()],
        },
        CaseEventKind::Extended {
            service: service(),
            by: serde_json::from_str(r#"{"amount":5,"unit":"working_days"}"#).unwrap(),
            reason: ExtensionReason::Complex,
        },
        CaseEventKind::Refused {
            service: service(),
            ground: Ground::ConditionsNotMet,
        },
        CaseEventKind::Answered { asked: 4 },
        CaseEventKind::Booked {
            service: service(),
            visit: visit(),
        },
        CaseEventKind::BookingCancelled { service: service() },
        CaseEventKind::VisitReminded {
            service: service(),
            visit: visit(),
        },
        CaseEventKind::DeliveryChosen {
            service: service(),
            way: DeliveryWay::Post,
        },
        CaseEventKind::Sent {
            service: service(),
            parcel: Some(text("EX1")),
        },
    ];
    let events = (1..).zip(kinds).map(|(seq, what)| CaseEvent {
        seq,
        at: text("2026-11-20T10:00:00+08:00"),
        by: EventBy::Office,
        what,
        text: None,
    });
    assert_wire("what_happened", &events.collect::<Vec<_>>());
}
