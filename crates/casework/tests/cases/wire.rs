//! Every event as it is stored, in `snapshots/`. A change of one of these files is a change of what is stored already:
//! events that are years old must still be read. Accept an intended one with `INSTA_UPDATE=always cargo test -p
//! casework`.

use casework::event::{
    CheckOutcome, CorrectionItem, CorrectionSubject, Deferral, Event, EventKind, ExtensionReason,
    Format, Ground, Notice, Origin, QuestionKind, RatingReason, Remedy, RuleVersion, Stars,
};
use casework::{Actor, ObligationId};
use catalog::CorrectionReason;
use catalog::scenario::{DeliveryWay, LimitUnit, TimeLimit};

use crate::support::*;

fn event(by: Actor, what: EventKind) -> Event {
    Event {
        v: Format,
        seq: 2,
        at: at("2026-11-20 09:00:00"),
        by,
        rules: RuleVersion {
            scenario: "5ce0".to_owned(),
            edition: 1,
        },
        what,
    }
}

/// The name under which it is stored. A new kind of event does not compile until it has one, and then lacks a snapshot.
fn name(what: &EventKind) -> &'static str {
    match what {
        EventKind::Submitted(_) => "submitted",
        EventKind::HandedOn => "handed_on",
        EventKind::TakenOver => "taken_over",
        EventKind::Undone => "undone",
        EventKind::Withdrawn { .. } => "withdrawn",
        EventKind::Surrendered { .. } => "surrendered",
        EventKind::Accepted { .. } => "accepted",
        EventKind::CorrectionAsked { .. } => "correction_asked",
        EventKind::Corrected { .. } => "corrected",
        EventKind::Supplied { .. } => "supplied",
        EventKind::Expired { .. } => "expired",
        EventKind::Asked { .. } => "asked",
        EventKind::Answered { .. } => "answered",
        EventKind::Urged { .. } => "urged",
        EventKind::UrgeAnswered { .. } => "urge_answered",
        EventKind::Extended { .. } => "extended",
        EventKind::Granted { .. } => "granted",
        EventKind::Refused { .. } => "refused",
        EventKind::DecidedAutomatically { .. } => "decided_automatically",
        EventKind::LeftToPerson { .. } => "left_to_person",
        EventKind::Revoked { .. } => "revoked",
        EventKind::CheckOpened { .. } => "check_opened",
        EventKind::CheckClosed { .. } => "check_closed",
        EventKind::BreachRecorded { .. } => "breach_recorded",
        EventKind::BreachRepaired { .. } => "breach_repaired",
        EventKind::RatingInvited { .. } => "rating_invited",
        EventKind::Rated { .. } => "rated",
        EventKind::Replied { .. } => "replied",
        EventKind::Rectified { .. } => "rectified",
        EventKind::ConfirmationInvited { .. } => "confirmation_invited",
        EventKind::Confirmed { .. } => "confirmed",
        EventKind::ConfirmationDeclined { .. } => "confirmation_declined",
        EventKind::NoticeSent { .. } => "notice_sent",
        EventKind::Claimed { .. } => "claimed",
        EventKind::Released { .. } => "released",
        EventKind::Booked { .. } => "booked",
        EventKind::BookingCancelled { .. } => "booking_cancelled",
        EventKind::VisitReminded { .. } => "visit_reminded",
        EventKind::DeliveryChosen { .. } => "delivery_chosen",
        EventKind::Sent { .. } => "sent",
    }
}

