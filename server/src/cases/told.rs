//! Tells the applicant of what happened, in the transaction in which it happens.

use casework::obligation::Party;
use casework::{Case, Event, told_to};

use crate::store::{Connection, StoreError, inbox};

/// Puts an event that the case has taken in into the inbox of those who are to hear of it. Offices have lists, and who
/// confirms comes by a link: they have no inbox.
pub(super) async fn tell(
    db: &mut Connection,
    case_id: i64,
    case: &Case,
    event: &Event,
) -> Result<(), StoreError> {
    if told_to(case, event).contains(&Party::Applicant) {
        let person = &case.submitted.applicant;
        inbox::insert(db, person, case_id, event.seq, event.at.unix()).await?;
    }
    Ok(())
}
