//! The database. Outside this module there is no SQL and no type of a database driver: handlers see `Store`,
//! `Connection`, `Transaction`, the records, and one module of functions per subject.
//!
//! There are two databases, chosen when the server starts (`--database`): SQLite, embedded, for one server, and
//! PostgreSQL for any number of them. Both hold the same tables (`server/migrations`, one folder each) and are asked by
//! the same statements, which are written once (`tables/`). What differs is how one connects (`sqlite.rs`,
//! `postgres.rs`) and how writers are kept apart (`locks.rs`). The tests in `server/tests/api` run on either.
//!
//! What a caller may rely on:
//! - a transaction that has taken the lock of what it is about has it to itself, so that what it reads after that is
//!   still so when it commits; in SQLite each has the whole database to itself;
//! - a committed case survives a power cut;
//! - a case has one event of each number (`case_events::insert` fails otherwise);
//! - at most one open case of a person and a scenario for each subject (`open_subjects::insert` fails otherwise);
//! - ids and enums are stored, never texts of a scenario: these are looked up in the version the case was made with.

#[macro_use]
mod statements;

mod batch;
mod connection;
mod data_key;
mod database;
pub(crate) mod embedded;
mod encryption;
mod error;
mod group;
mod json;
mod locks;
pub(crate) mod moving;
mod postgres;
pub(crate) mod reachable;
mod records;
mod sign_in_records;
mod sqlite;
mod tables;
mod transaction;
mod write_queue;

use sqlx::{PgPool, SqlitePool};
use tracing::Instrument;

use crate::traces;

pub(crate) use connection::Connection;
pub(crate) use data_key::DataKeys;
pub use database::{Database, DatabaseError};
pub(crate) use error::StoreError;
pub(crate) use locks::Lock;
pub(crate) use records::{
    CaseFlag, CaseRecord, CompletedRequest, EarlierCase, MaterialRecord, NewAuditEntry, NewCase,
    NewUpload, Outgoing, OutgoingAbout, PlanBasis, Standing, SubjectDigest, Superseded, Told,
    TrackEventKind, TrackRecord, TrailOf, UnnamedCase, UploadRecord, VisitRecord,
};
pub(crate) use sign_in_records::{NewSignIn, ProvenPerson, SessionBy, SessionRecord};
pub(crate) use tables::{
    audit, case_events, cases, data_keys, elsewhere_steps, file_removals, handovers, idempotency,
    in_clear, inbox, logout_tokens, office_lists, open_subjects, outcomes, personal_data,
    proactive, proven_people, readiness, result_documents, retention, scenario_versions,
    service_tracks, sessions, sign_ins, standing, subject_keys, superseded, track_events, tries,
    uploads, visits,
};
pub(crate) use transaction::Transaction;

use connection::Driver;
use group::Group;
use write_queue::{LENGTH, Turn, WriteQueue};

#[derive(Debug, Clone)]
pub(crate) struct Store {
    pools: Pools,
    queue: WriteQueue,
    keys: DataKeys,
    /// Of SQLite.
    group: Group,
}

/// Those who read have connections of their own, on which nothing can be written: they wait for no writer.
#[derive(Debug, Clone)]
enum Pools {
    Sqlite {
        readers: SqlitePool,
        writers: SqlitePool,
    },
    Postgres {
        readers: PgPool,
        writers: PgPool,
    },
}

impl Store {
    /// Opens or creates the database and brings its tables to the newest form.
    pub(crate) async fn open(database: &Database) -> Result<Self, StoreError> {
        let (pools, at_once) = match database {
            Database::Sqlite(file) => {
                let (readers, writers) = sqlite::open(file).await?;
                (Pools::Sqlite { readers, writers }, sqlite::WRITERS)
            }
            Database::Postgres(address) => {
                let (readers, writers) = postgres::open(address).await?;
                (Pools::Postgres { readers, writers }, postgres::WRITERS)
            }
        };
        let queue = WriteQueue::new(at_once as usize, LENGTH);
        let keys = DataKeys::default();
        let group = Group::new(queue.clone());
        Ok(Self {
            pools,
            queue,
            keys,
            group,
        })
    }

    /// The same, in which texts of people are encrypted.
    pub(crate) fn with_keys(self, keys: DataKeys) -> Self {
        Self { keys, ..self }
    }

    /// Whether what is written is encrypted.
    pub(crate) fn encrypts(&self) -> bool {
        self.keys.encrypts()
    }

