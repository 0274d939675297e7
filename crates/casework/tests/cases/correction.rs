//! 补正: the clock of the office stands, the answer has everything at once, and silence ends the service.

use crate::support::*;
use casework::case::Wait;
use casework::event::{CorrectionItem, CorrectionSubject, Remedy};
use casework::obligation::{Party, Timer};
use casework::{
    Action, Actor, Event, EventKind, Invalid, Light, Refusal, Rules, ServiceState, told_to,
};
use catalog::CorrectionReason;
use civic::clock::Span;

fn decides_by(played: &Played) -> Option<String> {
    let clock = played.case.decision_clock(REGISTER).unwrap();
    clock
        .deadline()
        .map(|deadline| civic::day::iso(deadline.day))
}

/// Five working days from Friday 20 November; on the 24th a correction is asked for.
fn in_correction() -> Played {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.office(accepting(REGISTER));
    assert_eq!(decides_by(&played).as_deref(), Some("2026-11-27"));
    played.wait_until("2026-11-24 10:00:00");
    played.office(asking_for_account(REGISTER));
    played
}

#[test]
fn the_time_of_correcting_is_not_counted() {
    let mut played = in_correction();
    let clock = played.case.decision_clock(REGISTER).unwrap();
    assert_eq!(played.case.waits_for(REGISTER), Some(Wait::Correction));
    let left = Span::Workdays(3);
    assert_eq!(clock.timer, Timer::Stands { left });
    assert_eq!(played.case.light(REGISTER, played.clock()), Light::Green);
    played.wait_until("2026-12-10 20:00:00");
    played.sweep();
    played.applicant(correcting_account(REGISTER));
    assert_eq!(played.case.waits_for(REGISTER), None);
    assert_eq!(decides_by(&played).as_deref(), Some("2026-12-15"));
    assert_eq!(
        played.case.service(REGISTER).unwrap().state,
        ServiceState::Accepted
    );
}

#[test]
fn nothing_is_decided_while_it_waits_for_the_applicant() {
    let mut played = in_correction();
    let refused = Err(Refusal::WrongState(ServiceState::CorrectionNeeded));
    assert_eq!(played.act(office(), granting(REGISTER)), refused);
    assert_eq!(played.act(office(), asking_for_account(REGISTER)), refused);
}

#[test]
fn a_correction_answers_all_that_was_asked_for() {
    let mut played = in_correction();
    let nothing = Action::Correct {
        service: REGISTER.to_owned(),
        fields: Vec::new(),
        materials: vec![KINSHIP.to_owned()],
        papers: Vec::new(),
        note: None,
    };
    let account = CorrectionSubject::Field(ACCOUNT.to_owned());
    let refused = Err(Refusal::Invalid(Invalid::LeftOut(account)));
    assert_eq!(played.act(applicant(), nothing), refused);
}

#[test]
fn a_correction_changes_nothing_that_was_not_asked_for() {
    let mut played = in_correction();
    let more = Action::Correct {
        service: REGISTER.to_owned(),
        fields: vec![ACCOUNT.to_owned()],
        materials: vec![KINSHIP.to_owned()],
        papers: Vec::new(),
        note: None,
    };
    let kinship = CorrectionSubject::Material(KINSHIP.to_owned());
    let refused = Err(Refusal::Invalid(Invalid::NotAsked(kinship)));
    assert_eq!(played.act(applicant(), more), refused);
}

#[test]
fn an_office_asks_for_what_its_own_service_uses() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.office(accepting(CARD));
    played.wait_until("2026-11-20 10:00:00");
    let ask = Action::AskCorrection {
        service: CARD.to_owned(),
        items: vec![CorrectionItem {
            of: CorrectionSubject::Material(KINSHIP.to_owned()),
            reasons: vec![CorrectionReason::R01],
            remedy: Remedy::TakeAgain,
        }],
        note: None,
    };
    let refused = Err(Refusal::Invalid(Invalid::NotOfThisCase));
    assert_eq!(played.act(office(), ask), refused);
}

