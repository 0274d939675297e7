//! Two actors at once: one case, or a refusal that says why.

use crate::support::*;
use casework::{Action, Case, Event, Refusal, ReplayError, ServiceState};

fn withdrawing(service: &str) -> Action {
    Action::Withdraw {
        service: service.to_owned(),
    }
}

#[test]
fn who_acts_on_what_another_has_changed_looks_again() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.wait_until("2026-11-20 10:00:00");
    let seen = played.case.last;
    played.office(accepting(REGISTER));
    let last = played.case.last;
    let refused = played.act_having_seen(applicant(), withdrawing(REGISTER), seen);
    assert_eq!(refused, Err(Refusal::Stale { last }));
    // Another service is another thing, and a notice changes nothing.
    played
        .act_having_seen(applicant(), withdrawing(BENEFIT), seen)
        .unwrap();
    let seen = played.case.last;
    played.sweep();
    assert!(played.case.last > seen);
    played
        .act_having_seen(applicant(), withdrawing(REGISTER), seen)
        .unwrap();
}

#[test]
fn withdrawal_and_decision_at_once_are_one_of_the_two() {
    let mut before = Played::begin(application(), "2026-11-20 09:00:00");
    before.office(accepting(REGISTER));
    before.wait_until("2026-11-20 10:00:00");
    let seen = before.case.last;
    let (mut first, mut second) = (before.clone(), before);
    first.office(granting(REGISTER));
    let refused = first.act_having_seen(applicant(), withdrawing(REGISTER), seen);
    assert_eq!(refused, Err(Refusal::WrongState(ServiceState::Granted)));
    second.applicant(withdrawing(REGISTER));
    let refused = second.act_having_seen(office(), granting(REGISTER), seen);
    assert_eq!(refused, Err(Refusal::WrongState(ServiceState::Withdrawn)));
}

#[test]
fn a_second_event_of_the_same_number_is_refused() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.office(accepting(REGISTER));
    let calendar = played.clock().calendar;
    let event: Event = played.events[1].clone();
    let taken = played.case.take(&played.rules, &event, calendar);
    let gap = ReplayError::Gap {
        expected: 3,
        found: 2,
    };
    assert_eq!(taken, Err(gap));
    assert_eq!(
        Case::begin(&played.rules, &event, calendar),
        Err(ReplayError::NotOneSubmission { seq: 2 })
    );
}

#[test]
fn a_case_is_not_replayed_by_other_rules() {
    let played = Played::begin(application(), "2026-11-20 09:00:00");
    let mut other = rules();
    other.version.scenario = "another".to_owned();
    let replayed = casework::replay(&other, &played.events, played.clock().calendar);
    assert_eq!(replayed, Err(ReplayError::OtherRules { seq: 1 }));
}

#[test]
fn events_about_what_a_case_does_not_have_are_a_fault() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    let stray = Event {
        seq: 2,
        what: casework::EventKind::Accepted {
            service: "pension".to_owned(),
        },
        ..played.events[0].clone()
    };
    let calendar = played.clock().calendar;
    let before = played.case.clone();
    let taken = played.case.take(&played.rules, &stray, calendar);
    assert_eq!(taken, Err(ReplayError::Unknown { seq: 2 }));
    assert_eq!(played.case, before);
}
