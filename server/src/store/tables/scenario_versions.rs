//! Scenarios as they were served, by content hash.

use catalog::Scenario;

use super::Connection;
use crate::store::error::StoreError;
use crate::store::json::{decode, encode};

/// Stores a version; one that is there already stays as it is.
pub(crate) async fn insert(db: &mut Connection, scenario: &Scenario) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO scenario_versions (hash, scenario, region, json) VALUES ($1, $2, $3, $4)
         ON CONFLICT (hash) DO NOTHING",
        &scenario.hash,
        &scenario.id,
        &scenario.region.code,
        encode(scenario, "scenario version")?
    )?;
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
    let json = value!(
        db,
        "SELECT json FROM scenario_versions WHERE hash = $1 AND scenario = $2",
        hash,
        scenario
    )?;
    Ok(json)
}
