//! Whose records are to be looked at: told by those who sign people in and by those who decide.

use casework::EventKind;

use crate::store::{Connection, StoreError, proactive};

const DAY: i64 = 24 * 3600;
/// How long after the last time somebody came by.
const FOR_DAYS: i64 = 92;

/// This person's records are looked at within a minute, and daily from then on.
pub(crate) async fn look_at(db: &mut Connection, person: &str, now: i64) -> Result<(), StoreError> {
    proactive::look_at(db, person, now, now + FOR_DAYS * DAY).await
}

/// Whether what follows for the applicant may be another now.
pub(crate) fn may_follow_from(event: &EventKind) -> bool {
    use EventKind as E;
    matches!(
        event,
        E::Granted { .. }
            | E::DecidedAutomatically { .. }
            | E::Revoked { .. }
            | E::Surrendered { .. }
            | E::Withdrawn { .. }
            | E::Undone
    )
}
