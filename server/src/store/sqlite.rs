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
pub(crate) mod readiness;
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

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqliteConnection, SqlitePool};
use tokio::runtime::Handle;

use super::error::StoreError;
use super::write_queue::{LENGTH, LONGEST_WAIT, Turn, WriteQueue};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

const READERS: u32 = 8;

/// The lowest byte of a result code of SQLite is its kind.
const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const FULL: i32 = 13;

#[derive(Debug, Clone)]
pub(crate) struct Store {
    /// They see what is committed, and wait for no writer.
    readers: SqlitePool,
    /// The one connection that writes.
    writer: SqlitePool,
    queue: WriteQueue,
}

/// A connection to read with; within a transaction, to write.
pub(crate) struct Connection(PoolConnection<Sqlite>);

/// Several statements that happen together or not at all; rolled back where it is dropped without `commit`.
pub(crate) struct Transaction {
    /// Until it is committed.
    open: Option<Open>,
}

struct Open {
    connection: Connection,
    _turn: Turn,
}

impl Store {
    /// Opens or creates the database and brings its tables to the newest form.
    pub(crate) async fn open(file: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An accepted case must outlive a power cut, which NORMAL does not promise in WAL mode.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(LONGEST_WAIT);
        let writer = pool(1).connect_with(options.clone()).await?;
        MIGRATIONS.run(&writer).await?;
        let options = options.pragma("query_only", "ON");
        let readers = pool(READERS).connect_with(options).await?;
        Ok(Self {
            readers,
            writer,
            queue: WriteQueue::new(1, LENGTH),
        })
    }

    pub(crate) async fn read(&self) -> Result<Connection, StoreError> {
        Ok(Connection(self.readers.acquire().await?))
    }

    /// A transaction that takes the write lock at once: two writers come one after the other, and
    /// what the second reads is what the first has written.
    ///
    /// # Errors
    /// `Busy` where too many wait for it.
    pub(crate) async fn write(&self) -> Result<Transaction, StoreError> {
        let turn = self.queue.turn().await?;
        self.begin(turn).await
    }

    /// The same for what can be left undone: `None` where somebody writes already.
    pub(crate) async fn write_if_free(&self) -> Result<Option<Transaction>, StoreError> {
        match self.queue.free_turn() {
            Some(turn) => self.begin(turn).await.map(Some),
            None => Ok(None),
        }
    }

    async fn begin(&self, turn: Turn) -> Result<Transaction, StoreError> {
        let connection = Connection(self.writer.acquire().await?);
        let mut transaction = Transaction {
            open: Some(Open {
                connection,
                _turn: turn,
            }),
        };
        transaction.run("BEGIN IMMEDIATE").await?;
        Ok(transaction)
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
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

impl Connection {
    fn sql(&mut self) -> &mut SqliteConnection {
        &mut self.0
    }
}

impl Transaction {
    /// # Errors
    /// Where nothing of it is kept.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        self.run("COMMIT").await?;
        self.open = None;
        Ok(())
    }

    /// BEGIN and COMMIT are statements as all others: `sqlx` would count them, and go wrong where SQLite has rolled
    /// back by itself, as it does on a full disk.
    async fn run(&mut self, statement: &'static str) -> Result<(), StoreError> {
        sqlx::query(statement).execute(self.sql()).await?;
        Ok(())
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(open) = self.open.take() else { return };
        match Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(open.roll_back());
            }
            Err(_) => drop(open.connection.0.detach()),
        }
    }
}

impl Open {
    /// A connection of which it is not sure that it is in no transaction is never used again.
    async fn roll_back(mut self) {
        let rolled_back = sqlx::query("ROLLBACK").execute(self.connection.sql()).await;
        if rolled_back.is_err()
            && let Err(error) = self.connection.0.close().await
        {
            tracing::warn!(%error, "a connection that failed did not close");
        }
    }
}

