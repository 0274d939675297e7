//! What an office does with a service of a case.

use casework::event::{CheckOutcome, CorrectionItem, ExtensionReason, Ground};
use catalog::scenario::TimeLimit;
use serde::{Deserialize, Serialize};

/// `POST /ops/v1/cases/{number}/actions`, with an `Idempotency-Key`. The answer is the case in the list's form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfficeCommand {
    /// [`OpsCase::last`](crate::ops::OpsCase::last) as it was shown. What has changed since about the same service
    /// refuses the action (`stale`).
    pub seen: u32,
    pub action: OfficeAction,
}

/// Words that a resident reads have 1 to 2000 characters; a `note` may be empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OfficeAction {
    /// 认领: others are kept away until the end of the next working day.
    Claim {
        service: String,
    },
    Release {
        service: String,
    },
    /// 受理
    Accept {
        service: String,
    },
    /// 补正: everything that is wrong, at once. Without `items` the note says it.
    AskCorrection {
        service: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        items: Vec<CorrectionItem>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// 延期, once and before the time has passed.
    Extend {
        service: String,
        by: TimeLimit,
        reason: ExtensionReason,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// 办结
    Grant {
        service: String,
        /// What was decided, in words for the applicant.
        result: String,
        /// The code of the document that follows, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<String>,
    },
    /// 不予办理, with the reason in words for the applicant.
    Refuse {
        service: String,
        ground: Ground,
        reason: String,
    },
    /// 撤销决定
    Revoke {
        service: String,
        ground: Ground,
        reason: String,
    },
    /// 核查
    OpenCheck {
        service: String,
    },
    /// With the ground where the promise was broken; the breach is then on record.
    CloseCheck {
        service: String,
        outcome: CheckOutcome,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ground: Option<Ground>,
    },
    /// 失信
    RecordBreach {
        service: String,
        ground: Ground,
    },
    /// 信用修复
    RepairBreach {
        service: String,
    },
    /// Answers the question that is the event of this number.
    Answer {
        asked: u32,
        text: String,
    },
    /// Answers the urge (催办) that is the event of this number.
    AnswerUrge {
        urged: u32,
        text: String,
    },
    /// Replies to a rating.
    Reply {
        service: String,
        text: String,
    },
    /// 整改: says what was mended after a bad rating.
    Rectify {
        service: String,
        text: String,
    },
    /// 已寄出, with the number of the parcel: letters, digits and -.
    Send {
        service: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parcel: Option<String>,
    },
}

impl OfficeAction {
    /// The service it is about; none where it answers something that has a number.
    pub fn service(&self) -> Option<&str> {
        match self {
            Self::Claim { service }
            | Self::Release { service }
            | Self::Accept { service }
            | Self::AskCorrection { service, .. }
            | Self::Extend { service, .. }
            | Self::Grant { service, .. }
            | Self::Refuse { service, .. }
            | Self::Revoke { service, .. }
            | Self::OpenCheck { service }
            | Self::CloseCheck { service, .. }
            | Self::RecordBreach { service, .. }
            | Self::RepairBreach { service }
            | Self::Reply { service, .. }
            | Self::Rectify { service, .. }
            | Self::Send { service, .. } => Some(service),
            Self::Answer { .. } | Self::AnswerUrge { .. } => None,
        }
    }

    /// As it is written on the wire.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Claim { .. } => "claim",
            Self::Release { .. } => "release",
            Self::Accept { .. } => "accept",
            Self::AskCorrection { .. } => "ask_correction",
            Self::Extend { .. } => "extend",
            Self::Grant { .. } => "grant",
            Self::Refuse { .. } => "refuse",
            Self::Revoke { .. } => "revoke",
            Self::OpenCheck { .. } => "open_check",
            Self::CloseCheck { .. } => "close_check",
            Self::RecordBreach { .. } => "record_breach",
            Self::RepairBreach { .. } => "repair_breach",
            Self::Answer { .. } => "answer",
            Self::AnswerUrge { .. } => "answer_urge",
            Self::Reply { .. } => "reply",
            Self::Rectify { .. } => "rectify",
            Self::Send { .. } => "send",
        }
    }
}
