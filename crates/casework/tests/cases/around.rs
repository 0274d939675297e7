//! What surrounds a decision: a number at a counter, and how the paper of the result comes.

use casework::event::{EventKind, Visit};
use casework::{Action, Refusal, ServiceState, next_due};
use catalog::scenario::DeliveryWay;

use crate::support::*;

fn booking(moment: &str) -> Action {
    let visit = Visit {
        at: at(moment),
        ..visit()
    };
    let service = BENEFIT.to_owned();
    Action::Book { service, visit }
}

fn cancelling() -> Action {
    let service = BENEFIT.to_owned();
    Action::CancelBooking { service }
}

fn choosing(way: DeliveryWay) -> Action {
    let service = BENEFIT.to_owned();
    Action::ChooseDelivery { service, way }
}

fn sending() -> Action {
    Action::Send {
        service: BENEFIT.to_owned(),
        parcel: Some("EX1".to_owned()),
    }
}

fn reminders(played: &Played) -> usize {
    let events = played.events.iter();
    events
        .filter(|event| matches!(event.what, EventKind::VisitReminded { .. }))
        .count()
}

#[test]
fn a_visit_is_reminded_of_once_on_the_day_before() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.applicant(booking("2026-11-26 09:30:00"));
    played.wait_until("2026-11-24 23:59:59");
    played.sweep();
    assert_eq!(reminders(&played), 0);
    let next = next_due(&played.case, &played.rules, played.clock());
    assert_eq!(next, Some(at("2026-11-25 00:00:00")));
    played.wait_until("2026-11-25 08:00:00");
    played.sweep();
    played.sweep();
    assert_eq!(reminders(&played), 1);
    // Another time is another visit.
    played.applicant(booking("2026-11-26 10:00:00"));
    played.sweep();
    assert_eq!(reminders(&played), 2);
}

#[test]
fn who_is_reminded_too_late_is_not_reminded() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.applicant(booking("2026-11-23 09:30:00"));
    played.wait_until("2026-11-23 09:30:00");
    played.sweep();
    assert_eq!(reminders(&played), 0);
    assert_eq!(played.act(applicant(), cancelling()), Err(Refusal::NoSuch));
}

#[test]
fn a_visit_ends_with_what_it_was_for() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.applicant(booking("2026-11-23 09:30:00"));
    played.applicant(Action::WithdrawAll);
    assert_eq!(played.case.service(BENEFIT).unwrap().visit, None);
    let again = played.act(applicant(), booking("2026-11-23 09:30:00"));
    let withdrawn = Refusal::WrongState(ServiceState::Withdrawn);
    assert_eq!(again, Err(withdrawn));
}

/// The number was drawn for bringing something: others can have it.
#[test]
fn a_decision_frees_the_number_unless_its_paper_is_collected_at_the_counter() {
    for (way, is_kept) in [
        (DeliveryWay::Electronic, false),
        (DeliveryWay::Counter, true),
    ] {
        let mut rules = rules();
        let benefit = rules.services.get_mut(BENEFIT).unwrap();
        benefit.delivers = vec![DeliveryWay::Electronic, DeliveryWay::Counter];
        let mut played = Played::begin_with(rules, application(), "2026-11-20 09:00:00");
        played.applicant(choosing(way));
        played.applicant(booking("2026-11-25 09:30:00"));
        played.wait_until("2026-11-23 09:00:00");
        played.grant(BENEFIT);
        let visit = played.case.service(BENEFIT).unwrap().visit.clone();
        assert_eq!(visit.is_some(), is_kept, "{way:?}");
        played.wait_until("2026-11-24 09:00:00");
        played.sweep();
        assert_eq!(reminders(&played), usize::from(is_kept), "{way:?}");
        // Booked again it is for collecting alone.
        let again = played.act(applicant(), booking("2026-11-26 09:30:00"));
        assert_eq!(again.is_ok(), is_kept, "{way:?}");
        played.applicant(choosing(DeliveryWay::Electronic));
        assert_eq!(played.case.service(BENEFIT).unwrap().visit, None);
    }
}

#[test]
fn the_way_of_the_paper_can_be_changed_until_it_was_sent() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.wait_until("2026-11-23 09:00:00");
    played.office(Action::Accept {
        service: BENEFIT.to_owned(),
    });
    played.office(granting(BENEFIT));
    assert_eq!(played.act(office(), sending()), Err(Refusal::NotByPost));
    let elsewhere = played.act(applicant(), choosing(DeliveryWay::Counter));
    let refused = Refusal::Invalid(casework::Invalid::NotOfThisCase);
    assert_eq!(elsewhere, Err(refused), "it is not to be had at a counter");
    played.applicant(choosing(DeliveryWay::Post));
    played.office(sending());
    let sent = played.case.service(BENEFIT).unwrap().sent.clone();
    assert_eq!(sent.unwrap().parcel.as_deref(), Some("EX1"));
    let late = played.act(applicant(), choosing(DeliveryWay::Electronic));
    assert_eq!(late, Err(Refusal::AlreadyDone));
    assert_eq!(played.act(office(), sending()), Err(Refusal::AlreadyDone));
}

#[test]
fn whoever_changes_the_way_while_it_is_sent_is_told_so() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.applicant(choosing(DeliveryWay::Post));
    played.wait_until("2026-11-23 09:00:00");
    played.office(Action::Accept {
        service: BENEFIT.to_owned(),
    });
    played.office(granting(BENEFIT));
    let seen = played.case.last;
    played.applicant(choosing(DeliveryWay::Electronic));
    let sent = played.act_having_seen(office(), sending(), seen);
    assert_eq!(sent, Err(Refusal::NotByPost));
}
