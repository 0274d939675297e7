//! What time itself demands. A sweeper asks [`due`] and applies each duty; doing so twice, late, or on several servers at
//! once changes nothing, for a duty that was done, or has become another, is not due any more.

use std::borrow::Cow;

use catalog::scenario::ServiceId;

use crate::apply::numbered;
use crate::case::{Case, ServiceState};
use crate::event::{EventKind, Notice};
use crate::obligation::{Fate, Light, Obligation, ObligationId, Party};
use crate::rules::{Periods, Rules};
use crate::{Action, Actor, Clock, Command, Event, apply};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// The time for undoing has ended: the offices are told of the case.
    HandOn,
    /// Somebody is to be told of what he owes.
    Notify {
        obligation: ObligationId,
        notice: Notice,
    },
    /// The day after the last has come.
    Expire { obligation: ObligationId },
    /// 好差评: invite once. There is no reminder.
    InviteRating { service: ServiceId },
}

impl Duty {
    pub(crate) fn event(&self) -> EventKind {
        match self.clone() {
            Self::HandOn => EventKind::HandedOn,
            Self::Notify { obligation, notice } => EventKind::NoticeSent { obligation, notice },
            Self::Expire { obligation } => EventKind::Expired { obligation },
            Self::InviteRating { service } => EventKind::RatingInvited { service },
        }
    }
}

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

/// Carries out all that is due, and what becomes due by it, and returns the events in their order. The case has taken
/// them in.
///
/// # Errors
/// Where the case cannot take in what it brought about itself, which no sequence of events leads to.
pub fn sweep(
    case: &mut Case,
    rules: &Rules,
    clock: Clock<'_>,
) -> Result<Vec<Event>, crate::ReplayError> {
    let mut events = Vec::new();
    while let Some(duty) = due(case, rules, clock).into_iter().next() {
        let command = Command {
            actor: Actor::System,
            seen: case.last,
            action: Action::Duty(duty),
        };
        let made = apply(case, rules, command, clock).unwrap_or_default();
        if made.is_empty() {
            break;
        }
        for event in made {
            case.take(rules, &event, clock.calendar)?;
            events.push(event);
        }
    }
    Ok(events)
}

/// The case with what has expired meanwhile, and the events of it. So what may be done depends on the day alone and not on
/// when a sweeper came by.
pub(crate) fn caught_up<'a>(
    case: &'a Case,
    rules: &Rules,
    clock: Clock<'_>,
) -> (Cow<'a, Case>, Vec<Event>) {
    let mut now = Cow::Borrowed(case);
    let mut events = Vec::new();
    loop {
        let mut duties = due(&now, rules, clock).into_iter();
        let Some(duty) = duties.find(|duty| matches!(duty, Duty::Expire { .. })) else {
            break;
        };
        let event = numbered(&now, &Actor::System, [duty.event()], clock);
        let taken = event
            .iter()
            .try_for_each(|event| now.to_mut().take(rules, event, clock.calendar));
        if taken.is_err() {
            break;
        }
        events.extend(event);
    }
    (now, events)
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
            Notice::DaysLeft(reached.by_ref().last()?)
        }
    };
    let told = |other: &Notice| *other <= notice && same_kind(*other, notice);
    (!obligation.told.iter().any(told)).then_some(notice)
}

/// A later reminder (fewer days) makes an earlier one needless.
fn same_kind(one: Notice, other: Notice) -> bool {
    matches!(
        (one, other),
        (Notice::DaysLeft(_), Notice::DaysLeft(_)) | (Notice::DueSoon, Notice::DueSoon)
    )
}
