//! Announced files: whose they are, for which page, and what the pre-check said of them.

use contract::ops::Outcome;
use precheck_types::Report;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use zeroize::Zeroizing;

use super::Connection;
use crate::encryption::cipher::{Key, Tampered};
use crate::encryption::file_key::FileKey;
use crate::objects::Object;
use crate::store::error::StoreError;
use crate::store::json::{decode, decode_word, encode, encode_word};
use crate::store::records::{JudgedUpload, NewUpload, UploadRecord};

#[derive(sqlx::FromRow)]
struct UploadRow {
    id: String,
    scenario: String,
    material: String,
    page: String,
    #[sqlx(try_from = "i64")]
    length: u64,
    sha256: String,
    metadata: String,
    policy: String,
    report: Option<String>,
    case_id: Option<i64>,
    file_key: Option<String>,
}

/// What is encrypted, as it is called where it does not open.
const FILE_KEY: &str = "key of a file";
const METADATA: &str = "metadata of a file";

#[derive(sqlx::FromRow)]
struct JudgedRow {
    report: Option<String>,
    for_review: bool,
    outcome: Option<String>,
}

impl UploadRow {
    async fn read_one(
        row: Option<Self>,
        db: &mut Connection,
    ) -> Result<Option<UploadRecord>, StoreError> {
        let Some(mut row) = row else { return Ok(None) };
        // Of the sender's own words, such as the name of a file.
        row.metadata = db.decrypted(row.metadata, METADATA, &row.id).await?;
        let key = match &row.file_key {
            Some(kept) => Some(open_key(db, &row.id, kept.clone()).await?),
            None => None,
        };
        row.read(key).map(Some)
    }

    fn read(self, key: Option<FileKey>) -> Result<UploadRecord, StoreError> {
        Ok(UploadRecord {
            object: Object::new(&self.id, key),
            policy: decode(&self.policy, "policy")?,
            report: decode_report(self.report.as_deref())?,
            id: self.id,
            scenario: self.scenario,
            material: self.material,
            page: self.page,
            length: self.length,
            sha256: self.sha256,
            metadata: self.metadata,
            case_id: self.case_id,
        })
    }
}

impl JudgedRow {
    fn read(self) -> Result<JudgedUpload, StoreError> {
        let outcome = self.outcome.as_deref();
        Ok(JudgedUpload {
            report: decode_report(self.report.as_deref())?,
            for_review: self.for_review,
            outcome: outcome
                .map(|word| decode_word(word, "outcome"))
                .transpose()?,
        })
    }
}

fn decode_report(json: Option<&str>) -> Result<Option<Report>, StoreError> {
    json.map(|json| decode(json, "report")).transpose()
}

pub(crate) async fn insert(db: &mut Connection, upload: NewUpload<'_>) -> Result<(), StoreError> {
    let key = match upload.key {
        Some(key) => Some(seal_key(db, upload.id, key).await?),
        None => None,
    };
    let metadata = upload.metadata.to_owned();
    let metadata = db.encrypted(metadata, METADATA, upload.id).await?;
    execute!(
        db,
        "INSERT INTO uploads
             (id, person, scenario, material, page, length, sha256, metadata, policy, created_at, file_key)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        upload.id,
        upload.person,
        upload.scenario,
        upload.material,
        upload.page,
        i64::try_from(upload.length).unwrap_or(i64::MAX),
        upload.sha256,
        metadata,
        encode(upload.policy, "policy")?,
        upload.created_at,
        key
    )?;
    Ok(())
}

async fn seal_key(db: &mut Connection, id: &str, key: &FileKey) -> Result<String, StoreError> {
    let encoded = STANDARD_NO_PAD.encode(key.key().bytes());
    db.encrypted(encoded, FILE_KEY, id).await
}

async fn open_key(db: &mut Connection, id: &str, kept: String) -> Result<FileKey, StoreError> {
    let encoded = Zeroizing::new(db.decrypted(kept, FILE_KEY, id).await?);
    let bytes = STANDARD_NO_PAD.decode(&*encoded).map(Zeroizing::new).ok();
    let key = bytes.and_then(|bytes| Key::from_bytes(&bytes));
    let key = key.ok_or(StoreError::Tampered {
        what: FILE_KEY,
        source: Tampered,
    })?;
    Ok(FileKey::new(key, id))
}

/// The file is encrypted from now on. False where it was before.
pub(crate) async fn set_key(
    db: &mut Connection,
    id: &str,
    key: &FileKey,
) -> Result<bool, StoreError> {
    let sealed = seal_key(db, id, key).await?;
    let done = execute!(
        db,
        "UPDATE uploads SET file_key = $1 WHERE id = $2 AND file_key IS NULL",
        sealed,
        id
    )?;
    Ok(done > 0)
}

