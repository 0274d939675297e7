//! Objects in a bucket of S3, which has no files that grow: an object is its parts, each named by where it begins and
//! how long it is, until it is sealed. One without bytes has an empty part.
//!
//! Several servers may take parts of one upload in turns, or at once where a connection is dead and nobody knows yet.
//! No part takes the place of another one, and what stands at a place of a file is the same in each part that has it;
//! so whatever parts there are, those that follow one another without a gap are the file as far as it has come. Once
//! it is complete and its sum is right it is sealed: kept whole, for good, and later parts are nothing.

use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{
    ClientOptions, Error, ObjectStore as _, ObjectStoreExt, PutMode, PutPayload, RetryConfig,
};

use super::address::S3Address;
use super::{ObjectStore, ObjectWriter};
use crate::service_error::{Service, ServiceError};

/// More than what an app sends at once; as much is held in memory for each upload.
const PART: usize = 1 << 20;

/// The name of what is complete.
const WHOLE: &str = "whole";

/// Whoever waits is told to come again after as long.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug, Clone)]
pub(crate) struct S3Objects {
    bucket: Arc<AmazonS3>,
    prefix: Path,
}

/// What there is of one object.
struct Stored {
    whole: Option<(Path, u64)>,
    /// Those that follow one another, each with what of it is part of the object.
    parts: Vec<(Path, Range<u64>)>,
    others: Vec<Path>,
}

struct S3Writer {
    objects: S3Objects,
    id: String,
    /// Where the bytes begin that wait.
    at: u64,
    waiting: Vec<u8>,
}

/// Why the bucket did not do what was asked; without its address, and without what it said.
#[derive(Debug, thiserror::Error)]
enum S3Error {
    #[error("the bucket refuses this server: look at its credentials")]
    Refused,
    #[error("this is no id of an object")]
    Id,
}

impl S3Objects {
    /// With an id and a secret, or else what the machine it runs on may do.
    pub(crate) fn open(
        address: &S3Address,
        credentials: Option<(String, String)>,
    ) -> Result<Self, ServiceError> {
        // Another part of the program may have chosen it before: it is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut client = ClientOptions::new()
            .with_timeout(PATIENCE)
            .with_connect_timeout(Duration::from_secs(3));
        let retry = RetryConfig {
            max_retries: 3,
            retry_timeout: PATIENCE,
            ..RetryConfig::default()
        };
        let mut builder = AmazonS3Builder::from_env()
            .with_bucket_name(&address.bucket)
            .with_retry(retry);
        if let Some((id, secret)) = credentials {
            builder = builder
                .with_access_key_id(id)
                .with_secret_access_key(secret);
        }
        if let Some(endpoint) = &address.endpoint {
            builder = builder.with_endpoint(endpoint);
            client = client.with_allow_http(endpoint.starts_with("http://"));
        }
        if let Some(region) = &address.region {
            builder = builder.with_region(region);
        }
        let bucket = builder.with_client_options(client).build();
        Ok(Self {
            bucket: Arc::new(bucket.map_err(failed("open"))?),
            prefix: Path::from(address.prefix.as_str()),
        })
    }

