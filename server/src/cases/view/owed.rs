//! What waits for somebody, and what the reader may do about it.

use casework::obligation::{Fate, Obligation, Timer};
use casework::{Actor, Clock, ObligationId};
use civic::day;
use contract::case::{CaseObligation, ObligationState};
use contract::case_action::AllowedAction;

use crate::cases::case_file::CaseFile;

/// What is due first comes first; what has ended, last.
pub(crate) fn obligations(file: &CaseFile, clock: Clock<'_>) -> Vec<CaseObligation> {
    let mut owed: Vec<(&ObligationId, &Obligation)> = file.case.obligations.iter().collect();
    owed.sort_by_key(|(_, one)| {
        let deadline = one.deadline();
        (
            one.has_ended(),
            deadline.is_none(),
            deadline.map(|it| it.day),
        )
    });
    let shown = owed
        .into_iter()
        .map(|(id, one)| shown(file, id, one, clock));
    shown.collect()
}

fn shown(file: &CaseFile, id: &ObligationId, one: &Obligation, clock: Clock<'_>) -> CaseObligation {
    let (until, until_exact) = match id {
        ObligationId::Decide { service } => file.decided_by(service),
        _ => {
            let deadline = one.deadline();
            let exact = deadline.is_some_and(|deadline| deadline.exact);
            (deadline.map(|deadline| deadline.day), exact)
        }
    };
    CaseObligation {
        id: id.clone(),
        whose: one.whose.clone(),
        until: until.map(day::iso),
        until_exact,
        is_binding: one.is_binding(),
        light: one.light(clock),
        state: match (one.fate, one.timer) {
            (Fate::Open, Timer::Stands { .. }) => ObligationState::Stands,
            (Fate::Open, Timer::Runs(_)) => ObligationState::Open,
            (Fate::Escalated(_), _) => ObligationState::Late,
            (Fate::Met(_), _) => ObligationState::Done,
            (Fate::Missed(_), _) => ObligationState::Missed,
            (Fate::Void(_), _) => ObligationState::Void,
        },
    }
}

/// What somebody may do now, and why not the rest.
pub(crate) fn actions(file: &CaseFile, actor: &Actor, clock: Clock<'_>) -> Vec<AllowedAction> {
    let allowed = casework::allowed(&file.case, &file.rules, actor, clock).into_iter();
    let shown = allowed.map(|one| AllowedAction {
        offer: one.offer,
        refusal: one.refusal,
    });
    shown.collect()
}
