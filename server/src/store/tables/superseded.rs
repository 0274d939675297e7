//! What stood in an application before an answer changed it.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::{decode, encode};
use crate::store::records::Superseded;

/// Keeps what the event `seq` has changed, with the moment until which it stood.
pub(crate) async fn insert(
    db: &mut Connection,
    case_id: i64,
    (seq, at): (u32, &str),
    what: &Superseded,
) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO superseded (case_id, seq, at, what) VALUES ($1, $2, $3, $4)",
        case_id,
        i64::from(seq),
        at,
        encode(what, "superseded values")?
    )?;
    Ok(())
}

/// All of a case, the oldest first, each with the moment until which it stood.
pub(crate) async fn of_case(
    db: &mut Connection,
    case_id: i64,
) -> Result<Vec<(String, Superseded)>, StoreError> {
    let rows: Vec<(String, String)> = rows!(
        db,
        "SELECT at, what FROM superseded WHERE case_id = $1 ORDER BY seq",
        case_id
    )?;
    let read = |(at, what): (String, String)| Ok((at, decode(&what, "superseded values")?));
    rows.into_iter().map(read).collect()
}
