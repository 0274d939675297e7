//! What waits for the applicant first, as lists of cases tell it.

use casework::{Light, ObligationId};
use serde::{Deserialize, Serialize};

/// The next thing that the applicant must do: bring a paper, correct, or send the link to somebody who confirms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextStep {
    pub owed: ObligationId,
    /// The paper or the service by its name; of somebody who confirms, the name with all but its last character hidden.
    pub about: String,
    /// The last day, YYYY-MM-DD; absent where none is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Whether `until` rests on the published calendar of holidays, or on weekends alone (约).
    #[serde(default)]
    pub until_exact: bool,
    pub light: Light,
}
