//! 容缺后补: a paper that follows, its reminders, its last day, and what happens on the day after.

use crate::support::*;
use casework::event::{CheckOutcome, EventKind, Notice};
use casework::obligation::Fate;
use casework::promise::WordState;
use casework::{Action, Duty, Light, ObligationId, Offer, Refusal, ServiceState, due};

fn supply() -> ObligationId {
    ObligationId::Supply {
        material: DIPLOMA.to_owned(),
    }
}

fn bringing() -> Action {
    Action::Supply {
        material: DIPLOMA.to_owned(),
    }
}

fn word(played: &Played) -> WordState {
    played
        .case
        .words
        .of(BENEFIT)
        .expect("a word was given")
        .state
}

fn state(played: &Played, service: &str) -> ServiceState {
    played.case.service(service).expect("it has it").state
}

#[test]
fn a_deferred_paper_is_taken_on_day_59() {
    let mut played = Played::begin(deferring(), "2026-06-01 09:00:00");
    played.wait_until("2026-07-30 21:00:00");
    played.sweep();
    played.applicant(bringing());
    assert!(matches!(
        played.case.obligations[&supply()].fate,
        Fate::Met(_)
    ));
    assert!(!played.case.obligations[&supply()].late);
    assert_eq!(word(&played), WordState::Kept);
    let again = played.act(applicant(), bringing());
    assert_eq!(again, Err(Refusal::AlreadyDone));
}

#[test]
fn on_day_61_the_service_that_rests_on_it_ends() {
    let mut played = Played::begin(deferring(), "2026-06-01 09:00:00");
    played.wait_until("2026-07-31 23:59:59");
    assert_eq!(
        played.refusal(&applicant(), &Offer::Supply(DIPLOMA.to_owned())),
        None
    );
    played.wait_until("2026-08-01 00:00:00");
    // Whether a sweeper was there or not.
    let last_day = civic::day::parse_iso("2026-07-31").unwrap();
    let refused = Some(Refusal::DeadlinePassed(last_day));
    assert_eq!(
        played.refusal(&applicant(), &Offer::Supply(DIPLOMA.to_owned())),
        refused
    );
    played.sweep();
    assert_eq!(
        played.refusal(&applicant(), &Offer::Supply(DIPLOMA.to_owned())),
        refused
    );
    assert_eq!(state(&played, BENEFIT), ServiceState::Lapsed);
    assert_eq!(state(&played, REGISTER), ServiceState::Submitted);
    assert_eq!(word(&played), WordState::Broken);
}

#[test]
fn what_was_granted_on_it_is_checked_and_a_late_paper_still_helps() {
    let mut played = Played::begin(deferring(), "2026-06-01 09:00:00");
    played.grant(BENEFIT);
    played.wait_until("2026-08-03 09:00:00");
    played.sweep();
    assert_eq!(state(&played, BENEFIT), ServiceState::Granted);
    assert!(
        played
            .case
            .service(BENEFIT)
            .unwrap()
            .pending_check()
            .is_some()
    );
    assert_eq!(word(&played), WordState::Broken);
    played.applicant(bringing());
    let service = || BENEFIT.to_owned();
    played.office(Action::OpenCheck { service: service() });
    played.office(Action::CloseCheck {
        service: service(),
        outcome: CheckOutcome::Kept,
        ground: None,
    });
    assert_eq!(word(&played), WordState::Kept);
    // In time it was not.
    assert!(played.case.obligations[&supply()].late);
}

/// 民法典第二百零三条: the sixtieth day is 1 May, and offices open again on the sixth.
#[test]
fn a_last_day_of_rest_gives_time_until_offices_open() {
    let mut played = Played::begin(deferring(), "2026-03-02 09:00:00");
    played.wait_until("2026-05-06 18:00:00");
    played.sweep();
    assert_eq!(
        played.refusal(&applicant(), &Offer::Supply(DIPLOMA.to_owned())),
        None
    );
    played.wait_until("2026-05-07 08:00:00");
    played.sweep();
    assert_eq!(state(&played, BENEFIT), ServiceState::Lapsed);
}

#[test]
fn working_days_are_counted_where_the_place_says_so() {
    let mut rules = rules();
    let days = civic::clock::Span::Workdays(60);
    rules.deferrals.insert(DIPLOMA.to_owned(), days);
    let played = Played::begin_with(rules, deferring(), "2026-06-01 09:00:00");
    let deadline = played.case.obligations[&supply()].deadline().unwrap();
    assert_eq!(civic::day::iso(deadline.day), "2026-08-25");
}

#[test]
fn reminders_come_at_30_7_and_1_days_each_once() {
    let mut played = Played::begin(deferring(), "2026-06-01 09:00:00");
    let mut reminded = Vec::new();
    for _ in 0..59 {
        played.wait_days(1);
        for event in played.sweep().into_iter().chain(played.sweep()) {
            if let EventKind::NoticeSent {
                obligation,
                notice: Notice::DaysLeft(days),
            } = event.what
            {
                assert_eq!(obligation, supply());
                reminded.push((civic::day::iso(event.at.day()), days));
            }
        }
    }
    let days = [("2026-07-01", 30), ("2026-07-24", 7), ("2026-07-30", 1)];
    assert_eq!(reminded, days.map(|(day, left)| (day.to_owned(), left)));
}

#[test]
fn a_sweeper_that_was_away_reminds_of_what_holds_now() {
    let mut played = Played::begin(deferring(), "2026-06-01 09:00:00");
    played.wait_until("2026-07-28 09:00:00");
    let sent = played.sweep();
    let notices = sent.iter().filter_map(|event| match &event.what {
        EventKind::NoticeSent {
            notice: Notice::DaysLeft(days),
            ..
        } => Some(*days),
        _ => None,
    });
    assert_eq!(notices.collect::<Vec<_>>(), [7]);
}

#[test]
fn a_duty_that_was_done_or_is_not_due_makes_no_event() {
    let mut played = Played::begin(deferring(), "2026-06-01 09:00:00");
    let expire = Action::Duty(Duty::Expire {
        obligation: supply(),
    });
    played.act(casework::Actor::System, expire.clone()).unwrap();
    assert_eq!(played.events.len(), 1);
    played.wait_until("2026-08-01 09:00:00");
    for _ in 0..2 {
        played.act(casework::Actor::System, expire.clone()).unwrap();
    }
    let expired = played.events.iter().filter(
        |event| matches!(&event.what, EventKind::Expired { obligation } if *obligation == supply()),
    );
    assert_eq!(expired.count(), 1);
    assert_eq!(played.act(applicant(), expire), Err(Refusal::NotYours));
}

#[test]
fn a_paper_of_a_service_that_is_over_is_not_asked_for() {
    let mut played = Played::begin(deferring(), "2026-06-01 09:00:00");
    played.applicant(Action::WithdrawAll);
    played.wait_until("2026-08-01 09:00:00");
    let due = due(&played.case, &played.rules, played.clock());
    assert!(
        !due.iter().any(|duty| matches!(duty, Duty::Expire { .. })),
        "{due:?}"
    );
    assert!(played.case.is_closed());
    let light = played.case.obligations[&supply()].light(played.clock());
    assert_eq!(light, Light::Green);
}
