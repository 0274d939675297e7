//! What an office may do with the services it may see.

use catalog::scenario::DeliveryWay;

use super::applicant::urged;
use super::{confirmed, of_question, service, state, undone};
use crate::action::Offer;
use crate::case::{Case, ServiceCase, ServiceState};
use crate::promise::WordState;
use crate::refusal::Refusal;
use crate::rules::Rules;
use crate::{ClerkId, Clock, OfficeId};

pub(super) fn offers(case: &Case, rules: &Rules, office: &str) -> Vec<Offer> {
    let mut offers = Vec::new();
    let services = case.services.iter();
    for service in services.filter(|service| rules.is_for(office, &service.id)) {
        let of = |offer: fn(String) -> Offer| offer(service.id.clone());
        offers.extend([
            of(Offer::Claim),
            of(Offer::Release),
            of(Offer::Accept),
            of(Offer::AskCorrection),
            of(Offer::Extend),
            of(Offer::Grant),
            of(Offer::Refuse),
            of(Offer::Revoke),
            of(Offer::OpenCheck),
            of(Offer::CloseCheck),
            of(Offer::RecordBreach),
            of(Offer::RepairBreach),
            of(Offer::Reply),
            of(Offer::Rectify),
        ]);
        if !rules.delivers(&service.id).is_empty() {
            offers.push(of(Offer::Send));
        }
        let urges = service.urges.iter();
        offers.extend(urges.map(|urge| Offer::AnswerUrge(urge.seq)));
    }
    offers.extend(case.questions.keys().copied().map(Offer::Answer));
    offers
}

pub(super) fn permit(
    case: &Case,
    rules: &Rules,
    (office, clerk): (&OfficeId, &ClerkId),
    offer: &Offer,
    clock: Clock<'_>,
) -> Result<(), Refusal> {
    let id = match offer {
        Offer::Answer(asked) => match of_question(case, *asked)? {
            Some(service) => service,
            // A question about no service is for every office of the case.
            None => return undone(case),
        },
        Offer::AnswerUrge(seq) => urged(case, *seq)?,
        Offer::Claim(id)
        | Offer::Release(id)
        | Offer::Accept(id)
        | Offer::AskCorrection(id)
        | Offer::Extend(id)
        | Offer::Grant(id)
        | Offer::Refuse(id)
        | Offer::Revoke(id)
        | Offer::OpenCheck(id)
        | Offer::CloseCheck(id)
        | Offer::RecordBreach(id)
        | Offer::RepairBreach(id)
        | Offer::Reply(id)
        | Offer::Rectify(id)
        | Offer::Send(id) => id,
        _ => return Err(Refusal::NotYours),
    };
    let found = service(case, id)?;
    if !rules.is_for(office, id) {
        return Err(Refusal::NotYours);
    }
    undone(case)?;
    let takes_away = matches!(offer, Offer::Release(_)) && leads(rules, office, found);
    if !takes_away {
        not_claimed_by_another(found, rules, (office, clerk), clock)?;
    }
    use ServiceState as S;
    match offer {
        Offer::Claim(_) => match &found.claim {
            Some(claim) if claim.clerk == *clerk && claim.office == *office => {
                Err(Refusal::AlreadyDone)
            }
            _ => Ok(()),
        },
        Offer::Release(_) => match &found.claim {
            Some(claim) if claim.clerk == *clerk && claim.office == *office => Ok(()),
            Some(_) if takes_away => Ok(()),
            _ => Err(Refusal::NotYours),
        },
        Offer::Accept(_) => {
            state(found, &[S::Submitted])?;
            confirmed(case, id)
        }
        Offer::Extend(_) => {
            state(found, &[S::Accepted])?;
            extend(case, found)
        }
        Offer::AskCorrection(_) | Offer::Grant(_) | Offer::Refuse(_) => {
            state(found, &[S::Accepted])?;
            let until = case.undo_until(rules);
            let over = clock.now > until;
            over.then_some(()).ok_or(Refusal::UndoOpen(until))
        }
        Offer::Revoke(_) => state(found, &[S::Granted]),
        Offer::OpenCheck(_) => {
            let check = found.pending_check().ok_or(Refusal::NoCheck)?;
            state(found, &[S::Granted])?;
            let opened = check.opened.is_some();
            (!opened).then_some(()).ok_or(Refusal::AlreadyDone)
        }
        Offer::CloseCheck(_) => {
            let check = found.pending_check().ok_or(Refusal::NoCheck)?;
            state(found, &[S::Granted])?;
            check.opened.map(|_| ()).ok_or(Refusal::CheckNotOpen)
        }
        Offer::RecordBreach(_) => record_breach(case, found),
        Offer::RepairBreach(_) => match case.words.of(id).map(|word| word.state) {
            Some(WordState::Broken | WordState::False | WordState::Withdrawn) => Ok(()),
            Some(WordState::Repaired) => Err(Refusal::AlreadyDone),
            _ => Err(Refusal::NoSuch),
        },
        Offer::Reply(_) => {
            let rating = found.rating.as_ref().ok_or(Refusal::NoSuch)?;
            (!rating.replied).then_some(()).ok_or(Refusal::AlreadyDone)
        }
        Offer::Rectify(_) => {
            let rating = found.rating.as_ref().ok_or(Refusal::NoSuch)?;
            (!rating.rectified)
                .then_some(())
                .ok_or(Refusal::AlreadyDone)
        }
        Offer::Send(_) => {
            state(found, &[S::Granted])?;
            if case.delivery(id) != Some(DeliveryWay::Post) {
                return Err(Refusal::NotByPost);
            }
            let sent = found.sent.is_some();
            (!sent).then_some(()).ok_or(Refusal::AlreadyDone)
        }
        _ => Ok(()),
    }
}