    /// Whether other servers may work with it.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(self.pools, Pools::Postgres { .. })
    }

    pub(crate) async fn read(&self) -> Result<Connection, StoreError> {
        let span = traces::part("database read");
        let driver = match &self.pools {
            Pools::Sqlite { readers, .. } => Driver::Sqlite(readers.acquire().await?),
            Pools::Postgres { readers, .. } => Driver::Postgres(readers.acquire().await?),
        };
        Ok(Connection::new(driver, self.keys.clone()).traced(span))
    }

    /// A transaction of single statements, or of such as others may run through.
    ///
    /// # Errors
    /// `Busy` where too many wait to write.
    pub(crate) async fn write(&self) -> Result<Transaction, StoreError> {
        let span = traces::part("database write");
        let waiting = span.in_scope(|| traces::part("database turn"));
        let turn = self.queue.turn().instrument(waiting).await?;
        Ok(self.begin(turn).await?.traced(span))
    }

    /// A transaction about what a person has: what it reads of that person is still so when it commits.
    ///
    /// # Errors
    /// `Busy` where too many wait to write.
    pub(crate) async fn write_of(&self, person: &str) -> Result<Transaction, StoreError> {
        let mut transaction = self.write().await?;
        transaction.lock(Lock::Person(person)).await?;
        transaction.write_about(person);
        Ok(transaction)
    }

    /// The same of the applicant of a case; of nobody where there is no such case.
    ///
    /// # Errors
    /// `Busy` where too many wait to write.
    pub(crate) async fn write_of_case(&self, number: &str) -> Result<Transaction, StoreError> {
        let mut transaction = self.write().await?;
        if let Some(person) = cases::applicant(&mut transaction, number).await? {
            transaction.lock(Lock::Person(&person)).await?;
            transaction.write_about(&person);
        }
        Ok(transaction)
    }

    /// A transaction for what can be left undone: `None` where somebody writes already.
    pub(crate) async fn write_if_free(&self) -> Result<Option<Transaction>, StoreError> {
        match self.queue.free_turn() {
            Some(turn) => self.begin(turn).await.map(Some),
            None => Ok(None),
        }
    }

    /// Counts tries of the minute that runs, of whoever has this digest: how many there are, and since when.
    ///
    /// # Errors
    /// `Busy` where too many wait to write.
    pub(crate) async fn count_try(
        &self,
        caller: &[u8],
        more: u32,
        now: i64,
    ) -> Result<(i64, i64), StoreError> {
        let _turn = self.queue.turn().await?;
        // One statement is a transaction of its own.
        let mut db = Connection::new(self.writer().await?, self.keys.clone());
        tries::count(&mut db, caller, more, now).await
    }

    /// The turn to do what is done once for all servers, such as sending notices: held until it is dropped or the
    /// server ends. `None` where another server has it.
    pub(crate) async fn turn(&self, what: &'static str) -> Result<Option<SoleTurn>, StoreError> {
        if !self.is_shared() {
            return Ok(Some(SoleTurn { held: None }));
        }
        let mut held = Transaction::begin(self.read().await?, None).await?;
        let is_ours = held.take_turn(what).await?;
        Ok(is_ours.then_some(SoleTurn { held: Some(held) }))
    }

    async fn begin(&self, turn: Turn) -> Result<Transaction, StoreError> {
        match &self.pools {
            Pools::Sqlite { writers, .. } => {
                Transaction::join(&self.group, writers, self.keys.clone(), turn).await
            }
            Pools::Postgres { writers, .. } => {
                let driver = Driver::Postgres(writers.acquire().await?);
                let connection = Connection::new(driver, self.keys.clone());
                Transaction::begin(connection, Some(turn)).await
            }
        }
    }

    async fn writer(&self) -> Result<Driver, StoreError> {
        Ok(match &self.pools {
            Pools::Sqlite { writers, .. } => Driver::Sqlite(writers.acquire().await?),
            Pools::Postgres { writers, .. } => Driver::Postgres(writers.acquire().await?),
        })
    }

    /// Nothing that was removed or changed is left in the file of SQLite. PostgreSQL has means of its own.
    pub(crate) async fn forget_removed(&self) -> Result<(), StoreError> {
        if let Pools::Sqlite { writers, .. } = &self.pools {
            sqlx::query("VACUUM").execute(writers).await?;
            let empty = "PRAGMA wal_checkpoint(TRUNCATE)";
            sqlx::query(empty).execute(writers).await?;
        }
        Ok(())
    }

    pub(crate) async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { readers, writers } => {
                readers.close().await;
                writers.close().await;
            }
            Pools::Postgres { readers, writers } => {
                readers.close().await;
                writers.close().await;
            }
        }
    }
}

/// The turn to do something for all servers.
pub(crate) struct SoleTurn {
    held: Option<Transaction>,
}

impl SoleTurn {
    /// The next may have it at once.
    pub(crate) async fn end(self) {
        if let Some(held) = self.held
            && let Err(error) = held.commit().await
        {
            tracing::warn!(%error, "a turn was lost while it was held");
        }
    }
}

#[cfg(test)]
mod tests;
