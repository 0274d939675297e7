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
    /// 免申即享; with the first page alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proactive: Vec<ProactiveNotice>,
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

/// 免申即享: what follows from one's records, told without being asked; with the first page of the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProactiveNotice {
    /// The scenario that it leads to.
    pub scenario: String,
    pub id: String,
    pub say: String,
    pub text: String,
    /// The titles of the rules that it rests on.
    pub sources: Vec<String>,
    pub read: bool,
}

/// `POST /api/v1/inbox/dismiss`: this notice is not shown again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dismissed {
    pub scenario: String,
    pub id: String,
}