impl Deref for Transaction {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match &self.open {
            Some(open) => &open.connection,
            None => unreachable!("a transaction that was committed is gone"),
        }
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut Connection {
        match &mut self.open {
            Some(open) => &mut open.connection,
            None => unreachable!("a transaction that was committed is gone"),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match result_code(&error) {
            Some(BUSY | LOCKED) => Self::Busy,
            Some(FULL) => Self::Full(error.into()),
            _ if matches!(error, sqlx::Error::PoolTimedOut) => Self::Busy,
            _ => Self::Database(error.into()),
        }
    }
}

fn result_code(error: &sqlx::Error) -> Option<i32> {
    let code = error.as_database_error()?.code()?;
    Some(code.parse::<i32>().ok()? & 0xff)
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        Self::Database(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn store(folder: &Path) -> Store {
        Store::open(&folder.join("test.db")).await.unwrap()
    }

    async fn keep(db: &mut Connection, number: u32) -> Result<(), StoreError> {
        let texts =
            "INSERT INTO scenario_versions (hash, scenario, region, json) VALUES (?, '', '', ?)";
        sqlx::query(texts)
            .bind(number)
            .bind("x".repeat(8000))
            .execute(db.sql())
            .await?;
        Ok(())
    }

    async fn count(db: &mut Connection) -> i64 {
        sqlx::query_scalar("SELECT COUNT(*) FROM scenario_versions")
            .fetch_one(db.sql())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn readers_see_what_is_committed_while_somebody_writes() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path()).await;
        let mut writing = store.write().await.unwrap();
        keep(&mut writing, 1).await.unwrap();
        for _ in 0..2 * READERS {
            assert_eq!(count(&mut store.read().await.unwrap()).await, 0);
        }
        writing.commit().await.unwrap();
        assert_eq!(count(&mut store.read().await.unwrap()).await, 1);
    }

    #[tokio::test]
    async fn a_reader_cannot_write() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path()).await;
        let mut reading = store.read().await.unwrap();
        assert!(keep(&mut reading, 1).await.is_err());
    }

    #[tokio::test]
    async fn what_was_not_committed_is_not_there_for_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path()).await;
        let mut given_up = store.write().await.unwrap();
        keep(&mut given_up, 1).await.unwrap();
        drop(given_up);
        let mut next = store.write().await.unwrap();
        assert_eq!(count(&mut next).await, 0);
        keep(&mut next, 1).await.unwrap();
        next.commit().await.unwrap();
    }

    /// As SQLite does by itself on a full disk.
    #[tokio::test]
    async fn a_transaction_that_sqlite_has_rolled_back_spoils_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path()).await;
        let mut failing = store.write().await.unwrap();
        keep(&mut failing, 1).await.unwrap();
        let same = "INSERT OR ROLLBACK INTO scenario_versions VALUES ('1', '', '', '')";
        assert!(sqlx::query(same).execute(failing.sql()).await.is_err());
        assert!(failing.commit().await.is_err());
        for number in 1..=3 {
            let mut db = store.write().await.unwrap();
            keep(&mut db, number).await.unwrap();
            db.commit().await.unwrap();
        }
        assert_eq!(count(&mut store.read().await.unwrap()).await, 3);
    }

    #[tokio::test]
    async fn once_there_is_room_again_it_writes_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(folder.path()).await;
        let limit = |pages: &'static str| {
            let store = store.clone();
            async move {
                let mut writer = store.writer.acquire().await.unwrap();
                sqlx::query(pages).execute(&mut *writer).await.unwrap();
            }
        };
        for number in 0..3 {
            // Anew each time: the connection that failed may be another one now.
            limit("PRAGMA max_page_count = 1").await;
            let mut db = store.write().await.unwrap();
            let full = keep(&mut db, number).await;
            assert!(matches!(full, Err(StoreError::Full(_))), "{full:?}");
        }
        limit("PRAGMA max_page_count = 100000").await;
        let mut db = store.write().await.unwrap();
        keep(&mut db, 1).await.unwrap();
        db.commit().await.unwrap();
    }
}
