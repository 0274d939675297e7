//! 电子监察 and 核查: lights by working days, urging, extension, and the check after a promise.

use crate::support::*;
use casework::event::{ExtensionReason, Notice};
use casework::obligation::Fate;
use casework::rules::LimitKind;
use casework::{Action, Actor, Duty, Invalid, Light, ObligationId, Offer, Refusal, due};
use catalog::scenario::{LimitUnit, TimeLimit};

fn urging() -> Action {
    Action::Urge {
        service: REGISTER.to_owned(),
    }
}

/// Five working days from Friday 20 November end on the 27th.
fn accepted() -> Played {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    played.office(accepting(REGISTER));
    played
}

#[test]
fn the_light_is_green_then_yellow_on_the_last_working_day_then_red() {
    let mut played = accepted();
    for (moment, light) in [
        ("2026-11-20 18:00:00", Light::Green),
        ("2026-11-25 18:00:00", Light::Green),
        ("2026-11-26 08:00:00", Light::Yellow),
        ("2026-11-27 23:59:59", Light::Yellow),
        ("2026-11-28 00:00:00", Light::Red),
    ] {
        played.wait_until(moment);
        assert_eq!(
            played.case.light(REGISTER, played.clock()),
            light,
            "{moment}"
        );
    }
    played.office(granting(REGISTER));
    // What was decided late stays so.
    assert_eq!(played.case.light(REGISTER, played.clock()), Light::Red);
}

#[test]
fn an_office_is_warned_once_and_its_lateness_recorded_once() {
    let mut played = accepted();
    let decide = ObligationId::Decide {
        service: REGISTER.to_owned(),
    };
    played.wait_until("2026-11-26 08:00:00");
    let warn = Duty::Notify {
        obligation: decide.clone(),
        notice: Notice::DueSoon,
    };
    assert!(due(&played.case, &played.rules, played.clock()).contains(&warn));
    played.sweep();
    assert_eq!(played.sweep(), []);
    played.wait_until("2026-11-30 08:00:00");
    played.sweep();
    assert!(matches!(
        played.case.obligations[&decide].fate,
        Fate::Escalated(_)
    ));
    assert_eq!(played.sweep(), []);
}

#[test]
fn a_late_office_is_urged_once_a_day_and_answers() {
    let mut played = accepted();
    played.wait_until("2026-11-27 20:00:00");
    assert_eq!(played.act(applicant(), urging()), Err(Refusal::NotLate));
    played.wait_until("2026-11-28 09:00:00");
    played.applicant(urging());
    played.wait_until("2026-11-28 23:59:59");
    assert_eq!(played.act(applicant(), urging()), Err(Refusal::UrgedToday));
    played.wait_until("2026-11-29 00:00:00");
    played.applicant(urging());
    let urges = &played.case.service(REGISTER).unwrap().urges;
    let (first, second) = (urges[0].seq, urges[1].seq);
    played.office(Action::AnswerUrge {
        urged: first,
        text: "t-1".to_owned(),
    });
    let again = Offer::AnswerUrge(first);
    assert_eq!(
        played.refusal(&office(), &again),
        Some(Refusal::AlreadyDone)
    );
    assert_eq!(played.refusal(&office(), &Offer::AnswerUrge(second)), None);
    // With the decision nobody waits for an answer.
    played.office(granting(REGISTER));
    assert!(
        played
            .refusal(&office(), &Offer::AnswerUrge(second))
            .is_some()
    );
}

#[test]
fn an_office_extends_once_by_ten_working_days_at_most_and_not_when_late() {
    let extending = |amount| Action::Extend {
        service: REGISTER.to_owned(),
        by: TimeLimit {
            amount,
            unit: LimitUnit::WorkingDays,
        },
        reason: ExtensionReason::OnSiteCheck,
        note: None,
    };
    let mut played = accepted();
    for amount in [0, 11] {
        let refused = Err(Refusal::Invalid(Invalid::TooLong));
        assert_eq!(played.act(office(), extending(amount)), refused, "{amount}");
    }
    played.office(extending(10));
    let deadline = played.case.decision_clock(REGISTER).unwrap().deadline();
    assert_eq!(civic::day::iso(deadline.unwrap().day), "2026-12-11");
    assert_eq!(
        played.act(office(), extending(1)),
        Err(Refusal::AlreadyDone)
    );
    let mut late = accepted();
    late.wait_until("2026-11-28 09:00:00");
    let last_day = civic::day::parse_iso("2026-11-27").unwrap();
    let refused = Err(Refusal::DeadlinePassed(last_day));
    assert_eq!(late.act(office(), extending(1)), refused);
}

/// Granted on 13 February 2026: the 14th is worked, 15 to 23 are Spring Festival, so that the third working day is the
/// 25th.
#[test]
fn a_check_opened_on_the_third_working_day_over_spring_festival_is_in_time() {
    for (opened, light) in [
        ("2026-02-25 17:00:00", Light::Green),
        ("2026-02-26 09:00:00", Light::Red),
    ] {
        let mut played = Played::begin(promising(), "2026-02-13 09:00:00");
        played.grant(BENEFIT);
        let (id, check) = played
            .case
            .obligations
            .iter()
            .find(|(id, _)| matches!(id, ObligationId::OpenCheck { .. }))
            .expect("a check is called for");
        let (id, last) = (id.clone(), check.deadline().unwrap().day);
        assert_eq!(civic::day::iso(last), "2026-02-25");
        played.wait_until(opened);
        let service = BENEFIT.to_owned();
        played.office(Action::OpenCheck { service });
        let check = &played.case.obligations[&id];
        assert!(check.has_ended());
        assert_eq!(check.light(played.clock()), light, "{opened}");
    }
}

