//! The steps at other offices of each case, and which of them the applicant has ticked off.

use super::Connection;
use crate::store::error::StoreError;

pub(crate) async fn insert(
    db: &mut Connection,
    case_id: i64,
    services: &[&str],
) -> Result<(), StoreError> {
    for (position, service) in (0_i64..).zip(services) {
        sqlx::query("INSERT INTO elsewhere_steps (case_id, service, position) VALUES (?, ?, ?)")
            .bind(case_id)
            .bind(*service)
            .bind(position)
            .execute(db.sql())
            .await?;
    }
    Ok(())
}

/// By id of the service, in the scenario's order, and whether each is done.
pub(crate) async fn of_case(
    db: &mut Connection,
    case_id: i64,
) -> Result<Vec<(String, bool)>, StoreError> {
    let steps = sqlx::query_as(
        "SELECT service, is_done FROM elsewhere_steps WHERE case_id = ? ORDER BY position",
    )
    .bind(case_id)
    .fetch_all(db.sql())
    .await?;
    Ok(steps)
}

/// False where the case has no such step.
pub(crate) async fn set_done(
    db: &mut Connection,
    case_id: i64,
    service: &str,
    is_done: bool,
) -> Result<bool, StoreError> {
    let changed =
        sqlx::query("UPDATE elsewhere_steps SET is_done = ? WHERE case_id = ? AND service = ?")
            .bind(is_done)
            .bind(case_id)
            .bind(service)
            .execute(db.sql())
            .await?;
    Ok(changed.rows_affected() > 0)
}
