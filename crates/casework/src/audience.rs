//! Whom an event is told: what the inbox of a resident, the list of an office and outgoing notices are made of.

use crate::case::Case;
use crate::event::{Event, EventKind};
use crate::obligation::Party;

/// Who is to hear of an event that the case has taken in; nobody of what they did themselves, nor of what goes on
/// inside an office.
///
/// ```
/// use casework::obligation::Party;
/// # use casework::{Case, Event};
/// fn is_for_the_inbox(case: &Case, event: &Event) -> bool {
///     casework::told_to(case, event).contains(&Party::Applicant)
/// }
/// ```
#[must_use]
pub fn told_to(case: &Case, event: &Event) -> Vec<Party> {
    use EventKind as E;
    match &event.what {
        // Offices hear of a case when it can no longer be undone.
        E::Submitted(_) | E::Undone => Vec::new(),
        E::HandedOn => {
            let services = case.services.iter();
            let offices = services.map(|service| Party::Office(Some(service.id.clone())));
            offices.collect()
        }
        E::Withdrawn { services } => {
            let services = services.iter().cloned();
            services.map(|id| Party::Office(Some(id))).collect()
        }
        E::Surrendered { service } | E::Urged { service } | E::Rated { service, .. } => {
            vec![Party::Office(Some(service.clone()))]
        }
        E::Corrected { service, .. } => {
            let also = case.also_changed_by(event.seq).into_iter();
            let services = also.chain([service]).cloned();
            services.map(|id| Party::Office(Some(id))).collect()
        }
        E::Supplied { material } => {
            let services = case.resting_on(material).into_iter();
            services.map(|id| Party::Office(Some(id))).collect()
        }
        E::Booked { service, .. }
        | E::BookingCancelled { service }
        | E::DeliveryChosen { service, .. } => vec![Party::Office(Some(service.clone()))],
        E::Asked { service, .. } => vec![Party::Office(service.clone())],
        E::Accepted { .. }
        | E::CorrectionAsked { .. }
        | E::Answered { .. }
        | E::UrgeAnswered { .. }
        | E::Extended { .. }
        | E::Granted { .. }
        | E::Refused { .. }
        | E::DecidedAutomatically { .. }
        | E::Revoked { .. }
        | E::CheckClosed { .. }
        | E::BreachRecorded { .. }
        | E::BreachRepaired { .. }
        | E::RatingInvited { .. }
        | E::Replied { .. }
        | E::Rectified { .. }
        | E::Confirmed { .. }
        | E::ConfirmationDeclined { .. }
        | E::VisitReminded { .. }
        | E::Sent { .. } => vec![Party::Applicant],
        E::ConfirmationInvited { confirmer } => vec![Party::Confirmer(confirmer.clone())],
        // Whoever lets a day pass hears of it, and so does the applicant, whose case it is.
        E::Expired { obligation } => {
            let owed = case.obligations.get(obligation);
            let whose = owed.map(|owed| owed.whose.clone());
            let others = whose.filter(|party| *party != Party::Applicant);
            others.into_iter().chain([Party::Applicant]).collect()
        }
        E::NoticeSent { obligation, .. } => {
            let owed = case.obligations.get(obligation);
            owed.map(|owed| owed.whose.clone()).into_iter().collect()
        }
        // Who hands in sees at once why a person looks.
        E::TakenOver
        | E::LeftToPerson { .. }
        | E::CheckOpened { .. }
        | E::Claimed { .. }
        | E::Released { .. } => Vec::new(),
    }
}
