//! 告知承诺: used, kept, broken, withdrawn and repaired, by person and service over all cases.

use crate::support::*;
use casework::event::{CheckOutcome, Ground, Submitted};
use casework::{Action, Clock, Event, PromiseStanding, Refusal, Rules, promise_standing, submit};

fn standing(cases: &[&Played], service: &str) -> PromiseStanding {
    let cases = cases.iter().map(|played| played.events.as_slice());
    promise_standing(cases, &APPLICANT.to_owned(), service)
}

fn next(cases: &[&Played], application: Submitted) -> Result<Event, Refusal> {
    let clock = Clock::at(at("2027-01-04 09:00:00"));
    submit(
        &rules(),
        application,
        |service| standing(cases, service),
        clock,
    )
}

fn closing(outcome: CheckOutcome, ground: Option<Ground>) -> Action {
    Action::CloseCheck {
        service: BENEFIT.to_owned(),
        outcome,
        ground,
    }
}

fn granted_on_promise() -> Played {
    let mut played = Played::begin(promising(), "2026-11-20 09:00:00");
    played.grant(BENEFIT);
    played
}

fn checked(outcome: CheckOutcome, ground: Option<Ground>) -> Played {
    let mut played = granted_on_promise();
    played.office(Action::OpenCheck {
        service: BENEFIT.to_owned(),
    });
    played.office(closing(outcome, ground));
    played
}

/// 天津 2020-12-29, 一(一).
#[test]
fn who_withdraws_before_it_was_checked_may_not_promise_again_for_that_service() {
    let mut played = Played::begin(promising(), "2026-11-20 09:00:00");
    played.wait_until("2026-11-20 12:00:00");
    played.applicant(Action::Withdraw {
        service: BENEFIT.to_owned(),
    });
    let lost = standing(&[&played], BENEFIT);
    assert_eq!(
        (lost.used, lost.withdrawn, lost.may_promise(&rules())),
        (1, 1, false)
    );
    assert_eq!(next(&[&played], promising()), Err(Refusal::MayNotPromise));
    // With every paper at hand it goes, and so does a word for another service.
    assert!(next(&[&played], application()).is_ok());
    assert!(standing(&[&played], REGISTER).may_promise(&rules()));
}

#[test]
fn giving_back_what_was_granted_before_its_check_counts_as_withdrawn() {
    let mut played = granted_on_promise();
    played.applicant(Action::Surrender {
        service: BENEFIT.to_owned(),
    });
    assert_eq!(standing(&[&played], BENEFIT).withdrawn, 1);
    let mut checked = checked(CheckOutcome::Kept, None);
    checked.applicant(Action::Surrender {
        service: BENEFIT.to_owned(),
    });
    assert!(standing(&[&checked], BENEFIT).may_promise(&rules()));
}

#[test]
fn who_has_brought_the_paper_may_withdraw() {
    let mut played = Played::begin(deferring(), "2026-11-20 09:00:00");
    played.applicant(Action::Supply {
        material: DIPLOMA.to_owned(),
    });
    played.applicant(Action::WithdrawAll);
    let kept = standing(&[&played], BENEFIT);
    assert_eq!(
        (kept.kept, kept.withdrawn, kept.may_promise(&rules())),
        (1, 0, true)
    );
}

#[test]
fn withdrawing_what_rests_on_no_word_costs_nothing() {
    let mut played = Played::begin(promising(), "2026-11-20 09:00:00");
    played.applicant(Action::Withdraw {
        service: REGISTER.to_owned(),
    });
    assert_eq!(standing(&[&played], REGISTER), PromiseStanding::default());
}

#[test]
fn a_word_that_a_check_bore_out_can_be_given_again() {
    let played = checked(CheckOutcome::Kept, None);
    let kept = standing(&[&played], BENEFIT);
    assert_eq!(
        (kept.used, kept.kept, kept.may_promise(&rules())),
        (1, 1, true)
    );
    assert!(next(&[&played], promising()).is_ok());
}

