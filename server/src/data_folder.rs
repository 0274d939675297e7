//! The folder of the database and the files of residents: for the server's own user alone, and for one server at a
//! time. Two servers in one folder would write one file twice, and each would think that it has it alone.

use std::fs::{DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::store::Database;

/// Read, written and entered by its owner; nobody else sees what is in it.
const OWNER_ALONE: u32 = 0o700;

/// Read and written by its owner.
const FILE_OF_OWNER: u32 = 0o600;

/// The name of the file that is locked. It says nothing and stays when the server stops.
const LOCK: &str = "lock";

/// A server that is just ending still has it, and so has a process that was just started beside one, until it becomes
/// another program.
const TRIES: u32 = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(50);

/// Held as long as the server runs. The system lets go of it when the process ends, however it ends.
pub(crate) struct DataFolder {
    folder: PathBuf,
    _lock: File,
}

/// Why a folder cannot be worked in.
#[derive(Debug, thiserror::Error)]
pub enum DataFolderError {
    #[error("cannot keep files in {}", folder.display())]
    Io {
        folder: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "another server works in {}: stop it first, or give this one a folder of its own (--data)",
        folder.display()
    )]
    InUse { folder: PathBuf },
    #[error("another server works with {}: stop it first", file.display())]
    DatabaseInUse { file: PathBuf },
}

impl DataFolder {
    /// Makes the folder where there is none.
    pub(crate) fn open(folder: &Path) -> Result<Self, DataFolderError> {
        let failed = |source| DataFolderError::Io {
            folder: folder.to_owned(),
            source,
        };
        DirBuilder::new()
            .recursive(true)
            .mode(OWNER_ALONE)
            .create(folder)
            .map_err(failed)?;
        // One of an earlier release, or made by hand, may be open to others.
        std::fs::set_permissions(folder, Permissions::from_mode(OWNER_ALONE)).map_err(failed)?;
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let file = entry.map_err(failed)?;
            if file.file_type().map_err(failed)?.is_file() {
                let owner_reads = Permissions::from_mode(FILE_OF_OWNER);
                std::fs::set_permissions(file.path(), owner_reads).map_err(failed)?;
            }
        }
        let lock = lock(&folder.join(LOCK)).map_err(failed)?;
        match lock {
            Some(lock) => Ok(Self {
                folder: folder.to_owned(),
                _lock: lock,
            }),
            None => Err(DataFolderError::InUse {
                folder: folder.to_owned(),
            }),
        }
    }

    /// The bytes that are left on its disk.
    pub(crate) fn room(&self) -> std::io::Result<u64> {
        room(&self.folder)
    }
}

/// Keeps other servers off an SQLite file that lies elsewhere: a folder's own lock says nothing of it.
pub(crate) struct DatabaseLock {
    _lock: Option<File>,
}

impl DatabaseLock {
    pub(crate) fn of(database: &Database, data: &Path) -> Result<Self, DataFolderError> {
        let Database::Sqlite(file) = database else {
            return Ok(Self { _lock: None });
        };
        let folder = file.parent().unwrap_or(Path::new(""));
        let same = |one: &Path| std::fs::canonicalize(one).ok();
        if same(folder).is_some_and(|folder| Some(folder) == same(data)) {
            return Ok(Self { _lock: None });
        }
        // Beside it: whoever closes the file itself would take SQLite's own locks away.
        let mut beside = file.as_os_str().to_owned();
        beside.push(".lock");
        let failed = |source| DataFolderError::Io {
            folder: folder.to_owned(),
            source,
        };
        match lock(Path::new(&beside)).map_err(failed)? {
            Some(lock) => Ok(Self { _lock: Some(lock) }),
            None => Err(DataFolderError::DatabaseInUse {
                file: file.to_owned(),
            }),
        }
    }
}

/// `None` where another process has it.
fn lock(file: &Path) -> std::io::Result<Option<File>> {
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(FILE_OF_OWNER)
        .open(file)?;
    let mut tries = TRIES;
    loop {
        tries -= 1;
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if tries > 0 => std::thread::sleep(BETWEEN_TRIES),
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// The bytes that are left on the disk of a folder.
pub(crate) fn room(folder: &Path) -> std::io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_folder_is_for_one_server_at_a_time() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("of/the/city");
        let first = DataFolder::open(&folder).unwrap();
        let second = DataFolder::open(&folder).err().unwrap();
        assert!(matches!(second, DataFolderError::InUse { .. }), "{second}");
        drop(first);
        DataFolder::open(&folder).unwrap();
    }

    #[test]
    fn a_database_that_lies_elsewhere_is_for_one_server_at_a_time() {
        let parent = tempfile::tempdir().unwrap();
        let at = |name: &str| parent.path().join(name);
        let elsewhere = Database::Sqlite(at("city.db"));
        let (one, other) = (at("one"), at("other"));
        let first = DatabaseLock::of(&elsewhere, &one).unwrap();
        let second = DatabaseLock::of(&elsewhere, &other).err().unwrap();
        assert!(
            matches!(second, DataFolderError::DatabaseInUse { .. }),
            "{second}"
        );
        drop(first);
        DatabaseLock::of(&elsewhere, &other).unwrap();
    }

    #[test]
    fn nobody_else_on_the_machine_sees_into_it() {
        let parent = tempfile::tempdir().unwrap();
        let new = parent.path().join("new");
        let _new = DataFolder::open(&new).unwrap();
        assert_eq!(mode(&new), OWNER_ALONE);
        let earlier = parent.path().join("earlier");
        std::fs::create_dir(&earlier).unwrap();
        std::fs::set_permissions(&earlier, Permissions::from_mode(0o755)).unwrap();
        let _earlier = DataFolder::open(&earlier).unwrap();
        assert_eq!(mode(&earlier), OWNER_ALONE);
    }
}
