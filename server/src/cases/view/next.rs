//! What lists tell of a case that waits: the applicant's next step, and the most urgent light.

use casework::obligation::{Obligation, Party};
use casework::{Actor, Clock, Light, ObligationId, Offer};
use civic::Day;
use civic::day;
use contract::next_step::NextStep;

use crate::cases::case_file::CaseFile;
use crate::cases::confirmers;
use crate::cases::names::{material_name, service_name};
use crate::store::CaseRecord;

/// What is due first of what the applicant owes and may do now.
pub(super) fn step(file: &CaseFile, record: &CaseRecord, clock: Clock<'_>) -> Option<NextStep> {
    let applicant = Actor::Person(file.case.submitted.applicant.clone());
    let allowed = casework::allowed(&file.case, &file.rules, &applicant, clock);
    let may = |offer: &Offer| {
        let mut allowed = allowed.iter();
        allowed.any(|one| one.offer == *offer && one.refusal.is_none())
    };
    let owed = file
        .case
        .obligations
        .iter()
        .filter(|(_, one)| one.is_owed());
    let mut steps: Vec<(Option<Day>, NextStep)> = Vec::new();
    for (id, one) in owed {
        let about = match (id, &one.whose) {
            (ObligationId::Supply { material }, Party::Applicant)
                if may(&Offer::Supply(material.clone())) =>
            {
                material_name(&file.scenario, &record.application, material)
            }
            (ObligationId::Correct { service, .. }, Party::Applicant)
                if may(&Offer::Correct(service.clone())) =>
            {
                service_name(&file.scenario, service)
            }
            // The others confirm; that they have a link is the applicant's.
            (ObligationId::Confirm { confirmer }, Party::Confirmer(_))
                if confirmers::wants_a_link(file, confirmer)
                    && may(&Offer::Invite(confirmer.clone())) =>
            {
                confirmers::called(file, record, confirmer)
            }
            _ => continue,
        };
        steps.push(next(id, one, about, clock));
    }
    steps.sort_by_key(|(last, _)| (last.is_none(), *last));
    steps.into_iter().next().map(|(_, step)| step)
}

fn next(
    id: &ObligationId,
    one: &Obligation,
    about: String,
    clock: Clock<'_>,
) -> (Option<Day>, NextStep) {
    let deadline = one.deadline().filter(|_| one.is_binding());
    let step = NextStep {
        owed: id.clone(),
        about,
        until: deadline.map(|deadline| day::iso(deadline.day)),
        until_exact: deadline.is_some_and(|deadline| deadline.exact),
        light: one.light(clock),
    };
    (deadline.map(|deadline| deadline.day), step)
}

/// Of all that is still owed, by whomever.
pub(super) fn light(file: &CaseFile, clock: Clock<'_>) -> Light {
    let owed = file.case.obligations.values().filter(|one| one.is_owed());
    owed.map(|one| one.light(clock)).max().unwrap_or_default()
}
