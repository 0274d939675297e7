//! 共同确认: heirs, spouse or employee confirm by a link and their own sign-in; the case says who is missing.

use crate::support::*;
use casework::case::Confirmation;
use casework::{Action, Actor, Offer, Refusal, ServiceState};

fn invite(confirmer: &str) -> Action {
    Action::Invite {
        confirmer: confirmer.to_owned(),
    }
}

fn confirm(confirmer: &str) -> Action {
    Action::Confirm {
        confirmer: confirmer.to_owned(),
    }
}

fn decline(confirmer: &str) -> Action {
    Action::Decline {
        confirmer: confirmer.to_owned(),
    }
}

fn missing(played: &Played) -> Vec<String> {
    let missing = played.case.missing_confirmers(BENEFIT);
    missing.into_iter().cloned().collect()
}

#[test]
fn two_heirs_confirm_before_an_office_begins() {
    let mut played = Played::begin(with_heirs(&["r1", "r2"]), "2026-11-20 09:00:00");
    assert_eq!(missing(&played), ["r1", "r2"]);
    let waits = |ids: &[&str]| {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        Err(Refusal::ConfirmationMissing(ids))
    };
    assert_eq!(
        played.act(office(), accepting(BENEFIT)),
        waits(&["r1", "r2"])
    );
    // The other services wait for nobody.
    played.office(accepting(REGISTER));
    assert_eq!(
        played.act(heir("p-1", "r1"), confirm("r1")),
        Err(Refusal::NotInvited)
    );
    for id in ["r1", "r2"] {
        played.applicant(invite(id));
    }
    played.act(heir("p-1", "r1"), confirm("r1")).unwrap();
    assert_eq!(missing(&played), ["r2"]);
    assert_eq!(played.act(office(), accepting(BENEFIT)), waits(&["r2"]));
    assert_eq!(
        played.case.decision_clock(BENEFIT).unwrap().deadline(),
        None
    );
    played.wait_until("2026-11-27 09:00:00");
    played.act(heir("p-2", "r2"), confirm("r2")).unwrap();
    assert_eq!(missing(&played), [""; 0]);
    // The office's ten working days begin when the last one has confirmed.
    let deadline = played.case.decision_clock(BENEFIT).unwrap().deadline();
    assert_eq!(civic::day::iso(deadline.unwrap().day), "2026-12-11");
    played.office(accepting(BENEFIT));
}

#[test]
fn nobody_confirms_for_another() {
    let mut played = Played::begin(with_heirs(&["r1", "r2"]), "2026-11-20 09:00:00");
    for id in ["r1", "r2"] {
        played.applicant(invite(id));
    }
    assert_eq!(
        played.act(heir(APPLICANT, "r1"), confirm("r1")),
        Err(Refusal::SamePerson)
    );
    assert_eq!(
        played.act(heir("p-1", "r1"), confirm("r2")),
        Err(Refusal::NotYours)
    );
    assert_eq!(
        played.act(applicant(), confirm("r1")),
        Err(Refusal::NotYours)
    );
    let stranger = Actor::Person("p-stranger".to_owned());
    assert_eq!(played.act(stranger, confirm("r1")), Err(Refusal::NotYours));
    played.act(heir("p-1", "r1"), confirm("r1")).unwrap();
    assert_eq!(
        played.act(heir("p-1", "r2"), confirm("r2")),
        Err(Refusal::SamePerson)
    );
    assert_eq!(
        played.act(heir("p-1", "r1"), confirm("r1")),
        Err(Refusal::AlreadyDone)
    );
}

#[test]
fn who_declined_can_be_asked_again() {
    let mut played = Played::begin(with_heirs(&["r1"]), "2026-11-20 09:00:00");
    played.applicant(invite("r1"));
    played.act(heir("p-1", "r1"), decline("r1")).unwrap();
    assert_eq!(played.case.confirmations["r1"], Confirmation::Declined);
    assert_eq!(
        played.act(heir("p-1", "r1"), confirm("r1")),
        Err(Refusal::NotInvited)
    );
    played.applicant(invite("r1"));
    played.act(heir("p-1", "r1"), confirm("r1")).unwrap();
}

#[test]
fn what_is_never_confirmed_ends_after_30_days() {
    let mut played = Played::begin(with_heirs(&["r1"]), "2026-11-02 09:00:00");
    played.applicant(invite("r1"));
    played.wait_until("2026-12-02 23:00:00");
    played.sweep();
    assert_eq!(
        played.refusal(&heir("p-1", "r1"), &Offer::Confirm("r1".to_owned())),
        None
    );
    played.wait_until("2026-12-03 00:00:00");
    let last_day = civic::day::parse_iso("2026-12-02").unwrap();
    let refused = Err(Refusal::DeadlinePassed(last_day));
    assert_eq!(played.act(heir("p-1", "r1"), confirm("r1")), refused);
    played.sweep();
    assert_eq!(
        played.case.service(BENEFIT).unwrap().state,
        ServiceState::Lapsed
    );
    assert_eq!(played.act(applicant(), invite("r1")), refused);
}
