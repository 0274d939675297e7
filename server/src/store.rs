//! The database: one SQLite file, opened so that readers never wait and a crash loses nothing.
//! Each table's statements live in the file named after it; handlers write no SQL.

pub(crate) mod cases;
pub(crate) mod idempotency;
pub(crate) mod outcomes;
pub(crate) mod scenario_versions;
pub(crate) mod service_tracks;
pub(crate) mod sessions;
pub(crate) mod uploads;

use std::path::Path;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};

#[derive(Debug, Clone)]
pub(crate) struct Store {
    pool: SqlitePool,
}

impl Store {
    /// Opens or creates the database and brings its tables to the newest form.
    pub(crate) async fn open(file: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An accepted case must outlive a power cut, which NORMAL does not promise in WAL mode.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let pool = SqlitePoolOptions::new()
            .max_connections(8)
            .connect_with(options)
            .await?;
        sqlx::migrate!("./migrations").run(&pool).await?;
        Ok(Self { pool })
    }

    pub(crate) async fn reading(&self) -> Result<PoolConnection<Sqlite>, sqlx::Error> {
        self.pool.acquire().await
    }

    /// A transaction that takes the write lock at once: two writers come one after the other, and
    /// what the second reads is what the first has written.
    pub(crate) async fn writing(&self) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
        self.pool.begin_with("BEGIN IMMEDIATE").await
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}
