//! The `Upload-Metadata` header of tus: `key base64,key base64 …`.

use axum::http::{HeaderMap, HeaderName};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use contract::upload::metadata;

use crate::error::{ApiResult, malformed};

pub(super) const UPLOAD_METADATA: HeaderName = HeaderName::from_static("upload-metadata");

const LONGEST: usize = 2048;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Metadata {
    /// Empty where the browser cannot compute it (an insecure origin): then the length alone is checked.
    pub(super) sha256: String,
    pub(super) scenario: String,
    pub(super) region: Option<String>,
    pub(super) material: String,
    pub(super) page: String,
    /// The header as it came.
    pub(super) header: String,
}

impl Metadata {
    pub(super) fn read(headers: &HeaderMap) -> ApiResult<Self> {
        let header = headers
            .get(UPLOAD_METADATA)
            .and_then(|header| header.to_str().ok());
        match header.and_then(parse) {
            Some(metadata) => Ok(metadata),
            None => malformed("Upload-Metadata wants scenario, material and page in base64"),
        }
    }
}

fn parse(header: &str) -> Option<Metadata> {
    if header.len() > LONGEST {
        return None;
    }
    let mut pairs = Vec::new();
    for pair in header.split(',') {
        let (key, value) = pair.trim().split_once(' ').unwrap_or((pair.trim(), ""));
        let value = BASE64_STANDARD.decode(value.trim()).ok()?;
        pairs.push((key, String::from_utf8(value).ok()?));
    }
    let find = |wanted: &str| {
        let (_, value) = pairs.iter().find(|(key, _)| *key == wanted)?;
        Some(value.clone())
    };
    let sha256 = find(metadata::SHA256).unwrap_or_default();
    let is_sum = (sha256.is_empty() || sha256.len() == 64)
        && sha256
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_sum.then_some(Metadata {
        sha256,
        scenario: find(metadata::SCENARIO)?,
        region: find(metadata::REGION),
        material: find(metadata::MATERIAL)?,
        page: find(metadata::PAGE)?,
        header: header.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(sha256: &str) -> String {
        let pair = |key: &str, value: &str| format!("{key} {}", BASE64_STANDARD.encode(value));
        [
            pair("sha256", sha256),
            pair("scenario", "unemployment"),
            pair("material", "social_card"),
            pair("page", "face"),
        ]
        .join(",")
    }

    #[test]
    fn metadata_is_read_and_what_is_damaged_is_refused() {
        let sum = "0".repeat(64);
        let read = parse(&header(&sum)).unwrap();
        assert_eq!(read.material, "social_card");
        assert_eq!(read.region, None);
        assert!(parse(&header("")).unwrap().sha256.is_empty());
        assert_eq!(parse(&header("../../x")), None);
        assert_eq!(parse(&header(&"G".repeat(64))), None);
        assert_eq!(parse("sha256 %%%"), None);
        assert_eq!(parse(""), None);
        assert_eq!(parse(&"a,".repeat(5000)), None);
    }
}
