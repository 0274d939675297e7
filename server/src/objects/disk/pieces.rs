//! An encrypted file on disk. Where its pieces lie is read from their lengths; bytes behind the last whole one are
//! what a power cut has left, and are cut off before something is written behind them.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::FileExt;
use std::path::PathBuf;

use async_trait::async_trait;
use tokio::io::AsyncWriteExt;

use super::failed;
use crate::encryption::cipher::OVERHEAD;
use crate::encryption::file_key::{FileKey, HEAD, PIECE};
use crate::objects::ObjectWriter;
use crate::service_error::{Service, ServiceError};

/// Where a piece lies.
struct Lies {
    /// In the bytes that are kept.
    start: u64,
    length: u64,
    /// In the file.
    at: u64,
    end: u64,
}

/// All pieces that are whole, one behind the other.
fn pieces(file: &File) -> io::Result<Vec<Lies>> {
    let size = file.metadata()?.len();
    let (mut start, mut at) = (0, 0);
    let mut found = Vec::new();
    loop {
        let mut head = [0; HEAD];
        if at + HEAD as u64 > size {
            return Ok(found);
        }
        file.read_exact_at(&mut head, at)?;
        let length = u64::from(u32::from_be_bytes(head));
        let end = at + HEAD as u64 + length + OVERHEAD as u64;
        if end > size {
            return Ok(found);
        }
        found.push(Lies {
            start,
            length,
            at,
            end,
        });
        (start, at) = (start + length, end);
    }
}

async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(io::Error::other)?
}

pub(super) async fn length(path: PathBuf) -> io::Result<u64> {
    off_the_runtime(move || {
        let pieces = pieces(&File::open(path)?)?;
        Ok(pieces.last().map_or(0, |last| last.start + last.length))
    })
    .await
}

/// As many bytes from `start` on; fewer where the file ends before.
pub(super) async fn read(
    path: PathBuf,
    key: FileKey,
    start: u64,
    length: u64,
) -> io::Result<Vec<u8>> {
    off_the_runtime(move || {
        let file = File::open(path)?;
        let wanted = start..start.saturating_add(length);
        let mut read = Vec::new();
        for piece in pieces(&file)? {
            let from = piece.start.max(wanted.start);
            let to = (piece.start + piece.length).min(wanted.end);
            if from >= to {
                continue;
            }
            let mut sealed = vec![0; bytes(piece.end - piece.at)?];
            file.read_exact_at(&mut sealed, piece.at)?;
            let opened = key.open(piece.start, &sealed).map_err(io::Error::other)?;
            let part = bytes(from - piece.start)?..bytes(to - piece.start)?;
            read.extend_from_slice(opened.get(part).unwrap_or_default());
        }
        Ok(read)
    })
    .await
}

fn bytes(count: u64) -> io::Result<usize> {
    usize::try_from(count).map_err(|_| ErrorKind::FileTooLarge.into())
}

/// Keeps what comes until there is a piece of it.
pub(super) struct SealedWriter {
    file: tokio::fs::File,
    key: FileKey,
    /// Where the bytes begin that wait.
    start: u64,
    waiting: Vec<u8>,
}

impl SealedWriter {
    pub(super) async fn open(path: PathBuf, key: FileKey) -> io::Result<Self> {
        let (file, start) = off_the_runtime(move || {
            let file = OpenOptions::new().read(true).append(true).open(path)?;
            let pieces = pieces(&file)?;
            let last = pieces.last();
            let end = last.map_or(0, |last| last.end);
            if end < file.metadata()?.len() {
                file.set_len(end)?;
            }
            Ok((file, last.map_or(0, |last| last.start + last.length)))
        })
        .await?;
        Ok(Self {
            file: tokio::fs::File::from_std(file),
            key,
            start,
            waiting: Vec::new(),
        })
    }

    /// Writes the first of the bytes that wait.
    async fn flush(&mut self, count: usize) -> Result<(), ServiceError> {
        let rest = self.waiting.split_off(count);
        let piece = std::mem::replace(&mut self.waiting, rest);
        let sealed = self.key.seal(self.start, &piece);
        let sealed = sealed.map_err(|error| ServiceError::new(Service::Objects, "write", error))?;
        self.file
            .write_all(&sealed)
            .await
            .map_err(failed("write"))?;
        self.start += piece.len() as u64;
        Ok(())
    }
}

#[async_trait]
impl ObjectWriter for SealedWriter {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), ServiceError> {
        self.waiting.extend_from_slice(bytes);
        let whole = self.waiting.len() / PIECE * PIECE;
        if whole > 0 {
            self.flush(whole).await?;
        }
        Ok(())
    }

    async fn finish(mut self: Box<Self>) -> Result<(), ServiceError> {
        self.flush(self.waiting.len()).await?;
        self.file.flush().await.map_err(failed("finish"))?;
        self.file.sync_all().await.map_err(failed("finish"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encryption::cipher::Key;

    async fn append(path: &std::path::Path, key: &FileKey, bytes: &[u8]) {
        let writer = SealedWriter::open(path.to_owned(), key.clone()).await;
        let mut writer = Box::new(writer.unwrap());
        writer.write(bytes).await.unwrap();
        writer.finish().await.unwrap();
    }

    #[tokio::test]
    async fn a_file_grows_by_what_arrives_and_any_part_of_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.sealed");
        File::create_new(&path).unwrap();
        let key = FileKey::new(Key::draw().unwrap(), "a");
        let all: Vec<u8> = (0_u32..200_000).map(|at| (at % 253) as u8).collect();
        let mut at = 0;
        for length in [1, 9, 70_000, 0, 65_526, 64_464] {
            append(&path, &key, &all[at..at + length]).await;
            at += length;
            let there = super::length(path.clone()).await.unwrap();
            assert_eq!(there, at as u64);
        }
        assert_eq!(at, all.len());
        for (start, length) in [
            (0, 200_000),
            (0, 1),
            (9, 2),
            (65_000, 100_000),
            (199_999, 5),
        ] {
            let end = all.len().min(start + length);
            let read = read(path.clone(), key.clone(), start as u64, length as u64).await;
            assert_eq!(read.unwrap(), all[start..end], "{start} {length}");
        }
        let behind = read(path.clone(), key.clone(), 200_000, 1).await.unwrap();
        assert!(behind.is_empty());
    }

    #[tokio::test]
    async fn what_a_power_cut_has_left_is_no_part_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.sealed");
        File::create_new(&path).unwrap();
        let key = FileKey::new(Key::draw().unwrap(), "a");
        append(&path, &key, b"one").await;
        append(&path, &key, b"two").await;
        let whole = std::fs::read(&path).unwrap();
        for cut in whole.len() / 2 + 1..whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            assert_eq!(super::length(path.clone()).await.unwrap(), 3);
            append(&path, &key, b"2").await;
            let read = read(path.clone(), key.clone(), 0, 10).await.unwrap();
            assert_eq!(read, b"one2");
        }
    }

    #[tokio::test]
    async fn what_was_changed_is_not_given_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.sealed");
        File::create_new(&path).unwrap();
        let key = FileKey::new(Key::draw().unwrap(), "a");
        append(&path, &key, b"a picture").await;
        let mut bytes = std::fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        std::fs::write(&path, bytes).unwrap();
        let error = read(path, key, 0, 9).await.unwrap_err();
        assert!(error.to_string().contains("was changed"), "{error}");
    }
}
