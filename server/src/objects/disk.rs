//! Objects as files on disk: one each, named by the id, in 1,024 folders. Of one that is encrypted the file is its
//! pieces (`encryption::file_key`), and its name ends in `.sealed`; a piece that was not written whole is none.

mod pieces;

use std::io::{self, ErrorKind, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use async_trait::async_trait;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use self::pieces::SealedWriter;
use super::{Object, ObjectStore, ObjectWriter};
use crate::service_error::{Service, ServiceError};

/// Its name in a data folder.
pub(crate) const FOLDER: &str = "files";
/// What the name of an encrypted file ends with.
const SEALED: &str = ".sealed";

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

    fn path_of(&self, object: &Object) -> io::Result<PathBuf> {
        let path = self.path(object.id())?;
        Ok(match object.key() {
            Some(_) => sealed(path),
            None => path,
        })
    }

    async fn create_file(&self, object: &Object) -> io::Result<()> {
        let path = self.path_of(object)?;
        let folder = path.parent().unwrap_or(&self.folder).to_owned();
        fs::create_dir_all(&folder).await?;
        File::create_new(&path).await?.sync_all().await?;
        // The entry of a new file survives a power cut only once its folder is on disk as well.
        File::open(folder).await?.sync_all().await
    }

    async fn file_length(&self, object: &Object) -> io::Result<u64> {
        let path = self.path_of(object)?;
        match object.key() {
            Some(_) => pieces::length(path).await,
            None => Ok(fs::metadata(path).await?.len()),
        }
    }

    async fn open_at_end(&self, object: &Object) -> io::Result<Box<dyn ObjectWriter>> {
        let path = self.path_of(object)?;
        Ok(match object.key() {
            Some(key) => Box::new(SealedWriter::open(path, key.clone()).await?),
            None => Box::new(DiskWriter(
                OpenOptions::new().append(true).open(path).await?,
            )),
        })
    }

    async fn read_file(&self, object: &Object) -> io::Result<Vec<u8>> {
        let path = self.path_of(object)?;
        match object.key() {
            Some(key) => pieces::read(path, key.clone(), 0, u64::MAX).await,
            None => fs::read(path).await,
        }
    }

    async fn read_file_part(
        &self,
        object: &Object,
        start: u64,
        length: u64,
    ) -> io::Result<Vec<u8>> {
        let path = self.path_of(object)?;
        if let Some(key) = object.key() {
            return pieces::read(path, key.clone(), start, length).await;
        }
        let mut file = File::open(path).await?;
        file.seek(SeekFrom::Start(start)).await?;
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes).await?;
        Ok(bytes)
    }

    async fn truncate_file(&self, object: &Object) -> io::Result<()> {
        let path = self.path_of(object)?;
        let file = OpenOptions::new().write(true).open(path).await?;
        file.set_len(0).await?;
        file.sync_all().await
    }
}

async fn remove(path: PathBuf) -> io::Result<()> {
    match fs::remove_file(path).await {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn sealed(mut path: PathBuf) -> PathBuf {
    path.as_mut_os_string().push(SEALED);
    path
}

/// The ids of the files of one folder that were written before.
fn old_names(folder: &Path, at: SystemTime) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // One that has just been removed is none.
        let Ok(known) = entry.metadata() else {
            continue;
        };
        if known.is_file() && known.modified()? < at {
            let name = entry.file_name().into_string().unwrap_or_default();
            names.push(name.trim_end_matches(SEALED).to_owned());
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
    async fn create(&self, object: &Object) -> Result<(), ServiceError> {
        self.create_file(object).await.map_err(failed("create"))
    }

    async fn length(&self, object: &Object) -> Result<u64, ServiceError> {
        self.file_length(object).await.map_err(failed("length"))
    }

    async fn append(&self, object: &Object) -> Result<Box<dyn ObjectWriter>, ServiceError> {
        self.open_at_end(object).await.map_err(failed("append"))
    }

    async fn read(&self, object: &Object) -> Result<Vec<u8>, ServiceError> {
        self.read_file(object).await.map_err(failed("read"))
    }

    async fn read_part(
        &self,
        object: &Object,
        start: u64,
        length: u64,
    ) -> Result<Vec<u8>, ServiceError> {
        let read = self.read_file_part(object, start, length).await;
        read.map_err(failed("read"))
    }

    async fn truncate(&self, object: &Object) -> Result<(), ServiceError> {
        self.truncate_file(object).await.map_err(failed("truncate"))
    }

    async fn remove(&self, id: &str) -> Result<(), ServiceError> {
        self.remove_clear(id).await?;
        let path = self.path(id).map_err(failed("remove"))?;
        remove(sealed(path)).await.map_err(failed("remove"))
    }

    async fn remove_clear(&self, id: &str) -> Result<(), ServiceError> {
        let path = self.path(id).map_err(failed("remove"))?;
        remove(path).await.map_err(failed("remove"))
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
