//! 预约取号: a number at a counter, which the server draws from those that are free.

use serde::{Deserialize, Serialize};

use crate::Moment;

/// At which counter, when, and under which number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Visit {
    /// The id of the counter in the file of its place.
    pub counter: String,
    pub at: Moment,
    /// As it is called at the counter on that day.
    pub number: String,
}