    /// Ids come from the database alone; even so, nothing but an id may become a name.
    fn folder(&self, id: &str) -> Result<Path, ServiceError> {
        match !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            true => Ok(self.prefix.clone().join(id)),
            false => Err(ServiceError::new(Service::Objects, "id", S3Error::Id)),
        }
    }

    async fn stored(&self, id: &str) -> Result<Stored, ServiceError> {
        let folder = self.folder(id)?;
        let listed = self.bucket.list(Some(&folder)).try_collect::<Vec<_>>();
        let mut whole = None;
        let mut found = Vec::new();
        for object in listed.await.map_err(failed("list"))? {
            let name = object.location.filename().unwrap_or_default();
            match name.split_once('-') {
                _ if name == WHOLE => whole = Some((object.location, object.size)),
                Some((start, _)) => {
                    let start: Option<u64> = start.parse().ok();
                    found.extend(start.map(|start| (object.location, start..start + object.size)));
                }
                None => {}
            }
        }
        if whole.is_none() && found.is_empty() {
            return Err(missing("list"));
        }
        let (parts, others) = in_a_row(found);
        Ok(Stored {
            whole,
            parts,
            others,
        })
    }

    async fn put_part(&self, id: &str, at: u64, bytes: Vec<u8>) -> Result<(), ServiceError> {
        let name = format!("{at:012}-{:012}", bytes.len());
        let path = self.folder(id)?.join(name);
        let put = self.bucket.put(&path, PutPayload::from(bytes));
        put.await.map_err(failed("write"))?;
        Ok(())
    }

    async fn delete(&self, paths: impl IntoIterator<Item = Path>) -> Result<(), ServiceError> {
        for path in paths {
            match self.bucket.delete(&path).await {
                Ok(()) | Err(Error::NotFound { .. }) => {}
                Err(error) => return Err(failed("remove")(error)),
            }
        }
        Ok(())
    }
}

impl Stored {
    fn length(&self) -> u64 {
        let end = self.parts.last().map_or(0, |(_, range)| range.end);
        self.whole.as_ref().map_or(end, |(_, size)| *size)
    }

    fn pieces(&self) -> Vec<(Path, Range<u64>)> {
        match &self.whole {
            Some((path, size)) => vec![(path.clone(), 0..*size)],
            None => self.parts.clone(),
        }
    }

    fn all_parts(self) -> impl Iterator<Item = Path> {
        let parts = self.parts.into_iter().map(|(path, _)| path);
        parts.chain(self.others)
    }
}

/// The parts that follow one another from the beginning without a gap, each from where the one before ends; and all
/// others. Of those that begin in time, the one that goes furthest is taken.
fn in_a_row(mut found: Vec<(Path, Range<u64>)>) -> (Vec<(Path, Range<u64>)>, Vec<Path>) {
    let mut row = Vec::new();
    let mut end = 0;
    loop {
        let next = found.iter().enumerate();
        let next = next.filter(|(_, (_, part))| part.start <= end && part.end > end);
        let Some((at, _)) = next.max_by_key(|(_, (_, part))| part.end) else {
            break;
        };
        let (path, part) = found.swap_remove(at);
        row.push((path, end..part.end));
        end = part.end;
    }
    (row, found.into_iter().map(|(path, _)| path).collect())
}

/// Where the part at this path begins.
fn begin(path: &Path) -> u64 {
    let name = path.filename().unwrap_or_default();
    let start = name
        .split_once('-')
        .and_then(|(start, _)| start.parse().ok());
    start.unwrap_or(0)
}

fn missing(operation: &'static str) -> ServiceError {
    let lost = io::Error::from(io::ErrorKind::NotFound);
    ServiceError::new(Service::Objects, operation, lost)
}

/// What the bucket answers is not repeated: it may hold anything.
fn failed(operation: &'static str) -> impl Fn(Error) -> ServiceError {
    move |error| {
        tracing::debug!(%error, operation, "the bucket did not do it");
        match error {
            Error::NotFound { .. } => missing(operation),
            Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => {
                ServiceError::new(Service::Objects, operation, S3Error::Refused)
            }
            _ => ServiceError::unanswered(Service::Objects, operation),
        }
    }
}

#[async_trait]
impl ObjectStore for S3Objects {
    async fn create(&self, id: &str) -> Result<(), ServiceError> {
        self.put_part(id, 0, Vec::new()).await
    }

    async fn length(&self, id: &str) -> Result<u64, ServiceError> {
        Ok(self.stored(id).await?.length())
    }

    async fn append(&self, id: &str) -> Result<Box<dyn ObjectWriter>, ServiceError> {
        Ok(Box::new(S3Writer {
            at: self.length(id).await?,
            objects: self.clone(),
            id: id.to_owned(),
            waiting: Vec::new(),
        }))
    }

    async fn read(&self, id: &str) -> Result<Vec<u8>, ServiceError> {
        self.read_part(id, 0, u64::MAX).await
    }

