//! What went wrong, as `application/problem+json` (RFC 9457) with a stable `code`.
//! Words for people belong to whoever shows them; `title` is a short text for developers and logs.

use catalog::application::Problem as ApplicationProblem;
use serde::{Deserialize, Serialize};

use crate::counter::Slot;

pub const CONTENT_TYPE: &str = "application/problem+json";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProblemDetails {
    /// `about:blank#<code>`: the code says it all.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    pub code: Code,
    /// For `case_open`: the number of the case that is in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// Everything that is wrong with an application, at once; for `case_open`: who has an open case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ApplicationProblem>,
    /// For `action_refused`: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<casework::Refusal>,
    /// For `slot_taken`: the next half hours at the same counter that are free.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<Slot>,
}

/// The codes of the API. Adding one is compatible; changing the meaning of one is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// 401: sign in first, or the session has ended.
    SignInNeeded,
    /// 403: the request did not come from the app, or the machine token is wrong.
    Forbidden,
    /// 403: the last day of the office's token is over; it has another one.
    TokenExpired,
    /// 404: there is no such thing, or it belongs to someone else.
    NotFound,
    /// 400: the request cannot be read.
    Malformed,
    /// 409: the scenario has changed since; the app compares and asks what is new.
    ScenarioChanged,
    /// 409: the state of the thing does not allow this.
    WrongState,
    /// 409: what somebody wants to do with a case is not open to them now: see `refusal`.
    ActionRefused,
    /// 409: somebody else has the last number of this half hour, or it is none that can be booked: see `slots`.
    SlotTaken,
    /// 409: another request with the same Idempotency-Key but another content.
    KeyReused,
    /// 409: a case of the same scenario for the same person is still open: see `case` and `errors`.
    CaseOpen,
    /// 409: the offset of a PATCH is not the one of the upload.
    OffsetMismatch,
    /// 413
    TooLarge,
    /// 415
    MediaType,
    /// 422: see `errors`.
    ApplicationInvalid,
    /// 460 of the tus checksum extension: the bytes that arrived are not those that were sent.
    ChecksumMismatch,
    /// 422: the file cannot be a material at all.
    FileRefused,
    /// 429
    TooMany,
    /// 500: our fault.
    Internal,
    /// 503: too much is asked at once; the same again as soon as `Retry-After` says.
    Busy,
    /// 507: nothing can be kept just now, because the disk is full. What has arrived is still there.
    StorageFull,
    /// 503: try again later.
    Unavailable,
}
