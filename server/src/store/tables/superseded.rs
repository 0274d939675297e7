//! What stood in an application before an answer changed it.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::{decrypt, encrypt};
use crate::store::records::Superseded;

pub(super) const WHAT: &str = "superseded values";

/// Keeps what the event `seq` has changed, with the moment until which it stood.
pub(crate) async fn insert(
    db: &mut Connection,
    case_id: i64,
    (seq, at): (u32, &str),
    what: &Superseded,
) -> Result<(), StoreError> {
    let what = encrypt(db, what, WHAT, format!("{case_id} {seq}")).await?;
    execute!(
        db,
        "INSERT INTO superseded (case_id, seq, at, what) VALUES ($1, $2, $3, $4)",
        case_id,
        i64::from(seq),
        at,
        what
    )?;
    Ok(())
}

/// All of a case, the oldest first, each with the moment until which it stood.
pub(crate) async fn of_case(
    db: &mut Connection,
    case_id: i64,
) -> Result<Vec<(String, Superseded)>, StoreError> {
    let rows: Vec<(i64, String, String)> = rows!(
        db,
        "SELECT seq, at, what FROM superseded WHERE case_id = $1 ORDER BY seq",
        case_id
    )?;
    let mut superseded = Vec::with_capacity(rows.len());
    for (seq, at, what) in rows {
        let of = format!("{case_id} {seq}");
        superseded.push((at, decrypt(db, what, WHAT, of).await?));
    }
    Ok(superseded)
}
