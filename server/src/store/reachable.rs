//! Whether a database could be worked with: looked at without changing anything in it.

use sqlx::migrate::Migrator;
use sqlx::{Connection, PgConnection, Row};

use super::database::Database;
use super::error::StoreError;
use super::{embedded, postgres};

/// The first version of PostgreSQL that the statements are written for.
const OLDEST: i32 = 15;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Unusable {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("SQLite finds it damaged: bring a backup back (server restore)")]
    Damaged,
    #[error("it is PostgreSQL {0}, and {OLDEST} is the oldest that does")]
    Old(i32),
    #[error("its encoding is {0}, not UTF8: make the database with ENCODING 'UTF8'")]
    Encoding(String),
    #[error(
        "its user may not make tables: GRANT CREATE ON SCHEMA public, or let the user own the database"
    )]
    MayNotCreate,
    #[error("a newer release has worked in it: start that one, or bring a backup back")]
    Newer,
    #[error("it is a replica that cannot be written: name the primary")]
    Replica,
}

/// # Errors
/// Why the server could not work with it. A file that is not there yet is made at the start.
pub(crate) async fn look_at(database: &Database) -> Result<(), Unusable> {
    match database {
        Database::Sqlite(file) if !file.exists() => Ok(()),
        Database::Sqlite(file) => match embedded::is_whole(file).await? {
            true => Ok(()),
            false => Err(Unusable::Damaged),
        },
        Database::Postgres(address) => {
            let connected = PgConnection::connect_with(address).await;
            let mut db = connected.map_err(StoreError::from)?;
            of_postgres(&mut db).await
        }
    }
}

async fn of_postgres(db: &mut PgConnection) -> Result<(), Unusable> {
    let asked =
        "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),
                        has_schema_privilege(current_schema(), 'CREATE'), pg_is_in_recovery(),
                        to_regclass('_sqlx_migrations') IS NOT NULL";
    let row = sqlx::query(asked).fetch_one(&mut *db).await;
    let row = row.map_err(StoreError::from)?;
    let version = row.get::<i32, _>(0) / 10_000;
    let encoding: String = row.get(1);
    if version < OLDEST {
        return Err(Unusable::Old(version));
    }
    if encoding != "UTF8" {
        return Err(Unusable::Encoding(encoding));
    }
    if row.get(3) {
        return Err(Unusable::Replica);
    }
    // Null where the search path names no schema.
    if row.get::<Option<bool>, _>(2) != Some(true) {
        return Err(Unusable::MayNotCreate);
    }
    if row.get(4) {
        let newest = "SELECT MAX(version) FROM _sqlx_migrations";
        let done: Option<i64> = sqlx::query_scalar(newest)
            .fetch_one(db)
            .await
            .map_err(StoreError::from)?;
        if done > newest_of(&postgres::MIGRATIONS) {
            return Err(Unusable::Newer);
        }
    }
    Ok(())
}

fn newest_of(migrations: &Migrator) -> Option<i64> {
    migrations.iter().map(|one| one.version).max()
}
