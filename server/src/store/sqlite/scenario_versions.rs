//! Scenarios as they were served, by content hash.

use catalog::Scenario;

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::{decode, encode};

/// Stores a version; one that is there already stays as it is.
pub(crate) async fn insert(db: &mut Connection, scenario: &Scenario) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO scenario_versions (hash, scenario, region, json) VALUES (?, ?, ?, ?)
         ON CONFLICT (hash) DO NOTHING",
    )
    .bind(&scenario.hash)
    .bind(&scenario.id)
    .bind(&scenario.region.code)
    .bind(encode(scenario, "scenario version")?)
    .execute(db.sql())
    .await?;
    Ok(())
}

pub(crate) async fn find(
    db: &mut Connection,
    scenario: &str,
    hash: &str,
) -> Result<Option<Scenario>, StoreError> {
    let json = find_json(db, scenario, hash).await?;
    json.map(|json| decode(&json, "scenario version"))
        .transpose()
}

/// The very bytes that were served.
pub(crate) async fn find_json(
    db: &mut Connection,
    scenario: &str,
    hash: &str,
) -> Result<Option<String>, StoreError> {
    let json =
        sqlx::query_scalar("SELECT json FROM scenario_versions WHERE hash = ? AND scenario = ?")
            .bind(hash)
            .bind(scenario)
            .fetch_optional(db.sql())
            .await?;
    Ok(json)
}