/// 国办发〔2020〕42号: 曾作出虚假承诺的, 信用修复前不适用.
#[test]
fn a_false_promise_bars_every_service_until_it_is_repaired() {
    let mut played = checked(CheckOutcome::Broken, Some(Ground::FalsePromise));
    for service in [BENEFIT, REGISTER] {
        assert!(
            !standing(&[&played], service).may_promise(&rules()),
            "{service}"
        );
    }
    assert_eq!(next(&[&played], deferring()), Err(Refusal::MayNotPromise));
    played.office(Action::RepairBreach {
        service: BENEFIT.to_owned(),
    });
    let repaired = standing(&[&played], BENEFIT);
    assert_eq!(
        (repaired.repaired, repaired.may_promise(&rules())),
        (1, true)
    );
    assert!(next(&[&played], deferring()).is_ok());
}

#[test]
fn repair_lifts_what_withdrawing_had_cost() {
    let mut played = Played::begin(promising(), "2026-11-20 09:00:00");
    played.applicant(Action::WithdrawAll);
    played.office(Action::RepairBreach {
        service: BENEFIT.to_owned(),
    });
    assert!(standing(&[&played], BENEFIT).may_promise(&rules()));
    let again = Action::RepairBreach {
        service: BENEFIT.to_owned(),
    };
    assert_eq!(played.act(office(), again), Err(Refusal::AlreadyDone));
}

#[test]
fn what_was_found_broken_has_a_ground_and_is_recorded() {
    let mut played = granted_on_promise();
    played.office(Action::OpenCheck {
        service: BENEFIT.to_owned(),
    });
    let without = played.act(office(), closing(CheckOutcome::Broken, None));
    let missing = casework::Invalid::GroundMissing;
    assert_eq!(without, Err(Refusal::Invalid(missing)));
    let before = played.events.len();
    played.office(closing(
        CheckOutcome::Broken,
        Some(Ground::ConditionsNotMet),
    ));
    assert_eq!(played.events.len(), before + 2);
    assert_eq!(standing(&[&played], BENEFIT).broken, 1);
    // Of another service it says nothing: it was not false.
    assert!(standing(&[&played], REGISTER).may_promise(&rules()));
}

#[test]
fn a_breach_on_record_is_mended_by_repair_alone() {
    let mut played = granted_on_promise();
    played.office(Action::RecordBreach {
        service: BENEFIT.to_owned(),
        ground: Ground::ConditionsNotMet,
    });
    played.office(Action::OpenCheck {
        service: BENEFIT.to_owned(),
    });
    played.office(closing(CheckOutcome::Kept, None));
    assert_eq!(standing(&[&played], BENEFIT).broken, 1);
}

#[test]
fn words_of_others_and_other_cases_are_told_apart() {
    let mut withdrawn = Played::begin(promising(), "2026-11-20 09:00:00");
    withdrawn.applicant(Action::WithdrawAll);
    let cases = || [withdrawn.events.as_slice()];
    let other = promise_standing(cases(), &"p-other".to_owned(), BENEFIT);
    assert_eq!(other, PromiseStanding::default());
    let kept = checked(CheckOutcome::Kept, None);
    let both = standing(&[&kept, &withdrawn], BENEFIT);
    assert_eq!((both.used, both.kept, both.withdrawn), (2, 1, 1));
    assert!(!both.may_promise(&rules()));
}

/// 不接受代为承诺, except by a guardian.
#[test]
fn a_relative_promises_for_nobody() {
    let by = |acting_for| Submitted {
        acting_for,
        ..promising()
    };
    let relative = next(&[], by(catalog::ActingFor::Relative));
    assert_eq!(relative, Err(Refusal::MayNotPromise));
    assert!(next(&[], by(catalog::ActingFor::Guardian)).is_ok());
}

/// That a withdrawn word bars is a rule of one place; that a false one does, the nation's.
#[test]
fn without_a_rule_of_the_place_only_a_false_promise_bars() {
    let elsewhere = Rules {
        words_bar: false,
        ..rules()
    };
    let standing = |withdrawn, false_anywhere| PromiseStanding {
        used: 1,
        withdrawn,
        false_anywhere,
        ..PromiseStanding::default()
    };
    assert!(standing(1, 0).may_promise(&elsewhere));
    assert!(!standing(1, 0).may_promise(&rules()));
    assert!(!standing(0, 1).may_promise(&elsewhere));
}
