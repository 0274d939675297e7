//! Histories by chance: applications of every kind, and steps of whoever may do something, with time between them.

use std::collections::BTreeMap;

use casework::event::{
    CheckOutcome, CorrectionItem, CorrectionSubject, ExtensionReason, Ground, Stars, Submitted,
    Visit,
};
use casework::{Action, Actor, Case, Offer, ServiceState, allowed};
use catalog::scenario::{DeliveryWay, LimitUnit, TimeLimit};
use proptest::prelude::*;

use crate::support::*;

/// One step: who acts, which of what he may do, how long after the last, and whether a sweeper came by.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) actor: usize,
    pub(crate) choice: usize,
    pub(crate) seconds: i64,
    pub(crate) sweeps: bool,
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let day = 86_400i64;
    // The clock of a server may be set back.
    let pause = prop_oneof![-4000..700i64, 0..3 * day, 0..40 * day];
    (0..5usize, any::<usize>(), pause, any::<bool>()).prop_map(
        |(actor, choice, seconds, sweeps)| Step {
            actor,
            choice,
            seconds,
            sweeps,
        },
    )
}

pub(crate) fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 0..25)
}

pub(crate) fn any_application() -> impl Strategy<Value = Submitted> {
    (any::<bool>(), any::<bool>(), 0..3usize).prop_map(|(defers, promises, heirs)| {
        let mut application = with_heirs(&["r1", "r2"][..heirs]);
        if defers {
            application.deferred = deferring().deferred;
        }
        if promises {
            application.promised = promising().promised;
        }
        application
    })
}

/// Everybody who may have a part in a case.
pub(crate) fn actors() -> [Actor; 6] {
    [
        applicant(),
        office(),
        heir("p-1", "r1"),
        heir("p-2", "r2"),
        clerk("clerk-2"),
        Actor::System,
    ]
}

pub(crate) fn play(application: Submitted, steps: &[Step]) -> Played {
    let mut played = Played::begin(application, "2026-01-05 09:00:00");
    for step in steps {
        played.now = played.now.plus(step.seconds);
        if step.sweeps {
            played.sweep();
        }
        let actor = actors()[step.actor].clone();
        let open = open_to(&played, &actor);
        if let Some(offer) = open.get(step.choice % open.len().max(1)) {
            let action = action(offer, &played.case, step.choice);
            played
                .act(actor, action)
                .expect("what is offered is accepted");
        }
    }
    played
}

pub(crate) fn open_to(played: &Played, actor: &Actor) -> Vec<Offer> {
    let all = allowed(&played.case, &played.rules, actor, played.clock());
    let open = all.into_iter().filter(|one| one.refusal.is_none());
    open.map(|one| one.offer).collect()
}

/// The action of an offer, with a content that fits.
pub(crate) fn action(offer: &Offer, case: &Case, seed: usize) -> Action {
    let text = || "t-1".to_owned();
    match offer.clone() {
        Offer::Undo => Action::Undo,
        Offer::WithdrawAll => Action::WithdrawAll,
        Offer::Withdraw(service) => Action::Withdraw { service },
        Offer::Surrender(service) => Action::Surrender { service },
        Offer::Correct(service) => {
            let asked = case.service(&service).map(|it| it.to_correct.as_slice());
            let asked = asked.unwrap_or_default();
            let is_paper =
                |item: &CorrectionItem| matches!(item.of, CorrectionSubject::Material(_));
            match asked.iter().any(is_paper) {
                true => correcting_kinship(&service, seed.is_multiple_of(2)),
                false => correcting_account(&service),
            }
        }
        Offer::Supply(material) => Action::Supply { material },
        Offer::Ask => Action::Ask {
            service: None,
            text: text(),
        },
        Offer::Object(service) => Action::Object {
            service,
            text: text(),
        },
        Offer::Urge(service) => Action::Urge { service },
        Offer::Rate(service) => Action::Rate {
            service,
            stars: Stars::new(u8::try_from(1 + seed / 7 % 5).expect("small")).expect("1 to 5"),
            reasons: Vec::new(),
            text: None,
        },
        Offer::Invite(confirmer) => Action::Invite { confirmer },
        Offer::Book(service) => Action::Book {
            service,
            visit: Visit {
                at: case
                    .last_at
                    .plus(i64::try_from(seed % 20).expect("small") * 200_000),
                ..visit()
            },
        },
        Offer::CancelBooking(service) => Action::CancelBooking { service },
        Offer::ChooseDelivery(service) => Action::ChooseDelivery {
            service,
            way: DeliveryWay::Post,
        },
        Offer::Send(service) => Action::Send {
            service,
            parcel: None,
        },
        Offer::Confirm(confirmer) => Action::Confirm { confirmer },
        Offer::Decline(confirmer) => Action::Decline { confirmer },
        Offer::Claim(service) => Action::Claim { service },
        Offer::Release(service) => Action::Release { service },
        Offer::Accept(service) => Action::Accept { service },
        Offer::AskCorrection(service) if service != CARD && seed.is_multiple_of(3) => {
            asking_for_kinship(&service)
        }
        Offer::AskCorrection(service) => asking_for_account(&service),
        Offer::Extend(service) => Action::Extend {
            service,
            by: TimeLimit {
                amount: 3,
                unit: LimitUnit::WorkingDays,
            },
            reason: ExtensionReason::Complex,
            note: None,
        },
        Offer::Grant(service) => granting(&service),
        Offer::Refuse(service) => Action::Refuse {
            service,
            ground: Ground::ConditionsNotMet,
            note: None,
        },
        Offer::Revoke(service) => Action::Revoke {
            service,
            ground: Ground::FalseMaterial,
            note: None,
        },
        Offer::OpenCheck(service) => Action::OpenCheck { service },
        Offer::CloseCheck(service) => {
            let broken = seed.is_multiple_of(2);
            Action::CloseCheck {
                service,
                outcome: if broken {
                    CheckOutcome::Broken
                } else {
                    CheckOutcome::Kept
                },
                ground: broken.then_some(Ground::FalsePromise),
            }
        }
        Offer::RecordBreach(service) => Action::RecordBreach {
            service,
            ground: Ground::FalsePromise,
        },
        Offer::RepairBreach(service) => Action::RepairBreach { service },
        Offer::Answer(asked) => Action::Answer {
            asked,
            text: text(),
        },
        Offer::AnswerUrge(urged) => Action::AnswerUrge {
            urged,
            text: text(),
        },
        Offer::Reply(service) => Action::Reply {
            service,
            text: text(),
        },
        Offer::Rectify(service) => Action::Rectify {
            service,
            text: text(),
        },
        Offer::DecideAutomatically(service) => Action::DecideAutomatically {
            service,
            rule: "by_record".to_owned(),
            rule_version: "2026-11-01".to_owned(),
            origins: BTreeMap::new(),
            stated: None,
        },
        Offer::LeaveToPerson(service) => Action::LeaveToPerson {
            service,
            rule: "by_record".to_owned(),
            rule_version: "2026-11-01".to_owned(),
            checks: vec!["insured".to_owned()],
        },
        Offer::Duty(duty) => {
            assert!(case.undone.is_none(), "nothing is due of what was undone");
            Action::Duty(duty)
        }
    }
}

/// What two histories have in common where they came to the same, whatever their order.
pub(crate) fn standing(case: &Case) -> Vec<(String, ServiceState, Option<String>)> {
    let services = case.services.iter();
    let told = services.map(|service| {
        let word = case.words.of(&service.id);
        let word = word.map(|word| format!("{word:?}"));
        (service.id.clone(), service.state, word)
    });
    told.collect()
}
