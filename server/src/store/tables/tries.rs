//! How often something was tried in the minute that runs: for limits that hold across servers.

use super::Connection;
use crate::store::error::StoreError;

/// Seconds.
const MINUTE: i64 = 60;

/// So many more; how many there are in the minute that runs, and since when it does. Clocks of servers differ by a
/// little, and one may be set back: a minute that begins in the future by more than that is none.
pub(in crate::store) async fn count(
    db: &mut Connection,
    caller: &[u8],
    more: u32,
    now: i64,
) -> Result<(i64, i64), StoreError> {
    let counted: Option<(i64, i64)> = row!(
        db,
        "INSERT INTO tries (caller, since, count) VALUES ($1, $2, $4)
         ON CONFLICT (caller) DO UPDATE SET
             count = CASE WHEN ABS($2 - tries.since) < $3 THEN tries.count + $4 ELSE $4 END,
             since = CASE WHEN ABS($2 - tries.since) < $3 THEN tries.since ELSE $2 END
         RETURNING count, since",
        caller,
        now,
        MINUTE,
        i64::from(more)
    )?;
    Ok(counted.unwrap_or((i64::from(more), now)))
}

/// Minutes that are over.
pub(crate) async fn delete_old(db: &mut Connection, now: i64) -> Result<(), StoreError> {
    execute!(
        db,
        "DELETE FROM tries WHERE ABS($1 - since) >= $2",
        now,
        MINUTE
    )?;
    Ok(())
}
