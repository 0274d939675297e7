//! What may go wrong in the database. Messages name no values: these may be a resident's.

use sqlx::migrate::MigrateError;

use crate::encryption::cipher::Tampered;
use crate::json_fault::JsonFault;
use crate::random::NoRandomness;

type Source = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    /// Too many want to write, or somebody holds what is to be written. The same request may succeed in a moment.
    #[error("the database is busy")]
    Busy,
    /// Nothing can be written until there is room.
    #[error("the disk of the database is full")]
    Full(#[source] Source),
    /// Nothing can be done until it is there again.
    #[error("the database is not there")]
    Unreachable(#[source] Source),
    /// PostgreSQL keeps no character of the code 0. Nobody types one.
    #[error("a text holds a character that cannot be stored")]
    Unstorable,
    /// It could not be committed any more.
    #[error("a statement of the transaction has failed")]
    Failed,
    /// The driver's own error is the source; which driver it is stays here.
    #[error("the database failed")]
    Database(#[source] Source),
    #[error("{what} cannot be written as JSON")]
    Encode {
        what: &'static str,
        source: JsonFault,
    },
    #[error("stored {what} cannot be read")]
    Decode {
        what: &'static str,
        source: JsonFault,
    },
    #[error("stored {0} is not a day")]
    Day(&'static str),
    #[error("stored {what} does not open")]
    Tampered {
        what: &'static str,
        source: Tampered,
    },
    /// It was erased, or somebody has put together rows of different databases.
    #[error("the data key of the stored {0} is gone")]
    DataKey(&'static str),
    #[error("the master key is not here by which it is encrypted: see --master-key")]
    MasterKey,
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as E;
        match error {
            E::PoolTimedOut => Self::Busy,
            E::Io(_) | E::Tls(_) | E::PoolClosed | E::WorkerCrashed => {
                Self::Unreachable(error.into())
            }
            E::Database(ref failed) => {
                let is_postgres = failed.try_downcast_ref::<sqlx::postgres::PgDatabaseError>();
                let code = failed.code().unwrap_or_default().into_owned();
                match is_postgres {
                    Some(_) => of_postgres(&code, error),
                    None => of_sqlite(&code, error),
                }
            }
            error => Self::Database(error.into()),
        }
    }
}

/// By the result code (https://sqlite.org/rescode.html).
fn of_sqlite(code: &str, error: sqlx::Error) -> StoreError {
    // The lowest byte of a result code is its kind.
    match code.parse::<i32>().map(|code| code & 0xff) {
        // BUSY, LOCKED
        Ok(5 | 6) => StoreError::Busy,
        // FULL
        Ok(13) => StoreError::Full(error.into()),
        _ => StoreError::Database(error.into()),
    }
}

/// By the SQLSTATE (https://www.postgresql.org/docs/15/errcodes-appendix.html).
fn of_postgres(code: &str, error: sqlx::Error) -> StoreError {
    match code {
        // serialization_failure, deadlock_detected, lock_not_available, query_canceled (by its timeout)
        "40001" | "40P01" | "55P03" | "57014" => StoreError::Busy,
        // unique_violation: somebody has done the same at the same time, under another lock.
        "23505" => {
            tracing::warn!(%error, "two transactions have met");
            StoreError::Busy
        }
        // disk_full
        "53100" => StoreError::Full(error.into()),
        // read_only_sql_transaction (a replica), too_many_connections
        "25006" | "53300" => StoreError::Unreachable(error.into()),
        // character_not_in_repertoire, untranslatable_character
        "22021" | "22P05" => StoreError::Unstorable,
        // Connection exceptions, and an operator's intervention: shut down, starting up.
        code if code.starts_with("08") || code.starts_with("57P") => {
            StoreError::Unreachable(error.into())
        }
        _ => StoreError::Database(error.into()),
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        Self::Database(error.into())
    }
}
