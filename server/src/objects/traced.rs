//! An object store whose work for a request is seen in traces: of which kind it was and how long it took, and not of
//! which file.

use std::sync::Arc;
use std::time::SystemTime;

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use tracing::Instrument;

use super::{Object, ObjectStore, ObjectWriter};
use crate::service_error::ServiceError;
use crate::traces::part;

pub(crate) struct Traced(pub(crate) Arc<dyn ObjectStore>);

struct TracedWriter(Box<dyn ObjectWriter>);

#[async_trait]
impl ObjectStore for Traced {
    async fn create(&self, object: &Object) -> Result<(), ServiceError> {
        let create = self.0.create(object);
        create.instrument(part("objects create")).await
    }

    async fn length(&self, object: &Object) -> Result<u64, ServiceError> {
        let length = self.0.length(object);
        length.instrument(part("objects length")).await
    }

    async fn append(&self, object: &Object) -> Result<Box<dyn ObjectWriter>, ServiceError> {
        let append = self.0.append(object);
        let writer = append.instrument(part("objects append")).await?;
        Ok(Box::new(TracedWriter(writer)))
    }

    async fn read(&self, object: &Object) -> Result<Vec<u8>, ServiceError> {
        let read = self.0.read(object);
        read.instrument(part("objects read")).await
    }

    async fn read_part(
        &self,
        object: &Object,
        start: u64,
        length: u64,
    ) -> Result<Vec<u8>, ServiceError> {
        let read = self.0.read_part(object, start, length);
        read.instrument(part("objects read part")).await
    }

    async fn truncate(&self, object: &Object) -> Result<(), ServiceError> {
        let truncate = self.0.truncate(object);
        truncate.instrument(part("objects truncate")).await
    }

    async fn seal(&self, object: &Object, bytes: &[u8]) -> Result<bool, ServiceError> {
        let seal = self.0.seal(object, bytes);
        seal.instrument(part("objects seal")).await
    }

    async fn remove(&self, id: &str) -> Result<(), ServiceError> {
        let remove = self.0.remove(id);
        remove.instrument(part("objects remove")).await
    }

    async fn remove_clear(&self, id: &str) -> Result<(), ServiceError> {
        self.0.remove_clear(id).await
    }

    fn written_before(&self, at: SystemTime) -> BoxStream<'_, Result<String, ServiceError>> {
        self.0.written_before(at)
    }
}

/// A file comes in many parts: what is seen is its end, when all of it is kept.
#[async_trait]
impl ObjectWriter for TracedWriter {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), ServiceError> {
        self.0.write(bytes).await
    }

    async fn finish(self: Box<Self>) -> Result<(), ServiceError> {
        let finish = self.0.finish();
        finish.instrument(part("objects finish")).await
    }
}
