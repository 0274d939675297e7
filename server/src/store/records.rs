//! What is stored, as plain types: the same for every database.

use std::collections::{BTreeMap, BTreeSet};

use catalog::application::Explanation;
use catalog::context::Records;
use catalog::scenario::{FieldId, MaterialId, ServiceId};
use catalog::{Application, Supplied, Value};
use civic::Day;
use contract::case::ServiceState;
use contract::ops::{Outcome, PrecheckOutcome};
use contract::person::Unasked;
use precheck_types::{Policy, Report};
use serde::{Deserialize, Serialize};

use crate::encryption::file_key::FileKey;
use crate::objects::Object;

pub(crate) struct NewCase<'a> {
    pub(crate) number: &'a str,
    pub(crate) person: &'a str,
    pub(crate) scenario: &'a str,
    pub(crate) region: &'a str,
    pub(crate) scenario_hash: &'a str,
    pub(crate) submitted_at: &'a str,
    pub(crate) application: &'a Application,
    pub(crate) basis: &'a PlanBasis,
    /// Ids of the services that follow by themselves.
    pub(crate) automatic: &'a [&'a str],
    pub(crate) flags: &'a [CaseFlag],
}

#[derive(Debug, Clone)]
pub(crate) struct CaseRecord {
    pub(crate) id: i64,
    pub(crate) number: String,
    pub(crate) scenario: String,
    pub(crate) region: String,
    pub(crate) scenario_hash: String,
    /// RFC 3339, China's time zone.
    pub(crate) submitted_at: String,
    pub(crate) application: Application,
    /// Absent where an earlier release accepted it.
    pub(crate) basis: Option<PlanBasis>,
    pub(crate) automatic: Vec<String>,
    pub(crate) flags: Vec<CaseFlag>,
}

/// What the registers said when a case was handed in, as far as its plan stands on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PlanBasis {
    pub(crate) may_promise: bool,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) no_word_for: BTreeSet<ServiceId>,
    pub(crate) records: Records,
    /// What could not be asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) unasked: Vec<Unasked>,
}

/// What stood in an application before an answer of the applicant changed it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Superseded {
    /// Those of a row as `name-heirs-r2`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) fields: BTreeMap<FieldId, Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) materials: BTreeMap<MaterialId, Supplied>,
}

/// What is kept of the number of somebody's document.
pub(crate) type SubjectDigest = [u8; 32];

/// Somebody of whom a case is open.
#[derive(Debug)]
pub(crate) struct OpenSubject {
    pub(crate) digest: Vec<u8>,
    pub(crate) case_id: i64,
    pub(crate) number: String,
}

/// An open case of which it is not kept of whom it is.
#[derive(Debug)]
pub(crate) struct UnnamedCase {
    pub(crate) id: i64,
    pub(crate) person: String,
    pub(crate) scenario: String,
    pub(crate) scenario_hash: String,
    /// Nothing where it cannot be read.
    pub(crate) application: Option<Application>,
}

/// What a clerk is asked to look at, by ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CaseFlag {
    /// 转人工审核
    ForReview { material: String, page: String },
    SamePicture {
        material: String,
        page: String,
        as_material: String,
        as_page: String,
    },
    /// The applicant was not sure of this line of the material's checklist.
    Unsure { material: String, ask: String },
    Differs {
        field: String,
        /// The licence's name as its register gave it: it belongs to the evidence, and to no scenario.
        licence: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        explained: Option<Explanation>,
    },
}

/// How one material of a case was supplied.
#[derive(Debug)]
pub(crate) struct MaterialRecord {
    pub(crate) material: String,
    pub(crate) supplied: Supplied,
    /// 容缺后补: the last day.
    pub(crate) due: Option<Day>,
}

/// One service of a case on its way through an office, as lists need it.
#[derive(Debug)]
pub(crate) struct TrackRecord {
    pub(crate) service: String,
    pub(crate) state: ServiceState,
    pub(crate) due: Option<Day>,
    pub(crate) due_exact: bool,
}

/// What lists and the sweeper need of a case besides its services.
#[derive(Debug)]
pub(crate) struct Standing {
    /// When every service had ended; RFC 3339.
    pub(crate) closed_at: Option<String>,
    /// Whether the applicant, or somebody who confirms, owes something.
    pub(crate) owes: bool,
    /// Whether an office does.
    pub(crate) office_owes: bool,
    /// In seconds since 1970.
    pub(crate) next_due: Option<i64>,
}

/// A case of an earlier release, whose events are still to be made.
#[derive(Debug)]
pub(crate) struct EarlierCase {
    pub(crate) case: CaseRecord,
    pub(crate) person: String,
    pub(crate) closed_at: Option<String>,
}

