//! Scenarios as they were served, by content hash.

use sqlx::SqliteConnection;

pub(crate) async fn keep(
    db: &mut SqliteConnection,
    hash: &str,
    scenario: &str,
    region: &str,
    json: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO scenario_versions (hash, scenario, region, json) VALUES (?, ?, ?, ?)
         ON CONFLICT (hash) DO NOTHING",
    )
    .bind(hash)
    .bind(scenario)
    .bind(region)
    .bind(json)
    .execute(db)
    .await?;
    Ok(())
}

pub(crate) async fn find(
    db: &mut SqliteConnection,
    scenario: &str,
    hash: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT json FROM scenario_versions WHERE hash = ? AND scenario = ?")
        .bind(hash)
        .bind(scenario)
        .fetch_optional(db)
        .await
}
