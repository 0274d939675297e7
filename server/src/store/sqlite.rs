//! SQLite: one file, opened so that readers never wait and a crash loses nothing.

use std::path::Path;

use sqlx::SqlitePool;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use super::error::StoreError;
use super::write_queue::LONGEST_WAIT;

pub(super) static MIGRATIONS: Migrator = sqlx::migrate!("./migrations/sqlite");

pub(super) const READERS: u32 = 8;

/// SQLite has one writer.
pub(super) const WRITERS: u32 = 1;

/// Opens or creates the database, brings its tables to the newest form; connections that read, and the one that writes.
pub(super) async fn open(file: &Path) -> Result<(SqlitePool, SqlitePool), StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // An accepted case must outlive a power cut, which NORMAL does not promise in WAL mode.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What is removed is overwritten: it cannot be read from the file afterwards.
        .pragma("secure_delete", "ON")
        .busy_timeout(LONGEST_WAIT);
    let writer = pool(WRITERS).connect_with(options.clone()).await?;
    MIGRATIONS.run(&writer).await?;
    let options = options.pragma("query_only", "ON");
    let readers = pool(READERS).connect_with(options).await?;
    Ok((readers, writer))
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(LONGEST_WAIT)
        .idle_timeout(None)
        .max_lifetime(None)
        // It is a file: no connection to it is lost while nobody looks.
        .test_before_acquire(false)
}
