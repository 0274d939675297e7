//! The steps at other offices of each case, and which of them the applicant has ticked off.

use super::Connection;
use crate::store::error::StoreError;

pub(crate) async fn insert(
    db: &mut Connection,
    case_id: i64,
    services: &[&str],
) -> Result<(), StoreError> {
    for (position, service) in (0_i64..).zip(services) {
        put!(
            db,
            "INSERT INTO elsewhere_steps (case_id, service, position) VALUES ($1, $2, $3)",
            case_id,
            *service,
            position
        )?;
    }
    Ok(())
}

/// By id of the service, in the scenario's order, and whether each is done.
pub(crate) async fn of_case(
    db: &mut Connection,
    case_id: i64,
) -> Result<Vec<(String, bool)>, StoreError> {
    let steps = rows!(
        db,
        "SELECT service, is_done FROM elsewhere_steps WHERE case_id = $1 ORDER BY position",
        case_id
    )?;
    Ok(steps)
}

/// False where the case has no such step.
pub(crate) async fn set_done(
    db: &mut Connection,
    case_id: i64,
    service: &str,
    is_done: bool,
) -> Result<bool, StoreError> {
    let changed = execute!(
        db,
        "UPDATE elsewhere_steps SET is_done = $1 WHERE case_id = $2 AND service = $3",
        is_done,
        case_id,
        service
    )?;
    Ok(changed > 0)
}
