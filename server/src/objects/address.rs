//! Where the files of residents are kept: `disk:PATH` or `s3://BUCKET/PREFIX?endpoint=URL&region=NAME`.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use reqwest::Url;

/// The address of an object store. Credentials are no part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Objects {
    /// A folder.
    Disk(PathBuf),
    /// A bucket of S3, or of whatever speaks as S3 does.
    S3(S3Address),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3Address {
    pub(super) bucket: String,
    /// What the names of all objects begin with.
    pub(super) prefix: String,
    /// Where it is not Amazon's.
    pub(super) endpoint: Option<String>,
    pub(super) region: Option<String>,
}

#[derive(Debug, thiserror::Error)]
#[error("files are kept in disk:PATH or s3://BUCKET/PREFIX?endpoint=URL&region=NAME")]
pub struct UnknownObjects;

impl FromStr for Objects {
    type Err = UnknownObjects;

    fn from_str(address: &str) -> Result<Self, UnknownObjects> {
        match address.strip_prefix("disk:") {
            Some("") => return Err(UnknownObjects),
            Some(path) => return Ok(Self::Disk(path.into())),
            None => {}
        }
        let url = Url::parse(address).map_err(|_| UnknownObjects)?;
        let bucket = url.host_str().filter(|_| url.scheme() == "s3");
        let mut found = S3Address {
            bucket: bucket.ok_or(UnknownObjects)?.to_owned(),
            prefix: url.path().trim_matches('/').to_owned(),
            endpoint: None,
            region: None,
        };
        for (name, value) in url.query_pairs() {
            let value = Some(value.into_owned());
            match &*name {
                "endpoint" => found.endpoint = value,
                "region" => found.region = value,
                _ => return Err(UnknownObjects),
            }
        }
        Ok(Self::S3(found))
    }
}

impl fmt::Display for Objects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk(folder) => write!(f, "disk:{}", folder.display()),
            Self::S3(address) => write!(f, "s3://{}/{}", address.bucket, address.prefix),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_folder_or_a_bucket() {
        let read = Objects::from_str;
        assert_eq!(
            read("disk:/var/files").unwrap(),
            Objects::Disk("/var/files".into())
        );
        let own = "s3://city/files?endpoint=http://127.0.0.1:9000&region=cn-east-1";
        let own = read(own).unwrap();
        assert_eq!(own.to_string(), "s3://city/files");
        let Objects::S3(own) = own else {
            panic!("{own}")
        };
        assert_eq!(own.endpoint.as_deref(), Some("http://127.0.0.1:9000"));
        assert_eq!(own.region.as_deref(), Some("cn-east-1"));
        for other in [
            "",
            "disk:",
            "/var/files",
            "s3:",
            "https://city",
            "s3://city?secret=1",
        ] {
            assert!(read(other).is_err(), "{other}");
        }
    }
}
