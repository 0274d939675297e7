//! Transactions that are committed together. In SQLite a commit waits for the disk, and one writes at a time: where
//! others wait already, whoever has written hands its transaction on to the next instead of committing it, and is told
//! when all of it is on the disk. Each is a savepoint of its own: what one of them takes back, the others keep.
//!
//! Nobody is answered before the commit. Where it fails, all of the group are told to come again, and nothing is kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::connection::Connection;
use super::error::StoreError;
use super::write_queue::{Turn, WriteQueue};

type Told = oneshot::Sender<Result<(), StoreError>>;

#[derive(Debug, Clone)]
pub(super) struct Group {
    queue: WriteQueue,
    /// Written and not committed; whoever has the turn takes it.
    open: Arc<Mutex<Option<Open>>>,
}

struct Open {
    connection: Connection,
    /// Those who wait for the commit.
    told: Vec<Told>,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Open").finish_non_exhaustive()
    }
}

/// A transaction's part in a group.
pub(super) struct Joined {
    group: Group,
    /// Those who came before, in the same transaction of the database.
    told: Vec<Told>,
}

impl Group {
    pub(super) fn new(queue: WriteQueue) -> Self {
        Self {
            queue,
            open: Arc::default(),
        }
    }

    /// What those have written who came before and are not committed yet. Asked by whoever has the turn.
    pub(super) fn open(&self) -> Option<(Connection, Joined)> {
        let Open { connection, told } = self.slot().take()?;
        let group = self.clone();
        Some((connection, Joined { group, told }))
    }

    pub(super) fn begin(&self) -> Joined {
        Joined {
            group: self.clone(),
            told: Vec::new(),
        }
    }

    fn slot(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Behind those who wait now. Who comes later is of the next group, so that nobody waits for ever.
    async fn commit_in_turn(self) {
        let Some(_turn) = self.queue.turn_to_commit().await else {
            return;
        };
        if let Some((connection, joined)) = self.open() {
            joined.end(connection).await;
        }
    }
}

impl Joined {
    /// Returns when it is on the disk, with all that the group has written until then.
    pub(super) async fn commit(
        mut self,
        connection: Connection,
        turn: Option<Turn>,
    ) -> Result<(), StoreError> {
        let (tell, told) = oneshot::channel();
        let is_first = self.told.is_empty();
        self.told.push(tell);
        // In a task of its own: whoever asked may go away meanwhile, and others wait for it.
        if self.group.queue.is_waited_for() {
            let group = self.group.clone();
            self.hand_on(connection, turn);
            if is_first {
                tokio::spawn(group.commit_in_turn());
            }
        } else {
            tokio::spawn(async move {
                let _turn = turn;
                self.end(connection).await;
            });
        }
        told.await.unwrap_or(Err(StoreError::Failed))
    }

    /// Takes back what it alone has written.
    pub(super) async fn leave(self, mut connection: Connection, turn: Option<Turn>) {
        let is_alone = self.told.is_empty();
        let taken_back = match (connection.has_sent(), is_alone) {
            (false, _) => Ok(()),
            (true, true) => connection.send("ROLLBACK").await,
            (true, false) => connection.send("ROLLBACK TO one; RELEASE one").await,
        };
        match taken_back {
            Ok(()) if is_alone => {}
            // Its first has seen to it that it will be committed.
            Ok(()) => self.hand_on(connection, turn),
            // SQLite has rolled back all of it by itself, or the connection is lost.
            Err(error) => {
                self.tell(Some(&error));
                connection.close().await;
            }
        }
    }

    fn hand_on(self, connection: Connection, turn: Option<Turn>) {
        let told = self.told;
        *self.group.slot() = Some(Open { connection, told });
        drop(turn);
    }

    async fn end(self, mut connection: Connection) {
        let committed = connection.send("COMMIT").await;
        self.tell(committed.as_ref().err());
        if let Err(error) = committed {
            tracing::error!(%error, "a group of transactions was not committed");
            connection.close().await;
        }
    }

    fn tell(self, failed: Option<&StoreError>) {
        for told in self.told {
            // Who has gone away asks again, and finds it done.
            let _ = told.send(failed.map_or(Ok(()), |error| Err(same(error))));
        }
    }
}

/// The same for another one. Whatever it is but a full disk, the same request may succeed in a moment.
fn same(error: &StoreError) -> StoreError {
    match error {
        StoreError::Full(source) => StoreError::Full(source.to_string().into()),
        _ => StoreError::Busy,
    }
}