/// What an earlier release kept of one service of a case.
#[derive(Debug)]
pub(crate) struct TrackEvent {
    pub(crate) service: String,
    /// RFC 3339, China's time zone.
    pub(crate) at: String,
    pub(crate) what: TrackEventKind,
}

/// What such a release told of a service.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TrackEventKind {
    Submitted,
    Accepted,
    CorrectionAsked {
        message: String,
        /// The materials to send again, by id.
        materials: Vec<String>,
    },
    Corrected {
        note: String,
    },
    Granted {
        result: String,
    },
    Refused {
        reason: String,
    },
}

pub(crate) struct NewUpload<'a> {
    pub(crate) id: &'a str,
    pub(crate) person: &'a str,
    pub(crate) scenario: &'a str,
    pub(crate) material: &'a str,
    pub(crate) page: &'a str,
    pub(crate) length: u64,
    pub(crate) sha256: &'a str,
    /// The header of tus as it came.
    pub(crate) metadata: &'a str,
    /// What the scenario asks of the file when it is announced.
    pub(crate) policy: &'a Policy,
    /// Where the file is encrypted.
    pub(crate) key: Option<&'a FileKey>,
    pub(crate) created_at: i64,
}

#[derive(Debug)]
pub(crate) struct UploadRecord {
    pub(crate) id: String,
    /// Where its bytes are.
    pub(crate) object: Object,
    pub(crate) scenario: String,
    pub(crate) material: String,
    pub(crate) page: String,
    pub(crate) length: u64,
    pub(crate) sha256: String,
    /// The header of tus as it came; empty where an earlier release took it.
    pub(crate) metadata: String,
    pub(crate) policy: Policy,
    /// Once all bytes have arrived and their sum is right.
    pub(crate) report: Option<Report>,
    pub(crate) case_id: Option<i64>,
}

/// A file of a case as the pre-check and an office have judged it.
#[derive(Debug)]
pub(crate) struct JudgedUpload {
    pub(crate) report: Option<Report>,
    pub(crate) for_review: bool,
    pub(crate) outcome: Option<Outcome>,
}

#[derive(Debug)]
pub(crate) struct OutcomeRecord {
    pub(crate) id: i64,
    pub(crate) outcome: PrecheckOutcome,
}

/// That a person was told of an event.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) id: i64,
    pub(crate) case_id: i64,
    pub(crate) seq: u32,
}

/// A notice that is to leave the house.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) id: i64,
    pub(crate) person: String,
    /// When it was written, in seconds since 1970.
    pub(crate) at: i64,
    pub(crate) about: OutgoingAbout,
    /// How often it was tried in vain.
    pub(crate) attempts: u32,
}

#[derive(Debug)]
pub(crate) enum OutgoingAbout {
    /// An event of the case with this number.
    Event {
        number: String,
        event: Box<casework::Event>,
    },
    /// 免申即享
    Unasked { scenario: String, notice: String },
}

/// What an office has read or done.
pub(crate) struct NewAuditEntry<'a> {
    pub(crate) at: &'a str,
    pub(crate) office: &'a str,
    pub(crate) clerk: &'a str,
    pub(crate) what: &'a str,
    pub(crate) case: Option<&'a str>,
    pub(crate) detail: Option<&'a str>,
    pub(crate) status: u16,
}

/// Which entries of the audit trail.
#[derive(Debug, Clone, Default)]
pub(crate) struct TrailOf {
    pub(crate) office: Option<String>,
    /// RFC 3339 or the beginning of one, as the trail has it.
    pub(crate) from: Option<String>,
    pub(crate) before: Option<String>,
}

/// A number at a counter.
pub(crate) struct VisitRecord<'a> {
    pub(crate) region: &'a str,
    pub(crate) counter: &'a str,
    pub(crate) day: Day,
    /// RFC 3339, China's time zone.
    pub(crate) at: String,
    pub(crate) number: &'a str,
}

/// Who comes to a counter.
#[derive(Debug)]
pub(crate) struct BookedVisit {
    /// The number of the case, and by which scenario it was made.
    pub(crate) case: String,
    pub(crate) scenario: String,
    pub(crate) scenario_hash: String,
    pub(crate) service: String,
    pub(crate) region: String,
    pub(crate) counter: String,
    pub(crate) at: String,
    pub(crate) number: String,
}

/// A write that was done, and how it was answered.
#[derive(Debug)]
pub(crate) struct CompletedRequest {
    pub(crate) fingerprint: Vec<u8>,
    pub(crate) status: u16,
    pub(crate) body: String,
}
