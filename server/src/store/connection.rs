//! Connections to either database.

use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Postgres, Sqlite};
use tracing::Span;

use super::batch::Batch;
use super::data_key::{DataKeys, KeyId, NOBODY};
use super::error::StoreError;
use crate::encryption::cipher::Key;

/// A connection to read with; within a transaction, to write.
pub(crate) struct Connection {
    driver: Driver,
    /// A statement has failed: PostgreSQL would take a COMMIT after it, and keep nothing.
    has_failed: bool,
    /// What waits to be sent; of transactions in SQLite.
    batch: Option<Batch>,
    /// Of this transaction something was.
    has_sent: bool,
    pub(super) keys: DataKeys,
    /// With whose key texts are encrypted.
    pub(super) person: String,
    pub(super) writing_key: Option<(KeyId, Key)>,
    /// How long it is used, for traces.
    _span: Span,
}

/// The drivers' own connections.
pub(super) enum Driver {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Connection {
    pub(super) fn new(driver: Driver, keys: DataKeys) -> Self {
        Self {
            driver,
            has_failed: false,
            batch: None,
            has_sent: false,
            keys,
            person: NOBODY.to_owned(),
            writing_key: None,
            _span: Span::none(),
        }
    }

    pub(super) fn traced(self, span: Span) -> Self {
        Self {
            _span: span,
            ..self
        }
    }

    pub(super) fn keys(&self) -> DataKeys {
        self.keys.clone()
    }

    /// In a transaction of SQLite that is begun with the first statement that is sent.
    pub(super) fn beginning(driver: Driver, keys: DataKeys) -> Self {
        let mut batch = Batch::default();
        batch.put("BEGIN IMMEDIATE", 0);
        Self {
            batch: Some(batch),
            ..Self::new(driver, keys)
        }
    }

    /// In one in which others have written, each about somebody else.
    pub(super) fn going_on(self) -> Self {
        Self {
            has_sent: false,
            person: NOBODY.to_owned(),
            writing_key: None,
            ..self
        }
    }

    pub(super) fn has_failed(&self) -> bool {
        self.has_failed
    }

    /// Outside of any runtime nothing can be closed in order.
    pub(super) fn detach(self) {
        match self.driver {
            Driver::Sqlite(pooled) => drop(pooled.detach()),
            Driver::Postgres(pooled) => drop(pooled.detach()),
        }
    }

    pub(super) fn driver(&mut self) -> &mut Driver {
        &mut self.driver
    }

    pub(super) fn is_postgres(&self) -> bool {
        matches!(self.driver, Driver::Postgres(_))
    }

    /// Where statements wait; `None` where each is sent by itself.
    pub(super) fn batch(&mut self) -> Option<&mut Batch> {
        self.batch.as_mut()
    }

    /// Sends what waits.
    pub(super) async fn flush(&mut self) -> Result<(), StoreError> {
        let Some(batch) = self.batch.as_mut().filter(|batch| !batch.is_empty()) else {
            return Ok(());
        };
        let (sql, arguments) = batch.take();
        self.has_sent = true;
        let done = match &mut self.driver {
            Driver::Sqlite(pooled) => {
                let sent = sqlx::query_with(AssertSqlSafe(sql), arguments);
                sent.execute(&mut **pooled).await
            }
            Driver::Postgres(_) => unreachable!("PostgreSQL has no batch"),
        };
        self.noted(done).map(drop)
    }

    /// Of SQLite: `statement` behind what waits, at once.
    pub(super) async fn send(&mut self, statement: &str) -> Result<(), StoreError> {
        if let Some(batch) = &mut self.batch {
            batch.put(statement, 0);
        }
        self.flush().await
    }

    pub(super) fn has_sent(&self) -> bool {
        self.has_sent
    }

    pub(super) fn noted<T>(&mut self, done: Result<T, sqlx::Error>) -> Result<T, StoreError> {
        self.has_failed |= done.is_err();
        done.map_err(StoreError::from)
    }

    /// What waits is given up, and so is what has failed.
    pub(super) fn forget(&mut self) {
        self.has_failed = false;
        self.batch = self.batch.take().map(|_| Batch::default());
    }

    /// It is in an unknown state: never used again.
    pub(super) async fn close(self) {
        let closed = match self.driver {
            Driver::Sqlite(pooled) => pooled.close().await,
            Driver::Postgres(pooled) => pooled.close().await,
        };
        if let Err(error) = closed {
            tracing::warn!(%error, "a connection that failed did not close");
        }
    }
}
