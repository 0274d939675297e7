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
    sqlx::query("INSERT INTO superseded (case_id, seq, at, what) VALUES (?, ?, ?, ?)")
        .bind(case_id)
        .bind(seq)
        .bind(at)
        .bind(encode(what, "superseded values")?)
        .execute(db.sql())
        .await?;
    Ok(())
}

/// All of a case, the oldest first, each with the moment until which it stood.
pub(crate) async fn of_case(
    db: &mut Connection,
    case_id: i64,
) -> Result<Vec<(String, Superseded)>, StoreError> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT at, what FROM superseded WHERE case_id = ? ORDER BY seq")
            .bind(case_id)
            .fetch_all(db.sql())
            .await?;
    let read = |(at, what): (String, String)| Ok((at, decode(&what, "superseded values")?));
    rows.into_iter().map(read).collect()
}
