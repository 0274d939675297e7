//! The codes of printed results, by their sums.

use super::Connection;
use crate::store::error::StoreError;

/// SHA-256 of a code.
pub(crate) type CodeSum = [u8; 32];

/// The number of the case and the service that a code was printed for.
pub(crate) async fn find(
    db: &mut Connection,
    code: &CodeSum,
) -> Result<Option<(String, String)>, StoreError> {
    let found = row!(
        db,
        "SELECT number, service FROM result_documents JOIN cases ON cases.id = case_id WHERE code = $1",
        code.as_slice()
    )?;
    Ok(found)
}

/// Keeps a code; one that is there stays as it is.
pub(crate) async fn put(
    db: &mut Connection,
    code: &CodeSum,
    case_id: i64,
    service: &str,
) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO result_documents (code, case_id, service) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        code.as_slice(),
        case_id,
        service
    )?;
    Ok(())
}
