//! What a back office says and sees: `/ops/v1`, with `Authorization: Bearer <machine token>`.

use std::collections::BTreeMap;

use catalog::CorrectionReason;
use catalog::application::Explanation;
use serde::{Deserialize, Serialize};

use crate::case::ServiceState;

/// `GET /ops/v1/cases?state=&cursor=`: the oldest open one first. No personal data beyond the number.
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
    pub services: Vec<OpsService>,
    /// What deserves a look.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
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
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpsService {
    pub service: String,
    pub name: String,
    pub state: ServiceState,
}

/// `POST /ops/v1/cases/{number}/services/{service}/decisions`. With an `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// 受理
    Accept,
    /// 补正: everything that is wrong, at once, in words for the applicant.
    Correct {
        message: String,
        materials: Vec<String>,
        /// Why, by material, for tuning the pre-check; not shown to the applicant.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        reasons: BTreeMap<String, Vec<CorrectionReason>>,
    },
    /// 办结
    Grant { result: String },
    /// 不予办理, with the reason and its basis.
    Refuse { reason: String },
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