/// Files whose ids come after `after`, in their order: whose they are, and whether they are in clear.
pub(crate) async fn after(
    db: &mut Connection,
    after: &str,
    limit: u32,
) -> Result<Vec<(String, String, bool)>, StoreError> {
    let files = rows!(
        db,
        "SELECT id, person, file_key IS NULL FROM uploads WHERE id > $1 ORDER BY id LIMIT $2",
        after,
        i64::from(limit)
    )?;
    Ok(files)
}

/// Files of cases whose ids come after `after`, in their order, with the cases.
pub(crate) async fn of_cases_after(
    db: &mut Connection,
    after: &str,
    limit: u32,
) -> Result<Vec<(String, i64)>, StoreError> {
    let files = rows!(
        db,
        "SELECT id, case_id FROM uploads WHERE case_id IS NOT NULL AND id > $1 ORDER BY id LIMIT $2",
        after,
        i64::from(limit)
    )?;
    Ok(files)
}

/// Another person's file is not found.
pub(crate) async fn find(
    db: &mut Connection,
    person: &str,
    id: &str,
) -> Result<Option<UploadRecord>, StoreError> {
    let row: Option<UploadRow> = row!(
        db,
        "SELECT id, scenario, material, page, length, sha256, metadata, policy, report, case_id, file_key
         FROM uploads WHERE id = $1 AND person = $2",
        id,
        person
    )?;
    UploadRow::read_one(row, db).await
}

/// A file that belongs to the case.
pub(crate) async fn find_of_case(
    db: &mut Connection,
    case_id: i64,
    id: &str,
) -> Result<Option<UploadRecord>, StoreError> {
    let row: Option<UploadRow> = row!(
        db,
        "SELECT id, scenario, material, page, length, sha256, metadata, policy, report, case_id, file_key
         FROM uploads WHERE id = $1 AND case_id = $2",
        id,
        case_id
    )?;
    UploadRow::read_one(row, db).await
}

pub(crate) async fn find_judged(
    db: &mut Connection,
    case_id: i64,
    id: &str,
) -> Result<Option<JudgedUpload>, StoreError> {
    let row: Option<JudgedRow> = row!(
        db,
        "SELECT report, for_review, outcome FROM uploads WHERE id = $1 AND case_id = $2",
        id,
        case_id
    )?;
    row.map(JudgedRow::read).transpose()
}

pub(crate) async fn set_outcome(
    db: &mut Connection,
    id: &str,
    outcome: Outcome,
) -> Result<(), StoreError> {
    execute!(
        db,
        "UPDATE uploads SET outcome = $1 WHERE id = $2",
        encode_word(&outcome, "outcome")?,
        id
    )?;
    Ok(())
}

pub(crate) async fn report(db: &mut Connection, id: &str) -> Result<Option<Report>, StoreError> {
    let json: Option<Option<String>> = value!(db, "SELECT report FROM uploads WHERE id = $1", id)?;
    decode_report(json.flatten().as_deref())
}

pub(crate) async fn set_report(
    db: &mut Connection,
    id: &str,
    report: &Report,
) -> Result<(), StoreError> {
    execute!(
        db,
        "UPDATE uploads SET report = $1 WHERE id = $2",
        encode(report, "report")?,
        id
    )?;
    Ok(())
}

/// False where the person has no such file, or it is not complete or of another case.
pub(crate) async fn attach(
    db: &mut Connection,
    (person, id): (&str, &str),
    case_id: i64,
    for_review: bool,
) -> Result<bool, StoreError> {
    let done = execute!(db, "UPDATE uploads SET case_id = $1, for_review = $2
         WHERE id = $3 AND person = $4 AND report IS NOT NULL AND (case_id IS NULL OR case_id = $1)", case_id, for_review, id, person)?;
    Ok(done > 0)
}

/// The files of a case belong to none again, as if they had just been sent.
pub(crate) async fn detach(db: &mut Connection, case_id: i64, now: i64) -> Result<(), StoreError> {
    execute!(
        db,
        "UPDATE uploads SET case_id = NULL, for_review = FALSE, created_at = $1 WHERE case_id = $2",
        now,
        case_id
    )?;
    Ok(())
}

pub(crate) async fn count_unattached(db: &mut Connection, person: &str) -> Result<u32, StoreError> {
    let count: i64 = one_value!(
        db,
        "SELECT COUNT(*) FROM uploads WHERE person = $1 AND case_id IS NULL",
        person
    )?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Whether there is a row of it, of whomever, or a note that it is to be removed.
pub(crate) async fn is_known(db: &mut Connection, id: &str) -> Result<bool, StoreError> {
    let found: Option<String> = value!(
        db,
        "SELECT id FROM uploads WHERE id = $1 UNION ALL SELECT id FROM file_removals WHERE id = $1",
        id
    )?;
    Ok(found.is_some())
}
