//! Cases and how their materials were supplied.

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::{decode, decode_day, decrypt, encode, encode_day, encrypt};
use crate::store::records::{CaseFlag, CaseRecord, MaterialRecord, NewCase};
use catalog::Application;

/// What is encrypted, as it is called where it does not open.
pub(super) const APPLICATION: &str = "application";
pub(super) const BASIS: &str = "basis of a plan";
pub(super) const FLAGS: &str = "list of flags";

#[derive(sqlx::FromRow)]
pub(super) struct CaseRow {
    id: i64,
    number: String,
    scenario: String,
    region: String,
    scenario_hash: String,
    submitted_at: String,
    application: String,
    basis: Option<String>,
    automatic: String,
    flags: String,
}

#[derive(sqlx::FromRow)]
struct MaterialRow {
    material: String,
    supplied: String,
    due: Option<String>,
}

impl CaseRow {
    pub(super) async fn read(self, db: &mut Connection) -> Result<CaseRecord, StoreError> {
        let number = &self.number;
        let basis = match self.basis {
            Some(basis) => Some(decrypt(db, basis, BASIS, number).await?),
            None => None,
        };
        Ok(CaseRecord {
            id: self.id,
            application: decrypt(db, self.application, APPLICATION, number).await?,
            basis,
            automatic: decode(&self.automatic, "list of automatic services")?,
            flags: decrypt(db, self.flags, FLAGS, number).await?,
            number: self.number,
            scenario: self.scenario,
            region: self.region,
            scenario_hash: self.scenario_hash,
            submitted_at: self.submitted_at,
        })
    }

    pub(super) async fn read_one(
        row: Option<Self>,
        db: &mut Connection,
    ) -> Result<Option<CaseRecord>, StoreError> {
        match row {
            Some(row) => row.read(db).await.map(Some),
            None => Ok(None),
        }
    }

    pub(super) async fn read_all(
        rows: Vec<Self>,
        db: &mut Connection,
    ) -> Result<Vec<CaseRecord>, StoreError> {
        let mut cases = Vec::with_capacity(rows.len());
        for row in rows {
            cases.push(row.read(db).await?);
        }
        Ok(cases)
    }
}

impl MaterialRow {
    fn read(self) -> Result<MaterialRecord, StoreError> {
        Ok(MaterialRecord {
            supplied: decode(&self.supplied, "supplied material")?,
            due: decode_day(self.due.as_deref(), "last day of a material")?,
            material: self.material,
        })
    }
}

/// Returns the id of the new case.
pub(crate) async fn insert(db: &mut Connection, case: NewCase<'_>) -> Result<i64, StoreError> {
    let number = case.number;
    let application = encrypt(db, case.application, APPLICATION, number).await?;
    let basis = encrypt(db, case.basis, BASIS, number).await?;
    let flags = encrypt(db, &case.flags, FLAGS, number).await?;
    let id = one_value!(
        db,
        "INSERT INTO cases
         (number, person, scenario, region, scenario_hash, submitted_at, application, basis, automatic,
          flags)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        number,
        case.person,
        case.scenario,
        case.region,
        case.scenario_hash,
        case.submitted_at,
        application,
        basis,
        encode(&case.automatic, "list of automatic services")?,
        flags
    )?;
    Ok(id)
}

/// Removes a case with all that belongs to it but its files.
pub(crate) async fn delete(db: &mut Connection, id: i64) -> Result<(), StoreError> {
    execute!(db, "DELETE FROM cases WHERE id = $1", id)?;
    Ok(())
}

/// The person's open cases of a scenario, the newest first.
pub(crate) async fn open_of(
    db: &mut Connection,
    person: &str,
    scenario: &str,
    limit: u32,
) -> Result<Vec<CaseRecord>, StoreError> {
    let rows: Vec<CaseRow> = rows!(
        db,
        "SELECT * FROM cases
         WHERE person = $1 AND scenario = $2 AND closed_at IS NULL
         ORDER BY id DESC LIMIT $3",
        person,
        scenario,
        i64::from(limit)
    )?;
    CaseRow::read_all(rows, db).await
}

/// A person's own case; another person's is not found.
pub(crate) async fn find_own(
    db: &mut Connection,
    person: &str,
    number: &str,
) -> Result<Option<CaseRecord>, StoreError> {
    let row: Option<CaseRow> = row!(
        db,
        "SELECT * FROM cases WHERE number = $1 AND person = $2",
        number,
        person
    )?;
    CaseRow::read_one(row, db).await
}

/// Whose case it is.
pub(crate) async fn applicant(
    db: &mut Connection,
    number: &str,
) -> Result<Option<String>, StoreError> {
    value!(db, "SELECT person FROM cases WHERE number = $1", number)
}

/// Any case by its place in the database.
pub(crate) async fn find_by_id(
    db: &mut Connection,
    id: i64,
) -> Result<Option<CaseRecord>, StoreError> {
    let row: Option<CaseRow> = row!(db, "SELECT * FROM cases WHERE id = $1", id)?;
    CaseRow::read_one(row, db).await
}

/// Any case, for a back office.
pub(crate) async fn find(
    db: &mut Connection,
    number: &str,
) -> Result<Option<CaseRecord>, StoreError> {
    let row: Option<CaseRow> = row!(db, "SELECT * FROM cases WHERE number = $1", number)?;
    CaseRow::read_one(row, db).await
}

/// A person's cases, all or those that wait for something, the newest first, older than the one with the number
/// `before`.
pub(crate) async fn page_of(
    db: &mut Connection,
    person: &str,
    open: bool,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<CaseRecord>, StoreError> {
    let rows: Vec<CaseRow> = rows!(
        db,
        "SELECT * FROM cases
         WHERE person = $1
           AND (closed_at IS NULL OR owes OR NOT $4)
           AND ($2 IS NULL OR id < (SELECT id FROM cases WHERE number = $2 AND person = $1))
         ORDER BY id DESC LIMIT $3",
        person,
        before,
        i64::from(limit),
        open
    )?;
    CaseRow::read_all(rows, db).await
}

pub(crate) async fn set_application(
    db: &mut Connection,
    number: &str,
    application: &Application,
    flags: &[CaseFlag],
) -> Result<(), StoreError> {
    let application = encrypt(db, application, APPLICATION, number).await?;
    let flags = encrypt(db, &flags, FLAGS, number).await?;
    put!(
        db,
        "UPDATE cases SET application = $1, flags = $2 WHERE number = $3",
        application,
        flags,
        number
    )?;
    Ok(())
}

/// Stores how a material was supplied; a later answer replaces the earlier one.
pub(crate) async fn put_material(
    db: &mut Connection,
    case_id: i64,
    position: u32,
    material: &MaterialRecord,
) -> Result<(), StoreError> {
    put!(db, "INSERT INTO case_materials (case_id, material, position, supplied, due)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (case_id, material) DO UPDATE SET supplied = excluded.supplied, due = excluded.due", case_id, &material.material, i64::from(position), encode(&material.supplied, "supplied material")?, encode_day(material.due))?;
    Ok(())
}

pub(crate) async fn materials(
    db: &mut Connection,
    case_id: i64,
) -> Result<Vec<MaterialRecord>, StoreError> {
    let rows: Vec<MaterialRow> = rows!(
        db,
        "SELECT material, supplied, due FROM case_materials WHERE case_id = $1 ORDER BY position",
        case_id
    )?;
    rows.into_iter().map(MaterialRow::read).collect()
}