#[test]
fn a_check_is_closed_within_50_working_days_and_only_once_opened() {
    let mut played = Played::begin(promising(), "2026-02-13 09:00:00");
    played.grant(BENEFIT);
    let close = Offer::CloseCheck(BENEFIT.to_owned());
    assert_eq!(
        played.refusal(&office(), &close),
        Some(Refusal::CheckNotOpen)
    );
    let mut owed = played.case.obligations.iter();
    let (_, check) = owed
        .find(|(id, _)| matches!(id, ObligationId::CloseCheck { .. }))
        .expect("it is to be closed");
    let expected = civic::workdays::add_workdays(at("2026-02-13 10:00:00").day(), 50);
    assert_eq!(check.deadline().unwrap().day, expected.day);
    let other = Offer::OpenCheck(REGISTER.to_owned());
    assert_eq!(played.refusal(&office(), &other), Some(Refusal::NoCheck));
}

#[test]
fn where_no_limit_is_known_the_light_follows_the_laws_two_months() {
    let played = Played::begin(application(), "2026-06-01 09:00:00");
    let clock = played.case.decision_clock(CARD).unwrap();
    assert!(!clock.is_binding());
    assert_eq!(civic::day::iso(clock.deadline().unwrap().day), "2026-08-01");
}

/// Nobody promised it: past the usual time one may urge, and the light says no more than that it takes longer.
#[test]
fn a_time_that_is_only_usual_makes_nobody_late() {
    let mut rules = rules();
    let limit = rules.services.get_mut(REGISTER).unwrap().limit.as_mut();
    limit.unwrap().kind = LimitKind::Usual;
    let mut played = Played::begin_with(rules, application(), "2026-11-20 09:00:00");
    played.office(accepting(REGISTER));
    let urge = Offer::Urge(REGISTER.to_owned());
    for (moment, light, refusal) in [
        ("2026-11-26 08:00:00", Light::Green, Some(Refusal::NotLate)),
        ("2026-11-27 23:59:59", Light::Green, Some(Refusal::NotLate)),
        ("2026-11-28 00:00:00", Light::Yellow, None),
        ("2027-03-01 09:00:00", Light::Yellow, None),
    ] {
        played.wait_until(moment);
        assert_eq!(played.case.light(REGISTER, played.clock()), light);
        assert_eq!(played.refusal(&applicant(), &urge), refusal, "{moment}");
        played.sweep();
        assert_eq!(played.case.light(REGISTER, played.clock()), light);
    }
}

#[test]
fn what_a_clerk_has_claimed_is_free_again_after_the_next_working_day() {
    let mut played = accepted();
    let claim = || Action::Claim {
        service: REGISTER.to_owned(),
    };
    played.office(claim());
    let taken = Err(Refusal::ClaimedBy("clerk-1".to_owned()));
    assert_eq!(played.act(clerk("clerk-2"), claim()), taken);
    assert_eq!(played.act(office(), claim()), Err(Refusal::AlreadyDone));
    played.wait_until("2026-11-23 23:00:00");
    assert_eq!(played.act(clerk("clerk-2"), claim()), taken);
    played.wait_until("2026-11-24 08:00:00");
    assert_eq!(played.act(clerk("clerk-2"), claim()), Ok(()));
}

#[test]
fn the_lead_of_an_office_gives_a_claim_of_its_clerks_back_and_nothing_else() {
    let mut played = accepted();
    let service = || REGISTER.to_owned();
    played.office(Action::Claim { service: service() });
    let release = || Action::Release { service: service() };
    let taken = Err(Refusal::ClaimedBy("clerk-1".to_owned()));
    assert_eq!(played.act(clerk("clerk-2"), release()), taken);
    let Actor::Office { office, .. } = clerk("clerk-2") else {
        unreachable!()
    };
    played.rules.led = Some("another".to_owned());
    assert_eq!(played.act(clerk("clerk-2"), release()), taken);
    played.rules.led = Some(office);
    let claim = Action::Claim { service: service() };
    assert_eq!(played.act(clerk("clerk-2"), claim.clone()), taken);
    assert_eq!(played.act(clerk("clerk-2"), release()), Ok(()));
    assert_eq!(played.act(clerk("clerk-2"), claim), Ok(()));
}

#[test]
fn an_office_has_no_part_in_services_of_another() {
    let mut played = accepted();
    let of_another = ["office-2".to_owned()].into();
    let benefit = played.rules.services.get_mut(BENEFIT).unwrap();
    benefit.offices = of_another;
    assert_eq!(
        played.act(office(), accepting(BENEFIT)),
        Err(Refusal::NotYours)
    );
    let offers = casework::allowed(&played.case, &played.rules, &office(), played.clock());
    let own = |offer: &Offer| !format!("{offer:?}").contains(BENEFIT);
    assert!(offers.iter().all(|one| own(&one.offer)));
}

/// The same events, after the next year's calendar was announced.
#[test]
fn a_day_that_was_about_becomes_exact_when_the_year_is_announced() {
    let played = Played::begin(application(), "2026-12-28 09:00:00");
    let last = |calendar: &civic::workdays::Calendar| {
        let case = casework::replay(&played.rules, &played.events, calendar).unwrap();
        let decide = case.decision_clock(REGISTER).unwrap();
        let deadline = decide.deadline().unwrap();
        (civic::day::iso(deadline.day), deadline.exact)
    };
    let announced = civic::workdays::Calendar::announced();
    assert_eq!(last(announced), ("2027-01-04".to_owned(), false));
    let next = civic::workdays::Calendar::parse("year 2026\nyear 2027\noff 2027-01-01 2027-01-03");
    assert_eq!(last(&next.unwrap()), ("2027-01-05".to_owned(), true));
}
