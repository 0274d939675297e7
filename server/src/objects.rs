//! The object store: the bytes of residents' files, by the random id of the upload.
//!
//! There are two, chosen when the server starts (`--objects`): `disk`, for one server, and `s3`, for any number of
//! them. Another one implements [`ObjectStore`] and is chosen where the server is composed (`Services`). Everything
//! else about a file (whose it is, its page, the pre-check's report) is in the database.

pub(crate) mod address;
pub(crate) mod disk;
pub(crate) mod s3;
pub(crate) mod traced;

use std::time::SystemTime;

use async_trait::async_trait;
use futures_util::stream::BoxStream;

use crate::encryption::file_key::FileKey;
use crate::service_error::ServiceError;

/// One object: by the id of the upload, and the key its bytes are encrypted with, if they are. What is kept in clear
/// and what is kept encrypted under one id are two objects; but for the moment in which one takes the place of the
/// other there is one of them.
#[derive(Debug, Clone)]
pub struct Object {
    id: String,
    key: Option<FileKey>,
}

impl Object {
    pub(crate) fn new(id: &str, key: Option<FileKey>) -> Self {
        let id = id.to_owned();
        Self { id, key }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn key(&self) -> Option<&FileKey> {
        self.key.as_ref()
    }
}

/// Objects that grow at their end. How much of one has arrived is its length here and is stored nowhere else, so that a
/// crash cannot make two records of it differ.
///
/// Ids are of letters and digits; an implementation may refuse others. It keeps no byte of an object with a key as it
/// comes: see [`FileKey`]. What it gives out and takes, and every length, is of the bytes themselves.
#[async_trait]
pub trait ObjectStore: Send + Sync {
    /// Creates an empty object; it survives a power cut when this returns.
    async fn create(&self, object: &Object) -> Result<(), ServiceError>;

    /// Bytes that have arrived.
    async fn length(&self, object: &Object) -> Result<u64, ServiceError>;

    /// Opens an object for writing behind what is there. Callers have exclusive access.
    async fn append(&self, object: &Object) -> Result<Box<dyn ObjectWriter>, ServiceError>;

    async fn read(&self, object: &Object) -> Result<Vec<u8>, ServiceError>;

    /// As many bytes from `start` on; fewer where the object ends before.
    async fn read_part(
        &self,
        object: &Object,
        start: u64,
        length: u64,
    ) -> Result<Vec<u8>, ServiceError>;

    /// Discards the bytes; the object begins anew.
    async fn truncate(&self, object: &Object) -> Result<(), ServiceError>;

    /// The object is complete, and these are its bytes: they stay, whatever is still written behind them. False where
    /// others were sealed before. A store in which one server at a time writes an object has nothing to do.
    async fn seal(&self, object: &Object, bytes: &[u8]) -> Result<bool, ServiceError> {
        let _ = (object, bytes);
        Ok(true)
    }

    /// Removes what there is under an id; one that is gone already is no error.
    async fn remove(&self, id: &str) -> Result<(), ServiceError>;

    /// Removes what is kept in clear under an id, where there is any: it was encrypted.
    async fn remove_clear(&self, id: &str) -> Result<(), ServiceError>;

    /// The ids of all objects of which something was written before `at`, one after the other: there may be millions.
    /// An id may come several times.
    fn written_before(&self, at: SystemTime) -> BoxStream<'_, Result<String, ServiceError>>;
}

/// Writes to the end of one object.
#[async_trait]
pub trait ObjectWriter: Send {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), ServiceError>;

    /// Returns when everything written survives a power cut.
    async fn finish(self: Box<Self>) -> Result<(), ServiceError>;
}
