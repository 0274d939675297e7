//! What clerks made of what the pre-check had judged; see the migration for what is never in it.

use sqlx::SqliteConnection;

#[derive(Debug, sqlx::FromRow)]
pub(crate) struct OutcomeRow {
    pub(crate) id: i64,
    pub(crate) day: String,
    pub(crate) region: String,
    pub(crate) scenario: String,
    pub(crate) version: String,
    pub(crate) material: String,
    pub(crate) page: String,
    pub(crate) for_review: bool,
    pub(crate) outcome: String,
    pub(crate) reasons: String,
    pub(crate) report: String,
}

/// `id` of the row is not looked at.
pub(crate) async fn insert(db: &mut SqliteConnection, row: &OutcomeRow) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO precheck_outcomes
         (day, region, scenario, version, material, page, for_review, outcome, reasons, report)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&row.day)
    .bind(&row.region)
    .bind(&row.scenario)
    .bind(&row.version)
    .bind(&row.material)
    .bind(&row.page)
    .bind(row.for_review)
    .bind(&row.outcome)
    .bind(&row.reasons)
    .bind(&row.report)
    .execute(db)
    .await?;
    Ok(())
}

/// The oldest first, after the one with the id `after`.
pub(crate) async fn page(
    db: &mut SqliteConnection,
    after: i64,
    most: u32,
) -> Result<Vec<OutcomeRow>, sqlx::Error> {
    sqlx::query_as("SELECT * FROM precheck_outcomes WHERE id > ? ORDER BY id LIMIT ?")
        .bind(after)
        .bind(most)
        .fetch_all(db)
        .await
}
