//! SQLite: one file, opened so that readers never wait and a crash loses nothing.
//! The statements of each table are in the file named after it.

pub(crate) mod audit;
pub(crate) mod case_events;
pub(crate) mod cases;
pub(crate) mod elsewhere_steps;
pub(crate) mod idempotency;
pub(crate) mod inbox;
pub(crate) mod open_subjects;
pub(crate) mod outcomes;
mod paging;
pub(crate) mod proactive;
pub(crate) mod result_documents;
pub(crate) mod scenario_versions;
pub(crate) mod service_tracks;
pub(crate) mod sessions;
pub(crate) mod standing;
pub(crate) mod superseded;
pub(crate) mod track_events;
pub(crate) mod uploads;
pub(crate) mod visits;

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqliteConnection, SqlitePool};

use super::error::StoreError;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

#[derive(Debug, Clone)]
pub(crate) struct Store {
    pool: SqlitePool,
}

/// A connection to read with; single statements may write, too.
pub(crate) struct Connection(Kind);

enum Kind {
    Pooled(PoolConnection<Sqlite>),
    Transaction(sqlx::Transaction<'static, Sqlite>),
}

/// Several statements that happen together or not at all; rolled back where it is dropped without `commit`.
pub(crate) struct Transaction(Connection);

impl Store {
    /// Opens or creates the database and brings its tables to the newest form.
    pub(crate) async fn open(file: &Path) -> Result<Self, StoreError> {
        let pool = connect(file).await?;
        MIGRATIONS.run(&pool).await?;
        Ok(Self { pool })
    }

    pub(crate) async fn read(&self) -> Result<Connection, StoreError> {
        let connection = self.pool.acquire().await?;
        Ok(Connection(Kind::Pooled(connection)))
    }

    /// A transaction that takes the write lock at once: two writers come one after the other, and
    /// what the second reads is what the first has written.
    pub(crate) async fn write(&self) -> Result<Transaction, StoreError> {
        let transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Transaction(Connection(Kind::Transaction(transaction))))
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

async fn connect(file: &Path) -> Result<SqlitePool, StoreError> {
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
    Ok(pool)
}

impl Connection {
    fn sql(&mut self) -> &mut SqliteConnection {
        match &mut self.0 {
            Kind::Pooled(connection) => connection,
            Kind::Transaction(transaction) => transaction,
        }
    }
}

impl Transaction {
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        if let Kind::Transaction(transaction) = self.0.0 {
            transaction.commit().await?;
        }
        Ok(())
    }
}

impl Deref for Transaction {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.0
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        Self::Database(error.into())
    }
}
