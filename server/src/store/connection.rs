//! Connections to either database, and transactions on them.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{Postgres, Sqlite};
use tokio::runtime::Handle;

use super::data_key::{DataKeys, KeyId, NOBODY};
use super::error::StoreError;
use super::write_queue::Turn;
use crate::encryption::cipher::Key;

/// A connection to read with; within a transaction, to write.
pub(crate) struct Connection {
    driver: Driver,
    /// A statement has failed: PostgreSQL would take a COMMIT after it, and keep nothing.
    has_failed: bool,
    pub(super) keys: DataKeys,
    /// With whose key texts are encrypted.
    pub(super) person: String,
    pub(super) writing_key: Option<(KeyId, Key)>,
}

/// The drivers' own connections.
pub(super) enum Driver {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

/// Several statements that happen together or not at all; rolled back where it is dropped without `commit`.
pub(crate) struct Transaction {
    /// Until it is committed.
    open: Option<Open>,
}

struct Open {
    connection: Connection,
    _turn: Option<Turn>,
}

impl Connection {
    pub(super) fn new(driver: Driver, keys: DataKeys) -> Self {
        Self {
            driver,
            has_failed: false,
            keys,
            person: NOBODY.to_owned(),
            writing_key: None,
        }
    }

    pub(super) fn keys(&self) -> DataKeys {
        self.keys.clone()
    }

    pub(super) fn driver(&mut self) -> &mut Driver {
        &mut self.driver
    }

    pub(super) fn is_postgres(&self) -> bool {
        matches!(self.driver, Driver::Postgres(_))
    }

    pub(super) fn noted<T>(&mut self, done: Result<T, sqlx::Error>) -> Result<T, StoreError> {
        self.has_failed |= done.is_err();
        done.map_err(StoreError::from)
    }
}

impl Transaction {
    /// SQLite takes its one write lock at once: two writers come one after the other.
    pub(super) async fn begin(
        connection: Connection,
        turn: Option<Turn>,
    ) -> Result<Self, StoreError> {
        let begin = match &connection.driver {
            Driver::Sqlite(_) => "BEGIN IMMEDIATE",
            Driver::Postgres(_) => "BEGIN",
        };
        let mut transaction = Self {
            open: Some(Open {
                connection,
                _turn: turn,
            }),
        };
        transaction.run(begin).await?;
        Ok(transaction)
    }

    /// # Errors
    /// Where nothing of it is kept; also where one of its statements has failed.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        if self.has_failed {
            return Err(StoreError::Failed);
        }
        self.run("COMMIT").await?;
        self.open = None;
        Ok(())
    }

    /// BEGIN and COMMIT are statements as all others: `sqlx` would count them, and go wrong where SQLite has rolled
    /// back by itself, as it does on a full disk.
    async fn run(&mut self, statement: &'static str) -> Result<(), StoreError> {
        let db: &mut Connection = self;
        execute!(db, statement)?;
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
            Err(_) => match open.connection.driver {
                Driver::Sqlite(pooled) => drop(pooled.detach()),
                Driver::Postgres(pooled) => drop(pooled.detach()),
            },
        }
    }
}

impl Open {
    /// A connection of which it is not sure that it is in no transaction is never used again.
    async fn roll_back(mut self) {
        let db = &mut self.connection;
        let rolled_back = execute!(db, "ROLLBACK");
        if rolled_back.is_ok() {
            return;
        }
        let closed = match self.connection.driver {
            Driver::Sqlite(pooled) => pooled.close().await,
            Driver::Postgres(pooled) => pooled.close().await,
        };
        if let Err(error) = closed {
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
