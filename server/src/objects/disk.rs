//! Objects as files on disk: one each, named by the id, in 1,024 folders.

use std::io::{self, ErrorKind, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use async_trait::async_trait;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use super::{ObjectStore, ObjectWriter};
use crate::service_error::{Service, ServiceError};

/// Its name in a data folder.
pub(crate) const FOLDER: &str = "files";

#[derive(Debug, Clone)]
pub(crate) struct DiskObjects {
    folder: PathBuf,
}

struct DiskWriter(File);

impl DiskObjects {
    pub(crate) fn open(folder: PathBuf) -> io::Result<Self> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// Ids come from the database alone; even so, nothing but an id may become a path.
    fn path(&self, id: &str) -> io::Result<PathBuf> {
        let is_id = id.len() > 2 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match id.get(..2) {
            Some(start) if is_id => Ok(self.folder.join(start).join(id)),
            _ => Err(ErrorKind::InvalidInput.into()),
        }
    }

    async fn create_file(&self, id: &str) -> io::Result<()> {
        let path = self.path(id)?;
        let folder = path.parent().unwrap_or(&self.folder).to_owned();
        fs::create_dir_all(&folder).await?;
        File::create_new(&path).await?.sync_all().await?;
        // The entry of a new file survives a power cut only once its folder is on disk as well.
        File::open(folder).await?.sync_all().await
    }

    async fn file_length(&self, id: &str) -> io::Result<u64> {
        Ok(fs::metadata(self.path(id)?).await?.len())
    }

    async fn open_at_end(&self, id: &str) -> io::Result<File> {
        OpenOptions::new().append(true).open(self.path(id)?).await
    }

    async fn read_file(&self, id: &str) -> io::Result<Vec<u8>> {
        fs::read(self.path(id)?).await
    }

    async fn read_file_part(&self, id: &str, start: u64, length: u64) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.path(id)?).await?;
        file.seek(SeekFrom::Start(start)).await?;
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes).await?;
        Ok(bytes)
    }

    async fn truncate_file(&self, id: &str) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(self.path(id)?).await?;
        file.set_len(0).await?;
        file.sync_all().await
    }

    async fn remove_file(&self, id: &str) -> io::Result<()> {
        match fs::remove_file(self.path(id)?).await {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }
}

/// The names of the files of one folder that were written before.
fn old_names(folder: &Path, at: SystemTime) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // One that has just been removed is none.
        let Ok(known) = entry.metadata() else {
            continue;
        };
        if known.is_file() && known.modified()? < at {
            names.extend(entry.file_name().into_string());
        }
    }
    Ok(names)
}

fn folders_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?;
    let mut folders = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    Ok(folders)
}

async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, ServiceError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(io::Error::other)
        .flatten()
        .map_err(failed("list"))
}

fn failed(operation: &'static str) -> impl Fn(io::Error) -> ServiceError {
    move |error| ServiceError::new(Service::Objects, operation, error)
}

#[async_trait]
impl ObjectStore for DiskObjects {
    async fn create(&self, id: &str) -> Result<(), ServiceError> {
        self.create_file(id).await.map_err(failed("create"))
    }

    async fn length(&self, id: &str) -> Result<u64, ServiceError> {
        self.file_length(id).await.map_err(failed("length"))
    }

    async fn append(&self, id: &str) -> Result<Box<dyn ObjectWriter>, ServiceError> {
        let file = self.open_at_end(id).await.map_err(failed("append"))?;
        Ok(Box::new(DiskWriter(file)))
    }

    async fn read(&self, id: &str) -> Result<Vec<u8>, ServiceError> {
        self.read_file(id).await.map_err(failed("read"))
    }

    async fn read_part(&self, id: &str, start: u64, length: u64) -> Result<Vec<u8>, ServiceError> {
        let read = self.read_file_part(id, start, length).await;
        read.map_err(failed("read"))
    }

    async fn truncate(&self, id: &str) -> Result<(), ServiceError> {
        self.truncate_file(id).await.map_err(failed("truncate"))
    }

    async fn remove(&self, id: &str) -> Result<(), ServiceError> {
        self.remove_file(id).await.map_err(failed("remove"))
    }

    fn written_before(&self, at: SystemTime) -> BoxStream<'_, Result<String, ServiceError>> {
        let all = self.folder.clone();
        let folders = stream::once(off_the_runtime(move || folders_in(&all)));
        let names = folders.flat_map(move |folders| match folders {
            Err(error) => stream::iter([Err(error)]).boxed(),
            Ok(folders) => stream::iter(folders)
                .then(move |folder| off_the_runtime(move || old_names(&folder, at)))
                .flat_map(|names| {
                    stream::iter(match names {
                        Ok(names) => names.into_iter().map(Ok).collect(),
                        Err(error) => vec![Err(error)],
                    })
                })
                .boxed(),
        });
        names.boxed()
    }
}

#[async_trait]
impl ObjectWriter for DiskWriter {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), ServiceError> {
        self.0.write_all(bytes).await.map_err(failed("write"))
    }

    async fn finish(mut self: Box<Self>) -> Result<(), ServiceError> {
        self.0.flush().await.map_err(failed("finish"))?;
        self.0.sync_all().await.map_err(failed("finish"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_id_becomes_a_path() {
        let objects = DiskObjects {
            folder: PathBuf::from("/files"),
        };
        assert_eq!(
            objects.path("abcd2").unwrap(),
            PathBuf::from("/files/ab/abcd2")
        );
        for other in ["../../etc/passwd", "ab/..", "..", "", "a", "ab\0"] {
            assert!(objects.path(other).is_err(), "{other}");
        }
    }
}
