//! Who has read and done what over `/ops`. Rows are added, never changed; the migration sees to that.

use contract::audit::AuditEntry;

use super::Connection;
use super::paging::rows_after;
use crate::store::error::StoreError;
use crate::store::records::NewAuditEntry;

#[derive(sqlx::FromRow)]
struct AuditRow {
    id: i64,
    at: String,
    office: String,
    clerk: String,
    what: String,
    case_number: Option<String>,
    detail: Option<String>,
    status: u16,
}

impl From<AuditRow> for AuditEntry {
    fn from(row: AuditRow) -> Self {
        Self {
            id: row.id.unsigned_abs(),
            at: row.at,
            office: row.office,
            clerk: row.clerk,
            what: row.what,
            case: row.case_number,
            detail: row.detail,
            status: row.status,
        }
    }
}

pub(crate) async fn insert(
    db: &mut Connection,
    entry: NewAuditEntry<'_>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO audit (at, office, clerk, what, case_number, detail, status)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(entry.at)
    .bind(entry.office)
    .bind(entry.clerk)
    .bind(entry.what)
    .bind(entry.case)
    .bind(entry.detail)
    .bind(entry.status)
    .execute(db.sql())
    .await?;
    Ok(())
}

/// The oldest first, after the one with the id `after`.
pub(crate) async fn page(
    db: &mut Connection,
    after: i64,
    limit: u32,
) -> Result<Vec<AuditEntry>, StoreError> {
    let query = "SELECT * FROM audit WHERE id > ? ORDER BY id LIMIT ?";
    let rows: Vec<AuditRow> = rows_after(db, query, after, limit).await?;
    Ok(rows.into_iter().map(AuditEntry::from).collect())
}
