//! What an event or an action is about: by this two who act at once are told from two who act on the same thing.

use catalog::scenario::ServiceId;

use crate::action::Offer;
use crate::case::Case;
use crate::event::{Event, EventKind, ObligationId, Seq};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Nothing that another could have changed: notices, questions, claims.
    Nothing,
    Services(Vec<ServiceId>),
    Whole,
}

impl Scope {
    /// Of an event that the case has taken in.
    pub(crate) fn of_event(event: &Event, case: &Case) -> Self {
        use EventKind as E;
        match &event.what {
            E::Submitted(_) | E::Undone => Self::Whole,
            E::Withdrawn { services } => Self::Services(services.clone()),
            E::Surrendered { service }
            | E::Accepted { service }
            | E::CorrectionAsked { service, .. }
            | E::Urged { service }
            | E::Extended { service, .. }
            | E::Granted { service, .. }
            | E::Refused { service, .. }
            | E::DecidedAutomatically { service, .. }
            | E::Revoked { service, .. }
            | E::CheckOpened { service }
            | E::CheckClosed { service, .. }
            | E::BreachRecorded { service, .. }
            | E::BreachRepaired { service }
            | E::Rated { service, .. }
            | E::Replied { service, .. }
            | E::Rectified { service, .. }
            | E::DeliveryChosen { service, .. }
            | E::Sent { service, .. } => Self::Services(vec![service.clone()]),
            E::Corrected { service, .. } => {
                let also = case.also_changed_by(event.seq).into_iter();
                Self::Services(also.chain([service]).cloned().collect())
            }
            E::Supplied { material } => Self::Services(case.resting_on(material)),
            E::Confirmed { confirmer }
            | E::ConfirmationDeclined { confirmer }
            | E::ConfirmationInvited { confirmer } => Self::Services(case.waiting_for(confirmer)),
            // What it changes is in its consequence; that of an office changes nothing.
            E::Expired { obligation } => match obligation {
                ObligationId::Supply { material } => Self::Services(case.resting_on(material)),
                ObligationId::Confirm { confirmer } => Self::Services(case.waiting_for(confirmer)),
                ObligationId::Correct { service, .. } => Self::Services(vec![service.clone()]),
                _ => Self::Nothing,
            },
            E::HandedOn
            | E::TakenOver
            | E::Asked { .. }
            | E::Answered { .. }
            | E::UrgeAnswered { .. }
            | E::RatingInvited { .. }
            | E::LeftToPerson { .. }
            | E::NoticeSent { .. }
            | E::Claimed { .. }
            | E::Released { .. }
            | E::Booked { .. }
            | E::BookingCancelled { .. }
            | E::VisitReminded { .. } => Self::Nothing,
        }
    }

    pub(crate) fn of_offer(offer: &Offer, case: &Case) -> Self {
        use Offer as O;
        match offer {
            O::Undo | O::WithdrawAll => Self::Whole,
            O::Withdraw(service)
            | O::Surrender(service)
            | O::Correct(service)
            | O::Urge(service)
            | O::Rate(service)
            | O::Accept(service)
            | O::AskCorrection(service)
            | O::Extend(service)
            | O::Grant(service)
            | O::Refuse(service)
            | O::Revoke(service)
            | O::OpenCheck(service)
            | O::CloseCheck(service)
            | O::RecordBreach(service)
            | O::RepairBreach(service)
            | O::DecideAutomatically(service)
            | O::Reply(service)
            | O::Rectify(service)
            | O::ChooseDelivery(service)
            | O::Send(service) => Self::Services(vec![service.clone()]),
            O::Supply(material) => Self::Services(case.resting_on(material)),
            O::Invite(confirmer) | O::Confirm(confirmer) | O::Decline(confirmer) => {
                Self::Services(case.waiting_for(confirmer))
            }
            O::Ask
            | O::Object(_)
            | O::Answer(_)
            | O::AnswerUrge(_)
            | O::Claim(_)
            | O::Release(_)
            | O::Book(_)
            | O::CancelBooking(_)
            | O::LeaveToPerson(_)
            | O::Duty(_) => Self::Nothing,
        }
    }

    /// Whether something of this scope happened after the event that somebody saw last.
    pub(crate) fn has_changed_since(&self, seen: Seq, case: &Case) -> bool {
        match self {
            Self::Nothing => false,
            Self::Whole => case.touched > seen,
            Self::Services(services) => {
                let touched = |id: &ServiceId| case.service(id).map_or(0, |it| it.touched);
                services.iter().any(|id| touched(id) > seen)
            }
        }
    }
}
