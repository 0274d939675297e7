//! Why something could not be stored, as far as it matters for what to say.

use wasm_bindgen::JsValue;

use crate::report::{Cause, Impersonal};

/// Why something could not be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotSaved {
    /// The device has no room.
    #[error("full")]
    Full,
    /// A newer release has changed the database under this page.
    #[error("outdated")]
    Outdated,
    #[error("failed")]
    Failed,
}

impl Impersonal for NotSaved {}

impl From<JsValue> for NotSaved {
    fn from(cause: JsValue) -> Self {
        match cause.cause().as_str() {
            "QuotaExceededError" => Self::Full,
            "VersionError" => Self::Outdated,
            _ => Self::Failed,
        }
    }
}
