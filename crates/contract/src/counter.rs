//! 办事窗口: `GET /api/v1/regions/{region}/counters` lists those of a place as [`catalog::scenario::Counter`]; here is
//! what is free of one of them, and what is booked.

use serde::{Deserialize, Serialize};

/// `GET /api/v1/regions/{region}/counters/{counter}/days`: the working days that can be booked, with their half hours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BookableDays {
    pub days: Vec<BookableDay>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BookableDay {
    /// YYYY-MM-DD
    pub day: String,
    /// Those that have not begun yet.
    pub slots: Vec<Slot>,
}

/// Half an hour at a counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Slot {
    /// When it begins: RFC 3339, China's time zone.
    pub at: String,
    /// How many numbers are left.
    pub free: u16,
}

/// The number at a counter that somebody holds for a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseVisit {
    /// The id of the counter.
    pub counter: String,
    /// Empty where the place has that counter no more.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// RFC 3339, China's time zone.
    pub at: String,
    pub number: String,
}

/// `GET /ops/v1/visits?day=&cursor=`: who comes on a day for the office's services, in the order of the times. No
/// personal data beyond the number of the case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpsVisits {
    /// YYYY-MM-DD
    pub day: String,
    pub items: Vec<OpsVisit>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpsVisit {
    pub at: String,
    pub number: String,
    pub counter: String,
    pub region: String,
    /// The number of the case.
    pub case: String,
    pub title: String,
    pub service: String,
    pub name: String,
}
