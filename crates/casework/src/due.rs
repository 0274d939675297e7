//! What time itself demands now. Doing it twice, late, or on several servers at once changes nothing, for a duty that
//! was done, or has become another, is not due any more.

use crate::Clock;
use crate::case::{Case, ServiceState};
use crate::duty::Duty;
use crate::event::Notice;
use crate::obligation::{Fate, Light, Obligation, Party};
use crate::rules::{Periods, Rules};

/// What is due at this time, in an order that depends on nothing else. What one duty brings about (a check after an
/// expiry) is due when the case has taken its event in.
#[must_use]
pub fn due(case: &Case, rules: &Rules, clock: Clock<'_>) -> Vec<Duty> {
    if case.undone.is_some() {
        return Vec::new();
    }
    let clock = case.not_before(clock);
    let mut duties = Vec::new();
    if !case.handed_on && clock.now > case.undo_until(rules) {
        duties.push(Duty::HandOn);
    }
    // What expired first comes first, as it would have with a sweeper every day.
    let mut obligations: Vec<_> = case.obligations.iter().collect();
    obligations.sort_by_key(|(_, obligation)| obligation.deadline().map(|it| it.latest));
    for (id, obligation) in obligations {
        let obligation_id = || id.clone();
        if obligation.fate != Fate::Open {
            continue;
        }
        if obligation.is_past(clock) {
            duties.push(Duty::Expire {
                obligation: obligation_id(),
            });
        } else if let Some(notice) = notice_due(obligation, clock) {
            duties.push(Duty::Notify {
                obligation: obligation_id(),
                notice,
            });
        }
    }
    for service in &case.services {
        let is_over = matches!(service.state, ServiceState::Granted | ServiceState::Refused);
        if is_over && !service.rating_invited && service.rating.is_none() {
            duties.push(Duty::InviteRating {
                service: service.id.clone(),
            });
        }
    }
    duties
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
