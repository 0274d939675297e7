//! 共同确认: what somebody who was invited by a link reads and answers, signed in with their own identity.

use casework::event::ConfirmerRole;
use serde::{Deserialize, Serialize};

use crate::case::ConfirmerState;

/// `GET /api/v1/confirmations/{code}`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfirmationAsked {
    /// The title of the scenario.
    pub title: String,
    /// Who applies, with all but the last character hidden.
    pub applicant: String,
    /// Whom it is about, where that is another person; hidden likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    pub role: ConfirmerRole,
    /// The names of the services that wait for this word.
    pub services: Vec<String>,
    pub state: ConfirmerState,
    /// The last day, YYYY-MM-DD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// `POST /api/v1/confirmations/{code}`, with an `Idempotency-Key`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConfirmationAnswer {
    pub confirms: bool,
}
