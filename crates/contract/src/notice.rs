//! What the outgoing hook is told: that something happened, without personal data. The system of the place that
//! receives it knows whom to tell and in which words.

use serde::{Deserialize, Serialize};

/// The header with `sha256=` and the HMAC-SHA256 of the body, in hexadecimal, under the secret that both sides know.
pub const SIGNATURE: &str = "X-Signature-256";

/// The `event` of a notice that nobody has asked for (免申即享).
pub const UNASKED: &str = "proactive";

/// The body of a `POST` to the hook. It is taken where the answer is a success (2xx); otherwise it is sent again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    /// Grows with time; the same one for the same notice, however often it is sent.
    pub id: u64,
    /// The number of the case; absent where it is about none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// What happened, as in the events of a case: `granted`, `correction_asked`; or [`UNASKED`].
    pub event: String,
    /// The id of the service it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The scenario that a notice leads to which nobody has asked for, and the notice's id in it: the receiver has the
    /// words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    /// Who is to be told, by the id that the identity service gave.
    pub to: String,
    /// When it happened, RFC 3339, China's time zone.
    pub at: String,
}
