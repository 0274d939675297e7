//! The audit trail: who has read and done what over `/ops/v1`. Ids only.

use serde::{Deserialize, Serialize};

/// `GET /ops/v1/audit?cursor=`: the oldest first. For an office that watches over the others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditPage {
    pub items: Vec<AuditEntry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// One request of an office. A row that is there stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuditEntry {
    /// Grows with time.
    pub id: u64,
    /// RFC 3339, China's time zone.
    pub at: String,
    pub office: String,
    /// As the office has named her; `-` where it has not.
    pub clerk: String,
    /// The method and the route: `GET /ops/v1/cases/{number}`.
    pub what: String,
    /// The number of the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The file that was read, or the action and its service: `grant benefit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The HTTP status it was answered with: what was refused is written down too.
    pub status: u16,
}
