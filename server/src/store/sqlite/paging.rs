//! Rows of a numbered table, page by page.

use sqlx::FromRow;
use sqlx::sqlite::SqliteRow;

use super::Connection;
use crate::store::error::StoreError;

/// The rows after the one numbered `after`, the oldest first: `query` asks by that number and by how many at most.
pub(super) async fn rows_after<R>(
    db: &mut Connection,
    query: &'static str,
    after: i64,
    limit: u32,
) -> Result<Vec<R>, StoreError>
where
    R: for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
{
    let rows = sqlx::query_as(query)
        .bind(after)
        .bind(limit)
        .fetch_all(db.sql())
        .await?;
    Ok(rows)
}
