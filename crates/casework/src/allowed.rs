//! What somebody may do now, and why not the rest. One function answers both the buttons and [`crate::apply`], so that
//! nothing is offered that is refused, and nothing is done that was not offered.

mod applicant;
mod office;

use catalog::scenario::ServiceId;

use crate::action::Offer;
use crate::case::{Case, Confirmation, ServiceCase, ServiceState};
use crate::due::due;
use crate::event::{ObligationId, Seq};
use crate::obligation::{Fate, Obligation};
use crate::refusal::Refusal;
use crate::rules::Rules;
use crate::sweep::caught_up;
use crate::{Actor, Clock};

/// One thing, and why it cannot be done now where it cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    pub offer: Offer,
    pub refusal: Option<Refusal>,
}

/// Everything that concerns this actor: what may be done, and the rest with the reason. Nothing for who has no part in
/// the case.
#[must_use]
pub fn allowed(case: &Case, rules: &Rules, actor: &Actor, clock: Clock<'_>) -> Vec<Allowed> {
    let clock = case.not_before(clock);
    let (now, _) = caught_up(case, rules, clock);
    let now = &now;
    let offers = match actor {
        Actor::Person(person) if *person == case.submitted.applicant => {
            applicant::offers(now, rules)
        }
        Actor::Person(_) => Vec::new(),
        Actor::Confirmer { confirmer, .. } => vec![
            Offer::Confirm(confirmer.clone()),
            Offer::Decline(confirmer.clone()),
        ],
        Actor::Office { office, .. } => office::offers(now, rules, office),
        Actor::System => {
            let services = now.services.iter();
            let automatic = services.flat_map(|one| {
                let id = || one.id.clone();
                [Offer::DecideAutomatically(id()), Offer::LeaveToPerson(id())]
            });
            let duties = due(case, rules, clock).into_iter().map(Offer::Duty);
            duties.chain(automatic).collect()
        }
    };
    let judged = offers.into_iter().map(|offer| Allowed {
        refusal: permit(now, rules, actor, &offer, clock).err(),
        offer,
    });
    judged.collect()
}

/// Whether this actor may do this now, in a case that has [caught up](caught_up).
pub(crate) fn permit(
    case: &Case,
    rules: &Rules,
    actor: &Actor,
    offer: &Offer,
    clock: Clock<'_>,
) -> Result<(), Refusal> {
    if let Offer::Duty(_) = offer {
        return matches!(actor, Actor::System)
            .then_some(())
            .ok_or(Refusal::NotYours);
    }
    match actor {
        Actor::Person(person) if *person == case.submitted.applicant => {
            undone(case)?;
            applicant::permit(case, rules, offer, clock)
        }
        Actor::Person(_) => Err(Refusal::NotYours),
        Actor::Confirmer { person, confirmer } => confirm(case, (person, confirmer), offer),
        Actor::Office { office, clerk } => {
            office::permit(case, rules, (office, clerk), offer, clock)
        }
        Actor::System => match offer {
            Offer::DecideAutomatically(service) => automatic(case, rules, service),
            Offer::LeaveToPerson(service) => left(case, rules, service),
            _ => Err(Refusal::NotYours),
        },
    }
}

fn undone(case: &Case) -> Result<(), Refusal> {
    case.undone.map_or(Ok(()), |_| Err(Refusal::Undone))
}

fn service<'a>(case: &'a Case, id: &str) -> Result<&'a ServiceCase, Refusal> {
    case.service(id).ok_or(Refusal::NoSuch)
}

fn state(service: &ServiceCase, open: &[ServiceState]) -> Result<(), Refusal> {
    let refusal = || Refusal::WrongState(service.state);
    open.contains(&service.state)
        .then_some(())
        .ok_or_else(refusal)
}

fn confirmed(case: &Case, service: &str) -> Result<(), Refusal> {
    let missing = case.missing_confirmers(service);
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.into_iter().cloned().collect();
    Err(Refusal::ConfirmationMissing(missing))
}

/// 无人审批: within the time for undoing, too, for it is wanted at once.
fn automatic(case: &Case, rules: &Rules, id: &str) -> Result<(), Refusal> {
    undone(case)?;
    let service = service(case, id)?;
    let rule = rules.services.get(id).and_then(|it| it.automatic.as_ref());
    rule.ok_or(Refusal::NoRule)?;
    state(service, &[ServiceState::Submitted, ServiceState::Accepted])?;
    confirmed(case, id)
}

/// 转人工: once, while nobody has begun with it.
fn left(case: &Case, rules: &Rules, id: &str) -> Result<(), Refusal> {
    undone(case)?;
    let service = service(case, id)?;
    let rule = rules.services.get(id).and_then(|it| it.automatic.as_ref());
    rule.ok_or(Refusal::NoRule)?;
    state(service, &[ServiceState::Submitted])?;
    match service.left_to_person {
        true => Err(Refusal::AlreadyDone),
        false => Ok(()),
    }
}

/// 共同确认: who came by the link, and is neither the applicant nor somebody who has confirmed already.
fn confirm(
    case: &Case,
    (person, confirmer): (&String, &String),
    offer: &Offer,
) -> Result<(), Refusal> {
    let (Offer::Confirm(id) | Offer::Decline(id)) = offer else {
        return Err(Refusal::NotYours);
    };
    if id != confirmer {
        return Err(Refusal::NotYours);
    }
    undone(case)?;
    confirmation_is_open(case, id)?;
    if case.confirmations.get(id) != Some(&Confirmation::Invited) {
        return Err(Refusal::NotInvited);
    }
    let mut others = case.confirmations.values();
    let twice = others.any(
        |other| matches!(other, Confirmation::Confirmed { person: before, .. } if before == person),
    );
    if twice || *person == case.submitted.applicant {
        return Err(Refusal::SamePerson);
    }
    Ok(())
}

fn confirmation_is_open(case: &Case, confirmer: &str) -> Result<(), Refusal> {
    let id = ObligationId::Confirm {
        confirmer: confirmer.to_owned(),
    };
    is_owed(case.obligations.get(&id).ok_or(Refusal::NoSuch)?)
}

/// Whether the applicant or a confirmer can still do what is owed.
fn is_owed(owed: &Obligation) -> Result<(), Refusal> {
    match (owed.fate, owed.deadline()) {
        (Fate::Missed(_), Some(deadline)) => Err(Refusal::DeadlinePassed(deadline.day)),
        _ if owed.has_ended() => Err(Refusal::AlreadyDone),
        _ => Ok(()),
    }
}

/// The service that a question or an urge is about.
fn of_question(case: &Case, asked: Seq) -> Result<Option<&ServiceId>, Refusal> {
    let question = case.questions.get(&asked).ok_or(Refusal::NoSuch)?;
    match question.answer {
        Some(_) => Err(Refusal::AlreadyDone),
        None => Ok(question.service.as_ref()),
    }
}