/// Whether the lead of the office acts, and one of its clerks has claimed the service.
fn leads(rules: &Rules, office: &OfficeId, service: &ServiceCase) -> bool {
    let claim = service.claim.as_ref();
    rules.led.as_ref() == Some(office) && claim.is_some_and(|claim| claim.office == *office)
}

/// 认领: another clerk's claim keeps one away until the end of the next working day, so that nobody is waited for.
fn not_claimed_by_another(
    service: &ServiceCase,
    rules: &Rules,
    (office, clerk): (&OfficeId, &ClerkId),
    clock: Clock<'_>,
) -> Result<(), Refusal> {
    let Some(claim) = &service.claim else {
        return Ok(());
    };
    let mine = claim.office == *office && claim.clerk == *clerk;
    let until = rules.periods.claim.after_by(claim.at.day(), clock.calendar);
    if mine || clock.today() > until.day {
        return Ok(());
    }
    Err(Refusal::ClaimedBy(claim.clerk.clone()))
}

/// Once, and before the time has passed (行政许可法 article 42).
fn extend(case: &Case, service: &ServiceCase) -> Result<(), Refusal> {
    if service.extended {
        return Err(Refusal::AlreadyDone);
    }
    let decide = case.decision_clock(&service.id).ok_or(Refusal::NoSuch)?;
    let deadline = decide.deadline().ok_or(Refusal::NoSuch)?;
    if decide.late {
        return Err(Refusal::DeadlinePassed(deadline.day));
    }
    Ok(())
}

/// 失信: of a word that was given, once it has been decided on.
fn record_breach(case: &Case, service: &ServiceCase) -> Result<(), Refusal> {
    if service.state.is_undecided() {
        return Err(Refusal::WrongState(service.state));
    }
    match case.words.of(&service.id).map(|word| word.state) {
        Some(WordState::Given | WordState::Kept | WordState::Moot) => Ok(()),
        Some(_) => Err(Refusal::AlreadyDone),
        None => Err(Refusal::NoSuch),
    }
}
