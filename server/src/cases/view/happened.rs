//! What happened to a case, as both sides read it.

use std::collections::BTreeMap;

use casework::event::{EventKind, Notice, TextId};
use casework::rules::LimitKind;
use casework::{Actor, Case, Event};
use contract::case_event::{CaseEvent, CaseEventKind, EventBy};

use crate::cases::case_file::{CaseFile, text_of};
use crate::cases::ruling;

/// The words of events by their ids.
pub(crate) type Texts = BTreeMap<TextId, String>;

/// Everything but what goes on inside an office.
pub(crate) fn events(file: &CaseFile, texts: &Texts) -> Vec<CaseEvent> {
    let events = file.events.iter();
    events
        .filter_map(|event| shown(file, event, texts))
        .collect()
}

/// One event; `None` for what is nobody's business outside an office.
pub(crate) fn shown(file: &CaseFile, event: &Event, texts: &Texts) -> Option<CaseEvent> {
    Some(CaseEvent {
        seq: event.seq,
        at: event.at.rfc3339(),
        by: match event.by {
            Actor::Person(_) => EventBy::Applicant,
            Actor::Confirmer { .. } => EventBy::Confirmer,
            Actor::Office { .. } => EventBy::Office,
            Actor::System => EventBy::System,
        },
        what: kind(&file.case, event)?,
        text: text(file, event, texts),
    })
}

/// What a person wrote with it, or what a rule has stated.
fn text(file: &CaseFile, event: &Event, texts: &Texts) -> Option<String> {
    if let EventKind::DecidedAutomatically {
        service,
        stated: Some(values),
        ..
    } = &event.what
    {
        return ruling::stated(&file.scenario, service, texts.get(values)?);
    }
    let written = text_of(&event.what).and_then(|id| texts.get(id));
    written.cloned()
}

fn kind(case: &Case, event: &Event) -> Option<CaseEventKind> {
    use CaseEventKind as K;
    use EventKind as E;
    Some(match event.what.clone() {
        E::Submitted(_) => K::Submitted,
        E::HandedOn => K::HandedOn,
        E::Undone => K::Undone,
        E::Withdrawn { services } => K::Withdrawn { services },
        E::Surrendered { service } => K::Surrendered { service },
        E::Accepted { service } => K::Accepted { service },
        E::CorrectionAsked { service, items, .. } => K::CorrectionAsked { service, items },
        E::Corrected {
            service,
            fields,
            materials,
            ..
        } => K::Corrected {
            service,
            fields,
            materials,
            also: case
                .also_changed_by(event.seq)
                .into_iter()
                .cloned()
                .collect(),
        },
        E::Supplied { material } => K::Supplied { material },
        E::Expired { obligation } => {
            let owed = case.obligations.get(&obligation);
            let usual = owed.is_some_and(|owed| owed.limit == LimitKind::Usual);
            K::Expired { obligation, usual }
        }
        E::Asked { service, kind, .. } => K::Asked { service, kind },
        E::Answered { asked, .. } => K::Answered { asked },
        E::Urged { service } => K::Urged { service },
        E::UrgeAnswered { urged, .. } => K::UrgeAnswered { urged },
        E::Extended {
            service,
            by,
            reason,
            ..
        } => K::Extended {
            service,
            by,
            reason,
        },
        E::Granted { service, .. } => K::Granted { service },
        E::DecidedAutomatically {
            service,
            rule,
            rule_version,
            ..
        } => K::DecidedAutomatically {
            service,
            rule,
            rule_version,
        },
        E::LeftToPerson {
            service,
            rule,
            rule_version,
            checks,
        } => K::LeftToPerson {
            service,
            rule,
            rule_version,
            checks,
        },
        E::Refused {
            service, ground, ..
        } => K::Refused { service, ground },
        E::Revoked {
            service, ground, ..
        } => K::Revoked { service, ground },
        E::CheckOpened { service } => K::CheckOpened { service },
        E::CheckClosed { service, outcome } => K::CheckClosed { service, outcome },
        E::BreachRecorded { service, ground } => K::BreachRecorded { service, ground },
        E::BreachRepaired { service } => K::BreachRepaired { service },
        E::RatingInvited { service } => K::RatingInvited { service },
        E::Rated {
            service,
            stars,
            reasons,
            ..
        } => K::Rated {
            service,
            stars,
            reasons,
        },
        E::Replied { service, .. } => K::Replied { service },
        E::Rectified { service, .. } => K::Rectified { service },
        E::ConfirmationInvited { confirmer } => K::ConfirmationInvited { confirmer },
        E::Confirmed { confirmer } => K::Confirmed { confirmer },
        E::ConfirmationDeclined { confirmer } => K::ConfirmationDeclined { confirmer },
        E::NoticeSent {
            obligation,
            notice: Notice::DaysLeft(_),
        } => K::Reminded { obligation },
        E::Booked { service, visit } => K::Booked { service, visit },
        E::BookingCancelled { service } => K::BookingCancelled { service },
        E::VisitReminded { service, visit } => K::VisitReminded { service, visit },
        E::DeliveryChosen { service, way } => K::DeliveryChosen { service, way },
        E::Sent { service, parcel } => K::Sent { service, parcel },
        // That its light turns yellow is told an office, and who works on it is its own affair.
        E::NoticeSent {
            notice: Notice::DueSoon,
            ..
        }
        | E::TakenOver
        | E::Claimed { .. }
        | E::Released { .. } => return None,
    })
}
