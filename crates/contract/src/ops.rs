//! What a back office says and sees: `/ops/v1`, with `Authorization: Bearer <token of the office>`. It sees the
//! services of its office alone.

use std::collections::BTreeMap;

use casework::Light;
use catalog::CorrectionReason;
use catalog::application::{Delivery, Explanation};
use serde::{Deserialize, Serialize};

use crate::case::{CaseConfirmer, CaseObligation, Ruling, Sent, ServiceState};
use crate::case_action::AllowedAction;
use crate::case_event::CaseEvent;
use crate::handed_in::HandedIn;
use crate::person::Unasked;

/// `GET /ops/v1/cases?state=&light=&service=&flagged=&objected=&cursor=`: the oldest open one first. No personal
/// data beyond the number. A page may be shorter than others, and go on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpsCasePage {
    pub items: Vec<OpsCase>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpsCase {
    pub number: String,
    pub title: String,
    pub submitted_at: String,
    /// The number of its last event: what an action names as seen.
    #[serde(default)]
    pub last: u32,
    pub services: Vec<OpsService>,
    /// What deserves a look.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
}

/// `GET /ops/v1/cases/{number}`: one application whole, as far as it is the office's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpsCaseDetail {
    pub case: OpsCase,
    pub scenario: String,
    pub region: String,
    /// In full: the fields and materials that its services use.
    pub application: HandedIn,
    /// Registers that could not be asked when it was handed in: what they would have said was typed, and a promise was
    /// taken where credit is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unasked: Vec<Unasked>,
    /// What was promised, by service, and what the applicant's words for it came to so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<OpsPromise>,
    /// Who else has to confirm what its services rest on (共同确认), and how far each is; the names masked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmers: Vec<CaseConfirmer>,
    /// How the papers of results are to reach the applicant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deliveries: Vec<OpsDelivery>,
    /// What the rules of its services said, by service: where one left it to a person, what is to be looked at.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rulings: BTreeMap<String, Ruling>,
    /// What is due first comes first.
    pub obligations: Vec<CaseObligation>,
    /// The oldest first.
    pub events: Vec<CaseEvent>,
    /// What this clerk may do now, and why not the rest.
    pub actions: Vec<AllowedAction>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpsDelivery {
    pub service: String,
    /// In full, for the parcel.
    pub delivery: Delivery,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Sent>,
}

/// The words that the applicant has given for a service, over all her cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpsPromise {
    pub service: String,
    pub used: u32,
    pub kept: u32,
    pub broken: u32,
    pub withdrawn: u32,
    pub repaired: u32,
    pub may_promise: bool,
}

/// What a clerk is asked to look at. It has stopped nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// 转人工审核: the pre-check was not content, and the applicant sent it all the same.
    ForReview { material: String, page: String },
    /// The picture looks like that of another place.
    SamePicture {
        material: String,
        page: String,
        as_material: String,
        as_page: String,
    },
    /// The applicant was not sure of this line of the checklist.
    Unsure {
        material: String,
        reason: CorrectionReason,
        say: String,
    },
    /// A field says another thing than an e-licence of the applicant.
    Differs {
        field: String,
        licence: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        explained: Option<Explanation>,
    },
    /// The answer to what another service asked to correct has changed what this one uses, too: the event of that
    /// number. Where it had been decided, its decision stands on what was there before (`earlier` of the
    /// application).
    Changed {
        service: String,
        corrected: String,
        event: u32,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fields: Vec<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        materials: Vec<String>,
        was_decided: bool,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpsService {
    pub service: String,
    pub name: String,
    pub state: ServiceState,
    /// The last day on which it is to be decided, YYYY-MM-DD; absent while the clock stands and where no time is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// The day by which there usually is a decision, where no limit is set: no promise, and nobody is late after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual: Option<String>,
    #[serde(default)]
    pub light: Light,
    /// The clerk who works on it, as her office calls her.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<String>,
    /// 异议: the applicant wants a person to look at the decision, and nobody has answered yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub objected: bool,
}

/// `GET /ops/v1/precheck-outcomes?cursor=`: the oldest first. No case, no person, no file: what the pre-check said of
/// a picture, and what a clerk made of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrecheckOutcomePage {
    pub items: Vec<PrecheckOutcome>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrecheckOutcome {
    /// The day of the decision, YYYY-MM-DD.
    pub day: String,
    pub region: String,
    pub scenario: String,
    pub version: String,
    pub material: String,
    pub page: String,
    /// The applicant sent it although the pre-check blocked it.
    pub for_review: bool,
    pub outcome: Outcome,
    pub reasons: Vec<CorrectionReason>,
    /// Scores and findings; without what could tell the picture again.
    pub report: precheck_types::Report,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Accepted,
    Returned,
}

impl Outcome {
    /// As it is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Returned => "returned",
        }
    }

    pub const fn is_return(self) -> bool {
        matches!(self, Self::Returned)
    }
}