fn kinds() -> Vec<(Actor, EventKind)> {
    let service = || BENEFIT.to_owned();
    let text = || "t-1".to_owned();
    let confirmer = || "r1".to_owned();
    let confirming = || heir("p-1", "r1");
    let mut submitted = with_heirs(&["r1"]);
    submitted.deferred = vec![Deferral {
        material: DIPLOMA.to_owned(),
        services: vec![service()],
    }];
    submitted.promised = promising().promised;
    vec![
        (applicant(), EventKind::Submitted(submitted)),
        (Actor::System, EventKind::HandedOn),
        (Actor::System, EventKind::TakenOver),
        (applicant(), EventKind::Undone),
        (
            applicant(),
            EventKind::Withdrawn {
                services: vec![service()],
            },
        ),
        (applicant(), EventKind::Surrendered { service: service() }),
        (office(), EventKind::Accepted { service: service() }),
        (
            office(),
            EventKind::CorrectionAsked {
                service: service(),
                items: vec![
                    CorrectionItem {
                        of: CorrectionSubject::Field(ACCOUNT.to_owned()),
                        reasons: vec![CorrectionReason::R13],
                        remedy: Remedy::FillInAgain,
                    },
                    CorrectionItem {
                        of: CorrectionSubject::Material(KINSHIP.to_owned()),
                        reasons: vec![CorrectionReason::R01],
                        remedy: Remedy::TakeAgain,
                    },
                ],
                note: Some(text()),
            },
        ),
        (
            applicant(),
            EventKind::Corrected {
                service: service(),
                fields: vec![ACCOUNT.to_owned()],
                materials: vec![KINSHIP.to_owned()],
                papers: vec![KINSHIP.to_owned()],
                note: None,
            },
        ),
        (
            applicant(),
            EventKind::Supplied {
                material: DIPLOMA.to_owned(),
            },
        ),
        (
            Actor::System,
            EventKind::Expired {
                obligation: ObligationId::Supply {
                    material: DIPLOMA.to_owned(),
                },
            },
        ),
        (
            applicant(),
            EventKind::Asked {
                service: Some(service()),
                kind: QuestionKind::Question,
                text: text(),
            },
        ),
        (
            office(),
            EventKind::Answered {
                asked: 7,
                text: text(),
            },
        ),
        (applicant(), EventKind::Urged { service: service() }),
        (
            office(),
            EventKind::UrgeAnswered {
                urged: 8,
                text: text(),
            },
        ),
        (
            office(),
            EventKind::Extended {
                service: service(),
                by: TimeLimit {
                    amount: 10,
                    unit: LimitUnit::WorkingDays,
                },
                reason: ExtensionReason::OnSiteCheck,
                note: None,
            },
        ),
        (
            office(),
            EventKind::Granted {
                service: service(),
                document: Some("d-1".to_owned()),
                note: None,
            },
        ),
        (
            office(),
            EventKind::Refused {
                service: service(),
                ground: Ground::ConditionsNotMet,
                note: Some(text()),
            },
        ),
        (
            Actor::System,
            EventKind::DecidedAutomatically {
                service: service(),
                rule: "by_record".to_owned(),
                rule_version: "2026-11-01".to_owned(),
                origins: [(
                    "insured_months".to_owned(),
                    Origin::Record("insurance.unemployment_months".to_owned()),
                )]
                .into(),
                stated: Some(text()),
            },
        ),
        (
            Actor::System,
            EventKind::LeftToPerson {
                service: service(),
                rule: "by_record".to_owned(),
                rule_version: "2026-11-01".to_owned(),
                checks: vec!["insured".to_owned()],
            },
        ),
        (
            office(),
            EventKind::Revoked {
                service: service(),
                ground: Ground::FalseMaterial,
                note: None,
            },
        ),
        (office(), EventKind::CheckOpened { service: service() }),
        (
            office(),
            EventKind::CheckClosed {
                service: service(),
                outcome: CheckOutcome::Broken,
            },
        ),
        (
            office(),
            EventKind::BreachRecorded {
                service: service(),
                ground: Ground::FalsePromise,
            },
        ),
        (office(), EventKind::BreachRepaired { service: service() }),
        (
            Actor::System,
            EventKind::RatingInvited { service: service() },
        ),
        (
            applicant(),
            EventKind::Rated {
                service: service(),
                stars: Stars::new(2).expect("1 to 5"),
                reasons: vec![RatingReason::Speed],
                text: Some(text()),
            },
        ),
        (
            office(),
            EventKind::Replied {
                service: service(),
                text: text(),
            },
        ),
        (
            office(),
            EventKind::Rectified {
                service: service(),
                text: text(),
            },
        ),
        (
            applicant(),
            EventKind::ConfirmationInvited {
                confirmer: confirmer(),
            },
        ),
        (
            confirming(),
            EventKind::Confirmed {
                confirmer: confirmer(),
            },
        ),
        (
            confirming(),
            EventKind::ConfirmationDeclined {
                confirmer: confirmer(),
            },
        ),
        (
            Actor::System,
            EventKind::NoticeSent {
                obligation: ObligationId::Decide { service: service() },
                notice: Notice::DueSoon,
            },
        ),
        (office(), EventKind::Claimed { service: service() }),
        (office(), EventKind::Released { service: service() }),
        (
            applicant(),
            EventKind::Booked {
                service: service(),
                visit: visit(),
            },
        ),
        (
            applicant(),
            EventKind::BookingCancelled { service: service() },
        ),
        (
            Actor::System,
            EventKind::VisitReminded {
                service: service(),
                visit: visit(),
            },
        ),
        (
            applicant(),
            EventKind::DeliveryChosen {
                service: service(),
                way: DeliveryWay::Post,
            },
        ),
        (
            office(),
            EventKind::Sent {
                service: service(),
                parcel: Some("EX1".to_owned()),
            },
        ),
    ]
}

#[test]
fn every_event_is_stored_as_its_snapshot_and_read_again() {
    let mut names = std::collections::BTreeSet::new();
    for (by, what) in kinds() {
        let name = name(&what);
        assert!(names.insert(name), "{name} twice");
        let event = event(by, what);
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(
            serde_json::from_value::<Event>(json.clone()).unwrap(),
            event
        );
        insta::with_settings!({ sort_maps => true, omit_expression => true }, {
            insta::assert_json_snapshot!(name, json);
        });
    }
    assert_eq!(names.len(), 40);
}

#[test]
fn events_of_another_form_are_refused() {
    let stored = serde_json::to_value(event(office(), EventKind::HandedOn)).unwrap();
    let with = |key: &str, value: serde_json::Value| {
        let mut changed = stored.clone();
        changed[key] = value;
        serde_json::from_value::<Event>(changed).is_ok()
    };
    assert!(with("v", 1.into()));
    assert!(!with("v", 2.into()));
    assert!(!with("at", "2026-11-20".into()));
    assert!(!with("what", "vanished".into()));
    assert!(!with("extra", 1.into()));
    assert!(!with(
        "what",
        serde_json::json!({ "rated": { "service": "a", "stars": 6 } })
    ));
}
