//! Who has read and done what over `/ops`. Rows are added, never changed; the migration sees to that.

use contract::audit::AuditEntry;

use super::Connection;
use crate::store::error::StoreError;
use crate::store::records::{NewAuditEntry, TrailOf};

#[derive(sqlx::FromRow)]
struct AuditRow {
    id: i64,
    at: String,
    office: String,
    clerk: String,
    what: String,
    case_number: Option<String>,
    detail: Option<String>,
    #[sqlx(try_from = "i64")]
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
    put!(
        db,
        "INSERT INTO audit (at, office, clerk, what, case_number, detail, status)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        entry.at,
        entry.office,
        entry.clerk,
        entry.what,
        entry.case,
        entry.detail,
        i64::from(entry.status)
    )?;
    Ok(())
}

/// The oldest first, after the one with the id `after`.
pub(crate) async fn page(
    db: &mut Connection,
    of: &TrailOf,
    after: i64,
    limit: u32,
) -> Result<Vec<AuditEntry>, StoreError> {
    // On PostgreSQL: what has a lower number than a row that is being written is committed, or never will be.
    let query = match db.is_postgres() {
        true => {
            "SELECT * FROM audit
             WHERE id > $1 AND written_by < pg_snapshot_xmin(pg_current_snapshot())
               AND ($2 IS NULL OR office = $2) AND ($3 IS NULL OR at >= $3) AND ($4 IS NULL OR at < $4)
             ORDER BY id LIMIT $5"
        }
        false => {
            "SELECT * FROM audit
             WHERE id > $1
               AND ($2 IS NULL OR office = $2) AND ($3 IS NULL OR at >= $3) AND ($4 IS NULL OR at < $4)
             ORDER BY id LIMIT $5"
        }
    };
    let rows: Vec<AuditRow> = rows!(
        db,
        query,
        after,
        of.office.as_deref(),
        of.from.as_deref(),
        of.before.as_deref(),
        i64::from(limit)
    )?;
    Ok(rows.into_iter().map(AuditEntry::from).collect())
}
