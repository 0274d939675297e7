//! `server move-to`: what an embedded server holds, into a PostgreSQL, where several can work with it. The files stay
//! where they are; what was in SQLite stays there, too, and is worked with no more.

use std::error::Error;

use crate::config::Settings;
use crate::data_folder::{DataFolder, DataFolderError, DatabaseLock};
use crate::store::{Database, moving};

#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    #[error("what is moved is an SQLite database: leave out --database, or name sqlite:PATH")]
    NotEmbedded,
    #[error("it is moved into a PostgreSQL: postgres://USER@HOST/DATABASE")]
    NotPostgres,
    #[error("there is no database in {0}")]
    Missing(Database),
    #[error(transparent)]
    DataFolder(#[from] DataFolderError),
    #[error("nothing was moved")]
    Store(#[source] Box<dyn Error + Send + Sync>),
}

/// Copies every table, in one transaction: all of it is there in the end, or nothing. How many rows of each.
///
/// # Errors
/// See [`MoveError`].
pub async fn move_to(
    settings: &Settings,
    target: &Database,
) -> Result<Vec<(String, u64)>, MoveError> {
    let source = settings.database();
    let Database::Sqlite(file) = &source else {
        return Err(MoveError::NotEmbedded);
    };
    let Database::Postgres(address) = target else {
        return Err(MoveError::NotPostgres);
    };
    if !file.is_file() {
        return Err(MoveError::Missing(source));
    }
    // No server works with either meanwhile: not with this folder, and the other has no rows yet.
    let _alone = DataFolder::open(&settings.data)?;
    let _locked = DatabaseLock::of(&source, &settings.data)?;
    let moved = moving::copy(file, address).await;
    moved.map_err(|error| MoveError::Store(error.into()))
}
