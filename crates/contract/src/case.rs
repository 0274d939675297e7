//! A case (办件): handed in once, followed service by service to its result.

use catalog::subject::mark;
use catalog::{ActingFor, Application, Supplied, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `POST /api/v1/cases`, with an `Idempotency-Key`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Submission {
    pub scenario: String,
    /// The version and content hash the application was made with.
    pub version: String,
    pub hash: String,
    pub region: String,
    pub application: Application,
}

/// `GET /api/v1/cases?open=&cursor=`; with `open=true` those that are not decided yet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CasePage {
    /// The newest first.
    pub items: Vec<CaseSummary>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseSummary {
    /// 办件编号, without characters that look alike.
    pub number: String,
    pub scenario: String,
    pub title: String,
    /// Of whom it is; absent where it is of whoever brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<CaseSubject>,
    /// RFC 3339, China's time zone.
    pub submitted_at: String,
    /// The state of the lane that wants most attention.
    pub state: LaneState,
    pub lanes_done: u16,
    pub lanes_total: u16,
}

/// Of whom a case is, as far as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseSubject {
    /// The name of the first, with all but its last character hidden: `**丽`.
    pub name: String,
    /// How many people it is about, from 1.
    pub count: u16,
}

/// 在办重复: a case that is open, and how a form knows its people again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenCase {
    pub case: CaseSummary,
    /// The role in which it was brought.
    pub acting_for: ActingFor,
    /// [`catalog::subject::mark`] of each of its people, with the number of the case; of the empty key where it is of
    /// whoever brought it.
    pub marks: Vec<u32>,
}

impl OpenCase {
    /// Whether it is about the person with this key of [`catalog::subject::concerned`].
    pub fn is_of(&self, key: &str) -> bool {
        self.marks.contains(&mark(&self.case.number, key))
    }
}

/// `GET /api/v1/cases/{number}`, and the answer to handing in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Case {
    pub number: String,
    pub scenario: String,
    pub title: String,
    /// Of whom it is; absent where it is of whoever brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<CaseSubject>,
    pub region: String,
    pub submitted_at: String,
    /// One per service, in the scenario's order.
    pub lanes: Vec<Lane>,
    /// What follows by itself, by name (免申即享).
    pub automatic: Vec<String>,
    /// How each material was supplied.
    pub materials: Vec<CaseMaterial>,
}

/// One service of a case on its way through an office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Lane {
    pub service: String,
    pub name: String,
    /// The office that handles it.
    pub office: String,
    pub state: LaneState,
    /// The day by which it is promised, YYYY-MM-DD; absent where no day is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Whether `due` rests on the published calendar of holidays, or on weekends alone (约).
    pub due_exact: bool,
    /// The oldest first.
    pub events: Vec<LaneEvent>,
}

/// The state of a lane, from the office's view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LaneState {
    /// 已提交,待受理
    Submitted,
    /// 已受理,办理中
    Accepted,
    /// 需补正: the clock stands still until the applicant answers.
    CorrectionNeeded,
    /// 已办结
    Granted,
    /// 不予办理
    Refused,
}

impl LaneState {
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Granted | Self::Refused)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LaneEvent {
    /// RFC 3339, China's time zone.
    pub at: String,
    pub what: LaneEventKind,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LaneEventKind {
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseMaterial {
    pub material: String,
    pub name: String,
    pub supplied: Supplied,
    /// For 容缺后补: the last day, YYYY-MM-DD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}

/// `POST /api/v1/cases/{number}/lanes/{service}/correction`: the answer to 补正. With an `Idempotency-Key`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Correction {
    pub materials: BTreeMap<String, Supplied>,
    pub fields: BTreeMap<String, Value>,
    /// At most 500 characters.
    pub note: String,
}