    async fn read_part(&self, id: &str, start: u64, length: u64) -> Result<Vec<u8>, ServiceError> {
        let wanted = start..start.saturating_add(length);
        let pieces = self.stored(id).await?.pieces().into_iter();
        let reads = pieces.filter_map(|(path, piece)| {
            let range = piece.start.max(wanted.start)..piece.end.min(wanted.end);
            let begins = begin(&path);
            let range =
                (range.start < range.end).then(|| range.start - begins..range.end - begins)?;
            let bucket = self.bucket.clone();
            Some(async move { bucket.get_range(&path, range).await })
        });
        let mut read = futures_util::stream::iter(reads).buffered(4);
        let mut bytes = Vec::new();
        while let Some(piece) = read.next().await {
            bytes.extend_from_slice(&piece.map_err(failed("read"))?);
        }
        Ok(bytes)
    }

    async fn truncate(&self, id: &str) -> Result<(), ServiceError> {
        let parts = self.stored(id).await?.all_parts();
        self.delete(parts).await?;
        self.create(id).await
    }

    async fn seal(&self, id: &str, bytes: &[u8]) -> Result<bool, ServiceError> {
        let path = self.folder(id)?.join(WHOLE);
        let put = self.bucket.put_opts(
            &path,
            PutPayload::from(bytes.to_vec()),
            PutMode::Create.into(),
        );
        let is_ours = match put.await {
            Ok(_) => true,
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => false,
            Err(error) => return Err(failed("seal")(error)),
        };
        let parts = self.stored(id).await?.all_parts();
        self.delete(parts).await?;
        Ok(is_ours)
    }

    async fn remove(&self, id: &str) -> Result<(), ServiceError> {
        let mut stored = match self.stored(id).await {
            Ok(stored) => stored,
            Err(error) if error.lacked() == Some(io::ErrorKind::NotFound) => return Ok(()),
            Err(error) => return Err(error),
        };
        let whole = stored.whole.take().map(|(path, _)| path);
        self.delete(whole.into_iter().chain(stored.all_parts()))
            .await
    }

    fn written_before(&self, at: SystemTime) -> BoxStream<'_, Result<String, ServiceError>> {
        let folder = self.prefix.parts().count();
        let listed = self.bucket.list(Some(&self.prefix));
        let names = listed.filter_map(move |object| async move {
            match object {
                Err(error) => Some(Err(failed("list")(error))),
                Ok(object) if SystemTime::from(object.last_modified) < at => {
                    let id = object.location.parts().nth(folder)?;
                    Some(Ok(id.as_ref().to_owned()))
                }
                Ok(_) => None,
            }
        });
        names.boxed()
    }
}

#[async_trait]
impl ObjectWriter for S3Writer {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), ServiceError> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PART {
            self.flush().await?;
        }
        Ok(())
    }

    async fn finish(mut self: Box<Self>) -> Result<(), ServiceError> {
        self.flush().await
    }
}

impl S3Writer {
    async fn flush(&mut self) -> Result<(), ServiceError> {
        let bytes = std::mem::take(&mut self.waiting);
        if bytes.is_empty() {
            return Ok(());
        }
        let length = bytes.len() as u64;
        self.objects.put_part(&self.id, self.at, bytes).await?;
        self.at += length;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_several_servers_make_one_file_as_far_as_there_is_no_gap() {
        let part = |start: u64, end: u64| {
            (
                Path::from(format!("{start:012}-{}", end - start)),
                start..end,
            )
        };
        let found = vec![
            part(0, 10),
            part(25, 40),
            part(0, 4),
            part(8, 20),
            part(20, 22),
        ];
        let (row, others) = in_a_row(found);
        let ranges: Vec<_> = row
            .iter()
            .map(|(path, range)| (begin(path), range.clone()))
            .collect();
        assert_eq!(ranges, [(0, 0..10), (8, 10..20), (20, 20..22)]);
        assert_eq!(others.len(), 2);
    }
}
