//! An action to events, or to the reason why not.

mod content;

use content::check;

use crate::Clock;
use crate::action::{Action, Command};
use crate::allowed::permit;
use crate::case::Case;
use crate::due::is_due;
use crate::event::{Event, EventKind};
use crate::refusal::Refusal;
use crate::rules::Rules;
use crate::scope::Scope;
use crate::sweep::{caught_up, numbered};

/// The events that an action makes, for the case as it stands. They are not taken in yet: whoever stores them does so
/// under the number that each has, so that of two who act at once one finds the number taken, reads again and asks
/// again.
///
/// # Errors
/// Why it cannot be done: first what [`crate::allowed`] says, then what is wrong with its content, then
/// [`Refusal::Stale`] where the same thing changed since `seen`. A duty that is not due makes no event and is no error.
/// What has expired by now comes before what is done, whether or not a sweeper was there before.
pub fn apply(
    case: &Case,
    rules: &Rules,
    command: Command,
    clock: Clock<'_>,
) -> Result<Vec<Event>, Refusal> {
    let Command {
        actor,
        seen,
        action,
    } = command;
    let clock = case.not_before(clock);
    let offer = action.offer();
    if let Action::Duty(duty) = &action {
        permit(case, rules, &actor, &offer, clock)?;
        let kinds = is_due(case, rules, duty, clock).then(|| duty.event());
        return Ok(numbered(case, &actor, kinds, clock));
    }
    let (now, mut events) = caught_up(case, rules, clock);
    permit(&now, rules, &actor, &offer, clock)?;
    check(&now, rules, &action, clock)?;
    if Scope::of_offer(&offer, case).has_changed_since(seen, case) {
        return Err(Refusal::Stale { last: case.last });
    }
    let kind = offer.question_kind();
    let kinds = match action {
        Action::Undo => vec![EventKind::Undone],
        Action::WithdrawAll => {
            let open = now.services.iter();
            let open = open.filter(|service| service.state.is_undecided());
            let services = open.map(|service| service.id.clone()).collect();
            vec![EventKind::Withdrawn { services }]
        }
        Action::Withdraw { service } => vec![EventKind::Withdrawn {
            services: vec![service],
        }],
        Action::Surrender { service } => vec![EventKind::Surrendered { service }],
        Action::Correct {
            service,
            fields,
            materials,
            papers,
            note,
        } => vec![EventKind::Corrected {
            service,
            fields,
            materials,
            papers,
            note,
        }],
        Action::Supply { material } => vec![EventKind::Supplied { material }],
        Action::Ask { service, text } => vec![EventKind::Asked {
            service,
            kind,
            text,
        }],
        Action::Object { service, text } => vec![EventKind::Asked {
            service: Some(service),
            kind,
            text,
        }],
        Action::Urge { service } => vec![EventKind::Urged { service }],
        Action::Rate {
            service,
            stars,
            reasons,
            text,
        } => vec![EventKind::Rated {
            service,
            stars,
            reasons,
            text,
        }],
        Action::Invite { confirmer } => vec![EventKind::ConfirmationInvited { confirmer }],
        Action::Book { service, visit } => vec![EventKind::Booked { service, visit }],
        Action::CancelBooking { service } => vec![EventKind::BookingCancelled { service }],
        Action::ChooseDelivery { service, way } => {
            vec![EventKind::DeliveryChosen { service, way }]
        }
        Action::Confirm { confirmer } => vec![EventKind::Confirmed { confirmer }],
        Action::Decline { confirmer } => vec![EventKind::ConfirmationDeclined { confirmer }],
        Action::Claim { service } => vec![EventKind::Claimed { service }],
        Action::Release { service } => vec![EventKind::Released { service }],
        Action::Accept { service } => vec![EventKind::Accepted { service }],
        Action::AskCorrection {
            service,
            items,
            note,
        } => vec![EventKind::CorrectionAsked {
            service,
            items,
            note,
        }],
        Action::Extend {
            service,
            by,
            reason,
            note,
        } => vec![EventKind::Extended {
            service,
            by,
            reason,
            note,
        }],
        Action::Grant {
            service,
            document,
            note,
        } => vec![EventKind::Granted {
            service,
            document,
            note,
        }],
        Action::Refuse {
            service,
            ground,
            note,
        } => vec![EventKind::Refused {
            service,
            ground,
            note,
        }],
        Action::Revoke {
            service,
            ground,
            note,
        } => vec![EventKind::Revoked {
            service,
            ground,
            note,
        }],
        Action::OpenCheck { service } => vec![EventKind::CheckOpened { service }],
        Action::CloseCheck {
            service,
            outcome,
            ground,
        } => {
            let breach = ground.map(|ground| EventKind::BreachRecorded {
                service: service.clone(),
                ground,
            });
            let closed = EventKind::CheckClosed { service, outcome };
            [closed].into_iter().chain(breach).collect()
        }
        Action::RecordBreach { service, ground } => {
            vec![EventKind::BreachRecorded { service, ground }]
        }
        Action::RepairBreach { service } => vec![EventKind::BreachRepaired { service }],
        Action::Answer { asked, text } => vec![EventKind::Answered { asked, text }],
        Action::AnswerUrge { urged, text } => vec![EventKind::UrgeAnswered { urged, text }],
        Action::Reply { service, text } => vec![EventKind::Replied { service, text }],
        Action::Rectify { service, text } => vec![EventKind::Rectified { service, text }],
        Action::Send { service, parcel } => vec![EventKind::Sent { service, parcel }],
        Action::DecideAutomatically {
            service,
            rule,
            rule_version,
            origins,
            stated,
        } => vec![EventKind::DecidedAutomatically {
            service,
            rule,
            rule_version,
            origins,
            stated,
        }],
        Action::LeaveToPerson {
            service,
            rule,
            rule_version,
            checks,
        } => vec![EventKind::LeftToPerson {
            service,
            rule,
            rule_version,
            checks,
        }],
        Action::Duty(_) => Vec::new(),
    };
    events.extend(numbered(&now, &actor, kinds, clock));
    Ok(events)
}
