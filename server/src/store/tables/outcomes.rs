//! The pre-check's reports beside clerks' decisions. The migration says what is never in this table.

use contract::ops::PrecheckOutcome;

use super::Connection;
use super::paging::{Numbered, numbered, rows_after};
use crate::store::error::StoreError;
use crate::store::json::{decode, decode_word, encode, encode_word};
use crate::store::records::OutcomeRecord;

#[derive(sqlx::FromRow)]
struct OutcomeRow {
    id: i64,
    day: String,
    region: String,
    scenario: String,
    version: String,
    material: String,
    page: String,
    for_review: bool,
    outcome: String,
    reasons: String,
    report: String,
}

impl OutcomeRow {
    fn read(self) -> Result<OutcomeRecord, StoreError> {
        let outcome = PrecheckOutcome {
            outcome: decode_word(&self.outcome, "outcome")?,
            reasons: decode(&self.reasons, "list of reasons")?,
            report: decode(&self.report, "report")?,
            day: self.day,
            region: self.region,
            scenario: self.scenario,
            version: self.version,
            material: self.material,
            page: self.page,
            for_review: self.for_review,
        };
        Ok(OutcomeRecord {
            id: self.id,
            outcome,
        })
    }
}

pub(crate) async fn insert(
    db: &mut Connection,
    outcome: &PrecheckOutcome,
) -> Result<(), StoreError> {
    execute!(
        db,
        "INSERT INTO precheck_outcomes
         (day, region, scenario, version, material, page, for_review, outcome, reasons, report)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &outcome.day,
        &outcome.region,
        &outcome.scenario,
        &outcome.version,
        &outcome.material,
        &outcome.page,
        outcome.for_review,
        encode_word(&outcome.outcome, "outcome")?,
        encode(&outcome.reasons, "list of reasons")?,
        encode(&outcome.report, "report")?
    )?;
    Ok(())
}

/// The oldest first, after the one with the id `after`.
pub(crate) async fn page(
    db: &mut Connection,
    after: i64,
    limit: u32,
) -> Result<Vec<OutcomeRecord>, StoreError> {
    let table = numbered!("precheck_outcomes");
    let rows: Vec<OutcomeRow> = rows_after(db, table, after, limit).await?;
    rows.into_iter().map(OutcomeRow::read).collect()
}