/// The account is one for three services: one has it corrected, one has been decided, one is under way.
#[test]
fn the_others_who_use_what_is_corrected_are_told_and_look_again() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.grant(CARD);
    for service in [REGISTER, BENEFIT] {
        played.office(accepting(service));
    }
    played.office(asking_for_account(REGISTER));
    let seen = played.case.last;
    let before = played.case.clone();
    played.applicant(correcting_account(REGISTER));
    let seq = played.case.last;
    let told = told_to(&played.case, played.events.last().unwrap());
    let office_of = |service: &str| Party::Office(Some(service.to_owned()));
    assert_eq!(told, [BENEFIT, CARD, REGISTER].map(office_of));
    for (service, was_decided) in [(BENEFIT, false), (CARD, true)] {
        let found = played.case.service(service).unwrap();
        let [change] = found.changed.as_slice() else {
            panic!("{:?}", found.changed);
        };
        assert_eq!((change.seq, &*change.corrected), (seq, REGISTER));
        assert_eq!(change.fields, [ACCOUNT]);
        assert_eq!(change.was_decided, was_decided);
        // Where it stands, and its decision, are as they were.
        let before = before.service(service).unwrap();
        assert_eq!(found.state, before.state);
        assert_eq!(found.decision, before.decision);
    }
    assert!(played.case.service(REGISTER).unwrap().changed.is_empty());
    // Who decides by what was there before the correction looks again.
    let stale = played.act_having_seen(office(), granting(BENEFIT), seen);
    assert_eq!(stale, Err(Refusal::Stale { last: seq }));
    assert_eq!(played.replayed(), played.case);
}

#[test]
fn reasons_and_remedies_are_such_as_the_thing_can_have() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.office(accepting(REGISTER));
    played.wait_until("2026-11-20 10:00:00");
    let field = CorrectionSubject::Field(ACCOUNT.to_owned());
    let paper = CorrectionSubject::Material(KINSHIP.to_owned());
    let ask =
        |of: &CorrectionSubject, reasons: &[CorrectionReason], remedy| Action::AskCorrection {
            service: REGISTER.to_owned(),
            items: vec![CorrectionItem {
                of: of.clone(),
                reasons: reasons.to_vec(),
                remedy,
            }],
            note: None,
        };
    use CorrectionReason as R;
    for (of, reasons, remedy) in [
        (&field, &[R::R16][..], Remedy::FillInAgain),
        (&field, &[R::R13, R::R01], Remedy::FillInAgain),
        (&field, &[R::R13], Remedy::TakeAgain),
        (&paper, &[R::R15], Remedy::SendTheRightPaper),
    ] {
        let refused = Err(Refusal::Invalid(Invalid::Unfit(of.clone())));
        assert_eq!(
            played.act(office(), ask(of, reasons, remedy)),
            refused,
            "{reasons:?}"
        );
    }
    played.office(ask(&field, &[R::R13, R::R09], Remedy::ShowAtCounter));
}

#[test]
fn only_what_the_scenario_has_can_be_asked_for_and_once() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.office(accepting(REGISTER));
    played.wait_until("2026-11-20 10:00:00");
    let item = |of: CorrectionSubject| CorrectionItem {
        of,
        reasons: vec![CorrectionReason::R01],
        remedy: Remedy::TakeAgain,
    };
    let material = |id: &str| CorrectionSubject::Material(id.to_owned());
    let ask = |subjects: Vec<CorrectionSubject>| Action::AskCorrection {
        service: REGISTER.to_owned(),
        items: subjects.into_iter().map(item).collect(),
        note: None,
    };
    for (asked, wrong) in [
        (vec![], Invalid::Nothing),
        (vec![material("tax")], Invalid::Unknown(material("tax"))),
        (
            vec![material(KINSHIP), material(KINSHIP)],
            Invalid::Twice(material(KINSHIP)),
        ),
    ] {
        assert_eq!(
            played.act(office(), ask(asked)),
            Err(Refusal::Invalid(wrong))
        );
    }
    let why = Action::AskCorrection {
        service: REGISTER.to_owned(),
        items: vec![CorrectionItem {
            reasons: Vec::new(),
            ..item(material(KINSHIP))
        }],
        note: None,
    };
    let wrong = Invalid::ReasonMissing(material(KINSHIP));
    assert_eq!(played.act(office(), why), Err(Refusal::Invalid(wrong)));
    // The paper of a row is one of its material.
    played.office(ask(vec![material("kinship-heirs-r2")]));
}

