//! Those whom the identity service has proven, as it last told them.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::sign_in_records::ProvenPerson;

#[derive(sqlx::FromRow)]
struct Row {
    name: String,
    number: String,
    mobile: Option<String>,
    proven_by: String,
}

/// What is encrypted.
pub(super) const COLUMNS: [&str; 3] = ["name", "number", "mobile"];

async fn open(
    db: &mut Connection,
    kept: Option<String>,
    column: &'static str,
    id: &str,
) -> Result<Option<String>, StoreError> {
    match kept {
        Some(kept) => db.decrypted(kept, column, id).await.map(Some),
        None => Ok(None),
    }
}

pub(crate) async fn put(
    db: &mut Connection,
    person: &ProvenPerson,
    now: i64,
) -> Result<(), StoreError> {
    db.write_about(&person.id);
    let secret = [
        Some(person.name.clone()),
        Some(person.number.clone()),
        person.mobile.clone(),
    ];
    let mut kept = [const { None }; 3];
    for ((kept, secret), column) in kept.iter_mut().zip(secret).zip(COLUMNS) {
        if let Some(secret) = secret {
            *kept = Some(db.encrypted(secret, column, &person.id).await?);
        }
    }
    let [name, number, mobile] = kept;
    put!(
        db,
        "INSERT INTO proven_people
             (id, name, number, mobile, proven_by, proven_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET
             name = excluded.name, number = excluded.number, mobile = excluded.mobile,
             proven_by = excluded.proven_by, proven_at = excluded.proven_at",
        &person.id,
        name,
        number,
        mobile,
        &person.proven_by,
        now
    )?;
    Ok(())
}

pub(crate) async fn find(
    db: &mut Connection,
    id: &str,
) -> Result<Option<ProvenPerson>, StoreError> {
    let found: Option<Row> = row!(
        db,
        "SELECT name, number, mobile, proven_by
         FROM proven_people WHERE id = $1",
        id
    )?;
    let Some(row) = found else { return Ok(None) };
    let [name, number, mobile] = COLUMNS;
    Ok(Some(ProvenPerson {
        id: id.to_owned(),
        name: db.decrypted(row.name, name, id).await?,
        number: db.decrypted(row.number, number, id).await?,
        mobile: open(db, row.mobile, mobile, id).await?,
        proven_by: row.proven_by,
    }))
}
