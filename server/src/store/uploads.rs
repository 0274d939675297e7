//! Announced files: whose they are, for which page, and what the pre-check said of them.

use sqlx::SqliteConnection;

pub(crate) struct NewUpload<'a> {
    pub(crate) id: &'a str,
    pub(crate) person: &'a str,
    pub(crate) scenario: &'a str,
    pub(crate) material: &'a str,
    pub(crate) page: &'a str,
    pub(crate) length: u64,
    pub(crate) sha256: &'a str,
    pub(crate) policy: &'a str,
    pub(crate) created_at: i64,
}

#[derive(Debug, sqlx::FromRow)]
pub(crate) struct UploadRow {
    pub(crate) id: String,
    pub(crate) scenario: String,
    pub(crate) material: String,
    pub(crate) page: String,
    #[sqlx(try_from = "i64")]
    pub(crate) length: u64,
    pub(crate) sha256: String,
    pub(crate) policy: String,
    pub(crate) report: Option<String>,
    pub(crate) case_id: Option<i64>,
}

pub(crate) async fn insert(
    db: &mut SqliteConnection,
    upload: NewUpload<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO uploads (id, person, scenario, material, page, length, sha256, policy, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(upload.id)
    .bind(upload.person)
    .bind(upload.scenario)
    .bind(upload.material)
    .bind(upload.page)
    .bind(i64::try_from(upload.length).unwrap_or(i64::MAX))
    .bind(upload.sha256)
    .bind(upload.policy)
    .bind(upload.created_at)
    .execute(db)
    .await?;
    Ok(())
}

/// Another person's file is not found.
pub(crate) async fn find(
    db: &mut SqliteConnection,
    person: &str,
    id: &str,
) -> Result<Option<UploadRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id, scenario, material, page, length, sha256, policy, report, case_id
         FROM uploads WHERE id = ? AND person = ?",
    )
    .bind(id)
    .bind(person)
    .fetch_optional(db)
    .await
}

/// What was said of a file of a case: by the pre-check, and by an office.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct JudgedRow {
    pub(crate) report: Option<String>,
    pub(crate) for_review: bool,
    pub(crate) outcome: Option<String>,
}

pub(crate) async fn judged(
    db: &mut SqliteConnection,
    case_id: i64,
    id: &str,
) -> Result<Option<JudgedRow>, sqlx::Error> {
    sqlx::query_as("SELECT report, for_review, outcome FROM uploads WHERE id = ? AND case_id = ?")
        .bind(id)
        .bind(case_id)
        .fetch_optional(db)
        .await
}

pub(crate) async fn set_outcome(
    db: &mut SqliteConnection,
    id: &str,
    outcome: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE uploads SET outcome = ? WHERE id = ?")
        .bind(outcome)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

pub(crate) async fn report(
    db: &mut SqliteConnection,
    id: &str,
) -> Result<Option<String>, sqlx::Error> {
    let report: Option<Option<String>> =
        sqlx::query_scalar("SELECT report FROM uploads WHERE id = ?")
            .bind(id)
            .fetch_optional(db)
            .await?;
    Ok(report.flatten())
}

pub(crate) async fn keep_report(
    db: &mut SqliteConnection,
    id: &str,
    report: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE uploads SET report = ? WHERE id = ?")
        .bind(report)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

pub(crate) async fn attach(
    db: &mut SqliteConnection,
    id: &str,
    case_id: i64,
    for_review: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE uploads SET case_id = ?, for_review = ? WHERE id = ?")
        .bind(case_id)
        .bind(for_review)
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

pub(crate) async fn count_unattached(
    db: &mut SqliteConnection,
    person: &str,
) -> Result<u32, sqlx::Error> {
    sqlx::query_scalar("SELECT COUNT(*) FROM uploads WHERE person = ? AND case_id IS NULL")
        .bind(person)
        .fetch_one(db)
        .await
}

/// False where it belongs to a case.
pub(crate) async fn delete(db: &mut SqliteConnection, id: &str) -> Result<bool, sqlx::Error> {
    let done = sqlx::query("DELETE FROM uploads WHERE id = ? AND case_id IS NULL")
        .bind(id)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Removes those announced before `at` that belong to no case; returns their ids.
pub(crate) async fn delete_unattached(
    db: &mut SqliteConnection,
    at: i64,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar("DELETE FROM uploads WHERE case_id IS NULL AND created_at < ? RETURNING id")
        .bind(at)
        .fetch_all(db)
        .await
}
