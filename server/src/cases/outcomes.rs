//! Records what a clerk decided about each picture beside what the pre-check had said of it, so that thresholds are
//! tuned by what really comes back. Written with the decision, without case, person or file.

use casework::rules::uses;
use catalog::{CorrectionReason, Scenario, Supplied};
use contract::ops::{Outcome, PrecheckOutcome};
use precheck_types::Report;

use crate::clock::Moment;
use crate::store::{CaseRecord, Connection, MaterialRecord, StoreError, outcomes, uploads};

/// One decision on some materials of a case.
pub(crate) struct Judged<'a> {
    pub(crate) case: &'a CaseRecord,
    pub(crate) scenario: &'a Scenario,
    pub(crate) outcome: Outcome,
    pub(crate) at: Moment,
}

impl Judged<'_> {
    /// Records the outcome of each picture that stands for a material now, unless an office has recorded the same
    /// before.
    pub(crate) async fn record(
        &self,
        db: &mut Connection,
        material: &MaterialRecord,
        reasons: &[CorrectionReason],
    ) -> Result<(), StoreError> {
        let Supplied::Attached(pictures) = &material.supplied else {
            return Ok(());
        };
        for picture in pictures {
            let Some(upload) = uploads::find_judged(db, self.case.id, &picture.file).await? else {
                continue;
            };
            let known = upload.outcome;
            let is_new =
                known.is_none() || (known != Some(self.outcome) && self.outcome.is_return());
            let Some(report) = upload.report.filter(|_| is_new) else {
                continue;
            };
            let outcome = PrecheckOutcome {
                day: civic::day::iso(self.at.day()),
                region: self.case.region.clone(),
                scenario: self.case.scenario.clone(),
                version: self.scenario.version.clone(),
                // Without the row it is of: that counts people.
                material: base(&material.material).to_owned(),
                page: picture.page.clone(),
                for_review: upload.for_review,
                outcome: self.outcome,
                reasons: reasons.to_vec(),
                report: anonymous(report),
            };
            outcomes::insert(db, &outcome).await?;
            uploads::set_outcome(db, &picture.file, self.outcome).await?;
        }
        Ok(())
    }
}

/// Whether a service looks at a material: its own, those of its groups, and those of whoever acts.
pub(crate) fn is_of(scenario: &Scenario, service: &str, material: &str) -> bool {
    let Some(service) = scenario.service(service) else {
        return false;
    };
    uses::materials(scenario, service).any(|usage| usage.id == base(material))
}

/// `kinship_proof` of `kinship_proof-dependants-r2`.
pub(super) fn base(material: &str) -> &str {
    material.split('-').next().unwrap_or(material)
}

/// A perceptual hash recognises a picture, and corners are of no use without it.
fn anonymous(report: Report) -> Report {
    Report {
        perceptual_hash: None,
        outline: None,
        ..report
    }
}
