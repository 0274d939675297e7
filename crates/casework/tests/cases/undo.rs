//! 十分钟内撤销: as if it had never been handed in.

use crate::support::*;
use casework::{Action, Offer, Refusal, ServiceState, due, promise_standing};

#[test]
fn nine_minutes_and_59_seconds_after_hand_in_it_can_be_undone() {
    let mut played = Played::begin(deferring(), "2026-11-20 09:00:00");
    played.office(accepting(BENEFIT));
    played.wait_until("2026-11-20 09:09:59");
    played.applicant(Action::Undo);
    let states = played.case.services.iter().map(|service| service.state);
    assert!(
        states
            .into_iter()
            .all(|state| state == ServiceState::Undone)
    );
    assert!(played.case.is_closed());
    played.wait_until("2027-11-20 09:00:00");
    assert_eq!(due(&played.case, &played.rules, played.clock()), []);
    for (actor, offer) in [
        (applicant(), Offer::Withdraw(BENEFIT.to_owned())),
        (office(), Offer::Grant(BENEFIT.to_owned())),
        (office(), Offer::Claim(BENEFIT.to_owned())),
    ] {
        assert_eq!(
            played.refusal(&actor, &offer),
            Some(Refusal::Undone),
            "{offer:?}"
        );
    }
}

#[test]
fn ten_minutes_and_a_second_after_hand_in_it_cannot_be_undone() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.wait_until("2026-11-20 09:10:01");
    let refused = Err(Refusal::UndoOver(at("2026-11-20 09:10:00")));
    assert_eq!(played.act(applicant(), Action::Undo), refused);
}

#[test]
fn the_word_of_an_undone_case_leaves_no_trace() {
    let mut played = Played::begin(promising(), "2026-11-20 09:00:00");
    played.wait_until("2026-11-20 09:05:00");
    played.applicant(Action::Undo);
    let cases = [played.events.as_slice()];
    let standing = promise_standing(cases, &APPLICANT.to_owned(), BENEFIT);
    assert_eq!(standing, Default::default());
    assert!(standing.may_promise(&rules()));
}

#[test]
fn no_office_decides_what_can_still_be_undone() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.office(accepting(BENEFIT));
    played.wait_until("2026-11-20 09:10:00");
    let until = at("2026-11-20 09:10:00");
    assert_eq!(
        played.act(office(), granting(BENEFIT)),
        Err(Refusal::UndoOpen(until))
    );
    played.wait_until("2026-11-20 09:10:01");
    played.office(granting(BENEFIT));
    assert_eq!(played.act(applicant(), Action::Undo), Err(Refusal::Decided));
}

#[test]
fn offices_are_told_when_the_time_for_undoing_has_passed() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.wait_until("2026-11-20 09:10:00");
    assert_eq!(played.sweep(), []);
    played.wait_until("2026-11-20 09:10:01");
    assert_eq!(played.sweep().len(), 1);
    assert!(played.case.handed_on);
    assert_eq!(played.sweep(), []);
}
