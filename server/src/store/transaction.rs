//! Transactions: several statements that happen together or not at all.

use std::ops::{Deref, DerefMut};

use sqlx::SqlitePool;
use tokio::runtime::Handle;
use tracing::{Instrument, Span};

use super::connection::{Connection, Driver};
use super::data_key::DataKeys;
use super::error::StoreError;
use super::group::{Group, Joined};
use super::write_queue::Turn;
use crate::traces;

/// Several statements that happen together or not at all; rolled back where it is dropped without `commit`.
pub(crate) struct Transaction {
    /// Until it is committed.
    open: Option<Open>,
    /// From its turn to its end, for traces.
    span: Span,
}

struct Open {
    connection: Connection,
    /// In SQLite: it may be committed together with those that come after it.
    group: Option<Joined>,
    turn: Option<Turn>,
}

impl Transaction {
    pub(super) async fn begin(
        connection: Connection,
        turn: Option<Turn>,
    ) -> Result<Self, StoreError> {
        let mut transaction = Self {
            open: Some(Open {
                connection,
                group: None,
                turn,
            }),
            span: Span::none(),
        };
        let db: &mut Connection = &mut transaction;
        execute!(db, "BEGIN")?;
        Ok(transaction)
    }

    /// In SQLite: within the transaction of those who came before and are not committed yet, or within a new one. It
    /// takes the one write lock at once, with the first statement that is sent.
    pub(super) async fn join(
        group: &Group,
        writers: &SqlitePool,
        keys: DataKeys,
        turn: Turn,
    ) -> Result<Self, StoreError> {
        let (mut connection, joined) = match group.open() {
            Some((connection, joined)) => (connection.going_on(), joined),
            None => {
                let driver = Driver::Sqlite(writers.acquire().await?);
                (Connection::beginning(driver, keys), group.begin())
            }
        };
        if let Some(batch) = connection.batch() {
            batch.put("SAVEPOINT one", 0);
        }
        Ok(Self {
            open: Some(Open {
                connection,
                group: Some(joined),
                turn: Some(turn),
            }),
            span: Span::none(),
        })
    }

    pub(super) fn traced(mut self, span: Span) -> Self {
        self.span = span;
        self
    }

    /// # Errors
    /// Where nothing of it is kept; also where one of its statements has failed.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        let span = self.span.in_scope(|| traces::part("database commit"));
        self.commit_now().instrument(span).await
    }

    async fn commit_now(mut self) -> Result<(), StoreError> {
        if self.has_failed() {
            return Err(StoreError::Failed);
        }
        let db: &mut Connection = &mut self;
        if db.batch().is_none() {
            execute!(db, "COMMIT")?;
            self.open = None;
            return Ok(());
        }
        // Its own faults are its own: what fails behind this is the group's.
        db.send("RELEASE one").await?;
        match self.open.take() {
            Some(Open {
                connection,
                group: Some(joined),
                turn,
            }) => joined.commit(connection, turn).await,
            _ => Ok(()),
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(open) = self.open.take() else { return };
        match Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(open.roll_back());
            }
            Err(_) => open.connection.detach(),
        }
    }
}

impl Open {
    /// A connection of which it is not sure that it is in no transaction is never used again.
    async fn roll_back(mut self) {
        let db = &mut self.connection;
        if let Some(joined) = self.group {
            db.forget();
            return joined.leave(self.connection, self.turn).await;
        }
        let rolled_back = execute!(db, "ROLLBACK");
        if rolled_back.is_err() {
            self.connection.close().await;
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
