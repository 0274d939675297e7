//! Keeping what an embedded server holds, while it runs, and bringing it back: the database as it stands at one moment,
//! and the files of residents. PostgreSQL and object stores have means of their own (docs/operations.md).

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use crate::config::Settings;
use crate::data_folder::{DataFolder, DataFolderError};
use crate::objects::address::Objects;
use crate::objects::disk;
use crate::store::embedded;
use crate::store::{Database, StoreError};

/// The database in a backup.
const DATABASE: &str = "yijianshi.db";
/// A copy that is not whole yet ends so.
const UNFINISHED: &str = ".unfinished";

/// What was copied; what an earlier backup in the same place has already was not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Copied {
    pub files: u64,
    pub bytes: u64,
}

/// Why nothing was kept or brought back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(
        "the database is not a file of this server: PostgreSQL is kept with pg_dump (docs/operations.md)"
    )]
    NotEmbedded,
    #[error("{} is damaged, or no database of this server", file.display())]
    Damaged {
        file: PathBuf,
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    #[error("{} has a database already: bring the backup back into an empty folder (--data)", file.display())]
    InTheWay { file: PathBuf },
    #[error(transparent)]
    DataFolder(#[from] DataFolderError),
    #[error("the database cannot be copied")]
    Store(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("cannot copy {}", path.display())]
    Io { path: PathBuf, source: io::Error },
}

/// Copies database and files to a folder; the server may run meanwhile. The database comes first: whatever it knows is
/// in the files that follow. A folder with an earlier backup gets what has changed.
///
/// Keys are left out, the one of the numbers (`subject.key`) and the master key: they are kept apart.
///
/// # Errors
/// See [`BackupError`]; what was there before is still whole.
pub async fn back_up(settings: &Settings, to: &Path) -> Result<Copied, BackupError> {
    let file = database(settings)?;
    make_folder(to)?;
    let (target, unfinished) = (to.join(DATABASE), to.join([DATABASE, UNFINISHED].concat()));
    remove(&unfinished)?;
    let copied = embedded::copy(&file, &unfinished).await;
    copied.map_err(|error| BackupError::Store(error.into()))?;
    finish(&unfinished, &target)?;
    let mut copied = match files(settings) {
        Some(from) => copy_files(from, to.join(disk::FOLDER)).await?,
        None => Copied::default(),
    };
    copied.bytes += length(&target)?;
    copied.files += 1;
    Ok(copied)
}

/// The folder of the files; `None` where they are in a bucket, which is kept by other means.
fn files(settings: &Settings) -> Option<PathBuf> {
    match settings.objects() {
        Objects::Disk(folder) => Some(folder),
        Objects::S3(_) => None,
    }
}

/// Brings a backup into the folder of a server that does not run and has no database yet. The database is looked
/// through before.
///
/// # Errors
/// See [`BackupError`].
pub async fn restore(settings: &Settings, from: &Path) -> Result<Copied, BackupError> {
    let file = database(settings)?;
    let source = from.join(DATABASE);
    let damaged = |source_error: Option<StoreError>| BackupError::Damaged {
        file: source.clone(),
        source: source_error.map(Into::into),
    };
    match embedded::is_whole(&source).await {
        Ok(true) => {}
        Ok(false) => return Err(damaged(None)),
        Err(error) => return Err(damaged(Some(error))),
    }
    let _alone = DataFolder::open(&settings.data)?;
    if file.exists() {
        return Err(BackupError::InTheWay { file });
    }
    let mut copied = match files(settings) {
        Some(to) => copy_files(from.join(disk::FOLDER), to).await?,
        None => Copied::default(),
    };
    // Last: a restore that was cut off is begun again.
    copied.bytes += copy(&source, &file)?;
    copied.files += 1;
    Ok(copied)
}

/// The ids of the master keys without which a backup cannot be read.
///
/// # Errors
/// See [`BackupError`].
pub async fn master_keys(backup: &Path) -> Result<Vec<String>, BackupError> {
    let ids = embedded::master_keys(&backup.join(DATABASE)).await;
    ids.map_err(|error| BackupError::Store(error.into()))
}

fn database(settings: &Settings) -> Result<PathBuf, BackupError> {
    match settings.database() {
        Database::Sqlite(file) => Ok(file),
        Database::Postgres(_) => Err(BackupError::NotEmbedded),
    }
}

async fn copy_files(from: PathBuf, to: PathBuf) -> Result<Copied, BackupError> {
    let copying = tokio::task::spawn_blocking(move || {
        let mut copied = Copied::default();
        if from.is_dir() {
            copy_folder(&from, &to, &mut copied)?;
        }
        Ok(copied)
    });
    match copying.await {
        Ok(copied) => copied,
        Err(error) => Err(BackupError::Io {
            path: PathBuf::new(),
            source: io::Error::other(error),
        }),
    }
}

/// A file of a resident grows until it is whole and never changes after that: one of the same length that is no newer
/// is the same. It may be newer at the same length where what arrived was wrong and was sent again.
fn copy_folder(from: &Path, to: &Path, copied: &mut Copied) -> Result<(), BackupError> {
    make_folder(to)?;
    for entry in fs::read_dir(from).map_err(at(from))? {
        let entry = entry.map_err(at(from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().map_err(at(&source))?.is_dir() {
            copy_folder(&source, &target, copied)?;
            continue;
        }
        // It may have been removed since the folder was read.
        let Ok(there) = fs::metadata(&source) else {
            continue;
        };
        let changed = there.modified().ok();
        let is_kept = fs::metadata(&target)
            .is_ok_and(|kept| kept.len() == there.len() && kept.modified().ok() >= changed);
        if !is_kept {
            copied.bytes += copy(&source, &target)?;
            copied.files += 1;
        }
    }
    File::open(to)
        .and_then(|folder| folder.sync_all())
        .map_err(at(to))
}

/// The copy is whole or not there; its bytes.
fn copy(source: &Path, target: &Path) -> Result<u64, BackupError> {
    let mut unfinished = target.as_os_str().to_owned();
    unfinished.push(UNFINISHED);
    let unfinished = PathBuf::from(unfinished);
    let bytes = fs::copy(source, &unfinished).map_err(at(source))?;
    finish(&unfinished, target)?;
    Ok(bytes)
}

fn finish(unfinished: &Path, target: &Path) -> Result<(), BackupError> {
    let synced = File::open(unfinished).and_then(|file| file.sync_all());
    synced.map_err(at(unfinished))?;
    fs::rename(unfinished, target).map_err(at(target))?;
    let folder = target.parent().unwrap_or(target);
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(at(folder))
}

fn make_folder(folder: &Path) -> Result<(), BackupError> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(at(folder))
}

fn remove(file: &Path) -> Result<(), BackupError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(file)(error)),
        _ => Ok(()),
    }
}

fn length(file: &Path) -> Result<u64, BackupError> {
    Ok(fs::metadata(file).map_err(at(file))?.len())
}

fn at(path: &Path) -> impl Fn(io::Error) -> BackupError {
    let path = path.to_owned();
    move |source| BackupError::Io {
        path: path.clone(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_sent_again_with_the_same_length_is_kept_as_it_is_now() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir(&from).unwrap();
        let file = from.join("one");
        let take = || {
            let mut copied = Copied::default();
            copy_folder(&from, &to, &mut copied).unwrap();
            copied.files
        };
        fs::write(&file, "cut off").unwrap();
        assert_eq!((take(), take()), (1, 0));
        fs::write(&file, "as sent").unwrap();
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(1);
        File::options()
            .write(true)
            .open(&file)
            .and_then(|file| file.set_modified(later))
            .unwrap();
        assert_eq!(take(), 1);
        assert_eq!(fs::read_to_string(to.join("one")).unwrap(), "as sent");
    }
}
