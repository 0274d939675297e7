//! A promise stands for a paper. When the paper itself comes by 补正, nothing is left of the promise to be checked.

use casework::event::PromiseUse;
use casework::{Action, Offer, PromiseStanding, Refusal, promise_standing};

use crate::support::*;

fn standing(played: &Played, service: &str) -> PromiseStanding {
    let cases = [played.events.as_slice()];
    promise_standing(cases, &APPLICANT.to_owned(), service)
}

fn is_to_be_checked(played: &Played, service: &str) -> bool {
    let found = played.case.service(service).expect("it has it");
    found.pending_check().is_some()
}

/// Promised, accepted, and the paper was asked for.
fn asked(by: &str) -> Played {
    let mut application = promising();
    let services = vec![BENEFIT.to_owned(), REGISTER.to_owned()];
    application.promised = vec![PromiseUse {
        services,
        ..application.promised.remove(0)
    }];
    let mut played = Played::begin(application, "2026-11-20 09:00:00");
    played.office(accepting(BENEFIT));
    played.office(accepting(REGISTER));
    played.wait_until("2026-11-23 09:00:00");
    if by == REGISTER {
        played.office(granting(BENEFIT));
    }
    played.office(asking_for_kinship(by));
    played
}

#[test]
fn the_paper_replaces_the_promise_and_nothing_is_checked() {
    let mut played = asked(BENEFIT);
    played.applicant(correcting_kinship(BENEFIT, true));
    assert_eq!(standing(&played, BENEFIT).kept, 1);
    played.office(granting(BENEFIT));
    played.office(granting(REGISTER));
    for service in [BENEFIT, REGISTER] {
        assert!(!is_to_be_checked(&played, service), "{service}");
        let opening = Offer::OpenCheck(service.to_owned());
        assert_eq!(played.refusal(&office(), &opening), Some(Refusal::NoCheck));
    }
}

#[test]
fn who_has_brought_it_may_withdraw() {
    let mut played = asked(BENEFIT);
    played.applicant(correcting_kinship(BENEFIT, true));
    played.applicant(Action::WithdrawAll);
    assert_eq!(standing(&played, BENEFIT).withdrawn, 0);
    assert!(standing(&played, BENEFIT).may_promise(&rules()));
}

#[test]
fn what_is_still_promised_is_still_checked() {
    let mut played = asked(BENEFIT);
    played.applicant(correcting_kinship(BENEFIT, false));
    played.office(granting(BENEFIT));
    assert!(is_to_be_checked(&played, BENEFIT));
    assert_eq!(standing(&played, BENEFIT).kept, 0);
}

/// What another office has granted on the promise rests on it: it is checked, now with the paper at hand.
#[test]
fn what_was_granted_on_the_promise_before_is_checked_all_the_same() {
    let mut played = asked(REGISTER);
    played.applicant(correcting_kinship(REGISTER, true));
    played.office(granting(REGISTER));
    assert!(is_to_be_checked(&played, BENEFIT));
    assert!(!is_to_be_checked(&played, REGISTER));
    assert_eq!(standing(&played, BENEFIT).kept, 0);
}

#[test]
fn no_paper_is_here_that_was_not_asked_for() {
    let mut played = asked(BENEFIT);
    let Action::Correct {
        materials, service, ..
    } = correcting_kinship(BENEFIT, true)
    else {
        panic!("it is a correction");
    };
    let more = Action::Correct {
        service,
        fields: Vec::new(),
        materials,
        papers: vec![DIPLOMA.to_owned()],
        note: None,
    };
    let not_asked = casework::event::CorrectionSubject::Material(DIPLOMA.to_owned());
    let refused = Refusal::Invalid(casework::Invalid::NotAsked(not_asked));
    assert_eq!(played.act(applicant(), more), Err(refused));
}
