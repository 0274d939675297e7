//! Those whom the identity service has proven, as it last told them.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::sign_in_records::ProvenPerson;

#[derive(sqlx::FromRow)]
struct Row {
    name: String,
    number: String,
    mobile: Option<String>,
    employer_name: Option<String>,
    credit_code: Option<String>,
    proven_by: String,
}

pub(crate) async fn put(
    db: &mut Connection,
    person: &ProvenPerson,
    now: i64,
) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO proven_people
             (id, name, number, mobile, employer_name, credit_code, proven_by, proven_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (id) DO UPDATE SET
             name = excluded.name, number = excluded.number, mobile = excluded.mobile,
             employer_name = excluded.employer_name, credit_code = excluded.credit_code,
             proven_by = excluded.proven_by, proven_at = excluded.proven_at",
        &person.id,
        &person.name,
        &person.number,
        person.mobile.as_deref(),
        person.employer_name.as_deref(),
        person.credit_code.as_deref(),
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
        "SELECT name, number, mobile, employer_name, credit_code, proven_by
         FROM proven_people WHERE id = $1",
        id
    )?;
    Ok(found.map(|row| ProvenPerson {
        id: id.to_owned(),
        name: row.name,
        number: row.number,
        mobile: row.mobile,
        employer_name: row.employer_name,
        credit_code: row.credit_code,
        proven_by: row.proven_by,
    }))
}

/// Those who were not proven again since; whoever comes back is told anew.
pub(crate) async fn delete_before(db: &mut Connection, at: i64) -> Result<(), StoreError> {
    execute!(db, "DELETE FROM proven_people WHERE proven_at < $1", at)?;
    Ok(())
}
