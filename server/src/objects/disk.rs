//! The bytes of uploads: one file each, named by the random id, in 1,024 folders.
//! How much of a file has arrived is its length on disk, so that a crash cannot make the two differ.

use std::io::{self, ErrorKind};
use std::path::PathBuf;

use tokio::fs::{self, File, OpenOptions};

#[derive(Debug, Clone)]
pub(crate) struct FileStore {
    folder: PathBuf,
}

impl FileStore {
    pub(crate) fn open(folder: PathBuf) -> io::Result<Self> {
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    pub(crate) async fn create(&self, id: &str) -> io::Result<()> {
        let path = self.path(id)?;
        let folder = path.parent().unwrap_or(&self.folder).to_owned();
        fs::create_dir_all(&folder).await?;
        File::create_new(&path).await?.sync_all().await?;
        // The entry of a new file survives a power cut only once its folder is on disk as well.
        File::open(folder).await?.sync_all().await
    }

    pub(crate) async fn length(&self, id: &str) -> io::Result<u64> {
        Ok(fs::metadata(self.path(id)?).await?.len())
    }

    /// Opens the file for writing behind what is there.
    pub(crate) async fn append(&self, id: &str) -> io::Result<File> {
        OpenOptions::new().append(true).open(self.path(id)?).await
    }

    pub(crate) async fn read(&self, id: &str) -> io::Result<Vec<u8>> {
        fs::read(self.path(id)?).await
    }

    /// Throws the bytes away; the file begins anew.
    pub(crate) async fn empty(&self, id: &str) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(self.path(id)?).await?;
        file.set_len(0).await?;
        file.sync_all().await
    }

    /// Removes the file; one that is gone already is no fault.
    pub(crate) async fn remove(&self, id: &str) -> io::Result<()> {
        match fs::remove_file(self.path(id)?).await {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// Ids come from the database alone; even so, nothing but an id may become a path.
    fn path(&self, id: &str) -> io::Result<PathBuf> {
        let is_id = id.len() > 2 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match id.get(..2) {
            Some(start) if is_id => Ok(self.folder.join(start).join(id)),
            _ => Err(ErrorKind::InvalidInput.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_id_becomes_a_path() {
        let files = FileStore {
            folder: PathBuf::from("/files"),
        };
        assert_eq!(
            files.path("abcd2").unwrap(),
            PathBuf::from("/files/ab/abcd2")
        );
        for other in ["../../etc/passwd", "ab/..", "..", "", "a", "ab\0"] {
            assert!(files.path(other).is_err(), "{other}");
        }
    }
}
