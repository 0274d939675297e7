//! What time itself demands now. Doing it twice, late, or on several servers at once changes nothing, for a duty that
//! was done, or has become another, is not due any more.

use civic::Day;

use crate::case::{Case, ServiceCase, ServiceState};
use crate::duty::Duty;
use crate::event::{Notice, ObligationId, Visit};
use crate::obligation::{Fate, Light, Obligation, Party};
use crate::rules::{Periods, Rules};
use crate::{Clock, Moment};

/// What is due at this time, in an order that depends on nothing else. What one duty brings about (a check after an
/// expiry) is due when the case has taken its event in.
#[must_use]
pub fn due(case: &Case, rules: &Rules, clock: Clock<'_>) -> Vec<Duty> {
    if case.undone.is_some() {
        return Vec::new();
    }
    let clock = case.not_before(clock);
    let mut duties = Vec::new();
    duties.extend(hand_on(case, rules, clock));
    // What expired first comes first, as it would have with a sweeper every day.
    let mut obligations: Vec<_> = case.obligations.iter().collect();
    obligations.sort_by_key(|(_, obligation)| obligation.deadline().map(|it| it.latest));
    let obligations = obligations.into_iter();
    duties.extend(obligations.filter_map(|(id, owed)| of_obligation(id, owed, rules, clock)));
    for service in &case.services {
        duties.extend(invite_rating(service));
        duties.extend(remind_visit(service, clock));
    }
    duties
}

/// Whether one thing is due, without looking at all the others.
pub(crate) fn is_due(case: &Case, rules: &Rules, duty: &Duty, clock: Clock<'_>) -> bool {
    if case.undone.is_some() {
        return false;
    }
    let clock = case.not_before(clock);
    let now = match duty {
        Duty::HandOn => hand_on(case, rules, clock),
        Duty::Notify { obligation, .. } | Duty::Expire { obligation } => {
            let owed = case.obligations.get(obligation);
            owed.and_then(|owed| of_obligation(obligation, owed, rules, clock))
        }
        Duty::InviteRating { service } => case.service(service).and_then(invite_rating),
        Duty::RemindVisit { service, .. } => {
            let service = case.service(service);
            service.and_then(|service| remind_visit(service, clock))
        }
    };
    now.as_ref() == Some(duty)
}

fn hand_on(case: &Case, rules: &Rules, clock: Clock<'_>) -> Option<Duty> {
    let is_due = !case.handed_on && clock.now > case.undo_until(rules);
    is_due.then_some(Duty::HandOn)
}

fn of_obligation(
    id: &ObligationId,
    owed: &Obligation,
    rules: &Rules,
    clock: Clock<'_>,
) -> Option<Duty> {
    #[cfg(test)]
    crate::work::count();
    if owed.fate != Fate::Open {
        return None;
    }
    let obligation = || id.clone();
    let never = matches!(id, ObligationId::Correct { .. }) && !rules.correction_lapses;
    if owed.is_past(clock) && !never {
        let obligation = obligation();
        return Some(Duty::Expire { obligation });
    }
    notice_due(owed, clock).map(|notice| Duty::Notify {
        obligation: obligation(),
        notice,
    })
}

fn invite_rating(service: &ServiceCase) -> Option<Duty> {
    let is_over = matches!(service.state, ServiceState::Granted | ServiceState::Refused);
    let is_due = is_over && !service.rating_invited && service.rating.is_none();
    is_due.then(|| Duty::InviteRating {
        service: service.id.clone(),
    })
}

fn remind_visit(service: &ServiceCase, clock: Clock<'_>) -> Option<Duty> {
    let visit = service.visit.as_ref().filter(|_| !service.visit_reminded);
    let is_near = |visit: &&Visit| reminded_from(visit) <= clock.now && clock.now < visit.at;
    visit.filter(is_near).map(|visit| Duty::RemindVisit {
        service: service.id.clone(),
        visit: visit.clone(),
    })
}

/// From the day before. Who booked later than that knows it.
fn reminded_from(visit: &Visit) -> Moment {
    let day = visit.at.day();
    Moment::start_of(day.pred_opt().unwrap_or(day))
}

/// When something is due next if nothing happens before: at once where it is now, `None` where time demands nothing
/// more.
#[must_use]
pub fn next_due(case: &Case, rules: &Rules, clock: Clock<'_>) -> Option<Moment> {
    let clock = case.not_before(clock);
    if !due(case, rules, clock).is_empty() {
        return Some(clock.now);
    }
    let waits = case.undone.is_none() && !case.handed_on;
    let hand_on = waits.then(|| case.undo_until(rules).plus(1));
    let visits = case
        .services
        .iter()
        .filter(|service| !service.visit_reminded)
        .filter_map(|service| service.visit.as_ref().map(reminded_from))
        .filter(|from| *from > clock.now && case.undone.is_none());
    hand_on
        .into_iter()
        .chain(visits)
        .chain(next_day_due(case, rules, clock))
        .min()
}

/// Once due, a thing stays so until it is done, so the first such day is found by halving.
fn next_day_due(case: &Case, rules: &Rules, clock: Clock<'_>) -> Option<Moment> {
    let is_due = |now| !due(case, rules, Clock { now, ..clock }).is_empty();
    let starts = |day: i32| Day::from_epoch_days(day).map(Moment::start_of);
    let open = case.obligations.values();
    let open = open.filter(|obligation| obligation.fate == Fate::Open);
    let last = open.filter_map(|obligation| Some(obligation.deadline()?.latest));
    let mut before = clock.today().to_epoch_days();
    let mut until = last.max()?.to_epoch_days() + 1;
    if !is_due(starts(until)?) {
        return None;
    }
    while until - before > 1 {
        let middle = before + (until - before) / 2;
        if is_due(starts(middle)?) {
            until = middle;
        } else {
            before = middle;
        }
    }
    starts(until)
}

/// The one notice that is due. Who was not told for long is told what holds now, not what held then; a reminder of more
/// days than there ever were is none.
fn notice_due(obligation: &Obligation, clock: Clock<'_>) -> Option<Notice> {
    let deadline = obligation.deadline()?;
    let notice = match obligation.whose {
        Party::Office(_) => {
            (obligation.light(clock) == Light::Yellow).then_some(Notice::DueSoon)?
        }
        Party::Applicant | Party::Confirmer(_) => {
            let left = (deadline.day - clock.today()).num_days();
            let all = (deadline.day - obligation.since.day()).num_days();
            let reminders = Periods::REMINDERS.into_iter();
            let mut reached =
                reminders.filter(|days| left <= (*days).into() && i64::from(*days) < all);
            Notice::DaysLeft(reached.next_back()?)
        }
    };
    (!obligation.told.contains(&notice)).then_some(notice)
}
