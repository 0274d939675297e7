//! By what the key is known under which people's numbers are digested.

use super::Connection;
use crate::store::error::StoreError;

pub(crate) async fn find(db: &mut Connection) -> Result<Option<Vec<u8>>, StoreError> {
    value!(db, "SELECT fingerprint FROM subject_key WHERE id = 1")
}

pub(crate) async fn put(db: &mut Connection, fingerprint: &[u8]) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO subject_key (id, fingerprint) VALUES (1, $1)
         ON CONFLICT (id) DO UPDATE SET fingerprint = excluded.fingerprint",
        fingerprint
    )?;
    Ok(())
}
