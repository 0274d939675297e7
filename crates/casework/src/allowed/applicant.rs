//! What the applicant may do.

use super::{confirmation_is_open, is_owed, service, state};
use crate::Clock;
use crate::action::Offer;
use crate::case::{Case, ServiceCase, ServiceState};
use crate::event::{ObligationId, QuestionKind, Seq};
use crate::obligation::Fate;
use crate::refusal::Refusal;
use crate::rules::Rules;

pub(super) fn offers(case: &Case, rules: &Rules) -> Vec<Offer> {
    let mut offers = vec![Offer::Undo, Offer::WithdrawAll, Offer::Ask];
    for service in &case.services {
        let id = || service.id.clone();
        offers.extend([
            Offer::Withdraw(id()),
            Offer::Surrender(id()),
            Offer::Correct(id()),
            Offer::Object(id()),
            Offer::Urge(id()),
            Offer::Rate(id()),
            Offer::Book(id()),
            Offer::CancelBooking(id()),
        ]);
        if !rules.delivers(&service.id).is_empty() {
            offers.push(Offer::ChooseDelivery(id()));
        }
    }
    let deferred = case.submitted.deferred.iter();
    offers.extend(deferred.map(|deferral| Offer::Supply(deferral.material.clone())));
    offers.extend(case.confirmations.keys().cloned().map(Offer::Invite));
    offers
}

pub(super) fn permit(
    case: &Case,
    rules: &Rules,
    offer: &Offer,
    clock: Clock<'_>,
) -> Result<(), Refusal> {
    match offer {
        Offer::Undo => undo(case, rules, clock),
        Offer::WithdrawAll => {
            let mut services = case.services.iter();
            let open = services.any(|service| service.state.is_undecided());
            open.then_some(()).ok_or(Refusal::Decided)
        }
        Offer::Withdraw(id) => {
            let service = service(case, id)?;
            let refusal = Refusal::WrongState(service.state);
            service.state.is_undecided().then_some(()).ok_or(refusal)
        }
        Offer::Surrender(id) => state(service(case, id)?, &[ServiceState::Granted]),
        Offer::Correct(id) => correct(case, id),
        Offer::Supply(material) => supply(case, material),
        Offer::Ask => ask(case),
        Offer::Object(id) => {
            let decided = [
                ServiceState::Granted,
                ServiceState::Refused,
                ServiceState::Revoked,
                ServiceState::Lapsed,
            ];
            state(service(case, id)?, &decided)?;
            object(case, id)
        }
        Offer::Urge(id) => urge(case, id, clock),
        Offer::Rate(id) => rate(case, id),
        Offer::Invite(confirmer) => confirmation_is_open(case, confirmer),
        Offer::Book(id) => {
            let service = service(case, id)?;
            let refusal = Refusal::WrongState(service.state);
            let is_worth_it = service.is_worth_a_visit(case.delivery(id));
            is_worth_it.then_some(()).ok_or(refusal)
        }
        Offer::CancelBooking(id) => {
            let visit = service(case, id)?.visit.as_ref();
            let is_ahead = visit.is_some_and(|visit| visit.at > clock.now);
            is_ahead.then_some(()).ok_or(Refusal::NoSuch)
        }
        Offer::ChooseDelivery(id) => {
            let service = service(case, id)?;
            if rules.delivers(id).is_empty() {
                return Err(Refusal::NoSuch);
            }
            if service.sent.is_some() {
                return Err(Refusal::AlreadyDone);
            }
            let refusal = Refusal::WrongState(service.state);
            service.is_of_use().then_some(()).ok_or(refusal)
        }
        _ => Err(Refusal::NotYours),
    }
}

/// Questions that an office has not answered yet are enough at some number.
const MOST_UNANSWERED: usize = 5;

fn ask(case: &Case) -> Result<(), Refusal> {
    let open = case.questions.values().filter(|it| it.answer.is_none());
    let few = open.count() < MOST_UNANSWERED;
    few.then_some(()).ok_or(Refusal::AlreadyDone)
}

