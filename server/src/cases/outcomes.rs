//! Keeps what a clerk made of each picture beside what the pre-check had said of it, so that thresholds are tuned by
//! what really comes back. Written at the decision, without case, person or file.

use catalog::{Reason, Scenario, Supplied};
use contract::ops::Outcome;
use precheck::Report;
use sqlx::SqliteConnection;

use super::view::stored;
use crate::clock::Moment;
use crate::error::ApiResult;
use crate::store::cases::{CaseRow, MaterialRow};
use crate::store::outcomes::{self, OutcomeRow};
use crate::store::uploads;

/// One decision on some materials of a case.
pub(crate) struct Judged<'a> {
    pub(crate) case: &'a CaseRow,
    pub(crate) scenario: &'a Scenario,
    pub(crate) outcome: Outcome,
    pub(crate) at: Moment,
}

impl Judged<'_> {
    /// Of the pictures that stand for a material now. What this office or another has said already is not said twice.
    pub(crate) async fn keep(
        &self,
        db: &mut SqliteConnection,
        material: &MaterialRow,
        reasons: &[Reason],
    ) -> ApiResult<()> {
        let Supplied::Attached(pictures) = stored(&material.supplied, "a supplied material")?
        else {
            return Ok(());
        };
        let outcome = self.outcome.word();
        for picture in pictures {
            let Some(upload) = uploads::judged(db, self.case.id, &picture.file).await? else {
                continue;
            };
            let known = upload.outcome.as_deref();
            let is_new = known.is_none() || (known != Some(outcome) && self.outcome.is_return());
            let Some(report) = upload.report.filter(|_| is_new) else {
                continue;
            };
            let row = OutcomeRow {
                id: 0,
                day: self.at.rfc3339().chars().take(10).collect(),
                region: self.case.region.clone(),
                scenario: self.case.scenario.clone(),
                version: self.scenario.version.clone(),
                // Without the row it is of: that counts people.
                material: base(&material.material).to_owned(),
                page: picture.page,
                for_review: upload.for_review,
                outcome: outcome.to_owned(),
                reasons: serde_json::to_string(reasons)?,
                report: serde_json::to_string(&faceless(stored(&report, "a report")?))?,
            };
            outcomes::insert(db, &row).await?;
            uploads::set_outcome(db, &picture.file, outcome).await?;
        }
        Ok(())
    }
}

/// Whether a service looks at a material: its own, those of its groups, and those of whoever acts.
pub(crate) fn is_of(scenario: &Scenario, service: &str, material: &str) -> bool {
    let Some(service) = scenario.service(service) else {
        return false;
    };
    let groups = service.groups.iter();
    let groups = groups.filter_map(|usage| scenario.group(&usage.id));
    let of_groups = groups.flat_map(|group| &group.materials);
    let of_roles = scenario.roles.iter().flat_map(|role| &role.materials);
    let mut uses = service.materials.iter().chain(of_groups).chain(of_roles);
    uses.any(|usage| usage.id == base(material))
}

/// `kinship_proof` of `kinship_proof-dependants-r2`.
fn base(material: &str) -> &str {
    material.split('-').next().unwrap_or(material)
}

/// A likeness tells a picture again, and corners are of no use without it.
fn faceless(report: Report) -> Report {
    Report {
        likeness: None,
        outline: None,
        ..report
    }
}
