//! The data key of each person, encrypted with a master key.

use super::Connection;
use crate::store::data_key::{KeyId, WrappedKey};
use crate::store::error::StoreError;

#[derive(sqlx::FromRow)]
struct KeyRow {
    id: Vec<u8>,
    person: String,
    master: String,
    wrapped: Vec<u8>,
}

impl KeyRow {
    fn read(self) -> Result<WrappedKey, StoreError> {
        Ok(WrappedKey {
            id: KeyId::try_from(self.id).map_err(|_| StoreError::DataKey("id of a data key"))?,
            person: self.person,
            master: self.master,
            wrapped: self.wrapped,
        })
    }
}

pub(in crate::store) async fn of(
    db: &mut Connection,
    person: &str,
) -> Result<Option<WrappedKey>, StoreError> {
    let row: Option<KeyRow> = row!(
        db,
        "SELECT id, person, master, wrapped FROM data_keys WHERE person = $1",
        person
    )?;
    row.map(KeyRow::read).transpose()
}

pub(in crate::store) async fn find(
    db: &mut Connection,
    id: &KeyId,
) -> Result<Option<WrappedKey>, StoreError> {
    let row: Option<KeyRow> = row!(
        db,
        "SELECT id, person, master, wrapped FROM data_keys WHERE id = $1",
        id.as_slice()
    )?;
    row.map(KeyRow::read).transpose()
}

/// Does nothing where the person has one.
pub(in crate::store) async fn insert(
    db: &mut Connection,
    key: &WrappedKey,
) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO data_keys (id, person, master, wrapped) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person) DO NOTHING",
        key.id.as_slice(),
        &key.person,
        &key.master,
        &key.wrapped
    )?;
    Ok(())
}

/// Sees to it that there is a key for what is of nobody.
pub(crate) async fn begin(db: &mut Connection) -> Result<(), StoreError> {
    db.encrypted(String::new(), "beginning", "").await?;
    Ok(())
}

/// The ids of all master keys without which something cannot be read.
pub(crate) async fn masters(db: &mut Connection) -> Result<Vec<String>, StoreError> {
    let ids = values!(db, "SELECT DISTINCT master FROM data_keys ORDER BY master")?;
    Ok(ids)
}

/// Encrypts some of the data keys after `after` with the current master key, in the order of their ids: the id of the
/// last one that was looked at, and how many were encrypted anew. `None` where none is left.
pub(crate) async fn wrap_again(
    db: &mut Connection,
    after: &[u8],
    limit: u32,
) -> Result<Option<(Vec<u8>, usize)>, StoreError> {
    let rows: Vec<KeyRow> = rows!(
        db,
        "SELECT id, person, master, wrapped FROM data_keys WHERE id > $1 ORDER BY id LIMIT $2",
        after,
        i64::from(limit)
    )?;
    let Some(last) = rows.last().map(|row| row.id.clone()) else {
        return Ok(None);
    };
    let mut anew = 0;
    for row in rows {
        let Some(key) = db.keys().wrap_again(&row.read()?)? else {
            continue;
        };
        execute!(
            db,
            "UPDATE data_keys SET master = $1, wrapped = $2 WHERE id = $3",
            &key.master,
            &key.wrapped,
            key.id.as_slice()
        )?;
        anew += 1;
    }
    Ok(Some((last, anew)))
}
