//! What can be done with a database that is a file, beside the server that works in it.

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use super::error::StoreError;

/// Writes the database as it stands at one moment to a new file; others go on meanwhile.
///
/// # Errors
/// Where there is no such database, or there is something at `to`.
pub(crate) async fn copy(file: &Path, to: &Path) -> Result<(), StoreError> {
    let mut db = open(file).await?;
    let copied = sqlx::query("VACUUM INTO ?").bind(to.to_string_lossy().into_owned());
    copied.execute(&mut db).await?;
    Ok(db.close().await?)
}

/// Whether SQLite finds nothing wrong with a file, and it is one of this server's.
///
/// # Errors
/// Where there is no such file, or it is no database.
pub(crate) async fn is_whole(file: &Path) -> Result<bool, StoreError> {
    let mut db = open(file).await?;
    let found: String = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_one(&mut db)
        .await?;
    let known = "SELECT count(*) FROM sqlite_schema WHERE name IN ('cases', 'case_events')";
    let tables: i64 = sqlx::query_scalar(known).fetch_one(&mut db).await?;
    db.close().await?;
    Ok(found == "ok" && tables == 2)
}

/// The ids of the master keys that it needs; none where it is in clear, as of an earlier release.
pub(crate) async fn master_keys(file: &Path) -> Result<Vec<String>, StoreError> {
    let mut db = open(file).await?;
    let there = "SELECT count(*) FROM sqlite_schema WHERE name = 'data_keys'";
    let tables: i64 = sqlx::query_scalar(there).fetch_one(&mut db).await?;
    let ids = match tables {
        0 => Vec::new(),
        _ => {
            let masters = "SELECT DISTINCT master FROM data_keys ORDER BY master";
            sqlx::query_scalar(masters).fetch_all(&mut db).await?
        }
    };
    db.close().await?;
    Ok(ids)
}

async fn open(file: &Path) -> Result<SqliteConnection, StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(false);
    Ok(options.connect().await?)
}
