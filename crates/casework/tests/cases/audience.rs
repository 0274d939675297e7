//! Who is to hear of what.

use casework::obligation::Party;
use casework::{Action, EventKind, told_to};

use crate::support::*;

fn told(played: &Played, which: fn(&EventKind) -> bool) -> Vec<Party> {
    let events = played.events.iter();
    let of_it = events.filter(|event| which(&event.what));
    of_it
        .flat_map(|event| told_to(&played.case, event))
        .collect()
}

fn office_of(service: &str) -> Party {
    Party::Office(Some(service.to_owned()))
}

#[test]
fn offices_hear_of_a_case_once_it_cannot_be_undone() {
    let mut played = Played::begin(application(), "2026-11-20 09:00:00");
    assert_eq!(told(&played, |_| true), []);
    played.wait_until("2026-11-20 09:10:01");
    played.sweep();
    let all = [BENEFIT, REGISTER, CARD].map(office_of);
    assert_eq!(told(&played, |_| true), all);
}

#[test]
fn the_applicant_hears_of_a_decision_and_the_office_of_her_answers() {
    let mut played = Played::begin(deferring(), "2026-11-20 09:00:00");
    played.grant(BENEFIT);
    played.applicant(Action::Supply {
        material: DIPLOMA.to_owned(),
    });
    let granted = |what: &EventKind| matches!(what, EventKind::Granted { .. });
    assert_eq!(told(&played, granted), [Party::Applicant]);
    let supplied = |what: &EventKind| matches!(what, EventKind::Supplied { .. });
    assert_eq!(told(&played, supplied), [office_of(BENEFIT)]);
}

#[test]
fn reminders_are_for_whoever_owes_and_lateness_for_both() {
    let mut played = Played::begin(with_heirs(&["r1"]), "2026-11-02 09:00:00");
    played.wait_until("2026-11-26 09:00:00");
    played.sweep();
    let notice = |what: &EventKind| {
        let confirm =
            |id: &casework::ObligationId| matches!(id, casework::ObligationId::Confirm { .. });
        matches!(what, EventKind::NoticeSent { obligation, .. } if confirm(obligation))
    };
    assert_eq!(told(&played, notice), [Party::Confirmer("r1".to_owned())]);
    let expired = |what: &EventKind| matches!(what, EventKind::Expired { .. });
    // 登记 was due on the ninth.
    assert_eq!(
        told(&played, expired),
        [office_of(REGISTER), Party::Applicant]
    );
}