/// One objection to one decision.
fn object(case: &Case, id: &str) -> Result<(), Refusal> {
    let decided = case.service(id).and_then(|it| it.decision.as_ref());
    let mut questions = case.questions.values();
    let again = questions.any(|it| {
        let of_it = it.service.as_deref() == Some(id) && it.kind == QuestionKind::Objection;
        of_it && decided.is_none_or(|decision| it.at >= decision.at)
    });
    (!again).then_some(()).ok_or(Refusal::AlreadyDone)
}

fn undo(case: &Case, rules: &Rules, clock: Clock<'_>) -> Result<(), Refusal> {
    if case.services.iter().any(|service| stands(service, rules)) {
        return Err(Refusal::Decided);
    }
    let until = case.undo_until(rules);
    let open = clock.now <= until;
    open.then_some(()).ok_or(Refusal::UndoOver(until))
}

/// Whether it has ended, and undoing would not end that: a rule that decides within seconds takes no time away.
fn stands(service: &ServiceCase, rules: &Rules) -> bool {
    if service.state.is_undecided() {
        return false;
    }
    let rules = rules.services.get(&service.id);
    let rule = rules.and_then(|rules| rules.automatic.as_ref());
    let by_rule = service.decision.as_ref().is_some_and(|it| it.is_automatic);
    let can_be_undone = rule.is_some_and(|rule| rule.can_be_undone);
    !(service.state == ServiceState::Granted && by_rule && can_be_undone)
}

fn correct(case: &Case, id: &str) -> Result<(), Refusal> {
    let service = service(case, id)?;
    let mut asked = case.obligations.iter().rev();
    let last =
        asked.find(|(one, _)| matches!(one, ObligationId::Correct { service: of, .. } if of == id));
    match last {
        Some((_, owed)) if service.state == ServiceState::Lapsed => is_owed(owed),
        _ => state(service, &[ServiceState::CorrectionNeeded]),
    }
}

/// Within its time; afterwards where a granted service still waits for its check: a late paper is better than none.
fn supply(case: &Case, material: &str) -> Result<(), Refusal> {
    let id = ObligationId::Supply {
        material: material.to_owned(),
    };
    let owed = case.obligations.get(&id).ok_or(Refusal::NoSuch)?;
    let is_awaited = |id: &String| {
        let service = case.service(id);
        service.is_some_and(|it| it.state == ServiceState::Granted && it.pending_check().is_some())
    };
    match owed.fate {
        Fate::Missed(_) if case.resting_on(material).iter().any(is_awaited) => Ok(()),
        _ => is_owed(owed),
    }
}

/// 催办: where the office is late, once a day.
fn urge(case: &Case, id: &str, clock: Clock<'_>) -> Result<(), Refusal> {
    let service = service(case, id)?;
    let undecided = [ServiceState::Submitted, ServiceState::Accepted];
    state(service, &undecided)?;
    let decide = case.decision_clock(id).ok_or(Refusal::NoSuch)?;
    if !decide.late {
        return Err(Refusal::NotLate);
    }
    let today = clock.today();
    let urged = service.urges.iter().any(|urge| urge.at.day() == today);
    if urged {
        Err(Refusal::UrgedToday)
    } else {
        Ok(())
    }
}

/// 好差评: one service, one rating: at its end, and on the way once the office has taken it up. Not while 补正 waits
/// for the applicant: what is to be said of that is a question, and the rating is still to be had afterwards.
fn rate(case: &Case, id: &str) -> Result<(), Refusal> {
    let service = service(case, id)?;
    if service.rating.is_some() {
        return Err(Refusal::AlreadyDone);
    }
    match service.state {
        ServiceState::Submitted
        | ServiceState::CorrectionNeeded
        | ServiceState::Withdrawn
        | ServiceState::Undone => Err(Refusal::WrongState(service.state)),
        _ => Ok(()),
    }
}

/// The urge of that number.
pub(super) fn urged(case: &Case, seq: Seq) -> Result<&str, Refusal> {
    let mut services = case.services.iter();
    let urge = services.find_map(|service| {
        let urge = service.urges.iter().find(|urge| urge.seq == seq)?;
        Some((service, urge))
    });
    match urge.ok_or(Refusal::NoSuch)? {
        (_, urge) if urge.answered => Err(Refusal::AlreadyDone),
        (service, _) if !service.state.is_undecided() => Err(Refusal::WrongState(service.state)),
        (service, _) => Ok(&service.id),
    }
}
