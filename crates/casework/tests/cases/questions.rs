//! Questions to the office, and 好差评.

use crate::support::*;
use casework::event::{EventKind, RatingReason, Stars};
use casework::{Action, ObligationId, Offer, Refusal, ServiceState};

fn rating(stars: u8) -> Action {
    Action::Rate {
        service: REGISTER.to_owned(),
        stars: Stars::new(stars).expect("1 to 5"),
        reasons: vec![RatingReason::Speed],
        text: None,
    }
}

fn granted() -> Played {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.grant(REGISTER);
    played
}

#[test]
fn one_is_invited_to_rate_once_and_never_again() {
    let mut played = granted();
    let invited = |played: &mut Played| {
        let sent = played.sweep();
        let of_it =
            |event: &&casework::Event| matches!(event.what, EventKind::RatingInvited { .. });
        sent.iter().filter(of_it).count()
    };
    assert_eq!(invited(&mut played), 1);
    for _ in 0..10 {
        played.wait_days(10);
        assert_eq!(invited(&mut played), 0);
    }
    let mut rated = granted();
    rated.applicant(rating(5));
    assert_eq!(invited(&mut rated), 0);
}

#[test]
fn a_bad_rating_is_answered_and_mended_and_one_is_rated_once() {
    let mut played = granted();
    played.applicant(rating(1));
    assert_eq!(
        played.act(applicant(), rating(5)),
        Err(Refusal::AlreadyDone)
    );
    let answer = ObligationId::AnswerRating {
        service: REGISTER.to_owned(),
    };
    let deadline = played.case.obligations[&answer].deadline().unwrap();
    assert_eq!(civic::day::iso(deadline.day), "2026-11-27");
    let text = || "t-1".to_owned();
    let service = || REGISTER.to_owned();
    played.office(Action::Reply {
        service: service(),
        text: text(),
    });
    assert!(played.case.obligations[&answer].has_ended());
    played.office(Action::Rectify {
        service: service(),
        text: text(),
    });
    let again = Offer::Rectify(service());
    assert_eq!(
        played.refusal(&office(), &again),
        Some(Refusal::AlreadyDone)
    );
}

#[test]
fn a_good_rating_asks_nothing_of_the_office() {
    let mut played = granted();
    played.applicant(rating(3));
    let answer = |id: &ObligationId| matches!(id, ObligationId::AnswerRating { .. });
    assert!(!played.case.obligations.keys().any(answer));
    assert_eq!(
        played.refusal(&office(), &Offer::Reply(REGISTER.to_owned())),
        None
    );
}

#[test]
fn one_rates_on_the_way_but_not_what_nobody_has_begun() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    let refused = Err(Refusal::WrongState(ServiceState::Submitted));
    assert_eq!(played.act(applicant(), rating(4)), refused);
    played.office(accepting(REGISTER));
    played.applicant(rating(4));
}

/// While 补正 waits, it is the applicant's turn: a rating is asked for when the office has gone on.
#[test]
fn one_does_not_rate_what_waits_for_oneself() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.office(accepting(REGISTER));
    played.wait_until("2026-11-23 09:00:00");
    played.office(asking_for_account(REGISTER));
    let refused = Err(Refusal::WrongState(ServiceState::CorrectionNeeded));
    assert_eq!(played.act(applicant(), rating(1)), refused);
    played.applicant(correcting_account(REGISTER));
    played.applicant(rating(1));
}

#[test]
fn a_written_question_is_answered_by_the_office_it_is_for() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.applicant(Action::Ask {
        service: Some(REGISTER.to_owned()),
        text: "t-question".to_owned(),
    });
    let asked = played.case.last;
    let owed = ObligationId::AnswerQuestion { asked };
    let deadline = played.case.obligations[&owed].deadline().unwrap();
    assert_eq!(civic::day::iso(deadline.day), "2026-11-27");
    played.office(Action::Answer {
        asked,
        text: "t-answer".to_owned(),
    });
    assert_eq!(
        played.case.questions[&asked].answer.as_deref(),
        Some("t-answer")
    );
    let again = Offer::Answer(asked);
    assert_eq!(
        played.refusal(&office(), &again),
        Some(Refusal::AlreadyDone)
    );
    let of_no_service = Action::Ask {
        service: Some("pension".to_owned()),
        text: "t".to_owned(),
    };
    assert_eq!(played.act(applicant(), of_no_service), Err(Refusal::NoSuch));
}

#[test]
fn one_objects_to_what_was_decided_and_not_before() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    let object = || Action::Object {
        service: REGISTER.to_owned(),
        text: "t".to_owned(),
    };
    let refused = Err(Refusal::WrongState(ServiceState::Submitted));
    assert_eq!(played.act(applicant(), object()), refused);
    played.grant(REGISTER);
    played.applicant(object());
}
