//! What is written to know whether anything can be.

use super::Connection;
use crate::store::error::StoreError;

pub(crate) async fn touch(db: &mut Connection, at: i64) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO readiness (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at",
        at
    )?;
    Ok(())
}
