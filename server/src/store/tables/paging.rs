//! Rows of a numbered table, page by page.

use sqlx::FromRow;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;

use super::Connection;
use crate::store::error::StoreError;

/// All columns of a numbered table that is added to alone.
pub(super) struct Numbered {
    pub(super) sqlite: &'static str,
    /// What has a lower number than a row that is being written is committed, or never will be.
    pub(super) postgres: &'static str,
}

macro_rules! numbered {
    ($table:literal) => {
        Numbered {
            sqlite: concat!(
                "SELECT * FROM ",
                $table,
                " WHERE id > $1 ORDER BY id LIMIT $2"
            ),
            postgres: concat!(
                "SELECT * FROM ",
                $table,
                " WHERE id > $1 AND written_by < pg_snapshot_xmin(pg_current_snapshot())
                 ORDER BY id LIMIT $2"
            ),
        }
    };
}
pub(super) use numbered;

/// The rows after the one numbered `after`, the oldest first.
pub(super) async fn rows_after<R>(
    db: &mut Connection,
    table: Numbered,
    after: i64,
    limit: u32,
) -> Result<Vec<R>, StoreError>
where
    R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    let query = match db.is_postgres() {
        true => table.postgres,
        false => table.sqlite,
    };
    rows!(db, query, after, i64::from(limit))
}
