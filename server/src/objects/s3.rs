//! Objects in a bucket of S3, which has no files that grow: an object is its parts, each named by where it begins and
//! how long it is, until it is sealed. One without bytes has an empty part.
//!
//! Several servers may take parts of one upload in turns, or at once where a connection is dead and nobody knows yet.
//! No part takes the place of another one, and what stands at a place of a file is the same in each part that has it;
//! so whatever parts there are, those that follow one another without a gap are the file as far as it has come. Once
//! it is complete and its sum is right it is sealed: kept whole, for good, and later parts are nothing.
//!
//! Of an object that is encrypted each part, and the whole, is its pieces (`encryption::file_key`), and has another
//! name than in clear. Where a part begins and how long it is, is said of the bytes themselves.

mod stored;

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

use self::stored::{SEALED, Stored, WHOLE, begin, in_a_row, name_of};
use super::address::S3Address;
use super::{Object, ObjectStore, ObjectWriter};
use crate::encryption::file_key::{self, FileKey, MORE, PIECE};
use crate::service_error::{Service, ServiceError};

/// More than what an app sends at once; as much is held in memory for each upload.
const PART: usize = 1 << 20;

/// Whoever waits is told to come again after as long.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(Debug, Clone)]
pub(crate) struct S3Objects {
    bucket: Arc<AmazonS3>,
    prefix: Path,
}

struct S3Writer {
    objects: S3Objects,
    object: Object,
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

    async fn stored(&self, object: &Object) -> Result<Stored, ServiceError> {
        let folder = self.folder(object.id())?;
        let listed = self.bucket.list(Some(&folder)).try_collect::<Vec<_>>();
        let mut whole = None;
        let mut found = Vec::new();
        for stored in listed.await.map_err(failed("list"))? {
            let name = stored.location.filename().unwrap_or_default();
            let (name, size) = match (name.strip_prefix(SEALED), object.key()) {
                (Some(name), Some(_)) => (name, file_key::opened_length(stored.size)),
                (None, None) => (name, stored.size),
                _ => continue,
            };
            match name.split_once('-') {
                _ if name == WHOLE => whole = Some((stored.location, size)),
                Some((start, _)) => {
                    let start: Option<u64> = start.parse().ok();
                    found.extend(start.map(|start| (stored.location, start..start + size)));
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

    async fn put_part(&self, object: &Object, at: u64, bytes: Vec<u8>) -> Result<(), ServiceError> {
        let name = format!("{at:012}-{:012}", bytes.len());
        let path = self.folder(object.id())?.join(name_of(object, &name));
        let bytes = match object.key() {
            Some(key) => key.seal(at, &bytes).map_err(sealing("write"))?,
            None => bytes,
        };
        let put = self.bucket.put(&path, PutPayload::from(bytes));
        put.await.map_err(failed("write"))?;
        Ok(())
    }

    /// A part of what is kept under a name, which begins at `begins` of its object.
    async fn read_piece(
        &self,
        path: &Path,
        begins: u64,
        range: Range<u64>,
        key: Option<&FileKey>,
    ) -> Result<Vec<u8>, ServiceError> {
        let Some(key) = key else {
            let read = self.bucket.get_range(path, range).await;
            return Ok(read.map_err(failed("read"))?.to_vec());
        };
        // The pieces that have any of it.
        let (piece, sealed) = (PIECE as u64, (PIECE + MORE) as u64);
        let first = range.start / piece;
        let last = (range.end - 1) / piece;
        // Beyond its end a bucket gives what there is.
        let read = self
            .bucket
            .get_range(path, first * sealed..(last + 1) * sealed);
        let read = read.await.map_err(failed("read"))?;
        let opened = key.open(begins + first * piece, &read);
        let opened = opened.map_err(sealing("read"))?;
        let skip = usize::try_from(range.start - first * piece).unwrap_or(usize::MAX);
        let take = usize::try_from(range.end - range.start).unwrap_or(usize::MAX);
        Ok(opened.into_iter().skip(skip).take(take).collect())
    }

    /// Removes what has a name that is asked for.
    async fn remove_named(
        &self,
        id: &str,
        is_asked: impl Fn(&str) -> bool,
    ) -> Result<(), ServiceError> {
        let folder = self.folder(id)?;
        let listed = self.bucket.list(Some(&folder)).try_collect::<Vec<_>>();
        let listed = listed.await.map_err(failed("list"))?;
        let paths = listed.into_iter().map(|stored| stored.location);
        self.delete(paths.filter(|path| is_asked(path.filename().unwrap_or_default())))
            .await
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

fn sealing(operation: &'static str) -> impl Fn(file_key::FileKeyError) -> ServiceError {
    move |error| ServiceError::new(Service::Objects, operation, error)
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
    async fn create(&self, object: &Object) -> Result<(), ServiceError> {
        self.put_part(object, 0, Vec::new()).await
    }

    async fn length(&self, object: &Object) -> Result<u64, ServiceError> {
        Ok(self.stored(object).await?.length())
    }

    async fn append(&self, object: &Object) -> Result<Box<dyn ObjectWriter>, ServiceError> {
        Ok(Box::new(S3Writer {
            at: self.length(object).await?,
            objects: self.clone(),
            object: object.clone(),
            waiting: Vec::new(),
        }))
    }

    async fn read(&self, object: &Object) -> Result<Vec<u8>, ServiceError> {
        self.read_part(object, 0, u64::MAX).await
    }

    async fn read_part(
        &self,
        object: &Object,
        start: u64,
        length: u64,
    ) -> Result<Vec<u8>, ServiceError> {
        let wanted = start..start.saturating_add(length);
        let pieces = self.stored(object).await?.pieces().into_iter();
        let reads = pieces.filter_map(|(path, piece)| {
            let range = piece.start.max(wanted.start)..piece.end.min(wanted.end);
            let begins = begin(&path);
            let range =
                (range.start < range.end).then(|| range.start - begins..range.end - begins)?;
            let (objects, key) = (self.clone(), object.key().cloned());
            Some(async move { objects.read_piece(&path, begins, range, key.as_ref()).await })
        });
        let mut read = futures_util::stream::iter(reads).buffered(4);
        let mut bytes = Vec::new();
        while let Some(piece) = read.next().await {
            bytes.extend(piece?);
        }
        Ok(bytes)
    }

    async fn truncate(&self, object: &Object) -> Result<(), ServiceError> {
        let parts = self.stored(object).await?.all_parts();
        self.delete(parts).await?;
        self.create(object).await
    }

    async fn seal(&self, object: &Object, bytes: &[u8]) -> Result<bool, ServiceError> {
        let path = self.folder(object.id())?.join(name_of(object, WHOLE));
        let bytes = match object.key() {
            Some(key) => key.seal(0, bytes).map_err(sealing("seal"))?,
            None => bytes.to_vec(),
        };
        let put = self
            .bucket
            .put_opts(&path, PutPayload::from(bytes), PutMode::Create.into());
        let is_ours = match put.await {
            Ok(_) => true,
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => false,
            Err(error) => return Err(failed("seal")(error)),
        };
        let parts = self.stored(object).await?.all_parts();
        self.delete(parts).await?;
        Ok(is_ours)
    }

    async fn remove(&self, id: &str) -> Result<(), ServiceError> {
        self.remove_named(id, |_| true).await
    }

    async fn remove_clear(&self, id: &str) -> Result<(), ServiceError> {
        self.remove_named(id, |name| !name.starts_with(SEALED))
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
        self.objects.put_part(&self.object, self.at, bytes).await?;
        self.at += length;
        Ok(())
    }
}
