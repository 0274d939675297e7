//! An action to events, or to the reason why not.

use std::collections::BTreeSet;

use crate::Clock;
use crate::action::{Action, Command};
use crate::allowed::permit;
use crate::automatic::is_rule;
use crate::case::Case;
use crate::due::due;
use crate::event::{CheckOutcome, CorrectionItem, CorrectionSubject, Event, EventKind};
use crate::refusal::{Invalid, Refusal};
use crate::rules::{Rules, base};
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
        let is_due = due(case, rules, clock).contains(duty);
        let kinds = is_due.then(|| duty.event());
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
            note,
        } => vec![EventKind::Corrected {
            service,
            fields,
            materials,
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
        } => vec![EventKind::DecidedAutomatically {
            service,
            rule,
            rule_version,
            origins,
        }],
        Action::Duty(_) => Vec::new(),
    };
    events.extend(numbered(&now, &actor, kinds, clock));
    Ok(events)
}

/// What is wrong with the content.
fn check(case: &Case, rules: &Rules, action: &Action, clock: Clock<'_>) -> Result<(), Refusal> {
    match action {
        Action::Correct {
            service,
            fields,
            materials,
            note,
        } => {
            if fields.is_empty() && materials.is_empty() && note.is_none() {
                return Err(Refusal::Invalid(Invalid::Nothing));
            }
            let asked = case.service(service).map(|it| it.to_correct.as_slice());
            answers_all(asked.unwrap_or_default(), fields, materials)
        }
        Action::AskCorrection { items, note, .. } => {
            if items.is_empty() && note.is_none() {
                return Err(Refusal::Invalid(Invalid::Nothing));
            }
            can_be_corrected(rules, items)
        }
        Action::Ask {
            service: Some(id), ..
        } => case.service(id).map(|_| ()).ok_or(Refusal::NoSuch),
        Action::Extend { service, by, .. } => {
            let last = case.decision_clock(service).and_then(|it| it.deadline());
            let last = last.ok_or(Refusal::NoSuch)?.day;
            let most = rules.periods.longest_extension;
            let longer = by.span().after_by(last, clock.calendar).day;
            let fits = longer > last && longer <= most.after_by(last, clock.calendar).day;
            fits.then_some(()).ok_or(Refusal::Invalid(Invalid::TooLong))
        }
        Action::CloseCheck {
            outcome, ground, ..
        } => {
            let fits = (*outcome == CheckOutcome::Broken) == ground.is_some();
            fits.then_some(())
                .ok_or(Refusal::Invalid(Invalid::GroundMissing))
        }
        Action::ChooseDelivery { service, way } => rules
            .delivers(service)
            .contains(way)
            .then_some(())
            .ok_or(Refusal::Invalid(Invalid::NotOfThisCase)),
        Action::DecideAutomatically {
            service,
            rule,
            rule_version,
            ..
        } => is_rule(rules, service, rule, rule_version)
            .then_some(())
            .ok_or(Refusal::NoRule),
        _ => Ok(()),
    }
}

fn can_be_corrected(rules: &Rules, items: &[CorrectionItem]) -> Result<(), Refusal> {
    let mut named = BTreeSet::new();
    for item in items {
        let known = match &item.of {
            CorrectionSubject::Field(id) => rules.fields.contains(base(id)),
            CorrectionSubject::Material(id) => rules.materials.contains(base(id)),
        };
        if !known {
            return Err(Refusal::Invalid(Invalid::Unknown(item.of.clone())));
        }
        if item.reasons.is_empty() {
            return Err(Refusal::Invalid(Invalid::ReasonMissing(item.of.clone())));
        }
        if !named.insert(&item.of) {
            return Err(Refusal::Invalid(Invalid::Twice(item.of.clone())));
        }
    }
    Ok(())
}

/// 一次性补正: the answer has all that was asked for.
fn answers_all(
    asked: &[CorrectionItem],
    fields: &[String],
    materials: &[String],
) -> Result<(), Refusal> {
    let left_out = asked.iter().find(|item| match &item.of {
        CorrectionSubject::Field(id) => !fields.contains(id),
        CorrectionSubject::Material(id) => !materials.contains(id),
    });
    left_out.map_or(Ok(()), |item| {
        Err(Refusal::Invalid(Invalid::LeftOut(item.of.clone())))
    })
}
