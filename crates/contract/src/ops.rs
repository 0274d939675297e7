//! What a back office says and sees: `/ops/v1`, with `Authorization: Bearer <machine token>`.

use serde::{Deserialize, Serialize};

use crate::case::LaneState;

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
    pub lanes: Vec<OpsLane>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpsLane {
    pub service: String,
    pub name: String,
    pub state: LaneState,
}

/// `POST /ops/v1/cases/{number}/lanes/{service}/decisions`. With an `Idempotency-Key`.
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
    },
    /// 办结
    Grant { result: String },
    /// 不予办理, with the reason and its basis.
    Refuse { reason: String },
}
