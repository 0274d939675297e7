//! 消息: what happened to a resident's cases, and whether she has read it.

use serde::{Deserialize, Serialize};

use crate::case_event::CaseEvent;

/// `GET /api/v1/inbox?cursor=`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Inbox {
    /// The newest first.
    pub items: Vec<InboxItem>,
    /// How many are unread in all.
    pub unread: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxItem {
    /// Grows with time.
    pub id: u64,
    /// The number of the case.
    pub case: String,
    pub title: String,
    /// The name of the service it is about; absent where it is about the whole case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The name of the paper it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub material: Option<String>,
    pub event: CaseEvent,
    pub read: bool,
}

/// `POST /api/v1/inbox/read`: everything up to this one has been read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxRead {
    pub up_to: u64,
}
