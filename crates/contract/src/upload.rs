//! Uploads: the tus 1.0 resumable protocol (https://tus.io/protocols/resumable-upload), one file each.
//! `POST /api/v1/uploads` → `Location`; `HEAD` tells the offset; `PATCH` sends on; `DELETE` takes it back.

use serde::{Deserialize, Serialize};

pub const TUS_VERSION: &str = "1.0.0";

/// The header in which a `POST` says what it would be, where a proxy passes nothing else.
pub const METHOD_OVERRIDE: &str = "X-HTTP-Method-Override";

/// Keys of the `Upload-Metadata` header; values are base64.
pub mod metadata {
    /// SHA-256 of the whole file in lower-case hexadecimal.
    pub const SHA256: &str = "sha256";
    pub const SCENARIO: &str = "scenario";
    pub const REGION: &str = "region";
    pub const MATERIAL: &str = "material";
    pub const PAGE: &str = "page";
}

/// The longest file the server takes, in bytes.
pub const MAX_BYTES: u64 = 20_000_000;

/// `GET /api/v1/uploads/{id}`, and the body that answers the last `PATCH`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Upload {
    pub id: String,
    /// Bytes received.
    pub offset: u64,
    /// Bytes in all.
    pub length: u64,
    /// The server's own pre-check of the bytes, once all have arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<precheck_types::Report>,
}