/// Neither field nor paper: what is to be told is told in words.
#[test]
fn an_office_can_ask_in_words_alone_and_is_answered_so() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.office(accepting(REGISTER));
    played.wait_until("2026-11-20 10:00:00");
    played.office(Action::AskCorrection {
        service: REGISTER.to_owned(),
        items: Vec::new(),
        note: Some("t-ask".to_owned()),
    });
    let answer = |note: Option<&str>| Action::Correct {
        service: REGISTER.to_owned(),
        fields: Vec::new(),
        materials: Vec::new(),
        papers: Vec::new(),
        note: note.map(str::to_owned),
    };
    let nothing = Err(Refusal::Invalid(Invalid::Nothing));
    assert_eq!(played.act(applicant(), answer(None)), nothing);
    played.applicant(answer(Some("t-answer")));
}

#[test]
fn a_correction_that_is_never_answered_ends_the_service() {
    let mut played = in_correction();
    played.wait_until("2026-12-24 23:00:00");
    played.sweep();
    assert_eq!(
        played.case.service(REGISTER).unwrap().state,
        ServiceState::CorrectionNeeded
    );
    played.wait_until("2026-12-25 00:00:00");
    let last_day = civic::day::parse_iso("2026-12-24").unwrap();
    let refused = Err(Refusal::DeadlinePassed(last_day));
    assert_eq!(
        played.act(applicant(), correcting_account(REGISTER)),
        refused
    );
    played.sweep();
    assert_eq!(
        played.case.service(REGISTER).unwrap().state,
        ServiceState::Lapsed
    );
    assert_eq!(
        played.act(applicant(), correcting_account(REGISTER)),
        refused
    );
}

#[test]
fn an_office_that_is_late_does_not_become_punctual_by_asking() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.office(accepting(REGISTER));
    played.wait_until("2026-11-30 09:00:00");
    played.office(asking_for_account(REGISTER));
    assert_eq!(played.case.light(REGISTER, played.clock()), Light::Red);
    played.wait_until("2026-12-01 09:00:00");
    played.applicant(correcting_account(REGISTER));
    played.office(granting(REGISTER));
    assert_eq!(played.case.light(REGISTER, played.clock()), Light::Red);
}

/// No rule of the nation sets a time for 补正: where the place sets none, one is reminded, and nothing ends.
#[test]
fn without_a_rule_of_the_place_a_correction_is_waited_for() {
    let rules = Rules {
        correction_lapses: false,
        ..rules()
    };
    let mut played = Played::begin_with(rules, application(), "2026-11-20 09:00:00");
    played.office(accepting(REGISTER));
    played.wait_until("2026-11-20 10:00:00");
    played.office(asking_for_account(REGISTER));
    played.wait_days(400);
    played.sweep();
    let service = played.case.service(REGISTER).unwrap();
    assert_eq!(service.state, ServiceState::CorrectionNeeded);
    played.applicant(Action::Correct {
        service: REGISTER.to_owned(),
        fields: vec![ACCOUNT.to_owned()],
        materials: Vec::new(),
        papers: Vec::new(),
        note: None,
    });
}

/// An earlier release asked a month before this one took the case over, and named no last day.
#[test]
fn who_was_told_no_last_day_is_not_late_when_the_case_is_taken_over() {
    let mut played = in_correction();
    played.wait_until("2027-01-20 09:00:00");
    let taken_over = Event {
        seq: played.case.last + 1,
        at: played.now,
        by: Actor::System,
        what: EventKind::TakenOver,
        ..played.events[0].clone()
    };
    let calendar = played.clock().calendar;
    played
        .case
        .take(&played.rules, &taken_over, calendar)
        .unwrap();
    played.events.push(taken_over);
    played.sweep();
    let state = |played: &Played| played.case.service(REGISTER).unwrap().state;
    assert_eq!(state(&played), ServiceState::CorrectionNeeded);
    played.wait_until("2027-02-19 23:00:00");
    played.sweep();
    assert_eq!(state(&played), ServiceState::CorrectionNeeded);
    played.wait_until("2027-02-20 00:00:00");
    played.sweep();
    assert_eq!(state(&played), ServiceState::Lapsed);
    assert_eq!(played.replayed(), played.case);
}
